// Intersect. mesh -> the pairs of its faces that meet where they should not, exactly.
#pragma once
#include <vector>

#include "mesh.h"

namespace orthogen {

struct Pair {
    std::int64_t one, other;
};

// Pairs of faces that meet outside the points and edges they share, in order of their numbers; the search ends early
// once `most` are found. Faces without area must have been left out.
std::vector<Pair> crossing_pairs(MeshView mesh, std::size_t most, int threads);

}  // namespace orthogen
