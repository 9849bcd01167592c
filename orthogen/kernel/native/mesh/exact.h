// Exact. points -> on which side they lie: a float filter first, then sums of floats without round-off.
//
// Shewchuk (1997), Adaptive precision floating-point arithmetic and fast robust geometric predicates: stage A, then at
// once the exact value as an expansion. Exact for finite coordinates whose products neither overflow nor underflow.
#pragma once
#include "vec.h"

namespace orthogen {

// 1 where p lies on the side of plane abc to which (b−a) × (c−a) points, -1 beyond, 0 on it.
int side_of_plane(Vec3 a, Vec3 b, Vec3 c, Vec3 p);
// 1 where a, b, c run counter-clockwise, seen with axes u, v to the right and up; -1 clockwise, 0 on one line.
int turn(Vec3 a, Vec3 b, Vec3 c, int u, int v);

}  // namespace orthogen
