// Lattice. the points of space at which an offset is sampled, in blocks of 8 × 8 × 8 and tiles of 4 × 4 × 4 blocks.
#pragma once
#include <cstdint>

#include "vec.h"

namespace orthogen {

struct Cell {
    int i, j, k;
    int operator[](int axis) const { return axis == 0 ? i : axis == 1 ? j : k; }
    Cell moved(int axis, int by) const { return {i + (axis == 0) * by, j + (axis == 1) * by, k + (axis == 2) * by}; }
};

constexpr int BLOCK = 8, TILE = 4;

struct Lattice {
    Vec3 origin;
    double step;
    Cell tiles;  // how many along each axis

    Vec3 place(double i, double j, double k) const { return origin + Vec3{i, j, k} * step; }
    Vec3 place(Cell c) const { return place(c.i, c.j, c.k); }
    Cell blocks() const { return {tiles.i * TILE, tiles.j * TILE, tiles.k * TILE}; }
    Cell points() const { return {tiles.i * TILE * BLOCK, tiles.j * TILE * BLOCK, tiles.k * TILE * BLOCK}; }
    // The number of a block, in the order x, y, z.
    std::size_t number(Cell block) const {
        const Cell n = blocks();
        return (static_cast<std::size_t>(block.k) * n.j + block.j) * n.i + block.i;
    }
};

}  // namespace orthogen
