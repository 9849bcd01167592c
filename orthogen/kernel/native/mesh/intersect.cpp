#include "mesh/intersect.h"

#include <algorithm>

#include "lanes.h"
#include "mesh/meet.h"
#include "points/order.h"
#include "parallel.h"

namespace orthogen {
namespace {

constexpr int AXES = 4;             // x, y, z and x − y: the long sides of a lattice's triangles lie along the last
constexpr std::size_t FIRST = 32;   // leaves before the first look at how many pairs were found; then twice as many

// Lower ends and negated upper ends, rounded outwards: boxes meet if one's `near` is nowhere above the other's `far`.
struct alignas(32) Slab {
    float near[2 * AXES];
    bool meets(const Slab& other) const {
        bool all = true;
        for (int k = 0; k < AXES; ++k) all &= near[k] <= -other.near[k + AXES] && other.near[k] <= -near[k + AXES];
        return all;
    }
    void add(const Slab& other) {
        for (int k = 0; k < 2 * AXES; ++k) near[k] = std::min(near[k], other.near[k]);
    }
};

Slab slab_of(const MeshView& mesh, const Face& face) {
    Slab slab;
    std::fill(slab.near, slab.near + 2 * AXES, std::numeric_limits<float>::infinity());
    for (const std::int64_t v : face) {
        const Vec3 p = mesh.points[v];
        const double at[AXES] = {p.x, p.y, p.z, p.x - p.y};
        for (int k = 0; k < AXES; ++k) {
            slab.near[k] = std::min(slab.near[k], std::nextafter(static_cast<float>(at[k]), -INFINITY));
            slab.near[k + AXES] = std::min(slab.near[k + AXES], std::nextafter(static_cast<float>(-at[k]), -INFINITY));
        }
    }
    return slab;
}

class Search {
  public:
    Search(MeshView mesh, int threads) : mesh_(mesh), order_(near_order(mesh, threads)) {
        levels_.emplace_back(mesh.face_count);
        in_parallel(threads, mesh.face_count, 1 << 13, [&](std::size_t first, std::size_t last) {
            for (std::size_t n = first; n < last; ++n) levels_[0][n] = slab_of(mesh_, mesh_.faces[order_[n]]);
        });
        while (levels_.back().size() > 1) {
            const std::vector<Slab>& fine = levels_.back();
            std::vector<Slab> coarse((fine.size() + LANES - 1) / LANES);
            for (std::size_t n = 0; n < fine.size(); ++n)
                if (n % LANES == 0) coarse[n / LANES] = fine[n]; else coarse[n / LANES].add(fine[n]);
            levels_.push_back(std::move(coarse));
        }
    }

    std::size_t leaves() const { return (levels_[0].size() + LANES - 1) / LANES; }

    // The pairs of faces of one leaf with faces of this and later ones.
    void search(std::size_t leaf, std::vector<Pair>& found) const {
        descend(levels_.size() - 1, 0, leaf, found);
    }

  private:
    void descend(std::size_t level, std::size_t node, std::size_t leaf, std::vector<Pair>& found) const {
        const Slab& mine = levels_[std::min<std::size_t>(1, levels_.size() - 1)][levels_.size() > 1 ? leaf : 0];
        if (level <= 1) return meet_leaves(leaf, node, found);
        const std::size_t last = std::min((node + 1) * LANES, levels_[level - 1].size());
        std::size_t span = 1;  // leaves under each child
        for (std::size_t l = level - 1; l > 1; --l) span *= LANES;
        for (std::size_t child = node * LANES; child < last; ++child)
            if ((child + 1) * span > leaf && levels_[level - 1][child].meets(mine)) descend(level - 1, child, leaf, found);
    }

    void meet_leaves(std::size_t one, std::size_t other, std::vector<Pair>& found) const {
        const std::size_t count = levels_[0].size();
        for (std::size_t i = one * LANES; i < std::min(count, (one + 1) * LANES); ++i)
            for (std::size_t j = std::max(i + 1, other * LANES); j < std::min(count, (other + 1) * LANES); ++j)
                if (levels_[0][i].meets(levels_[0][j]) &&
                    faces_meet(mesh_.points, mesh_.faces[order_[i]], mesh_.faces[order_[j]]))
                    found.push_back({std::min(order_[i], order_[j]), std::max(order_[i], order_[j])});
    }

    MeshView mesh_;
    Bulk<std::int32_t> order_;
    std::vector<std::vector<Slab>> levels_;
};

}  // namespace

std::vector<Pair> crossing_pairs(MeshView mesh, std::size_t most, int threads) {
    std::vector<Pair> all;
    if (mesh.face_count == 0) return all;
    const Search search(mesh, threads);
    std::size_t count = FIRST;
    for (std::size_t from = 0; from < search.leaves() && all.size() < most;) {
        count = std::min(count, search.leaves() - from);
        std::vector<std::vector<Pair>> found(count);
        in_parallel(threads, count, 32, [&](std::size_t first, std::size_t last) {
            for (std::size_t n = first; n < last; ++n) search.search(from + n, found[n]);
        });
        for (const auto& part : found) all.insert(all.end(), part.begin(), part.end());
        from += count;
        count *= 2;
    }
    std::sort(all.begin(), all.end(), [](const Pair& a, const Pair& b) {
        return a.one != b.one ? a.one < b.one : a.other < b.other;
    });
    return all;
}

}  // namespace orthogen
