// Wall. closed mesh -> its least wall: from a vertex, through the solid, to the nearest face that looks away.
//
// The definition stands in kernel/nearest.py. Faces wait in a tree of boxes in space and in the directions they look;
// views are sent down it a few neighbours at a time, and nothing farther than the least wall so far is opened.
#pragma once
#include <cstdint>
#include <limits>
#include <vector>

#include "mesh.h"

namespace orthogen {

// vertex: the least one among those that see the least wall; -1 where none sees any.
struct Wall {
    double thickness = std::numeric_limits<double>::infinity();
    std::int64_t vertex = -1;
};

// The least wall of each of `groups` groups of vertices; group[v] ≥ groups leaves vertex v out. away: the greatest
// cosine between a view and the normal of a face that looks away from it. Faces without area must have been left out.
std::vector<Wall> least_walls(MeshView mesh, const std::uint8_t* group, std::size_t groups, double away, int threads);

}  // namespace orthogen
