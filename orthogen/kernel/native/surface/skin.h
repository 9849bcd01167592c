// Skin. a mesh -> the normals and areas of its faces, samples that each stand for the same area, its spikes.
#pragma once
#include <cstdint>
#include <vector>

#include "mesh.h"

namespace orthogen {

struct Normals {
    std::vector<Vec3> normals;  // of unit length, zero for a face without area
    std::vector<double> areas;
};

Normals face_normals(MeshView mesh);

struct Spread {
    std::vector<Vec3> points, normals;
    double area;  // that each stands for
};

// Stratified by running area along the faces; inside each stratum and triangle by golden-ratio sequences (Roberts
// 2018).
Spread spread(MeshView mesh, const Vec3* normals, const double* areas, std::size_t count);

// The lowest and the highest z of each face's corners.
struct Heights {
    std::vector<double> low, high;
};

Heights face_heights(MeshView mesh);

// The mean of each face's corners.
std::vector<Vec3> face_middles(MeshView mesh);

// Only the marked faces and the points that they use, in their order.
Mesh part_of(MeshView mesh, const bool* marked);

// True for each point whose every edge is more than `slender` times as long as the ring around it is wide between
// neighbours, and which stands off the middle of that ring by more than `aloft` times its shortest edge.
std::vector<char> spikes(MeshView mesh, double slender, double aloft);

}  // namespace orthogen
