"""Not feet. a family and a seed -> a surface that is no foot, at a foot's size, in any pose, unit and winding."""

from collections.abc import Callable

import numpy as np

from orthogen.anatomy.surface import Surface
from orthogen.kernel.arrays import FloatArray
from orthogen.records.scan import MM_PER_UNIT, Scan
from tests import footwear
from tests.forms import Field, blended, block, capsule, carved, drawn, ellipsoid, joined

Rng = np.random.Generator


def _box_of(rng: Rng) -> tuple[float, float, float]:
    """Return the half extents of a thing about as large as a foot."""
    return rng.uniform(90, 150), rng.uniform(35, 65), rng.uniform(20, 70)


def _within(field: Field, half: FloatArray | tuple[float, float, float], edge_mm: float = 4.5) -> Surface:
    reach = np.array(half) + 8.0
    return drawn(field, -reach, reach, edge_mm=edge_mm)


def sphere(rng: Rng) -> Surface:
    r = rng.uniform(40, 140)
    return _within(ellipsoid((0, 0, 0), (r, r, r)), (r, r, r), r / 18)


def lump(rng: Rng) -> Surface:
    """Return an ellipsoid, or a box with very round edges."""
    half = _box_of(rng)
    return _within(ellipsoid((0, 0, 0), half, rng.uniform(1.7, 5)), half)


def egg(rng: Rng) -> Surface:
    """Return an egg that is wider at one end, flattened below or not."""
    a, b, c = _box_of(rng)
    taper, flat = rng.uniform(0.1, 0.6), rng.uniform(-1.0, -0.4) * c
    egg = ellipsoid((0, 0, 0), (a, b, c))
    return _within(lambda p: np.minimum(egg(p / np.column_stack([np.ones(len(p)), *2 * [1 + taper * p[:, 0] / a]])),
                                        p[:, 2] - flat), (a, 1.6 * b, 1.6 * c))  # fmt: skip


def rod(rng: Rng) -> Surface:
    """Return a capsule, also tapered: a bottle, a skittle, a leg."""
    a, r, s = rng.uniform(80, 130), rng.uniform(20, 55), rng.uniform(15, 60)
    return _within(capsule((-a, 0, 0), (a, 0, 0), r, s), (a + max(r, s), max(r, s), max(r, s)))


def brick(rng: Rng) -> Surface:
    half = _box_of(rng)
    return _within(block((0, 0, 0), half, rng.uniform(0, 14)), half)


def cylinder(rng: Rng) -> Surface:
    """Return a cylinder or a truncated cone, as long as a foot."""
    from manifold3d import Manifold

    r, s = rng.uniform(25, 70), rng.uniform(10, 70)
    return footwear.of_solid(Manifold.cylinder(rng.uniform(100, 290), r, s, 64).refine_to_length(6.0))


def wedge(rng: Rng) -> Surface:
    """Return a door stop: wider at its thin end or not, with sharp or round edges."""
    a, b, c = _box_of(rng)
    plain, slope, fan = (
        block((0, 0, 0), (a, b, c), rng.uniform(0, 8)),
        rng.uniform(0.5, 1.0) * c / a,
        rng.uniform(0, 0.5),
    )

    def field(p: FloatArray) -> FloatArray:
        fanned = p / np.column_stack([np.ones(len(p)), 1 + fan * p[:, 0] / a, np.ones(len(p))])
        return np.minimum(plain(fanned), -slope * p[:, 0] - p[:, 2] + 0.1 * c)

    return _within(field, (a, 1.5 * b, c))


def plate(rng: Rng) -> Surface:
    a, b, _ = _box_of(rng)
    bend, thick = rng.uniform(0, 25), rng.uniform(1.5, 6)
    slab = block((0, 0, 0), (a, b, thick), 1.0)
    return _within(lambda p: slab(p - np.outer(bend * (p[:, 0] / a) ** 2, [0, 0, 1])), (a, b, thick + bend), 3.5)


def bowl(rng: Rng) -> Surface:
    half, wall = np.array(_box_of(rng)), rng.uniform(4, 9)
    upper = block((0, 0, 300), (400, 400, 300))
    return _within(carved(ellipsoid((0, 0, 0), half), ellipsoid((0, 0, 0), half - wall), upper), half)


def ring(rng: Rng) -> Surface:
    big, small, long = rng.uniform(50, 90), rng.uniform(10, 35), rng.uniform(1, 1.8)
    return _within(lambda p: small - np.hypot(np.hypot(p[:, 0] / long, p[:, 1]) - big, p[:, 2]),
                   (long * (big + small), big + small, small))  # fmt: skip


