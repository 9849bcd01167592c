// Bind. what a scanned surface is made of -> Python.
#include <cmath>

#include "bind.h"
#include "surface/detail.h"
#include "surface/pieces.h"
#include "surface/skin.h"
#include "surface/winding.h"

using namespace nanobind::literals;

namespace orthogen {
namespace {

using Numbers = nb::ndarray<nb::numpy, std::int64_t>;

nb::tuple face_normals_py(PointArray points, FaceArray faces) {
    const MeshView mesh = checked(points, faces);
    Normals found = freely([&] { return face_normals(mesh); });
    return nb::make_tuple(handed<double>(std::move(found.normals), mesh.face_count, 3),
                          listed<double>(std::move(found.areas)));
}

nb::tuple spread_py(PointArray points, FaceArray faces, PointArray normals, NumberArray areas, std::size_t count) {
    const MeshView mesh = checked(points, faces);
    if (normals.shape(0) != mesh.face_count || areas.shape(0) != mesh.face_count)
        throw nb::value_error("one normal and one area per face are needed");
    if (mesh.face_count == 0) throw nb::value_error("there are no faces to spread samples over");
    Spread found =
        freely([&] { return spread(mesh, reinterpret_cast<const Vec3*>(normals.data()), areas.data(), count); });
    return nb::make_tuple(handed<double>(std::move(found.points), count, 3),
                          handed<double>(std::move(found.normals), count, 3), found.area);
}

nb::ndarray<nb::numpy, bool> spikes_py(PointArray points, FaceArray faces, double slender, double aloft) {
    const MeshView mesh = checked(points, faces);
    return listed<bool>(freely([&] { return spikes(mesh, slender, aloft); }));
}

nb::tuple face_heights_py(PointArray points, FaceArray faces) {
    Heights found = freely([&] { return face_heights(checked(points, faces)); });
    return nb::make_tuple(listed<double>(std::move(found.low)), listed<double>(std::move(found.high)));
}

nb::ndarray<nb::numpy, double> face_middles_py(PointArray points, FaceArray faces) {
    const MeshView mesh = checked(points, faces);
    return handed<double>(freely([&] { return face_middles(mesh); }), mesh.face_count, 3);
}

nb::tuple both(Mesh&& mesh) {
    const std::size_t points = mesh.points.size(), faces = mesh.faces.size();
    return nb::make_tuple(handed<double>(std::move(mesh.points), points, 3),
                          handed<std::int64_t>(std::move(mesh.faces), faces, 3));
}

nb::tuple part_of_py(PointArray points, FaceArray faces, MarkArray marked) {
    const MeshView mesh = checked(points, faces);
    if (marked.shape(0) != mesh.face_count) throw nb::value_error("one mark per face is needed");
    return both(freely([&] { return part_of(mesh, marked.data()); }));
}

// Whether the points are finite and lie within so many lengths of each other, along each axis.
bool within(const MeshView& mesh, double length, double times) {
    const double most = length * times;
    Box box;
    bool finite = true;
    for (std::size_t v = 0; v < mesh.point_count; ++v) {
        const Vec3 p = mesh.points[v];
        finite &= std::isfinite(p.x) && std::isfinite(p.y) && std::isfinite(p.z);
        box.add(p);
    }
    const Vec3 wide = box.extent();
    return finite && (mesh.point_count == 0 || (wide.x <= most && wide.y <= most && wide.z <= most));
}

nb::tuple clustered_py(PointArray points, FaceArray faces, double cell) {
    const MeshView mesh = checked(points, faces);
    if (!(cell > 0) || !within(mesh, cell, 1e15)) throw nb::value_error("a point is too far away for cells so small");
    return both(freely([&] { return clustered(mesh, cell); }));
}

nb::tuple refined_py(PointArray points, FaceArray faces, MarkArray chosen, double longest) {
    const MeshView mesh = checked(points, faces);
    if (chosen.shape(0) != mesh.face_count) throw nb::value_error("one mark per face is needed");
    if (!within(mesh, longest, 1e4)) throw nb::value_error("the surface is too large for edges so short");
    return both(freely([&] { return refined(mesh, chosen.data(), longest); }));
}

// Fills `corners` with the points (x, y, z) of the faces.
void placed_py(NumberArray x, NumberArray y, NumberArray z, FaceArray faces,
               nb::ndarray<double, nb::shape<-1, 3, 3>, nb::c_contig, nb::device::cpu> corners) {
    const auto count = static_cast<std::int64_t>(x.size());
    if (y.size() != x.size() || z.size() != x.size()) throw nb::value_error("x, y and z differ in length");
    if (corners.shape(0) != faces.shape(0)) throw nb::value_error("one place per face is needed");
    const std::int64_t* const named = faces.data();
    for (std::size_t k = 0; k < faces.size(); ++k)
        if (named[k] < 0 || named[k] >= count) throw nb::index_error("a face names a point that there is not");
    double* at = corners.data();
    for (std::size_t k = 0; k < faces.size(); ++k, at += 3)
        at[0] = x.data()[named[k]], at[1] = y.data()[named[k]], at[2] = z.data()[named[k]];
}

Numbers face_pieces_py(PointArray points, FaceArray faces, MarkArray marked) {
    const MeshView mesh = checked(points, faces);
    if (marked.shape(0) != mesh.face_count) throw nb::value_error("one mark per face is needed");
    return listed<std::int64_t>(freely([&] { return face_pieces(mesh, marked.data()); }));
}

Numbers mask_ring_py(MaskArray mask) {
    auto ring = freely([&] { return mask_ring(mask.data(), mask.shape(0), mask.shape(1)); });
    const std::size_t count = ring.size();
    return handed<std::int64_t>(std::move(ring), count, 2);
}

nb::ndarray<nb::numpy, bool> faces_to_turn_py(PointArray points, FaceArray faces, NumberArray areas) {
    const MeshView mesh = checked(points, faces);
    if (areas.shape(0) != mesh.face_count) throw nb::value_error("one area per face is needed");
    return listed<bool>(freely([&] { return faces_to_turn(mesh, areas.data()); }));
}

}  // namespace

void bind_surface(nb::module_& m) {
    m.def("face_normals", &face_normals_py, "points"_a, "faces"_a);
    m.def("spread", &spread_py, "points"_a, "faces"_a, "normals"_a, "areas"_a, "count"_a);
    m.def("spikes", &spikes_py, "points"_a, "faces"_a, "slender"_a, "aloft"_a);
    m.def("face_heights", &face_heights_py, "points"_a, "faces"_a);
    m.def("face_middles", &face_middles_py, "points"_a, "faces"_a);
    m.def("part_of", &part_of_py, "points"_a, "faces"_a, "marked"_a);
    m.def("clustered", &clustered_py, "points"_a, "faces"_a, "cell"_a);
    m.def("refined", &refined_py, "points"_a, "faces"_a, "chosen"_a, "longest"_a);
    m.def("placed", &placed_py, "x"_a, "y"_a, "z"_a, "faces"_a, "corners"_a.noconvert());
    m.def("face_pieces", &face_pieces_py, "points"_a, "faces"_a, "marked"_a);
    m.def("mask_ring", &mask_ring_py, "mask"_a);
    m.def(
        "crossed_edges",
        [](PointArray points, FaceArray faces) {
            return freely([&] { return crossed_edges(checked(points, faces)); });
        },
        "points"_a, "faces"_a);
    m.def("faces_to_turn", &faces_to_turn_py, "points"_a, "faces"_a, "areas"_a);
}

}  // namespace orthogen
