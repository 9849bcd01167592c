// Bind. height fields -> Python.
#include "bind.h"

#include <nanobind/stl/optional.h>
#include <nanobind/stl/vector.h>

#include <optional>

#include "fields/blur.h"
#include "fields/raster.h"
#include "fields/rolling.h"
#include "fields/rtin.h"
#include "parallel.h"

using namespace nanobind::literals;

namespace orthogen {
namespace {

using IndexArray = nb::ndarray<const std::int64_t, nb::ndim<1>, nb::c_contig, nb::device::cpu>;
using MaskArray = nb::ndarray<const bool, nb::ndim<2>, nb::c_contig, nb::device::cpu>;

nb::ndarray<nb::numpy, double> rolled_py(FieldArray z, FieldArray thickness, double step,
                                         std::optional<MaskArray> where) {
    const bool varies = thickness.size() != 1;
    if (varies && (z.shape(0) != thickness.shape(0) || z.shape(1) != thickness.shape(1)))
        throw nb::value_error("z and thickness differ in shape");
    if (where && (z.shape(0) != where->shape(0) || z.shape(1) != where->shape(1)))
        throw nb::value_error("z and where differ in shape");
    const auto* marks = where ? reinterpret_cast<const std::uint8_t*>(where->data()) : nullptr;
    Bulk<double> below(z.size());
    freely([&] {
        rolled_below(z.data(), {thickness.data(), varies}, z.shape(0), z.shape(1), step, marks, below.data());
    });
    return handed<double>(std::move(below), z.shape(0), z.shape(1));
}

nb::ndarray<nb::numpy, double> raster_py(TriangleArray triangles, double x0, double y0, double step, std::size_t nx,
                                         std::size_t ny, bool lowest) {
    std::vector<double> z(nx * ny);
    const auto* corners = reinterpret_cast<const Vec3*>(triangles.data());
    freely([&] { raster(corners, triangles.shape(0), {x0, y0, step, nx, ny}, lowest, z.data()); });
    return handed<double>(std::move(z), nx, ny);
}

nb::list reduced_py(const std::vector<FieldArray>& fields, MaskArray inside, IndexArray finest, double bound,
                    int threads) {
    const std::size_t nx = inside.shape(0), ny = inside.shape(1);
    for (const FieldArray& z : fields)
        if (z.shape(0) != nx || z.shape(1) != ny) throw nb::value_error("z and inside differ in shape");
    for (std::size_t n = 0; n < finest.size(); ++n)
        if (!(finest(n) >= 0 && finest(n) < static_cast<std::int64_t>(nx * ny)))
            throw nb::value_error("a finest node is not on the lattice");
    std::vector<std::vector<Nodes3>> sheets(fields.size());
    const auto* mask = reinterpret_cast<const std::uint8_t*>(inside.data());
    freely([&] {
        in_parallel(threads, fields.size(), 1, [&](std::size_t k, std::size_t) {
            sheets[k] = reduced(fields[k].data(), mask, nx, ny, finest.data(), finest.size(), bound);
        });
    });
    nb::list found;
    for (auto& triangles : sheets) {
        const std::size_t count = triangles.size();
        found.append(handed<std::int64_t>(std::move(triangles), count, 3));
    }
    return found;
}

nb::ndarray<nb::numpy, double> raster_mesh_py(PointArray points, FaceArray faces, MarkArray marked, double x0,
                                              double y0, double step, std::size_t nx, std::size_t ny,
                                              bool lowest) {
    const MeshView mesh = checked(points, faces);
    if (marked.shape(0) != mesh.face_count) throw nb::value_error("one mark per face is needed");
    std::vector<double> z(nx * ny);
    freely([&] { raster(mesh, marked.data(), {x0, y0, step, nx, ny}, lowest, z.data()); });
    return handed<double>(std::move(z), nx, ny);
}

nb::ndarray<nb::numpy, double> blurred_py(FieldArray field, const std::vector<double>& weight) {
    std::vector<double> mean =
        freely([&] { return blurred(field.data(), field.shape(0), field.shape(1), weight); });
    return handed<double>(std::move(mean), field.shape(0), field.shape(1));
}

}  // namespace

void bind_fields(nb::module_& m) {
    m.def("raster", &raster_py, "triangles"_a, "x0"_a, "y0"_a, "step"_a, "nx"_a, "ny"_a, "lowest"_a);
    m.def("reduced", &reduced_py, "fields"_a, "inside"_a, "finest"_a, "bound"_a, "threads"_a);
    m.def("rolled_below", &rolled_py, "z"_a, "thickness"_a, "step"_a, "where"_a.none());
    m.def("raster_mesh", &raster_mesh_py, "points"_a, "faces"_a, "marked"_a, "x0"_a, "y0"_a, "step"_a, "nx"_a, "ny"_a,
          "lowest"_a);
    m.def("blurred", &blurred_py, "field"_a, "weight"_a);
}

}  // namespace orthogen
