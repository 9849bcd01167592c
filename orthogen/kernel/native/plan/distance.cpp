#include "plan/distance.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "plan/four.h"
#include "parallel.h"

namespace orthogen {
namespace {

constexpr double INF = std::numeric_limits<double>::infinity();
constexpr double ROUND_OFF = 1e-9;

// A segment with what each distance to it needs.
struct Reach {
    double x, y, along_x, along_y, inverse_square;
};

using Names = std::vector<std::uint32_t>;  // of segments, ascending

// Four points at once: the square of the distance of each to a segment, and how far along it the nearest point lies.
struct Hits {
    Four square, part;
};

ORTHOGEN_INLINE void hit(const Reach& s, const Four& x, const Four& y, Hits& hits) {
    const Four zero{0, 0, 0, 0}, one{1, 1, 1, 1};
    const Four dx = x - s.x, dy = y - s.y, t = (dx * s.along_x + dy * s.along_y) * s.inverse_square;
    pick_less(zero, t, t, zero, hits.part);
    pick_less(hits.part, one, hits.part, one, hits.part);
    const Four ex = dx - hits.part * s.along_x, ey = dy - hits.part * s.along_y;
    hits.square = ex * ex + ey * ey;
}

// square[n] of each of eight points to the n-th of `among`, and the least of them.
ORTHOGEN_CLONES void squares(const Reach* reach, const Names& among, const double* x, const double* y,
                             std::array<double, LANES>* square, double* least) {
    for (int half = 0; half < LANES; half += 4) {
        Hits hits;
        Four px, py, low{INF, INF, INF, INF};
        load(x + half, px), load(y + half, py);
        for (std::size_t n = 0; n < among.size(); ++n) {
            hit(reach[among[n]], px, py, hits);
            store(hits.square, &square[n][static_cast<std::size_t>(half)]);
            pick_less(hits.square, low, hits.square, low, low);
        }
        store(low, least + half);
    }
}

// The square of the distance of each of eight points to the nearest of `among`, the first of equals, and the place.
ORTHOGEN_CLONES void nearest(const Reach* reach, const Names& among, const double* x, const double* y, double* square,
                             double* place) {
    for (int half = 0; half < LANES; half += 4) {
        Hits hits;
        Four px, py, low{INF, INF, INF, INF}, at{0, 0, 0, 0};
        load(x + half, px), load(y + half, py);
        for (const std::uint32_t name : among) {
            hit(reach[name], px, py, hits);
            pick_less(hits.square, low, hits.part + static_cast<double>(name), at, at);
            pick_less(hits.square, low, hits.square, low, low);
        }
        store(low, square + half), store(at, place + half);
    }
}

// Nodes i0 … i1, j0 … j1 (exclusive).
struct Block {
    std::size_t i0, i1, j0, j1;
    std::size_t wide() const { return i1 - i0; }
    std::size_t high() const { return j1 - j0; }
    std::size_t nodes() const { return wide() * high(); }
};

// Up to eight parts of a block: its longer side is halved, three times over.
std::vector<Block> parts_of(const Block& block) {
    std::vector<Block> parts{block};
    while (parts.size() < LANES) {
        std::vector<Block> halves;
        for (const Block& p : parts) {
            Block low = p, high = p;
            if (p.wide() >= p.high())
                low.i1 = high.i0 = (p.i0 + p.i1) / 2;
            else
                low.j1 = high.j0 = (p.j0 + p.j1) / 2;
            halves.push_back(low), halves.push_back(high);
        }
        parts.swap(halves);
    }
    return parts;
}

class Search {
  public:
    Search(const Segment* segments, std::size_t count, const Nodes& grid, double* distance, double* place)
        : grid_(grid), distance_(distance), place_(place) {
        reach_.reserve(count);
        for (std::size_t k = 0; k < count; ++k) {
            const Segment& s = segments[k];
            const double ax = s.x1 - s.x0, ay = s.y1 - s.y0;
            reach_.push_back({s.x0, s.y0, ax, ay, 1 / std::max(ax * ax + ay * ay, 1e-30)});
        }
    }

    void run(int threads) const {
        Names all(reach_.size());
        for (std::size_t k = 0; k < all.size(); ++k) all[k] = static_cast<std::uint32_t>(k);
        const std::vector<Block> parts = parts_of({0, grid_.nx, 0, grid_.ny});
        in_parallel(threads, parts.size(), 1, [&](std::size_t part, std::size_t) { split(parts[part], all); });
    }

