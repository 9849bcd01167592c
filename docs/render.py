"""Render. triangles, view -> a shaded picture; a small z-buffer, so that pictures need no graphics card."""

import numpy as np
from numpy.typing import NDArray

from orthogen.kernel.arrays import FloatArray

_LIGHTS = (((-0.35, 0.45, 0.82), 0.62), ((0.75, -0.1, 0.5), 0.28))
_AMBIENT = 0.22


def turned(azimuth_deg: float, elevation_deg: float) -> FloatArray:
    """Return the rotation (3, 3) world → view: columns right, up, towards the eye, z kept upright."""
    a, e = np.radians(azimuth_deg), np.radians(elevation_deg)
    eye = np.array([np.cos(e) * np.cos(a), np.cos(e) * np.sin(a), np.sin(e)])
    right = np.array([-np.sin(a), np.cos(a), 0.0])
    return np.array([right, np.cross(eye, right), eye])


def shaded(
    triangles_mm: FloatArray, view: FloatArray, *, pixel_mm: float = 0.5, tint: tuple[int, int, int] = (214, 208, 196)
) -> NDArray[np.uint8]:
    """Return an RGB picture (rows, columns, 3) of triangles (n, 3, 3), orthographic, Gouraud-shaded, 2 × 2 averaged."""
    p = triangles_mm @ view.T
    low, high = p.reshape(-1, 3).min(0), p.reshape(-1, 3).max(0)
    fine = pixel_mm / 2
    columns, rows = (np.ceil((high - low)[:2] / fine / 2).astype(int) + 8) * 2
    p[:, :, :2] = (p[:, :, :2] - low[:2]) / fine + 8
    normals = _vertex_normals(triangles_mm) @ view.T
    depth, normal = np.full(rows * columns, -np.inf), np.zeros((rows * columns, 3))
    _draw(p, normals, depth, normal, columns, rows)
    light = np.full(len(depth), _AMBIENT)
    for direction, strength in _LIGHTS:
        unit = np.array(direction) / np.linalg.norm(direction)
        light += strength * np.clip(normal @ unit, 0, None)
    seen = np.isfinite(depth)
    picture = np.where(seen[:, None], np.clip(light, 0, 1.06)[:, None] * np.array(tint), 255.0)
    picture = picture.reshape(rows, columns, 3)[::-1]
    picture = picture.reshape(rows // 2, 2, columns // 2, 2, 3).mean((1, 3))
    return np.clip(picture, 0, 255).astype(np.uint8)


def side_by_side(pictures: list[NDArray[np.uint8]], *, gap: int = 16, columns: int = 2) -> NDArray[np.uint8]:
    """Return the pictures on one white sheet, `columns` in a row, each column as wide as its widest."""
    rows = [pictures[i : i + columns] for i in range(0, len(pictures), columns)]
    widths = [max(p.shape[1] for p in pictures[column::columns]) for column in range(columns)]
    strips = []
    for row in rows:
        tall = max(p.shape[0] for p in row)
        cells = [_padded(picture, tall, wide) for picture, wide in zip(row, widths, strict=False)]
        cells += [np.full((tall, wide, 3), 255, np.uint8) for wide in widths[len(row) :]]
        strips.append(np.concatenate([np.pad(c, ((gap, 0), (gap, 0), (0, 0)), constant_values=255) for c in cells], 1))
    return np.concatenate(strips, 0)


def _padded(picture: NDArray[np.uint8], tall: int, wide: int) -> NDArray[np.uint8]:
    top, left = (tall - picture.shape[0]) // 2, (wide - picture.shape[1]) // 2
    around = ((top, tall - picture.shape[0] - top), (left, wide - picture.shape[1] - left), (0, 0))
    return np.pad(picture, around, constant_values=255)


def _vertex_normals(triangles_mm: FloatArray) -> FloatArray:
    """Return corner normals (n, 3, 3), averaged over faces that meet at under 40°, so that edges stay edges."""
    flat = triangles_mm.reshape(-1, 3)
    _, index = np.unique(np.round(flat, 4), axis=0, return_inverse=True)
    index = index.reshape(-1)
    face = np.cross(triangles_mm[:, 1] - triangles_mm[:, 0], triangles_mm[:, 2] - triangles_mm[:, 0])
    total = np.zeros((index.max() + 1, 3))
    for corner in range(3):
        np.add.at(total, index.reshape(-1, 3)[:, corner], face)
    smooth = total[index].reshape(-1, 3, 3)
    smooth /= np.linalg.norm(smooth, axis=2, keepdims=True) + 1e-12
    unit = face / (np.linalg.norm(face, axis=1, keepdims=True) + 1e-12)
    sharp = np.einsum("nij,nj->ni", smooth, unit) < np.cos(np.radians(40))
    return np.where(sharp[:, :, None], unit[:, None, :], smooth)


def _draw(p: FloatArray, normals: FloatArray, depth: FloatArray, normal: FloatArray, columns: int, rows: int) -> None:
    """Fill depth and normal buffers; far hits are written first, so near ones stay."""
    low = np.maximum(np.ceil(p[:, :, :2].min(1)).astype(int), 0)
    high = np.minimum(np.floor(p[:, :, :2].max(1)).astype(int), (columns - 1, rows - 1))
    size = np.maximum(high - low + 1, 0)
    edge, other = p[:, 1, :2] - p[:, 0, :2], p[:, 2, :2] - p[:, 0, :2]
    area = edge[:, 0] * other[:, 1] - edge[:, 1] * other[:, 0]
    count = np.where(area > 1e-9, size[:, 0] * size[:, 1], 0)
    face = np.repeat(np.arange(len(p)), count)
    inside = np.arange(len(face)) - np.repeat(np.cumsum(count) - count, count)
    x, y = low[face, 0] + inside // size[face, 1], low[face, 1] + inside % size[face, 1]
    a, b, c = p[face, 0], p[face, 1], p[face, 2]
    w1 = ((x - a[:, 0]) * (c[:, 1] - a[:, 1]) - (c[:, 0] - a[:, 0]) * (y - a[:, 1])) / area[face]
    w2 = ((b[:, 0] - a[:, 0]) * (y - a[:, 1]) - (x - a[:, 0]) * (b[:, 1] - a[:, 1])) / area[face]
    hit = (w1 >= -1e-6) & (w2 >= -1e-6) & (w1 + w2 <= 1 + 1e-6)
    face, w1, w2, x, y = face[hit], w1[hit], w2[hit], x[hit], y[hit]
    weight = np.stack([1 - w1 - w2, w1, w2], 1)
    z = np.einsum("nk,nk->n", weight, p[face, :, 2])
    order = np.argsort(z, kind="stable")
    cell = (y * columns + x)[order]
    depth[cell] = z[order]
    blended = np.einsum("nk,nkj->nj", weight[order], normals[face[order]])
    normal[cell] = blended / (np.linalg.norm(blended, axis=1, keepdims=True) + 1e-12)
