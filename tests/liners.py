"""Liners for tests. a length -> the outline of a right shoe's liner, and the files in which a clinic may send it."""

import numpy as np

from orthogen.kernel import curve
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.stl import binary

# x, lateral, medial, in lengths: a roomy shoe of a right foot, toes swung medially as the foot's are
_EDGE = np.array([
    (0.0, 0.0, 0.0), (0.01, 0.05, 0.05), (0.04, 0.10, 0.10), (0.10, 0.13, 0.13), (0.18, 0.14, 0.135),
    (0.30, 0.145, 0.12), (0.42, 0.155, 0.115), (0.52, 0.17, 0.13), (0.62, 0.19, 0.165), (0.70, 0.195, 0.19),
    (0.80, 0.175, 0.19), (0.88, 0.135, 0.17), (0.94, 0.085, 0.14), (0.98, 0.03, 0.10), (1.0, -0.02, 0.02),
])  # fmt: skip


def liner(length_mm: float, *, wider: float = 1.0) -> FloatArray:
    """Return the outline (m, 2) in mm: heel at x = 0, toes at +x, medial at +y; `wider` widens it."""
    x = np.linspace(0.0, 1.0, 300)
    lateral, medial = (np.interp(x, _EDGE[:, 0], _EDGE[:, k]) for k in (1, 2))
    loop = np.vstack([np.column_stack([x, -lateral * wider]), np.column_stack([x, medial * wider])[::-1][1:-1]])
    fair = curve.low_passed(curve.resampled(loop * length_mm, 1.0), 1.0, 6.0)
    return fair * (length_mm / float(np.ptp(fair[:, 0])), 1.0)


def on_page(loop: FloatArray, *, turn_deg: float = 90.0) -> FloatArray:
    """Return a loop turned and moved away from its origin, as drawings come."""
    turn = np.radians(turn_deg)
    return loop @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]]) + (120.0, -40.0)


def dxf(entities: str, *, units: int | None = 4) -> bytes:
    """Return a DXF with these entities; units: $INSUNITS, 4 is mm, None says nothing."""
    header = "" if units is None else f"0\nSECTION\n2\nHEADER\n9\n$INSUNITS\n70\n{units}\n0\nENDSEC\n"
    return f"{header}0\nSECTION\n2\nENTITIES\n{entities}0\nENDSEC\n0\nEOF\n".encode()


def lwpolyline(loop: FloatArray, *, closed: bool = True, more: str = "") -> str:
    """Return one LWPOLYLINE entity."""
    points = "".join(f"10\n{x:.6f}\n20\n{y:.6f}\n" for x, y in loop.tolist())
    return f"0\nLWPOLYLINE\n8\n0\n90\n{len(loop)}\n70\n{int(closed)}\n{more}{points}"


def lines(loop: FloatArray) -> str:
    """Return one LINE entity for each side, every second one drawn backwards."""
    sides = zip(loop.tolist(), np.roll(loop, -1, axis=0).tolist(), strict=True)
    turned = [(b, a) if k % 2 else (a, b) for k, (a, b) in enumerate(sides)]
    return "".join(f"0\nLINE\n8\n0\n10\n{a[0]}\n20\n{a[1]}\n11\n{b[0]}\n21\n{b[1]}\n" for a, b in turned)


def svg(inside: str, *, size: str = 'width="300mm" height="400mm" viewBox="0 0 300 400"', before: str = "") -> bytes:
    """Return an SVG with this inside."""
    return f'<?xml version="1.0"?>{before}<svg xmlns="http://www.w3.org/2000/svg" {size}>{inside}</svg>'.encode()


def svg_path(loop: FloatArray) -> str:
    """Return a path of the loop, y turned down as SVG has it."""
    return "M" + " ".join(f"{x:.5f},{-y:.5f}" for x, y in loop.tolist()) + "Z"


def flat_stl(loop: FloatArray, *, thick_mm: float = 3.0) -> bytes:
    """Return a plate with this outline as STL: a fan about its middle above and below, and walls."""
    middle, after = loop.mean(axis=0), np.roll(loop, -1, axis=0)

    def at(points: FloatArray, z: float) -> FloatArray:
        return np.column_stack([np.broadcast_to(points, loop.shape), np.full(len(loop), z)])

    top = np.stack([at(middle, thick_mm), at(loop, thick_mm), at(after, thick_mm)], axis=1)
    bottom = np.stack([at(middle, 0.0), at(after, 0.0), at(loop, 0.0)], axis=1)
    wall = np.stack([at(loop, 0.0), at(after, 0.0), at(after, thick_mm)], axis=1)
    other = np.stack([at(loop, 0.0), at(after, thick_mm), at(loop, thick_mm)], axis=1)
    return binary(np.concatenate([top, bottom, wall, other]), header="liner")
