#include "offset/weave.h"

#include <algorithm>

#include "mesh/meet.h"
#include "parallel.h"

namespace orthogen {
namespace {

constexpr double CLEARANCE = 1e-3;  // of the step: how far triangles keep from the border of their envelope

constexpr double STRAY = 0.5;       // steps: no vertex leaves its cell by more

// A quad seen along its lattice edge: u, v across, w along it from its lower end, in lattice steps.
struct Seen4 {
    double u[4], v[4], w[4];
};

Seen4 seen_along(const Surface& surface, const Quad& quad) {
    const Lattice& grid = surface.field().lattice;
    const Vec3 origin = grid.place(quad.edge);
    Seen4 s;
    for (int n = 0; n < 4; ++n) {
        const Vec3 p = (surface.vertices()[quad.vertex[n]].at - origin) * (1 / grid.step);
        s.u[n] = p[(quad.axis + 1) % 3], s.v[n] = p[(quad.axis + 2) % 3], s.w[n] = p[quad.axis];
    }
    return s;
}

// Whether the two triangles beside the diagonal from corner `a` to a + 2 lie inside the envelope.
bool in_envelope(const Seen4& s, int a) {
    const auto area = [&](int p, int q) { return s.u[p] * s.v[q] - s.v[p] * s.u[q]; };
    const int c = (a + 2) % 4;
    // the diagonal passes the edge on the side of corner `near`; the triangle with `far` is pierced by the edge
    const double side = area(a, c), turn = area(a, (a + 1) % 4);
    const int near = (side > 0) == (turn > 0) ? (a + 1) % 4 : (a + 3) % 4, far = (near + 2) % 4;
    const double wa = area(c, far), wc = area(far, a), wf = area(a, c), sum = wa + wc + wf;
    if (!(std::fabs(sum) > CLEARANCE)) return false;
    const double pierced = (wa * s.w[a] + wc * s.w[c] + wf * s.w[far]) / sum;
    if (!(pierced > CLEARANCE && pierced < 1 - CLEARANCE)) return false;
    // where the diagonal meets the half plane from the edge through `near`
    const double along_a = area(near, c), along_c = area(a, near), all = along_a + along_c;
    if (!(std::fabs(all) > CLEARANCE)) return false;
    const double y = (along_a * s.w[a] + along_c * s.w[c]) / all;
    const double u = (along_a * s.u[a] + along_c * s.u[c]) / all, v = (along_a * s.v[a] + along_c * s.v[c]) / all;
    const double out = (u * s.u[near] + v * s.v[near]) / (s.u[near] * s.u[near] + s.v[near] * s.v[near]);
    if (!(out > -CLEARANCE && out < 1 - CLEARANCE)) return false;
    const double low = out * s.w[near], high = 1 + out * (s.w[near] - 1);
    return y > low + CLEARANCE && y < high - CLEARANCE;
}

// How far, about, the middle of a diagonal lies off the surface.
double sag(const Vertex& p, const Vertex& q) {
    if (p.crease && q.crease) return 0;
    const Vec3 step = q.at - p.at;
    const double from_p = dot(static_cast<Vec3>(p.normal), step), from_q = -dot(static_cast<Vec3>(q.normal), step);
    if (p.crease) return std::fabs(from_q) / 4;
    if (q.crease) return std::fabs(from_p) / 4;
    return std::fabs(from_p + from_q) / 8;
}

bool loose(const Surface& surface, const Quad& quad) {
    for (const std::int32_t v : quad.vertex)
        if (surface.vertices()[v].loose || surface.vertices()[v].shared) return true;
    return false;
}

// Whether a triangle of the quad is so thin that the floats of a file might leave it no area.
bool thin(const Surface& surface, const Quad& quad, int first) {
    const auto at = [&](int n) { return surface.vertices()[quad.vertex[(first + n) % 4]].at; };
    const Vec3 across = at(2) - at(0);
    const double least = CLEARANCE * surface.field().lattice.step;
    for (const Vec3 side : {at(1) - at(0), at(3) - at(0)}) {
        const double longest = std::max({square(across), square(side), square(across - side)});
        if (square(cross(across, side)) < least * least * longest) return true;
    }
    return false;
}

struct Cutting {
    int first;     // the diagonal from this corner, 0 or 1
    bool certain;  // inside the envelope
};

Cutting cut(const Surface& surface, const Quad& quad) {
    const auto& all = surface.vertices();
    const auto& v = quad.vertex;
    const int better = sag(all[v[0]], all[v[2]]) <= sag(all[v[1]], all[v[3]]) ? 0 : 1;
    if (loose(surface, quad)) return {thin(surface, quad, better) ? 1 - better : better, false};
    const Seen4 s = seen_along(surface, quad);
    for (const int first : {better, 1 - better})
        if (in_envelope(s, first) && !thin(surface, quad, first)) return {first, true};
    return {better, false};
}

std::array<Face, 2> triangles(const Quad& quad, int first) {
    const auto& v = quad.vertex;
    const auto at = [&](int n) { return static_cast<std::int64_t>(v[(first + n) % 4]); };
    return {Face{at(0), at(1), at(2)}, Face{at(0), at(2), at(3)}};
}

// Finds the uncertain quads that meet others, and parts them.
class Guard {
  public:
    explicit Guard(const Surface& surface) : surface_(surface) {}

