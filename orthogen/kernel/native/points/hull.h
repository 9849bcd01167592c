// Hull. points -> the triangles of their convex hull.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "vec.h"

namespace orthogen {

// The hull's facets as numbers of points, counter-clockwise seen from outside; none where all points lie in one plane.
// Quickhull (Barber, Dobkin & Huhdanpaa 1996) on coordinates rounded to 2⁻¹⁹ of the extent, so that each decision is
// the sign of a whole number.
std::vector<std::array<std::int64_t, 3>> convex_hull(const Vec3* points, std::size_t count);

}  // namespace orthogen
