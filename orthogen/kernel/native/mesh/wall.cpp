#include "mesh/wall.h"

#include <atomic>
#include <mutex>

#include "mesh/packs.h"
#include "mesh/views.h"
#include "parallel.h"

namespace orthogen {
namespace {

constexpr double ROUND_OFF = 1e-9;
constexpr float SLACK = 1 + 1e-5F;
constexpr std::size_t SAMPLE = 200;
constexpr std::size_t MOST_LEVELS = 12;  // of eight children each: more faces than can be numbered

using Spot = Span<6>;  // where something lies, and where it looks

// Bit k is set where the spot in lane k is within the square of a distance, along three axes from `axis` on.
ORTHOGEN_INLINE unsigned nearer(const Pack<6>& pack, const Spot& spot, int axis, float limit) {
    Floats sum{};
    for (int k = axis; k < axis + 3; ++k) {
        const Floats low = lanes(pack.end[k]) + spot.end[k + 6], high = lanes(pack.end[k + 6]) + spot.end[k];
        const Floats gap = most(most(low, high), Floats{});
        sum += gap * gap;
    }
    alignas(32) float apart[LANES];
    put(sum, apart);
    return below(apart, limit);
}

// A face in float: its centre, relative to the middle of the mesh, its unit normal, and how far its corners are.
struct Disc {
    Vec3f centre, normal;
    float radius;
};

// Up to eight views that lie close together, side by side.
struct alignas(32) Company {
    float x[LANES], y[LANES], z[LANES], look_x[LANES], look_y[LANES], look_z[LANES];
    Spot spot;

    Company(const View* views, std::size_t count, Vec3 middle) {
        for (std::size_t n = 0; n < LANES; ++n) {
            const View& view = views[n < count ? n : 0];
            const Vec3 p = view.place, l = view.look;
            const auto at = static_cast<Vec3f>(p - middle), look = static_cast<Vec3f>(l);
            x[n] = at.x, y[n] = at.y, z[n] = at.z, look_x[n] = look.x, look_y[n] = look.y, look_z[n] = look.z;
            spot.add({p.x, p.y, p.z, -l.x, -l.y, -l.z});
        }
    }

    // Bit k is set where view k may see the face as a wall of at most `reach`, give or take the slack.
    ORTHOGEN_INLINE unsigned seeing(const Disc& face, float away, float reach, float slack) const {
        const float near = reach + slack, around = near + face.radius;
        const Vec3f c = face.centre, m = face.normal;
        const Floats dx = lanes(x) - c.x, dy = lanes(y) - c.y, dz = lanes(z) - c.z;
        const Floats height = dx * m.x + dy * m.y + dz * m.z;
        const Floats aside = dx * dx + dy * dy + dz * dz - around * around;
        alignas(32) float turned[LANES], excess[LANES];
        put(lanes(look_x) * m.x + lanes(look_y) * m.y + lanes(look_z) * m.z, turned);
        put(most(aside, most(height - slack, Floats{} - height - near)), excess);
        return below(turned, away) & below(excess, std::numeric_limits<float>::min());
    }
};

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
        if (thickness < wall.thickness || (thickness == wall.thickness && vertex < wall.vertex))
            wall = {thickness, vertex};
        bound.store(wall.thickness, std::memory_order_relaxed);
    }
    float reach() const { return static_cast<float>(bound.load(std::memory_order_relaxed)) * SLACK; }
};

class Search {
  public:
    Search(MeshView mesh, const std::int32_t* order, const std::vector<Vec3>& normals, double away)
        : mesh_(mesh), order_(order), normals_(normals), away_(away), turned_(static_cast<float>(2 + 2 * away) * SLACK),
          packs_(mesh.face_count, [&](std::size_t n) {
              const Vec3 look = normals[order[n]];
              Box box;
              for (const std::int64_t v : mesh.faces[order[n]]) box.add(mesh.points[v]);
              return Spot({box.low.x, box.low.y, box.low.z, look.x, look.y, look.z},
                          {box.high.x, box.high.y, box.high.z, look.x, look.y, look.z});
          }) {
        Box box;
        for (std::size_t v = 0; v < mesh.point_count; ++v) box.add(mesh.points[v]);
        middle_ = box.centre(), slack_ = static_cast<float>(2e-6 * length(box.extent()));
        discs_.reserve(mesh.face_count);
        for (std::size_t n = 0; n < mesh.face_count; ++n) {
            const std::int32_t f = order[n];
            const Corners c = corners(f);
            const double far =
                std::max({square(c.p[0] - c.centre), square(c.p[1] - c.centre), square(c.p[2] - c.centre)});
            discs_.push_back({static_cast<Vec3f>(c.centre - middle_), static_cast<Vec3f>(normals[f]),
                              static_cast<float>(std::sqrt(far)) * SLACK});
        }
    }

