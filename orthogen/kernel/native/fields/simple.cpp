#include "fields/simple.h"

#include <algorithm>
#include <vector>

#include "mesh/exact.h"

namespace orthogen {
namespace {

bool between(double a, double b, double c) { return std::min(a, b) <= c && c <= std::max(a, b); }

bool on(Vec3 a, Vec3 b, Vec3 p) { return between(a.x, b.x, p.x) && between(a.y, b.y, p.y); }

bool meet(Vec3 a, Vec3 b, Vec3 c, Vec3 d) {
    const int abc = turn(a, b, c, 0, 1), abd = turn(a, b, d, 0, 1), cda = turn(c, d, a, 0, 1), cdb = turn(c, d, b, 0, 1);
    if (abc * abd < 0 && cda * cdb < 0) return true;
    return (abc == 0 && on(a, b, c)) || (abd == 0 && on(a, b, d)) || (cda == 0 && on(c, d, a)) || (cdb == 0 && on(c, d, b));
}

// Whether b → c goes back over a → b.
bool folds(Vec3 a, Vec3 b, Vec3 c) {
    return turn(a, b, c, 0, 1) == 0 && (on(a, b, c) || on(b, c, a));
}

}  // namespace

bool is_simple(const Vec3* points, std::size_t count) {
    const auto point = [&](std::size_t k) { return points[k % count]; };
    const auto left = [&](std::size_t k) { return std::min(points[k].x, point(k + 1).x); };
    std::vector<std::size_t> order(count);
    for (std::size_t k = 0; k < count; ++k) order[k] = k;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return left(a) != left(b) ? left(a) < left(b) : a < b;
    });
    for (std::size_t n = 0; n < count; ++n) {
        const std::size_t k = order[n];
        if (folds(point(k), point(k + 1), point(k + 2))) return false;
        const double right = std::max(points[k].x, point(k + 1).x);
        for (std::size_t m = n + 1; m < count && left(order[m]) <= right; ++m) {
            const std::size_t other = order[m];
            const bool neighbours = (k + 1) % count == other || (other + 1) % count == k;
            if (!neighbours && meet(point(k), point(k + 1), point(other), point(other + 1))) return false;
        }
    }
    return true;
}

}  // namespace orthogen
