// Crease. a height field -> where it is too rough for a spline, and the rolled ball's place near a node there.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "fields/balls.h"

namespace orthogen {

// Marks the nodes near which a cubic spline may leave the skin by more than about 0.001 mm: those where a fourth
// difference exceeds 0.05 mm, more on slopes, and two nodes around them, as far as a coefficient feels a node.
void mark_creases(const double* z, std::size_t nx, std::size_t ny, double step, std::vector<std::uint8_t>& rough);

// The least of z(q) − √(t(q)² − |p−q|²) for q near node (i, j), p lying (du, dv) steps from it; `value` if no lower one
// is found. z and t are expanded to the second order around the node; beside a crease they drop their bend and take at
// most twice the lesser one-sided slope. Where that finds no place, the straight ways to the next nodes are asked.
double rolled_near(const double* z, Thickness thickness, std::size_t nx, std::size_t ny, double step, std::size_t i,
                   std::size_t j, double du, double dv, double value);

}  // namespace orthogen
