"""Commands of re-fit and difference on one small real build: text, JSON with the keys that must exist, and the page."""

import json
from pathlib import Path

import pytest

from orthogen import lab
from orthogen.cli import run

SCAN = Path(__file__).parents[3] / "scans" / "right_normal.stl"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("built")
    for fill in ("1.6", "3.6"):
        lab.build(SCAN, profile="overpronation", sets=[f"arch_fill.depth_mm={fill}"], case="C1", out=out)
    return out


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = run(list(arguments))
    return code, capsys.readouterr().out


def test_diff_says_what_interface_promises(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, text = printed(capsys, "diff", "C1", "v1", "v002", "--out", str(out), "--json")
    document = json.loads(text)
    assert code == 0
    assert {"schema", "case", "versions", "parameters", "measures", "surface"} <= set(document)
    assert document["versions"] == ["v001", "v002"]
    assert [(item["name"], item["old"], item["new"]) for item in document["parameters"]] == [
        ("arch_fill.depth_mm", 1.6, 3.6)
    ]
    surface = document["surface"]
    assert surface["outside_max_mm"] == 0.0 and surface["outside_mesh_max_mm"] <= 0.02
    assert 1.9 < surface["max_mm"] < 2.1 and surface["p95_mm"] <= surface["max_mm"] and surface["changed_area_mm2"] > 0


def test_diff_reads_as_text(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, text = printed(capsys, "diff", "C1", "1", "2", "--out", str(out))
    assert code == 0
    assert "arch_fill.depth_mm" in text and "exactly 0 mm" in text


def test_a_version_against_itself_differs_in_nothing(out: Path) -> None:
    found = lab.diff("C1", "v1", "v1", out=out)
    assert found.parameters == () and found.measures == ()
    assert found.surfaces[0].max_mm == 0.0


@pytest.mark.parametrize("names", [("C2", "v1", "v2"), ("C1", "v1", "v9"), ("C1", "first", "v2")])
def test_what_is_not_there_is_named(out: Path, capsys: pytest.CaptureFixture[str], names: tuple[str, ...]) -> None:
    code, text = printed(capsys, "diff", *names, "--out", str(out), "--json")
    assert code == 2
    assert json.loads(text)["next"].startswith("known:")


def test_the_page_holds_both_devices_and_asks_nothing_of_a_network(out: Path, tmp_path: Path) -> None:
    page = tmp_path / "diff.html"
    assert run(["diff", "C1", "1", "2", "--out", str(out), "--page", str(page)]) == 0
    text = page.read_text()
    header = json.loads(text.split('id="orthogen-view">')[1].split("</script>")[0])
    assert set(header["feet"][0]["surfaces"]) == {"device", "scan"}
    assert [scale["key"] for scale in header["scales"]] == ["moved"]
    assert (header["words"]["device"], header["words"]["scan"]) == ("v002", "v001")
    assert 'src="http' not in text and "<link" not in text
    assert page.read_bytes() == lab.diff_page(lab.diff("C1", "1", "2", out=out), out=out)


def test_refit_says_what_interface_promises(out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    review = tmp_path / "review.toml"
    review.write_text('[pain.right]\nlateral_heel = "same"\n')
    code, text = printed(capsys, "refit", "C1", "--review", str(review), "--out", str(out), "--json")
    document = json.loads(text)
    assert code == 0
    assert (document["schema"], document["from_version"]) == ("orthogen.refit/1", "v002")
    assert document["accepted"] is False and document["version"] is None
    change = document["changes"][0]
    assert {"modification", "field", "unit", "old", "new", "rule", "reason"} <= set(change)
    assert (change["modification"], change["old"], change["new"]) == ("heel_cup", 16.0, 18.0)


def test_the_empty_review_form_answers_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from orthogen.intake.review import read_review
    from orthogen.records.review import Review

    code, text = printed(capsys, "refit", "C1", "--form")
    path = tmp_path / "form.toml"
    path.write_text(text)
    review = read_review(path)
    assert code == 0
    assert (review.date, review.worn_weeks, review.comfort) == ("", None, None)
    assert all(not foot.pain and not foot.complaints for foot in review.feet.values())
    assert isinstance(review, Review)
