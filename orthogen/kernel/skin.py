"""Skin. points and normals of a surface -> the same moved, thinned, in part, and found by their nearest point."""

from functools import cached_property

import numpy as np

from orthogen.kernel.arrays import BoolArray, FloatArray
from orthogen.kernel.frame import moved, rotated
from orthogen.kernel.neighbours import PointTree
from orthogen.lazyclass import dataclass


@dataclass(frozen=True)
class Skin:
    """Points (n, 3) of a surface, mm, and unit normals (n, 3), outwards; in_plan: a wall, where z plays no part."""

    points: FloatArray
    normals: FloatArray
    in_plan: bool = False

    @cached_property
    def tree(self) -> PointTree:
        """For the nearest point."""
        return PointTree(self.points[:, :2] if self.in_plan else self.points)

    def where(self, keep: BoolArray) -> "Skin":
        """Return the part marked in `keep` (n,)."""
        return Skin(self.points[keep], self.normals[keep], self.in_plan)

    def in_frame(self, a_from_b: FloatArray) -> "Skin":
        """Return the skin in frame a: rigid or mirrored, the normals stay outward."""
        return Skin(moved(a_from_b, self.points), rotated(a_from_b[:3, :3], self.normals), self.in_plan)

    def inside_out(self) -> "Skin":
        """Return the same points with their normals turned round."""
        return Skin(self.points, -self.normals, self.in_plan)

    def thinned(self, most: int) -> "Skin":
        """Return every k-th point, at most about `most`."""
        step = max(1, len(self.points) // most)
        return Skin(self.points[::step], self.normals[::step], self.in_plan)


def unit(vectors: FloatArray) -> FloatArray:
    """Return vectors (n, 3) at unit length; zero stays zero."""
    length: FloatArray = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    return vectors / np.maximum(length, 1e-12)[:, None]
