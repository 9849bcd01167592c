// Bind. the kernel's functions -> the Python module orthogen.kernel._native.
#include <nanobind/nanobind.h>
#include <nanobind/ndarray.h>

#include "closed.h"
#include "intersect.h"
#include "offset.h"
#include "raster.h"
#include "rolling.h"

namespace nb = nanobind;
using namespace orthogen;
using namespace nb::literals;

namespace {

using PointArray = nb::ndarray<const double, nb::shape<-1, 3>, nb::c_contig, nb::device::cpu>;
using FaceArray = nb::ndarray<const std::int64_t, nb::shape<-1, 3>, nb::c_contig, nb::device::cpu>;

MeshView view(const PointArray& points, const FaceArray& faces) {
    return {reinterpret_cast<const Vec3*>(points.data()), points.shape(0),
            reinterpret_cast<const Face*>(faces.data()), faces.shape(0)};
}

// Hands a vector over to numpy as an array of rows of `columns` numbers, without a copy.
template <class Number, class Row>
nb::ndarray<nb::numpy, Number> handed(std::vector<Row>&& rows, std::size_t count, std::size_t columns) {
    auto* kept = new std::vector<Row>(std::move(rows));
    nb::capsule owner(kept, [](void* p) noexcept { delete static_cast<std::vector<Row>*>(p); });
    return nb::ndarray<nb::numpy, Number>(kept->data(), {count, columns}, owner);
}

nb::tuple offset_py(PointArray points, FaceArray faces, double distance, double step, int threads) {
    OffsetResult result;
    {
        nb::gil_scoped_release free;
        result = offset(view(points, faces), distance, step, threads);
    }
    const std::size_t points_out = result.mesh.points.size(), faces_out = result.mesh.faces.size();
    return nb::make_tuple(handed<double>(std::move(result.mesh.points), points_out, 3),
                          handed<std::int64_t>(std::move(result.mesh.faces), faces_out, 3), result.creases, result.moved,
                          result.meets);
}

nb::ndarray<nb::numpy, std::int64_t> crossing_py(PointArray points, FaceArray faces, std::size_t most, int threads) {
    std::vector<Pair> found;
    {
        nb::gil_scoped_release free;
        found = crossing_pairs(view(points, faces), most, threads);
    }
    const std::size_t count = found.size();
    return handed<std::int64_t>(std::move(found), count, 2);
}

using FieldArray = nb::ndarray<const double, nb::ndim<2>, nb::c_contig, nb::device::cpu>;

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

nb::tuple faults_py(PointArray points, FaceArray faces) {
    Faults found;
    {
        nb::gil_scoped_release free;
        found = faults_of(view(points, faces));
    }
    return nb::make_tuple(found.open, found.crowded, found.turned, found.flat, found.volume, found.area);
}

using TriangleArray = nb::ndarray<const double, nb::shape<-1, 3, 3>, nb::c_contig, nb::device::cpu>;

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

}  // namespace

NB_MODULE(_native, m) {
    m.doc() = "Native. arrays -> arrays: what is too slow for numpy.";
    m.def("offset", &offset_py, "points"_a, "faces"_a, "distance"_a, "step"_a, "threads"_a);
    m.def("crossing_pairs", &crossing_py, "points"_a, "faces"_a, "most"_a, "threads"_a);
    m.def("faults", &faults_py, "points"_a, "faces"_a);
    m.def("raster", &raster_py, "triangles"_a, "x0"_a, "y0"_a, "step"_a, "nx"_a, "ny"_a, "lowest"_a);
    m.def("rolled_below", &rolled_py, "z"_a, "thickness"_a, "step"_a);
    m.def(
        "offset_blocks",
        [](PointArray points, double distance, double step) {
            const MeshView only{reinterpret_cast<const Vec3*>(points.data()), points.shape(0), nullptr, 0};
            return offset_blocks(only, distance, step);
        },
        "points"_a, "distance"_a, "step"_a);
}
