// Surface. signs -> the vertices of the offset surface, one for each loop in each cell, and who neighbours whom.
#pragma once
#include <algorithm>
#include <array>
#include <vector>

#include "offset/cube.h"
#include "offset/patch.h"
#include "offset/signs.h"

namespace orthogen {

constexpr double CREASE_STRAY = 1.5;  // steps: how far beside its cell a vertex on a crease may stand

struct Vertex {
    Vec3 at;              // relative to the tree's centre
    Vec3f normal;         // from the nearest place of the mesh towards the vertex
    std::int32_t place;   // of that place's triangle in the tree
    bool crease = false;  // it stands on two or more sheets at once
    bool loose = false;   // it has left its cell
    bool shared = false;  // another one stands in its cell
    bool split = false;   // a quad that begins with it has a vertex in its middle
};

// A vertex to be: its cell, the edges of its loop, the signs of the corners.
struct Loop {
    Cell cell;
    unsigned edges, far;
};

// A quad of the surface around a lattice edge, its vertices counter-clockwise seen from the far side.
struct Quad {
    std::array<std::int32_t, 4> vertex;
    Cell edge;
    int axis;
};

class Surface {
  public:
    Surface(const Field& field, const Signs& signs, int threads);

    const Field& field() const { return field_; }
    const Bulk<Vertex>& vertices() const { return vertices_; }
    Bulk<Vertex>& vertices() { return vertices_; }
    std::size_t block_count() const { return patches_.size(); }
    const Block& block(std::size_t number) const { return signs_.blocks[number]; }
    // The block of a lattice point beside the surface.
    std::size_t block_with(Cell point) const {
        return static_cast<std::size_t>(signs_.at(field_.lattice, {point.i / BLOCK, point.j / BLOCK, point.k / BLOCK}));
    }
    // The block in which a vertex stands, and its cell.
    std::size_t block_of(std::int32_t vertex) const;
    Cell cell_of(std::int32_t vertex) const;
    Loop loop_of(std::int32_t vertex) const;
    // The mean of the middles of the edges of its loop: where no two faces meet, whatever the surface.
    Vec3 safe_place(std::int32_t vertex) const;
    // All quads around lattice edges that start in the box of points low … high.
    template <class Use> void quads_near(Cell low, Cell high, Use use) const;

    // Calls use(Quad) for each lattice edge that starts in the block and crosses the surface.
    template <class Use> void quads(std::size_t block, Use use) const;
    // How many there are.
    std::size_t quad_count(std::size_t block) const;

  private:
    void make_patch(std::size_t block, std::vector<Knot>& knots);
    void place_vertices(std::size_t block);
    unsigned corner_signs(Cell cell) const;
    Loops loops(Cell cell, unsigned far) const;
    Around around(Cell block) const;
    void fill_layers(const Block& block, Patch& patch) const;
    template <int AXIS> static Quad quad(const Around& patches, Cell block, Cell at, bool forward);

    const Field& field_;
    const Signs& signs_;
    Bulk<Patch> patches_;
    std::vector<std::int32_t> base_;  // of each patch
    Bulk<Vertex> vertices_;
};

// Where in its cell a vertex stands, as exactly as wanted: on the surface and, where that can be had, inside the cell.
class Placer {
  public:
    Placer(const Field& field, const Block& block)
        : field_(field), block_(block), twigs_(field.tree.of_twigs(block.twigs, block.twig_count)) {}
    Vertex place(const Loop& loop);
    // Moves a point to the surface, always from the far side: then nothing of the mesh is nearer than d.
    void project(Vertex& vertex, Vec3 from) const;
    // The same, from a better place of the cell until it stays inside.
    void settle(Vertex& vertex, const Loop& loop, Vec3 from) const;
    // Puts a vertex onto the surface and into its cell; there are several such places to choose from.
    void put_inside(Vertex& vertex, const Loop& loop, int choice) const;
    // Where the surface crosses a lattice edge, or a thousandth of its length from the end.
    Vec3 on_edge(Cell edge, int axis) const;
    // Prepares for questions in and around a cell.
    void look_at(Cell cell);
    Nearest nearest(Vec3 p, std::int32_t guess) const;

