// Bicubic. numbers on a lattice -> a twice differentiable surface through them, and its slopes and bends.
#pragma once
#include <cstddef>
#include <vector>

#include "lanes.h"

namespace orthogen {

// A height and its derivatives by the two indices.
struct Jet {
    double f, x, y, xx, xy, yy;
};

// Weights of the four coefficients around a place, and their first and second derivatives; a in [0, 1].
struct Weights {
    double value[4], slope[4], bend[4];
};

ORTHOGEN_INLINE void weigh(double a, Weights& w) {
    const double b = 1 - a, aa = a * a, bb = b * b;
    w.value[0] = bb * b / 6, w.value[3] = aa * a / 6;
    w.value[1] = (4 - 3 * aa * (2 - a)) / 6, w.value[2] = (4 - 3 * bb * (2 - b)) / 6;
    w.slope[0] = -0.5 * bb, w.slope[3] = 0.5 * aa;
    w.slope[1] = 0.5 * a * (3 * a - 4), w.slope[2] = -0.5 * b * (3 * b - 4);
    w.bend[0] = b, w.bend[1] = 3 * a - 2, w.bend[2] = 3 * b - 2, w.bend[3] = a;
}

// A cubic B-spline S(u, v) over nodes (0..nx-1, 0..ny-1). Its coefficients are local: (1 − δ²/6 + δ⁴/36) of the values
// along each axis, which inverts the sampled spline up to δ⁶/216, and reaches no further than two nodes. So a spike or
// a step is felt for two nodes and not all over the field. Beyond the border the values go on as cubics. Needs nx, ny ≥ 4.
class Bicubic {
  public:
    Bicubic(const double* values, std::size_t nx, std::size_t ny);

    // 0 ≤ u ≤ nx − 1, 0 ≤ v ≤ ny − 1.
    ORTHOGEN_INLINE Jet at(double u, double v) const {
        const int i = u < last_x_ ? static_cast<int>(u) : static_cast<int>(last_x_);
        const int j = v < last_y_ ? static_cast<int>(v) : static_cast<int>(last_y_);
        Weights p, q;
        weigh(u - i, p), weigh(v - j, q);
        const double* row = first_ + static_cast<std::size_t>(i) * stride_ + static_cast<std::size_t>(j);
        const double middle = row[stride_ + 1];
        double f[4] = {}, x[4] = {}, xx[4] = {};
        for (int r = 0; r < 4; ++r)
            for (int k = 0; k < 4; ++k) {
                const double c = row[static_cast<std::size_t>(r) * stride_ + static_cast<std::size_t>(k)] - middle;
                f[k] += p.value[r] * c, x[k] += p.slope[r] * c, xx[k] += p.bend[r] * c;
            }
        return {middle + dot(f, q.value), dot(x, q.value), dot(f, q.slope),
                dot(xx, q.value),         dot(x, q.slope), dot(f, q.bend)};
    }

  private:
    static ORTHOGEN_INLINE double dot(const double* a, const double* b) {
        return (a[0] * b[0] + a[2] * b[2]) + (a[1] * b[1] + a[3] * b[3]);
    }

    std::vector<double> rows_;
    const double* first_;
    std::size_t stride_;
    double last_x_, last_y_;  // of the cells
};

}  // namespace orthogen