def _fingers(rng: Rng, curl: float, spread: float) -> list[Field]:
    """Return palm, four fingers and a thumb; curl 0 is flat, 1 a fist; x to the finger tips, z up."""
    parts = [ellipsoid((45, 0, 0), (55, 43, 15), 3.0)]
    for k, long in enumerate((68, 78, 73, 56)):
        y, at, up = 30 - 20 * k, np.array([88.0, 30 - 20 * k, 0.0]), 0.0
        for share, radius in ((0.45, 9.5), (0.3, 8.5), (0.25, 7.5)):
            up += curl * 1.5
            end = at + share * long * np.array([np.cos(up), spread * y / 30, -np.sin(up)])
            parts.append(capsule(at, end, radius, radius - 0.7))
            at = end
    thumb = np.array([55.0, 62.0 + 25 * spread, -8.0])
    return [
        *parts,
        capsule((15, 30, 0), thumb, 15, 11),
        capsule(thumb, thumb + np.array([28, 4 + 10 * spread, -4 - 10 * curl]), 11, 9),
    ]


def hand(rng: Rng) -> Surface:
    """Return a hand, flat or relaxed, cut at the wrist."""
    arm = capsule((-rng.uniform(10, 60), 0, 0), (20, 0, 0), 28)
    field = blended(*_fingers(rng, rng.uniform(0, 0.45), rng.uniform(0, 0.4)), arm, soft_mm=7)
    return _scaled(drawn(field, (-95, -75, -95), (195, 115, 45), edge_mm=4.0), rng.uniform(0.85, 1.35))


def fist(rng: Rng) -> Surface:
    arm = capsule((-rng.uniform(20, 120), 0, 0), (20, 0, 0), 30, 28)
    field = blended(*_fingers(rng, rng.uniform(0.85, 1.1), 0.0), arm, soft_mm=9)
    return _scaled(drawn(field, (-160, -75, -100), (150, 115, 45), edge_mm=4.5), rng.uniform(0.85, 1.3))


def forearm(rng: Rng) -> Surface:
    """Return a hand with its forearm, straight or standing on the palm with the forearm up."""
    bend = rng.choice([0.0, 0.3, 1.2, 1.57, 1.8])
    elbow = (-190 * np.cos(bend), 0, 190 * np.sin(bend))
    arm = blended(capsule((0, -8, 0), elbow, 24, 38), capsule((0, 8, 0), elbow, 24, 38), soft_mm=10)
    field = blended(*_fingers(rng, rng.uniform(0, 0.25), rng.uniform(0, 0.3)), arm, soft_mm=9)
    return _scaled(drawn(field, (-240, -75, -80), (195, 115, 240), edge_mm=5.5), rng.uniform(0.85, 1.3))


def paw(rng: Rng) -> Surface:
    """Return an animal's paw with five round pads and a leg."""
    wide, long = rng.uniform(30, 50), rng.uniform(20, 55)
    pads = [ellipsoid((long + 0.75 * wide * np.cos(t), 0.95 * wide * np.sin(t), 12), (0.33 * wide, 0.24 * wide, 14))
            for t in np.linspace(-1.2, 1.2, 5)]  # fmt: skip
    leg = capsule((-0.2 * long, 0, 30), (-0.4 * long, 0, rng.uniform(90, 220)), 0.6 * wide, 0.7 * wide)
    main = ellipsoid((long / 4, 0, 20), (long / 2 + wide / 2, 0.85 * wide, 22))
    return _scaled(drawn(blended(main, leg, *pads, soft_mm=6), (-120, -80, -10), (150, 80, 300)), rng.uniform(0.8, 1.8))


def head(rng: Rng) -> Surface:
    """Return a head with nose, chin, ears and neck."""
    neck = capsule((-10, 0, -60), (-15, 0, -170), 55, 60)
    parts = [ellipsoid((0, 0, 0), (95, 75, 110)), ellipsoid((45, 0, -60), (45, 50, 50)),
             capsule((85, 0, 10), (105, 0, -20), 8, 15),
             ellipsoid((-5, 76, -5), (16, 8, 28)), ellipsoid((-5, -76, -5), (16, 8, 28))]  # fmt: skip
    made = drawn(blended(*parts, neck, soft_mm=15), (-130, -110, -210), (140, 110, 130), edge_mm=7.0)
    return _scaled(made, rng.uniform(0.55, 1.1))


def mug(rng: Rng) -> Surface:
    r, h, wall = rng.uniform(38, 60), rng.uniform(50, 75), rng.uniform(4, 7)
    body = carved(lambda p: np.minimum(r - np.hypot(p[:, 0], p[:, 1]), h - np.abs(p[:, 2])),
                  lambda p: np.minimum(r - wall - np.hypot(p[:, 0], p[:, 1]), p[:, 2] + h - wall))  # fmt: skip
    handle = carved(lambda p: 7 - np.hypot(np.hypot(p[:, 0] - r, p[:, 2]) - 30, p[:, 1]),
                    lambda p: r - wall / 2 - np.hypot(p[:, 0], p[:, 1]))  # fmt: skip
    return _scaled(_within(blended(body, handle, soft_mm=3), (r + 45, r, h), 3.5), rng.uniform(0.9, 1.8))


def teddy(rng: Rng) -> Surface:
    """Return several merged balls: a toy, a potato, a dumb-bell."""
    balls = [
        ellipsoid(rng.uniform(-70, 70, 3) * [1.2, 0.6, 0.5], rng.uniform(25, 60, 3)) for _ in range(rng.integers(3, 8))
    ]
    return _within(blended(*balls, soft_mm=15), (165, 115, 105), 5.0)


