"""Re-fit of a case: proposal, edit, acceptance, repeat scan, growth, going back, two clerks; on one small build."""

import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from orthogen import lab
from orthogen.errors import CaseMoved, PrescriptionError
from orthogen.intake import read_prescription, read_triangles
from orthogen.kernel.frame import rotated
from orthogen.kernel.stl import binary
from orthogen.lab.refitting import Refitted

SCAN = Path(__file__).parents[3] / "scans" / "right_normal.stl"
MIDFOOT = '[pain.right]\nmidfoot = "new"\n'


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("built")
    lab.build(SCAN, profile="overpronation", sets=["metatarsal_pad.height_mm=5"], case="C1", by="A. Clinician", out=out)
    return out


@pytest.fixture
def out(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "out"))


@pytest.fixture
def said(tmp_path: Path) -> Callable[[str], Path]:
    def written(text: str) -> Path:
        path = tmp_path / f"review{len(list(tmp_path.iterdir()))}.toml"
        path.write_text(text)
        return path

    return written


def scanned(tmp_path: Path, name: str, *, scale: float = 1.0, noise_mm: float = 0.1, of: Path = SCAN) -> Path:
    """Return a new scan of the same foot: turned, moved, with other noise, perhaps grown."""
    corners = read_triangles(of)
    points, place = np.unique(corners.reshape(-1, 3), axis=0, return_inverse=True)
    points = points * scale + np.random.default_rng(7).normal(0.0, noise_mm, points.shape)
    turn = np.array([[np.cos(0.3), -np.sin(0.3), 0.0], [np.sin(0.3), np.cos(0.3), 0.0], [0.0, 0.0, 1.0]])
    moved = rotated(turn, points) + np.array([30.0, -12.0, 4.0])
    path = tmp_path / name
    path.write_bytes(binary(moved[place.reshape(-1)].reshape(-1, 3, 3), header="test"))
    return path


def doses(done: Refitted) -> dict[str, tuple[object, object]]:
    return {f"{item.modification}.{item.field}": (item.old, item.new) for item in done.refit.changes}


def test_a_proposal_is_written_and_builds_nothing(out: Path, said: Callable[[str], Path]) -> None:
    done = lab.refit("C1", review=said(MIDFOOT), out=out)
    assert doses(done) == {"arch_fill.depth_mm": (1.6, 3.6)}
    assert not done.accepted and done.build is None
    assert done.file == out / "C1" / "proposal-v001.toml"
    assert not (out / "C1" / "v002").exists()


def test_an_accepted_proposal_is_the_next_version_and_nothing_else_moves(
    out: Path, said: Callable[[str], Path]
) -> None:
    done = lab.refit("C1", review=said(MIDFOOT), accept=True, by="B. Clinician", out=out)
    assert done.build is not None and done.build.version == "v002" and done.build.verdict == "accepted"
    old, new = (read_prescription(out / "C1" / name / "prescription.toml")["right"] for name in ("v001", "v002"))
    assert {item.KIND: item.values for item in new.modifications} == {
        **{item.KIND: item.values for item in old.modifications}, "arch_fill": {"depth_mm": 3.6},
    }  # fmt: skip
    assert "midfoot-pain" in new.reasons["arch_fill"] and "was ordered" in new.reasons["metatarsal_pad"]
    found = lab.diff("C1", "v1", "v2", out=out)
    assert [(item.name, item.old, item.new) for item in found.parameters] == [("arch_fill.depth_mm", 1.6, 3.6)]
    assert found.surfaces[0].outside_max_mm == 0.0
    assert found.surfaces[0].outside_mesh_max_mm is not None and found.surfaces[0].outside_mesh_max_mm <= 0.02
    kinds = [entry.kind for entry in lab.history("C1", out=out)[1]]
    assert kinds[-4:] == ["review", "prescription", "decision", "version"]


def test_an_edited_proposal_is_accepted_as_the_clinicians_own(out: Path, said: Callable[[str], Path]) -> None:
    done = lab.refit("C1", review=said(MIDFOOT), out=out)
    assert done.file is not None
    done.file.write_text(done.file.read_text().replace("new = 3.6", "new = 2.5"))
    made = lab.refit("C1", accept=True, out=out)
    assert doses(made) == {"arch_fill.depth_mm": (1.6, 2.5)}
    assert made.refit.changes[0].rule == "edited-by-the-clinician"
    assert "3.6 was proposed" in made.refit.changes[0].reason


def test_a_second_proposal_leaves_the_first_as_it_is(out: Path, said: Callable[[str], Path]) -> None:
    first = lab.refit("C1", review=said(MIDFOOT), out=out).file
    second = lab.refit("C1", review=said('[pain.right]\nheel = "better"\n'), out=out).file
    assert first is not None and second is not None and first != second
    assert tomllib.loads(second.read_text())["changes"] == []


