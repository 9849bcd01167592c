// Newton in w within a bracket: the depth is monotone in w, so it cannot run away. Cells are summed in their order.
#include "springs/bed.h"

#include <algorithm>
#include <cmath>

namespace orthogen {
namespace {

constexpr int rounds = 60;
constexpr double settled = 1e-7;  // Newton is quadratic: what is left after this step is about its square

struct Cell {
    double give, soft, depth, stiff, shoe;

    // The slope of the pressure over the depth, where soft · exp(w) has been reached.
    double slope(double grown) const {
        const double p = grown - soft;
        return 1.0 / (give / grown + depth * stiff / ((stiff + p) * (stiff + p)) + shoe);
    }

    double solved(double deep, double start) const {
        double low = 0.0, high = deep / give, w = std::min(std::max(start, low), high);
        for (int round = 0; round < rounds; ++round) {
            const double grown = soft * std::exp(w), p = grown - soft, sunk = p / (stiff + p);
            const double rest = give * w + depth * sunk + shoe * p - deep;
            const double soften = depth * (1.0 - sunk) / (stiff + p) + shoe;
            (rest < 0.0 ? low : high) = w;
            double next = w - rest / (give + soften * grown);
            if (!(next >= low && next <= high)) next = 0.5 * (low + high);
            const double moved = std::abs(next - w);
            w = next;
            if (moved < settled) break;
        }
        return w;
    }
};

}  // namespace

Pressed pressed(const Springs& springs, const double* rows, const double* motion, std::size_t modes,
                const double* start) {
    const std::size_t count = springs.count;
    Pressed found{std::vector<double>(count), std::vector<double>(start, start + count), std::vector<double>(modes),
                  std::vector<double>(modes * modes)};
    std::vector<double> row(modes);
    for (std::size_t k = 0; k < count; ++k) {
        double deep = springs.gap[k];
        for (std::size_t i = 0; i < modes; ++i) {
            row[i] = rows[i * count + k];
            deep += motion[i] * row[i];
        }
        if (!(deep > 0.0)) continue;
        const Cell cell{springs.give[k], springs.soft[k], springs.depth[k], springs.stiff[k], springs.shoe};
        const double w = cell.solved(deep, start[k]), grown = cell.soft * std::exp(w), p = grown - cell.soft;
        const double slope = cell.slope(grown);
        found.w[k] = w;
        found.pressure[k] = p;
        for (std::size_t i = 0; i < modes; ++i) {
            if (row[i] == 0.0) continue;
            found.sums[i] += row[i] * p;
            const double pull = slope * row[i];
            for (std::size_t j = 0; j <= i; ++j) found.stiffness[i * modes + j] += pull * row[j];
        }
    }
    for (std::size_t i = 0; i < modes; ++i)
        for (std::size_t j = 0; j < i; ++j) found.stiffness[j * modes + i] = found.stiffness[i * modes + j];
    return found;
}

}  // namespace orthogen