    // The vertices of all faces that meet another one, among and beside these quads.
    std::vector<std::int32_t> clashing(const std::vector<Quad>& uncertain, int threads) const {
        constexpr std::size_t STEP = 64;
        std::vector<std::vector<std::int32_t>> parts((uncertain.size() + STEP - 1) / STEP);
        in_parallel(threads, uncertain.size(), STEP, [&](std::size_t first, std::size_t last) {
            for (std::size_t n = first; n < last; ++n) check(uncertain[n], parts[first / STEP]);
        });
        std::vector<std::int32_t> found;
        for (const auto& part : parts) found.insert(found.end(), part.begin(), part.end());
        std::sort(found.begin(), found.end());
        found.erase(std::unique(found.begin(), found.end()), found.end());
        return found;
    }

  private:
    void check(const Quad& quad, std::vector<std::int32_t>& found) const {
        const Lattice& grid = surface_.field().lattice;
        const Box box = box_of(quad);
        const Vec3 a = (box.low - grid.origin) * (1 / grid.step), b = (box.high - grid.origin) * (1 / grid.step);
        const Cell most = grid.points();
        const auto down = [](double v) { return std::max(0, static_cast<int>(std::ceil(v - 1 - STRAY))); };
        const auto up = [](double v, int end) { return std::min(end - 1, static_cast<int>(std::floor(v + 1 + STRAY))); };
        const int first = cut(surface_, quad).first;
        const auto mine = triangles(quad, first);
        if (thin(surface_, quad, first) || meet(mine[0], mine[1])) note(quad, found);
        surface_.quads_near({down(a.x), down(a.y), down(a.z)}, {up(b.x, most.i), up(b.y, most.j), up(b.z, most.k)},
                            [&](const Quad& other) {
            if (other.vertex == quad.vertex || !overlap(box, box_of(other))) return;
            bool hit = false;
            for (const Face& theirs : triangles(other, cut(surface_, other).first))
                hit = hit || meet(mine[0], theirs) || meet(mine[1], theirs);
            if (hit) note(quad, found), note(other, found);
        });
    }

    Box box_of(const Quad& quad) const {
        Box box;
        for (const std::int32_t v : quad.vertex) box.add(surface_.vertices()[v].at);
        return box;
    }

    static bool overlap(const Box& a, const Box& b) {
        return a.low.x <= b.high.x && b.low.x <= a.high.x && a.low.y <= b.high.y && b.low.y <= a.high.y &&
               a.low.z <= b.high.z && b.low.z <= a.high.z;
    }

    static void note(const Quad& quad, std::vector<std::int32_t>& found) {
        found.insert(found.end(), quad.vertex.begin(), quad.vertex.end());
    }

