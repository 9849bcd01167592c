"""Solids for tests. analytic bodies -> closed triangle soups (n, 3, 3), mm, outward."""

from collections.abc import Callable

import numpy as np

from orthogen.kernel.arrays import FloatArray

Height = Callable[[FloatArray, FloatArray], FloatArray]


def box(size: tuple[float, float, float] = (100.0, 60.0, 10.0)) -> FloatArray:
    """Twelve triangles with one corner in the origin."""
    x, y, z = size
    return sheets(lambda a, b: 0 * a + z, lambda a, b: 0 * a, x=(0, x), y=(0, y), count=2)


def sheets(
    top: Height,
    bottom: Height,
    *,
    x: tuple[float, float] = (-10.0, 10.0),
    y: tuple[float, float] = (-10.0, 10.0),
    count: int = 12,
    count_y: int | None = None,
) -> FloatArray:
    """The solid between two height fields over a rectangle, count × count_y nodes, vertical walls."""
    across = count_y or count
    xs, ys = np.meshgrid(np.linspace(*x, count), np.linspace(*y, across), indexing="ij")
    upper, lower = (np.stack([xs, ys, f(xs, ys)], -1).reshape(-1, 3) for f in (top, bottom))
    node = np.arange(count * across).reshape(count, across)
    a, b, c, d = node[:-1, :-1].ravel(), node[1:, :-1].ravel(), node[1:, 1:].ravel(), node[:-1, 1:].ravel()
    faces = np.concatenate([np.stack([a, b, c], 1), np.stack([a, c, d], 1)])
    rim = np.concatenate([node[:-1, 0], node[-1, :-1], node[1:, -1][::-1], node[0, 1:][::-1]])
    following = np.roll(rim, -1)
    wall = [np.stack([lower[rim], lower[following], upper[following]], 1)]
    wall += [np.stack([lower[rim], upper[following], upper[rim]], 1)]
    return np.concatenate([upper[faces], lower[faces[:, ::-1]], *wall])


def sphere(*, radius: float = 10.0, rings: int = 12, sectors: int = 24) -> FloatArray:
    """A sphere of latitude rings and poles."""
    lat = np.linspace(-np.pi / 2, np.pi / 2, rings + 1)[1:-1, None]
    lon = 2 * np.pi * np.arange(sectors)[None, :] / sectors
    ring = np.stack(np.broadcast_arrays(np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)), -1)
    points = radius * np.concatenate([ring.reshape(-1, 3), [[0, 0, -1], [0, 0, 1]]])
    node = np.arange((rings - 1) * sectors).reshape(rings - 1, sectors)
    right = np.roll(node, -1, axis=1)
    south, north = np.full(sectors, len(points) - 2), np.full(sectors, len(points) - 1)
    faces = [np.stack([south, right[0], node[0]], 1), np.stack([node[-1], right[-1], north], 1)]
    for low, high, low_right, high_right in zip(node[:-1], node[1:], right[:-1], right[1:], strict=True):
        faces += [np.stack([low, low_right, high_right], 1), np.stack([low, high_right, high], 1)]
    return points[np.concatenate(faces)]
