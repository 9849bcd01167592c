// Touch. skin and thickness at one place -> how low a ball that touches the skin there reaches below another place.
#pragma once
#include <cmath>

#include "fields/bicubic.h"

namespace orthogen {

// f = z − √(t² − |p−q|²) as a function of q, where p lies (a, b) steps from q; derivatives of all jets per step.
// False, and nothing written, where the ball does not reach p, or only just.
ORTHOGEN_INLINE bool touch(const Jet& z, const Jet& t, double a, double b, double step, Jet& f, double& room) {
    const double square = step * step;
    room = t.f * t.f - square * (a * a + b * b);
    if (!(room > 1e-6 * (t.f * t.f))) return false;
    const double root = std::sqrt(room), one = 1 / root, cube = one / room;
    // half the gradient and Hessian of room
    const double ru = t.f * t.x + a * square, rv = t.f * t.y + b * square;
    const double ruu = t.x * t.x + t.f * t.xx - square, rvv = t.y * t.y + t.f * t.yy - square;
    const double ruv = t.x * t.y + t.f * t.xy;
    f = {z.f - root,
         z.x - ru * one,
         z.y - rv * one,
         z.xx - ruu * one + ru * ru * cube,
         z.xy - ruv * one + ru * rv * cube,
         z.yy - rvv * one + rv * rv * cube};
    return true;
}

// Newton's step to the minimum of f; false where f is not convex.
ORTHOGEN_INLINE bool newton(const Jet& f, double& du, double& dv) {
    const double det = f.xx * f.yy - f.xy * f.xy;
    if (!(f.xx > 0 && det > 0)) return false;
    const double one = 1 / det;
    du = (f.xy * f.y - f.yy * f.x) * one, dv = (f.xy * f.x - f.xx * f.y) * one;
    return true;
}

}  // namespace orthogen
