// Tree. triangles -> the one nearest to a point, or whether one lies within a distance.
//
// Triangles stand in Morton order, eight to a leaf, eight leaves to a twig, eight twigs to a branch. Each of these is
// bounded by a flat box that lies along its surface: a box along the axes around a patch of skin that lies askew is far
// thicker than the skin. Points come in float relative to the tree's centre; the chosen triangle is exact to a few 1e-6
// of the distances at hand, and the caller computes the final point in double.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "lanes.h"
#include "mesh.h"
#include "points/slab.h"

namespace orthogen {

// What is nearest so far: square of the distance, place of the triangle in the tree's order (-1: none yet).
struct Nearest {
    float square;
    std::int32_t place = -1;
};

// The points of a ball, to which only what lies within `cap` of them matters. Of the mesh, a place c met before leaves
// out all places x that are farther from each point q of the ball than it. With e = x − c, m the middle, r the radius:
// |q−x|² − |q−c|² = e² − 2(m−c)·e − 2(q−m)·e > 0 if (|e|−r)² − r² > 2(m−c)·e and |e| > r.
struct Region {
    Vec3f middle;
    float radius, cap;
    bool known = false;
    Vec3f foot{}, axis{};  // c and m − c, if known

    void met(Vec3f place) { known = true, foot = place, axis = middle - place; }
};

enum class Level { twig, branch };

// A part of the tree: the nodes of one level that can matter to the points of some region.
struct Frontier {
    std::vector<std::int32_t> node;
    std::vector<Slabs> groups;  // their bounds, by eights; there may be more than `size` of them
    std::size_t size = 0;
    Level level = Level::branch;
};

class Tree {
  public:
    // The mesh must stay where it is as long as the tree lives.
    Tree(MeshView mesh, int threads);

    const Frontier& all() const { return roots_; }
    Vec3 centre() const { return centre_; }

    // Lowers `best` to the nearest triangle if there is one nearer; the leaf of `best` has been looked at already.
    void nearest(const Frontier& among, Vec3f p, Nearest& best) const;
    // Lowers `best` to any triangle nearer than it; false if there is none.
    bool touches(const Frontier& among, Vec3f p, Nearest& best) const;
    // Lowers `best` by the leaf in which `place` stands: a good first guess.
    void look_again(std::int32_t place, Vec3f p, Nearest& best) const;
    // The nodes, of the frontier's level or the one below, that matter to a region.
    void gather(const Frontier& among, const Region& region, Level level, Frontier& into) const;
    // A frontier of these twigs.
    Frontier of_twigs(const std::int32_t* twigs, std::size_t count) const;
    // Where on the triangle at `place` p has its nearest point, to a few 1e-6 of the distances at hand.
    Vec3f foot_in_floats(std::int32_t place, Vec3f p) const;
    // The point of the triangle at `place` nearest to p, both in mesh coordinates.
    Vec3 foot(std::int32_t place, Vec3 p) const;

  private:
    struct Bench;
    int fill(std::size_t first, const Bulk<std::int32_t>& order, Bench& bench);
    void build_branch(std::size_t branch, const Bulk<std::int32_t>& order, Bench& bench, Slabs& top);
    template <bool ANY> bool search(const Frontier& among, Vec3f p, Nearest& best) const;
    void group(Frontier& frontier) const;
    bool search_leaf(std::int32_t leaf, Vec3f p, Nearest& best) const;

    MeshView mesh_;
    Vec3 centre_;
    Bulk<std::array<std::int32_t, 3>> corners_;  // of the triangles in the tree's order
    Bulk<Leaf> leaves_;
    Bulk<Slabs> twigs_, branches_;  // the bounds of the leaves of each twig, of the twigs of each branch
    Frontier roots_;
};

}  // namespace orthogen
