#include "mesh/wall.h"

#include <atomic>
#include <mutex>

#include "mesh/packs.h"
#include "mesh/views.h"
#include "parallel.h"
#include "points/order.h"

namespace orthogen {
namespace {

constexpr double ROUND_OFF = 1e-9;
constexpr float SLACK = 1 + 1e-5F;
constexpr std::size_t SAMPLE = 200;
constexpr std::size_t MOST_LEVELS = 12;  // of eight children each: more faces than can be numbered

using Spot = Span<6>;  // where something lies, and where it looks

Spot spot_of(const View& view) {
    Spot spot;
    spot.add({view.place.x, view.place.y, view.place.z, -view.look.x, -view.look.y, -view.look.z});
    return spot;
}

// The squares of the distances of eight spots to one, along three axes from `axis` on.
ORTHOGEN_INLINE unsigned nearer(const Pack<6>& pack, const Spot& spot, int axis, float limit) {
    alignas(32) float apart[LANES] = {};
    for (int k = axis; k < axis + 3; ++k)
        for (int n = 0; n < LANES; ++n) {
            const float gap = std::max(pack.end[k][n] + spot.end[k + 6], spot.end[k] + pack.end[k + 6][n]);
            apart[n] += gap > 0 ? gap * gap : 0;
        }
    return below(apart, limit);
}

// The shortest step from p to a triangle with unit normal n: at right angles to it, or to one of its sides.
Vec3 step_to(Vec3 p, const Vec3 (&corner)[3], Vec3 n) {
    Vec3 best;
    double least = std::numeric_limits<double>::infinity();
    for (int k = 0; k < 3; ++k) {
        const Vec3 start = corner[k] - p, side = corner[(k + 1) % 3] - corner[k];
        if (!(dot(start, cross(side, n)) < 0)) continue;
        const Vec3 step = start + side * std::clamp(-dot(start, side) / square(side), 0.0, 1.0);
        if (square(step) < least) best = step, least = square(step);
    }
    return least < std::numeric_limits<double>::infinity() ? best : n * dot(corner[0] - p, n);
}

// What one group of views has found so far, and how far it is worth looking.
struct Found {
    std::atomic<double> bound{std::numeric_limits<double>::infinity()};
    Wall wall;
    std::mutex guard;

    void take(double thickness, std::int64_t vertex) {
        const std::lock_guard<std::mutex> lock(guard);
        if (thickness < wall.thickness || (thickness == wall.thickness && vertex < wall.vertex)) wall = {thickness, vertex};
        bound.store(wall.thickness, std::memory_order_relaxed);
    }
    float reach() const {
        const auto near = static_cast<float>(bound.load(std::memory_order_relaxed));
        return near * near * SLACK + std::numeric_limits<float>::min();
    }
};

class Search {
  public:
    Search(MeshView mesh, const std::vector<std::int32_t>& order, const std::vector<Vec3>& normals, double away)
        : mesh_(mesh), order_(order), normals_(normals), away_(away), turned_(static_cast<float>(2 + 2 * away) * SLACK),
          packs_(mesh.face_count, [&](std::size_t n) {
              Spot spot;
              const Vec3 look = normals[order[n]];
              for (const std::int64_t v : mesh.faces[order[n]]) {
                  const Vec3 p = mesh.points[v];
                  spot.add({p.x, p.y, p.z, look.x, look.y, look.z});
              }
              return spot;
          }) {}

    ORTHOGEN_CLONES void search(const View& view, Found& found) const {
        struct { std::size_t level, node; } waiting[MOST_LEVELS * LANES];
        std::size_t count = 1;
        waiting[0] = {packs_.depth() - 1, 0};
        const Spot spot = spot_of(view);
        while (count) {
            const auto [level, node] = waiting[--count];
            const Pack<6>& pack = packs_.level(level)[node];
            unsigned open = nearer(pack, spot, 0, found.reach());
            if (open) open &= nearer(pack, spot, 3, turned_);
            for (; open; open &= open - 1) {
                const std::size_t child = node * LANES + lowest_bit(open);
                if (level > 0) waiting[count++] = {level - 1, child};
                else meet(view, order_[child], found);
            }
        }
    }

  private:
    void meet(const View& view, std::int32_t face, Found& found) const {
        const Vec3 n = normals_[face];
        if (!(dot(view.look, n) <= away_)) return;
        const Face& f = mesh_.faces[face];
        const Vec3 corner[3] = {mesh_.points[f[0]], mesh_.points[f[1]], mesh_.points[f[2]]};
        const Vec3 centre = (corner[0] + corner[1] + corner[2]) * (1.0 / 3), offset = view.place - centre;
        const double height = dot(offset, n), slack = ROUND_OFF * (length(offset) + length(corner[0] - centre));
        const double bound = found.bound.load(std::memory_order_relaxed);
        if (height > slack || -height > bound + slack) return;
        const Vec3 step = step_to(view.place, corner, n);
        const double thickness = length(step);
        if (!(thickness <= bound)) return;
        if (dot(thickness > 0 ? step : centre - view.place, view.look) < 0) found.take(thickness, view.vertex);
    }

    MeshView mesh_;
    const std::vector<std::int32_t>& order_;
    const std::vector<Vec3>& normals_;
    double away_;
    float turned_;
    Packs<6> packs_;
};

}  // namespace

std::vector<Wall> least_walls(MeshView mesh, const std::uint8_t* group, std::size_t groups, double away, int threads) {
    std::vector<Wall> walls(groups);
    if (mesh.face_count == 0) return walls;
    const std::vector<std::int32_t> order = near_order(mesh, threads);
    const std::vector<Vec3> normals = unit_normals(mesh);
    const Search search(mesh, order, normals, away);
    const auto views = views_of(mesh, order, normals, group, groups);
    for (std::size_t g = 0; g < groups; ++g) {
        Found found;
        const View* all = views[g].data();
        const std::size_t count = views[g].size();
        for (std::size_t n = 0; n < count; n += count / SAMPLE + 1) search.search(all[n], found);
        in_parallel(threads, count, 256, [&](std::size_t first, std::size_t last) {
            for (std::size_t n = first; n < last; ++n) search.search(all[n], found);
        });
        walls[g] = found.wall;
    }
    return walls;
}

}  // namespace orthogen
