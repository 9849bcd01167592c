// Near. points -> the few of them nearest to each place asked for.
#pragma once
#include <cstdint>
#include <utility>
#include <vector>

#include "vec.h"

namespace orthogen {

struct Neighbours {
    std::vector<double> distance;      // as many per place as were asked for, the nearest first, ∞ where there is none
    std::vector<std::int64_t> number;  // of the point, their count where there is none
};

// A k-d tree of points: those of a range are halved at its middle along the axis on which they lie farthest apart.
class PointTree {
  public:
    PointTree(const Vec3* points, std::size_t count);

    // The `most` points nearest to each place that are nearer than `within`; of equally near ones the lower numbers.
    Neighbours nearest(const Vec3* places, std::size_t asked, std::size_t most, double within, int threads) const;

  private:
    struct Spot {
        Vec3 at;
        std::int32_t number;
    };
    using Found = std::pair<double, std::int32_t>;  // square of the distance, number: their order is that of the answer

    void split(std::int32_t first, std::int32_t last);
    void search(std::int32_t first, std::int32_t last, Vec3 place, Vec3 beyond, std::vector<Found>& best) const;

    std::vector<Spot> spots_;
    std::vector<char> axis_;
};

}  // namespace orthogen
