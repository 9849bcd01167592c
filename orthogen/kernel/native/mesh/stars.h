// Stars. mesh -> the points whose faces provably meet in nothing but the points and edges they share.
#pragma once
#include <cstdint>
#include <vector>

#include "mesh.h"

namespace orthogen {

// 1 for a point whose faces, seen along some axis, stand around it in one turn: each the right way round, each ending
// where the next one begins. Their shadows do not overlap, so the faces do not meet beyond what they share. Exact; a
// point without this proof may be sound all the same.
std::vector<std::uint8_t> flat_stars(MeshView mesh);

}  // namespace orthogen
