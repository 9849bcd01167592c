#include "offset/surface.h"

namespace orthogen {
namespace {

constexpr double MARGIN = 1e-3;     // of the step: how far a vertex keeps from the walls of its cell
constexpr double STAND_OFF = 0.03;  // of the step: how far outside the surface one starts towards it
constexpr double AROUND = 0.25;     // of the step: how far beside a cube of cells its frontier reaches
const double ROOT3 = std::sqrt(3.0);

}  // namespace

Vec3 into_cell(const Lattice& lattice, Cell cell, Vec3 p) {
    const double edge = MARGIN * lattice.step;
    const Vec3 low = lattice.place(cell) + Vec3{edge, edge, edge};
    const Vec3 high = lattice.place(cell.i + 1, cell.j + 1, cell.k + 1) - Vec3{edge, edge, edge};
    return lower(upper(p, low), high);
}

bool in_cell(const Lattice& lattice, Cell cell, Vec3 p) { return square(into_cell(lattice, cell, p) - p) == 0; }

void Placer::look_at(Cell cell) {
    cube_ = number_in_block({cell.i % BLOCK, cell.j % BLOCK, cell.k % BLOCK}) / 8;
    if (cube_ / 8 == four_) return;
    four_ = cube_ / 8;
    const Lattice& grid = field_.lattice;
    const Vec3 middle = grid.place(cell.i / 4 * 4 + 2, cell.j / 4 * 4 + 2, cell.k / 4 * 4 + 2);
    region_ = {static_cast<Vec3f>(middle), static_cast<float>((2*ROOT3 + AROUND) * grid.step), cap()};
    if (block_.seen_near(cube_).place >= 0) region_.met(block_.seen_near(cube_).at);
    field_.tree.gather(twigs_, region_, Level::twig, near_);
}

// The mean of a loop's crossings as it would be if `foot` were nearest to all of the cell.
Vec3 Placer::crossing(const Loop& loop, Vec3 foot) const {
    const double step = field_.lattice.step, d = field_.distance;
    const Vec3 low = field_.lattice.place(loop.cell), from = low - foot;
    const double at[3] = {from.x, from.y, from.z};
    double squares[3][2], sum[3] = {};
    for (int k = 0; k < 3; ++k) squares[k][0] = at[k] * at[k], squares[k][1] = (at[k] + step) * (at[k] + step);
    int count = 0;
    for (unsigned open = loop.edges; open; open &= open - 1, ++count) {
        const int e = lowest_bit(open), axis = e / 4, u = (axis + 1) % 3, v = (axis + 2) % 3;
        const double root = d * d - squares[u][e & 1] - squares[v][e >> 1 & 1];
        const double ahead = root > 0 ? std::sqrt(root) : 0;
        const bool leaves = loop.far >> edge_corner(e) & 1U;
        sum[axis] += std::clamp((leaves ? -ahead : ahead) - at[axis], 0.0, step);
        sum[u] += (e & 1) * step, sum[v] += (e >> 1 & 1) * step;
    }
    return low + Vec3{sum[0], sum[1], sum[2]} * (1.0 / count);
}

Nearest Placer::nearest(Vec3 p, std::int32_t guess) const {
    const auto at = static_cast<Vec3f>(p);
    Nearest best{cap() * cap(), -1};
    if (guess >= 0) field_.tree.look_again(guess, at, best);
    field_.tree.nearest(square(at - region_.middle) < region_.radius * region_.radius ? near_ : twigs_, at, best);
    return best;
}

void Placer::project(Vertex& vertex, Vec3 from) const {
    const Tree& tree = field_.tree;
    for (int turn = 0; turn < 8; ++turn) {
        const Nearest best = nearest(from, vertex.place);
        if (best.place < 0) return;
        const Vec3 foot = tree.foot(best.place, from + tree.centre()) - tree.centre();
        const Vec3 n = unit(from - foot, static_cast<Vec3>(vertex.normal));
        vertex.place = best.place;
        vertex.normal = static_cast<Vec3f>(n);
        vertex.at = foot + n * field_.distance;
        if (square(from - foot) >= field_.distance * field_.distance) return;
        from = vertex.at + n * (STAND_OFF * field_.lattice.step);
    }
}

void Placer::settle(Vertex& vertex, const Loop& loop, Vec3 from) const {
    const Lattice& grid = field_.lattice;
    for (int turn = 0; turn < 4; ++turn) {
        project(vertex, from);
        if (in_cell(grid, loop.cell, vertex.at)) return;
        const Vec3 n = static_cast<Vec3>(vertex.normal);
        from = crossing(loop, vertex.at - n * field_.distance) + n * (STAND_OFF * grid.step);
    }
    const Vec3 inside = into_cell(grid, loop.cell, vertex.at);
    const double out = length(inside - vertex.at);
    if (out > 0.5 * grid.step) return put_inside(vertex, loop, 0);
    vertex.loose = out > MARGIN * grid.step;
    if (!vertex.loose) vertex.at = inside;
}

Vertex Placer::place(const Loop& loop) {
    look_at(loop.cell);
    const Cell cell = loop.cell;
    const Lattice& grid = field_.lattice;
    const Seen& seen = block_.seen_near(cube_);
    const Vec3 foot = static_cast<Vec3>(seen.at), from = crossing(loop, foot);
    Vertex vertex{};
    vertex.place = seen.place;
    const Vec3 n = unit(from - foot, {0, 0, 1});
    vertex.normal = static_cast<Vec3f>(n);
    // in front of a plane, its distance shrinks towards the side by the square over 2d: stand off by that much more
    const Vec3 middle = grid.place(cell.i / 2 * 2 + 0.5, cell.j / 2 * 2 + 0.5, cell.k / 2 * 2 + 0.5);
    const Vec3 above = foot + unit(middle - foot, n) * field_.distance;
    const double aside = square(from - above) / (2 * field_.distance);
    settle(vertex, loop, foot + n * (field_.distance + STAND_OFF * grid.step + aside));
    return vertex;
}

}  // namespace orthogen
