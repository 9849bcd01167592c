#include "fields/rtin.h"

#include <algorithm>
#include <cmath>

namespace orthogen {
namespace {

constexpr std::ptrdiff_t TILE = 64;

struct Step {
    std::ptrdiff_t x, y;
};

// One triangle of a square: half of an even or an odd one, or the one on a side of a divided one; corners a, b, c are
// counter-clockwise. The half exists if its right-angled corner is split, and the other is whole if its side is not.
struct Shape {
    bool even;
    Step mark, a, b, c;
};

constexpr Shape SQUARE[4] = {{true, {1, 0}, {0, 0}, {1, 0}, {1, 1}},
                             {true, {0, 1}, {0, 0}, {1, 1}, {0, 1}},
                             {false, {0, 0}, {0, 0}, {1, 0}, {0, 1}},
                             {false, {1, 1}, {1, 0}, {1, 1}, {0, 1}}};
constexpr Shape SIDE[4] = {{true, {1, 0}, {0, 0}, {2, 0}, {1, 1}},
                           {true, {2, 1}, {2, 0}, {2, 2}, {1, 1}},
                           {true, {1, 2}, {2, 2}, {0, 2}, {1, 1}},
                           {true, {0, 1}, {0, 2}, {0, 0}, {1, 1}}};

// The other nodes of one of the two triangles of a diamond: shares along the long side and towards the right angle.
struct Inner {
    double along, aside;
    std::ptrdiff_t offset;
};

class Rtin {
  public:
    Rtin(const double* z, const std::uint8_t* inside, std::size_t nx, std::size_t ny, double bound)
        : rows_(padded(nx)), columns_(padded(ny)), real_(static_cast<std::ptrdiff_t>(ny)), bound_(bound),
          z_(static_cast<std::size_t>(rows_ * columns_)), inside_(z_.size()), split_(z_.size()) {
        for (std::ptrdiff_t i = 0; i < rows_; ++i) {
            const std::size_t from = std::min(static_cast<std::size_t>(i), nx - 1) * ny;
            double* const row = &z_[static_cast<std::size_t>(i * columns_)];
            std::fill(std::copy(z + from, z + from + ny, row), row + columns_, z[from + ny - 1]);
            if (static_cast<std::size_t>(i) < nx)
                std::copy(inside + from, inside + from + ny, &inside_[static_cast<std::size_t>(i * columns_)]);
        }
    }

    void keep(std::int64_t node) { split(node / real_, node % real_) = 1; }

    void decide() {
        for (std::ptrdiff_t scale = 2; scale <= TILE; scale *= 2) {
            sides(scale, 1, 0), sides(scale, 0, 1);
            squares(scale);
        }
    }

    std::vector<Nodes3> leaves() const {
        std::vector<Nodes3> found;
        for (std::ptrdiff_t scale = 1; scale <= TILE; scale *= 2) {
            for (const Shape& shape : SQUARE) squares_left(shape, scale, found);
            for (const Shape& shape : SIDE)
                if (scale > 1) sides_left(shape, scale, found);
        }
        return found;
    }

  private:
    static std::ptrdiff_t padded(std::size_t count) {
        return (static_cast<std::ptrdiff_t>(count) + TILE - 2) / TILE * TILE + 1;
    }

    std::uint8_t& split(std::ptrdiff_t i, std::ptrdiff_t j) {
        return split_[static_cast<std::size_t>(i * columns_ + j)];
    }
    std::uint8_t look(std::ptrdiff_t i, std::ptrdiff_t j) const {
        return on(i, j) ? split_[static_cast<std::size_t>(i * columns_ + j)] : 0;
    }
    bool on(std::ptrdiff_t i, std::ptrdiff_t j) const { return i >= 0 && j >= 0 && i < rows_ && j < columns_; }
    bool within(std::ptrdiff_t i, std::ptrdiff_t j) const {
        return inside_[static_cast<std::size_t>(i * columns_ + j)] != 0;
    }

    // Decides the diamonds around the sides of the squares of this scale that lie along (x, y).
    void sides(std::ptrdiff_t scale, std::ptrdiff_t x, std::ptrdiff_t y) {
        const std::ptrdiff_t half = scale / 2, part = half / 2;
        const std::vector<Inner> left = inner(x * half, y * half, 1), right = inner(x * half, y * half, -1);
        for (std::ptrdiff_t i = x * half; i < rows_; i += scale)
            for (std::ptrdiff_t j = y * half; j < columns_; j += scale) {
                std::uint8_t& here = split(i, j);
                if (part && !here)
                    here = look(i - part, j - part) | look(i + part, j - part) | look(i - part, j + part) |
                           look(i + part, j + part);
                if (!here && within(i, j)) here = deviates(i, j, {x * half, y * half}, left, right);
            }
    }

