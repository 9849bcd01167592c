#include "offset/crease.h"

#include <algorithm>
#include <initializer_list>
#include <optional>

#include "parallel.h"

namespace orthogen {
namespace {

constexpr float ALIKE = 0.996F;  // cosine between normals that cannot belong to sheets so far in front of each other
constexpr double BEND = 0.04;     // of the step: how far in front of each other's planes neighbours on one sheet may be
constexpr double TIP = 4 * BEND;  // the same, where a crease is worth leaving one's cell for
constexpr double EXACT = 2e-4;    // of the step: how near to all its sheets a vertex must come
constexpr double FLAT = 30;       // times d: the radius of a ball taken for a plane
constexpr double CORNER = 0.1;    // how independent, as a determinant, the normals of three sheets are
constexpr float SAME = 0.99F;     // cosine between normals of one sheet
constexpr int MOST = 3;           // sheets that meet in one point
constexpr double SETTLED = 1e-7;  // times d: a step of Newton's so small that the next would be none

// A neighbour of a vertex across a crease.
struct Across {
    std::int32_t vertex, other;
    double in_front;
    bool operator<(const Across& o) const {
        return vertex != o.vertex ? vertex < o.vertex
               : in_front != o.in_front ? in_front > o.in_front : other < o.other;
    }
};

// Whether the normals of a quad are so alike that no pair of them needs comparing: the length of the sum tells the sum
// of the six cosines between them, of which none exceeds 1.
bool even(const Surface& surface, const Quad& quad) {
    const auto normal = [&](int n) { return surface.vertices()[quad.vertex[n]].normal; };
    return square((normal(0) + normal(1)) + (normal(2) + normal(3))) > 4 + 2 * (5 + ALIKE) + 1e-5F;
}

void compare(const Surface& surface, std::int32_t a, std::int32_t b, std::vector<Across>& out) {
    const Vertex &p = surface.vertices()[a], &q = surface.vertices()[b];
    if (dot(p.normal, q.normal) > ALIKE) return;
    const Vec3 step = q.at - p.at;
    const double before = dot(static_cast<Vec3>(p.normal), step), behind = -dot(static_cast<Vec3>(q.normal), step);
    const double in_front = std::min(before, behind);
    if (in_front <= BEND * surface.field().lattice.step) return;
    out.push_back({a, b, in_front});
    out.push_back({b, a, in_front});
}

// The places of the mesh, relative to its centre, that a vertex is to keep its distance from.
struct Sheets {
    Vec3 foot[MOST], normal[MOST];
    std::int32_t place[MOST];
    int count = 0;

    void add(const Vertex& vertex, double distance) {
        normal[count] = static_cast<Vec3>(vertex.normal);
        foot[count] = vertex.at - normal[count] * distance;
        place[count] = vertex.place;
        ++count;
    }

    // How independent three normals are, as a determinant.
    double volume() const { return std::fabs(dot(cross(normal[0], normal[1]), normal[2])); }

    // The same sheets as balls so large that they are planes almost.
    Sheets flat(double distance) const {
        Sheets planes = *this;
        for (int k = 0; k < count; ++k) planes.foot[k] = foot[k] - normal[k] * ((FLAT - 1) * distance);
        return planes;
    }
};

// Moves x by the shortest way to distance d from all feet; false where they leave it no way.
bool solve(const Sheets& sheets, double d, Vec3& x) {
    for (int turn = 0; turn < 4; ++turn) {
        double r[MOST], g[MOST][MOST];
        Vec3 u[MOST];
        for (int i = 0; i < sheets.count; ++i) {
            const Vec3 from = x - sheets.foot[i];
            const double l = length(from);
            if (l < 0.5 * d) return false;
            u[i] = from * (1 / l), r[i] = d - l;
        }
        double most = 0;
        for (int i = 0; i < sheets.count; ++i) {
            most = std::max(most, std::fabs(r[i]));
            for (int j = 0; j < sheets.count; ++j) g[i][j] = dot(u[i], u[j]);
        }
        for (int i = 0; i < sheets.count; ++i) {  // Gauss; the matrix is positive definite
            if (g[i][i] < 1e-3) return false;
            for (int k = i + 1; k < sheets.count; ++k) {
                const double f = g[k][i] / g[i][i];
                for (int j = i; j < sheets.count; ++j) g[k][j] -= f * g[i][j];
                r[k] -= f * r[i];
            }
        }
        for (int i = sheets.count - 1; i >= 0; --i) {
            for (int j = i + 1; j < sheets.count; ++j) r[i] -= g[i][j] * r[j];
            r[i] /= g[i][i];
        }
        for (int i = 0; i < sheets.count; ++i) x += u[i] * r[i];
        if (most < SETTLED * d) break;
    }
    return true;
}

class Sharpener {
  public:
    Sharpener(const Surface& surface, std::size_t block)
        : surface_(surface), field_(surface.field()), block_(block), placer_(field_, surface.block(block)) {}

