// Offset. closed mesh, distance -> the surface at that distance from it, closed and free of self-intersection.
#pragma once
#include "mesh.h"

namespace orthogen {

struct OffsetResult {
    Mesh mesh;
    std::size_t creases = 0;    // vertices on a crease
    std::size_t moved = 0;      // vertices moved off the exact surface, so that no two faces meet
    bool meets = false;         // faces still meet: the lattice is too coarse for this part
};

// distance > 0 outward, < 0 inward. The caller has checked: closed, consistently oriented outwards, finite,
// no face without area, 0 < step <= |distance|, and a lattice of bearable size (offset_blocks).
OffsetResult offset(MeshView mesh, double distance, double step, int threads);

// The number of lattice blocks that such a call would need, as a double: it may be absurd.
double offset_blocks(MeshView mesh, double distance, double step);

}  // namespace orthogen
