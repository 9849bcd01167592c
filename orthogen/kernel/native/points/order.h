// Order. faces -> an order in which any 8, 64 or 512 that follow one another lie close together.
#pragma once
#include <cstdint>

#include "mesh.h"

namespace orthogen {

// By Morton number of the centroid, then each 512 by halving along their longest axis.
Bulk<std::int32_t> near_order(MeshView mesh, int threads);

}  // namespace orthogen
