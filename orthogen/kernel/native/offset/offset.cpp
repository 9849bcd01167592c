#include "offset/offset.h"

#include <utility>

#include "offset/crease.h"
#include "parallel.h"
#include "offset/surface.h"
#include "offset/weave.h"

namespace orthogen {
namespace {

constexpr double CLEAR = 2.382;  // steps between the surface and the lattice's end; no face falls on lattice planes

Vec3 needed(MeshView mesh, double distance, double step) {
    Box box;
    for (std::size_t v = 0; v < mesh.point_count; ++v) box.add(mesh.points[v]);
    const double edge = 2 * (std::max(distance, 0.0) + 2 * CLEAR * step);
    const Vec3 size = (box.extent() + Vec3{edge, edge, edge}) * (1 / (step * BLOCK * TILE));
    return {std::ceil(size.x), std::ceil(size.y), std::ceil(size.z)};
}

Lattice lattice_for(MeshView mesh, Vec3 centre, double distance, double step) {
    Box box;
    for (std::size_t v = 0; v < mesh.point_count; ++v) box.add(mesh.points[v] - centre);
    const Vec3 tiles = needed(mesh, distance, step);
    const double edge = std::max(distance, 0.0) + CLEAR * step;
    return {box.low - Vec3{edge, edge, edge}, step,
            {static_cast<int>(tiles.x), static_cast<int>(tiles.y), static_cast<int>(tiles.z)}};
}

}  // namespace

double offset_blocks(MeshView mesh, double distance, double step) {
    const Vec3 tiles = needed(mesh, distance, step);
    return tiles.x * tiles.y * tiles.z * TILE * TILE * TILE;
}

OffsetResult offset(MeshView mesh, double distance, double step, int threads) {
    OffsetResult result;
    Bulk<Vertex> vertices;
    Vec3 centre;
    {
        const Tree tree(mesh, threads);
        const Lattice lattice = lattice_for(mesh, tree.centre(), distance, step);
        const Rows rows(mesh, tree.centre(), lattice, threads);
        const Field field{tree, rows, lattice, std::fabs(distance), distance > 0};
        const Signs signs = signs_of(field, threads);
        Surface surface(field, signs, threads);
        result.creases = sharpen(surface, threads);
        Woven woven = weave(surface, threads);
        result.moved = woven.moved;
        result.meets = woven.meets;
        result.mesh.faces = std::move(woven.faces);
        vertices = std::move(surface.vertices());
        centre = tree.centre();
    }
    if (distance < 0)  // what is far lies inside
        for (Face& face : result.mesh.faces) std::swap(face[1], face[2]);
    result.mesh.points.resize(vertices.size());
    in_parallel(threads, vertices.size(), 1 << 15, [&](std::size_t first, std::size_t last) {
        for (std::size_t v = first; v < last; ++v) result.mesh.points[v] = in_floats(vertices[v].at + centre);
    });
    return result;
}

}  // namespace orthogen
