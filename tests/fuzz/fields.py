"""Fields. random samples, faces and grids through the binding: splines, pictures of a mesh from above, previews."""

import numpy as np


def try_fit(rng: np.random.Generator) -> str:
    """One spline through samples, the same by any number of threads; refused where they determine none."""
    from orthogen.kernel import _native
    from orthogen.kernel.grid import Grid
    from orthogen.kernel.spline import Smoother

    nx, ny = (int(n) for n in rng.integers(2, 70, 2))
    smoother = Smoother(Grid(x0_mm=0.0, y0_mm=0.0, step_mm=1.0, nx=nx, ny=ny), 3.0)
    z, weight = rng.standard_normal((nx, ny)), (rng.random((nx, ny)) < rng.choice([0.1, 1.0])).astype(float)
    bending = smoother.flat_bending(float(10.0 ** rng.uniform(-3, 3)))
    if rng.random() < 0.2:
        (z, weight, bending)[rng.integers(3)].flat[0] = rng.choice([np.nan, np.inf, -1e9, 1e300])
    try:
        one, other = (_native.spline_fit(z, weight, bending, 1e-9, *smoother._basis, threads) for threads in (1, 3))
    except ValueError:
        return "refused"
    assert one.tobytes() == other.tobytes(), "threads"
    return "fitted"


def try_preview(rng: np.random.Generator) -> str:
    """A mesh from above, in fewer points and in shorter edges: faces of it, or refused."""
    from orthogen.kernel import _native, sheet
    from orthogen.kernel.mesh import arrays
    from tests.fuzz.kernel import NUMBERS, random_mesh

    points, faces = arrays(random_mesh(rng))
    if rng.random() < 0.1:
        points = np.where(rng.random(points.shape) < 0.2, rng.choice(NUMBERS), points)
    marked = rng.random(len(faces)) < 0.5
    try:
        z = _native.raster_mesh(points, faces, marked, -5.0, -5.0, 0.3, 40, 50, bool(rng.random() < 0.5))
        few, kept = sheet.clustered(points, faces, cell=float(rng.choice([0.1, 1.0, 50.0])))
        more, parts = sheet.refined(points, faces, chosen=marked, longest=float(rng.uniform(0.5, 9.0)))
    except (ValueError, IndexError):
        return "refused"
    assert z.shape == (40, 50) and len(few) <= len(points) <= len(more) and len(kept) <= len(faces) <= len(parts)
    assert all(len(of) == 0 or of.max() < len(on) for on, of in ((few, kept), (more, parts))), "a point is missing"
    return "previewed"
