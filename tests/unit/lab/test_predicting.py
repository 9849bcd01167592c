"""A prediction of a filed case: from the store as from the files given again; and what is missing is said."""

from pathlib import Path

import pytest

from orthogen import lab
from orthogen.errors import PrescriptionError

SCAN = Path(__file__).parents[3] / "scans" / "right_normal.stl"
FORM = 'schema = "orthogen.assessment/1"\nbody_mass_kg = 70\nload_state = "unloaded"\n'


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("built")
    form = place / "form.toml"
    form.write_text(FORM)
    lab.build(SCAN, profile="neutral", assessment=form, case="C1", landmarks={"pternion": (1.0, 0.0)}, out=place)
    return place


def test_the_store_gives_what_the_build_was_made_of(out: Path) -> None:
    (stored,) = lab.predict("C1", out=out)
    assert stored.side == "right" and not [item for item in stored.refused if item.check == "no_force"]
    (again,) = lab.predict(out / "C1" / "v001" / "build.json")
    assert (again.scan, again.refused, again.changes) == (stored.scan, stored.refused, stored.changes)


def test_files_given_again_must_make_the_filed_device(out: Path) -> None:
    with pytest.raises(PrescriptionError, match="another right device"):  # without the landmark of then
        lab.predict("C1", [SCAN], out=out)


def test_a_side_is_of_a_given_scan(out: Path) -> None:
    with pytest.raises(PrescriptionError, match="without a scan"):
        lab.predict("C1", side="left", out=out)


def test_a_case_without_its_scan_asks_for_it(out: Path) -> None:
    lab.erase_case("C1", by="A. Clinician", reason="asked for", out=out)
    with pytest.raises(PrescriptionError, match="no scan of C1 v001 is kept: it was erased"):
        lab.predict("C1", out=out)
