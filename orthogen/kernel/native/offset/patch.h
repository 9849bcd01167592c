// Patch. the signs around a block -> which of its cells have vertices, and the numbers of these.
//
// Cells of a block are numbered by the bits of z, y, x in turn: those of a cube of 2³, and of 4³, follow one another.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "lanes.h"
#include "offset/lattice.h"

namespace orthogen {

constexpr int ALONG = 0b001001001;  // the bits of x in a cell's number

inline int number_in_block(Cell cell) {
    const auto spread = [](int v) { return (v & 1) | (v & 2) << 2 | (v & 4) << 4; };
    return spread(cell.i) | spread(cell.j) << 1 | spread(cell.k) << 2;
}

inline Cell cell_in_block(int number) {
    const auto gather = [](int v) { return (v & 1) | (v >> 2 & 2) | (v >> 4 & 4); };
    return {gather(number), gather(number >> 1), gather(number >> 2)};
}

// The number of the cell one back along an axis, from the first to the last of the block before.
template <int AXIS> int one_back(int number) {
    constexpr int MINE = ALONG << AXIS;
    return (number & ~MINE) | (((number & MINE) - (1 << AXIS)) & MINE);
}

// One layer of signs, bit 8j + i: of the points (i, j), (i + 1, j), (i, j + 1), (i + 1, j + 1).
struct Layer {
    std::uint64_t here, x, y, xy;
};

// Where a vertex belongs: its cell in the block, and the edges of its loop.
struct Knot {
    std::uint16_t cell, edges;
};

struct Patch {
    static constexpr std::uint16_t SEVERAL = 0x8000;
    std::array<Layer, BLOCK + 1> layers;
    std::array<std::uint8_t, 64> cells;   // of each cube of 2³, bit n: its cell n has a vertex
    std::array<std::uint16_t, 64> first;  // knot of each cube, SEVERAL added if a cell of it has more than one
    std::vector<Knot> knots;
    std::int32_t base = 0;  // the number of its first vertex

    // The vertex of that loop of a cell which passes an edge.
    std::int32_t vertex(int cell, int edge) const {
        const int cube = cell / 8;
        if (!(first[cube] & SEVERAL)) return base + first[cube] + count_bits(cells[cube] & ((1U << cell % 8) - 1));
        int number = first[cube] & ~SEVERAL;
        while (knots[number].cell != cell || !(knots[number].edges >> edge & 1U)) ++number;
        return base + number;
    }

    // Whether the vertex of a knot shares its cell with another.
    bool shared(std::size_t knot) const {
        return (knot > 0 && knots[knot - 1].cell == knots[knot].cell) ||
               (knot + 1 < knots.size() && knots[knot + 1].cell == knots[knot].cell);
    }

    // The signs of the corners of a cell.
    unsigned corners(Cell at) const {
        const int bit = 8 * at.j + at.i;
        const auto four = [bit](const Layer& l) {
            return (l.here >> bit & 1U) | (l.x >> bit & 1U) << 1 | (l.y >> bit & 1U) << 2 | (l.xy >> bit & 1U) << 3;
        };
        return static_cast<unsigned>(four(layers[at.k]) | four(layers[at.k + 1]) << 4);
    }
};

// The patch of a block, and of those before it: bit a of the index is set for one back along axis a.
using Around = std::array<const Patch*, 8>;

}  // namespace orthogen