def test_evidence_that_changed_since_is_refused(out: Path, said: Callable[[str], Path]) -> None:
    review = said(MIDFOOT)
    lab.refit("C1", review=review, out=out)
    review.write_text('[pain.right]\nheel = "worse"\n')
    with pytest.raises(PrescriptionError, match="changed since"):
        lab.refit("C1", accept=True, out=out)


def test_nothing_to_accept_and_nothing_to_go_by_are_refused(out: Path) -> None:
    with pytest.raises(PrescriptionError, match="no proposal"):
        lab.refit("C1", accept=True, out=out)
    with pytest.raises(PrescriptionError, match="nothing to re-fit from"):
        lab.refit("C1", out=out)


def test_better_is_filed_and_builds_nothing(out: Path, said: Callable[[str], Path]) -> None:
    done = lab.refit("C1", review=said('[pain.right]\nheel = "better"\n'), accept=True, by="A. Clinician", out=out)
    assert done.accepted and done.build is None and done.refit.changes == ()
    assert [entry.kind for entry in lab.history("C1", out=out)[1]][-2:] == ["review", "decision"]


def test_a_repeat_scan_of_the_same_foot_changes_nothing(out: Path, tmp_path: Path) -> None:
    done = lab.refit("C1", scan=scanned(tmp_path, "again.stl"), out=out)
    assert done.refit.changes == ()
    assert [item.verdict for item in done.refit.scans] == ["same_foot"]


@pytest.mark.parametrize("name", ["left_normal", "right_flat", "left_high_arch", "child_right"])
def test_a_repeat_scan_of_any_foot_with_the_same_form_changes_nothing(tmp_path: Path, name: str) -> None:
    first = SCAN.with_name(f"{name}.stl")
    form = tmp_path / "form.toml"
    form.write_text("age_years = 40\nbody_mass_kg = 70\n")
    lab.build(first, profile="overpronation", case="C", assessment=form, out=tmp_path / "out")
    again = scanned(tmp_path, "again.stl", of=first, noise_mm=0.2)
    for given in ({"scan": again}, {"assessment": form}, {"scan": again, "assessment": form}):
        assert lab.refit("C", out=tmp_path / "out", **given).refit.changes == ()  # type: ignore[arg-type]


def test_a_grown_foot_is_built_on_and_the_map_parts_foot_and_order(out: Path, tmp_path: Path) -> None:
    done = lab.refit("C1", scan=scanned(tmp_path, "grown.stl", scale=1.03), accept=True, out=out)
    assert [item.verdict for item in done.refit.scans] == ["grown"]
    assert done.build is not None and done.build.verdict == "accepted"
    surface = lab.diff("C1", "1", "2", out=out).surfaces[0]
    assert not surface.same_scan and surface.foot_mm is not None and surface.order_mm is not None
    assert np.nanmax(np.abs(surface.order_mm)) <= 0.02 < np.nanmax(np.abs(surface.foot_mm))
    assert surface.outside_max_mm == 0.0


def test_another_foot_is_refused(out: Path) -> None:
    with pytest.raises(PrescriptionError, match="does not show the right foot"):
        lab.refit("C1", scan=SCAN.with_name("right_flat.stl"), out=out)


def test_worse_goes_back_and_a_reverted_version_is_no_good_one(out: Path, said: Callable[[str], Path]) -> None:
    lab.refit("C1", review=said(MIDFOOT), accept=True, out=out)
    worse = said('worn_weeks = 7\n[pain.right]\nheel = "worse"\n')
    done = lab.refit("C1", review=worse, accept=True, out=out)
    assert done.refit.reverts_to == "v001"
    assert doses(done) == {"arch_fill.depth_mm": (3.6, 1.6)}
    v1, v3 = ((out / "C1" / name / "right.stl").read_bytes() for name in ("v001", "v003"))
    assert v1 == v3
    again = lab.refit("C1", review=worse, out=out)
    assert again.refit.reverts_to is None and again.refit.changes == ()


def test_an_incident_counts(out: Path, said: Callable[[str], Path]) -> None:
    lab.note("C1", kind="incident", text="a fall on the stairs", out=out)
    done = lab.refit("C1", review=said('[pain.right]\nmidfoot = "new"\n'), out=out)
    assert done.refit.changes == ()
    assert any(item.check == "red-flag" and "stairs" in item.note for item in done.refit.findings)


def test_the_second_of_two_clerks_is_told(
    out: Path, said: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    from orthogen.lab import refitting

    build, review = refitting.build, said(MIDFOOT)

    def late(*scans: object, **told: object) -> object:
        monkeypatch.setattr(refitting, "build", build)
        lab.refit("C1", review=review, accept=True, by="first", out=out)
        return build(*scans, **told)  # type: ignore[arg-type]

    monkeypatch.setattr(refitting, "build", late)
    with pytest.raises(CaseMoved, match="by first"):
        lab.refit("C1", review=review, accept=True, by="second", out=out)
    assert sorted(path.name for path in (out / "C1").iterdir() if path.is_dir()) == ["v001", "v002"]
