// Cube. the signs of a cell's eight corners -> the loops in which the surface leaves its edges, one vertex for each.
//
// Corner x + 2y + 4z; edge 4·axis + u + 2v with u, v the places on the next two axes; face 2·axis + side. A face whose
// corners alternate is cut so that its far corners are kept apart, unless it is `flipped`. Where the two cells of such
// a face would each join both cuts in one loop, four quads would meet in one edge; there the face is flipped for both
// (Wenger 2013, Isosurfaces, 3.3: manifold dual contouring), which parts the loops.
#pragma once
#include <array>
#include <cstdint>

namespace orthogen {

struct Loops {
    int count = 0;
    std::array<std::uint16_t, 4> edges{};  // bit e: the loop passes edge e
};

// Bit c of `far` is the sign of corner c; bit f of `flipped` a face cut the other way.
Loops loops_of(unsigned far, unsigned flipped);
// The faces that alternate and whose two cuts lie in one loop.
unsigned pinched_faces(unsigned far);
// The default loops of all 256 cells.
const std::array<Loops, 256>& loop_table();

inline int edge_corner(int edge) {  // its lower end
    const int axis = edge / 4, u = edge % 2, v = edge / 2 % 2;
    return u << (axis + 1) % 3 | v << (axis + 2) % 3;
}

}  // namespace orthogen