    std::size_t block() const { return block_; }

    // The vertex on the corner or else on a crease in its cell, if there is one.
    bool sharpen(const Across* first, const Across* last, Vertex& vertex) {
        vertex = surface_.vertices()[first->vertex];
        cell_ = surface_.cell_of(first->vertex);
        placer_.look_at(cell_);
        const std::vector<std::int32_t> all = on_sheets(first, last);
        const int count = static_cast<int>(all.size());
        for (int i = 0; i < count; ++i)
            for (int j = i + 1; j < count; ++j)
                for (int k = j + 1; k < count; ++k)
                    if (stand_on({all[i], all[j], all[k]}, vertex, 0)) return true;
        for (int i = 0; i < count; ++i)
            for (int j = i + 1; j < count; ++j)
                if (stand_on({all[i], all[j]}, vertex, 0)) return true;
        return false;
    }

    // The vertex on the crease before its cell, where neither this nor the neighbour across has the crease in its cell.
    bool reach_out(const Across* first, const Across* last, Vertex& vertex) {
        const auto& all = surface_.vertices();
        vertex = all[first->vertex];
        if (vertex.crease) return false;
        const Across* best = nullptr;
        double least = 0;
        for (const Across* a = first; a < last && a->in_front > TIP * field_.lattice.step; ++a) {
            const double far = square(all[a->other].at - vertex.at);
            const bool fits = !all[a->other].crease && goes(vertex, all[a->other]);
            if (fits && (best == nullptr || far < least)) best = a, least = far;
        }
        if (best == nullptr) return false;
        cell_ = surface_.cell_of(first->vertex);
        placer_.look_at(cell_);
        return stand_on({first->vertex, best->other}, vertex, CREASE_STRAY);
    }

  private:
    // Which of two goes to the crease: those of one sheet, all along it.
    static bool goes(const Vertex& one, const Vertex& other) {
        return dot(one.normal - other.normal, Vec3f{0.53F, 0.29F, 0.8F}) > 0;
    }

    double beside_cell(Vec3 x) const { return length(into_cell(field_.lattice, cell_, x) - x); }

    Nearest anywhere(Vec3 p) const {
        const auto cap = static_cast<float>(field_.distance + field_.lattice.step);
        Nearest best{cap * cap, -1};
        field_.tree.nearest(field_.tree.all(), static_cast<Vec3f>(p), best);
        return best;
    }

    // The vertex itself and neighbours across creases, one of each sheet.
    std::vector<std::int32_t> on_sheets(const Across* first, const Across* last) const {
        const auto& all = surface_.vertices();
        std::vector<std::int32_t> found{first->vertex};
        for (const Across* a = first; a < last && found.size() < MOST + 1; ++a) {
            const auto same = [&](std::int32_t v) { return dot(all[v].normal, all[a->other].normal) > SAME; };
            if (std::none_of(found.begin(), found.end(), same)) found.push_back(a->other);
        }
        return found;
    }

    // Moves x along the crease into its cell, if the crease passes through it.
    bool slide(const Sheets& sheets, Vec3& x, double radius) const {
        for (int turn = 0; turn < 4; ++turn) {
            if (!solve(sheets, radius, x)) return false;
            if (in_cell(field_.lattice, cell_, x)) return true;
            if (turn < 3) x = into_cell(field_.lattice, cell_, x);
        }
        return true;
    }

