"""The reduction of a height field in whole arrays of numpy, an oracle for the compiled one.

Longest-edge bisection (Evans, Kirkpatrick & Townsend 2001) of 64-cell tiles, decided from fine to coarse by whole
arrays. A coarse triangle is a union of lattice triangles, so its deviation is linear on each of them and greatest
at a node: testing every node is exact (surface.md 3).

A node is the middle of the long sides of one or two triangles, its diamond: either a side of an aligned square, or
the diagonal of one, which joins corners of two even or two odd indices. `split` says which diamonds are divided; a
divided diamond needs its two right-angled corners, so the mesh has no cracks, across tiles too.
"""

import numpy as np

from orthogen.kernel.arrays import BoolArray, FloatArray, IntArray

_TILE = 64
_SQUARE_TRIANGLES = (  # even square?, its right-angled corner, then all corners counter-clockwise
    (True, (1, 0), ((0, 0), (1, 0), (1, 1))),
    (True, (0, 1), ((0, 0), (1, 1), (0, 1))),
    (False, (0, 0), ((0, 0), (1, 0), (0, 1))),
    (False, (1, 1), ((1, 0), (1, 1), (0, 1))),
)
_SIDE_TRIANGLES = (  # middle of its long side, then its corners counter-clockwise, in halves of a square
    ((1, 0), ((0, 0), (2, 0), (1, 1))),
    ((2, 1), ((2, 0), (2, 2), (1, 1))),
    ((1, 2), ((2, 2), (0, 2), (1, 1))),
    ((0, 1), ((0, 2), (0, 0), (1, 1))),
)


