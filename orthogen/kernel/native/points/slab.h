// Slab. triangles -> the leaves and the flat boxes that a tree of them is made of, eight side by side.
#pragma once
#include "lanes.h"
#include "vec.h"

namespace orthogen {

// Eight flat boxes: middle m, axes n (across), u and w = n × u (along), half the size along each.
struct alignas(32) Slabs {
    float mx[LANES], my[LANES], mz[LANES];
    float nx[LANES], ny[LANES], nz[LANES];
    float ux[LANES], uy[LANES], uz[LANES];
    float wx[LANES], wy[LANES], wz[LANES];
    float thick[LANES], wide[LANES], deep[LANES];

    // A lane that bounds nothing, far away.
    void empty(int lane);
    void copy(int lane, const Slabs& from, int from_lane);
};

// Eight triangles, each in its own frame: corner a is the origin, b = (ab, 0), c = ac · (acx, acy), n the normal.
struct alignas(32) Leaf {
    float ax[LANES], ay[LANES], az[LANES];
    float ux[LANES], uy[LANES], uz[LANES];
    float nx[LANES], ny[LANES], nz[LANES];
    float ab[LANES], ac[LANES], bc[LANES];  // the lengths of the sides, and the directions of two of them
    float acx[LANES], acy[LANES], bcx[LANES], bcy[LANES];
};

// Triangles one after another, a whole number of eights: their corners relative to the tree's centre.
struct alignas(32) Batch {
    static constexpr int MOST = LANES * LANES * LANES;
    static constexpr int ROOM = MOST + 2 * LANES;  // powers of two apart, rows would drive one another out of the cache
    float x[3][ROOM], y[3][ROOM], z[3][ROOM];      // of each corner
    float ex[2][ROOM], ey[2][ROOM], ez[2][ROOM];   // of the sides from the first corner to the others
    float nx[ROOM], ny[ROOM], nz[ROOM];            // their cross products

    void set(int place, Vec3 a, Vec3 b, Vec3 c);
    void leaf(int first, Leaf& f) const;
    // Bounds `count` triangles in one lane.
    void bound(int first, int count, Slabs& slabs, int lane) const;
};

// The squares of the distances from p to eight slabs, or a little less.
ORTHOGEN_INLINE float beyond(float x, float half) {
    const float out = std::fabs(x) - half;
    return out > 0 ? out : 0.0F;
}

ORTHOGEN_INLINE void bounds(const Slabs& s, Vec3f p, float* square) {
    for (int k = 0; k < LANES; ++k) {
        const float x = p.x - s.mx[k], y = p.y - s.my[k], z = p.z - s.mz[k];
        const float h = beyond(x * s.nx[k] + y * s.ny[k] + z * s.nz[k], s.thick[k]);
        const float u = beyond(x * s.ux[k] + y * s.uy[k] + z * s.uz[k], s.wide[k]);
        const float w = beyond(x * s.wx[k] + y * s.wy[k] + z * s.wz[k], s.deep[k]);
        square[k] = (h * h + u * u + w * w) * 0.999998F;
    }
}

// The squares of the distances from p to eight triangles.
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

// The point nearest to p of the triangle in one lane.
inline Vec3f foot(const Leaf& f, int k, Vec3f p) {
    const Vec3f a{f.ax[k], f.ay[k], f.az[k]}, u{f.ux[k], f.uy[k], f.uz[k]};
    const Vec3f w = cross(Vec3f{f.nx[k], f.ny[k], f.nz[k]}, u);
    const float x = dot(p - a, u), y = dot(p - a, w), q = x - f.ab[k];
    const float right = x * f.acy[k] - y * f.acx[k], left = y * f.bcx[k] - q * f.bcy[k];
    if (lesser(lesser(right, left), y) >= 0) return a + u * x + w * y;
    const float t = clamped(x, f.ab[k]), s = clamped(x * f.acx[k] + y * f.acy[k], f.ac[k]);
    const float r = clamped(q * f.bcx[k] + y * f.bcy[k], f.bc[k]);
    const float on_ac[2] = {s * f.acx[k], s * f.acy[k]}, on_bc[2] = {f.ab[k] + r * f.bcx[k], r * f.bcy[k]};
    const auto off = [&](float i, float j) { return (x - i) * (x - i) + (y - j) * (y - j); };
    const float ab = off(t, 0), ac = off(on_ac[0], on_ac[1]), bc = off(on_bc[0], on_bc[1]);
    if (ab <= ac && ab <= bc) return a + u * t;
    return ac <= bc ? a + u * on_ac[0] + w * on_ac[1] : a + u * on_bc[0] + w * on_bc[1];
}

}  // namespace orthogen
