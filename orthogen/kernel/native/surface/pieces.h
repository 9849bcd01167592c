// Pieces. faces or a mask -> which of them hang together.
#pragma once
#include <cstdint>
#include <vector>

#include "mesh.h"

namespace orthogen {

// A piece number per marked face, -1 for others: faces that share a point belong together. Pieces are numbered by their
// least point, points of no marked face included.
std::vector<std::int64_t> face_pieces(MeshView mesh, const bool* marked);

// A number from 1 on per node that is set, 0 elsewhere: nodes beside each other in a row or a column hang together.
std::vector<std::int64_t> mask_parts(const bool* mask, std::size_t nx, std::size_t ny);

}  // namespace orthogen