    // Sends `count` views, at most eight, down the tree.
    ORTHOGEN_CLONES void search(const View* views, std::size_t count, Found& found) const {
        struct { std::size_t level, node; } waiting[MOST_LEVELS * LANES];
        std::size_t waits = 1;
        waiting[0] = {packs_.depth() - 1, 0};
        const Company company(views, count, middle_);
        while (waits) {
            const auto [level, node] = waiting[--waits];
            const Pack<6>& pack = packs_.level(level)[node];
            const float reach = found.reach();
            unsigned open = nearer(pack, company.spot, 0, reach * reach + std::numeric_limits<float>::min());
            if (open) open &= nearer(pack, company.spot, 3, turned_);
            for (; open; open &= open - 1) {
                const std::size_t child = node * LANES + lowest_bit(open);
                if (level > 0) {
                    waiting[waits++] = {level - 1, child};
                    continue;
                }
                unsigned seen = company.seeing(discs_[child], static_cast<float>(away_) + 1e-5F, reach, slack_);
                for (seen &= (1U << count) - 1; seen; seen &= seen - 1)
                    meet(views[lowest_bit(seen)], order_[child], found);
            }
        }
    }

  private:
    struct Corners {
        Vec3 p[3], centre;
    };

    Corners corners(std::int32_t face) const {
        const Face& f = mesh_.faces[face];
        const Vec3 a = mesh_.points[f[0]], b = mesh_.points[f[1]], c = mesh_.points[f[2]];
        return {{a, b, c}, (a + b + c) * (1.0 / 3)};
    }

    void meet(const View& view, std::int32_t face, Found& found) const {
        const Vec3 n = normals_[face];
        if (!(dot(view.look, n) <= away_)) return;
        const Corners c = corners(face);
        const Vec3 offset = view.place - c.centre;
        const double height = dot(offset, n), slack = ROUND_OFF * (length(offset) + length(c.p[0] - c.centre));
        const double bound = found.bound.load(std::memory_order_relaxed);
        if (height > slack || -height > bound + slack) return;
        const Vec3 step = step_to(view.place, c.p, n);
        const double thickness = length(step) > slack ? length(step) : 0;  // 0: the vertex touches the face
        if (!(thickness <= bound)) return;
        if (dot(thickness > 0 ? step : c.centre - view.place, view.look) < 0) found.take(thickness, view.vertex);
    }

    MeshView mesh_;
    const std::int32_t* order_;
    const std::vector<Vec3>& normals_;
    double away_;
    float turned_, slack_ = 0;
    Vec3 middle_;
    Packs<6> packs_;
    std::vector<Disc> discs_;
};

}  // namespace

std::vector<Wall> least_walls(MeshView mesh, const std::uint8_t* group, std::size_t groups, double away, int threads) {
    std::vector<Wall> walls(groups);
    if (mesh.face_count == 0) return walls;
    const std::vector<Vec3> normals = unit_normals(mesh);
    const auto order = sided_order(mesh, normals, threads);
    const Search search(mesh, order.data(), normals, away);
    const auto views = views_of(mesh, order.data(), normals, group, groups);
    for (std::size_t g = 0; g < groups; ++g) {
        Found found;
        const View* all = views[g].data();
        const std::size_t count = views[g].size();
        for (std::size_t n = 0; n < count; n += count / SAMPLE + 1) search.search(all + n, 1, found);
        in_parallel(threads, count, 256, [&](std::size_t first, std::size_t last) {
            for (std::size_t n = first; n < last; n += LANES)
                search.search(all + n, std::min<std::size_t>(LANES, last - n), found);
        });
        walls[g] = found.wall;
    }
    return walls;
}

}  // namespace orthogen
