#include "surface/detail.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "mesh/kinds.h"
#include "surface/skin.h"

namespace orthogen {
namespace {

using Codes = std::vector<std::uint64_t>;

// How a face (a, b, c) with the middles (ab, bc, ca) = (3, 4, 5) is cut, by the sum of 1, 2, 4 for each cut edge.
const std::array<std::vector<std::array<int, 3>>, 8> CUTS{{
    {{{0, 1, 2}}},
    {{{0, 3, 2}}, {{3, 1, 2}}},
    {{{0, 1, 4}}, {{0, 4, 2}}},
    {{{3, 1, 4}}, {{0, 3, 4}}, {{0, 4, 2}}},
    {{{0, 1, 5}}, {{5, 1, 2}}},
    {{{0, 3, 5}}, {{3, 1, 2}}, {{3, 2, 5}}},
    {{{5, 4, 2}}, {{0, 1, 4}}, {{0, 4, 5}}},
    {{{0, 3, 5}}, {{3, 1, 4}}, {{5, 4, 2}}, {{3, 4, 5}}},
}};

struct Marked {
    Face face;
    bool chosen;
};

// One number for an edge, the same from both sides.
std::uint64_t code(std::int64_t a, std::int64_t b) {
    return static_cast<std::uint64_t>(std::min(a, b)) << 32 | static_cast<std::uint64_t>(std::max(a, b));
}

// The edges of the chosen faces that are too long, ascending.
Codes too_long(const std::vector<Marked>& faces, const Bulk<Vec3>& points, double longest) {
    Codes codes;
    for (const auto& [face, chosen] : faces) {
        if (!chosen) continue;
        for (int k = 0; k < 3; ++k) {
            const std::int64_t a = face[k], b = face[(k + 1) % 3];
            if (square(points[b] - points[a]) > longest * longest) codes.push_back(code(a, b));
        }
    }
    std::sort(codes.begin(), codes.end());
    codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
    return codes;
}

// The faces cut at these edges, whose middles are numbered from `first` on: by how many and which edges are cut.
std::vector<Marked> halved(const std::vector<Marked>& faces, const Codes& cut, std::size_t first) {
    std::array<std::vector<std::pair<std::array<std::int64_t, 6>, bool>>, 8> of_kind;
    for (const auto& [face, chosen] : faces) {
        std::array<std::int64_t, 6> nodes{face[0], face[1], face[2]};
        std::size_t kind = 0;
        for (std::size_t k = 0; k < 3; ++k) {
            const auto at = std::lower_bound(cut.begin(), cut.end(), code(face[k], face[(k + 1) % 3]));
            if (at == cut.end() || *at != code(face[k], face[(k + 1) % 3])) continue;
            kind |= std::size_t{1} << k;
            nodes[3 + k] = static_cast<std::int64_t>(first) + (at - cut.begin());
        }
        of_kind[kind].emplace_back(nodes, chosen);
    }
    std::vector<Marked> parts;
    for (std::size_t kind = 0; kind < CUTS.size(); ++kind)
        for (const auto& corners : CUTS[kind])
            for (const auto& [nodes, chosen] : of_kind[kind])
                parts.push_back({{nodes[corners[0]], nodes[corners[1]], nodes[corners[2]]}, chosen});
    return parts;
}

}  // namespace

Mesh clustered(MeshView mesh, double cell) {
    Box box;
    for (std::size_t v = 0; v < mesh.point_count; ++v) box.add(mesh.points[v]);
    std::vector<Vec3> shifted(mesh.point_count);
    for (std::size_t v = 0; v < mesh.point_count; ++v) shifted[v] = mesh.points[v] - box.low;
    const Kinds kinds = kinds_of_points(shifted.data(), mesh.point_count, cell);
    std::vector<Vec3> mean(kinds.first.size());
    std::vector<double> count(kinds.first.size());
    for (std::size_t v = 0; v < mesh.point_count; ++v) {
        mean[kinds.place[v]] += mesh.points[v];
        count[kinds.place[v]] += 1;
    }
    for (std::size_t k = 0; k < mean.size(); ++k)
        mean[k] = {mean[k].x / count[k], mean[k].y / count[k], mean[k].z / count[k]};
    std::vector<Face> kept;
    for (std::size_t f = 0; f < mesh.face_count; ++f) {
        const Face& face = mesh.faces[f];
        const Face merged{kinds.place[face[0]], kinds.place[face[1]], kinds.place[face[2]]};
        if (merged[0] != merged[1] && merged[1] != merged[2] && merged[2] != merged[0]) kept.push_back(merged);
    }
    const auto all = std::make_unique<bool[]>(kept.size());
    std::fill_n(all.get(), kept.size(), true);
    return part_of({mean.data(), mean.size(), kept.data(), kept.size()}, all.get());
}

Mesh refined(MeshView mesh, const bool* chosen, double longest) {
    Mesh out;
    out.points.assign(mesh.points, mesh.points + mesh.point_count);
    std::vector<Marked> faces(mesh.face_count);
    for (std::size_t f = 0; f < mesh.face_count; ++f) faces[f] = {mesh.faces[f], chosen[f]};
    while (true) {
        const Codes cut = too_long(faces, out.points, longest);
        std::vector<char> touched(out.points.size());
        for (const std::uint64_t edge : cut) touched[edge >> 32] = touched[edge & 0xFFFFFFFFU] = 1;
        std::vector<Marked> near;
        for (const Marked& one : faces) {  // one that is not cut now and has no neighbour that will be is done
            const int ends = touched[one.face[0]] + touched[one.face[1]] + touched[one.face[2]];
            if (ends < 2) out.faces.push_back(one.face); else near.push_back(one);
        }
        if (cut.empty()) return out;
        const std::size_t first = out.points.size();
        for (const std::uint64_t edge : cut) {
            const Vec3 sum = out.points[edge >> 32] + out.points[edge & 0xFFFFFFFFU];
            out.points.push_back({sum.x / 2, sum.y / 2, sum.z / 2});
        }
        faces = halved(near, cut, first);
    }
}

}  // namespace orthogen
