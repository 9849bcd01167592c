// Simple. points in the plane -> their convex hull; a closed line -> whether it meets itself; both exactly.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "vec.h"

namespace orthogen {

// Points with z = 0, no two neighbours equal, at least three. Touching counts as meeting, and so does folding back.
bool is_simple(const Vec3* points, std::size_t count);

// Which points, z = 0, are the corners of their convex hull, counter-clockwise, the lowest one last (Andrew 1979).
std::vector<std::int64_t> hull(const Vec3* points, std::size_t count);

}  // namespace orthogen
