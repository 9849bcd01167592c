#include "points/layers.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "lanes.h"
#include "parallel.h"
#include "points/median.h"

namespace orthogen {
namespace {

constexpr int SWEEPS = 10;

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
        for (std::size_t lane = 0; lane < WIDE; ++lane)
            least[lane] = values[k + lane] < least[lane] ? values[k + lane] : least[lane];
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
    const auto most = static_cast<std::ptrdiff_t>(std::min(stray + 1, values.size()));
    std::vector<double> heap(values.begin(), values.begin() + most);
    std::make_heap(heap.begin(), heap.end());
    for (std::size_t k = heap.size(); k < values.size(); ++k) {
        if (!(values[k] < heap.front())) continue;
        std::pop_heap(heap.begin(), heap.end());
        heap.back() = values[k];
        std::push_heap(heap.begin(), heap.end());
    }
    return heap.front();
}

// The axes along which points spread, from the least to the most: the eigenvectors of their covariance, by Jacobi's
// rotations.
std::array<Vec3, 3> spread_axes(const std::vector<Vec3>& points) {
    Vec3 mean{};
    for (const Vec3 p : points) mean += p;
    mean = mean * (1 / static_cast<double>(points.size()));
    double m[3][3] = {}, axes[3][3] = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    for (const Vec3 p : points) {
        const Vec3 o = p - mean;
        m[0][0] += o.x * o.x, m[1][1] += o.y * o.y, m[2][2] += o.z * o.z;
        m[0][1] += o.x * o.y, m[0][2] += o.x * o.z, m[1][2] += o.y * o.z;
    }
    m[1][0] = m[0][1], m[2][0] = m[0][2], m[2][1] = m[1][2];
    for (int sweep = 0; sweep < SWEEPS; ++sweep)
        for (int i = 0; i < 2; ++i)
            for (int j = i + 1; j < 3; ++j) {
                if (m[i][j] == 0) continue;
                const double half = (m[j][j] - m[i][i]) / (2 * m[i][j]);
                const double t = std::copysign(1 / (std::fabs(half) + std::sqrt(half * half + 1)), half);
                const double c = 1 / std::sqrt(t * t + 1), s = t * c;
                for (int k = 0; k < 3; ++k) {
                    const double a = m[k][i], b = m[k][j];
                    m[k][i] = c * a - s * b, m[k][j] = s * a + c * b;
                }
                for (int k = 0; k < 3; ++k) {
                    const double a = m[i][k], b = m[j][k], u = axes[k][i], v = axes[k][j];
                    m[i][k] = c * a - s * b, m[j][k] = s * a + c * b;
                    axes[k][i] = c * u - s * v, axes[k][j] = s * u + c * v;
                }
            }
    std::array<int, 3> order{0, 1, 2};
    std::sort(order.begin(), order.end(), [&](int a, int b) { return m[a][a] != m[b][b] ? m[a][a] < m[b][b] : a < b; });
    std::array<Vec3, 3> found;
    for (int k = 0; k < 3; ++k) found[k] = unit({axes[0][order[k]], axes[1][order[k]], axes[2][order[k]]}, {0, 0, 1});
    return found;
}

double extent(const std::vector<Vec3>& points, Vec3 direction) {
    double low = dot(points[0], direction), high = low;
    for (const Vec3 p : points) low = std::min(low, dot(p, direction)), high = std::max(high, dot(p, direction));
    return high - low;
}

}  // namespace

std::vector<double> parallel_near(Oriented skin, const Vec3* directions, std::size_t count, double band,
                                  double least_slope) {
    const Columns p(skin.points, skin.count), n(skin.normals, skin.count);
    std::vector<double> found(count);
    in_parallel(0, count, 50, [&](std::size_t first, std::size_t last) {
        std::vector<double> height(skin.count), slope(skin.count);
        for (std::size_t d = first; d < last; ++d) {
            along(p.x.data(), p.y.data(), p.z.data(), directions[d], height.data(), skin.count);
            along(n.x.data(), n.y.data(), n.z.data(), directions[d], slope.data(), skin.count);
            const double limit = least_of(height.data(), skin.count) + band;
            found[d] = sum_below(height.data(), slope.data(), limit, least_slope, skin.count);
        }
    });
    return found;
}

std::vector<Vec3> settled(Oriented skin, const Vec3* ups, std::size_t count, const std::vector<double>& bands,
                          std::size_t stray, double least_slope, std::size_t least) {
    const Columns p(skin.points, skin.count);
    std::vector<Vec3> found(ups, ups + count);
    in_parallel(0, count, 1, [&](std::size_t one, std::size_t) {
        Vec3& up = found[one];
        std::vector<double> height(skin.count);
        std::vector<Vec3> near;
        for (const double band : bands) {
            along(p.x.data(), p.y.data(), p.z.data(), up, height.data(), skin.count);
            const double limit = above_strays(height, stray) + band;
            near.clear();
            for (std::size_t k = 0; k < skin.count; ++k)
                if (height[k] < limit && std::fabs(dot(skin.normals[k], up)) > least_slope)
                    near.push_back(skin.points[k]);
            if (near.size() < least) break;
            const Vec3 normal = spread_axes(near)[0];
            up = dot(normal, up) > 0 ? normal : normal * -1.0;
        }
    });
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
    Rest found{near.empty() ? lowest : median(near), 0, 0, 0, 0};
    std::vector<Vec3> points;
    for (const std::size_t k : low) {
        if (!(height[k] - found.level < contact)) continue;
        found.slopes += std::fabs(dot(skin.normals[k], up));
        points.push_back(skin.points[k]);
    }
    found.count = points.size();
    if (points.empty()) return found;
    const auto axes = spread_axes(points);
    found.length = extent(points, axes[2]), found.width = extent(points, axes[1]);
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
