// Order. faces -> an order in which any 8, 64 or 512 that follow one another lie close together.
#pragma once
#include <array>
#include <cstdint>

#include "lanes.h"
#include "mesh.h"

namespace orthogen {

// By Morton number of the centroid in the box of all points.
Bulk<std::int32_t> morton_order(MeshView mesh, const Box& box, int threads);
// The same, then each 512 by halving.
Bulk<std::int32_t> near_order(MeshView mesh, int threads);

// The points of a branch of the tree, 512 at most, put in order: halved along the axis on which they lie farthest apart
// until eight or fewer are left.
class Halving {
  public:
    static constexpr int MOST = LANES * LANES * LANES;
    // count points, of which `box` is the box; their order is then found in place 0 … count - 1.
    void order(const Vec3* points, int count, const Box& box);
    int operator[](int place) const { return static_cast<int>(spots_[place] >> NUMBER); }

  private:
    // Where a point lies in the box, in 16 bits for each axis from x on, and its number.
    using Spot = std::uint64_t;
    using Key = std::uint32_t;
    static constexpr int WIDE = 16, NUMBER = 3 * WIDE;

    static Key key(Spot spot, int axis) {
        return static_cast<Key>((spot >> (axis * WIDE) & 0xffffU) << WIDE | spot >> NUMBER);
    }
    void halve(Spot* spots, int count);
    void part(Spot* spots, int count, int half, int axis, Key low, Key high);

    alignas(32) std::array<Spot, MOST> spots_;
    alignas(32) std::array<Spot, MOST + 1> less_, same_, more_;
};

}  // namespace orthogen
