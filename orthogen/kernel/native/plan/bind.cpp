// Bind. lines, samples and fields in the plane -> Python.
#include "bind.h"
#include "plan/distance.h"
#include "plan/simple.h"
#include "plan/smooth.h"
#include "plan/spline.h"

using namespace nanobind::literals;

namespace orthogen {
namespace {

using SegmentArray = nb::ndarray<const double, nb::shape<-1, 4>, nb::c_contig, nb::device::cpu>;
using MarkArray = nb::ndarray<const bool, nb::ndim<2>, nb::c_contig, nb::device::cpu>;
using NumberArray = nb::ndarray<const double, nb::ndim<1>, nb::c_contig, nb::device::cpu>;
using CellArray = nb::ndarray<const std::int64_t, nb::ndim<1>, nb::c_contig, nb::device::cpu>;
using CurveArray = nb::ndarray<const double, nb::shape<-1, ORDER>, nb::c_contig, nb::device::cpu>;

const Segment* segments_of(const SegmentArray& segments) {
    if (segments.shape(0) == 0) throw nb::value_error("there is no segment");
    return reinterpret_cast<const Segment*>(segments.data());
}

nb::tuple distances_py(SegmentArray segments, double x0, double y0, double step, std::size_t nx, std::size_t ny,
                       int threads) {
    const Segment* first = segments_of(segments);
    std::vector<double> distance(nx * ny), place(nx * ny);
    const Nodes on{x0, y0, step, nx, ny};
    freely([&] { nearest_segments(first, segments.shape(0), on, distance.data(), place.data(), threads); });
    return nb::make_tuple(handed<double>(std::move(distance), nx, ny), handed<double>(std::move(place), nx, ny));
}

nb::ndarray<nb::numpy, std::uint8_t> inside_py(SegmentArray segments, double x0, double y0, double step,
                                               std::size_t nx, std::size_t ny) {
    std::vector<std::uint8_t> inside(nx * ny);
    const Segment* first = segments_of(segments);
    freely([&] { inside_segments(first, segments.shape(0), {x0, y0, step, nx, ny}, inside.data()); });
    return handed<std::uint8_t>(std::move(inside), nx, ny);
}

using Sampler = void (*)(const double*, std::size_t, std::size_t, const double*, const double*, std::size_t, double*);

nb::ndarray<nb::numpy, double> sampled(Sampler at, FieldArray field, NumberArray u, NumberArray v) {
    if (u.size() != v.size()) throw nb::value_error("u and v differ in length");
    std::vector<double> value(u.size());
    freely([&] { at(field.data(), field.shape(0), field.shape(1), u.data(), v.data(), u.size(), value.data()); });
    return listed<double>(std::move(value));
}

nb::ndarray<nb::numpy, double> sample_py(FieldArray field, NumberArray u, NumberArray v) {
    if (field.shape(0) < 4 || field.shape(1) < 4) throw nb::value_error("a field of at least 4 × 4 nodes is needed");
    return sampled(sample, field, u, v);
}

nb::ndarray<nb::numpy, double> sample_linear_py(FieldArray field, NumberArray u, NumberArray v) {
    if (field.shape(0) < 2 || field.shape(1) < 2) throw nb::value_error("a field of at least 2 × 2 nodes is needed");
    return sampled(sample_linear, field, u, v);
}

nb::ndarray<nb::numpy, double> convolve_py(FieldArray field, NumberArray half) {
    if (half.size() == 0) throw nb::value_error("the kernel is empty");
    std::vector<double> out(field.size());
    freely([&] { convolve(field.data(), field.shape(0), field.shape(1), half.data(), half.size() - 1, out.data()); });
    return handed<double>(std::move(out), field.shape(0), field.shape(1));
}

bool is_simple_py(PointArray points) {
    if (points.shape(0) < 3) throw nb::value_error("a closed line has three points or more");
    return freely([&] { return is_simple(reinterpret_cast<const Vec3*>(points.data()), points.shape(0)); });
}

nb::ndarray<nb::numpy, std::int64_t> hull_py(PointArray points) {
    std::vector<std::int64_t> corners =
        freely([&] { return hull(reinterpret_cast<const Vec3*>(points.data()), points.shape(0)); });
    const std::size_t count = corners.size();
    return handed<std::int64_t>(std::move(corners), count, 1);
}

nb::ndarray<nb::numpy, std::int64_t> patches_py(MarkArray marked) {
    std::vector<std::int64_t> patch(marked.size());
    const auto* mask = reinterpret_cast<const std::uint8_t*>(marked.data());
    freely([&] { patches(mask, marked.shape(0), marked.shape(1), patch.data()); });
    return handed<std::int64_t>(std::move(patch), marked.shape(0), marked.shape(1));
}

Basis basis_of(const CellArray& cell, const CurveArray& value, std::size_t size) {
    if (cell.size() != value.shape(0)) throw nb::value_error("cells and values differ in number");
    for (std::size_t n = 0; n < cell.size(); ++n)
        if (cell.data()[n] < 0 || cell.data()[n] + static_cast<std::int64_t>(ORDER) > static_cast<std::int64_t>(size))
            throw nb::value_error("a cell lies outside the spline");
    return {cell.data(), value.data(), cell.size(), size};
}

nb::ndarray<nb::numpy, double> spline_fit_py(FieldArray z, FieldArray weight, FieldArray bending, double ridge,
                                             CellArray x_cell, CurveArray x_value, CellArray y_cell,
                                             CurveArray y_value, int threads) {
    const Basis x = basis_of(x_cell, x_value, bending.shape(0)), y = basis_of(y_cell, y_value, bending.shape(1));
    for (const FieldArray& field : {z, weight})
        if (field.shape(0) != x.count || field.shape(1) != y.count) throw nb::value_error("samples off the lattice");
    std::vector<double> coefficients(bending.size());
    const bool solved = freely([&] {
        return spline_fit(z.data(), weight.data(), bending.data(), ridge, x, y, coefficients.data(), threads);
    });
    if (!solved) throw nb::value_error("the samples do not determine a surface");
    return handed<double>(std::move(coefficients), x.size, y.size);
}

nb::ndarray<nb::numpy, double> spline_on_py(FieldArray coefficients, CellArray x_cell, CurveArray x_value,
                                            CellArray y_cell, CurveArray y_value) {
    const Basis x = basis_of(x_cell, x_value, coefficients.shape(0));
    const Basis y = basis_of(y_cell, y_value, coefficients.shape(1));
    std::vector<double> value(x.count * y.count);
    freely([&] { spline_on(coefficients.data(), x, y, value.data()); });
    return handed<double>(std::move(value), x.count, y.count);
}

}  // namespace

void bind_plan(nb::module_& m) {
    m.def("convolve", &convolve_py, "field"_a, "half"_a);
    m.def("distances", &distances_py, "segments"_a, "x0"_a, "y0"_a, "step"_a, "nx"_a, "ny"_a, "threads"_a);
    m.def("hull", &hull_py, "points"_a);
    m.def("inside", &inside_py, "segments"_a, "x0"_a, "y0"_a, "step"_a, "nx"_a, "ny"_a);
    m.def("is_simple", &is_simple_py, "points"_a);
    m.def("patches", &patches_py, "marked"_a);
    m.def("sample", &sample_py, "field"_a, "u"_a, "v"_a);
    m.def("sample_linear", &sample_linear_py, "field"_a, "u"_a, "v"_a);
    m.def("spline_fit", &spline_fit_py, "z"_a, "weight"_a, "bending"_a, "ridge"_a, "x_cell"_a, "x_value"_a, "y_cell"_a,
          "y_value"_a, "threads"_a);
    m.def("spline_on", &spline_on_py, "coefficients"_a, "x_cell"_a, "x_value"_a, "y_cell"_a, "y_value"_a);
}

}  // namespace orthogen
