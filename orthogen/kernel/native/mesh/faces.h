// Faces. mesh -> the size of each face, and the volume that they enclose.
#pragma once
#include <cstdint>
#include <vector>

#include "mesh.h"

namespace orthogen {

// Outward normals, twice as long as the faces are large.
std::vector<Vec3> area_normals(MeshView mesh);
// The least height of each face, 0 where its corners lie on one line.
std::vector<double> heights(MeshView mesh);
// 1 for each face that is no higher than `ratio` of the longer side at its first corner.
std::vector<std::uint8_t> flat_faces(MeshView mesh, double ratio);
// The faces that name the same three points, in any order, as an earlier one; ascending.
std::vector<std::int64_t> repeated_faces(MeshView mesh);
// Enclosed volume, negative for a mesh turned inside out, without meaning for an open one.
double volume(MeshView mesh);

}  // namespace orthogen
