// Mesh. points and faces as plain arrays, and what every stage asks of a triangle.
#pragma once
#include <array>
#include <cstdint>
#include <limits>

#include "bulk.h"
#include "lanes.h"
#include "vec.h"

namespace orthogen {

using Face = std::array<std::int64_t, 3>;

// A mesh that somebody else owns.
struct MeshView {
    const Vec3* points;
    std::size_t point_count;
    const Face* faces;
    std::size_t face_count;

    void fetch_corners(std::size_t face) const {
        for (const std::int64_t corner : faces[face]) fetch(&points[corner]);
    }
};

struct Mesh {
    Bulk<Vec3> points;
    Bulk<Face> faces;
    MeshView view() const { return {points.data(), points.size(), faces.data(), faces.size()}; }
};

struct Box {
    Vec3 low{INF, INF, INF}, high{-INF, -INF, -INF};
    void add(Vec3 p) { low = lower(low, p), high = upper(high, p); }
    Vec3 centre() const { return (low + high) * 0.5; }
    Vec3 extent() const { return high - low; }

  private:
    static constexpr double INF = std::numeric_limits<double>::infinity();
};

// The point of triangle abc nearest to p (Ericson 2005, Real-Time Collision Detection, 5.1.5: by Voronoi regions).
inline Vec3 nearest_on_triangle(Vec3 p, Vec3 a, Vec3 b, Vec3 c) {
    const Vec3 ab = b - a, ac = c - a, ap = p - a;
    const double d1 = dot(ab, ap), d2 = dot(ac, ap);
    if (d1 <= 0 && d2 <= 0) return a;
    const Vec3 bp = p - b;
    const double d3 = dot(ab, bp), d4 = dot(ac, bp);
    if (d3 >= 0 && d4 <= d3) return b;
    const double vc = d1 * d4 - d3 * d2;
    if (vc <= 0 && d1 >= 0 && d3 <= 0) return a + ab * (d1 / (d1 - d3));
    const Vec3 cp = p - c;
    const double d5 = dot(ab, cp), d6 = dot(ac, cp);
    if (d6 >= 0 && d5 <= d6) return c;
    const double vb = d5 * d2 - d1 * d6;
    if (vb <= 0 && d2 >= 0 && d6 <= 0) return a + ac * (d2 / (d2 - d6));
    const double va = d3 * d6 - d5 * d4;
    if (va <= 0 && d4 - d3 >= 0 && d5 - d6 >= 0) return b + (c - b) * ((d4 - d3) / ((d4 - d3) + (d5 - d6)));
    const double w = 1 / (va + vb + vc);
    return a + ab * (vb * w) + ac * (vc * w);
}

}  // namespace orthogen
