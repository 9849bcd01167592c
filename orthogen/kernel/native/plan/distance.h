// Distance. segments in the plane, a grid -> the nearest segment of every node; closed line, grid -> what lies inside.
#pragma once
#include <cstddef>
#include <cstdint>

#include "fields/raster.h"

namespace orthogen {

struct Segment {
    double x0, y0, x1, y1;  // a point where both ends are one
};

// distance and place (nx, ny): exact everywhere; place is the number of the nearest segment plus how far along it the
// nearest point lies, in [0, 1]. At least one segment.
void nearest_segments(const Segment* segments, std::size_t count, const Nodes& grid, double* distance, double* place,
                      int threads);

// inside (nx, ny): 1 where a ray along y crosses the segments an odd number of times.
void inside_segments(const Segment* segments, std::size_t count, const Nodes& grid, std::uint8_t* inside);

}  // namespace orthogen
