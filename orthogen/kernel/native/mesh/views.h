// Views. mesh -> from where and along which directions its walls are looked through.
#pragma once
#include <cstdint>
#include <vector>

#include "mesh.h"

namespace orthogen {

// A vertex and a unit normal to look against.
struct View {
    Vec3 place, look;
    std::int64_t vertex;
};

// Faces without area have none: (0, 0, 0) / 0.
std::vector<Vec3> unit_normals(MeshView mesh);

// The faces by the axis that they look along most, forth and back, and neighbours together among those of one axis: a
// few that follow one another are a patch of one side of a wall, with none of its other side among them.
std::vector<std::int32_t> sided_order(MeshView mesh, const std::vector<Vec3>& normals, int threads);

// The views of each group of vertices; those that follow one another mostly lie close together and look alike. One
// view looks against the mean normal of the vertex's faces; where these look along several axes, at a corner or a
// crease, the faces of each axis give one more. order: of the faces, neighbours together.
std::vector<std::vector<View>> views_of(MeshView mesh, const std::int32_t* order,
                                        const std::vector<Vec3>& normals, const std::uint8_t* group,
                                        std::size_t groups);

}  // namespace orthogen
