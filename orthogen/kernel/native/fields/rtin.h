// RTIN. a height field on a lattice -> right triangles that stay within a bound of it at every node.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace orthogen {

using Nodes3 = std::array<std::int64_t, 3>;

// z, inside: nx rows of ny. finest: nodes that must stay, numbered i·ny + j, with i + j odd. See kernel/rtin.py for
// what is computed and why it is exact; the triangles come scale by scale, shape by shape, square by square.
std::vector<Nodes3> reduced(const double* z, const std::uint8_t* inside, std::size_t nx, std::size_t ny,
                            const std::int64_t* finest, std::size_t count, double bound);

}  // namespace orthogen