    // Whether two faces meet as they are handed out, or after rounding to the floats of a file: a fold as flat as that
    // must not depend on where the part lies.
    bool meet(Face one, Face other) const {
        Vec3 points[6], rounded[6];
        std::int64_t name[6];
        int count = 0;
        for (Face* face : {&one, &other})
            for (std::int64_t& v : *face) {
                int n = 0;
                while (n < count && name[n] != v) ++n;
                if (n == count) {
                    name[n] = v, points[n] = surface_.vertices()[v].at + surface_.field().tree.centre(), ++count;
                    rounded[n] = static_cast<Vec3>(static_cast<Vec3f>(points[n]));
                }
                v = n;
            }
        return faces_meet(points, one, other) || faces_meet(rounded, one, other);
    }

    const Surface& surface_;
};

// Gives a vertex up: first its crease, then its loop's exact place. The middle of a cell is always free.
void retreat(Surface& surface, std::int32_t number, int turn) {
    Vertex& vertex = surface.vertices()[number];
    const Cell cell = surface.cell_of(number);
    const Lattice& grid = surface.field().lattice;
    const Vec3 safe = surface.safe_place(number);
    if (turn == 0) {
        if (!vertex.crease) return;
        Placer placer(surface.field(), surface.block(surface.block_of(number)));
        vertex.crease = false;
        placer.look_at(cell);
        placer.settle(vertex, surface.loop_of(number), safe + static_cast<Vec3>(vertex.normal) * (0.5 * grid.step));
        return;
    }
    const double share = turn >= 7 ? 1 : 0.25 * (turn - 1);
    vertex.at = into_cell(grid, cell, vertex.at + (safe - vertex.at) * std::min(1.0, share));
}

void unique(std::vector<Quad>& quads) {
    std::sort(quads.begin(), quads.end(), [](const Quad& a, const Quad& b) { return a.vertex < b.vertex; });
    const auto same = [](const Quad& a, const Quad& b) { return a.vertex == b.vertex; };
    quads.erase(std::unique(quads.begin(), quads.end(), same), quads.end());
}

}  // namespace

Woven weave(Surface& surface, int threads) {
    std::vector<std::size_t> start(surface.block_count() + 1, 0);
    for (std::size_t b = 0; b < surface.block_count(); ++b) start[b + 1] = start[b] + 2 * surface.quad_count(b);
    Woven woven;
    woven.faces.resize(start.back());
    std::vector<std::vector<Quad>> uncertain(surface.block_count());
    std::vector<char> changed(surface.block_count(), 1);
    const auto cut_changed = [&] {
        in_parallel(threads, surface.block_count(), 16, [&](std::size_t first, std::size_t last) {
            for (std::size_t b = first; b < last; ++b) {
                if (!changed[b]) continue;
                Face* face = woven.faces.data() + start[b];
                uncertain[b].clear();
                surface.quads(b, [&](const Quad& quad) {
                    const Cutting made = cut(surface, quad);
                    for (const Face& f : triangles(quad, made.first)) *face++ = f;
                    if (!made.certain) uncertain[b].push_back(quad);
                });
            }
        });
    };
    cut_changed();
    changed.assign(changed.size(), 0);
    std::vector<Quad> open;
    for (const auto& part : uncertain) open.insert(open.end(), part.begin(), part.end());
    std::vector<std::int32_t> given_up;
    for (int turn = 0; turn < 10; ++turn) {
        const std::vector<std::int32_t> clashing = Guard(surface).clashing(open, threads);
        woven.meets = !clashing.empty();
        if (!woven.meets) break;
        open.clear();  // all others have been tested, and stay as they are
        for (const std::int32_t v : clashing) {
            retreat(surface, v, turn);
            const Cell at = surface.cell_of(v);
            surface.quads_near(at, {at.i + 1, at.j + 1, at.k + 1}, [&](const Quad& quad) {
                open.push_back(quad);
                changed[surface.block_with(quad.edge)] = 1;
            });
        }
        unique(open);
        if (turn > 0) given_up.insert(given_up.end(), clashing.begin(), clashing.end());
    }
    cut_changed();
    std::sort(given_up.begin(), given_up.end());
    woven.moved = static_cast<std::size_t>(std::unique(given_up.begin(), given_up.end()) - given_up.begin());
    return woven;
}

}  // namespace orthogen
