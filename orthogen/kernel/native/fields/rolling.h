// Rolling. a height field, a thickness -> the lower envelope of balls whose centres roll over it.
#pragma once
#include <cstddef>

namespace orthogen {

// Fields of nx rows of ny numbers. b(p) = min over q of z(q) − √(t(q)² − |p−q|²). The best node is found by trying all;
// from there the place between the nodes is found by Newton's method on the field's second-order expansion, whose
// slopes and bends are limited beside creases. Never above what the nodes alone give.
void rolled_below(const double* z, const double* thickness, std::size_t nx, std::size_t ny, double step, double* below);

}  // namespace orthogen
