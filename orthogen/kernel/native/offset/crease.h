// Crease. vertices beside a crease of the offset surface -> vertices on it.
//
// Where two sheets of the offset meet, the far side is locally the part in front of both: each of two vertices on
// different sheets lies in front of the other's tangent plane. On a smooth surface that happens only by its bend. On
// the crease a point has two nearest places of the mesh (three at a corner), all at distance d. These are found by
// asking a little aside of the crease, on each sheet, and the point is then solved for (Newton on |x − c_i| = d).
#pragma once
#include "offset/surface.h"

namespace orthogen {

// Returns how many vertices were moved onto creases.
std::size_t sharpen(Surface& surface, int threads);

}  // namespace orthogen
