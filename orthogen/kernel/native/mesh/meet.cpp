#include "mesh/meet.h"

#include <utility>

#include "mesh/exact.h"

namespace orthogen {
namespace {

struct Corners {
    Vec3 p[3];
    int side(Vec3 q) const { return side_of_plane(p[0], p[1], p[2], q); }
};

// The two axes that show a plane at its largest.
std::pair<int, int> view_of(const Corners& t) {
    const Vec3 n = cross(t.p[1] - t.p[0], t.p[2] - t.p[0]);
    const double x = std::fabs(n.x), y = std::fabs(n.y), z = std::fabs(n.z);
    return x >= y && x >= z ? std::pair{1, 2} : y >= z ? std::pair{2, 0} : std::pair{0, 1};
}

// Whether a side p–q, whose ends lie on different sides of the face or one of them on it, passes through it.
bool pierces(Vec3 p, int side_p, Vec3 q, int side_q, const Corners& face) {
    if (side_p * side_q > 0 || side_p == side_q) return false;
    int low = 0, high = 0;
    for (int k = 0; k < 3; ++k) {
        const int around = side_of_plane(p, q, face.p[k], face.p[(k + 1) % 3]);
        low += around < 0, high += around > 0;
    }
    return low == 0 || high == 0;
}

// Whether some side of a face has all of `count` points strictly beyond it, all in one plane seen along (u, v).
bool beyond(const Corners& face, const Vec3* points, int count, std::pair<int, int> view) {
    const int within = turn(face.p[0], face.p[1], face.p[2], view.first, view.second);
    for (int k = 0; k < 3; ++k) {
        bool all = true;
        for (int n = 0; n < count && all; ++n)
            all = turn(face.p[k], face.p[(k + 1) % 3], points[n], view.first, view.second) == -within;
        if (all) return true;
    }
    return false;
}

bool side_meets_flat(Vec3 p, Vec3 q, const Corners& face, std::pair<int, int> view) {
    const Vec3 ends[2] = {p, q};
    if (beyond(face, ends, 2, view)) return false;
    int sum = 0;
    for (const Vec3 corner : face.p) sum += turn(p, q, corner, view.first, view.second);
    return sum != 3 && sum != -3;
}

bool meet_apart(const Corners& a, const Corners& b) {
    int of_b[3], of_a[3];
    for (int k = 0; k < 3; ++k) of_b[k] = a.side(b.p[k]);
    const int sum_b = of_b[0] + of_b[1] + of_b[2];
    if (sum_b == 3 || sum_b == -3) return false;
    for (int k = 0; k < 3; ++k) of_a[k] = b.side(a.p[k]);
    const int sum_a = of_a[0] + of_a[1] + of_a[2];
    if (sum_a == 3 || sum_a == -3) return false;
    if (!of_b[0] && !of_b[1] && !of_b[2]) {
        const auto view = view_of(a);
        return !beyond(a, b.p, 3, view) && !beyond(b, a.p, 3, view);
    }
    for (int k = 0; k < 3; ++k) {
        const int n = (k + 1) % 3;
        if (pierces(a.p[k], of_a[k], a.p[n], of_a[n], b) || pierces(b.p[k], of_b[k], b.p[n], of_b[n], a)) return true;
    }
    return false;
}

// Faces that share their first corner: seen from it, another common place ends on one of the two opposite sides.
bool meet_beyond_point(const Corners& a, const Corners& b) {
    const int b1 = a.side(b.p[1]), b2 = a.side(b.p[2]);
    if (b1 * b2 > 0) return false;
    const int a1 = b.side(a.p[1]), a2 = b.side(a.p[2]);
    if (!b1 && !b2) {
        const auto view = view_of(a);
        return side_meets_flat(a.p[1], a.p[2], b, view) || side_meets_flat(b.p[1], b.p[2], a, view);
    }
    return pierces(a.p[1], a1, a.p[2], a2, b) || pierces(b.p[1], b1, b.p[2], b2, a);
}

// Faces that share all but their last corner: folded onto each other?
bool meet_beyond_edge(const Corners& a, const Corners& b) {
    if (a.side(b.p[2]) != 0) return false;
    const auto [u, v] = view_of(a);
    return turn(a.p[0], a.p[1], a.p[2], u, v) == turn(a.p[0], a.p[1], b.p[2], u, v);
}

}  // namespace

bool faces_meet(const Vec3* points, Face one, Face other) {
    int shared = 0;
    for (int i = 0; i < 3; ++i)  // shared corners first, in the same order in both
        for (int j = shared; j < 3; ++j)
            if (i >= shared && one[i] == other[j]) {
                std::swap(one[shared], one[i]);
                std::swap(other[shared], other[j]);
                ++shared;
                break;
            }
    if (shared == 3) return true;
    const Corners a{{points[one[0]], points[one[1]], points[one[2]]}};
    const Corners b{{points[other[0]], points[other[1]], points[other[2]]}};
    return shared == 2 ? meet_beyond_edge(a, b) : shared == 1 ? meet_beyond_point(a, b) : meet_apart(a, b);
}

}  // namespace orthogen
