// Signs. tree, rows, distance -> for every lattice point near the offset surface whether it is far from the mesh.
//
// `far` means: on the side to which the mesh is offset, and more than the distance d away from it. The offset surface
// is the border of the far points. φ(p) = ± distance − d, positive where far, changes by no more than one moves
// (Lipschitz), so one query settles all points nearer to p than |φ(p)|, and all points nearer than d to the place it
// found are not far. Tiles, then blocks, then cubes of 4³, 2³ and single points are asked, each only if what was learnt
// before leaves it open; single points need no distance, only whether any triangle is within d.
#pragma once
#include <array>
#include <vector>

#include "offset/lattice.h"
#include "offset/rows.h"
#include "points/tree.h"

namespace orthogen {

// A place of the mesh that was found nearest to some point: relative to the tree's centre, and in the tree's order.
struct Seen {
    Vec3f at;
    std::int32_t place;
};

struct Block {
    Cell cell;                           // its number along each axis
    std::array<std::uint64_t, 8> far;    // word k, bit 8j + i: the point (i, j, k) of the block is far
    std::array<Seen, 8> seen;            // near each cube of 4³
    std::uint64_t closer;                // bit n: something was seen near the cube n of 2³ as well
    const Seen* seen_closer;             // that, one after another
    const std::int32_t* twigs;           // of the tree, all that matter in the block
    std::size_t twig_count;

    // What was seen near a cube of 2³; cubes are numbered as their cells are, by eights (patch.h).
    const Seen& seen_near(int cube) const {
        if (!(closer >> cube & 1U)) return seen[cube / 8];
        return seen_closer[count_bits(closer & ((1ULL << cube) - 1))];
    }
};

// What the blocks of a tile point to.
struct Kept {
    std::vector<std::int32_t> twigs;
    std::vector<Seen> closer;
};

constexpr std::int32_t ALL_NEAR = -1, ALL_FAR = -2;

struct Signs {
    Bulk<Block> blocks;               // those that the surface may pass
    std::vector<Kept> kept;           // of them, tile by tile
    std::vector<std::int32_t> index;  // lattice.number -> block, ALL_NEAR or ALL_FAR
    std::int32_t outside;             // what lies beyond the lattice

    std::int32_t at(const Lattice& lattice, Cell block) const {
        const Cell most = lattice.blocks();
        const bool inside = block.i < most.i && block.j < most.j && block.k < most.k;
        return inside ? index[lattice.number(block)] : outside;
    }
    bool far(const Lattice& lattice, Cell point) const {
        const std::int32_t b = at(lattice, {point.i / BLOCK, point.j / BLOCK, point.k / BLOCK});
        if (b < 0) return b == ALL_FAR;
        return blocks[b].far[point.k % BLOCK] >> (point.j % BLOCK * BLOCK + point.i % BLOCK) & 1U;
    }
};

// The field φ of one mesh, ready to be asked.
struct Field {
    const Tree& tree;
    const Rows& rows;
    Lattice lattice;
    double distance;
    bool outward;

    // Whether a point at least a lattice step away from the mesh lies on the side of the offset.
    bool right_side(Vec3 p) const;
};

Signs signs_of(const Field& field, int threads);

}  // namespace orthogen
