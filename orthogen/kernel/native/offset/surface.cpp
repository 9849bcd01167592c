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
    const auto all = static_cast<std::size_t>(count);
    vertices_.reserve(all + all / 64);  // room for centres of quads
    vertices_.resize(all);
    in_parallel(threads, patches_.size(), 4, [&](std::size_t first, std::size_t last) {
        for (std::size_t b = first; b < last; ++b) place_vertices(b);
    });
}

void Surface::fill_layers(const Block& block, Patch& patch) const {
    constexpr std::uint64_t FIRST = 0x0101010101010101U, REST = 0x7f7f7f7f7f7f7f7fU;
    for (int k = 0; k <= BLOCK; ++k) {
        const auto word = [&](int i, int j) -> std::uint64_t {
            if (i + j + k / BLOCK == 0) return block.far[k];
            const Cell other = {block.cell.i + i, block.cell.j + j, block.cell.k + k / BLOCK};
            const std::int32_t b = signs_.at(field_.lattice, other);
            return b < 0 ? (b == ALL_FAR ? ~0ULL : 0ULL) : signs_.blocks[b].far[k % BLOCK];
        };
        const auto ahead = [&](std::uint64_t a, std::uint64_t b) { return (a >> 1 & REST) | (b & FIRST) << 7; };
        const std::uint64_t here = word(0, 0), beyond = word(0, 1), x = ahead(here, word(1, 0));
        patch.layers[k] = {here, x, here >> 8 | beyond << 56, x >> 8 | ahead(beyond, word(1, 1)) << 56};
    }
}

// The cells of a layer whose corners are not all of one sign.
static std::uint64_t mixed_cells(const Layer& a, const Layer& b) {
    const std::uint64_t any = a.here | a.x | a.y | a.xy | b.here | b.x | b.y | b.xy;
    return any & ~(a.here & a.x & a.y & a.xy & b.here & b.x & b.y & b.xy);
}

void Surface::make_patch(std::size_t number, std::vector<Knot>& knots) {
    const Block& block = signs_.blocks[number];
    Patch& patch = patches_[number];
    fill_layers(block, patch);
    std::array<std::uint64_t, BLOCK> mixed;
    std::uint64_t any = 0;
    for (int k = 0; k < BLOCK; ++k) any |= mixed[k] = mixed_cells(patch.layers[k], patch.layers[k + 1]);
    if (!any) return;
    knots.clear();
    for (int cube = 0; cube < 64; ++cube) {  // of 2³ cells: what is near one another is asked together
        const Cell low = cell_in_block(8 * cube);
        const auto four = [&](int k) { return mixed[k] >> (8 * low.j + low.i); };
        const auto flat = [](std::uint64_t w) { return static_cast<unsigned>((w & 3U) | (w >> 6 & 12U)); };
        const unsigned cells = flat(four(low.k)) | flat(four(low.k + 1)) << 4;
        patch.cells[cube] = static_cast<std::uint8_t>(cells);
        patch.first[cube] = static_cast<std::uint16_t>(knots.size());
        for (unsigned open = cells; open; open &= open - 1) {
            const auto index = static_cast<std::uint16_t>(8 * cube + lowest_bit(open));
            const Cell at = cell_in_block(index);
            const Cell cell = {block.cell.i * BLOCK + at.i, block.cell.j * BLOCK + at.j, block.cell.k * BLOCK + at.k};
            const Loops found = loops(cell, patch.corners(at));
            if (found.count > 1) patch.first[cube] |= Patch::SEVERAL;
            for (int l = 0; l < found.count; ++l) knots.push_back({index, found.edges[l]});
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
        const Cell at = cell_in_block(knot.cell);
        const Cell cell = {block.cell.i * BLOCK + at.i, block.cell.j * BLOCK + at.j, block.cell.k * BLOCK + at.k};
        Vertex& vertex = vertices_[patch.base + n];
        vertex = placer.place({cell, knot.edges, patch.corners(at)});
        vertex.shared = patch.shared(n);
    }
}

unsigned Surface::corner_signs(Cell cell) const {
    unsigned signs = 0;
    for (int c = 0; c < 8; ++c) {
        const Cell corner = {cell.i + (c & 1), cell.j + (c >> 1 & 1), cell.k + (c >> 2)};
        signs |= static_cast<unsigned>(signs_.far(field_.lattice, corner)) << c;
    }
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
    const Patch& patch = patches_[block];
    std::size_t count = 0;
    for (int k = 0; k < BLOCK && !patch.knots.empty(); ++k) {
        const std::uint64_t here = patch.layers[k].here;
        for (const std::uint64_t next : {patch.layers[k].x, patch.layers[k].y, patch.layers[k + 1].here})
            count += static_cast<std::size_t>(count_bits(here ^ next));
    }
    return count;
}

std::size_t Surface::block_of(std::int32_t vertex) const {
    return static_cast<std::size_t>(std::upper_bound(base_.begin(), base_.end(), vertex) - base_.begin()) - 1;
}

Loop Surface::loop_of(std::int32_t vertex) const {
    const Patch& patch = patches_[block_of(vertex)];
    const Knot knot = patch.knots[vertex - patch.base];
    return {cell_of(vertex), knot.edges, patch.corners(cell_in_block(knot.cell))};
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
    const Cell at = cell_in_block(patches_[number].knots[vertex - patches_[number].base].cell);
    return {b.i * BLOCK + at.i, b.j * BLOCK + at.j, b.k * BLOCK + at.k};
}

}  // namespace orthogen
