#include "mesh/closed.h"

#include <algorithm>
#include <cstdint>

namespace orthogen {
namespace {

// The edges that begin at each point, the lesser of their two: the greater one, doubled, and whether it runs upwards.
struct Fans {
    std::vector<std::uint32_t> start;
    std::vector<std::uint64_t> ends;

    explicit Fans(const MeshView& mesh) : start(mesh.point_count + 1, 0), ends(3 * mesh.face_count) {
        each_edge(mesh, [&](std::int64_t a, std::int64_t b) { ++start[std::min(a, b) + 1]; });
        for (std::size_t p = 1; p < start.size(); ++p) start[p] += start[p - 1];
        std::vector<std::uint32_t> next(start.begin(), start.end() - 1);
        each_edge(mesh, [&](std::int64_t a, std::int64_t b) {
            ends[next[std::min(a, b)]++] = static_cast<std::uint64_t>(std::max(a, b)) << 1 | (a < b ? 1U : 0U);
        });
    }

    template <class Use> static void each_edge(const MeshView& mesh, Use use) {
        for (std::size_t f = 0; f < mesh.face_count; ++f)
            for (int k = 0; k < 3; ++k) use(mesh.faces[f][k], mesh.faces[f][(k + 1) % 3]);
    }
};

void count_edges(const MeshView& mesh, Faults& faults) {
    Fans fans(mesh);
    for (std::size_t p = 0; p < mesh.point_count; ++p) {
        const auto first = fans.ends.begin() + fans.start[p], last = fans.ends.begin() + fans.start[p + 1];
        std::sort(first, last);
        for (auto at = first; at < last;) {
            auto end = at;
            std::size_t upwards = 0;
            while (end < last && *end >> 1 == *at >> 1) upwards += *end++ & 1U;
            const auto uses = static_cast<std::size_t>(end - at);
            faults.open += uses == 1;
            faults.crowded += uses > 2;
            faults.turned += uses == 2 && upwards != 1;
            at = end;
        }
    }
}

}  // namespace

Faults faults_of(MeshView mesh) {
    Faults faults;
    Box box;
    for (std::size_t p = 0; p < mesh.point_count; ++p) box.add(mesh.points[p]);
    const Vec3 centre = box.centre();
    for (std::size_t f = 0; f < mesh.face_count; ++f) {
        const Face& face = mesh.faces[f];
        const Vec3 a = mesh.points[face[0]], n = cross(mesh.points[face[1]] - a, mesh.points[face[2]] - a);
        const double twice = length(n);
        faults.flat += !(twice > 0);
        faults.area += twice / 2;
        faults.volume += dot(a - centre, n) / 6;
    }
    count_edges(mesh, faults);
    return faults;
}

}  // namespace orthogen
