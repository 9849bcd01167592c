"""Height map. a sole as a scanner under glass sees it: no side walls; still the foot it is, and still refused cut."""

import numpy as np
import pytest

from orthogen.anatomy import find_feet
from orthogen.anatomy.surface import Surface
from orthogen.errors import AnatomyError
from orthogen.kernel.grid import covering
from orthogen.kernel.raster import lowest
from tests.unit.anatomy.shapes import posed, scan_of, sheet, upright


def _seen_from_below(name: str, *, share: float = 1.0) -> tuple[Surface, dict]:
    foot, truth = upright(name)
    grid = covering(foot.points[:, 0], foot.points[:, 1], step_mm=1.0, margin_mm=3.0)
    z = lowest(foot.corners, grid)
    z[(z > 25) | (grid.x_mm > share * truth["foot_length_mm"])] = np.nan
    x, y = grid.x_mm[:, 0], grid.y_mm[0]
    whole = sheet(lambda u, v: np.nan_to_num(z, nan=99.0), x=(x[0], x[-1] + 0.1), y=(y[0], y[-1] + 0.1), step=1.0)
    return whole.of_faces((whole.corners[:, :, 2] < 98).all(axis=1)), truth


@pytest.mark.parametrize("name", ["right_normal", "left_normal", "left_high_arch", "child_right"])
def test_a_height_map_is_a_sole_with_all_its_measures(name):
    seen, truth = _seen_from_below(name)
    (found,) = find_feet(scan_of(posed(seen.points, seed=6, mirrored=truth["side"] == "left"), seen.faces))
    assert (found.kind, found.side) == ("sole", truth["side"])
    assert found.foot_length_mm == pytest.approx(truth["foot_length_mm"], abs=3)
    assert found.arch_height_mm == pytest.approx(truth["arch_height_mm"], abs=1.0)


@pytest.mark.parametrize("share", [0.9, 0.8, 0.6])
def test_a_cut_height_map_is_refused(share):
    seen, _ = _seen_from_below("right_normal", share=share)
    with pytest.raises(AnatomyError):
        find_feet(scan_of(seen.points, seen.faces))
