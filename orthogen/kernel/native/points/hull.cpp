#include "points/hull.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

namespace orthogen {
namespace {

constexpr double STEPS = (1 << 19) - 1;

using Node = Vec<std::int64_t>;

struct Facet {
    std::array<std::int32_t, 3> corner, beside;  // beside[k]: the facet across the edge from corner k to the next
    Node normal;
    std::vector<std::int32_t> above;  // points outside it that no other facet holds
    bool alive = true;
};

struct Edge {
    std::int32_t start, end, outer;  // the facet beyond it, which stays
};

class Quickhull {
  public:
    Quickhull(const Vec3* points, std::size_t count) : nodes_(count) {
        Vec3 low = points[0], high = points[0];
        for (std::size_t k = 0; k < count; ++k) low = lower(low, points[k]), high = upper(high, points[k]);
        const Vec3 size = high - low;
        const double widest = std::max({size.x, size.y, size.z}), scale = widest > 0 ? STEPS / widest : 0;
        for (std::size_t k = 0; k < count; ++k) {
            const Vec3 at = (points[k] - low) * scale;
            nodes_[k] = {std::llround(at.x), std::llround(at.y), std::llround(at.z)};
        }
    }

    std::vector<std::array<std::int64_t, 3>> facets() {
        std::vector<std::array<std::int64_t, 3>> found;
        if (!start()) return found;
        for (std::size_t f = 0; f < facets_.size(); ++f)
            if (facets_[f].alive && !facets_[f].above.empty()) grow(static_cast<std::int32_t>(f));
        for (const Facet& facet : facets_)
            if (facet.alive) found.push_back({facet.corner[0], facet.corner[1], facet.corner[2]});
        return found;
    }

  private:
    // How far a point lies above a facet, times the facet's size.
    std::int64_t height(std::int32_t point, const Facet& facet) const {
        return dot(nodes_[point] - nodes_[facet.corner[0]], facet.normal);
    }

    std::int32_t add(std::int32_t a, std::int32_t b, std::int32_t c) {
        Facet facet{{a, b, c}, {-1, -1, -1}, cross(nodes_[b] - nodes_[a], nodes_[c] - nodes_[a]), {}};
        facets_.push_back(std::move(facet));
        return static_cast<std::int32_t>(facets_.size()) - 1;
    }

    // The point for which `measure` is greatest.
    template <class Measure>
    std::int32_t farthest(Measure measure) const {
        std::int32_t best = 0;
        for (std::int32_t k = 1; k < static_cast<std::int32_t>(nodes_.size()); ++k)
            if (measure(k) > measure(best)) best = k;
        return best;
    }

    // Puts up the first four facets; false if all points lie in one plane.
    bool start() {
        const std::int32_t a = farthest([&](std::int32_t k) { return -nodes_[k].x; });
        const std::int32_t b =
            farthest([&](std::int32_t k) { return square(static_cast<Vec3>(nodes_[k] - nodes_[a])); });
        const Vec3 along = static_cast<Vec3>(nodes_[b] - nodes_[a]);
        const auto off = [&](std::int32_t k) { return square(cross(static_cast<Vec3>(nodes_[k] - nodes_[a]), along)); };
        const std::int32_t c = farthest(off);
        const Node normal = cross(nodes_[b] - nodes_[a], nodes_[c] - nodes_[a]);
        const std::int32_t d = farthest([&](std::int32_t k) { return std::abs(dot(nodes_[k] - nodes_[a], normal)); });
        const std::int64_t side = dot(nodes_[d] - nodes_[a], normal);
        if (side == 0) return false;
        const std::array<std::int32_t, 4> v = side < 0 ? std::array{a, b, c, d} : std::array{a, c, b, d};
        add(v[0], v[1], v[2]), add(v[0], v[3], v[1]), add(v[1], v[3], v[2]), add(v[2], v[3], v[0]);
        facets_[0].beside = {1, 2, 3}, facets_[1].beside = {3, 2, 0};
        facets_[2].beside = {1, 3, 0}, facets_[3].beside = {2, 1, 0};
        std::vector<std::int32_t> all(nodes_.size());
        for (std::size_t k = 0; k < all.size(); ++k) all[k] = static_cast<std::int32_t>(k);
        hand_out(all, 0);
        return true;
    }

    // Gives each point to the first of the facets from `first` on that it lies above.
    void hand_out(const std::vector<std::int32_t>& points, std::size_t first) {
        for (const std::int32_t p : points)
            for (std::size_t f = first; f < facets_.size(); ++f)
                if (height(p, facets_[f]) > 0) {
                    facets_[f].above.push_back(p);
                    break;
                }
    }

    // Puts a cone from the edge of all that a facet's farthest point sees to that point.
    void grow(std::int32_t from) {
        std::int32_t tip = facets_[from].above[0];
        for (const std::int32_t p : facets_[from].above)
            if (height(p, facets_[from]) > height(tip, facets_[from])) tip = p;
        std::vector<Edge> rim;
        std::vector<std::int32_t> free;
        see(from, -1, tip, rim, free);
        const std::size_t first = facets_.size();
        for (const Edge& edge : rim) {
            const std::int32_t added = add(edge.start, edge.end, tip);
            facets_[added].beside[0] = edge.outer;
            auto& outer = facets_[edge.outer];
            for (int k = 0; k < 3; ++k)
                if (outer.corner[k] == edge.end && outer.corner[(k + 1) % 3] == edge.start) outer.beside[k] = added;
        }
        const auto count = static_cast<std::int32_t>(rim.size()), base = static_cast<std::int32_t>(first);
        // the rim comes in its own order, each edge ends where the next starts
        for (std::int32_t k = 0; k < count; ++k) {
            facets_[base + k].beside[1] = base + (k + 1) % count;
            facets_[base + k].beside[2] = base + (k + count - 1) % count;
        }
        hand_out(free, first);
    }

    // Takes away all facets that the tip sees or lies in the plane of, round about from one of them, and notes the
    // edges to those that stay in the order of a walk around them. entry: the edge by which the facet was reached.
    void see(std::int32_t facet, int entry, std::int32_t tip, std::vector<Edge>& rim, std::vector<std::int32_t>& free) {
        facets_[facet].alive = false;
        free.insert(free.end(), facets_[facet].above.begin(), facets_[facet].above.end());
        facets_[facet].above.clear();
        for (int step = entry < 0 ? 0 : 1; step < 3; ++step) {
            const int k = (std::max(entry, 0) + step) % 3;
            const std::int32_t next = facets_[facet].beside[k];
            if (!facets_[next].alive) continue;
            const std::int32_t start = facets_[facet].corner[k], end = facets_[facet].corner[(k + 1) % 3];
            if (height(tip, facets_[next]) < 0) {
                rim.push_back({start, end, next});
                continue;
            }
            int back = 0;
            while (back < 2 && !(facets_[next].corner[back] == end && facets_[next].corner[(back + 1) % 3] == start))
                ++back;
            see(next, back, tip, rim, free);
        }
    }

    std::vector<Node> nodes_;
    std::vector<Facet> facets_;
};

}  // namespace

std::vector<std::array<std::int64_t, 3>> convex_hull(const Vec3* points, std::size_t count) {
    return count < 4 ? std::vector<std::array<std::int64_t, 3>>{} : Quickhull(points, count).facets();
}

}  // namespace orthogen
