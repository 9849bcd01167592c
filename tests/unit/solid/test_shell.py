"""The shell: its thickness at right angles, its bevel, and the posts under it."""

from typing import ClassVar

import numpy as np
import pytest

from orthogen.kernel.arrays import FloatArray
from orthogen.lazyclass import dataclass
from orthogen.records.device import Design
from orthogen.records.finding import Dose
from orthogen.records.prescription import Modification, Stage
from orthogen.records.site import Block, Made, Site
from orthogen.solid.bevel import EDGE_MM, behind_edge_mm, beside_edge_mm
from orthogen.solid.posts import blocks_of
from orthogen.solid.shell import shell_underside
from tests.unit.solid.designs import synthetic_design, with_order


@dataclass(frozen=True, kw_only=True)
class Under(Modification):
    """A modification that asks for one block and nothing else."""

    KIND: ClassVar[str] = "under"
    DOSE: ClassVar[str] = "amount"
    STAGE: ClassVar[Stage] = Stage.POST

    asked: Block
    amount: float = 1.0

    def field_mm(self, site: Site) -> FloatArray:
        return np.zeros(site.grid.shape)

    def block(self) -> Block:
        return self.asked

    def measure(self, made: Made) -> tuple[Dose, ...]:
        return ()


def post(region: str = "rearfoot", tilt: float = 0.0, lift: float = 0.0, amount: float = 1.0) -> Under:
    return Under(asked=Block(region=region, tilt_deg=tilt, lift_mm=lift), amount=amount)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def plain() -> Design:
    return synthetic_design(construction="shell", length="three-quarter", thickness_mm=3.0)


def underside(design: Design, *posts: Under) -> FloatArray:
    return shell_underside(with_order(design, modifications=posts))[0]


def plane_of(design: Design, bottom: FloatArray, low: float, high: float, half: float = 12.0) -> FloatArray:
    """Return offset, slope along x, slope along y and worst residual of the underside in a box about the long axis."""
    x, y = np.broadcast_arrays(design.grid.x_mm, design.grid.y_mm)
    here = (x > low) & (x < high) & (np.abs(y) < half)
    matrix = np.column_stack([np.ones(here.sum()), x[here], y[here]])
    found, *_ = np.linalg.lstsq(matrix, bottom[here], rcond=None)
    return np.append(found, np.abs(matrix @ found - bottom[here]).max())


def test_it_is_as_thick_as_ordered_under_level_ground_and_at_the_rim(plain: Design) -> None:
    thick = plain.bed_mm - underside(plain)
    assert thick[80:100, 90:110] == pytest.approx(3.0, abs=1e-3)
    rim = (np.abs(plain.inset_mm) < 0.1) & (plain.grid.x_mm < 100)
    assert thick[rim].min() > 2.9


def test_its_distal_edge_is_bevelled_to_a_blunt_edge(plain: Design) -> None:
    thick = plain.bed_mm - underside(plain)
    distal = behind_edge_mm(plain)
    edge = (distal > 0.0) & (distal < 0.3)
    assert thick[edge].max() < EDGE_MM + 0.1
    assert thick[plain.inset_mm >= 0].min() >= EDGE_MM - 1e-6
    behind = (distal > 15.0) & (distal < 20.0) & (plain.inset_mm > 0)
    assert thick[behind].min() > 2.99


def test_a_full_shell_has_no_bevel() -> None:
    design = synthetic_design(construction="shell", thickness_mm=3.0)
    assert (design.bed_mm - underside(design))[design.inset_mm > 0].min() > 2.99


@pytest.mark.parametrize("tilt", [-6.0, 0.5, 4.0, 8.0])
def test_a_rearfoot_post_stands_on_a_tilted_plane(plain: Design, tilt: float) -> None:
    _, along, across, worst = plane_of(plain, underside(plain, post(tilt=tilt)), 22.0, 68.0)
    assert np.degrees(np.arctan(-across)) == pytest.approx(tilt, abs=1e-6)
    assert along == pytest.approx(0.0, abs=1e-9)
    assert worst < 1e-9


