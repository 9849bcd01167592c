"""Footwear. a seed -> lasts, shoes, insoles, bones, socks: what is made for feet or from them and is none."""

import numpy as np

from orthogen import pipeline
from orthogen.anatomy.surface import Surface
from orthogen.kernel import stl
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.mesh import welded
from tests.forms import Field, blended, capsule, drawn, loft, of_solid, refined, solid_of
from tests.orders import random_order
from tests.soles import sole

Rng = np.random.Generator
# the edge of a last's sole: x, lateral, medial, in lengths
_EDGE = np.array([
    (0.0, 0.0, 0.0), (0.01, 0.045, 0.045), (0.04, 0.085, 0.083), (0.10, 0.112, 0.110), (0.18, 0.122, 0.118),
    (0.30, 0.125, 0.105), (0.42, 0.132, 0.095), (0.52, 0.150, 0.110), (0.62, 0.168, 0.138), (0.70, 0.170, 0.158),
    (0.80, 0.150, 0.150), (0.88, 0.118, 0.128), (0.94, 0.082, 0.092), (0.98, 0.045, 0.055), (1.0, 0.0, 0.0),
])  # fmt: skip
_CREST = np.array([
    (0.0, 0.17), (0.06, 0.27), (0.15, 0.33), (0.30, 0.34), (0.40, 0.31), (0.50, 0.26), (0.60, 0.205), (0.70, 0.16),
    (0.80, 0.125), (0.90, 0.10), (0.96, 0.08), (1.0, 0.035),
])  # fmt: skip
AROUND = 48


def last(rng: Rng) -> Surface:
    """Return a shoe last: no toes, a sharp feather edge, a heel of 0 to 60 mm, toe spring, a cone cut flat on top."""
    length, top = rng.uniform(200, 310), rng.uniform(0.24, 0.33)
    body = _sections(rng, length, heel_mm=rng.uniform(0, 60), spring_mm=rng.uniform(0, 12))
    solid = solid_of(body).trim_by_plane((0.0, 0.0, -1.0), -top * length)  # type: ignore[attr-defined]
    return refined(of_solid(solid))


def half_last(rng: Rng) -> Surface:
    """Return the front, rear, inner or outer half of a last."""
    whole = last(rng)
    middle = whole.points.mean(axis=0)
    way = np.array([(1.0, 0, 0), (-1.0, 0, 0), (0, 1.0, 0), (0, -1.0, 0)])[rng.integers(4)]
    cut = solid_of(whole).trim_by_plane(tuple(way), float(way @ middle))  # type: ignore[attr-defined]
    return refined(of_solid(cut))


def _sections(rng: Rng, length: float, *, heel_mm: float, spring_mm: float, grown_mm: float = 0.0) -> Surface:
    """Return a foot-like body without toes on a sole with a sharp edge, grown to its sides and up."""
    wide, tall = rng.uniform(0.9, 1.15), rng.uniform(0.9, 1.1)
    bulge, power = rng.uniform(1.0, 1.12), rng.uniform(2.0, 2.6)
    x = (1 - np.cos(np.linspace(0.06, np.pi - 0.06, 70))) / 2
    rings = []
    for s in x:
        outer, inner = (wide * length * np.interp(s, _EDGE[:, 0], _EDGE[:, k]) + grown_mm for k in (1, 2))
        floor = heel_mm * (1 - _step(s, 0.22, 0.62)) + spring_mm * _step(s, 0.72, 1.05)
        crest = tall * length * np.interp(s, _CREST[:, 0], _CREST[:, 1]) + grown_mm
        rings.append(_ring(s * length, outer, inner, floor, crest, bulge, power))
    body = loft(np.array(rings))
    return Surface(body.points, body.faces) if _volume(body) > 0 else Surface(body.points, body.faces[:, ::-1])


