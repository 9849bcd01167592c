"""Overlap: two pads on one place, what each lost to the other, and that a missing half is still a fault."""

from dataclasses import replace
from typing import ClassVar

import numpy as np
import pytest

from orthogen.checks import doses
from orthogen.design import design
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.field import dome
from orthogen.lazyclass import dataclass
from orthogen.modifications.metatarsal_bar import MetatarsalBar
from orthogen.modifications.metatarsal_pad import MetatarsalPad
from orthogen.records.finding import Dose
from orthogen.records.prescription import Modification, Stage, within
from orthogen.records.site import Made, Site
from tests.devices import doses as measured
from tests.devices import order
from tests.soles import sole


@dataclass(frozen=True, kw_only=True)
class _Bump(Modification):
    """A dome of 20 mm around a place on the long axis, measured in its middle."""

    DOSE: ClassVar[str] = "height_mm"
    STAGE: ClassVar[Stage] = Stage.PAD
    AT_MM: ClassVar[float] = 100.0

    height_mm: float = within(0.0, 8.0, default=4.0, source="test")

    def field_mm(self, site: Site) -> FloatArray:
        return self.height_mm * dome(np.hypot(site.x_mm - self.AT_MM, site.y_mm) / 20.0)

    def measure(self, made: Made) -> tuple[Dose, ...]:
        place = np.array([self.AT_MM]), np.array([0.0])
        return (self.dose("height_mm", float(made.site.grid.sample_linear(made.change_mm, *place)[0])),)


class Low(_Bump):
    KIND: ClassVar[str] = "low_bump"


class High(_Bump):
    KIND: ClassVar[str] = "high_bump"
    AT_MM: ClassVar[float] = 108.0


class Far(_Bump):
    KIND: ClassVar[str] = "far_bump"
    AT_MM: ClassVar[float] = 160.0


def test_alone_nothing_is_lost() -> None:
    plan = design(sole(), order(Low(height_mm=3.0), Far(height_mm=6.0)))
    for dose in measured(plan):
        assert dose.got == pytest.approx(dose.asked, abs=1e-6) and not dose.note


def test_what_the_higher_one_takes_is_told_with_its_name() -> None:
    low, high = measured(design(sole(), order(Low(height_mm=3.0), High(height_mm=6.0))))
    assert high.ok and low.ok and low.got is not None
    assert low.got < 1.0 and "high bump" in low.note and "the higher one counts" in low.note
    assert f"{3.0 - low.got:.2f} mm" in low.note


def test_a_part_made_without_the_rest_of_it_is_a_fault() -> None:
    """What was designed to remain beside the other must be there."""
    item = Low(height_mm=3.0)
    plan = design(sole(), order(item, High(height_mm=6.0)))
    bare = np.zeros(plan.grid.shape)
    lost = np.where(np.isfinite(plan.inset_mm), 0.5, 0.0)
    there = Made(
        site=plan.site, top_mm=plan.bed_mm, bottom_mm=bare, change_mm=item.field_mm(plan.site) - 1.2, lost_mm=lost,
        without_mm=bare, tilt_mm=bare, rim_mm=np.zeros((0, 3)), lost_to=("high_bump",),
        corners=np.isfinite(bare),
    )  # fmt: skip
    (dose,) = doses.check(replace(plan, settled=order(item)), order(item), {item.KIND: there})
    assert not dose.ok


def test_what_is_wholly_taken_says_by_whom() -> None:
    pad = MetatarsalPad(height_mm=1.0, length_mm=30.0, width_mm=20.0, distal_edge_mm=10.0)
    found = [dose for dose in measured(design(sole(), order(pad, MetatarsalBar(height_mm=6.0)))) if dose.got is None]
    assert {dose.field for dose in found} == {"length_mm", "width_mm", "distal_edge_mm"}
    assert all("beside the metatarsal bar" in dose.note for dose in found)
