#include "plan/simple.h"

#include <algorithm>
#include <vector>

#include "mesh/exact.h"

namespace orthogen {
namespace {

bool between(double a, double b, double c) { return std::min(a, b) <= c && c <= std::max(a, b); }

bool on(Vec3 a, Vec3 b, Vec3 p) { return between(a.x, b.x, p.x) && between(a.y, b.y, p.y); }

bool meet(Vec3 a, Vec3 b, Vec3 c, Vec3 d) {
    const int abc = turn(a, b, c, 0, 1), abd = turn(a, b, d, 0, 1), cda = turn(c, d, a, 0, 1),
              cdb = turn(c, d, b, 0, 1);
    if (abc * abd < 0 && cda * cdb < 0) return true;
    return (abc == 0 && on(a, b, c)) || (abd == 0 && on(a, b, d)) || (cda == 0 && on(c, d, a)) ||
           (cdb == 0 && on(c, d, b));
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

std::vector<std::int64_t> hull(const Vec3* points, std::size_t count) {
    std::vector<std::int64_t> order(count), corners;
    for (std::size_t k = 0; k < count; ++k) order[k] = static_cast<std::int64_t>(k);
    std::sort(order.begin(), order.end(), [&](std::int64_t a, std::int64_t b) {
        const Vec3 &p = points[a], &q = points[b];
        return p.y != q.y ? p.y < q.y : p.x != q.x ? p.x < q.x : a < b;
    });
    for (int side = 0; side < 2; ++side, std::reverse(order.begin(), order.end())) {
        std::vector<std::int64_t> chain;
        for (const std::int64_t k : order) {
            while (chain.size() > 1 &&
                   turn(points[chain[chain.size() - 2]], points[chain.back()], points[k], 0, 1) <= 0)
                chain.pop_back();
            chain.push_back(k);
        }
        corners.insert(corners.end(), chain.begin() + (chain.empty() ? 0 : 1), chain.end());
    }
    return corners;
}

}  // namespace orthogen