def _ring(x: float, outer: float, inner: float, floor: float, crest: float, bulge: float, power: float) -> FloatArray:
    """Return one section: a nearly flat bottom and a superellipse above it."""
    flat = np.linspace(-outer, inner, AROUND // 3, endpoint=False)
    angle = np.linspace(0, np.pi, AROUND - AROUND // 3)
    reach = np.where(np.cos(angle) > 0, inner, outer) * (1 + (bulge - 1) * np.sin(2 * angle) ** 2)
    y = reach * np.sign(np.cos(angle)) * np.abs(np.cos(angle)) ** (2 / power)
    z = floor + crest * np.sin(angle) ** (2 / power)
    section = np.concatenate([np.column_stack([flat, np.full(len(flat), floor)]), np.column_stack([y, z])])
    return np.column_stack([np.full(len(section), x), section])


def _step(s: float, start: float, end: float) -> float:
    t = float(np.clip((s - start) / (end - start), 0, 1))
    return t * t * (3 - 2 * t)


def _volume(surface: Surface) -> float:
    a, b, c = (surface.points[surface.faces[:, k]] for k in range(3))
    return float((a * np.cross(b, c)).sum())


def shoe(rng: Rng) -> Surface:
    """Return a shoe: sole and heel block under a hollow upper that is open at the top, low or a boot."""
    length, heel, seed = rng.uniform(210, 300), rng.uniform(0, 45), int(rng.integers(1 << 30))
    thick, sole_mm, top = rng.uniform(2.0, 5.0), rng.uniform(5, 28), rng.uniform(0.22, 0.33)

    def body(grown: float) -> object:
        return solid_of(_sections(np.random.default_rng(seed), length, heel_mm=0, spring_mm=0, grown_mm=grown))

    outer, inner = body(thick), body(0.0)
    ground = outer.slice(0.3).offset(rng.uniform(1, 5)).extrude(sole_mm)  # type: ignore[attr-defined]
    foot = outer.translate((0, 0, sole_mm)) + ground  # type: ignore[attr-defined]
    hole = inner.translate((0, 0, sole_mm))  # type: ignore[attr-defined]
    made = (foot - hole).trim_by_plane((0.0, 0.0, -1.0), -top * length - sole_mm)
    if heel > 10:
        block = ground.trim_by_plane((-1.0, 0.0, 0.0), -0.28 * length)
        made = made.warp_batch(lambda p: p + np.outer(heel * (1 - _steps(p[:, 0] / length)), [0, 0, 1.0]))
        made = made + block.scale((1, 1, (heel + 1) / sole_mm))
    return refined(of_solid(made))


def _steps(s: FloatArray) -> FloatArray:
    t = np.clip((s - 0.28) / 0.35, 0, 1)
    steps: FloatArray = t * t * (3 - 2 * t)
    return steps


def flat_insole(rng: Rng) -> Surface:
    """Return an insole of even thickness, with or without a heel cup and an arch, as bought."""
    foot = sole(length_mm=rng.uniform(200, 300), arch_mm=0.0, width_ratio=rng.uniform(0.85, 1.1))
    from manifold3d import CrossSection

    flat = CrossSection([foot.outline_mm]).extrude(rng.uniform(2.5, 8))
    cup, arch, end = rng.uniform(0, 15), rng.uniform(0, 18), rng.choice([1.0, 1.0, 0.7])
    length = foot.foot_length_mm

    def lifted(p: FloatArray) -> FloatArray:
        x, y = p[:, 0] / length, p[:, 1] / length
        edge = np.clip(np.hypot((x - 0.14).clip(max=0) * 1.2, y) / 0.12, 0, 1.1) ** 3 * (1 - _steps(x + 0.05))
        rise = np.exp(-(((x - 0.42) / 0.14) ** 2)) * np.clip(y / 0.12, 0, 1.2) ** 2
        return p + np.outer(cup * edge + arch * rise, [0, 0, 1.0])

    made = flat.trim_by_plane((-1.0, 0.0, 0.0), -end * length).refine_to_length(5.0)
    return of_solid(made.warp_batch(lifted))


def device(rng: Rng) -> Surface:
    """Return one of our own devices, read back from the bytes of its file: any construction, length and order."""
    foot = sole(length_mm=rng.uniform(190, 290), arch_mm=rng.uniform(4, 24), width_ratio=rng.uniform(0.9, 1.08))
    made = pipeline.make(foot, random_order(int(rng.integers(1000))), label="L 1", case="not", clock=lambda: 0.0)
    mesh = welded(stl.triangles(made.stl))
    return Surface(mesh.points_mm, mesh.faces)


def heel_lift(rng: Rng) -> Surface:
    """Return the wedge that is laid under a heel."""
    foot = sole(length_mm=rng.uniform(200, 300), arch_mm=0.0)
    from manifold3d import CrossSection

    high, end = rng.uniform(5, 20), rng.uniform(0.3, 0.45) * foot.foot_length_mm
    flat = CrossSection([foot.outline_mm]).extrude(high).trim_by_plane((-1.0, 0.0, 0.0), -end).refine_to_length(5.0)
    return of_solid(flat.warp_batch(lambda p: p * np.column_stack([p[:, :2] * 0 + 1, 1.05 - p[:, 0] / end])))


def top_sheet(rng: Rng) -> Surface:
    """Return only the upper side of an insole, open all round, as a scanner on a table sees it."""
    whole = flat_insole(rng)
    return whole.of_faces(whole.normals[:, 2] > 0.3)


def bones(rng: Rng) -> Surface:
    """Return the bones of a foot held together at the joints: rays with gaps, tarsus, heel bone, with shin or not."""
    length, fat = rng.uniform(200, 270), rng.uniform(0.85, 1.25)
    rays: list[Field] = []
    for k, (x, y) in enumerate([(0.72, 0.08), (0.735, 0.01), (0.71, -0.045), (0.68, -0.095), (0.63, -0.14)]):
        thick = fat * (0.03 if k == 0 else 0.021) * length
        base, head = (
            (0.45 * length, 0.55 * y * length, (0.17 - 0.03 * k) * length),
            (x * length, y * length, 0.04 * length),
        )
        tip = ((1.0 - 0.05 * k) * length - thick, 1.1 * y * length, 0.02 * length)
        rays += [capsule(base, head, 0.9 * thick, 0.8 * thick), capsule(head, tip, 0.7 * thick, 0.5 * thick)]
    heel = capsule((0.06 * length, 0, 0.07 * length), (0.27 * length, -0.01 * length, 0.13 * length), 0.075 * length)
    tarsus = capsule(
        (0.30 * length, 0, 0.19 * length), (0.42 * length, 0.0, 0.14 * length), 0.065 * length, 0.08 * length
    )
    parts = [*rays, heel, tarsus]
    if rng.random() < 0.5:
        parts.append(
            capsule(
                (0.28 * length, 0.02 * length, 0.25 * length),
                (0.26 * length, 0.02 * length, 0.6 * length),
                0.05 * length,
            )
        )
    return drawn(blended(*parts, soft_mm=4), (-30, -80, -20), (320, 80, 190), edge_mm=4.0)


def heel_bone(rng: Rng) -> Surface:
    """Return a single bone: a heel bone, or a first metatarsal."""
    if rng.random() < 0.5:
        field = blended(capsule((0, 0, 0), (55, 0, 5), 18, 14), capsule((45, -12, 14), (48, 18, 12), 11, 8), soft_mm=6)
    else:
        field = blended(
            capsule((0, 0, 0), (62, 0, 0), 8, 6),
            capsule((0, -6, 2), (0, 6, -2), 10),
            capsule((64, -4, 0), (64, 4, 0), 9),
        )
    return drawn(field, (-30, -40, -30), (90, 40, 40), edge_mm=2.0)


def empty_sock(rng: Rng) -> Surface:
    """Return a sock laid flat: a foot and a leg as an L of cloth, two sheets a few millimetres apart."""
    foot, leg, wide, thick = rng.uniform(200, 260), rng.uniform(80, 300), rng.uniform(75, 105), rng.uniform(2, 5)

    def field(p: FloatArray) -> FloatArray:
        flat = p * [1, 1, 0]
        shape = blended(
            capsule((0, 0, 0), (foot - wide, 0, 0), wide / 2), capsule((0, 0, 0), (0, leg, 0), wide / 2), soft_mm=20
        )
        return np.minimum(shape(flat), thick - np.abs(p[:, 2]))

    return drawn(field, (-70, -70, -12), (foot + 30, leg + 70, 12), edge_mm=3.5)
