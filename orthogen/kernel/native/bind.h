// Bind. numpy arrays -> views of them without a copy; vectors -> numpy arrays without a copy.
#pragma once
#include <nanobind/nanobind.h>
#include <nanobind/ndarray.h>

#include <utility>
#include <vector>

#include "mesh.h"

namespace orthogen {

namespace nb = nanobind;
using PointArray = nb::ndarray<const double, nb::shape<-1, 3>, nb::c_contig, nb::device::cpu>;
using FaceArray = nb::ndarray<const std::int64_t, nb::shape<-1, 3>, nb::c_contig, nb::device::cpu>;
using TriangleArray = nb::ndarray<const double, nb::shape<-1, 3, 3>, nb::c_contig, nb::device::cpu>;
using FieldArray = nb::ndarray<const double, nb::ndim<2>, nb::c_contig, nb::device::cpu>;

inline MeshView view(const PointArray& points, const FaceArray& faces) {
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

// Each topic binds its own functions, in its own folder.
void bind_offset(nb::module_& m);
void bind_mesh(nb::module_& m);
void bind_fields(nb::module_& m);
void bind_plan(nb::module_& m);

}  // namespace orthogen
