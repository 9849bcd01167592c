#include "fields/distance.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace orthogen {
namespace {

constexpr std::size_t LEAF_NODES = 32;
constexpr double ROUND_OFF = 1e-9;

// A segment with what each distance to it needs.
struct Reach {
    double x, y, along_x, along_y, inverse_square;
};

struct Hit {
    double square, part;
};

Hit hit(const Reach& s, double x, double y) {
    const double dx = x - s.x, dy = y - s.y;
    const double t = std::min(std::max((dx * s.along_x + dy * s.along_y) * s.inverse_square, 0.0), 1.0);
    const double ex = dx - t * s.along_x, ey = dy - t * s.along_y;
    return {ex * ex + ey * ey, t};
}

struct Candidate {
    double distance;  // from the middle of the nodes at hand
    std::size_t segment;
};

// Nodes first … last (exclusive) along each axis.
struct Block {
    std::size_t i0, i1, j0, j1;
    std::size_t nodes() const { return (i1 - i0) * (j1 - j0); }
};

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

    void run() {
        std::vector<Candidate> all(reach_.size());
        for (std::size_t k = 0; k < all.size(); ++k) all[k].segment = k;
        split({0, grid_.nx, 0, grid_.ny}, all);
    }

  private:
    // Of a block with middle c and half diagonal r no node is nearer than δ(s) − r to a segment s, and each is within
    // min δ + r of one: those with δ(s) > min δ + 2r are nobody's nearest.
    void split(const Block& block, const std::vector<Candidate>& among) const {
        const double half_x = 0.5 * static_cast<double>(block.i1 - block.i0 - 1) * grid_.step;
        const double half_y = 0.5 * static_cast<double>(block.j1 - block.j0 - 1) * grid_.step;
        const double x = grid_.x0 + grid_.step * static_cast<double>(block.i0) + half_x;
        const double y = grid_.y0 + grid_.step * static_cast<double>(block.j0) + half_y;
        const double radius = std::hypot(half_x, half_y) + ROUND_OFF;
        std::vector<Candidate> kept(among);
        double least = std::numeric_limits<double>::infinity();
        for (Candidate& c : kept) {
            c.distance = std::sqrt(hit(reach_[c.segment], x, y).square);
            least = std::min(least, c.distance);
        }
        kept.erase(std::remove_if(kept.begin(), kept.end(),
                                  [&](const Candidate& c) { return c.distance > least + 2 * radius; }),
                   kept.end());
        if (block.nodes() <= LEAF_NODES) return fill(block, kept, radius);
        Block low = block, high = block;
        if (block.i1 - block.i0 >= block.j1 - block.j0)
            low.i1 = high.i0 = (block.i0 + block.i1) / 2;
        else
            low.j1 = high.j0 = (block.j0 + block.j1) / 2;
        split(low, kept);
        split(high, kept);
    }

    void fill(const Block& block, std::vector<Candidate>& among, double radius) const {
        std::sort(among.begin(), among.end(), [](const Candidate& a, const Candidate& b) {
            return a.distance != b.distance ? a.distance < b.distance : a.segment < b.segment;
        });
        for (std::size_t i = block.i0; i < block.i1; ++i)
            for (std::size_t j = block.j0; j < block.j1; ++j) {
                const double x = grid_.x0 + grid_.step * static_cast<double>(i);
                const double y = grid_.y0 + grid_.step * static_cast<double>(j);
                Hit best{std::numeric_limits<double>::infinity(), 0};
                std::size_t nearest = 0;
                for (const Candidate& c : among) {
                    const double least = std::max(c.distance - radius, 0.0);
                    if (least * least > best.square) break;
                    const Hit here = hit(reach_[c.segment], x, y);
                    const bool nearer = here.square < best.square ||
                                        (here.square == best.square && c.segment < nearest);
                    if (nearer) best = here, nearest = c.segment;
                }
                distance_[i * grid_.ny + j] = std::sqrt(best.square);
                place_[i * grid_.ny + j] = static_cast<double>(nearest) + best.part;
            }
    }

    const Nodes& grid_;
    double *distance_, *place_;
    std::vector<Reach> reach_;
};

std::size_t rounded_up(double value, std::size_t most) {
    return static_cast<std::size_t>(std::min(std::max(0.0, std::ceil(value)), static_cast<double>(most)));
}

}  // namespace

void nearest_segments(const Segment* segments, std::size_t count, const Nodes& grid, double* distance, double* place) {
    if (grid.nx == 0 || grid.ny == 0) return;
    Search(segments, count, grid, distance, place).run();
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
