// Four. four numbers at a time; compilers split them where a register holds only two.
#pragma once
#include <cstdint>
#include <cstring>

#include "lanes.h"

namespace orthogen {

#if defined(__GNUC__)
using Four = double __attribute__((vector_size(32)));
using FourAnywhere = double __attribute__((vector_size(32), aligned(8), may_alias));
// Where a is less than b: x, else y. References, since the way to hand a vector over depends on the processor.
ORTHOGEN_INLINE void pick_less(const Four& a, const Four& b, const Four& x, const Four& y, Four& out) {
    out = a < b ? x : y;
}
ORTHOGEN_INLINE void load(const double* from, Four& into) { into = *reinterpret_cast<const FourAnywhere*>(from); }
ORTHOGEN_INLINE void store(const Four& from, double* into) { *reinterpret_cast<FourAnywhere*>(into) = from; }
#else
struct Four {
    double v[4];
    Four operator+(const Four& o) const { return {v[0] + o.v[0], v[1] + o.v[1], v[2] + o.v[2], v[3] + o.v[3]}; }
    Four operator-(const Four& o) const { return {v[0] - o.v[0], v[1] - o.v[1], v[2] - o.v[2], v[3] - o.v[3]}; }
    Four operator*(const Four& o) const { return {v[0] * o.v[0], v[1] * o.v[1], v[2] * o.v[2], v[3] * o.v[3]}; }
    Four operator+(double s) const { return {v[0] + s, v[1] + s, v[2] + s, v[3] + s}; }
    Four operator-(double s) const { return {v[0] - s, v[1] - s, v[2] - s, v[3] - s}; }
    Four operator*(double s) const { return {v[0] * s, v[1] * s, v[2] * s, v[3] * s}; }
    Four& operator-=(const Four& o) { return *this = *this - o; }
};
inline void pick_less(const Four& a, const Four& b, const Four& x, const Four& y, Four& out) {
    for (int l = 0; l < 4; ++l) out.v[l] = a.v[l] < b.v[l] ? x.v[l] : y.v[l];
}
inline void load(const double* from, Four& into) { std::memcpy(&into, from, sizeof into); }
inline void store(const Four& from, double* into) { std::memcpy(into, &from, sizeof from); }
#endif

}  // namespace orthogen
