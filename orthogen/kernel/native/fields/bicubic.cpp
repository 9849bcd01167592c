#include "fields/bicubic.h"

#include <vector>

namespace orthogen {
namespace {

constexpr std::size_t BORDER = 3;  // nodes that are added on either side
constexpr double MIDDLE = 54.0 / 36, NEAR = -10.0 / 36, FAR = 1.0 / 36;

// The next value of the cubic through four equally spaced ones, the nearest first.
ORTHOGEN_INLINE double onward(double a, double b, double c, double d) { return 4 * (a + c) - 6 * b - d; }

ORTHOGEN_INLINE double filtered(double a, double b, double c, double d, double e) {
    return FAR * (a + e) + (NEAR * (b + d) + MIDDLE * c);
}

// One row of `count` values with BORDER more on either side -> count + 2 coefficients.
ORTHOGEN_CLONES void along(const double* wide, double* out, std::size_t count) {
    for (std::size_t j = 0; j < count + 2; ++j)
        out[j] = filtered(wide[j], wide[j + 1], wide[j + 2], wide[j + 3], wide[j + 4]);
}

// Five rows -> the coefficients of the middle one, in place of the first.
ORTHOGEN_CLONES void across(double* a, const double* b, const double* c, const double* d, const double* e,
                            std::size_t count) {
    for (std::size_t j = 0; j < count; ++j) a[j] = filtered(a[j], b[j], c[j], d[j], e[j]);
}

}  // namespace

std::size_t Bicubic::room(std::size_t nx, std::size_t ny) { return (nx + 2 * BORDER) * (ny + 2); }

Bicubic::Bicubic(const double* values, std::size_t nx, std::size_t ny, double* rows)
    : first_(rows),
      stride_(ny + 2),
      last_x_(static_cast<double>(nx) - 2),
      last_y_(static_cast<double>(ny) - 2) {
    std::vector<double> wide(ny + 2 * BORDER);
    double* const begin = wide.data() + BORDER;
    double* const end = begin + ny;
    for (std::size_t i = 0; i < nx; ++i) {
        for (std::size_t j = 0; j < ny; ++j) begin[j] = values[i * ny + j];
        for (double* p = begin - 1; p >= wide.data(); --p) *p = onward(p[1], p[2], p[3], p[4]);
        for (double* p = end; p < end + BORDER; ++p) *p = onward(p[-1], p[-2], p[-3], p[-4]);
        along(wide.data(), &rows[(i + BORDER) * stride_], ny);
    }
    const auto s = static_cast<std::ptrdiff_t>(stride_);
    for (std::size_t k = 0; k < BORDER; ++k) {
        double* const before = &rows[(BORDER - 1 - k) * stride_];
        double* const after = &rows[(BORDER + nx + k) * stride_];
        for (std::ptrdiff_t j = 0; j < s; ++j) {
            before[j] = onward(before[j + s], before[j + 2 * s], before[j + 3 * s], before[j + 4 * s]);
            after[j] = onward(after[j - s], after[j - 2 * s], after[j - 3 * s], after[j - 4 * s]);
        }
    }
    for (std::size_t i = 0; i < nx + 2; ++i) {
        double* const row = &rows[i * stride_];
        across(row, row + s, row + 2 * s, row + 3 * s, row + 4 * s, stride_);
    }
}

}  // namespace orthogen
