#include "mesh/closed.h"

#include "mesh/edges.h"

namespace orthogen {
namespace {

void count_edges(const MeshView& mesh, Faults& faults) {
    each_edge(mesh, [&](const std::size_t* first, const std::size_t* last) {
        faults.open += last - first == 1;
        faults.crowded += last - first > 2;
        faults.turned += last - first == 2 && upwards(mesh, first[0]) == upwards(mesh, first[1]);
    });
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
