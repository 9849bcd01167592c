#include "mesh/faces.h"

#include <algorithm>

namespace orthogen {
namespace {

Vec3 area_normal(const MeshView& mesh, const Face& face) {
    const Vec3 a = mesh.points[face[0]];
    return cross(mesh.points[face[1]] - a, mesh.points[face[2]] - a);
}

}  // namespace

std::vector<Vec3> area_normals(MeshView mesh) {
    std::vector<Vec3> normals(mesh.face_count);
    for (std::size_t f = 0; f < mesh.face_count; ++f) normals[f] = area_normal(mesh, mesh.faces[f]);
    return normals;
}

std::vector<double> heights(MeshView mesh) {
    std::vector<double> heights(mesh.face_count);
    for (std::size_t f = 0; f < mesh.face_count; ++f) {
        const Face& face = mesh.faces[f];
        const Vec3 a = mesh.points[face[0]], b = mesh.points[face[1]], c = mesh.points[face[2]];
        const double longest = std::sqrt(std::max({square(b - a), square(c - b), square(a - c)}));
        heights[f] = longest > 0 ? length(area_normal(mesh, face)) / longest : 0;
    }
    return heights;
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
