// Pieces. faces or a mask -> which of them hang together.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "mesh.h"

namespace orthogen {

// A piece number per marked face, -1 for others: faces that share a point belong together. Pieces are numbered by their
// least point, points of no marked face included.
std::vector<std::int64_t> face_pieces(MeshView mesh, const bool* marked);

// The corners (i, j), the low one of node (i, j), along the border of the part that lies first, the mask on the left;
// parts that touch only at a corner must have been joined.
std::vector<std::array<std::int64_t, 2>> mask_ring(const bool* mask, std::size_t nx, std::size_t ny);

}  // namespace orthogen
