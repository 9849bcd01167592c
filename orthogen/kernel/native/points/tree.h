// Tree. triangles -> the one nearest to a point, or whether one lies within a distance.
//
// Triangles stand in Morton order, eight to a leaf, eight leaves to a twig, eight twigs to a branch. Each of these is
// bounded by a disc: a point whose foot on the disc's axis lies h from its middle plane and ρ from the axis is at least
// √(max(h−T, 0)² + max(ρ−R, 0)²) away. A box around a patch of skin that lies askew is far thicker than the skin; a
// disc is not. Points come in float relative to the tree's centre; the chosen triangle is exact to a few 1e-6 of the
// distances at hand, and the caller computes the final point in double.
#pragma once
#include <cstdint>
#include <vector>

#include "lanes.h"
#include "mesh.h"

namespace orthogen {

struct alignas(32) Discs {
    float mx[LANES], my[LANES], mz[LANES];
    float nx[LANES], ny[LANES], nz[LANES];
    float radius[LANES], thick[LANES];
};

// Eight triangles, each in its own frame: corner a is the origin, b = (ab, 0), c = ac (acx, acy), n the normal.
struct alignas(32) Leaf {
    float ax[LANES], ay[LANES], az[LANES];
    float ux[LANES], uy[LANES], uz[LANES];
    float nx[LANES], ny[LANES], nz[LANES];
    float ab[LANES], ac[LANES], bc[LANES];  // the lengths of the sides, and the directions of two of them
    float acx[LANES], acy[LANES], bcx[LANES], bcy[LANES];
};

// What is nearest so far: square of the distance, place of the triangle in the tree's order (-1: none yet).
struct Nearest {
    float square;
    std::int32_t place = -1;
};

enum class Level { leaf, twig, branch };

// A part of the tree: the nodes of one level that can matter to the points of some region.
struct Frontier {
    std::vector<Discs> groups;
    std::vector<std::int32_t> node;  // eight per group, -1 for none
    Level level = Level::branch;

    void clear() { groups.clear(), node.clear(), used_ = 0; }
    void add(const Discs& from, int lane, std::int32_t number);

  private:
    int used_ = 0;
};

class Tree {
  public:
    // The mesh must stay where it is as long as the tree lives.
    Tree(MeshView mesh, int threads);

    const Frontier& all() const { return roots_; }
    Vec3 centre() const { return centre_; }
    std::int32_t face(std::int32_t place) const { return order_[place]; }

    // Lowers `best` to the nearest triangle if there is one nearer.
    void nearest(const Frontier& among, Vec3f p, Nearest& best) const;
    // Lowers `best` to any triangle nearer than it; false if there is none.
    bool touches(const Frontier& among, Vec3f p, Nearest& best) const;
    // Lowers `best` by the leaf in which `place` stands: a good first guess.
    void look_again(std::int32_t place, Vec3f p, Nearest& best) const;
    // The nodes, of the frontier's level or the one below, that come within `reach` of p.
    void gather(const Frontier& among, Vec3f p, float reach, Level level, Frontier& into) const;
    // A frontier of these twigs.
    Frontier of_twigs(const std::int32_t* twigs, std::size_t count) const;
    // The point of the triangle at `place` nearest to p, both in mesh coordinates.
    Vec3 foot(std::int32_t place, Vec3 p) const;

  private:
    void build_leaf(std::size_t leaf);
    Discs bounds_of(std::size_t first_node, int triangles_per_node) const;
    template <bool ANY> bool search(const Frontier& among, Vec3f p, Nearest& best) const;
    bool search_leaf(std::int32_t leaf, Vec3f p, Nearest& best) const;

    MeshView mesh_;
    Vec3 centre_;
    Bulk<std::int32_t> order_;
    Bulk<Leaf> leaves_;
    Bulk<Discs> twigs_, branches_;  // the bounds of the leaves of each twig, of the twigs of each branch
    Frontier roots_;
};

}  // namespace orthogen
