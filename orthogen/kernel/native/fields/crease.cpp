#include "fields/crease.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "fields/touch.h"
#include "lanes.h"

namespace orthogen {
namespace {

constexpr double ROUGH_MM = 0.05;
constexpr std::ptrdiff_t FELT = 2;
constexpr double MOST_STEPS = 1.5;  // from the best node to the place between the nodes, along each axis
constexpr int TURNS = 6;
constexpr double DONE = 1e-9;
constexpr double LEAST_ROOM = 1e-6;  // of the thickness squared

// Height or thickness around one node, to the second order, in steps.
struct Expansion {
    double value, x, y, xx, xy, yy;
    Jet<double> jet(double u, double v) const {
        return {value + u * (x + 0.5 * xx * u + xy * v) + v * (y + 0.5 * yy * v), x + xx * u + xy * v,
                y + yy * v + xy * u, xx, xy, yy};
    }
};

double least(double a, double b) { return a * b <= 0 ? 0 : std::fabs(a) < std::fabs(b) ? a : b; }

// Slope and bend along one axis; false beside a crease, where the slope is at most twice the lesser one-sided one.
bool axis(const double* p, std::ptrdiff_t s, std::size_t at, std::size_t size, double& slope, double& bend) {
    if (at == 0 || at + 1 >= size) return false;
    const double before = p[0] - p[-s], after = p[s] - p[0];
    const double limit = 2 * std::min(std::fabs(before), std::fabs(after)), middle = 0.5 * (before + after);
    slope = before * after > 0 ? std::clamp(middle, -limit, limit) : 0;
    if (at < 2 || at + 2 >= size) return false;
    const double here = after - before, left = before - (p[-s] - p[-2 * s]), right = (p[2 * s] - p[s]) - after;
    const double mild = least(here, least(left, right));
    if (std::fabs(here) > 2 * std::fabs(mild) && std::fabs(here) > 1e-3 * std::fabs(middle)) return false;
    slope = middle, bend = here;
    return true;
}

Expansion around(const double* values, std::size_t nx, std::size_t ny, std::size_t i, std::size_t j) {
    const double* p = values + i * ny + j;
    const auto n = static_cast<std::ptrdiff_t>(ny);
    Expansion e{p[0], 0, 0, 0, 0, 0};
    const bool smooth_x = axis(p, n, i, nx, e.x, e.xx), smooth_y = axis(p, 1, j, ny, e.y, e.yy);
    if (smooth_x && smooth_y)
        e.xy = 0.25 * (p[n + 1] - p[n - 1] - p[-n + 1] + p[-n - 1]);
    else
        e.xx = e.yy = 0;
    return e;
}

ORTHOGEN_INLINE double fourth(const double* p, std::ptrdiff_t s) {
    return (p[-2 * s] + p[2 * s]) - 4 * (p[-s] + p[s]) + 6 * p[0];
}

// Whether no fourth difference of four or more places of a row is above the least limit: so it is on nearly all rows.
ORTHOGEN_CLONES bool even_row(const double* p, std::ptrdiff_t s, std::size_t count) {
    Doubles low = {}, high = {};
    for (std::size_t j = 0; j < count; j += 4) {
        const double* at = p + std::min(j, count - 4);
        Doubles here;
        take(at, here);
        here = here * 6.0;
        for (const std::ptrdiff_t step : {std::ptrdiff_t{1}, s}) {
            Doubles a, b, c, d;
            take(at - 2 * step, a), take(at - step, b), take(at + step, c), take(at + 2 * step, d);
            const Doubles bend = (a + d) - (b + c) * 4.0 + here;
            low = orthogen::least(bend, low), high = most(bend, high);
        }
    }
    const Doubles worst = most(high, Doubles{} - low);
    return std::max(std::max(worst[0], worst[1]), std::max(worst[2], worst[3])) <= ROUGH_MM;
}

// Marks the places 0 … count of a row that exceed the limit; s: to the next row, 0 where only this row counts.
ORTHOGEN_CLONES void rough_row(const double* p, std::ptrdiff_t s, bool along, double per_step, std::size_t count,
                               std::uint8_t* rough) {
    for (std::size_t j = 0; j < count; ++j) {
        const double* at = p + j;
        const double bend = std::max(along ? std::fabs(fourth(at, 1)) : 0, s ? std::fabs(fourth(at, s)) : 0);
        const double rise = (along ? std::fabs(at[1] - at[-1]) : 0) + (s ? std::fabs(at[s] - at[-s]) : 0);
        rough[j] = bend > ROUGH_MM + per_step * rise;
    }
}

// The least of z − √(t² − |p−q|²) on the straight ways from node (i, j) to its four neighbours, as facets run; `value`
// if none is lower. t counts as the lesser of a way's two ends; a ball smaller than a step meets nodes only. p lies
// (du, dv) steps from the node.
double rolled_between(const double* z, Thickness thickness, std::size_t nx, std::size_t ny, double step, std::size_t i,
                      std::size_t j, double du, double dv, double value) {
    const std::size_t node = i * ny + j;
    const auto way = [&](bool there, std::size_t next, double along, double aside) {
        if (!there) return;
        const double t = std::min(thickness.at(node), thickness.at(next)), slope = (z[next] - z[node]) / step;
        const double square = t * t - aside * aside * step * step;
        if (square <= 0 || t <= step) return;
        const double touch = along * step - slope * std::sqrt(square / (1 + slope * slope));
        const double s = std::clamp(touch, 0.0, step), room = square - (along * step - s) * (along * step - s);
        if (room >= 0) value = std::min(value, z[node] + slope * s - std::sqrt(room));
    };
    way(i + 1 < nx, node + ny, du, dv);
    way(i > 0, node - ny, -du, dv);
    way(j + 1 < ny, node + 1, dv, du);
    way(j > 0, node - 1, -dv, du);
    return value;
}

const std::uint8_t* next_mark(const std::uint8_t* from, const std::uint8_t* end) {
    if (from == end) return nullptr;
    return static_cast<const std::uint8_t*>(std::memchr(from, 1, static_cast<std::size_t>(end - from)));
}

}  // namespace

void mark_creases(const double* z, std::size_t nx, std::size_t ny, double step, std::vector<std::uint8_t>& rough) {
    std::vector<std::uint8_t> row(ny);
    const double per_step = ROUGH_MM * 0.5 / step;
    const auto rows = static_cast<std::ptrdiff_t>(nx), columns = static_cast<std::ptrdiff_t>(ny);
    for (std::ptrdiff_t i = 0; i < rows; ++i) {
        const bool across = i >= FELT && i + FELT < rows, along = columns > 2 * FELT;
        std::fill(row.begin(), row.end(), std::uint8_t{0});
        const bool even = along && across && columns >= 2 * FELT + 4 &&
                          even_row(z + i * columns + FELT, columns, ny - 2 * FELT);
        if (along && !even)
            rough_row(z + i * columns + FELT, across ? columns : 0, true, per_step, ny - 2 * FELT, row.data() + FELT);
        if (across)
            for (const std::ptrdiff_t j : {std::ptrdiff_t{0}, std::ptrdiff_t{1}, columns - 2, columns - 1})
                if (j >= 0 && j < columns) rough_row(z + i * columns + j, columns, false, per_step, 1, row.data() + j);
        const std::uint8_t* const first = row.data();
        for (const std::uint8_t* at = first; (at = next_mark(at, first + ny)); ++at) {
            const std::ptrdiff_t j = at - first;
            const std::ptrdiff_t from = std::max<std::ptrdiff_t>(j - FELT, 0), to = std::min(j + FELT, columns - 1);
            for (std::ptrdiff_t k = std::max<std::ptrdiff_t>(i - FELT, 0); k <= std::min(i + FELT, rows - 1); ++k)
                std::fill(&rough[static_cast<std::size_t>(k * columns + from)],
                          &rough[static_cast<std::size_t>(k * columns + to)] + 1, std::uint8_t{1});
        }
    }
}

double rolled_near(const double* heights, Thickness thickness, std::size_t nx, std::size_t ny, double step,
                   std::size_t i, std::size_t j, double du, double dv, double value) {
    const auto between = [&] { return rolled_between(heights, thickness, nx, ny, step, i, j, du, dv, value); };
    const Expansion z = around(heights, nx, ny, i, j);
    const Expansion t = thickness.varies ? around(thickness.values, nx, ny, i, j)
                                         : Expansion{thickness.at(0), 0, 0, 0, 0, 0};
    // on a plane of equal thickness the place lies against the slope: an exact start there
    const double mx = z.x / step, my = z.y / step, share = t.value / (step * std::sqrt(1 + mx * mx + my * my));
    double u = std::clamp(du - share * mx, -1.0, 1.0), v = std::clamp(dv - share * my, -1.0, 1.0);
    for (int turn = 0; turn < TURNS; ++turn) {
        Touch<double> at(z.jet(u, v), t.jet(u, v), du - u, dv - v, step);
        at.step();
        if (!(at.room > LEAST_ROOM * t.value * t.value && at.f.xx > 0 && at.convex > 0)) return between();
        u += at.du, v += at.dv;
        if (!(std::fabs(u) <= MOST_STEPS && std::fabs(v) <= MOST_STEPS)) return between();
        if (at.du * at.du + at.dv * at.dv < DONE) break;
    }
    const Touch<double> last(z.jet(u, v), t.jet(u, v), du - u, dv - v, step);
    return last.room >= 0 ? std::min(value, last.f.f) : between();
}

}  // namespace orthogen
