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

// A cubic B-spline with coefficients c, at `a` in [0, 1] of the way from the second to the third, by its differences:
// exact where all are equal.
template <class Number>
struct Cubic {
    Number value, slope, bend;

    ORTHOGEN_INLINE Cubic(const Number& a, const Number& c0, const Number& c1, const Number& c2, const Number& c3) {
        const Number before = c1 - c0, after = c2 - c1, here = after - before, rise = after + before;
        bend = here + a * ((c3 - c0) - after * 3.0);
        const Number two = here + bend;
        slope = (rise + a * two) * 0.5;
        value = c1 + (here + a * (rise * 3.0 + a * (here + two))) * (1.0 / 6);
    }
};

// Where a spline is asked: how far in its cell along both axes, and the number of the first coefficient.
template <class Number>
struct Place {
    Number a, b;
    std::conditional_t<std::is_same_v<Number, Doubles>, Ints, std::ptrdiff_t> cell;

    // Whether the cells of four places follow one another, as they do where the skin is even.
    ORTHOGEN_INLINE bool in_a_row() const {
        return cell[1] == cell[0] + 1 && cell[2] == cell[0] + 2 && cell[3] == cell[0] + 3;
    }
};

// A cubic B-spline S(u, v) over nodes (0..nx-1, 0..ny-1). Its coefficients are local: (1 − δ²/6 + δ⁴/36) of the values
// along each axis, which inverts the sampled spline up to δ⁶/216, and reaches no further than two nodes. So a spike or
// a step is felt for two nodes and not all over the field. Beyond the border the values go on as cubics. Needs
// nx, ny ≥ 4.
class Bicubic {
  public:
    // Keeps its coefficients in `rows`, of which it needs `room`.
    Bicubic(const double* values, std::size_t nx, std::size_t ny, double* rows);
    static std::size_t room(std::size_t nx, std::size_t ny);

    // 0 ≤ u ≤ nx − 1, 0 ≤ v ≤ ny − 1; for all splines over as many nodes.
    ORTHOGEN_INLINE Place<double> place(double u, double v) const {
        const int i = static_cast<int>(std::min(u, last_x_)), j = static_cast<int>(std::min(v, last_y_));
        return {u - i, v - j, static_cast<std::ptrdiff_t>(i) * static_cast<std::ptrdiff_t>(stride_) + j};
    }

    // Four such places.
    ORTHOGEN_INLINE Place<Doubles> place(const Doubles& u, const Doubles& v) const {
        const Doubles i = as_doubles(truncated(least(u, Doubles{} + last_x_)));
        const Doubles j = as_doubles(truncated(least(v, Doubles{} + last_y_)));
        return {u - i, v - j, truncated(i * static_cast<double>(stride_) + j)};
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

    template <class Number, class Cells>
    ORTHOGEN_INLINE Jet<Number> sum(const Place<Number>& place, const Cells& cells) const {
        const auto column = [&](std::size_t k) ORTHOGEN_INLINED {
            return Cubic<Number>(place.a, cells.at(k), cells.at(stride_ + k), cells.at(2 * stride_ + k),
                                 cells.at(3 * stride_ + k));
        };
        const Cubic<Number> p = column(0), q = column(1), r = column(2), s = column(3);
        const Cubic<Number> f(place.b, p.value, q.value, r.value, s.value);
        const Cubic<Number> x(place.b, p.slope, q.slope, r.slope, s.slope);
        const Cubic<Number> xx(place.b, p.bend, q.bend, r.bend, s.bend);
        return {f.value, x.value, f.slope, xx.value, x.slope, f.bend};
    }

    const double* first_;
    std::size_t stride_;
    double last_x_, last_y_;  // of the cells
};

}  // namespace orthogen
