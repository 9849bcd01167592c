// Surface. signs -> the vertices of the offset surface, one for each loop in each cell, and who neighbours whom.
#pragma once
#include <array>
#include <vector>

#include "offset/cube.h"
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

// Where a vertex belongs: its cell in the block, i + 8j + 64k, and the edges of its loop.
struct Knot {
    std::uint16_t cell, edges;
};

// A vertex to be: its cell, the edges of its loop, the signs of the corners.
struct Loop {
    Cell cell;
    unsigned edges, far;
};

// The knots of one block: those of cell n begin at first[n], NONE if there are none.
struct Patch {
    static constexpr std::uint16_t NONE = 0xffff;
    std::array<std::uint16_t, 81> rows;  // [9k + j], bit i: the point (i, j, k) is far, up to 8 along each axis
    std::array<std::uint16_t, BLOCK * BLOCK * BLOCK> first;
    std::vector<Knot> knots;
    std::int32_t base = 0;  // the number of its first vertex
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
    const std::vector<Vertex>& vertices() const { return vertices_; }
    std::vector<Vertex>& vertices() { return vertices_; }
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
    void make_patch(std::size_t block);
    void place_vertices(std::size_t block);
    unsigned corner_signs(Cell cell) const;
    Loops loops(Cell cell, unsigned far) const;
    Quad quad(const Patch& patch, Cell edge, int axis, bool forward) const;
    const Patch& patch_at(Cell cell) const;

    const Field& field_;
    const Signs& signs_;
    std::vector<Patch> patches_;
    std::vector<Vertex> vertices_;
};

// Where in its cell a vertex stands, as exactly as wanted: on the surface and, where that can be had, inside the cell.
class Placer {
  public:
    Placer(const Field& field, const Block& block)
        : field_(field), block_(block), twigs_(field.tree.of_twigs(block.twigs)) {}
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
    // Distance from the mesh beyond d.
    double beyond(Vec3 p) const;
    // The place on the surface between two points; false unless one is farther than d and the other nearer.
    bool root(Vec3 far, Vec3 near, Vec3& x) const;
    Vec3 between(Vec3 one, Vec3 other) const;

    const Field& field_;
    const Block& block_;
    Frontier twigs_, near_;
    int cube_ = -1;
};

// Whether p lies in the cell, at least a thousandth of its size from the walls.
bool in_cell(const Lattice& lattice, Cell cell, Vec3 p);
// The nearest point of the cell that does.
Vec3 into_cell(const Lattice& lattice, Cell cell, Vec3 p);

template <class Use>
void Surface::quads(std::size_t block, Use use) const {
    const Patch& patch = patches_[block];
    const Cell at = signs_.blocks[block].cell;
    for (int k = 0; k < BLOCK; ++k)
        for (int j = 0; j < BLOCK; ++j) {
            const unsigned row = patch.rows[9 * k + j];
            const unsigned next[3] = {row >> 1, patch.rows[9 * k + j + 1], patch.rows[9 * k + j + 9]};
            for (int axis = 0; axis < 3; ++axis)
                for (unsigned open = (row ^ next[axis]) & 0xff; open; open &= open - 1) {
                    const int i = lowest_bit(open);
                    const Cell edge = {at.i * BLOCK + i, at.j * BLOCK + j, at.k * BLOCK + k};
                    use(quad(patch, edge, axis, next[axis] >> i & 1U));
                }
        }
}

template <class Use>
void Surface::quads_near(Cell low, Cell high, Use use) const {
    for (int k = low.k; k <= high.k; ++k)
        for (int j = low.j; j <= high.j; ++j)
            for (int i = low.i; i <= high.i; ++i) {
                const std::int32_t b = signs_.at(field_.lattice, {i / BLOCK, j / BLOCK, k / BLOCK});
                if (b < 0) continue;
                const std::uint16_t* row = &patches_[b].rows[9 * (k % BLOCK) + j % BLOCK];
                const unsigned here = row[0] >> i % BLOCK, next[3] = {here >> 1, unsigned{row[1]} >> i % BLOCK,
                                                                         unsigned{row[9]} >> i % BLOCK};
                for (int axis = 0; axis < 3; ++axis)
                    if ((here ^ next[axis]) & 1U) use(quad(patches_[b], {i, j, k}, axis, next[axis] & 1U));
            }
}

}  // namespace orthogen
