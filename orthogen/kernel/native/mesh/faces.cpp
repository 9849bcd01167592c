#include "mesh/faces.h"

#include <algorithm>

#include "parallel.h"

namespace orthogen {
namespace {

constexpr std::size_t MANY = 1 << 14;  // faces worth a thread

template <class Work>
void for_each_face(const MeshView& mesh, Work work) {
    in_parallel(0, mesh.face_count, MANY, [&](std::size_t first, std::size_t last) {
        for (std::size_t f = first; f < last; ++f) work(f, mesh.faces[f]);
    });
}

Vec3 area_normal(const MeshView& mesh, const Face& face) {
    const Vec3 a = mesh.points[face[0]];
    return cross(mesh.points[face[1]] - a, mesh.points[face[2]] - a);
}

// A face under the least of its points: the other two, and its number.
struct Named {
    std::uint64_t others;
    std::int64_t face;
    bool operator<(const Named& right) const {
        return others != right.others ? others < right.others : face < right.face;
    }
};

}  // namespace

std::vector<Vec3> area_normals(MeshView mesh) {
    std::vector<Vec3> normals(mesh.face_count);
    for_each_face(mesh, [&](std::size_t f, const Face& face) { normals[f] = area_normal(mesh, face); });
    return normals;
}

std::vector<double> heights(MeshView mesh) {
    std::vector<double> heights(mesh.face_count);
    for_each_face(mesh, [&](std::size_t f, const Face& face) {
        const Vec3 a = mesh.points[face[0]], b = mesh.points[face[1]], c = mesh.points[face[2]];
        const double longest = std::sqrt(std::max({square(b - a), square(c - b), square(a - c)}));
        heights[f] = longest > 0 ? length(area_normal(mesh, face)) / longest : 0;
    });
    return heights;
}

std::vector<std::uint8_t> flat_faces(MeshView mesh, double ratio) {
    std::vector<std::uint8_t> flat(mesh.face_count);
    for_each_face(mesh, [&](std::size_t f, const Face& face) {
        const Vec3 u = mesh.points[face[1]] - mesh.points[face[0]], v = mesh.points[face[2]] - mesh.points[face[0]];
        const double least = ratio * std::max(square(u), square(v));
        flat[f] = square(cross(u, v)) <= least * least;
    });
    return flat;
}

std::vector<std::int64_t> repeated_faces(MeshView mesh) {
    std::vector<std::uint32_t> start(mesh.point_count + 1, 0);
    for (std::size_t f = 0; f < mesh.face_count; ++f) {
        const auto [a, b, c] = mesh.faces[f];
        ++start[std::min({a, b, c}) + 1];
    }
    for (std::size_t p = 1; p < start.size(); ++p) start[p] += start[p - 1];
    std::vector<std::uint32_t> next(start.begin(), start.end() - 1);
    std::vector<Named> named(mesh.face_count);
    for (std::size_t f = 0; f < mesh.face_count; ++f) {
        const auto [a, b, c] = mesh.faces[f];
        const std::int64_t low = std::min({a, b, c}), high = std::max({a, b, c}), middle = a + b + c - low - high;
        const auto others = static_cast<std::uint64_t>(middle) << 32 | static_cast<std::uint64_t>(high);
        named[next[low]++] = {others, static_cast<std::int64_t>(f)};
    }
    std::vector<std::int64_t> again;
    for (std::size_t p = 0; p < mesh.point_count; ++p) {
        Named *first = named.data() + start[p], *last = named.data() + start[p + 1];
        std::sort(first, last);
        for (Named* at = first; at + 1 < last; ++at)
            if (at[1].others == at->others) again.push_back(at[1].face);
    }
    std::sort(again.begin(), again.end());
    return again;
}

double volume(MeshView mesh) {
    Box box;
    for (std::size_t p = 0; p < mesh.point_count; ++p) box.add(mesh.points[p]);
    const Vec3 centre = box.centre();
    double six = 0;
    for (std::size_t f = 0; f < mesh.face_count; ++f)
        six += dot(mesh.points[mesh.faces[f][0]] - centre, area_normal(mesh, mesh.faces[f]));
    return six / 6;
}

}  // namespace orthogen
