// Simple. a closed line in the plane -> whether it meets itself, exactly.
#pragma once
#include <cstddef>

#include "vec.h"

namespace orthogen {

// Points with z = 0, no two neighbours equal, at least three. Touching counts as meeting, and so does folding back.
bool is_simple(const Vec3* points, std::size_t count);

}  // namespace orthogen
