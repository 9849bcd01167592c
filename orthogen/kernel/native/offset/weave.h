// Weave. quads of the surface -> triangles, of which no two meet but in the points and edges they share.
//
// A quad spans four cells around a lattice edge. Its envelope are the four tetrahedra between that edge and the sides
// of the quad; the envelopes of different edges share no inner point as long as every vertex stays in its own cell
// (Ju & Udeshi 2006, Intersection-free contouring on an octree grid). Triangles inside their envelope therefore need no
// test. The few others are tested exactly, and where they meet something, vertices are moved until they do not.
#pragma once
#include "offset/surface.h"

namespace orthogen {

struct Woven {
    Bulk<Face> faces;
    std::size_t moved = 0;  // vertices that had to leave the exact surface
    bool meets = false;     // faces still meet that no move could part
};

Woven weave(Surface& surface, int threads);

}  // namespace orthogen
