#include "surface/winding.h"

#include <algorithm>

#include "surface/join.h"

namespace orthogen {
namespace {

constexpr std::ptrdiff_t FEW = 24;  // edges at a point, up to which each is compared with each

// One side of a face, filed under the lesser of its two points.
struct Side {
    std::int32_t other, face;  // the greater point; the face, or its complement where it runs from greater to lesser
    bool forward() const { return face >= 0; }
    std::int32_t owner() const { return face >= 0 ? face : ~face; }
    bool operator<(const Side& than) const {
        return other != than.other ? other < than.other : owner() < than.owner();
    }
};

// Calls edge(first, last) for the sides of each edge, in order of their faces.
template <class Edge>
void each_edge(MeshView mesh, Edge edge) {
    std::vector<std::int32_t> start(mesh.point_count + 2, 0);
    for (std::size_t f = 0; f < mesh.face_count; ++f)
        for (int k = 0; k < 3; ++k) ++start[std::min(mesh.faces[f][k], mesh.faces[f][(k + 1) % 3]) + 2];
    for (std::size_t v = 2; v < start.size(); ++v) start[v] += start[v - 1];
    std::vector<Side> sides(3 * mesh.face_count);
    for (std::size_t f = 0; f < mesh.face_count; ++f)
        for (int k = 0; k < 3; ++k) {
            const std::int64_t from = mesh.faces[f][k], to = mesh.faces[f][(k + 1) % 3];
            const auto face = static_cast<std::int32_t>(f);
            const auto other = static_cast<std::int32_t>(std::max(from, to));
            sides[start[std::min(from, to) + 1]++] = {other, from < to ? face : ~face};
        }
    for (std::size_t v = 0; v < mesh.point_count; ++v) {
        Side *first = sides.data() + start[v], *last = sides.data() + start[v + 1];
        std::sort(first, last);
        while (first < last) {
            Side* next = first + 1;
            while (next < last && next->other == first->other) ++next;
            edge(first, next);
            first = next;
        }
    }
}

}  // namespace

std::size_t crossed_edges(MeshView mesh) {
    std::vector<std::int32_t> start(mesh.point_count + 2, 0), end(3 * mesh.face_count);
    for (std::size_t f = 0; f < mesh.face_count; ++f)
        for (int k = 0; k < 3; ++k) ++start[mesh.faces[f][k] + 2];
    for (std::size_t v = 2; v < start.size(); ++v) start[v] += start[v - 1];
    for (std::size_t f = 0; f < mesh.face_count; ++f)
        for (int k = 0; k < 3; ++k)
            end[start[mesh.faces[f][k] + 1]++] = static_cast<std::int32_t>(mesh.faces[f][(k + 1) % 3]);
    std::size_t crossed = 0;
    for (std::size_t v = 0; v < mesh.point_count; ++v) {
        std::int32_t *first = end.data() + start[v], *last = end.data() + start[v + 1];
        if (last - first > FEW) std::sort(first, last);
        for (auto* one = first; one < last; ++one)  // sorted ones need to look at the next alone
            for (auto* other = one + 1; other < (last - first > FEW ? std::min(one + 2, last) : last); ++other)
                if (*one == *other) {
                    ++crossed;
                    break;
                }
    }
    return crossed;
}

std::vector<char> faces_to_turn(MeshView mesh, const double* areas) {
    const auto count = static_cast<std::int32_t>(mesh.face_count);
    Joined cover(2 * mesh.face_count);
    each_edge(mesh, [&](const Side* first, const Side* last) {
        if (last - first != 2) return;
        const std::int32_t one = first[0].owner(), other = first[1].owner();
        const bool agree = first[0].forward() != first[1].forward();
        cover.join(one, agree ? other : other + count);
        cover.join(one + count, agree ? other + count : other);
    });
    std::vector<double> as_is(2 * mesh.face_count, 0.0);
    for (std::int32_t f = 0; f < count; ++f) as_is[cover.least(f)] += areas[f];
    std::vector<char> turn(mesh.face_count);
    for (std::int32_t f = 0; f < count; ++f) {
        const std::int32_t here = cover.least(f), there = cover.least(f + count);
        turn[f] = as_is[there] > as_is[here] || (as_is[there] == as_is[here] && there < here);
    }
    return turn;
}

}  // namespace orthogen
