// Touch. skin and thickness at one place -> how low a ball that touches the skin there reaches below another place.
#pragma once
#include "fields/bicubic.h"

namespace orthogen {

// f = z − √(t² − |p−q|²) as a function of q, and Newton's step to its minimum; p lies (a, b) steps from q. All
// derivatives are per step. Holds where room = t² − |p−q|² is more than 1e-6 t² and convex = det(f″) is positive and
// f.xx.
template <class Number>
struct Touch {
    Jet<Number> f;
    Number room, convex, du, dv;

    ORTHOGEN_INLINE Touch(const Jet<Number>& z, const Jet<Number>& t, const Number& a, const Number& b, double step) {
        const double square = step * step;
        room = t.f * t.f - (a * a + b * b) * square;
        const Number depth = root(room), one = 1.0 / depth, cube = one * (one * one);
        // half the gradient and Hessian of room
        const Number ru = t.f * t.x + a * square, rv = t.f * t.y + b * square;
        const Number ruu = t.x * t.x + t.f * t.xx - square, rvv = t.y * t.y + t.f * t.yy - square;
        const Number ruv = t.x * t.y + t.f * t.xy;
        f = {z.f - depth,
             z.x - ru * one,
             z.y - rv * one,
             z.xx - ruu * one + ru * ru * cube,
             z.xy - ruv * one + ru * rv * cube,
             z.yy - rvv * one + rv * rv * cube};
    }

    ORTHOGEN_INLINE void step() {
        convex = f.xx * f.yy - f.xy * f.xy;
        const Number one = 1.0 / convex;
        du = (f.xy * f.y - f.yy * f.x) * one, dv = (f.xy * f.x - f.xx * f.y) * one;
    }

    // The height at the end of the step, by the second order.
    ORTHOGEN_INLINE Number height() const { return f.f + (f.x * du + f.y * dv) * 0.5; }

    // The square of how far that may be off, times room²: the descent, times how much less the next order is.
    ORTHOGEN_INLINE Number off(double step) const {
        const Number descent = f.x * du + f.y * dv, far = (du * du + dv * dv) * (step * step);
        return descent * descent * far * (room + far);
    }
};

}  // namespace orthogen
