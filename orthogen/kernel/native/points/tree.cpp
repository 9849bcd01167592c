#include "points/tree.h"

#include <algorithm>
#include <memory>

#include "points/order.h"
#include "parallel.h"

namespace orthogen {

// The room in which a branch is made.
struct Tree::Bench {
    Halving halving;
    Batch batch;
    std::array<Face, Batch::MOST> face;
    std::array<std::array<Vec3, 3>, Batch::MOST> corner;
    std::array<Vec3, Batch::MOST> middle;  // three times that of each face
};

Tree::Tree(MeshView mesh, int threads) : mesh_(mesh) {
    Box box;
    for (std::size_t v = 0; v < mesh.point_count; ++v) box.add(mesh.points[v]);
    centre_ = box.centre();
    const Bulk<std::int32_t> order = morton_order(mesh, box, threads);
    const auto nodes = [&](std::size_t per_node) { return (mesh.face_count + per_node - 1) / per_node; };
    corners_.resize(nodes(8) * 8), leaves_.resize(nodes(8)), twigs_.resize(nodes(64)), branches_.resize(nodes(512));
    Bulk<Slabs> tops(nodes(4096));
    in_parallel(threads, branches_.size(), 8, [&](std::size_t first, std::size_t last) {
        const auto bench = std::make_unique<Bench>();
        for (std::size_t b = first; b < last; ++b) build_branch(b, order, *bench, tops[b / LANES]);
    });
    roots_.size = tops.size();
    roots_.groups.assign(tops.begin(), tops.end());
    for (std::size_t b = branches_.size(); b % LANES; ++b) roots_.groups.back().empty(static_cast<int>(b % LANES));
    for (std::size_t b = 0; b < branches_.size(); ++b) roots_.node.push_back(static_cast<std::int32_t>(b));
}

// Takes the faces of a branch from the mesh, once, and fills the batch with them in their order.
int Tree::fill(std::size_t first, const Bulk<std::int32_t>& order, Bench& bench) {
    const int own = static_cast<int>(std::min<std::size_t>(Batch::MOST, order.size() - first));
    constexpr int AHEAD = 10;
    Box box;
    for (int n = 0; n < own; ++n) {
        if (n + 2 * AHEAD < own) fetch(&mesh_.faces[order[first + n + 2 * AHEAD]]);
        if (n + AHEAD < own) mesh_.fetch_corners(order[first + n + AHEAD]);
        const Face& face = bench.face[n] = mesh_.faces[order[first + n]];
        auto& corner = bench.corner[n] = {mesh_.points[face[0]], mesh_.points[face[1]], mesh_.points[face[2]]};
        box.add(bench.middle[n] = corner[0] + corner[1] + corner[2]);
    }
    bench.halving.order(bench.middle.data(), own, box);
    const int count = (own + LANES - 1) / LANES * LANES;
    for (int t = 0; t < count; ++t) {
        const int n = bench.halving[std::min(t, own - 1)];  // the last leaf is filled up
        for (int k = 0; k < 3; ++k) corners_[first + t][k] = static_cast<std::int32_t>(bench.face[n][k]);
        const auto& [a, b, c] = bench.corner[n];
        bench.batch.set(t, a - centre_, b - centre_, c - centre_);
    }
    return count;
}

void Tree::build_branch(std::size_t branch, const Bulk<std::int32_t>& order, Bench& bench, Slabs& top) {
    const std::size_t first = branch * Batch::MOST;
    const int count = fill(first, order, bench);
    const Batch& batch = bench.batch;
    const auto bound = [&](int at, int size, Slabs& slabs, int lane) {
        if (at < count) return batch.bound(at, std::min(size, count - at), slabs, lane);
        slabs.empty(lane);
    };
    for (int l = 0; l < count / LANES; ++l) batch.leaf(l * LANES, leaves_[first / LANES + l]);
    for (int l = 0; l < (count + 63) / 64 * LANES; ++l)
        bound(l * LANES, LANES, twigs_[first / 64 + l / LANES], l % LANES);
    for (int t = 0; t < LANES; ++t) bound(t * 64, 64, branches_[branch], t);
    bound(0, Batch::MOST, top, static_cast<int>(branch % LANES));
}

ORTHOGEN_INLINE bool Tree::search_leaf(std::int32_t leaf, Vec3f p, Nearest& best) const {
    alignas(32) float square[LANES];
    distances(leaves_[leaf], p, square);
    const std::int32_t least = least_with_lane(square);
    const float value = lane_value(least);
    if (!(value < best.square)) return false;
    best = {value, leaf * LANES + lane_of(least)};
    return true;
}

// Calls visit(lane) for the slabs nearer than `best`, the nearest first; true as soon as a visit has found enough.
template <class Visit>
ORTHOGEN_INLINE bool visit_nearer(const Slabs& slabs, Vec3f p, const Nearest& best, Visit visit) {
    alignas(32) float square[LANES];
    bounds(slabs, p, square);
    for (unsigned open = below(square, best.square); open; open &= below(square, best.square)) {
        const int lane = open & (open - 1) ? least_lane(square, open) : lowest_bit(open);
        open &= ~(1U << lane);
        if (visit(lane)) return true;
    }
    return false;
}

// Calls visit(node) for the nodes one level below a frontier, with bounds in `inner`, that are nearer than `best`, in
// their order: from a good guess no other is quicker.
template <class Visit>
ORTHOGEN_INLINE bool visit_below(const Frontier& among, const Slabs* inner, Vec3f p, const Nearest& best, Visit visit) {
    alignas(32) float square[LANES], below_it[LANES * LANES];
    std::int32_t node[LANES];
    for (std::size_t first = 0; first < among.size; first += LANES) {
        const std::size_t last = std::min(among.size, first + LANES);
        std::uint64_t outer = 0;
        for (std::size_t g = first; g < last; ++g) {
            bounds(among.groups[g], p, square);
            outer |= static_cast<std::uint64_t>(below(square, best.square)) << LANES * (g - first);
        }
        while (outer) {
            std::uint64_t open = 0;
            for (int count = 0; outer && count < LANES; outer &= outer - 1, ++count) {
                node[count] = among.node[first * LANES + lowest_bit(outer)];
                bounds(inner[node[count]], p, below_it + LANES * count);
                open |= static_cast<std::uint64_t>(below(below_it + LANES * count, best.square)) << LANES * count;
            }
            for (; open; open &= open - 1) {
                const int k = lowest_bit(open);
                if (below_it[k] < best.square && visit(node[k / LANES] * LANES + k % LANES)) return true;
            }
        }
    }
    return false;
}

template <bool ANY>
ORTHOGEN_INLINE bool Tree::search(const Frontier& among, Vec3f p, Nearest& best) const {
    const std::int32_t known = best.place < 0 ? -1 : best.place / LANES;
    const auto leaf = [&](std::int32_t node) ORTHOGEN_INLINED {
        return node != known && search_leaf(node, p, best) && ANY;
    };
    const auto twig = [&](std::int32_t node) ORTHOGEN_INLINED {
        return visit_nearer(twigs_[node], p, best,
                            [&](int lane) ORTHOGEN_INLINED { return leaf(node * LANES + lane); });
    };
    const auto branch = [&](std::int32_t node) ORTHOGEN_INLINED {
        return visit_nearer(branches_[node], p, best,
                            [&](int lane) ORTHOGEN_INLINED { return twig(node * LANES + lane); });
    };
    if (among.level == Level::twig) return visit_below(among, twigs_.data(), p, best, leaf);
    for (std::size_t g = 0; g < among.size; ++g) {
        const std::int32_t* node = &among.node[g * LANES];
        if (visit_nearer(among.groups[g], p, best, [&](int lane) ORTHOGEN_INLINED { return branch(node[lane]); }))
            return true;
    }
    return false;
}

ORTHOGEN_CLONES void Tree::nearest(const Frontier& among, Vec3f p, Nearest& best) const {
    search<false>(among, p, best);
}

ORTHOGEN_CLONES bool Tree::touches(const Frontier& among, Vec3f p, Nearest& best) const {
    return search<true>(among, p, best);
}

Vec3f Tree::foot_in_floats(std::int32_t place, Vec3f p) const {
    return orthogen::foot(leaves_[place / LANES], place % LANES, p);
}

ORTHOGEN_CLONES void Tree::look_again(std::int32_t place, Vec3f p, Nearest& best) const {
    search_leaf(place / LANES, p, best);
}

// Bit k is set if slab k may hold the nearest point, or one within the cap, of some point of the region.
ORTHOGEN_INLINE unsigned matter(const Slabs& s, const Region& region) {
    alignas(32) float over[LANES], apart[LANES];
    bounds(s, region.middle, over);
    const float reach = region.radius + region.cap;
    const unsigned open = below(over, reach * reach * 1.00001F);
    if (!open || !region.known) return open;
    bounds(s, region.foot, apart);
    const Vec3f a = region.axis;
    for (int k = 0; k < LANES; ++k) {
        const float middle =
            a.x * (s.mx[k] - region.foot.x) + a.y * (s.my[k] - region.foot.y) + a.z * (s.mz[k] - region.foot.z);
        const float rise = middle + std::fabs(a.x * s.nx[k] + a.y * s.ny[k] + a.z * s.nz[k]) * s.thick[k] +
                           std::fabs(a.x * s.ux[k] + a.y * s.uy[k] + a.z * s.uz[k]) * s.wide[k] +
                           std::fabs(a.x * s.wx[k] + a.y * s.wy[k] + a.z * s.wz[k]) * s.deep[k];
        const float off = std::sqrt(apart[k]) - region.radius * 1.00001F;
        over[k] = off > 0 ? off * off - region.radius * region.radius - 2 * rise - 1e-5F * apart[k] : -1.0F;
    }
    return open & below(over, 0);
}

ORTHOGEN_CLONES void Tree::gather(const Frontier& among, const Region& region, Level level, Frontier& into) const {
    into.level = level;
    into.node.clear();
    for (std::size_t g = 0; g < among.size; ++g)
        for (unsigned open = matter(among.groups[g], region); open; open &= open - 1) {
            const std::int32_t node = among.node[g * LANES + lowest_bit(open)];
            if (among.level == level) {
                into.node.push_back(node);
                continue;
            }
            for (unsigned inner = matter(branches_[node], region); inner; inner &= inner - 1)
                into.node.push_back(node * LANES + lowest_bit(inner));
        }
    group(into);
}

// Copies the bounds of the nodes of a frontier into groups.
void Tree::group(Frontier& frontier) const {
    const std::size_t count = frontier.node.size();
    frontier.size = (count + LANES - 1) / LANES;
    if (frontier.groups.size() < frontier.size) frontier.groups.resize(frontier.size);
    const Slabs* from = frontier.level == Level::twig ? branches_.data() : roots_.groups.data();
    for (std::size_t n = 0; n < frontier.size * LANES; ++n) {
        Slabs& group = frontier.groups[n / LANES];
        const auto lane = static_cast<int>(n % LANES);
        if (n >= count) group.empty(lane);
        else group.copy(lane, from[frontier.node[n] / LANES], frontier.node[n] % LANES);
    }
}

Frontier Tree::of_twigs(const std::int32_t* twigs, std::size_t count) const {
    Frontier frontier;
    frontier.level = Level::twig;
    frontier.node.assign(twigs, twigs + count);
    group(frontier);
    return frontier;
}

Vec3 Tree::foot(std::int32_t place, Vec3 p) const {
    const auto& corner = corners_[place];
    return nearest_on_triangle(p, mesh_.points[corner[0]], mesh_.points[corner[1]], mesh_.points[corner[2]]);
}

}  // namespace orthogen
