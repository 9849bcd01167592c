#include "points/tree.h"

#include "points/order.h"
#include "parallel.h"

namespace orthogen {
namespace {

constexpr float ROUND_OFF = 2e-6F;   // of the squared distance to a disc's middle: far above the error of its bound
constexpr float NOWHERE = 1e9F;

ORTHOGEN_INLINE void bounds(const Discs& d, Vec3f p, float* square) {
    for (int k = 0; k < LANES; ++k) {
        const float x = p.x - d.mx[k], y = p.y - d.my[k], z = p.z - d.mz[k];
        const float h = x * d.nx[k] + y * d.ny[k] + z * d.nz[k];
        const float all = x * x + y * y + z * z;
        const float flat = all - h * h;
        const float rho = std::sqrt(flat > 0 ? flat : 0.0F) - d.radius[k];
        const float high = (h < 0 ? -h : h) - d.thick[k];
        const float r = rho > 0 ? rho : 0.0F, t = high > 0 ? high : 0.0F;
        square[k] = r * r + t * t - ROUND_OFF * all;
    }
}

ORTHOGEN_INLINE float clamped(float t, float high) { return t < 0 ? 0 : t > high ? high : t; }
ORTHOGEN_INLINE float lesser(float a, float b) { return a < b ? a : b; }

ORTHOGEN_INLINE void distances(const Leaf& f, Vec3f p, float* square) {
    for (int k = 0; k < LANES; ++k) {
        const float px = p.x - f.ax[k], py = p.y - f.ay[k], pz = p.z - f.az[k];
        const float wx = f.ny[k] * f.uz[k] - f.nz[k] * f.uy[k];
        const float wy = f.nz[k] * f.ux[k] - f.nx[k] * f.uz[k];
        const float wz = f.nx[k] * f.uy[k] - f.ny[k] * f.ux[k];
        const float x = px * f.ux[k] + py * f.uy[k] + pz * f.uz[k];
        const float y = px * wx + py * wy + pz * wz;
        const float z = px * f.nx[k] + py * f.ny[k] + pz * f.nz[k];
        const float t = x - clamped(x, f.ab[k]);
        const float b = x * f.acx[k] + y * f.acy[k], right = x * f.acy[k] - y * f.acx[k];
        const float s = b - clamped(b, f.ac[k]);
        const float q = x - f.ab[k];
        const float c = q * f.bcx[k] + y * f.bcy[k], left = y * f.bcx[k] - q * f.bcy[k];
        const float r = c - clamped(c, f.bc[k]);
        const float border = lesser(lesser(t * t + y * y, s * s + right * right), r * r + left * left);
        square[k] = z * z + (lesser(lesser(right, left), y) >= 0 ? 0.0F : border);
    }
}

void empty_lane(Discs& d, int k) {
    d.mx[k] = d.my[k] = d.mz[k] = NOWHERE;
    d.nx[k] = d.ny[k] = d.radius[k] = d.thick[k] = 0;
    d.nz[k] = 1;
}

}  // namespace

void Frontier::add(const Discs& from, int lane, std::int32_t number) {
    if (used_ % LANES == 0) {
        static const Discs EMPTY = [] {
            Discs d;
            for (int k = 0; k < LANES; ++k) empty_lane(d, k);
            return d;
        }();
        groups.push_back(EMPTY);
        node.insert(node.end(), LANES, -1);
    }
    Discs& d = groups.back();
    const int k = used_ % LANES;
    d.mx[k] = from.mx[lane], d.my[k] = from.my[lane], d.mz[k] = from.mz[lane];
    d.nx[k] = from.nx[lane], d.ny[k] = from.ny[lane], d.nz[k] = from.nz[lane];
    d.radius[k] = from.radius[lane], d.thick[k] = from.thick[lane];
    node[used_++] = number;
}

Tree::Tree(MeshView mesh, int threads) : mesh_(mesh) {
    Box box;
    for (std::size_t v = 0; v < mesh.point_count; ++v) box.add(mesh.points[v]);
    centre_ = box.centre();
    order_ = near_order(mesh, threads);
    const std::size_t whole = (order_.size() + LANES - 1) / LANES * LANES;
    order_.resize(whole, order_.back());
    const auto nodes = [&](std::size_t per_node) { return (mesh.face_count + per_node - 1) / per_node; };
    leaves_.resize(nodes(8)), twigs_.resize(nodes(64)), branches_.resize(nodes(512));
    in_parallel(threads, branches_.size(), 8, [&](std::size_t first, std::size_t last) {
        for (std::size_t l = first * 64; l < std::min(last * 64, leaves_.size()); ++l) build_leaf(l);
        for (std::size_t t = first * 8; t < std::min(last * 8, twigs_.size()); ++t) twigs_[t] = bounds_of(t * 8, 8);
        for (std::size_t b = first; b < last; ++b) branches_[b] = bounds_of(b * 8, 64);
    });
    for (std::size_t b = 0; b < branches_.size(); b += 8) {
        const Discs group = bounds_of(b, 512);
        for (int k = 0; k < LANES && b + k < branches_.size(); ++k)
            roots_.add(group, k, static_cast<std::int32_t>(b) + k);
    }
}

void Tree::build_leaf(std::size_t leaf) {
    Leaf& f = leaves_[leaf];
    for (int k = 0; k < LANES; ++k) {
        const Face& face = mesh_.faces[order_[leaf * LANES + k]];
        const Vec3 a = mesh_.points[face[0]], ab = mesh_.points[face[1]] - a, ac = mesh_.points[face[2]] - a;
        const Vec3 u = unit(ab, {1, 0, 0});
        const Vec3 n = unit(cross(u, unit(ac, {0, 1, 0})), beside(u));
        const Vec3 w = cross(n, u), at = a - centre_;
        f.ax[k] = static_cast<float>(at.x), f.ay[k] = static_cast<float>(at.y), f.az[k] = static_cast<float>(at.z);
        f.ux[k] = static_cast<float>(u.x), f.uy[k] = static_cast<float>(u.y), f.uz[k] = static_cast<float>(u.z);
        f.nx[k] = static_cast<float>(n.x), f.ny[k] = static_cast<float>(n.y), f.nz[k] = static_cast<float>(n.z);
        const double l = length(ab), cx = dot(ac, u), cy = dot(ac, w), far = length(ac), across = length(ac - ab);
        const Vec3 to_c = unit({cx, cy, 0}, {1, 0, 0}), b_to_c = unit({cx - l, cy, 0}, {1, 0, 0});
        f.ab[k] = static_cast<float>(l), f.ac[k] = static_cast<float>(far), f.bc[k] = static_cast<float>(across);
        f.acx[k] = static_cast<float>(to_c.x), f.acy[k] = static_cast<float>(to_c.y);
        f.bcx[k] = static_cast<float>(b_to_c.x), f.bcy[k] = static_cast<float>(b_to_c.y);
    }
}

// The discs around eight nodes, each of so many triangles.
Discs Tree::bounds_of(std::size_t first_node, int triangles_per_node) const {
    Discs d;
    for (int k = 0; k < LANES; ++k) {
        const std::size_t first = (first_node + k) * triangles_per_node;
        const std::size_t last = std::min(first + triangles_per_node, mesh_.face_count);
        if (first >= last) {
            empty_lane(d, k);
            continue;
        }
        Box box;
        Vec3 sum;
        for (std::size_t t = first; t < last; ++t) {
            const Face& face = mesh_.faces[order_[t]];
            const Vec3 a = mesh_.points[face[0]], b = mesh_.points[face[1]], c = mesh_.points[face[2]];
            box.add(a), box.add(b), box.add(c);
            sum += cross(b - a, c - a);
        }
        const Vec3 n = unit(sum, {0, 0, 1}), middle = box.centre();
        double low = 0, high = 0, far = 0;
        for (std::size_t t = first; t < last; ++t)
            for (const std::int64_t v : mesh_.faces[order_[t]]) {
                const Vec3 q = mesh_.points[v] - middle;
                const double h = dot(q, n);
                low = std::min(low, h), high = std::max(high, h), far = std::max(far, square(q) - h * h);
            }
        const Vec3 m = middle + n * ((low + high) / 2) - centre_;
        const double slack = 1e-6 * (length(m) + length(box.extent()));
        d.mx[k] = static_cast<float>(m.x), d.my[k] = static_cast<float>(m.y), d.mz[k] = static_cast<float>(m.z);
        d.nx[k] = static_cast<float>(n.x), d.ny[k] = static_cast<float>(n.y), d.nz[k] = static_cast<float>(n.z);
        d.radius[k] = static_cast<float>(std::sqrt(far) + slack);
        d.thick[k] = static_cast<float>((high - low) / 2 + slack);
    }
    return d;
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

// Calls visit(lane) for the discs nearer than `best`, the nearest first; true as soon as a visit has found enough.
template <class Visit>
ORTHOGEN_INLINE bool visit_nearer(const Discs& discs, Vec3f p, const Nearest& best, Visit visit) {
    alignas(32) float square[LANES];
    bounds(discs, p, square);
    for (unsigned open = below(square, best.square); open; open &= below(square, best.square)) {
        const int lane = open & (open - 1) ? least_lane(square, open) : lowest_bit(open);
        open &= ~(1U << lane);
        if (visit(lane)) return true;
    }
    return false;
}

template <bool ANY>
ORTHOGEN_INLINE bool Tree::search(const Frontier& among, Vec3f p, Nearest& best) const {
    const auto leaf = [&](std::int32_t node) { return search_leaf(node, p, best) && ANY; };
    if (among.level == Level::leaf) {
        alignas(32) float square[LANES * LANES];
        for (std::size_t from = 0; from < among.groups.size(); from += LANES) {
            const std::size_t count = std::min<std::size_t>(LANES, among.groups.size() - from);
            std::uint64_t open = 0;
            for (std::size_t g = 0; g < count; ++g) {
                bounds(among.groups[from + g], p, square + LANES * g);
                open |= static_cast<std::uint64_t>(below(square + LANES * g, best.square)) << LANES * g;
            }
            for (; open; open &= open - 1) {
                const int k = lowest_bit(open);
                if (square[k] < best.square && leaf(among.node[from * LANES + k])) return true;
            }
        }
        return false;
    }
    const auto twig = [&](std::int32_t node) {
        return visit_nearer(twigs_[node], p, best, [&](int lane) { return leaf(node * LANES + lane); });
    };
    const auto branch = [&](std::int32_t node) {
        return visit_nearer(branches_[node], p, best, [&](int lane) { return twig(node * LANES + lane); });
    };
    for (std::size_t g = 0; g < among.groups.size(); ++g) {
        const std::int32_t* node = &among.node[g * LANES];
        const bool enough = visit_nearer(among.groups[g], p, best, [&](int lane) {
            return among.level == Level::twig ? twig(node[lane]) : branch(node[lane]);
        });
        if (enough) return true;
    }
    return false;
}

ORTHOGEN_CLONES void Tree::nearest(const Frontier& among, Vec3f p, Nearest& best) const {
    search<false>(among, p, best);
}

ORTHOGEN_CLONES bool Tree::touches(const Frontier& among, Vec3f p, Nearest& best) const {
    return search<true>(among, p, best);
}

ORTHOGEN_CLONES void Tree::look_again(std::int32_t place, Vec3f p, Nearest& best) const {
    search_leaf(place / LANES, p, best);
}

ORTHOGEN_CLONES void Tree::gather(const Frontier& among, Vec3f p, float reach, Level level, Frontier& into) const {
    alignas(32) float square[LANES], inner[LANES];
    const float limit = reach * reach;
    into.clear();
    into.level = level;
    for (std::size_t g = 0; g < among.groups.size(); ++g) {
        bounds(among.groups[g], p, square);
        for (unsigned near = below(square, limit); near; near &= near - 1) {
            const int k = lowest_bit(near);
            const std::int32_t node = among.node[g * LANES + k];
            if (among.level == level) {
                into.add(among.groups[g], k, node);
                continue;
            }
            const Discs& below_it = among.level == Level::twig ? twigs_[node] : branches_[node];
            bounds(below_it, p, inner);
            for (unsigned inside = below(inner, limit); inside; inside &= inside - 1) {
                const int t = lowest_bit(inside);
                into.add(below_it, t, node * LANES + t);
            }
        }
    }
}

Frontier Tree::of_twigs(const std::int32_t* twigs, std::size_t count) const {
    Frontier frontier;
    frontier.level = Level::twig;
    for (std::size_t n = 0; n < count; ++n) frontier.add(branches_[twigs[n] / LANES], twigs[n] % LANES, twigs[n]);
    return frontier;
}

Vec3 Tree::foot(std::int32_t place, Vec3 p) const {
    const Face& face = mesh_.faces[order_[place]];
    return nearest_on_triangle(p, mesh_.points[face[0]], mesh_.points[face[1]], mesh_.points[face[2]]);
}

}  // namespace orthogen
