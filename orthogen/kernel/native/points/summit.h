// Summit. points near where a smooth surface turns back -> its outermost point, free of noise.
#pragma once
#include <optional>

#include "points/layers.h"

namespace orthogen {

struct Summit {
    double u, v, out;  // across the direction along the two other axes, in their order, and along it
    double scatter;    // of the points about the fitted patch
};

// The summit along sign × axis of the quadratic patch through all points within `radius` of it across the direction;
// none with fewer than a dozen points that face that way.
std::optional<Summit> summit(Oriented skin, int axis, double sign, double radius);

}  // namespace orthogen
