#include "points/slab.h"

#include <limits>

#include "packs.h"

namespace orthogen {
namespace {

constexpr float NOWHERE = 1e9F, LARGEST = std::numeric_limits<float>::max();
constexpr float SLACK = 1e-6F;  // of what coordinates are rounded from

struct Range {
    float low, high;
    float size() const { return high - low; }
    float middle() const { return (low + high) / 2; }
};

// How far `count` triangles reach along an axis.
ORTHOGEN_INLINE Range reach(const Batch& batch, int first, int count, Vec3f axis) {
    alignas(32) float low[LANES], high[LANES];
    Floats least_yet{}, most_yet{};
    least_yet = least_yet + LARGEST, most_yet = most_yet + -LARGEST;
    for (int t = first; t < first + count; t += LANES)
        for (int c = 0; c < 3; ++c) {
            const Floats x = lanes(batch.x[c] + t), y = lanes(batch.y[c] + t), z = lanes(batch.z[c] + t);
            const Floats along = x * axis.x + y * axis.y + z * axis.z;
            least_yet = least(along, least_yet), most_yet = most(along, most_yet);
        }
    put(least_yet, low), put(most_yet, high);
    for (int half = LANES / 2; half > 0; half /= 2)
        for (int k = 0; k < half; ++k)
            low[k] = std::min(low[k], low[k + half]), high[k] = std::max(high[k], high[k + half]);
    return {low[0], high[0]};
}

ORTHOGEN_INLINE float sum(const float* values, int count) {
    alignas(32) float each[LANES];
    Floats all = lanes(values);
    for (int t = LANES; t < count; t += LANES) all += lanes(values + t);
    put(all, each);
    for (int half = LANES / 2; half > 0; half /= 2)
        for (int k = 0; k < half; ++k) each[k] += each[k + half];
    return each[0];
}

// A unit vector along a, or `otherwise` where a has no direction; without a branch.
ORTHOGEN_INLINE Vec3f direction(Vec3f a, Vec3f otherwise) {
    const float l = length(a), share = 1 / (l > 0 ? l : 1);
    return {l > 0 ? a.x * share : otherwise.x, l > 0 ? a.y * share : otherwise.y, l > 0 ? a.z * share : otherwise.z};
}

ORTHOGEN_INLINE Vec3f across(Vec3f a) {
    const bool steep = std::fabs(a.x) < 0.6F;
    return direction({steep ? 0 : -a.z, steep ? a.z : 0, steep ? -a.y : a.x}, {0, 0, 1});
}

}  // namespace

void Slabs::empty(int lane) {
    mx[lane] = my[lane] = mz[lane] = NOWHERE;
    nx[lane] = ny[lane] = uy[lane] = uz[lane] = wx[lane] = wz[lane] = thick[lane] = wide[lane] = deep[lane] = 0;
    nz[lane] = ux[lane] = wy[lane] = 1;
}

void Slabs::copy(int k, const Slabs& from, int lane) {
    mx[k] = from.mx[lane], my[k] = from.my[lane], mz[k] = from.mz[lane];
    nx[k] = from.nx[lane], ny[k] = from.ny[lane], nz[k] = from.nz[lane];
    ux[k] = from.ux[lane], uy[k] = from.uy[lane], uz[k] = from.uz[lane];
    wx[k] = from.wx[lane], wy[k] = from.wy[lane], wz[k] = from.wz[lane];
    thick[k] = from.thick[lane], wide[k] = from.wide[lane], deep[k] = from.deep[lane];
}

void Batch::set(int place, Vec3 a, Vec3 b, Vec3 c) {
    const Vec3f corner[3] = {static_cast<Vec3f>(a), static_cast<Vec3f>(b), static_cast<Vec3f>(c)};
    for (int n = 0; n < 3; ++n) x[n][place] = corner[n].x, y[n][place] = corner[n].y, z[n][place] = corner[n].z;
    const Vec3f side[2] = {static_cast<Vec3f>(b - a), static_cast<Vec3f>(c - a)};
    for (int n = 0; n < 2; ++n) ex[n][place] = side[n].x, ey[n][place] = side[n].y, ez[n][place] = side[n].z;
    const Vec3f n = cross(side[0], side[1]);
    nx[place] = n.x, ny[place] = n.y, nz[place] = n.z;
}

ORTHOGEN_CLONES void Batch::leaf(int first, Leaf& f) const {
    for (int k = 0; k < LANES; ++k) {
        const int t = first + k;
        const Vec3f b{ex[0][t], ey[0][t], ez[0][t]}, c{ex[1][t], ey[1][t], ez[1][t]}, side = c - b;
        const Vec3f u = direction(b, {1, 0, 0});
        const Vec3f n = direction(cross(u, direction(c, {0, 1, 0})), across(u));
        const Vec3f w = cross(n, u);
        f.ax[k] = x[0][t], f.ay[k] = y[0][t], f.az[k] = z[0][t];
        f.ux[k] = u.x, f.uy[k] = u.y, f.uz[k] = u.z;
        f.nx[k] = n.x, f.ny[k] = n.y, f.nz[k] = n.z;
        f.ab[k] = length(b), f.ac[k] = length(c), f.bc[k] = length(side);
        const Vec3f to_c = direction({dot(c, u), dot(c, w), 0}, {1, 0, 0});
        const Vec3f b_to_c = direction({dot(side, u), dot(side, w), 0}, {1, 0, 0});
        f.acx[k] = to_c.x, f.acy[k] = to_c.y, f.bcx[k] = b_to_c.x, f.bcy[k] = b_to_c.y;
    }
}

ORTHOGEN_CLONES void Batch::bound(int first, int count, Slabs& s, int lane) const {
    const Vec3f n = direction({sum(nx + first, count), sum(ny + first, count), sum(nz + first, count)}, {0, 0, 1});
    const Vec3f e = across(n), g = cross(n, e);
    const auto ranges = [&](Vec3f axis) ORTHOGEN_INLINED { return reach(*this, first, count, axis); };
    const Range up = ranges(n);
    Range along{}, aside{};
    Vec3f u;
    float least = LARGEST;
    for (const float turn : {0.0F, 1.0F}) {
        const Vec3f axis = direction(e + g * turn, e);
        const Range one = ranges(axis), other = ranges(cross(n, axis));
        if (one.size() * other.size() < least || least == LARGEST)
            least = one.size() * other.size(), u = axis, along = one, aside = other;
    }
    const Vec3f w = cross(n, u), m = n * up.middle() + u * along.middle() + w * aside.middle();
    const float slack = SLACK * (length(m) + up.size() + along.size() + aside.size());
    s.mx[lane] = m.x, s.my[lane] = m.y, s.mz[lane] = m.z;
    s.nx[lane] = n.x, s.ny[lane] = n.y, s.nz[lane] = n.z;
    s.ux[lane] = u.x, s.uy[lane] = u.y, s.uz[lane] = u.z;
    s.wx[lane] = w.x, s.wy[lane] = w.y, s.wz[lane] = w.z;
    s.thick[lane] = up.size() / 2 + slack, s.wide[lane] = along.size() / 2 + slack,
    s.deep[lane] = aside.size() / 2 + slack;
}

}  // namespace orthogen
