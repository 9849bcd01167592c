// Inside. a cell or one of its edges, far at one end and near at the other -> a point in it exactly on the surface.
#include "offset/surface.h"

namespace orthogen {
namespace {

constexpr double MARGIN = 1e-3;  // of a lattice edge: how far a point keeps from its ends
constexpr double DRAWN = 0.1;    // how far the corners of a loop are drawn to its middle

// The ends of the lattice edges of a loop: far ones and near ones, in the same order.
struct Ends {
    std::array<Vec3, 12> far, near;
    int count = 0;
    Vec3 mean_far, mean_near;

    Ends(const Lattice& grid, const Loop& loop) {
        for (unsigned open = loop.edges; open; open &= open - 1) {
            const int e = lowest_bit(open), low = edge_corner(e), high = low | 1 << e / 4;
            const auto at = [&](int c) {
                return grid.place(loop.cell.i + (c & 1), loop.cell.j + (c >> 1 & 1), loop.cell.k + (c >> 2));
            };
            const bool forward = loop.far >> low & 1U;
            far[count] = at(forward ? low : high), near[count] = at(forward ? high : low);
            mean_far += far[count], mean_near += near[count], ++count;
        }
        mean_far = mean_far * (1.0 / count), mean_near = mean_near * (1.0 / count);
    }
};

}  // namespace

double Placer::beyond(Vec3 p) const {
    const Nearest found = nearest(p, -1);
    if (found.place < 0) return 0.9 * field_.lattice.step;
    return length(field_.tree.foot(found.place, p + field_.tree.centre()) - field_.tree.centre() - p) - field_.distance;
}

// The Illinois method: false position that halves the value of an end which stays twice.
bool Placer::root(Vec3 far, Vec3 near, Vec3& x) const {
    double high = beyond(far), low = beyond(near);
    if (!(high > 0 && low < 0)) return false;
    int last = 0;
    for (int turn = 0; turn < 40; ++turn) {
        x = far + (near - far) * (high / (high - low));
        const double value = beyond(x);
        if (std::fabs(value) < 1e-7 * field_.lattice.step) break;
        if (value > 0) {
            far = x, high = value;
            if (last == 1) low /= 2;
            last = 1;
        } else {
            near = x, low = value;
            if (last == -1) high /= 2;
            last = -1;
        }
    }
    return true;
}

Vec3 Placer::between(Vec3 one, Vec3 other) const {
    Vec3 x;
    if (root(one, other, x) || root(other, one, x)) return x;
    // one end is on the surface but for rounding
    return std::fabs(beyond(one)) < std::fabs(beyond(other)) ? one : other;
}

Vec3 Placer::on_edge(Cell edge, int axis) const {
    const Vec3 low = field_.lattice.place(edge), high = field_.lattice.place(edge.moved(axis, 1));
    const Vec3 inset = (high - low) * MARGIN;
    return lower(upper(between(low, high), low + inset), high - inset);
}

void Placer::put_inside(Vertex& vertex, const Loop& loop, int choice) const {
    const Lattice& grid = field_.lattice;
    const Ends ends(grid, loop);
    const Vec3 middle = (ends.mean_far + ends.mean_near) * 0.5;
    const auto found = [&](Vec3 far, Vec3 near) {
        return root(into_cell(grid, loop.cell, far), into_cell(grid, loop.cell, near), vertex.at) && choice-- == 0;
    };
    const auto across = [&] {
        if (found(ends.mean_far, ends.mean_near)) return true;
        for (int skip = 1; skip < ends.count; ++skip)
            for (int n = 0; n < ends.count; ++n) {
                const Vec3 far = ends.far[n], near = ends.near[(n + skip) % ends.count];
                if (found(far + (middle - far) * DRAWN, near + (middle - near) * DRAWN)) return true;
            }
        return false;
    };
    if (!across()) vertex.at = into_cell(grid, loop.cell, between(ends.far[0], ends.near[0]));
    vertex.crease = vertex.loose = false;
    const Nearest best = nearest(vertex.at, vertex.place);
    if (best.place < 0) return;
    const Vec3 foot = field_.tree.foot(best.place, vertex.at + field_.tree.centre()) - field_.tree.centre();
    vertex.place = best.place;
    vertex.normal = static_cast<Vec3f>(unit(vertex.at - foot, static_cast<Vec3>(vertex.normal)));
}

}  // namespace orthogen
