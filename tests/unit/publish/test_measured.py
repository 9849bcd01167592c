"""Measured. an assessment on the report: gait beside norms, doses with reasons, and words for everything."""

import json
from pathlib import Path

import pytest

from orthogen import build
from orthogen.publish import english
from orthogen.publish.page.measured import measured
from orthogen.records.assessed import Assessed
from orthogen.records.gait import METRICS, Gait, Value
from orthogen.records.prediction import PARTS
from orthogen.records.proposal import Proposal, ProposedDose
from tests import walks
from tests.unit.lab.fakes import Street, street

__all__ = ["street"]


def test_every_metric_and_mask_has_its_words() -> None:
    assert set(english()["gait"]) == set(METRICS) and set(english()["mask"]) == set(PARTS)


def test_values_outside_their_norm_are_marked() -> None:
    gait = Gait(file="g", sha256="", method="manual", values={
        "left": {"fpi6": Value(value=2)}, "right": {"fpi6": Value(value=-3, sd=1.0)},
    })  # fmt: skip
    (row,) = measured(Assessed(gait=(gait,)), english())["gait"]
    assert row["cells"] == [("2", False), ("−3 ± 1", True), ("", False)]
    assert row["norm"] == "0 to 5" and "S45" in row["source"]


def test_a_dose_that_is_a_word_and_one_that_is_negative() -> None:
    doses = (
        ProposedDose(
            side="left", modification="rearfoot_post", field="angle_deg", value=-2.0, unit="deg", reasons=("r",)
        ),
        ProposedDose(side="left", modification="offload_well", field="at", value="mth1", unit="", reasons=("r",)),
    )
    rows = measured(Assessed(proposal=Proposal(profile="neutral", doses=doses)), english())["asked"]
    assert [row["doses"] for row in rows] == ["angle −2°", "at mth1"]


@pytest.mark.parametrize(
    ("by", "said"), [("", "proposal, not confirmed by a clinician"), ("A. Clinician", "A. Clinician")]
)
def test_the_report_says_proposal_until_somebody_is_named(street: Street, tmp_path: Path, by: str, said: str) -> None:
    form = tmp_path / "gait.toml"
    form.write_text(walks.FORM)
    done = build("jm.stl", profile="overpronation", gait=form, by=by, out=tmp_path / "out")
    page = (Path(done.folder) / "report.html").read_text()
    assert said in page and "What the measurements ask for" in page and "the right leg is 9 mm shorter" in page
    assert ("proposal, not confirmed" in page) == (by == "")
    told = json.loads((Path(done.folder) / "build.json").read_text())
    assert told["assessment"]["gait_files"][0]["file"] == "gait.toml"


def test_a_report_without_measurements_has_no_such_sheet(street: Street, tmp_path: Path) -> None:
    done = build("jm.stl", profile="neutral", out=tmp_path)
    assert "Pressure and gait" not in (Path(done.folder) / "report.html").read_text()
