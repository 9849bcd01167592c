"""Shoe and series. what a clinic asks for on the command line, filed and fed back."""

import json
from pathlib import Path

import pytest

from orthogen import build
from orthogen.errors import OutOfRange, PrescriptionError, UnacceptedWarning
from orthogen.intake import read_prescription
from orthogen.lab.request import liners_from
from tests.liners import dxf, liner, lwpolyline
from tests.soles import sole
from tests.unit.lab.fakes import Street, foot

POSTS = "rearfoot_post.angle_deg=2,4,6"


def names(folder: str | Path) -> set[str]:
    return {path.name for path in Path(folder).iterdir()}


def test_a_series_is_one_version_with_labelled_devices(street: Street, tmp_path: Path) -> None:
    done = build("jm.ply", profile="neutral", vary=POSTS, out=tmp_path, formats=["3mf"])
    assert {"right.a.stl", "right.b.stl", "right.c.stl", "right.a.3mf", "prescription.toml"} <= names(done.folder)
    assert street.labels == ["R jm A 2DEG", "R jm B 4DEG", "R jm C 6DEG"]
    told = json.loads((Path(done.folder) / "build.json").read_text())["devices"]
    assert [item["variant"]["value"] for item in told] == [2.0, 4.0, 6.0]
    assert [item["files"]["stl"] for item in told] == ["right.a.stl", "right.b.stl", "right.c.stl"]
    page = (Path(done.folder) / "report.html").read_text()
    assert "The series" in page and "C 6DEG" in page and "right.c.stl" in page
    assert "Shown here: right, device A 2DEG." in page and page.count('data-side="right"') == 1
    assert page.count("The foot as scanned") == 1 and "right, device C 6DEG" in page


def test_a_device_that_stands_alone_has_no_variant(street: Street, tmp_path: Path) -> None:
    done = build("jm.ply", profile="neutral", out=tmp_path)
    assert json.loads((Path(done.folder) / "build.json").read_text())["devices"][0]["variant"] is None
    page = (Path(done.folder) / "report.html").read_text()
    assert "The series" not in page and "Shown here" not in page


def test_a_series_runs_again_and_one_of_it_is_made_for_good(street: Street, tmp_path: Path) -> None:
    first = Path(build("jm.ply", profile="neutral", vary=POSTS, out=tmp_path).folder)
    again = Path(build("jm.ply", prescription=first / "prescription.toml", out=tmp_path).folder)
    assert names(first) == names(again)
    for name in ("right.a.stl", "right.c.stl", "prescription.toml"):
        assert (first / name).read_bytes() == (again / name).read_bytes()
    chosen = build("jm.ply", prescription=first / "prescription.toml", sets=["rearfoot_post.angle_deg=4"], out=tmp_path)
    assert "right.stl" in names(chosen.folder) and len(chosen.devices) == 1


def test_one_foot_of_a_pair_may_vary(street: Street, tmp_path: Path) -> None:
    street.feet = {"a": (foot("left"),), "b": (foot("right"),)}
    done = build("a.stl", "b.stl", profile="neutral", vary="left.heel_cup.depth_mm=10,14", out=tmp_path)
    assert {"left.a.stl", "left.b.stl", "right.stl"} <= names(done.folder)
    with pytest.raises(PrescriptionError, match="names a foot that is not in the scan"):
        build("b.stl", profile="neutral", vary="left.heel_cup.depth_mm=10,14", out=tmp_path)


def test_every_value_is_held_against_the_limits(street: Street, tmp_path: Path) -> None:
    with pytest.raises(OutOfRange):
        build("jm.ply", profile="neutral", vary="rearfoot_post.angle_deg=2,20", out=tmp_path)
    bold = "rearfoot_post.angle_deg=4,8"
    with pytest.raises(UnacceptedWarning, match=r"rearfoot_post.angle_deg"):
        build("jm.ply", profile="neutral", vary=bold, out=tmp_path)
    with pytest.raises(PrescriptionError, match="both ordered and varied"):
        build("jm.ply", profile="neutral", vary=POSTS, sets=["rearfoot_post.angle_deg=4"], out=tmp_path)
    assert not list(tmp_path.iterdir())
    done = build("jm.ply", profile="neutral", vary=bold, accepted=["rearfoot_post.angle_deg"], out=tmp_path)
    assert [device.prescription.accepted for device in done.devices] == [(), ("rearfoot_post.angle_deg",)]
    again = build("jm.ply", prescription=Path(done.folder) / "prescription.toml", out=tmp_path)
    assert len(again.devices) == 2, "what was signed for the series stays signed"


def test_shoe_and_liner_are_kept_in_the_prescription(street: Street, tmp_path: Path) -> None:
    street.feet = {"jm": (foot(landmarks=sole().landmarks),)}
    (tmp_path / "shoe.toml").write_text("heel_drop_mm = 8\n")
    (tmp_path / "right.dxf").write_bytes(dxf(lwpolyline(liner(262.0))))
    told = {"right": tmp_path / "right.dxf"}
    first = build("jm.ply", profile="neutral", shoe=tmp_path / "shoe.toml", liners=told, out=tmp_path / "o")
    order = read_prescription(Path(first.folder) / "prescription.toml")["right"]
    assert order.shoe.heel_drop_mm == 8.0 and order.shoe.liner and order.shoe.liner.name == "right.dxf"
    (tmp_path / "right.dxf").unlink()
    again = build("jm.ply", prescription=Path(first.folder) / "prescription.toml", out=tmp_path / "o")
    for name in ("right.stl", "prescription.toml"):
        assert (Path(first.folder) / name).read_bytes() == (Path(again.folder) / name).read_bytes()
    assert "heel drop 8 mm, outline of right.dxf" in (Path(again.folder) / "report.html").read_text()


def test_liners_on_the_command_line() -> None:
    assert liners_from(["left=a.dxf", "right=b.svg"]) == {"left": "a.dxf", "right": "b.svg"}
    assert liners_from(["a=b.dxf"]) == {"": "a=b.dxf"}
    with pytest.raises(PrescriptionError, match="two liners are given for left side"):
        liners_from(["left=a.dxf", "left=b.dxf"])
