// Smooth. a field -> its value between the nodes; the field freed of short waves; which marked nodes hang together.
#pragma once
#include <cstddef>
#include <cstdint>

namespace orthogen {

// value (count): Catmull–Rom interpolation of the field (nx, ny) at places u, v in steps from its first node; outside,
// the outermost whole cell is continued. nx and ny at least 4.
void sample(const double* field, std::size_t nx, std::size_t ny, const double* u, const double* v, std::size_t count,
            double* value);

// The same by bilinear interpolation; NaN outside the field and where a corner of the cell is NaN. At least 2 × 2
// nodes.
void sample_linear(const double* field, std::size_t nx, std::size_t ny, const double* u, const double* v,
                   std::size_t count, double* value);

// Convolves the field (nx, ny), along x and then along y, with the even kernel half[0], half[1] … half[reach]; beyond
// its edges the field goes on as it ends.
void convolve(const double* field, std::size_t nx, std::size_t ny, const double* half, std::size_t reach, double* out);

// patch (nx, ny): 0 where nothing is marked, else the number, from 1, of the patch of marked nodes that hang together
// by their four neighbours, in the order of their first nodes. Returns how many there are.
std::size_t patches(const std::uint8_t* marked, std::size_t nx, std::size_t ny, std::int64_t* patch);

}  // namespace orthogen
