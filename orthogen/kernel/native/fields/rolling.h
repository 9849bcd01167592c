// Rolling. a height field, a thickness -> the lower envelope of balls whose centres roll over it.
#pragma once
#include <cstddef>
#include <cstdint>

#include "fields/balls.h"

namespace orthogen {

// Fields of nx rows of ny numbers; thickness: one number or a field. b(p) = min over q of z(q) − √(t(q)² − |p−q|²), q
// on the bicubic spline through z. The place q is carried on from row to row and refined by Newton's method. A height
// stands if no ball on a node reaches below it; where one does, and at creases, the best of all nodes is looked for.
// where: null, or the nodes (not 0) that matter; before the first and behind the last of a row it is z − t.
void rolled_below(const double* z, Thickness thickness, std::size_t nx, std::size_t ny, double step,
                  const std::uint8_t* where, double* below);

}  // namespace orthogen
