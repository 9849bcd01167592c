#include "offset/surface.h"

#include <algorithm>

#include "parallel.h"

namespace orthogen {

Surface::Surface(const Field& field, const Signs& signs, int threads) : field_(field), signs_(signs) {
    patches_.resize(signs.blocks.size());
    in_parallel(threads, patches_.size(), 16, [&](std::size_t first, std::size_t last) {
        std::vector<Knot> knots;
        for (std::size_t b = first; b < last; ++b) make_patch(b, knots);
    });
    std::int32_t count = 0;
    for (Patch& patch : patches_) {
        patch.base = count, count += static_cast<std::int32_t>(patch.knots.size());
        base_.push_back(patch.base);
    }
    vertices_.reserve(static_cast<std::size_t>(count) + static_cast<std::size_t>(count) / 64);  // room for centres of quads
    vertices_.resize(static_cast<std::size_t>(count));
    in_parallel(threads, patches_.size(), 4, [&](std::size_t first, std::size_t last) {
        for (std::size_t b = first; b < last; ++b) place_vertices(b);
    });
}

// The signs of the 9³ corners of a block's cells.
static void fill_rows(const Signs& signs, const Lattice& lattice, const Block& block, std::array<std::uint16_t, 81>& rows) {
    rows.fill(0);
    for (int n = 0; n < 8; ++n) {
        const Cell side = {n & 1, n >> 1 & 1, n >> 2};
        const std::int32_t b = signs.at(lattice, {block.cell.i + side.i, block.cell.j + side.j, block.cell.k + side.k});
        for (int k = side.k * 8; k < 8 + side.k; ++k)
            for (int j = side.j * 8; j < 8 + side.j; ++j) {
                const unsigned bits = b < 0 ? (b == ALL_FAR ? 255U : 0U) : signs.blocks[b].far[k & 7] >> (j & 7) * 8 & 255U;
                rows[9 * k + j] = static_cast<std::uint16_t>(rows[9 * k + j] | (side.i ? (bits & 1U) << 8 : bits));
            }
    }
}

// Bit i: the corners of cell (i, j, k) are not all of one sign.
static unsigned mixed_cells(const std::array<std::uint16_t, 81>& rows, int j, int k) {
    const unsigned a = rows[9 * k + j], b = rows[9 * k + j + 1], c = rows[9 * k + j + 9], d = rows[9 * k + j + 10];
    const unsigned any = a | b | c | d, all = a & b & c & d;
    return (any | any >> 1) & ~(all & all >> 1) & 255U;
}

static unsigned signs_at(const std::array<std::uint16_t, 81>& rows, Cell at) {
    const std::uint16_t* r = &rows[9 * at.k + at.j];
    return (r[0] >> at.i & 3U) | (r[1] >> at.i & 3U) << 2 | (r[9] >> at.i & 3U) << 4 | (r[10] >> at.i & 3U) << 6;
}

void Surface::make_patch(std::size_t number, std::vector<Knot>& knots) {
    const Block& block = signs_.blocks[number];
    Patch& patch = patches_[number];
    patch.first.fill(Patch::NONE);
    knots.clear();
    fill_rows(signs_, field_.lattice, block, patch.rows);
    unsigned mixed[BLOCK * BLOCK];
    for (int n = 0; n < BLOCK * BLOCK; ++n) mixed[n] = mixed_cells(patch.rows, n % BLOCK, n / BLOCK);
    for (int cube = 0; cube < 64; ++cube) {  // of 2³ cells: what is near one another is asked together
        const Cell low = {cube / 8 % 2 * 4 + cube % 2 * 2, cube / 16 % 2 * 4 + cube / 2 % 2 * 2, cube / 32 * 4 + cube / 4 % 2 * 2};
        for (int n = 0; n < 4; ++n) {
            Cell at = {0, low.j + n % 2, low.k + n / 2};
            for (unsigned open = mixed[at.j + BLOCK * at.k] & 3U << low.i; open; open &= open - 1) {
                at.i = lowest_bit(open);
                const auto index = static_cast<std::uint16_t>(at.i + 8 * at.j + 64 * at.k);
                const Cell cell = {block.cell.i * BLOCK + at.i, block.cell.j * BLOCK + at.j, block.cell.k * BLOCK + at.k};
                const Loops found = loops(cell, signs_at(patch.rows, at));
                patch.first[index] = static_cast<std::uint16_t>(knots.size() | (found.count > 1 ? Patch::SEVERAL : 0));
                for (int l = 0; l < found.count; ++l) knots.push_back({index, found.edges[l]});
            }
        }
    }
    patch.knots = knots;
}

void Surface::place_vertices(std::size_t number) {
    const Block& block = signs_.blocks[number];
    const Patch& patch = patches_[number];
    if (patch.knots.empty()) return;
    Placer placer(field_, block);
    for (std::size_t n = 0; n < patch.knots.size(); ++n) {
        const Knot knot = patch.knots[n];
        const Cell at = {knot.cell % 8, knot.cell / 8 % 8, knot.cell / 64};
        const unsigned far = signs_at(patch.rows, at);
        const Cell cell = {block.cell.i * BLOCK + at.i, block.cell.j * BLOCK + at.j, block.cell.k * BLOCK + at.k};
        Vertex& vertex = vertices_[patch.base + n];
        vertex = placer.place({cell, knot.edges, far});
        vertex.shared = patch.first[knot.cell] & Patch::SEVERAL;
    }
}

unsigned Surface::corner_signs(Cell cell) const {
    unsigned signs = 0;
    for (int c = 0; c < 8; ++c)
        signs |= static_cast<unsigned>(signs_.far(field_.lattice, {cell.i + (c & 1), cell.j + (c >> 1 & 1), cell.k + (c >> 2)})) << c;
    return signs;
}

Loops Surface::loops(Cell cell, unsigned far) const {
    static const auto pinched = [] {
        std::array<std::uint8_t, 256> table;
        for (unsigned f = 0; f < 256; ++f) table[f] = static_cast<std::uint8_t>(pinched_faces(f));
        return table;
    }();
    unsigned flipped = 0;
    for (int face = 0; pinched[far] >> face; ++face) {
        if (!(pinched[far] >> face & 1U)) continue;
        const Cell other = cell.moved(face / 2, face % 2 ? 1 : -1);
        if (pinched[corner_signs(other)] >> (face ^ 1) & 1U) flipped |= 1U << face;
    }
    return flipped ? loops_of(far, flipped) : loop_table()[far];
}

Around Surface::around(Cell block) const {
    Around patches{};
    for (int n = 0; n < 8; ++n) {
        const Cell other = {block.i - (n & 1), block.j - (n >> 1 & 1), block.k - (n >> 2)};
        if (other.i < 0 || other.j < 0 || other.k < 0) continue;
        const std::int32_t number = signs_.index[field_.lattice.number(other)];
        if (number >= 0) patches[n] = &patches_[number];
    }
    return patches;
}

std::size_t Surface::quad_count(std::size_t block) const {
    const auto& rows = patches_[block].rows;
    std::size_t count = 0;
    for (int k = 0; k < BLOCK; ++k)
        for (int j = 0; j < BLOCK; ++j) {
            const unsigned row = rows[9 * k + j];
            for (const unsigned next : {row >> 1, unsigned{rows[9 * k + j + 1]}, unsigned{rows[9 * k + j + 9]}})
                for (unsigned open = (row ^ next) & 255U; open; open &= open - 1) ++count;
        }
    return count;
}

std::size_t Surface::block_of(std::int32_t vertex) const {
    return static_cast<std::size_t>(std::upper_bound(base_.begin(), base_.end(), vertex) - base_.begin()) - 1;
}

Loop Surface::loop_of(std::int32_t vertex) const {
    const Patch& patch = patches_[block_of(vertex)];
    const Knot knot = patch.knots[vertex - patch.base];
    const Cell at = {knot.cell % 8, knot.cell / 8 % 8, knot.cell / 64};
    return {cell_of(vertex), knot.edges, signs_at(patch.rows, at)};
}

Vec3 Surface::safe_place(std::int32_t vertex) const {
    const Patch& patch = patches_[block_of(vertex)];
    const Cell cell = cell_of(vertex);
    Vec3 sum;
    int count = 0;
    for (int e = 0; e < 12; ++e) {
        if (!(patch.knots[vertex - patch.base].edges >> e & 1U)) continue;
        const int corner = edge_corner(e);
        Vec3 p = field_.lattice.place(cell.i + (corner & 1), cell.j + (corner >> 1 & 1), cell.k + (corner >> 2));
        p.at(e / 4) += 0.5 * field_.lattice.step;
        sum += p, ++count;
    }
    return sum * (1.0 / count);
}

Cell Surface::cell_of(std::int32_t vertex) const {
    const std::size_t number = block_of(vertex);
    const Cell b = signs_.blocks[number].cell;
    const int cell = patches_[number].knots[vertex - patches_[number].base].cell;
    return {b.i * BLOCK + cell % 8, b.j * BLOCK + cell / 8 % 8, b.k * BLOCK + cell / 64};
}

}  // namespace orthogen
