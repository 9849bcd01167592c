// Near. points -> the few of them nearest to each place asked for.
#pragma once
#include <cstdint>
#include <vector>

#include "vec.h"

namespace orthogen {

struct Neighbours {
    std::vector<double> distance;      // as many per place as were asked for, the nearest first, ∞ where there is none
    std::vector<std::int64_t> number;  // of the point, their count where there is none
};

// The `most` points nearest to each place that are nearer than `within`; of equally near ones the lower numbers.
Neighbours nearest_points(const Vec3* points, std::size_t count, const Vec3* places, std::size_t asked, std::size_t most,
                          double within, int threads);

}  // namespace orthogen
