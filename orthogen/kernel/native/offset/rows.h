// Rows. closed mesh, lattice -> how often the mesh winds around a lattice point, by counting crossings along x.
//
// Each face is cut by the planes z = z_k, the cuts by the lines y = y_j. Faces that share an edge compute its cut from
// the same numbers in the same order, and intervals are half open, so that the count is right whatever is rounded.
#pragma once
#include <vector>

#include "offset/lattice.h"
#include "mesh.h"

namespace orthogen {

class Rows {
  public:
    // The points of `mesh` less `centre` are meant.
    Rows(MeshView mesh, Vec3 centre, const Lattice& lattice, int threads);
    // 1 inside an outward turned mesh, 0 outside, 2 where two of its parts overlap.
    int winding(Cell point) const;

  private:
    struct Crossing {
        float x;
        std::int32_t sign;
    };
    Lattice lattice_;
    std::vector<std::uint32_t> start_;
    Bulk<Crossing> crossings_;
};

}  // namespace orthogen
