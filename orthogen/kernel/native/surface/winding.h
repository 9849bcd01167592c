// Winding. faces -> how many edges they run along the same way, and which of them to turn so that none do.
#pragma once
#include <cstdint>
#include <vector>

#include "mesh.h"

namespace orthogen {

// How many edges two faces run along in the same direction.
std::size_t crossed_edges(MeshView mesh);

// True for each face to be turned: then faces that share an edge of two agree, and each piece keeps the winding that
// most of its area had. Components of the orientation double cover: every face stands twice, as it is and turned;
// neighbours that agree join like with like, others like with unlike, so one sheet of the cover is a winding.
std::vector<char> faces_to_turn(MeshView mesh, const double* areas);

}  // namespace orthogen
