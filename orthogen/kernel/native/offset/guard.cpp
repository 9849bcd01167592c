#include "offset/guard.h"

#include <algorithm>

#include "mesh/meet.h"
#include "parallel.h"

namespace orthogen {
namespace {

constexpr double STRAY = 0.5;  // steps: no vertex leaves its cell by more, but on a crease

class Guard {
  public:
    Guard(const Surface& surface, const Centres& centres) : surface_(surface), centres_(centres) {}

    void check(const Quad& quad, std::vector<Quad>& found) const {
        const Triangles mine = of(quad);
        if (spoilt(mine)) found.push_back(quad);
        Box box;
        for (const Face& face : mine)
            for (const std::int64_t v : face) box.add(at(v));
        const double reach = 1 + (far_off(quad) ? CREASE_STRAY : STRAY);
        const Lattice& grid = surface_.field().lattice;
        const Vec3 a = (box.low - grid.origin) * (1 / grid.step), b = (box.high - grid.origin) * (1 / grid.step);
        const Cell most = grid.points();
        const auto down = [&](double v) { return std::max(0, static_cast<int>(std::ceil(v - reach))); };
        const auto up = [&](double v, int end) { return std::min(end - 1, static_cast<int>(std::floor(v + reach))); };
        surface_.quads_near({down(a.x), down(a.y), down(a.z)}, {up(b.x, most.i), up(b.y, most.j), up(b.z, most.k)},
                            [&](const Quad& other) {
            if (other.vertex != quad.vertex && meet(mine, box, other)) found.push_back(quad), found.push_back(other);
        });
    }

  private:
    Triangles of(const Quad& quad) const { return triangles(quad, cut(surface_, centres_, quad)); }

    bool spoilt(const Triangles& mine) const {
        for (int i = 0; i < mine.count; ++i) {
            if (flat(surface_, mine.face[i])) return true;
            for (int j = 0; j < i; ++j)
                if (meet(mine.face[i], mine.face[j])) return true;
        }
        return false;
    }

    bool meet(const Triangles& mine, const Box& box, const Quad& other) const {
        Box rough;
        for (const std::int32_t v : other.vertex) rough.add(surface_.vertices()[v].at);
        if (!surface_.vertices()[other.vertex[0]].split && !overlap(box, rough)) return false;
        for (const Face& theirs : of(other)) {
            const Box around = box_of(theirs);
            if (!overlap(box, around)) continue;
            for (const Face& one : mine)
                if (overlap(box_of(one), around) && meet(one, theirs)) return true;
        }
        return false;
    }

    // Whether two faces meet as a file holds them: its floats, wherever the part lies.
    bool meet(Face one, Face other) const {
        Vec3 points[6];
        std::int64_t name[6];
        int count = 0;
        for (Face* face : {&one, &other})
            for (std::int64_t& v : *face) {
                int n = 0;
                while (n < count && name[n] != v) ++n;
                if (n == count) {
                    name[n] = v, ++count;
                    points[n] = in_floats(at(v) + surface_.field().tree.centre());
                }
                v = n;
            }
        return faces_meet(points, one, other);
    }

    bool far_off(const Quad& quad) const {
        for (const std::int32_t v : quad.vertex)
            if (surface_.vertices()[v].crease && surface_.vertices()[v].loose) return true;
        return false;
    }

    Box box_of(const Face& face) const {
        Box box;
        for (const std::int64_t v : face) box.add(at(v));
        return box;
    }

    static bool overlap(const Box& a, const Box& b) {
        return a.low.x <= b.high.x && b.low.x <= a.high.x && a.low.y <= b.high.y && b.low.y <= a.high.y &&
               a.low.z <= b.high.z && b.low.z <= a.high.z;
    }

    Vec3 at(std::int64_t v) const { return surface_.vertices()[v].at; }

    const Surface& surface_;
    const Centres& centres_;
};

}  // namespace

std::vector<Quad> clashing(const Surface& surface, const Centres& centres, const std::vector<Quad>& uncertain,
                           int threads) {
    constexpr std::size_t STEP = 64;
    std::vector<std::vector<Quad>> parts((uncertain.size() + STEP - 1) / STEP);
    const Guard guard(surface, centres);
    in_parallel(threads, uncertain.size(), STEP, [&](std::size_t first, std::size_t last) {
        for (std::size_t n = first; n < last; ++n) guard.check(uncertain[n], parts[first / STEP]);
    });
    std::vector<Quad> found;
    for (const auto& part : parts) found.insert(found.end(), part.begin(), part.end());
    make_unique(found);
    return found;
}

void make_unique(std::vector<Quad>& quads) {
    const auto name = [](const Quad& q) { return std::array<int, 4>{q.edge.k, q.edge.j, q.edge.i, q.axis}; };
    std::sort(quads.begin(), quads.end(), [&](const Quad& a, const Quad& b) { return name(a) < name(b); });
    const auto same = [&](const Quad& a, const Quad& b) { return name(a) == name(b); };
    quads.erase(std::unique(quads.begin(), quads.end(), same), quads.end());
}

}  // namespace orthogen