def elbow(rng: Rng) -> Surface:
    """Return an L of two rods, like a bent pipe or the handle of a stick."""
    r, s, long = rng.uniform(22, 45), rng.uniform(20, 45), rng.uniform(120, 220)
    field = blended(
        capsule((0, 0, 0), (long, 0, 0), r, s), capsule((0, 0, 0), (-20, 0, rng.uniform(60, 250)), r, r), soft_mm=12
    )
    return drawn(field, (-90, -60, -60), (290, 60, 320), edge_mm=6.0)


def leg(rng: Rng) -> Surface:
    """Return a lower leg that ends above the ankle."""
    long = rng.uniform(150, 330)
    calf = ellipsoid((0.65 * long, 0, -12), (0.4 * long, 52, 55))
    field = blended(capsule((0, 0, 0), (long, 0, 0), 35, 50), calf, soft_mm=30)
    return drawn(
        lambda p: np.minimum.reduce([field(p), p[:, 0], long - p[:, 0]]),
        (-10, -80, -90),
        (long + 10, 80, 80),
        edge_mm=6.0,
    )


def tray(rng: Rng) -> Surface:
    """Return a foam box without a print, or with the print of a ball or of a brick, as a sheet or closed."""
    a, b, deep = rng.uniform(130, 170), rng.uniform(65, 90), rng.uniform(12, 35)
    dent = [
        lambda p: p[:, 0] * 0 - 50,
        ellipsoid((0, 0, 20), (a * 0.6, b * 0.6, deep)),
        block((0, 0, 20), (0.6 * a, 0.5 * b, deep), 8),
    ]
    foam = _within(carved(block((0, 0, 0), (a, b, 20), 0.5), dent[rng.integers(3)]), (a, b, 20), 4.5)
    return (
        foam
        if rng.random() < 0.5
        else foam.of_faces((foam.normals[:, 2] > -0.5) & (foam.corners[:, :, 2].min(axis=1) > -19.0))
    )


def clutter(rng: Rng) -> Surface:
    """Return a floor with things on it, all in one piece."""
    things = [block((*rng.uniform(-120, 120, 2), 10), rng.uniform(8, 35, 3), 3) for _ in range(5)]
    return _within(blended(block((0, 0, -8), (180, 150, 4)), *things, soft_mm=3), (180, 150, 50), 6.0)


def boxes(rng: Rng) -> Surface:
    """Return two equal things side by side, as a pair of feet would stand."""
    one = [brick, footwear.flat_insole, lump][rng.integers(3)](rng)
    return joined([one, Surface(one.points * [1, -1, 1] + [0, 1.3 * np.ptp(one.points[:, 1]), 0], one.faces[:, ::-1])])


def _scaled(surface: Surface, factor: float) -> Surface:
    return surface.scaled(factor)


FAMILIES: dict[str, Callable[[Rng], Surface]] = {
    made.__name__: made
    for made in (
        sphere, lump, egg, rod, brick, cylinder, wedge, plate, bowl, ring, hand, fist, forearm, paw, head, mug, teddy,
        elbow, leg, tray, clutter, boxes, footwear.last, footwear.half_last, footwear.shoe, footwear.flat_insole,
        footwear.heel_lift, footwear.top_sheet, footwear.bones, footwear.heel_bone, footwear.empty_sock,
    )
}  # fmt: skip


def thing(family: str, seed: int) -> Surface:
    """Return number `seed` of a family, in mm, lying as it was drawn; the same seed gives the same thing."""
    return FAMILIES[family](np.random.default_rng([seed, len(family)]))


def as_scan(surface: Surface, seed: int) -> Scan:
    """Return the surface as a scanner's file: turned, shifted, in any unit, wound in or out; some noisy, some open."""
    rng = np.random.default_rng(seed)
    if rng.random() < 0.3:
        middle = surface.corners.mean(axis=1) - surface.points[rng.integers(len(surface.points))]
        surface = surface.of_faces(np.linalg.norm(middle, axis=1) > rng.uniform(10, 30))
    points = surface.points
    if rng.random() < 0.4:
        points = points + rng.uniform(0.1, 0.5) * _ripple(points, rng)
    turn, _ = np.linalg.qr(rng.normal(size=(3, 3)))
    points = (points @ turn.T + rng.uniform(-300, 300, 3)) / list(MM_PER_UNIT.values())[rng.integers(4)]
    faces = surface.faces if rng.random() < 0.7 else surface.faces[:, ::-1]
    return Scan(
        name="thing", format="stl", sha256="", points=points, faces=faces, unit=None, unit_source=None, findings=()
    )


def _ripple(points: FloatArray, rng: Rng) -> FloatArray:
    """Return displacements (n, 3) of unit size that vary over some 5 mm, as scanner noise does."""
    waves = rng.normal(size=(60, 3)) / 5.0
    phase = rng.uniform(0, 2 * np.pi, (60, 3))
    each = [np.cos(points @ waves.T + phase[:, k]).sum(axis=1) for k in range(3)]
    ripple: FloatArray = np.column_stack(each) * np.sqrt(2 / 60)
    return ripple
