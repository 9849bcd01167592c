// Convex. splines of skin and thickness -> where only one place can carry the lowest ball, and none need be compared.
#pragma once
#include <cstddef>
#include <vector>

#include "fields/bicubic.h"

namespace orthogen {

// f(q) = z(q) − √(t² − |p−q|²) is convex around p, and a place where Newton's method rests is its only minimum, if
// z″ + ω/t > 0 with ω = 1 − |∇t|² − t·|t″|. A spline's derivatives lie between the differences of its coefficients,
// whose extremes are kept for blocks of nodes.
class Convex {
  public:
    // t: null where the thickness is one number; most: the greatest thickness.
    Convex(const Bicubic& z, const Bicubic* t, std::size_t nx, std::size_t ny, double step, double most);

    // True if f is convex within reach of the nodes (row, first), ... (row, first + count − 1); false if unknown.
    // Quick where the row is the one asked before, or next to it.
    bool around(std::size_t row, std::size_t first, std::size_t count);

  private:
    void gather(std::size_t top, std::size_t bottom);

    std::size_t nx_, ny_, reach_, wide_;
    double enough_;
    std::vector<double> bend_, twist_;  // least of z_xx and z_yy, and greatest |z_xy|, per block and step
    std::size_t top_ = 1, bottom_ = 0;  // rows of blocks that were gathered: none yet
    std::vector<double> least_, most_;  // of them, bend and twist per column of blocks
};

}  // namespace orthogen
