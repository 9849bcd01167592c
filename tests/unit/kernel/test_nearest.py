"""Least wall: on bodies whose thinnest place is known by geometry."""

import numpy as np
import pytest

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.mesh import Mesh, triangle_height_mm, welded
from orthogen.kernel.nearest import Wall, Walls
from tests.solids import box, sheets, sphere


def wall(soup: FloatArray, facing_deg: float = 160.0) -> Wall:
    mesh = welded(soup)
    mesh = Mesh(points_mm=mesh.points_mm, faces=mesh.faces[triangle_height_mm(mesh) > 0])
    return Walls(mesh, facing_deg=facing_deg).least(np.ones(len(mesh.points_mm), dtype=bool))


@pytest.mark.parametrize("size", [(100, 60, 10), (100, 3, 60), (0.25, 50, 50), (7, 7, 7)])
def test_a_box_is_as_thin_as_its_shortest_side(size: tuple[float, float, float]) -> None:
    assert wall(box(size=size)).thickness_mm == pytest.approx(min(size), rel=1e-12)


def test_the_wall_is_measured_at_right_angles() -> None:
    """A plate tilted by 40°, 5 mm thick along z, is 5·cos 40° thick."""
    tilt = np.tan(np.radians(40.0))
    plate = sheets(lambda x, y: tilt * x + 5, lambda x, y: tilt * x, x=(-40, 40), y=(-40, 40), count=60)
    assert wall(plate).thickness_mm == pytest.approx(5 * np.cos(np.radians(40.0)), rel=1e-9)


def test_a_curved_shell_has_its_thickness() -> None:
    """Between cylinders of 50 and 47 mm: 3 mm, less the sag of the facets."""
    shell = sheets(
        lambda x, y: np.sqrt(50**2 - y**2), lambda x, y: np.sqrt(47**2 - y**2), x=(0, 60), y=(-30, 30), count=90
    )
    assert wall(shell).thickness_mm == pytest.approx(3.0, abs=0.01)


def test_a_ball_is_read_a_little_thin_as_documented() -> None:
    assert wall(sphere(radius=10, rings=60, sectors=120)).thickness_mm == pytest.approx(
        20 * np.sin(np.radians(80)), rel=0.01
    )


def test_a_dent_is_found_and_placed() -> None:
    dent = sheets(lambda x, y: 4 - 3 * np.exp(-((x - 2) ** 2 + (y + 1) ** 2)), lambda x, y: 0 * x, count=81)
    thin = wall(dent)
    assert thin.thickness_mm == pytest.approx(1.0, abs=1e-9)
    assert thin.where_mm[:2] == pytest.approx([2.0, -1.0])


def test_a_knife_edge_is_no_wall_and_a_blunt_one_is_no_edge() -> None:
    sharp, blunt = np.tan(np.radians(10.0)), np.tan(np.radians(35.0))
    assert wall(sheets(lambda x, y: sharp * (x + 10), lambda x, y: 0 * x)).thickness_mm == 0.0
    assert wall(sheets(lambda x, y: blunt * (x + 10), lambda x, y: 0 * x)).thickness_mm > 5.0


def test_air_is_no_wall() -> None:
    """A channel 1 mm wide between blocks 8 mm thick: the gap does not count."""
    pair = np.concatenate([box(size=(8, 40, 40)), box(size=(8, 40, 40)) + np.array([9.0, 0.0, 0.0])])
    assert wall(pair).thickness_mm == pytest.approx(8.0)


def test_only_the_chosen_vertices_look() -> None:
    wedge = welded(sheets(lambda x, y: 6 + 0.1 * x, lambda x, y: 0 * x, count=21))
    far = wedge.points_mm[:, 0] > 4.9
    thin = Walls(wedge).least(far)
    assert thin.thickness_mm == pytest.approx(6.5 * np.cos(np.arctan(0.1)), abs=1e-9)
    assert Walls(wedge).least(np.zeros(len(far), dtype=bool)).thickness_mm == np.inf


def test_a_single_sheet_has_no_wall() -> None:
    assert wall(box()[:2]).thickness_mm == np.inf


def test_agrees_with_brute_force_between_rough_sheets() -> None:
    rng = np.random.default_rng(5)
    rough = sheets(lambda x, y: 5 + rng.normal(0, 0.3, x.shape), lambda x, y: rng.normal(0, 0.3, x.shape), count=15)
    mesh = welded(rough)
    upwards = mesh.area_normals_mm2[:, 2]
    least = np.inf
    for one, other in ((upwards > 0, upwards < 0), (upwards < 0, upwards > 0)):
        share = rng.dirichlet([0.5, 0.5, 0.5], size=300)
        samples = np.einsum("sk,fkj->fsj", share, mesh.corners_mm[other])
        for p in mesh.points_mm[np.unique(mesh.faces[one])]:
            least = min(least, float(np.linalg.norm(samples - p, axis=2).min()))
    open_sheets = Mesh(points_mm=mesh.points_mm, faces=mesh.faces[upwards != 0])
    found = Walls(open_sheets, facing_deg=120.0).least(np.ones(len(mesh.points_mm), dtype=bool)).thickness_mm
    assert least - 0.02 < found <= least
