#include "mesh/closed.h"

#include "mesh/edges.h"
#include "mesh/faces.h"

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
    for (const Vec3 n : area_normals(mesh)) {
        const double twice = length(n);
        faults.flat += !(twice > 0);
        faults.area += twice / 2;
    }
    faults.volume = volume(mesh);
    count_edges(mesh, faults);
    return faults;
}

}  // namespace orthogen
