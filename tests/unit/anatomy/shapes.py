"""Shapes. simple solids, demo feet and damage, as surfaces and scans for the anatomy tests."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from orthogen.anatomy.surface import Surface
from orthogen.intake import read_scan
from orthogen.kernel.arrays import FloatArray, IntArray
from orthogen.records.scan import Scan, Unit

DEMO = Path(__file__).resolve().parents[3] / "scans"
DEMO_FEET = ("right_normal", "left_normal", "right_flat", "left_high_arch", "child_right")


def scan_of(points: FloatArray, faces: IntArray, unit: Unit | None = None) -> Scan:
    """Return a scan record of bare arrays; a unit counts as given."""
    return Scan(name="made", format="stl", sha256="", points=points, faces=faces.astype(np.int64), unit=unit,
                unit_source="given" if unit else None, findings=())  # fmt: skip


@cache
def demo(name: str) -> tuple[Scan, dict[str, Any]]:
    """Return a demo scan of the repository and its truth."""
    return read_scan(DEMO / f"{name}.stl"), json.loads((DEMO / "truth" / f"{name}.json").read_text())


@cache
def upright(name: str) -> tuple[Surface, dict[str, Any]]:
    """Return a demo foot in its true canonical frame, and its truth."""
    scan, truth = demo(name)
    return Surface(scan.points, scan.faces).in_frame(np.array(truth["canonical_from_file"])), truth


def without(surface: Surface, gone: Any) -> Surface:
    """Return the surface without the faces whose centre (m, 3) `gone` marks."""
    return surface.of_faces(~gone(surface.corners.mean(axis=1)))


def posed(points: FloatArray, *, seed: int, mirrored: bool = False, per_unit: float = 1.0) -> FloatArray:
    """Return points turned and shifted at random (by seed), mirrored if asked, and divided into another unit."""
    rng = np.random.default_rng(seed)
    turn, _ = np.linalg.qr(rng.normal(size=(3, 3)))
    if (np.linalg.det(turn) < 0) != mirrored:
        turn[:, 0] *= -1
    return (points @ turn.T + rng.uniform(-200, 200, 3)) / per_unit


def sphere(radius: float, rings: int = 60) -> Surface:
    """Return a closed sphere wound outward."""
    u, v = np.arange(2 * rings) * np.pi / rings, (np.arange(rings - 1) + 1) * np.pi / rings
    side = np.stack([np.sin(v)[:, None] * np.cos(u), np.sin(v)[:, None] * np.sin(u),
                     np.cos(v)[:, None] * np.ones_like(u)], axis=-1).reshape(-1, 3)  # fmt: skip
    points = np.concatenate([side, [[0, 0, 1.0], [0, 0, -1.0]]]) * radius
    k = np.arange(len(side)).reshape(rings - 1, 2 * rings)
    a, b, c, d = k[:-1], k[1:], np.roll(k[1:], -1, axis=1), np.roll(k[:-1], -1, axis=1)
    quads = np.concatenate([np.stack([a, b, c], -1).reshape(-1, 3), np.stack([a, c, d], -1).reshape(-1, 3)])
    top, bottom = len(side), len(side) + 1
    caps = [np.stack([np.full(2 * rings, top), k[0], np.roll(k[0], -1)], -1),
            np.stack([np.full(2 * rings, bottom), np.roll(k[-1], -1), k[-1]], -1)]  # fmt: skip
    return Surface(points, np.concatenate([quads, *caps]))


def box(length: float, width: float, height: float) -> Surface:
    """Return a closed box of twelve faces wound outward."""
    points = np.array([[x, y, z] for x in (0, length) for y in (0, width) for z in (0, height)], dtype=float)
    quads = np.array([[0, 1, 3, 2], [4, 6, 7, 5], [0, 4, 5, 1], [2, 3, 7, 6], [0, 2, 6, 4], [1, 5, 7, 3]])
    return Surface(points, np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]]))


def sheet(z: Any, *, x: tuple[float, float], y: tuple[float, float], step: float = 1.0) -> Surface:
    """Return the height field z(x, y) as a sheet that faces up."""
    xs, ys = np.arange(*x, step), np.arange(*y, step)
    along, across = np.meshgrid(xs, ys, indexing="ij")
    points = np.stack([along, across, z(along, across)], axis=-1).reshape(-1, 3)
    k = np.arange(along.size).reshape(along.shape)
    a, b, c, d = (part.ravel() for part in (k[:-1, :-1], k[1:, :-1], k[1:, 1:], k[:-1, 1:]))
    return Surface(points, np.concatenate([np.stack([a, b, c], -1), np.stack([a, c, d], -1)]))


def joined(*surfaces: Surface) -> Surface:
    """Return several surfaces as one, not connected."""
    start = np.cumsum([0] + [len(surface.points) for surface in surfaces])
    faces = [surface.faces + k for surface, k in zip(surfaces, start, strict=False)]
    return Surface(np.concatenate([surface.points for surface in surfaces]), np.concatenate(faces))
