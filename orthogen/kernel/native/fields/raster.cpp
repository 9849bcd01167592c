#include "fields/raster.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "parallel.h"

namespace orthogen {
namespace {

constexpr double ROUND_OFF = 1e-9;
constexpr double BESIDE = 1e-6;  // more than ROUND_OFF and the round-off of a place on the grid

constexpr double NOTHING = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t MANY = 1 << 14;  // faces worth a thread

struct Range {
    std::ptrdiff_t first, last;
};

// The nodes from the least to the greatest of three places, kept on the grid.
Range range(double a, double b, double c, std::size_t count) {
    const double low = std::ceil(std::min({a, b, c}) - ROUND_OFF), high = std::floor(std::max({a, b, c}) + ROUND_OFF);
    const double most = static_cast<double>(count) - 1;
    if (!(high >= 0 && low <= most)) return {0, -1};
    return {static_cast<std::ptrdiff_t>(std::max(low, 0.0)), static_cast<std::ptrdiff_t>(std::min(high, most))};
}

// True if no node can lie between the least and the greatest of three places, for certain: most small triangles.
bool between_nodes(double a, double b, double c, double first, double per_step) {
    const double low = (std::min({a, b, c}) - first) * per_step, high = (std::max({a, b, c}) - first) * per_step;
    return std::floor(high + BESIDE) < low - BESIDE;
}

// True where a height counts and the best so far does not, or less.
bool beyond(double best, double height, bool lowest) { return !(lowest ? best <= height : best >= height); }

void draw(const Vec3* p, const Nodes& grid, bool lowest, double* z) {
    const double per_step = 1 / grid.step;
    if (between_nodes(p[0].x, p[1].x, p[2].x, grid.x0, per_step)) return;
    if (between_nodes(p[0].y, p[1].y, p[2].y, grid.y0, per_step)) return;
    double u[3], v[3];
    for (int k = 0; k < 3; ++k) u[k] = (p[k].x - grid.x0) / grid.step, v[k] = (p[k].y - grid.y0) / grid.step;
    const double area = (u[1] - u[0]) * (v[2] - v[0]) - (u[2] - u[0]) * (v[1] - v[0]);
    if (!(std::fabs(area) > ROUND_OFF)) return;
    const Range x = range(u[0], u[1], u[2], grid.nx), y = range(v[0], v[1], v[2], grid.ny);
    for (std::ptrdiff_t i = x.first; i <= x.last; ++i)
        for (std::ptrdiff_t j = y.first; j <= y.last; ++j) {
            const double du = static_cast<double>(i) - u[0], dv = static_cast<double>(j) - v[0];
            const double b = (du * (v[2] - v[0]) - (u[2] - u[0]) * dv) / area;
            const double c = ((u[1] - u[0]) * dv - du * (v[1] - v[0])) / area;
            if (!(b >= -ROUND_OFF && c >= -ROUND_OFF && b + c <= 1 + ROUND_OFF)) continue;
            const double height = p[0].z + b * (p[1].z - p[0].z) + c * (p[2].z - p[0].z);
            double& best = z[i * static_cast<std::ptrdiff_t>(grid.ny) + j];
            if (beyond(best, height, lowest)) best = height;
        }
}

// Draws faces 0 … count − 1 with draw(face, z). Many are drawn in two halves, each on a field of its own, that are put
// together afterwards; always two, so that nothing depends on how many threads there are.
template <class Draw>
void drawn(std::size_t count, const Nodes& grid, bool lowest, double* z, Draw draw) {
    const std::size_t nodes = grid.nx * grid.ny;
    std::fill(z, z + nodes, NOTHING);
    std::vector<double> second(count > MANY ? nodes : 0, NOTHING);
    const std::size_t half = second.empty() ? count : count / 2;
    in_parallel(0, second.empty() ? 1 : 2, 1, [&](std::size_t part, std::size_t) {
        for (std::size_t f = part * half; f < (part ? count : half); ++f) draw(f, part ? second.data() : z);
    });
    for (std::size_t n = 0; n < second.size(); ++n)
        if (!std::isnan(second[n]) && beyond(z[n], second[n], lowest)) z[n] = second[n];
}

}  // namespace

void raster(const Vec3* corners, std::size_t triangles, const Nodes& grid, bool lowest, double* z) {
    drawn(triangles, grid, lowest, z, [&](std::size_t t, double* on) { draw(corners + 3 * t, grid, lowest, on); });
}

void raster(MeshView mesh, const bool* marked, const Nodes& grid, bool lowest, double* z) {
    drawn(mesh.face_count, grid, lowest, z, [&](std::size_t f, double* on) {
        if (!marked[f]) return;
        const Face& face = mesh.faces[f];
        const Vec3 corners[3] = {mesh.points[face[0]], mesh.points[face[1]], mesh.points[face[2]]};
        draw(corners, grid, lowest, on);
    });
}

}  // namespace orthogen
