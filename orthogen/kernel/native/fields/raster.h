// Raster. triangles, grid -> the lowest or highest surface above each node, exactly.
#pragma once
#include <cstddef>

#include "mesh.h"

namespace orthogen {

struct Nodes {
    double x0, y0, step;
    std::size_t nx, ny;
};

// z (nx, ny) of the extreme triangle over each node, NaN where none is. Triangles that stand upright cover no area.
void raster(const Vec3* corners, std::size_t triangles, const Nodes& grid, bool lowest, double* z);

// The same of those faces of a mesh that are marked.
void raster(MeshView mesh, const bool* marked, const Nodes& grid, bool lowest, double* z);

}  // namespace orthogen
