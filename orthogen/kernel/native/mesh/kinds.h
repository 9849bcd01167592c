// Kinds. rows of three words -> which are the first of their kind, and of which kind each row is.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "mesh.h"

namespace orthogen {

using Words = std::array<std::uint64_t, 3>;

// first: the rows that are the first of their kind, ascending. place: for each row, its kind's place among `first`.
struct Kinds {
    std::vector<std::int64_t> first, place;
};

// Rows are alike where all three words are.
Kinds kinds_of_rows(const Words* rows, std::size_t count);
// Points are alike where the same multiple of `cell` is nearest to them on each axis.
Kinds kinds_of_points(const Vec3* points, std::size_t count, double cell);

}  // namespace orthogen
