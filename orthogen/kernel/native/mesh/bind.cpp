// Bind. questions about the soundness of a mesh -> Python.
#include "bind.h"
#include "mesh/closed.h"
#include "mesh/intersect.h"

using namespace nanobind::literals;

namespace orthogen {
namespace {

nb::ndarray<nb::numpy, std::int64_t> crossing_py(PointArray points, FaceArray faces, std::size_t most, int threads) {
    std::vector<Pair> found;
    {
        nb::gil_scoped_release free;
        found = crossing_pairs(view(points, faces), most, threads);
    }
    const std::size_t count = found.size();
    return handed<std::int64_t>(std::move(found), count, 2);
}

nb::tuple faults_py(PointArray points, FaceArray faces) {
    Faults found;
    {
        nb::gil_scoped_release free;
        found = faults_of(view(points, faces));
    }
    return nb::make_tuple(found.open, found.crowded, found.turned, found.flat, found.volume, found.area);
}

}  // namespace

void bind_mesh(nb::module_& m) {
    m.def("crossing_pairs", &crossing_py, "points"_a, "faces"_a, "most"_a, "threads"_a);
    m.def("faults", &faults_py, "points"_a, "faces"_a);
}

}  // namespace orthogen