def test_a_lift_lowers_the_plane_under_the_heel_and_lets_it_meet_the_shell_ahead(plain: Design) -> None:
    bare = underside(plain)
    level, along, across, worst = plane_of(plain, underside(plain, post(lift=5.0)), 22.0, 68.0)
    heel = plain.site.foot.landmarks["heel_centre"].x_mm
    block = (plain.inset_mm >= 5.0) & (plain.grid.x_mm <= 0.3 * plain.site.foot.foot_length_mm)
    assert level + along * heel == pytest.approx(bare[block].min() - 5.0)
    assert across == pytest.approx(0.0, abs=1e-9)
    assert worst < 1e-9
    over = (bare - level - along * plain.grid.x_mm)[(plain.inset_mm > 0.0) & (plain.grid.x_mm > heel)]
    assert over.min() == pytest.approx(0.0, abs=1e-9)


def test_a_lift_on_a_post_counts_from_the_plane_of_the_post(plain: Design) -> None:
    heel = plain.site.foot.landmarks["heel_centre"].x_mm
    planes = [
        plane_of(plain, underside(plain, *posts), 22.0, 68.0)
        for posts in ((post(tilt=4.0),), (post(tilt=4.0), post(lift=5.0)))
    ]
    levels = [level + along * heel for level, along, _, _ in planes]
    assert levels[0] - levels[1] == pytest.approx(5.0)


def test_blocks_of_a_region_add_up(plain: Design) -> None:
    both = with_order(plain, modifications=(post(tilt=3.0), post(lift=4.0), post("forefoot", tilt=-2.0)))
    assert blocks_of(both) == (
        Block(region="rearfoot", tilt_deg=3.0, lift_mm=4.0),
        Block(region="forefoot", tilt_deg=-2.0),
    )


def test_a_post_of_no_dose_changes_no_bit(plain: Design) -> None:
    assert np.array_equal(underside(plain, post(tilt=5.0, amount=0.0)), underside(plain))


@pytest.mark.parametrize("region", ["rearfoot", "forefoot"])
def test_a_post_only_adds_material_and_leaves_the_rim_alone(plain: Design, region: str) -> None:
    added = underside(plain) - underside(plain, post(region, tilt=6.0))
    assert added[plain.inset_mm > 0].min() >= -1e-9
    assert added[np.abs(plain.inset_mm) < 0.25].max() < 0.05


def test_the_post_touches_the_shell_from_below(plain: Design) -> None:
    added = underside(plain) - underside(plain, post(tilt=4.0))
    block = (plain.inset_mm > 8.0) & (plain.grid.x_mm < 66.0)
    assert added[block].min() == pytest.approx(0.33, abs=0.04)


def test_a_forefoot_wedge_stands_on_its_own_plane(plain: Design) -> None:
    bottom = underside(plain, post(tilt=-3.0), post("forefoot", tilt=4.0))
    end = plain.outline_mm[:, 0].max()
    *_, across, worst = plane_of(plain, bottom, end - 20.0, end - 13.0, half=20.0)
    assert np.degrees(np.arctan(-across)) == pytest.approx(4.0, abs=1e-6)
    assert worst < 1e-9


def test_sides_are_bevelled_no_steeper_than_told(plain: Design) -> None:
    bottom = underside(plain, post(tilt=2.0))
    front = (plain.grid.x_mm > 77.5) & (plain.grid.x_mm < 79.0) & (np.abs(plain.grid.y_mm) < 8.0)
    steep = np.gradient(bottom, 0.5, axis=0)[front]
    assert np.degrees(np.arctan(steep)).max() < 46.0
    assert np.degrees(np.arctan(steep)).max() > 30.0


def test_distances_tell_the_distal_edge_from_the_sides(plain: Design) -> None:
    distal, beside = behind_edge_mm(plain), beside_edge_mm(plain)
    end = plain.outline_mm[:, 0].max()
    middle = np.argmin(np.abs(plain.grid.y_mm[0]))
    row = plain.grid.x_mm[:, 0]
    inside = (plain.inset_mm[:, middle] > 0) & (row > end - 38)
    assert np.allclose(distal[inside, middle], plain.inset_mm[inside, middle], atol=12.0)
    assert (beside[inside, middle] > 30.0).all()
    assert (np.abs(distal[row < end - 60]) > 40.0).all()