  private:
    // In a block with middle c and half diagonal r every node has a segment within min δ + r, δ being the distances
    // from c, and none nearer to s than δ(s) − r: those with δ(s) > min δ + 2r are nobody's nearest.
    void split(const Block& block, const Names& among) const {
        if (block.nodes() <= LANES) return fill(block, among);
        const std::vector<Block> parts = parts_of(block);
        double x[LANES], y[LANES], radius[LANES], least[LANES];
        for (std::size_t l = 0; l < LANES; ++l) {
            const Block& p = parts[l];
            const double half_x = 0.5 * grid_.step * (static_cast<double>(p.wide()) - 1);
            const double half_y = 0.5 * grid_.step * (static_cast<double>(p.high()) - 1);
            x[l] = grid_.x0 + grid_.step * static_cast<double>(p.i0) + half_x;
            y[l] = grid_.y0 + grid_.step * static_cast<double>(p.j0) + half_y;
            radius[l] = std::hypot(half_x, half_y) + ROUND_OFF;
        }
        std::vector<std::array<double, LANES>> square(among.size());
        squares(reach_.data(), among, x, y, square.data(), least);
        Names kept;
        for (std::size_t l = 0; l < LANES; ++l) {
            if (parts[l].nodes() == 0) continue;
            const double limit = std::sqrt(least[l]) + 2 * radius[l];
            std::size_t count = 0;
            kept.resize(among.size());
            for (std::size_t n = 0; n < among.size(); ++n)
                kept[count] = among[n], count += square[n][l] <= limit * limit;
            kept.resize(count);
            split(parts[l], kept);
        }
    }

    void fill(const Block& block, const Names& among) const {
        double x[LANES] = {}, y[LANES] = {}, square[LANES], place[LANES];
        std::size_t node[LANES], count = 0;
        for (std::size_t i = block.i0; i < block.i1; ++i)
            for (std::size_t j = block.j0; j < block.j1; ++j) {
                x[count] = grid_.x0 + grid_.step * static_cast<double>(i);
                y[count] = grid_.y0 + grid_.step * static_cast<double>(j);
                node[count++] = i * grid_.ny + j;
            }
        for (std::size_t l = count; l < LANES; ++l) x[l] = x[0], y[l] = y[0];
        nearest(reach_.data(), among, x, y, square, place);
        for (std::size_t l = 0; l < count; ++l) distance_[node[l]] = std::sqrt(square[l]), place_[node[l]] = place[l];
    }

    const Nodes& grid_;
    double *distance_, *place_;
    std::vector<Reach> reach_;
};

std::size_t rounded_up(double value, std::size_t most) {
    return static_cast<std::size_t>(std::min(std::max(0.0, std::ceil(value)), static_cast<double>(most)));
}

}  // namespace

void nearest_segments(const Segment* segments, std::size_t count, const Nodes& grid, double* distance, double* place,
                      int threads) {
    Search(segments, count, grid, distance, place).run(threads);
}

void inside_segments(const Segment* segments, std::size_t count, const Nodes& grid, std::uint8_t* inside) {
    std::fill(inside, inside + grid.nx * grid.ny, std::uint8_t{0});
    for (std::size_t k = 0; k < count; ++k) {
        const Segment& s = segments[k];
        const double u0 = (s.x0 - grid.x0) / grid.step, u1 = (s.x1 - grid.x0) / grid.step;
        const double v0 = (s.y0 - grid.y0) / grid.step, v1 = (s.y1 - grid.y0) / grid.step;
        const std::size_t last = rounded_up(std::max(u0, u1), grid.nx);
        for (std::size_t i = rounded_up(std::min(u0, u1), grid.nx); i < last; ++i) {
            const std::size_t j = rounded_up(v0 + (static_cast<double>(i) - u0) / (u1 - u0) * (v1 - v0), grid.ny);
            if (j < grid.ny) inside[i * grid.ny + j] ^= 1;
        }
    }
    for (std::size_t i = 0; i < grid.nx; ++i)
        for (std::size_t j = 1; j < grid.ny; ++j) inside[i * grid.ny + j] ^= inside[i * grid.ny + j - 1];
}

}  // namespace orthogen
