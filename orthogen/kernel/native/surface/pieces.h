// Pieces. faces or a mask -> which of them hang together.
#pragma once
#include <cstdint>
#include <vector>

#include "mesh.h"

namespace orthogen {

// A piece number per face: faces that share a point belong together. Pieces are numbered by their least point.
std::vector<std::int64_t> face_pieces(MeshView mesh);

// A number from 1 on per node that is set, 0 elsewhere: nodes beside each other in a row or a column hang together.
std::vector<std::int64_t> mask_parts(const bool* mask, std::size_t nx, std::size_t ny);

}  // namespace orthogen