    // Puts the vertex where the sheets of these ones meet; false if that is more than `stray` steps beside its cell, or
    // behind yet another sheet.
    bool stand_on(std::initializer_list<std::int32_t> on, Vertex& vertex, double stray) const {
        const double h = field_.lattice.step, d = field_.distance;
        Sheets sheets;
        Vec3 x;
        for (const std::int32_t v : on) {
            sheets.add(surface_.vertices()[v], d);
            x += surface_.vertices()[v].at * (1.0 / static_cast<double>(on.size()));
        }
        if (sheets.count == 3 && sheets.volume() < CORNER) return false;
        const auto go = [&](const Sheets& to, double radius, double slack) {
            return (stray > 0 ? solve(to, radius, x) : slide(to, x, radius)) && beside_cell(x) < (slack + stray) * h;
        };
        if (!go(sheets.flat(d), FLAT * d, 0.5)) return false;
        for (const double aside : {0.5, 0.2, 0.06, 0.02})
            if (!refine(sheets, x, aside * h) || !go(sheets, d, 0.5 * aside)) return false;
        if (beside_cell(x) > stray * h) return false;
        const Nearest found = stray > 0 ? anywhere(x) : placer_.nearest(x, vertex.place);
        if (found.place < 0) return false;
        const Vec3 foot = field_.tree.foot(found.place, x + field_.tree.centre()) - field_.tree.centre();
        if (std::fabs(length(x - foot) - d) > EXACT * h) return false;
        vertex.loose = beside_cell(x) > 0;
        vertex.at = x, vertex.crease = true, vertex.place = found.place;
        Vec3 mean;
        for (int i = 0; i < sheets.count; ++i) mean += sheets.normal[i];
        vertex.normal = static_cast<Vec3f>(unit(mean, static_cast<Vec3>(vertex.normal)));
        return true;
    }

    // Asks again on each sheet, `aside` of the crease.
    bool refine(Sheets& sheets, Vec3 x, double aside) const {
        Sheets fresh = sheets;
        for (int i = 0; i < sheets.count; ++i) {
            const Vec3 n = unit(x - sheets.foot[i], sheets.normal[i]);
            Vec3 away;
            for (int j = 0; j < sheets.count; ++j)
                if (j != i) away += sheets.normal[j] - n * dot(n, sheets.normal[j]);
            if (square(away) == 0) return false;
            const Vec3 y = x + unit(away, n) * aside + n * (0.1 * aside);
            const Nearest found = placer_.nearest(y, sheets.place[i]);
            if (found.place < 0) return false;
            fresh.place[i] = found.place;
            fresh.foot[i] = field_.tree.foot(found.place, y + field_.tree.centre()) - field_.tree.centre();
            fresh.normal[i] = unit(y - fresh.foot[i], n);
        }
        sheets = fresh;
        return true;
    }

    const Surface& surface_;
    const Field& field_;
    std::size_t block_;
    Placer placer_;
    Cell cell_{};
};

std::vector<Across> all_across(const Surface& surface, int threads) {
    std::vector<std::vector<Across>> found(surface.block_count());
    in_parallel(threads, found.size(), 16, [&](std::size_t first, std::size_t last) {
        for (std::size_t b = first; b < last; ++b)
            surface.quads(b, [&](const Quad& quad) {
                if (even(surface, quad)) return;
                const auto& v = quad.vertex;
                for (int n = 0; n < 4; ++n) compare(surface, v[n], v[(n + 1) % 4], found[b]);
                for (int n = 0; n < 2; ++n) compare(surface, v[n], v[n + 2], found[b]);
            });
    });
    std::vector<Across> all;
    for (const auto& part : found) all.insert(all.end(), part.begin(), part.end());
    std::sort(all.begin(), all.end());
    return all;
}

}  // namespace

std::size_t sharpen(Surface& surface, int threads) {
    const std::vector<Across> all = all_across(surface, threads);
    std::vector<std::size_t> start;
    for (std::size_t n = 0; n < all.size(); ++n)
        if (n == 0 || all[n].vertex != all[n - 1].vertex) start.push_back(n);
    start.push_back(all.size());
    std::vector<Vertex> made(start.size() - 1);
    std::vector<char> good(made.size(), 0);
    std::size_t count = 0;
    for (const auto way : {&Sharpener::sharpen, &Sharpener::reach_out}) {
        in_parallel(threads, made.size(), 64, [&](std::size_t first, std::size_t last) {
            std::optional<Sharpener> sharpener;  // vertices of one block follow one another
            for (std::size_t n = first; n < last; ++n) {
                const Across* at = &all[start[n]];
                const std::size_t block = surface.block_of(at->vertex);
                if (!sharpener || sharpener->block() != block) sharpener.emplace(surface, block);
                good[n] = ((*sharpener).*way)(at, &all[0] + start[n + 1], made[n]);
            }
        });
        for (std::size_t n = 0; n < made.size(); ++n)
            if (good[n]) surface.vertices()[all[start[n]].vertex] = made[n], ++count;
    }
    return count;
}

}  // namespace orthogen
