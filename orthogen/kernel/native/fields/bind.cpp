// Bind. height fields -> Python.
#include <nanobind/stl/vector.h>

#include "bind.h"
#include "fields/blur.h"
#include "fields/raster.h"
#include "fields/rolling.h"

using namespace nanobind::literals;

namespace orthogen {
namespace {

nb::ndarray<nb::numpy, double> rolled_py(FieldArray z, FieldArray thickness, double step) {
    if (z.shape(0) != thickness.shape(0) || z.shape(1) != thickness.shape(1))
        throw nb::value_error("z and thickness differ in shape");
    std::vector<double> below(z.size());
    {
        nb::gil_scoped_release free;
        rolled_below(z.data(), thickness.data(), z.shape(0), z.shape(1), step, below.data());
    }
    return handed<double>(std::move(below), z.shape(0), z.shape(1));
}

nb::ndarray<nb::numpy, double> raster_py(TriangleArray triangles, double x0, double y0, double step, std::size_t nx,
                                         std::size_t ny, bool lowest) {
    std::vector<double> z(nx * ny);
    {
        nb::gil_scoped_release free;
        raster(reinterpret_cast<const Vec3*>(triangles.data()), triangles.shape(0), {x0, y0, step, nx, ny}, lowest,
               z.data());
    }
    return handed<double>(std::move(z), nx, ny);
}

nb::ndarray<nb::numpy, double> raster_mesh_py(PointArray points, FaceArray faces, MarkArray marked, double x0, double y0,
                                              double step, std::size_t nx, std::size_t ny, bool lowest) {
    const MeshView mesh = checked(points, faces);
    if (marked.shape(0) != mesh.face_count) throw nb::value_error("one mark per face is needed");
    std::vector<double> z(nx * ny);
    {
        nb::gil_scoped_release free;
        raster(mesh, marked.data(), {x0, y0, step, nx, ny}, lowest, z.data());
    }
    return handed<double>(std::move(z), nx, ny);
}

nb::ndarray<nb::numpy, double> blurred_py(FieldArray field, const std::vector<double>& weight) {
    std::vector<double> mean;
    {
        nb::gil_scoped_release free;
        mean = blurred(field.data(), field.shape(0), field.shape(1), weight);
    }
    return handed<double>(std::move(mean), field.shape(0), field.shape(1));
}

}  // namespace

void bind_fields(nb::module_& m) {
    m.def("raster", &raster_py, "triangles"_a, "x0"_a, "y0"_a, "step"_a, "nx"_a, "ny"_a, "lowest"_a);
    m.def("raster_mesh", &raster_mesh_py, "points"_a, "faces"_a, "marked"_a, "x0"_a, "y0"_a, "step"_a, "nx"_a, "ny"_a,
          "lowest"_a);
    m.def("blurred", &blurred_py, "field"_a, "weight"_a);
    m.def("rolled_below", &rolled_py, "z"_a, "thickness"_a, "step"_a);
}

}  // namespace orthogen
