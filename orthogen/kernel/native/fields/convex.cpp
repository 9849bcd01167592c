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

// Calls use(i, j, second difference, twist, first difference) for the coefficients around the field, which the cells at
// its border feel, with the node next to each; only differences that those cells feel.
template <class Use>
void at_border(const Bicubic& spline, std::size_t nx, std::size_t ny, Use use) {
    const auto s = static_cast<std::ptrdiff_t>(spline.stride());
    const auto ahead = [s](const double* p) { return std::max(std::fabs(p[s] - p[0]), std::fabs(p[1] - p[0])); };
    const auto twist = [s](const double* p) { return std::fabs((p[s + 1] - p[s]) - (p[1] - p[0])); };
    const auto before = [&](std::size_t i, std::size_t j, const double* p, std::ptrdiff_t along) {
        use(i, j, (p[-along] - p[0]) + (p[along] - p[0]), twist(p), ahead(p));
    };
    const auto behind = [&](std::size_t i, std::size_t j, const double* p, std::ptrdiff_t along) {
        use(i, j, (p[-along] - p[0]) + (p[along] - p[0]), 0.0, std::fabs(p[along] - p[0]));
    };
    for (std::size_t i = 0; i < nx; ++i)
        before(i, 0, spline.coefficient(i, 0) - 1, s), behind(i, ny - 1, spline.coefficient(i, ny - 1) + 1, s);
    for (std::size_t j = 0; j < ny; ++j)
        before(0, j, spline.coefficient(0, j) - s, 1), behind(nx - 1, j, spline.coefficient(nx - 1, j) + s, 1);
    const double *first = spline.coefficient(0, 0) - s - 1, *right = spline.coefficient(0, ny - 1) - s + 1;
    const double* last = spline.coefficient(nx - 1, 0) + s - 1;
    use(0, 0, 0.0, twist(first), ahead(first));
    use(0, ny - 1, 0.0, 0.0, std::fabs(right[s] - right[0])), use(nx - 1, 0, 0.0, 0.0, std::fabs(last[1] - last[0]));
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
    at_border(z, nx, ny, [&](std::size_t i, std::size_t j, double second, double twist, double) {
        const std::size_t block = i / TALL * wide_ + j / WIDE;
        bend_[block] = std::min(bend_[block], second), twist_[block] = std::max(twist_[block], twist);
    });
    for (std::size_t i = 0; t && i < nx; ++i) {
        const std::size_t last = ny - 4;  // the last four nodes may be seen twice
        for (const std::size_t j : {std::size_t{0}, last}) {
            measure(t->coefficient(i, j), t->stride(), 1, j ? 4 : ny / 4 * 4, found);
            tilt = std::max(tilt, found[3]), turn = std::max({turn, -found[0] + found[2], found[1] + found[2]});
        }
    }
    if (t)
        at_border(*t, nx, ny, [&](std::size_t, std::size_t, double second, double twist, double rise) {
            tilt = std::max(tilt, rise), turn = std::max(turn, std::fabs(second) + twist);
        });
    enough_ = (2 * tilt * tilt + most * turn - step * step) / most;
}

bool Convex::around(std::size_t row, std::size_t first, std::size_t count) {
    if (wide_ == 0) return false;
    const std::size_t after = reach_ + 1;
    const std::size_t top = (row - std::min(row, after)) / TALL, bottom = std::min(row + after, nx_ - 1) / TALL;
    if (top != top_ || bottom != bottom_) gather(top, bottom);
    const std::size_t left = (first - std::min(first, after)) / WIDE;
    const std::size_t right = std::min(first + count - 1 + after, ny_ - 1) / WIDE;
    double bend = NONE, twist = 0;
    for (std::size_t j = left; j <= right; ++j) bend = std::min(bend, least_[j]), twist = std::max(twist, most_[j]);
    return bend - twist > enough_;
}

void Convex::gather(std::size_t top, std::size_t bottom) {
    least_.assign(wide_, NONE), most_.assign(wide_, 0);
    for (std::size_t i = top; i <= bottom; ++i)
        for (std::size_t j = 0; j < wide_; ++j) {
            least_[j] = std::min(least_[j], bend_[i * wide_ + j]);
            most_[j] = std::max(most_[j], twist_[i * wide_ + j]);
        }
    top_ = top, bottom_ = bottom;
}

}  // namespace orthogen
