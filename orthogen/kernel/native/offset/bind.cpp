// Bind. the offset surface -> Python.
#include "bind.h"
#include "offset/offset.h"

using namespace nanobind::literals;

namespace orthogen {
namespace {

nb::tuple offset_py(PointArray points, FaceArray faces, double distance, double step, int threads) {
    OffsetResult result = freely([&] { return offset(view(points, faces), distance, step, threads); });
    const std::size_t points_out = result.mesh.points.size(), faces_out = result.mesh.faces.size();
    return nb::make_tuple(handed<double>(std::move(result.mesh.points), points_out, 3),
                          handed<std::int64_t>(std::move(result.mesh.faces), faces_out, 3), result.creases,
                          result.moved, result.meets);
}

}  // namespace

void bind_offset(nb::module_& m) {
    m.def("offset", &offset_py, "points"_a, "faces"_a, "distance"_a, "step"_a, "threads"_a);
    m.def(
        "offset_blocks",
        [](PointArray points, double distance, double step) {
            const MeshView only{reinterpret_cast<const Vec3*>(points.data()), points.shape(0), nullptr, 0};
            return offset_blocks(only, distance, step);
        },
        "points"_a, "distance"_a, "step"_a);
}

}  // namespace orthogen
