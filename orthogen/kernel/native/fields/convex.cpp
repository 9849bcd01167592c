#include "fields/convex.h"

#include <algorithm>
#include <cmath>

namespace orthogen {
namespace {

constexpr std::size_t TALL = 4, WIDE = 16;  // a block of nodes
constexpr double NONE = 1e30;

// Extremes over the coefficients of a block: of second differences along and across the axes, and of first ones.
struct Extremes {
    Doubles low, high, twist, rise;
};

ORTHOGEN_INLINE Doubles size(const Doubles& a) { return most(a, Doubles{} - a); }

ORTHOGEN_CLONES void measure(const double* c, std::size_t stride, std::size_t rows, std::size_t columns, double* out) {
    Extremes e{Doubles{} + NONE, Doubles{} - NONE, {}, {}};
    for (std::size_t i = 0; i < rows; ++i, c += stride)
        for (std::size_t j = 0; j + 4 <= columns; j += 4) {
            const double* p = c + j;
            Doubles here, up, down, left, right, corner;
            take(p, here), take(p - stride, up), take(p + stride, down), take(p - 1, left), take(p + 1, right);
            take(p + stride + 1, corner);
            const Doubles xx = (up - here) + (down - here), yy = (left - here) + (right - here);
            e.low = least(e.low, least(xx, yy)), e.high = most(e.high, most(xx, yy));
            e.twist = most(e.twist, size((corner - down) - (right - here)));
            e.rise = most(e.rise, most(size(down - here), size(right - here)));
        }
    for (int k = 1; k < 4; ++k) {
        e.low[0] = std::min(e.low[0], e.low[k]), e.high[0] = std::max(e.high[0], e.high[k]);
        e.twist[0] = std::max(e.twist[0], e.twist[k]), e.rise[0] = std::max(e.rise[0], e.rise[k]);
    }
    out[0] = e.low[0], out[1] = e.high[0], out[2] = e.twist[0], out[3] = e.rise[0];
}

}  // namespace

Convex::Convex(const Bicubic& z, const Bicubic* t, std::size_t nx, std::size_t ny, double step, double most)
    : nx_(nx), ny_(ny), reach_(static_cast<std::size_t>(std::min(most / step, 1e6)) + 1), wide_(0) {
    if (nx < TALL || ny < WIDE) return;
    wide_ = (ny + WIDE - 1) / WIDE;
    const std::size_t tall = (nx + TALL - 1) / TALL;
    bend_.resize(tall * wide_), twist_.resize(tall * wide_);
    double tilt = 0, turn = 0, found[4];
    for (std::size_t i = 0; i < tall; ++i)
        for (std::size_t j = 0; j < wide_; ++j) {
            const std::size_t row = std::min(i * TALL, nx - TALL), column = std::min(j * WIDE, ny - WIDE);
            measure(z.coefficient(row, column), z.stride(), TALL, WIDE, found);
            bend_[i * wide_ + j] = found[0], twist_[i * wide_ + j] = found[2];
        }
    for (std::size_t i = 0; t && i < nx; ++i) {
        const std::size_t last = ny - 4;  // the last four nodes may be seen twice
        for (const std::size_t j : {std::size_t{0}, last}) {
            measure(t->coefficient(i, j), t->stride(), 1, j ? 4 : ny / 4 * 4, found);
            tilt = std::max(tilt, found[3]), turn = std::max({turn, -found[0] + found[2], found[1] + found[2]});
        }
    }
    enough_ = (2 * tilt * tilt + most * turn - step * step) / most;
}

bool Convex::around(std::size_t row, std::size_t first, std::size_t count) const {
    const std::size_t after = reach_ + 1;
    if (wide_ == 0 || row < after || first < after || row + after >= nx_ || first + count + after > ny_) return false;
    double bend = NONE, twist = 0;
    for (std::size_t i = (row - after) / TALL; i <= (row + after) / TALL; ++i)
        for (std::size_t j = (first - after) / WIDE; j <= (first + count - 1 + after) / WIDE; ++j)
            bend = std::min(bend, bend_[i * wide_ + j]), twist = std::max(twist, twist_[i * wide_ + j]);
    return bend - twist > enough_;
}

}  // namespace orthogen