  private:
    Vec3 crossing(const Loop& loop, Vec3 foot) const;
    float cap() const { return static_cast<float>(field_.distance + 0.9 * field_.lattice.step); }
    // Distance from the mesh beyond d.
    double beyond(Vec3 p) const;
    // The place on the surface between two points; false unless one is farther than d and the other nearer.
    bool root(Vec3 far, Vec3 near, Vec3& x) const;
    Vec3 between(Vec3 one, Vec3 other) const;

    const Field& field_;
    const Block& block_;
    Frontier twigs_, near_;
    Region region_{};  // of near_
    int cube_ = -1, four_ = -1;
};

// Whether p lies in the cell, at least a thousandth of its size from the walls.
bool in_cell(const Lattice& lattice, Cell cell, Vec3 p);
// The nearest point of the cell that does.
Vec3 into_cell(const Lattice& lattice, Cell cell, Vec3 p);

// The quad around the edge along AXIS that starts at point `at` of a block.
template <int AXIS>
Quad Surface::quad(const Around& patches, Cell block, Cell at, bool forward) {
    constexpr int U = (AXIS + 1) % 3, V = (AXIS + 2) % 3, E = 4 * AXIS;
    const int home = number_in_block(at), u = one_back<U>(home), v = one_back<V>(home), uv = one_back<V>(u);
    const int past_u = at[U] ? 0 : 1 << U, past_v = at[V] ? 0 : 1 << V;
    // around the axis, right-handed: each cell has the edge at the opposite place
    const std::int32_t a = patches[0]->vertex(home, E), b = patches[past_u]->vertex(u, E + 1);
    const std::int32_t c = patches[past_u | past_v]->vertex(uv, E + 3), d = patches[past_v]->vertex(v, E + 2);
    const Cell edge = {block.i * BLOCK + at.i, block.j * BLOCK + at.j, block.k * BLOCK + at.k};
    if (forward) return {{a, b, c, d}, edge, AXIS};
    return {{d, c, b, a}, edge, AXIS};
}

template <class Use>
void Surface::quads(std::size_t number, Use use) const {
    const Patch& patch = patches_[number];
    const Cell block = signs_.blocks[number].cell;
    if (patch.knots.empty()) return;  // its cells hold all the edges that start in it
    const Around patches = around(block);
    for (int k = 0; k < BLOCK; ++k) {
        const Layer& layer = patch.layers[k];
        const auto each = [&](std::uint64_t next, auto make) {
            for (std::uint64_t open = layer.here ^ next; open; open &= open - 1) {
                const int bit = lowest_bit(open);
                use(make(patches, block, Cell{bit % 8, bit / 8, k}, next >> bit & 1U));
            }
        };
        each(layer.x, quad<0>), each(layer.y, quad<1>), each(patch.layers[k + 1].here, quad<2>);
    }
}

template <class Use>
void Surface::quads_near(Cell low, Cell high, Use use) const {
    for (int k = low.k; k <= high.k; ++k)
        for (int j = low.j; j <= high.j; ++j)
            for (int from = low.i; from <= high.i; from = from / BLOCK * BLOCK + BLOCK) {
                const Cell block = {from / BLOCK, j / BLOCK, k / BLOCK};
                const std::int32_t b = signs_.at(field_.lattice, block);
                if (b < 0) continue;
                const Layer& layer = patches_[b].layers[k % BLOCK];
                const int shift = j % BLOCK * 8;
                const auto row = [shift](std::uint64_t word) { return static_cast<unsigned>(word >> shift & 255U); };
                const unsigned end = 2U << std::min(high.i - block.i * BLOCK, BLOCK - 1);
                const unsigned here = row(layer.here), x = row(layer.x), y = row(layer.y);
                const unsigned z = row(patches_[b].layers[k % BLOCK + 1].here);
                unsigned open = ((here ^ x) | (here ^ y) | (here ^ z)) & (end - (1U << from % BLOCK));
                if (!open) continue;
                const Around patches = around(block);
                for (; open; open &= open - 1) {
                    const Cell at = {lowest_bit(open), j % BLOCK, k % BLOCK};
                    const unsigned change = here >> at.i & 1U ? 0U : 1U;
                    if ((x >> at.i & 1U) == change) use(quad<0>(patches, block, at, change));
                    if ((y >> at.i & 1U) == change) use(quad<1>(patches, block, at, change));
                    if ((z >> at.i & 1U) == change) use(quad<2>(patches, block, at, change));
                }
            }
}

}  // namespace orthogen
