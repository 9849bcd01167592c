// Bind. numpy arrays -> views of them without a copy; vectors -> numpy arrays without a copy.
#pragma once
#include <nanobind/nanobind.h>
#include <nanobind/ndarray.h>

#include <algorithm>
#include <type_traits>
#include <utility>

#include "mesh.h"

namespace orthogen {

namespace nb = nanobind;
using PointArray = nb::ndarray<const double, nb::shape<-1, 3>, nb::c_contig, nb::device::cpu>;
using FaceArray = nb::ndarray<const std::int64_t, nb::shape<-1, 3>, nb::c_contig, nb::device::cpu>;
using TriangleArray = nb::ndarray<const double, nb::shape<-1, 3, 3>, nb::c_contig, nb::device::cpu>;
using NumberArray = nb::ndarray<const double, nb::ndim<1>, nb::c_contig, nb::device::cpu>;
using IndexArray = nb::ndarray<const std::int64_t, nb::ndim<1>, nb::c_contig, nb::device::cpu>;
using MarkArray = nb::ndarray<const bool, nb::ndim<1>, nb::c_contig, nb::device::cpu>;
using MaskArray = nb::ndarray<const bool, nb::ndim<2>, nb::c_contig, nb::device::cpu>;
using FieldArray = nb::ndarray<const double, nb::ndim<2>, nb::c_contig, nb::device::cpu>;

inline MeshView view(const PointArray& points, const FaceArray& faces) {
    return {reinterpret_cast<const Vec3*>(points.data()), points.shape(0),
            reinterpret_cast<const Face*>(faces.data()), faces.shape(0)};
}

// The same, every face naming points that there are.
inline MeshView checked(const PointArray& points, const FaceArray& faces) {
    const MeshView mesh = view(points, faces);
    const auto count = static_cast<std::int64_t>(mesh.point_count);
    const std::int64_t* corner = faces.data();
    bool wrong = false;
    for (std::size_t k = 0; k < faces.size(); ++k) wrong |= (corner[k] < 0) | (corner[k] >= count);
    if (wrong) throw nb::index_error("a face names a point that there is not");
    return mesh;
}

// Works without Python's lock, so that other threads of Python go on meanwhile.
template <class Work>
auto freely(Work work) {
    nb::gil_scoped_release free;
    return work();
}

// Hands a vector over to numpy as an array of rows of `columns` numbers, without a copy.
template <class Number, class Rows>
nb::ndarray<nb::numpy, Number> handed(Rows&& rows, std::size_t count, std::size_t columns) {
    static_assert(std::is_rvalue_reference_v<Rows&&>);
    auto* kept = new Rows(std::move(rows));
    nb::capsule owner(kept, [](void* p) noexcept { delete static_cast<Rows*>(p); });
    return nb::ndarray<nb::numpy, Number>(kept->data(), {count, columns}, owner);
}

// The same as an array of one number per row.
template <class Number, class Row>
nb::ndarray<nb::numpy, Number> listed(std::vector<Row>&& rows) {
    auto* kept = new std::vector<Row>(std::move(rows));
    nb::capsule owner(kept, [](void* p) noexcept { delete static_cast<std::vector<Row>*>(p); });
    return nb::ndarray<nb::numpy, Number>(kept->data(), {kept->size()}, owner);
}

// Each topic binds its own functions, in its own folder.
void bind_offset(nb::module_& m);
void bind_process(nb::module_& m);
void bind_mesh(nb::module_& m);
void bind_fields(nb::module_& m);
void bind_surface(nb::module_& m);
void bind_points(nb::module_& m);
void bind_plan(nb::module_& m);
void bind_springs(nb::module_& m);
void bind_words(nb::module_& m);

}  // namespace orthogen
