"""Kernel fuzz. random meshes, fields and numbers through the binding -> a result that holds, or a typed refusal.

`python -m tests.fuzz.kernel COUNT [LIBRARY] [FIRST]`: LIBRARY is a `_native` built with sanitizers (make fuzz). Each
case is drawn from its own number alone, so a failing one can be run again by COUNT 1 and its number as FIRST, and is
kept in tests/corpus.
"""

import importlib.util
import sys
from pathlib import Path

import numpy as np

NUMBERS = (0.0, -0.0, np.nan, np.inf, -np.inf, 1e-12, -1e-12, 1e-300, 1e300, -1e9, 5e-324)


def use_library(path: str) -> None:
    """Load this file as orthogen.kernel._native."""
    spec = importlib.util.spec_from_file_location("orthogen.kernel._native", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["orthogen.kernel._native"] = module
    spec.loader.exec_module(module)


def random_triangles(rng: np.random.Generator) -> np.ndarray:
    """Boxes and balls, noisy, flattened, doubled, pushed into each other: corners (n, 3, 3)."""
    from tests.solids import box, sphere

    parts = []
    for _ in range(rng.integers(1, 4)):
        solid = (
            box(size=tuple(rng.uniform(0.5, 8.0, 3)))
            if rng.random() < 0.5
            else sphere(radius=rng.uniform(0.5, 4.0), rings=int(rng.integers(2, 7)), sectors=int(rng.integers(3, 9)))
        )
        parts.append(solid * rng.choice([1.0, 1.0, 0.05, 3.0], 3) + rng.choice([0.0, 1.0, 5.0], 3) * rng.random(3))
    return np.concatenate(parts)


def random_mesh(rng: np.random.Generator):
    """A welded mesh that is mostly closed; sometimes spoilt in one way or another."""
    from orthogen.kernel.mesh import Mesh, welded

    mesh = welded(random_triangles(rng))
    points, faces = mesh.points_mm.copy(), mesh.faces.copy()
    points += rng.choice([0.0, 0.0, 1e-9, 0.02, 0.4]) * rng.standard_normal(points.shape)
    match rng.integers(0, 12):
        case 0:
            faces = faces[rng.random(len(faces)) < 0.9]
        case 1:
            faces[rng.integers(len(faces)), rng.integers(3)] = rng.integers(-3, len(points) + 3)
        case 2:
            points[rng.integers(len(points)), rng.integers(3)] = rng.choice(NUMBERS)
        case 3:
            faces = faces[:, ::-1]
        case 4:
            faces = np.concatenate([faces, faces[: rng.integers(1, 4)]])
        case 5:
            points = np.round(points)
    return Mesh(points_mm=points, faces=faces)


def try_offset(rng: np.random.Generator) -> str:
    """One offset: refused by name, or closed, oriented and free of self-intersection."""
    from orthogen.errors import OffsetFailed
    from orthogen.kernel.intersect import crossing_pairs
    from orthogen.kernel.mesh import edges
    from orthogen.kernel.offset import offset

    distance = (
        float(rng.choice([-1, 1, 1]) * rng.uniform(0.3, 4.0)) if rng.random() < 0.9 else float(rng.choice(NUMBERS))
    )
    cell = (
        None
        if rng.random() < 0.3
        else float(rng.uniform(0.3, 1.5))
        if rng.random() < 0.9
        else float(rng.choice(NUMBERS))
    )
    try:
        made = offset(random_mesh(rng), distance, cell_mm=cell, threads=int(rng.integers(0, 4)))
    except OffsetFailed:
        return "refused"
    half = edges(made.mesh)
    assert np.isfinite(made.mesh.points_mm).all(), "a point is not finite"
    assert (half.uses == 2).all() and not half.alike.any(), "not closed"
    floats = made.mesh.points_mm.astype(np.float32)
    assert (floats == made.mesh.points_mm).all(), "points are not the floats of a file"
    assert len(np.unique(floats, axis=0)) == len(floats), "two points fall into one"
    assert len(crossing_pairs(made.mesh, most=1)) == 0, "faces meet"
    return "made"


def try_rolling(rng: np.random.Generator) -> str:
    """One rolled field, with numbers that no caller should give."""
    from orthogen.errors import OffsetFailed
    from orthogen.kernel.rolling import rolled_below

    shape = tuple(rng.integers(0, rng.choice([3, 12, 50]), 2))
    z = rng.standard_normal(shape) * rng.choice([0.0, 0.001, 1.0]) + rng.normal() * np.arange(shape[1])
    t = (
        rng.uniform(rng.choice([-1.0, 0.0, 0.0]), 4.0, shape)
        if rng.random() < 0.5
        else np.full(shape, rng.uniform(0, 4))
    )
    for field in (z, t):
        if field.size and rng.random() < 0.3:
            field.flat[rng.integers(field.size)] = rng.choice(NUMBERS)
    try:
        where = None if rng.random() < 0.5 else rng.random(shape) < 0.3
        below = rolled_below(z, t, step_mm=float(rng.choice([0.5, 1.0, 0.1])), where=where)
    except OffsetFailed:
        return "refused"
    assert (below <= z - t + 1e-5).all(), "thinner than ordered"
    return "rolled"


def try_reduction(rng: np.random.Generator) -> str:
    """One reduced field, of any mask: triangles of nodes inside it, counter-clockwise."""
    from orthogen.kernel.rtin import reduced

    nx, ny = rng.integers(1, 140, 2)
    z, inside = rng.standard_normal((nx, ny)) * rng.choice([0.0, 0.01]), rng.random((nx, ny)) < rng.choice([0.5, 1.0])
    z.flat[rng.integers(z.size)] = rng.choice(NUMBERS)
    finest = rng.integers(0, nx * ny, rng.integers(0, 20))
    triangles, again = reduced([z, z], inside, finest, bound_mm=0.01, threads=2)
    assert np.array_equal(triangles, again), "threads"
    (ax, bx, cx), (ay, by, cy) = (triangles // ny).T, (triangles % ny).T
    assert inside.ravel()[triangles].all(), "a corner is outside"
    assert ((bx - ax) * (cy - ay) > (cx - ax) * (by - ay)).all(), "a triangle is turned over"
    return "reduced"


def try_reading(rng: np.random.Generator) -> str:
    """Every question that the reading of a foot asks of a surface: answered in its shape, or refused."""
    from orthogen.kernel import components, hull, layers, neighbours, outermost, sheet

    mesh = random_mesh(rng)
    points, faces = mesh.points_mm, mesh.faces
    if rng.random() < 0.1:
        points = np.where(rng.random(points.shape) < 0.2, rng.choice(NUMBERS), points)
    marked = rng.random(len(faces)) < 0.5
    try:
        normals, areas = sheet.face_normals(points, faces)
        places, facing, _ = sheet.spread(points, faces, normals, areas, count=int(rng.integers(0, 300)))
        sheet.spikes(points, faces, slender=1.6, aloft=0.5)
        turned = sheet.faces_to_turn(points, faces, areas)
        sheet.part_of(points, faces, marked)
        piece = components.face_pieces(points, faces, marked)
        outermost.Rows(places).reaches(rng.standard_normal((5, 2)), outermost=3)
        outermost.summit(places, facing, axis=int(rng.integers(0, 3)), sign=1, radius=float(rng.uniform(0.1, 5)))
        layers.settled(places, facing, facing[:3], bands=(2.0, 1.0), stray=1, least_slope=0.5, least=4)
        layers.rest(places, facing, np.array([0, 0, 1.0]), stray=2, band=1.0, contact=2.0, least_slope=0.5)
        neighbours.PointTree(places).nearest(points, most=3)
        facets = hull.convex_hull(places)
    except (ValueError, IndexError):
        return "refused"
    mask = rng.random(tuple(rng.integers(0, 9, 2))) < 0.6
    assert (turned.shape, piece.shape) == ((len(faces),), (len(faces),)) and ((piece < 0) == ~marked).all()
    assert (len(components.mask_ring(mask)) > 0) == mask.any()
    assert len(facets) == 0 or 3 * len(facets) == 2 * len(
        np.unique(np.sort(facets[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2)), axis=0)
    )
    return "read"


def try_asking(rng: np.random.Generator) -> str:
    """Every question about a mesh, sound or not: answered, and the same by any number of threads, or refused."""
    from orthogen.kernel import _native
    from orthogen.kernel.kinds import kinds_in_cells
    from orthogen.kernel.mesh import arrays

    points, faces = arrays(random_mesh(rng))
    group = rng.integers(0, 3, len(points)).astype(np.uint8)
    if rng.random() < 0.1:
        points = np.where(rng.random(points.shape) < 0.2, rng.choice(NUMBERS), points)
    questions = (_native.area_normals, _native.heights, _native.volume, _native.repeated_faces)
    try:
        for question in questions:
            question(points, faces)
        kinds_in_cells(points, float(rng.choice([1e-3, 1.0, 50.0])))
        uses, twin, piece = _native.edges(points, faces)
        faults = [_native.faults(points, faces, threads) for threads in (1, 3)]
        walls = [_native.least_walls(points, faces, group, 2, -0.8, threads) for threads in (1, 3)]
        meet = [_native.crossing_pairs(points, faces, 10**6, threads) for threads in (1, 3)]
    except ValueError:
        return "refused"
    assert (twin[twin[twin >= 0]] == np.flatnonzero(twin >= 0)).all(), "a twin has another twin"
    assert (uses >= 1).all() and (piece <= np.arange(len(faces))).all(), "edges"
    assert repr(walls[0]) == repr(walls[1]) and np.array_equal(meet[0], meet[1]), "threads"
    assert repr(faults[0]) == repr(faults[1]), "threads"
    return "answered"


def try_places(rng: np.random.Generator) -> str:
    """Places on a field, corners into an array, numbers into text: as Python and numpy have them, or refused."""
    from orthogen.kernel import _native, sheet
    from orthogen.kernel.words import faces_written, points_written

    field = rng.standard_normal(rng.integers(1, 9, 2))
    places = np.where(rng.random((2, 40)) < 0.1, rng.choice(NUMBERS), rng.uniform(-2.0, 10.0, (2, 40)))
    points = rng.standard_normal((12, 3)) * 10.0 ** rng.integers(-12, 13, (12, 3))
    points = np.where(rng.random(points.shape) < 0.1, rng.choice(NUMBERS), points)
    with np.errstate(over="ignore"):
        points = points.astype(np.float32).astype(np.float64) if rng.random() < 0.7 else points
    faces = rng.integers(-1 if rng.random() < 0.2 else 0, 12 + (rng.random() < 0.2), (7, 3))
    written = points_written(points, ("<", " ", " ", ">"))
    assert written == "".join("<{:.9g} {:.9g} {:.9g}>".format(*point) for point in points.tolist()), "points"
    assert faces_written(faces, ("", ",", ",", "\n")) == "".join("{},{},{}\n".format(*face) for face in faces.tolist())
    corners = np.full((9, 3, 3), 5.0)
    try:
        found = _native.sample_linear(field, *places)
        sheet.placed(*points.T.copy(), faces, corners=corners[1:8])
    except (ValueError, IndexError):
        return "refused"
    (u, v), (nx, ny) = places, field.shape
    with np.errstate(invalid="ignore"):
        assert not np.isfinite(found[~((u >= 0) & (v >= 0) & (u <= nx - 1) & (v <= ny - 1))]).any(), "outside"
    assert np.array_equal(corners[1:8], points[faces], equal_nan=True) and (corners[[0, 8]] == 5.0).all(), "corners"
    return "placed"


# pieces of which recordings are made, and what looks like them
WORDS = (
    b"0", b"7", b"12.50", b"-3.", b"+.5", b"1e5", b"1E-22", b"9e999999", b"nan", b"NaN", b"nano", b"inf", b"-", b".",
    b"1,5", b"1.2.3", b"0x1F", b"999999999999999", b"1234567890123456789", b"0." + b"0" * 40 + b"1", b"1e", b"e5",
    b"\xff", b"\x00", b"\xc2\xb5", b"kPa", b"12a", b"",
)  # fmt: skip
PLAIN = frozenset(WORDS[:7])
BLANKS = (b" ", b"\t", b"\n", b"\r\n", b"  ", b",", b";", b"\x1f", b"")


def try_words(rng: np.random.Generator) -> str:
    """One text of an instrument: every plain number is what Python reads, every other word is told with its place."""
    from orthogen.kernel.words import numbers_in, table_in

    pieces = [pool[rng.integers(len(pool))] for _ in range(rng.integers(0, 60)) for pool in (WORDS, BLANKS)]
    text = b"".join(pieces)
    values, odd = numbers_in(text)
    words = bytes(32 if byte < 32 else byte for byte in text).split(b" ")
    words = [word for word in words if word]
    assert len(values) == len(words), "a word is lost"
    told = {int(place): text[begin:end] for place, begin, end in odd}
    for place, word in enumerate(words):
        if place in told:
            assert told[place] == word and values[place] == 0, "an odd word is told wrongly"
            assert word not in PLAIN, "a plain number is called odd"
        else:
            assert np.array_equal(values[place], float(word), equal_nan=True), "another number than Python's"
    mark = str(rng.choice([",", ";", "\t"]))
    table = table_in(text, mark)
    rows = text.split(b"\n")[: len(table.ends)]
    assert np.diff(table.ends, prepend=0).tolist() == [1 + row.count(mark.encode()) for row in rows], "cells of a row"
    assert len(table.values) == (table.ends[-1] if len(table.ends) else 0), "cells"
    return "scanned"


def attempt(number: int) -> str:
    """Run the case of this number; say what became of it."""
    from tests.fuzz.fields import try_fit, try_preview

    tried = (
        try_rolling, try_offset, try_asking, try_reduction, try_rolling, try_offset, try_reading, try_offset, try_words,
        try_places, try_fit, try_preview,
    )  # fmt: skip
    return tried[number % len(tried)](np.random.default_rng(number))


def main() -> None:
    """Run the cases and count what became of them."""
    count = int(sys.argv[1])
    if len(sys.argv) > 2 and Path(sys.argv[2]).suffix:
        use_library(sys.argv[2])
    first = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    told: dict[str, int] = {}
    for number in range(first, first + count):
        try:
            what = attempt(number)
        except BaseException:
            print(f"case {number} failed", flush=True)
            raise
        told[what] = told.get(what, 0) + 1
    print(f"{count} cases: " + ", ".join(f"{n} {what}" for what, n in sorted(told.items())))


if __name__ == "__main__":
    main()
