// Reach. points, strips across them -> how far they reach to either side in each strip.
#pragma once
#include <cstddef>
#include <vector>

namespace orthogen {

struct Strip {
    double start, end;  // open at both ends
};

struct Reach {
    double low, high;  // NaN where too few points lie in the strip
};

// The mean of the `outermost` least and greatest coordinates along `across` of the points whose coordinate along the
// other plan axis lies in each strip. across: 0 for x in strips of y, 1 for y in strips of x. points: rows of two or
// more columns; of three, those whose third one is not below `top` are left out.
std::vector<Reach> reaches(const double* points, std::size_t count, std::size_t columns,
                           const std::vector<Strip>& strips, int across, std::size_t outermost, double top);

}  // namespace orthogen
