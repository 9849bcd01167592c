"""Shoe. shoe.toml and the shoe of a prescription: read, written, refused."""

from dataclasses import replace
from pathlib import Path

import pytest

from orthogen.errors import OrthogenError, OutOfRange, PrescriptionError, UnknownName
from orthogen.intake import read_prescription, read_series, read_shoe
from orthogen.publish import prescription_toml
from orthogen.records.prescription import Prescription
from orthogen.records.shoe import Liner, Shoe
from tests.liners import liner

ROUND = tuple((round(x, 3), round(y, 3)) for x, y in liner(260.0)[::3].tolist())
WORN = Shoe(
    size="EU 41", heel_drop_mm=12.0, toe_spring_deg=4.0, depth_mm=52.0,
    liner=Liner(name="right.dxf", sha256="ab", outline_mm=ROUND, told=("It is long.",)),
)  # fmt: skip


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "shoe.toml"
    path.write_text(text)
    return path


def test_a_shoe_file(tmp_path: Path) -> None:
    path = written(tmp_path, 'schema = "orthogen.shoe/1"\nsize = "EU 41"\nheel_drop_mm = 12\ntoe_spring_deg = 4\n')
    assert read_shoe(path) == Shoe(size="EU 41", heel_drop_mm=12.0, toe_spring_deg=4.0)


@pytest.mark.parametrize(
    "text, kind, said",
    [
        ("heel_drop_mm = 80", OutOfRange, "outside"), ("heel_drop = 8", UnknownName, "no key"),
        ("heel_drop_mm = 8\nheel_pitch_deg = 3", PrescriptionError, "gives both"),
        ("toe_spring_mm = 8\ntoe_spring_deg = 3", PrescriptionError, "gives both"),
        ('size = 41', PrescriptionError, "not a text"), ('schema = "x"', PrescriptionError, "no shoe file"),
        ("depth_mm = nan", PrescriptionError, "not a finite number"), ("[liner]\nname = 'x'", UnknownName, "no key"),
    ],
)  # fmt: skip
def test_wrong_shoe_files(tmp_path: Path, text: str, kind: type[OrthogenError], said: str) -> None:
    with pytest.raises(kind, match=said):
        read_shoe(written(tmp_path, text))


def test_a_prescription_carries_shoe_and_liner(tmp_path: Path) -> None:
    order = Prescription(profile="neutral", shoe=WORN)
    path = tmp_path / "p.toml"
    path.write_bytes(prescription_toml({"left": Prescription(profile="neutral"), "right": order}))
    assert read_prescription(path) == {"left": Prescription(profile="neutral"), "right": order}
    assert read_series(path) is None and b"[left.shoe]" not in path.read_bytes()


def test_a_prescription_carries_its_series(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_bytes(prescription_toml({"right": Prescription(profile="x")}, vary="heel_cup.depth_mm=10,14"))
    assert read_series(path) == "heel_cup.depth_mm=10,14" and set(read_prescription(path)) == {"right"}


@pytest.mark.parametrize("outline", [ROUND[::-1], ROUND[:10], (*ROUND[:60], *ROUND[20:]), ((1e9, 0.0), *ROUND)])
def test_a_liner_that_is_no_line_is_refused(tmp_path: Path, outline: tuple[tuple[float, float], ...]) -> None:
    bad = replace(WORN, liner=Liner(name="x", sha256="", outline_mm=outline))
    path = tmp_path / "p.toml"
    path.write_bytes(prescription_toml({"right": Prescription(profile="neutral", shoe=bad)}))
    with pytest.raises(PrescriptionError, match="outline_mm"):
        read_prescription(path)
