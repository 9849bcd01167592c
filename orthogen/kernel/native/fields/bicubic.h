// Bicubic. numbers on a lattice -> a twice differentiable surface through them, and its slopes and bends.
#pragma once
#include <algorithm>
#include <cstddef>
#include <type_traits>

#include "packs.h"

namespace orthogen {

// A height and its derivatives by the two indices; Number is double, or Doubles for four places at once.
template <class Number>
struct Jet {
    Number f, x, y, xx, xy, yy;
};

// Weights of the four coefficients around a place, and their first and second derivatives; a in [0, 1].
template <class Number>
struct Weights {
    Number value[4], slope[4], bend[4];

    ORTHOGEN_INLINE Weights(const Number& a) {
        const Number b = a * -1.0 + 1.0, aa = a * a, bb = b * b;
        value[0] = b * bb * (1.0 / 6), value[3] = a * aa * (1.0 / 6);
        value[1] = aa * (a * 0.5 - 1.0) + 2.0 / 3, value[2] = bb * (b * 0.5 - 1.0) + 2.0 / 3;
        slope[0] = bb * -0.5, slope[3] = aa * 0.5;
        slope[1] = a * (a * 1.5 - 2.0), slope[2] = b * (b * -1.5 + 2.0);
        bend[0] = b, bend[1] = a * 3.0 - 2.0, bend[2] = b * 3.0 - 2.0, bend[3] = a;
    }
};

// Where a spline is asked: the weights along both axes, and the number of the first coefficient.
template <class Number>
struct Place {
    Weights<Number> p, q;
    std::conditional_t<std::is_same_v<Number, Doubles>, Ints, std::ptrdiff_t> cell;

    // Whether the cells of four places follow one another, as they do where the skin is even.
    ORTHOGEN_INLINE bool in_a_row() const {
        return cell[1] == cell[0] + 1 && cell[2] == cell[0] + 2 && cell[3] == cell[0] + 3;
    }
};

// A cubic B-spline S(u, v) over nodes (0..nx-1, 0..ny-1). Its coefficients are local: (1 − δ²/6 + δ⁴/36) of the values
// along each axis, which inverts the sampled spline up to δ⁶/216, and reaches no further than two nodes. So a spike or
// a step is felt for two nodes and not all over the field. Beyond the border the values go on as cubics. Needs nx, ny ≥ 4.
class Bicubic {
  public:
    // Keeps its coefficients in `rows`, of which it needs `room`.
    Bicubic(const double* values, std::size_t nx, std::size_t ny, double* rows);
    static std::size_t room(std::size_t nx, std::size_t ny);

    // 0 ≤ u ≤ nx − 1, 0 ≤ v ≤ ny − 1; for all splines over as many nodes.
    ORTHOGEN_INLINE Place<double> place(double u, double v) const {
        const int i = static_cast<int>(std::min(u, last_x_)), j = static_cast<int>(std::min(v, last_y_));
        return {{u - i}, {v - j}, static_cast<std::ptrdiff_t>(i) * static_cast<std::ptrdiff_t>(stride_) + j};
    }

    // Four such places.
    ORTHOGEN_INLINE Place<Doubles> place(const Doubles& u, const Doubles& v) const {
        const Doubles i = as_doubles(truncated(least(u, Doubles{} + last_x_)));
        const Doubles j = as_doubles(truncated(least(v, Doubles{} + last_y_)));
        return {{u - i}, {v - j}, truncated(i * static_cast<double>(stride_) + j)};
    }

    ORTHOGEN_INLINE Jet<double> at(const Place<double>& place) const { return sum(place, One{first_ + place.cell}); }

    ORTHOGEN_INLINE Jet<Doubles> at(const Place<Doubles>& place) const {
        const Ints& n = place.cell;
        if (place.in_a_row()) return sum(place, Run{first_ + n[0]});
        return sum(place, Four{{first_ + n[0], first_ + n[1], first_ + n[2], first_ + n[3]}});
    }

    // Of node (i, j), with one more all round the field; and how many lie between those of two rows.
    const double* coefficient(std::size_t i, std::size_t j) const { return first_ + (i + 1) * stride_ + j + 1; }
    std::size_t stride() const { return stride_; }

  private:
    struct One {
        const double* cell;
        ORTHOGEN_INLINE double at(std::size_t n) const { return cell[n]; }
    };
    struct Run {
        const double* cell;
        ORTHOGEN_INLINE Doubles at(std::size_t n) const {
            Doubles four;
            take(cell + n, four);
            return four;
        }
    };
    struct Four {
        const double* cell[4];
        ORTHOGEN_INLINE Doubles at(std::size_t n) const {
            return Doubles{cell[0][n], cell[1][n], cell[2][n], cell[3][n]};
        }
    };

    // Coefficients are taken less the middle one: exact where all are equal.
    template <class Number, class Cells>
    ORTHOGEN_INLINE Jet<Number> sum(const Place<Number>& place, const Cells& cells) const {
        const Weights<Number>&p = place.p, &q = place.q;
        const Number middle = cells.at(stride_ + 1);
        Jet<Number> s{middle, {}, {}, {}, {}, {}};
        for (std::size_t k = 0; k < 4; ++k) {
            Number f = {}, x = {}, xx = {};
            for (std::size_t r = 0; r < 4; ++r) {
                const Number c = cells.at(r * stride_ + k) - middle;
                f += c * p.value[r], x += c * p.slope[r], xx += c * p.bend[r];
            }
            s.f += f * q.value[k], s.y += f * q.slope[k], s.yy += f * q.bend[k];
            s.x += x * q.value[k], s.xy += x * q.slope[k], s.xx += xx * q.value[k];
        }
        return s;
    }

    const double* first_;
    std::size_t stride_;
    double last_x_, last_y_;  // of the cells
};

}  // namespace orthogen
