// Weave. quads of the surface -> triangles, of which no two meet but in the points and edges they share.
//
// Most quads stay inside their envelopes and need no test. The few others are tested exactly, and where they meet
// something, they are split around their lattice edge and their vertices are moved along the surface into their cells.
#pragma once
#include "offset/surface.h"

namespace orthogen {

struct Woven {
    Bulk<Face> faces;
    std::size_t moved = 0;  // vertices that had to leave the exact surface
    bool meets = false;     // faces still meet that no move could part
};

// Puts the vertices onto the floats of a file and adds those in the middle of quads that were split.
Woven weave(Surface& surface, int threads);

}  // namespace orthogen
