// Edges. mesh -> its half-edges, edge by edge; the partner of each, and the pieces that they tie together.
//
// Half-edge 3·f + k runs from corner k of face f to the next corner.
#pragma once
#include <algorithm>
#include <cstdint>
#include <vector>

#include "mesh.h"

namespace orthogen {

// uses: how many faces share the half-edge's edge. twin: the half-edge of the one other face, -1 unless uses is 2.
// piece: for each face the least face of its piece; faces hang together by edges.
struct Edges {
    std::vector<std::int64_t> uses, twin, piece;
};

// Every face must name three different points that exist.
Edges edges_of(MeshView mesh);
// For each of `count` things the least member of its piece, where one[k] and other[k] hang together.
std::vector<std::int64_t> pieces_of(std::size_t count, const std::int64_t* one, const std::int64_t* other,
                                    std::size_t ties);

// Whether a half-edge runs from the lesser to the greater of its points.
inline bool upwards(const MeshView& mesh, std::size_t half) {
    const Face& face = mesh.faces[half / 3];
    return face[half % 3] < face[(half % 3 + 1) % 3];
}

// Calls visit(first, last) once for each edge, with the half-edges that lie along it in ascending order.
template <class Visit>
void each_edge(const MeshView& mesh, Visit visit) {
    std::vector<std::uint32_t> start(mesh.point_count + 1, 0);
    const auto each = [&](auto use) {
        for (std::size_t f = 0; f < mesh.face_count; ++f) {
            const auto [a, b, c] = mesh.faces[f];
            use(std::min(a, b), std::max(a, b), 3 * f), use(std::min(b, c), std::max(b, c), 3 * f + 1);
            use(std::min(c, a), std::max(c, a), 3 * f + 2);
        }
    };
    each([&](std::int64_t low, std::int64_t, std::size_t) { ++start[low + 1]; });
    for (std::size_t p = 1; p < start.size(); ++p) start[p] += start[p - 1];
    std::vector<std::uint32_t> next(start.begin(), start.end() - 1);
    std::vector<std::uint64_t> fans(3 * mesh.face_count);  // by the lesser point: the greater one, and the half-edge
    each([&](std::int64_t low, std::int64_t high, std::size_t half) {
        fans[next[low]++] = static_cast<std::uint64_t>(high) << 32 | half;
    });
    std::vector<std::size_t> along;
    for (std::size_t p = 0; p < mesh.point_count; ++p) {
        const auto last = fans.begin() + start[p + 1];
        std::sort(fans.begin() + start[p], last);
        for (auto at = fans.begin() + start[p]; at < last;) {
            along.clear();
            for (const std::uint64_t other = *at >> 32; at < last && *at >> 32 == other; ++at)
                along.push_back(*at & 0xFFFFFFFFU);
            visit(along.data(), along.data() + along.size());
        }
    }
}

}  // namespace orthogen
