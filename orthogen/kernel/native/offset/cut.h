// Cut. a quad of the surface -> two triangles, or four around a centre.
//
// A quad spans four cells around a lattice edge. Its envelope are the four tetrahedra between that edge and the sides
// of the quad; the envelopes of different edges share no inner point as long as every vertex stays in its own cell
// (Ju & Udeshi 2006, Intersection-free contouring on an octree grid). Triangles inside their envelope therefore need no
// test. Four triangles around the place where the surface crosses the lattice edge always lie inside.
#pragma once
#include <map>

#include "offset/surface.h"

namespace orthogen {

struct Cutting {
    int first;                 // the diagonal from this corner, 0 or 1
    bool certain;              // inside the envelope
    bool bent;                 // its triangles sag too far
    std::int32_t centre = -1;  // four triangles around this vertex instead
};

// Two or four triangles.
struct Triangles {
    std::array<Face, 4> face;
    int count;
    const Face* begin() const { return face.data(); }
    const Face* end() const { return face.data() + count; }
};

// The centres of quads that were split: vertices behind all others.
class Centres {
  public:
    explicit Centres(const Lattice& lattice) : size_(lattice.points()) {}
    std::int32_t find(const Quad& quad) const {
        const auto at = all_.find(name(quad));
        return at == all_.end() ? -1 : at->second;
    }
    void add(const Quad& quad, std::int32_t centre) { all_[name(quad)] = centre; }
    std::size_t count() const { return all_.size(); }

  private:
    std::size_t name(const Quad& q) const {
        return ((static_cast<std::size_t>(q.edge.k) * size_.j + q.edge.j) * size_.i + q.edge.i) * 3 + q.axis;
    }
    Cell size_;
    std::map<std::size_t, std::int32_t> all_;
};

Cutting cut(const Surface& surface, const Centres& centres, const Quad& quad);
Triangles triangles(const Quad& quad, const Cutting& cutting);
// Whether a triangle has no area to speak of.
bool flat(const Surface& surface, const Face& face);

}  // namespace orthogen
