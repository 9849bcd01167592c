#include "offset/cut.h"

namespace orthogen {
namespace {

constexpr double CLEARANCE = 1e-3;  // of the step: how far triangles keep from the border of their envelope
constexpr double FLAT = 2e-4;       // of the step: a height of a triangle that counts as none in the floats of a file
constexpr double SAG = 0.025;       // of the step: how far the middle of a triangle may lie off the surface

// A quad seen along its lattice edge: u, v across, w along it from its lower end, in lattice steps.
struct Seen4 {
    double u[4], v[4], w[4];
};

Seen4 seen_along(const Surface& surface, const Quad& quad) {
    const Lattice& grid = surface.field().lattice;
    const Vec3 origin = grid.place(quad.edge);
    Seen4 s;
    for (int n = 0; n < 4; ++n) {
        const Vec3 p = (surface.vertices()[quad.vertex[n]].at - origin) * (1 / grid.step);
        s.u[n] = p[(quad.axis + 1) % 3], s.v[n] = p[(quad.axis + 2) % 3], s.w[n] = p[quad.axis];
    }
    return s;
}

// Whether the two triangles beside the diagonal from corner `a` to a + 2 lie inside the envelope.
bool in_envelope(const Seen4& s, int a) {
    const auto area = [&](int p, int q) { return s.u[p] * s.v[q] - s.v[p] * s.u[q]; };
    const int c = (a + 2) % 4;
    // the diagonal passes the edge on the side of corner `near`; the triangle with `far` is pierced by the edge
    const double side = area(a, c), turn = area(a, (a + 1) % 4);
    const int near = (side > 0) == (turn > 0) ? (a + 1) % 4 : (a + 3) % 4, far = (near + 2) % 4;
    const double wa = area(c, far), wc = area(far, a), wf = area(a, c), sum = wa + wc + wf;
    if (!(std::fabs(sum) > CLEARANCE)) return false;
    const double pierced = (wa * s.w[a] + wc * s.w[c] + wf * s.w[far]) / sum;
    if (!(pierced > CLEARANCE && pierced < 1 - CLEARANCE)) return false;
    // where the diagonal meets the half plane from the edge through `near`
    const double along_a = area(near, c), along_c = area(a, near), all = along_a + along_c;
    if (!(std::fabs(all) > CLEARANCE)) return false;
    const double y = (along_a * s.w[a] + along_c * s.w[c]) / all;
    const double u = (along_a * s.u[a] + along_c * s.u[c]) / all, v = (along_a * s.v[a] + along_c * s.v[c]) / all;
    const double out = (u * s.u[near] + v * s.v[near]) / (s.u[near] * s.u[near] + s.v[near] * s.v[near]);
    if (!(out > -CLEARANCE && out < 1 - CLEARANCE)) return false;
    const double low = out * s.w[near], high = 1 + out * (s.w[near] - 1);
    return y > low + CLEARANCE && y < high - CLEARANCE;
}

// How far, about, the middle of a line between two vertices lies off the surface; 0 along a crease.
double sag(const Vertex& p, const Vertex& q) {
    if (p.crease && q.crease) return 0;
    const Vec3 step = q.at - p.at;
    const double from_p = dot(static_cast<Vec3>(p.normal), step), from_q = -dot(static_cast<Vec3>(q.normal), step);
    if (p.crease) return std::fabs(from_q) / 4;
    if (q.crease) return std::fabs(from_p) / 4;
    return std::fabs(from_p + from_q) / 8;
}

// Whether the middle of one of the two triangles lies too far off: on a surface z = xᵀKx / 2 that of a triangle with
// sides e lies by Σ eᵀKe / 18 off, and a side sags by eᵀKe / 8.
bool sags(const Surface& surface, const Quad& quad, int first, double diagonal) {
    const auto at = [&](int n) -> const Vertex& { return surface.vertices()[quad.vertex[(first + n) % 4]]; };
    const double one = sag(at(0), at(1)) + sag(at(1), at(2)), other = sag(at(2), at(3)) + sag(at(3), at(0));
    return diagonal + std::max(one, other) > 18.0 / 8.0 * SAG * surface.field().lattice.step;
}

bool loose(const Surface& surface, const Quad& quad) {
    for (const std::int32_t v : quad.vertex)
        if (surface.vertices()[v].loose || surface.vertices()[v].shared) return true;
    return false;
}

bool thinner(Vec3 a, Vec3 b, Vec3 c, double least) {
    const Vec3 ab = b - a, ac = c - a;
    const double longest = std::max({square(ab), square(ac), square(ac - ab)});
    return !(square(cross(ab, ac)) > least * least * longest);
}

// Whether a triangle of the quad is very thin.
bool thin(const Surface& surface, const Quad& quad, int first) {
    const auto at = [&](int n) { return surface.vertices()[quad.vertex[(first + n) % 4]].at; };
    const double least = CLEARANCE * surface.field().lattice.step;
    return thinner(at(0), at(1), at(2), least) || thinner(at(0), at(2), at(3), least);
}

}  // namespace

Cutting cut(const Surface& surface, const Centres& centres, const Quad& quad) {
    const auto& all = surface.vertices();
    const auto& v = quad.vertex;
    const bool free = loose(surface, quad);
    if (all[v[0]].split) {
        const std::int32_t centre = centres.find(quad);
        if (centre >= 0) return {0, !free, false, centre};
    }
    const double even = sag(all[v[0]], all[v[2]]), odd = sag(all[v[1]], all[v[3]]);
    const int better = even <= odd ? 0 : 1;
    const auto bent = [&](int first) {
        const double least = SAG * surface.field().lattice.step;
        return std::max(even, odd) > least && sags(surface, quad, first, first == 0 ? even : odd);
    };
    if (free) return {thin(surface, quad, better) ? 1 - better : better, false, bent(better)};
    const Seen4 s = seen_along(surface, quad);
    for (const int first : {better, 1 - better})
        if (in_envelope(s, first) && !thin(surface, quad, first)) return {first, true, bent(first)};
    return {better, false, bent(better)};
}

Triangles triangles(const Quad& quad, const Cutting& cutting) {
    const auto at = [&](int n) { return static_cast<std::int64_t>(quad.vertex[(cutting.first + n) % 4]); };
    if (cutting.centre < 0) return {{Face{at(0), at(1), at(2)}, Face{at(0), at(2), at(3)}}, 2};
    const std::int64_t c = cutting.centre;
    return {{Face{c, at(0), at(1)}, Face{c, at(1), at(2)}, Face{c, at(2), at(3)}, Face{c, at(3), at(0)}}, 4};
}

bool flat(const Surface& surface, const Face& face) {
    const auto& all = surface.vertices();
    return thinner(all[face[0]].at, all[face[1]].at, all[face[2]].at, FLAT * surface.field().lattice.step);
}

}  // namespace orthogen