    // Decides the diamonds that are the squares of this scale, divided along a diagonal.
    void squares(std::ptrdiff_t scale) {
        const std::ptrdiff_t half = scale / 2;
        const std::vector<Inner> lists[4] = {inner(half, half, 1), inner(half, half, -1), inner(half, -half, 1),
                                             inner(half, -half, -1)};
        for (std::ptrdiff_t i = half; i < rows_; i += scale)
            for (std::ptrdiff_t j = half; j < columns_; j += scale) {
                std::uint8_t& here = split(i, j);
                here |= look(i, j - half) | look(i, j + half) | look(i - half, j) | look(i + half, j);
                if (here || !within(i, j)) continue;
                const bool even = (i / scale + j / scale) % 2 == 0;
                const std::size_t list = even ? 0 : 2;
                here = deviates(i, j, {half, even ? half : -half}, lists[list], lists[list + 1]);
            }
    }

    // True if one of the two triangles leaves some node further than the bound. `along` leads from the middle of the
    // long side to an end; turned by ±90° it leads to the right-angled corners.
    bool deviates(std::ptrdiff_t i, std::ptrdiff_t j, Step along, const std::vector<Inner>& left,
                  const std::vector<Inner>& right) const {
        const double* at = &z_[static_cast<std::size_t>(i * columns_ + j)];
        const std::ptrdiff_t step = along.x * columns_ + along.y, turned = -along.y * columns_ + along.x;
        const double low = at[-step], high = at[step], mean = 0.5 * (low + high);
        if (std::fabs(*at - mean) > bound_) return true;
        for (const std::ptrdiff_t side : {1, -1}) {
            const std::vector<Inner>& nodes = side > 0 ? left : right;
            if (nodes.empty() || !on(i - side * along.y, j + side * along.x)) continue;
            const double rise = 0.5 * (high - low), across = at[side * turned] - mean;
            for (const Inner& n : nodes)
                if (std::fabs(at[n.offset] - (mean + rise * n.along + across * n.aside)) > bound_) return true;
        }
        return false;
    }

    std::vector<Inner> inner(std::ptrdiff_t ax, std::ptrdiff_t ay, std::ptrdiff_t side) const {
        const std::ptrdiff_t reach = std::abs(ax) + std::abs(ay), square = ax * ax + ay * ay;
        std::vector<Inner> found;
        for (std::ptrdiff_t dx = -reach; dx <= reach; ++dx)
            for (std::ptrdiff_t dy = -reach; dy <= reach; ++dy) {
                const std::ptrdiff_t s = dx * ax + dy * ay, r = side * (dy * ax - dx * ay), sum = std::abs(s) + r;
                if (r < 0 || sum > square || sum == 0 || std::abs(s) == square || r == square) continue;
                found.push_back({static_cast<double>(s) / static_cast<double>(square),
                                 static_cast<double>(r) / static_cast<double>(square), dx * columns_ + dy});
            }
        return found;
    }

    void squares_left(const Shape& shape, std::ptrdiff_t scale, std::vector<Nodes3>& found) const {
        const std::ptrdiff_t half = scale / 2;
        for (std::ptrdiff_t i = 0; i + scale < rows_; i += scale)
            for (std::ptrdiff_t j = 0; j + scale < columns_; j += scale) {
                if (((i / scale + j / scale) % 2 == 0) != shape.even) continue;
                if (half && look(i + half, j + half)) continue;
                if (scale < TILE && !look(i + shape.mark.x * scale, j + shape.mark.y * scale)) continue;
                add(i, j, shape, scale, found);
            }
    }

    void sides_left(const Shape& shape, std::ptrdiff_t scale, std::vector<Nodes3>& found) const {
        const std::ptrdiff_t half = scale / 2;
        for (std::ptrdiff_t i = 0; i + scale < rows_; i += scale)
            for (std::ptrdiff_t j = 0; j + scale < columns_; j += scale)
                if (look(i + half, j + half) && !look(i + shape.mark.x * half, j + shape.mark.y * half))
                    add(i, j, shape, half, found);
    }

    // Adds the triangle if all its corners are inside.
    void add(std::ptrdiff_t i, std::ptrdiff_t j, const Shape& shape, std::ptrdiff_t unit,
             std::vector<Nodes3>& found) const {
        Nodes3 nodes;
        std::size_t k = 0;
        for (const Step& corner : {shape.a, shape.b, shape.c}) {
            const std::ptrdiff_t x = i + corner.x * unit, y = j + corner.y * unit;
            if (!within(x, y)) return;
            nodes[k++] = x * real_ + y;
        }
        found.push_back(nodes);
    }

    std::ptrdiff_t rows_, columns_, real_;
    double bound_;
    std::vector<double> z_;
    std::vector<std::uint8_t> inside_, split_;
};

}  // namespace

std::vector<Nodes3> reduced(const double* z, const std::uint8_t* inside, std::size_t nx, std::size_t ny,
                            const std::int64_t* finest, std::size_t count, double bound) {
    if (nx == 0 || ny == 0) return {};
    Rtin mesh(z, inside, nx, ny, bound);
    for (std::size_t n = 0; n < count; ++n) mesh.keep(finest[n]);
    mesh.decide();
    return mesh.leaves();
}

}  // namespace orthogen
