#include "points/layers.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "lanes.h"
#include "points/median.h"

namespace orthogen {
namespace {

// The three coordinates of many points, each in a row of its own.
struct Columns {
    std::vector<double> x, y, z;
    Columns(const Vec3* from, std::size_t count) : x(count), y(count), z(count) {
        for (std::size_t k = 0; k < count; ++k) x[k] = from[k].x, y[k] = from[k].y, z[k] = from[k].z;
    }
};

// out[k] = the k-th point along a direction.
ORTHOGEN_CLONES void along(const double* x, const double* y, const double* z, Vec3 direction, double* out,
                           std::size_t count) {
    for (std::size_t k = 0; k < count; ++k) out[k] = x[k] * direction.x + y[k] * direction.y + z[k] * direction.z;
}

ORTHOGEN_CLONES double least_of(const double* values, std::size_t count) {
    constexpr std::size_t WIDE = 8;
    double least[WIDE];
    std::fill(least, least + WIDE, std::numeric_limits<double>::infinity());
    std::size_t k = 0;
    for (; k + WIDE <= count; k += WIDE)
        for (std::size_t lane = 0; lane < WIDE; ++lane) least[lane] = values[k + lane] < least[lane] ? values[k + lane] : least[lane];
    for (; k < count; ++k) least[0] = std::min(least[0], values[k]);
    return *std::min_element(least, least + WIDE);
}

// Σ |slope| where the height is below the limit, in eight sums side by side: the same on every processor.
ORTHOGEN_CLONES double sum_below(const double* height, const double* slope, double limit, double least_slope,
                                 std::size_t count) {
    constexpr std::size_t WIDE = 8;
    double sum[WIDE] = {};
    std::size_t k = 0;
    for (; k + WIDE <= count; k += WIDE)
        for (std::size_t lane = 0; lane < WIDE; ++lane) {
            const double steep = std::fabs(slope[k + lane]);
            sum[lane] += (height[k + lane] < limit) & (steep > least_slope) ? steep : 0.0;
        }
    for (; k < count; ++k) sum[0] += height[k] < limit && std::fabs(slope[k]) > least_slope ? std::fabs(slope[k]) : 0.0;
    double total = 0;
    for (const double part : sum) total += part;
    return total;
}

// The value that `stray` others lie below.
double above_strays(const std::vector<double>& values, std::size_t stray) {
    if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
    std::vector<double> heap(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(std::min(stray + 1, values.size())));
    std::make_heap(heap.begin(), heap.end());
    for (std::size_t k = heap.size(); k < values.size(); ++k) {
        if (!(values[k] < heap.front())) continue;
        std::pop_heap(heap.begin(), heap.end());
        heap.back() = values[k];
        std::push_heap(heap.begin(), heap.end());
    }
    return heap.front();
}

}  // namespace

std::vector<double> parallel_near(Oriented skin, const Vec3* directions, std::size_t count, double band,
                                  double least_slope) {
    const Columns p(skin.points, skin.count), n(skin.normals, skin.count);
    std::vector<double> height(skin.count), slope(skin.count), found(count);
    for (std::size_t d = 0; d < count; ++d) {
        along(p.x.data(), p.y.data(), p.z.data(), directions[d], height.data(), skin.count);
        along(n.x.data(), n.y.data(), n.z.data(), directions[d], slope.data(), skin.count);
        const double limit = least_of(height.data(), skin.count) + band;
        found[d] = sum_below(height.data(), slope.data(), limit, least_slope, skin.count);
    }
    return found;
}

Layer layer(Oriented skin, Vec3 up, std::size_t stray, double band, double least_slope) {
    std::vector<double> height(skin.count);
    for (std::size_t k = 0; k < skin.count; ++k) height[k] = dot(skin.points[k], up);
    Layer found{above_strays(height, stray), 0, {}, {}};
    const double limit = found.lowest + band;
    std::vector<Vec3> near;
    for (std::size_t k = 0; k < skin.count; ++k)
        if (height[k] < limit && std::fabs(dot(skin.normals[k], up)) > least_slope) near.push_back(skin.points[k]);
    found.count = near.size();
    if (near.empty()) return found;
    for (const Vec3 p : near) found.mean += p;
    found.mean = found.mean * (1 / static_cast<double>(near.size()));
    for (const Vec3 p : near) {
        const Vec3 o = p - found.mean;
        const double products[6] = {o.x * o.x, o.y * o.y, o.z * o.z, o.x * o.y, o.x * o.z, o.y * o.z};
        for (int k = 0; k < 6; ++k) found.moments[k] += products[k];
    }
    return found;
}

Rest rest(Oriented skin, Vec3 up, std::size_t stray, double band, double contact, double least_slope) {
    std::vector<double> height(skin.count), near;
    for (std::size_t k = 0; k < skin.count; ++k) height[k] = dot(skin.points[k], up);
    const double lowest = above_strays(height, stray), least = lowest + std::max(band, contact) + band;
    std::vector<std::size_t> low;
    for (std::size_t k = 0; k < skin.count; ++k)
        if (height[k] < least && std::fabs(dot(skin.normals[k], up)) > least_slope) low.push_back(k);
    for (const std::size_t k : low)
        if (height[k] < lowest + band) near.push_back(height[k]);
    Rest found{near.empty() ? lowest : median(near), 0, {}};
    for (const std::size_t k : low) {
        if (!(height[k] - found.level < contact)) continue;
        found.slopes += std::fabs(dot(skin.normals[k], up));
        found.contact.push_back(skin.points[k]);
    }
    return found;
}

std::vector<std::size_t> on_planes(Oriented skin, const std::vector<std::size_t>& tried, double tolerance,
                                   double least_slope) {
    const Columns p(skin.points, skin.count), n(skin.normals, skin.count);
    std::vector<double> height(skin.count), slope(skin.count);
    std::vector<std::size_t> found;
    for (const std::size_t t : tried) {
        along(p.x.data(), p.y.data(), p.z.data(), skin.normals[t], height.data(), skin.count);
        along(n.x.data(), n.y.data(), n.z.data(), skin.normals[t], slope.data(), skin.count);
        const double there = height[t];
        std::size_t count = 0;
        for (std::size_t k = 0; k < skin.count; ++k)
            count += (std::fabs(height[k] - there) < tolerance) & (std::fabs(slope[k]) > least_slope);
        found.push_back(count);
    }
    return found;
}

}  // namespace orthogen