def reduced(z_mm: FloatArray, inside: BoolArray, finest: IntArray, *, bound_mm: float) -> IntArray:
    """Return triangles (m, 3) of nodes (ix·ny + iy), counter-clockwise, |their surface − z_mm| ≤ bound_mm at all nodes.

    They tile, without cracks, all lattice triangles whose three nodes are `inside` (nx, ny). finest (k,): nodes that
    must stay, both index parities different; naming those of all lattice triangles across the border of `inside`
    keeps that border as it is.
    """
    nx, ny = z_mm.shape
    pad = [(0, -(n - 1) % _TILE) for n in (nx, ny)]
    z, plus = np.pad(z_mm, pad, mode="edge"), np.pad(inside, pad)
    split = np.zeros(z.shape, dtype=bool)
    split[finest // ny, finest % ny] = True
    scale = 2
    while scale <= _TILE:
        _split_sides(split, z, plus, scale, bound_mm)
        _split_squares(split, z, plus, scale, bound_mm)
        scale *= 2
    corners = np.concatenate(_leaves(split))
    whole = plus[corners[:, :, 0], corners[:, :, 1]].all(1)
    nodes: IntArray = corners[whole, :, 0] * ny + corners[whole, :, 1]
    return nodes


def _split_sides(split: BoolArray, z: FloatArray, plus: BoolArray, scale: int, bound_mm: float) -> None:
    """Decide the diamonds around the sides of the squares of this scale."""
    half = scale // 2
    lying, standing = split[half::scale, ::scale], split[::scale, half::scale]
    if half > 1:
        needed = np.pad(split[half // 2 :: half, half // 2 :: half], 1)
        needed = needed[:-1, :-1] | needed[1:, :-1] | needed[:-1, 1:] | needed[1:, 1:]
        lying |= needed[1::2, ::2]
        standing |= needed[::2, 1::2]
    for middles, plus_there, along, start in (
        (lying, plus[half::scale, ::scale], (half, 0), (half, 0)),
        (standing, plus[::scale, half::scale], (0, half), (0, half)),
    ):
        i, j = np.nonzero(plus_there & ~middles)
        far = _deviates(z, i * scale + start[0], j * scale + start[1], along, bound_mm)
        middles[i[far], j[far]] = True


def _split_squares(split: BoolArray, z: FloatArray, plus: BoolArray, scale: int, bound_mm: float) -> None:
    """Decide the diamonds that are the squares of this scale, divided along a diagonal."""
    half = scale // 2
    centres, lying, standing = split[half::scale, half::scale], split[half::scale, ::scale], split[::scale, half::scale]
    centres |= lying[:, :-1] | lying[:, 1:] | standing[:-1] | standing[1:]
    i, j = np.nonzero(plus[half::scale, half::scale] & ~centres)
    even = (i + j) % 2 == 0
    for part, along in ((even, (half, half)), (~even, (half, -half))):
        far = _deviates(z, i[part] * scale + half, j[part] * scale + half, along, bound_mm)
        centres[i[part][far], j[part][far]] = True


def _deviates(z: FloatArray, mx: IntArray, my: IntArray, along: tuple[int, int], bound_mm: float) -> BoolArray:
    """True for diamonds whose two triangles leave some node further than the bound; (mx, my): middle of the long side.

    `along` leads from the middle to an end of the long side; turned by ±90° it leads to the right-angled corners.
    """
    ax, ay = along
    stride, flat = z.shape[1], z.ravel()
    middle = mx * stride + my
    step, turned = ax * stride + ay, -ay * stride + ax
    ends = flat[middle - step], flat[middle + step]
    far: BoolArray = np.abs(flat[middle] - 0.5 * (ends[0] + ends[1])) > bound_mm
    for side in (1, -1):
        rest = np.flatnonzero(~far)
        s, r, offset = _nodes_of_triangle(ax, ay, side, stride)
        if len(offset) == 0 or len(rest) == 0:
            continue
        at = middle[rest]
        low, high, corner = flat[at - step], flat[at + step], flat[at + side * turned]
        mean = 0.5 * (low + high)
        plane = mean[:, None] + 0.5 * (high - low)[:, None] * s + (corner - mean)[:, None] * r
        far[rest] = (np.abs(flat[at[:, None] + offset] - plane) > bound_mm).any(1)
    return far


def _nodes_of_triangle(ax: int, ay: int, side: int, stride: int) -> tuple[FloatArray, FloatArray, IntArray]:
    """Return shares along the long side and towards the right angle, and flat offsets, of a triangle's other nodes."""
    reach = abs(ax) + abs(ay)
    dx, dy = np.meshgrid(np.arange(-reach, reach + 1), np.arange(-reach, reach + 1), indexing="ij")
    square = ax * ax + ay * ay
    s, r = (dx * ax + dy * ay) / square, side * (dy * ax - dx * ay) / square
    belongs = (r >= 0) & (np.abs(s) + r <= 1) & (np.abs(s) + r > 0) & (np.abs(s) < 1) & (r < 1)
    return s[belongs], r[belongs], (dx * stride + dy)[belongs]


def _leaves(split: BoolArray) -> list[IntArray]:
    """Return node indices (k, 3, 2) of all triangles that exist (right-angled corner split) and are not split."""
    found: list[IntArray] = []
    scale = 1
    while scale <= _TILE:
        half = scale // 2
        corners = split[::scale, ::scale] if scale < _TILE else np.ones_like(split[::scale, ::scale])
        rows, columns = corners.shape[0] - 1, corners.shape[1] - 1
        centres = split[half::scale, half::scale] if half else np.zeros((rows, columns), dtype=bool)
        even = (np.arange(rows)[:, None] + np.arange(columns)) % 2 == 0
        for parity, (cx, cy), shape in _SQUARE_TRIANGLES:
            leaf = (even == parity) & ~centres & corners[cx : cx + rows, cy : cy + columns]
            found.append(_placed(leaf, shape, scale, scale))
        for (sx, sy), shape in _SIDE_TRIANGLES if half else ():
            middle = split[sx * half :: scale, sy * half :: scale][:rows, :columns]
            found.append(_placed(centres & ~middle, shape, scale, half))
        scale *= 2
    return found


def _placed(leaf: BoolArray, shape: tuple[tuple[int, int], ...], scale: int, unit: int) -> IntArray:
    """Return the corners (k, 3, 2) of one triangle shape in all squares marked by `leaf`."""
    corners: IntArray = (np.argwhere(leaf) * scale)[:, None, :] + np.array(shape) * unit
    return corners
