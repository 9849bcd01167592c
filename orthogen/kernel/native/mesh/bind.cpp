// Bind. questions about the soundness of a mesh -> Python.
#include "bind.h"
#include "mesh/closed.h"
#include "mesh/edges.h"
#include "mesh/faces.h"
#include "mesh/facets.h"
#include "mesh/intersect.h"
#include "mesh/kinds.h"
#include "mesh/wall.h"

using namespace nanobind::literals;

namespace orthogen {
namespace {

using Rows = nb::ndarray<const std::int64_t, nb::shape<-1, 3>, nb::c_contig, nb::device::cpu>;
using Numbers = nb::ndarray<const std::int64_t, nb::ndim<1>, nb::c_contig, nb::device::cpu>;
using Corners = nb::ndarray<const float, nb::shape<-1, 3, 3>, nb::c_contig, nb::device::cpu>;
using Groups = nb::ndarray<const std::uint8_t, nb::ndim<1>, nb::c_contig, nb::device::cpu>;

template <class Number>
nb::ndarray<nb::numpy, Number> column(std::vector<Number>&& values) {
    auto* kept = new std::vector<Number>(std::move(values));
    nb::capsule owner(kept, [](void* p) noexcept { delete static_cast<std::vector<Number>*>(p); });
    return nb::ndarray<nb::numpy, Number>(kept->data(), {kept->size()}, owner);
}

// The mesh, if its faces name points that exist.
MeshView sound_view(const PointArray& points, const FaceArray& faces) {
    const MeshView mesh = view(points, faces);
    for (std::size_t f = 0; f < mesh.face_count; ++f)
        for (const std::int64_t v : mesh.faces[f])
            if (v < 0 || static_cast<std::size_t>(v) >= mesh.point_count)
                throw nb::value_error("a face names a point that does not exist");
    return mesh;
}

nb::ndarray<nb::numpy, std::int64_t> crossing_py(PointArray points, FaceArray faces, std::size_t most, int threads) {
    const MeshView mesh = sound_view(points, faces);
    std::vector<Pair> found = freely([&] { return crossing_pairs(mesh, most, threads); });
    const std::size_t count = found.size();
    return handed<std::int64_t>(std::move(found), count, 2);
}

nb::tuple faults_py(PointArray points, FaceArray faces, int threads) {
    const MeshView mesh = sound_view(points, faces);
    const Faults found = freely([&] { return faults_of(mesh, threads); });
    return nb::make_tuple(found.open, found.crowded, found.turned, found.flat, found.volume, found.area);
}

nb::ndarray<nb::numpy, double> area_normals_py(PointArray points, FaceArray faces) {
    return handed<double>(freely([&] { return area_normals(sound_view(points, faces)); }), faces.shape(0), 3);
}

nb::ndarray<nb::numpy, double> heights_py(PointArray points, FaceArray faces) {
    return column(freely([&] { return heights(sound_view(points, faces)); }));
}

nb::ndarray<nb::numpy, std::uint8_t> flat_faces_py(PointArray points, FaceArray faces, double ratio) {
    return column(freely([&] { return flat_faces(sound_view(points, faces), ratio); }));
}

nb::ndarray<nb::numpy, std::int64_t> repeated_faces_py(PointArray points, FaceArray faces) {
    return column(freely([&] { return repeated_faces(sound_view(points, faces)); }));
}

nb::ndarray<nb::numpy, std::uint8_t> facets_py(Corners corners) {
    return column(freely([&] { return facets(corners.data(), corners.shape(0)); }));
}

double volume_py(PointArray points, FaceArray faces) {
    return freely([&] { return volume(sound_view(points, faces)); });
}

nb::tuple handed_over(Kinds&& kinds) {
    return nb::make_tuple(column(std::move(kinds.first)), column(std::move(kinds.place)));
}

nb::tuple kinds_py(Rows rows) {
    return handed_over(
        freely([&] { return kinds_of_rows(reinterpret_cast<const Words*>(rows.data()), rows.shape(0)); }));
}

nb::tuple kinds_in_cells_py(PointArray points, double cell) {
    const double most = cell * 4e18;  // cells are numbered in 63 bits
    for (std::size_t n = 0; n < points.size(); ++n)
        if (!(std::fabs(points.data()[n]) <= most)) throw nb::value_error("a point is too far away for cells so small");
    return handed_over(freely(
        [&] { return kinds_of_points(reinterpret_cast<const Vec3*>(points.data()), points.shape(0), cell); }));
}

nb::tuple edges_py(PointArray points, FaceArray faces) {
    Edges edges = freely([&] { return edges_of(sound_view(points, faces)); });
    return nb::make_tuple(column(std::move(edges.uses)), column(std::move(edges.twin)), column(std::move(edges.piece)));
}

nb::ndarray<nb::numpy, std::int64_t> pieces_py(std::size_t count, Numbers one, Numbers other) {
    const std::size_t ties = one.shape(0);
    if (other.shape(0) != ties) throw nb::value_error("the two ends of the ties differ in number");
    for (std::size_t k = 0; k < ties; ++k)
        for (const std::int64_t end : {one(k), other(k)})
            if (end < 0 || static_cast<std::size_t>(end) >= count) throw nb::value_error("a tie names no such thing");
    return column(freely([&] { return pieces_of(count, one.data(), other.data(), ties); }));
}

nb::list least_walls_py(PointArray points, FaceArray faces, Groups group, std::size_t groups, double away,
                        int threads) {
    const MeshView mesh = sound_view(points, faces);
    if (group.shape(0) != mesh.point_count) throw nb::value_error("there is not one group for each point");
    const std::vector<Wall> walls =
        freely([&] { return least_walls(mesh, group.data(), groups, away, threads); });
    nb::list found;
    for (const Wall& wall : walls) found.append(nb::make_tuple(wall.thickness, wall.vertex));
    return found;
}

}  // namespace

void bind_mesh(nb::module_& m) {
    m.def("crossing_pairs", &crossing_py, "points"_a, "faces"_a, "most"_a, "threads"_a);
    m.def("faults", &faults_py, "points"_a, "faces"_a, "threads"_a);
    m.def("area_normals", &area_normals_py, "points"_a, "faces"_a);
    m.def("heights", &heights_py, "points"_a, "faces"_a);
    m.def("flat_faces", &flat_faces_py, "points"_a, "faces"_a, "ratio"_a);
    m.def("repeated_faces", &repeated_faces_py, "points"_a, "faces"_a);
    m.def("facets", &facets_py, "corners"_a);
    m.def("volume", &volume_py, "points"_a, "faces"_a);
    m.def("kinds", &kinds_py, "rows"_a);
    m.def("kinds_in_cells", &kinds_in_cells_py, "points"_a, "cell"_a);
    m.def("edges", &edges_py, "points"_a, "faces"_a);
    m.def("pieces", &pieces_py, "count"_a, "one"_a, "other"_a);
    m.def("least_walls", &least_walls_py, "points"_a, "faces"_a, "group"_a, "groups"_a, "away"_a, "threads"_a);
}

}  // namespace orthogen
