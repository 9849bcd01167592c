#include "mesh/views.h"

#include <array>

#include "mesh/faces.h"
#include "points/order.h"

namespace orthogen {
namespace {

constexpr double ROUND_OFF = 1e-9;
constexpr int AXES = 6;  // forth and back

int axis_of(Vec3 n) {
    const double x = std::fabs(n.x), y = std::fabs(n.y), z = std::fabs(n.z);
    const int axis = x >= y && x >= z ? 0 : y >= z ? 1 : 2;
    return 2 * axis + (n[axis] < 0);
}

// The normals of the faces at each vertex, added up by the axis that they look along most.
class Looks {
  public:
    Looks(MeshView mesh, const std::vector<Vec3>& normals) : sums_(mesh.point_count), there_(mesh.point_count) {
        for (std::size_t f = 0; f < mesh.face_count; ++f) {
            const int axis = axis_of(normals[f]);
            for (const std::int64_t v : mesh.faces[f]) sums_[v][axis] += normals[f], there_[v] |= 1U << axis;
        }
    }

    // Adds the view that axis k gives, or the mean one for k = AXES, if there is such a view.
    void add(std::int64_t vertex, Vec3 place, int k, std::vector<View>& into) const {
        const unsigned there = there_[vertex];
        const bool several = (there & (there - 1)) != 0;
        if (k < AXES && !(several && (there >> k & 1U))) return;
        Vec3 sum;
        if (k < AXES) sum = sums_[vertex][k];
        else for (const Vec3 part : sums_[vertex]) sum += part;
        const double size = length(sum);
        if (size > ROUND_OFF) into.push_back({place, {sum.x / size, sum.y / size, sum.z / size}, vertex});
    }

  private:
    std::vector<std::array<Vec3, AXES>> sums_;
    std::vector<std::uint8_t> there_;
};

}  // namespace

std::vector<Vec3> unit_normals(MeshView mesh) {
    std::vector<Vec3> normals = area_normals(mesh);
    for (Vec3& n : normals) {
        const double size = length(n);
        n = {n.x / size, n.y / size, n.z / size};
    }
    return normals;
}

std::vector<std::int32_t> sided_order(MeshView mesh, const std::vector<Vec3>& normals, int threads) {
    std::array<std::vector<std::int32_t>, AXES> sides;
    for (std::size_t f = 0; f < mesh.face_count; ++f)
        sides[axis_of(normals[f])].push_back(static_cast<std::int32_t>(f));
    std::vector<std::int32_t> order;
    order.reserve(mesh.face_count);
    std::vector<Face> faces;
    for (const auto& side : sides) {
        faces.clear();
        for (const std::int32_t f : side) faces.push_back(mesh.faces[f]);
        for (const std::int32_t n : near_order({mesh.points, mesh.point_count, faces.data(), faces.size()}, threads))
            order.push_back(side[n]);
    }
    return order;
}

std::vector<std::vector<View>> views_of(MeshView mesh, const std::int32_t* order,
                                        const std::vector<Vec3>& normals, const std::uint8_t* group,
                                        std::size_t groups) {
    const Looks looks(mesh, normals);
    std::vector<std::int64_t> vertices;
    std::vector<std::uint8_t> seen(mesh.point_count);
    for (std::size_t n = 0; n < mesh.face_count; ++n)
        for (const std::int64_t v : mesh.faces[order[n]])
            if (!seen[v]) seen[v] = 1, vertices.push_back(v);
    std::vector<std::vector<View>> views(groups);
    for (int k = 0; k <= AXES; ++k)
        for (const std::int64_t v : vertices)
            if (group[v] < groups) looks.add(v, mesh.points[v], k, views[group[v]]);
    return views;
}

}  // namespace orthogen
