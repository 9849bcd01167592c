#include "offset/rows.h"

#include <utility>

#include "parallel.h"

namespace orthogen {
namespace {

struct Found {
    std::uint32_t row;
    float x;
    std::int32_t sign;
};

struct Cut {
    double x, y;
};

// Where the edge from p to q meets height z, the same for both faces of the edge.
Cut cut(const MeshView& mesh, std::int64_t p, std::int64_t q, Vec3 centre, double z) {
    if (p > q) std::swap(p, q);
    const Vec3 a = mesh.points[p] - centre, b = mesh.points[q] - centre;
    const double share = (z - a.z) / (b.z - a.z);
    return {a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)};
}

void cross_face(const MeshView& mesh, const Face& face, Vec3 centre, const Lattice& grid, std::vector<Found>& out) {
    const Vec3 p[3] = {mesh.points[face[0]] - centre, mesh.points[face[1]] - centre, mesh.points[face[2]] - centre};
    const double low = std::min({p[0].z, p[1].z, p[2].z}), high = std::max({p[0].z, p[1].z, p[2].z});
    const int first = static_cast<int>(std::floor((low - grid.origin.z) / grid.step));
    const int last = static_cast<int>(std::ceil((high - grid.origin.z) / grid.step));
    for (int k = first; k <= last; ++k) {
        const double z = grid.origin.z + k * grid.step;
        const bool above[3] = {p[0].z >= z, p[1].z >= z, p[2].z >= z};
        if (above[0] == above[1] && above[1] == above[2]) continue;
        Cut up{}, down{};
        for (int e = 0; e < 3; ++e) {
            const int n = (e + 1) % 3;
            if (above[e] == above[n]) continue;
            (above[n] ? up : down) = cut(mesh, face[e], face[n], centre, z);
        }
        const double y0 = std::min(up.y, down.y), y1 = std::max(up.y, down.y);
        int j = static_cast<int>(std::floor((y0 - grid.origin.y) / grid.step));
        for (double y = grid.origin.y + j * grid.step; y < y1; y = grid.origin.y + ++j * grid.step) {
            if (y < y0) continue;
            const double x = up.x + (y - up.y) / (down.y - up.y) * (down.x - up.x);
            const auto row = static_cast<std::uint32_t>(k) * grid.points().j + j;
            out.push_back({row, static_cast<float>(x), up.y < down.y ? 1 : -1});
        }
    }
}

}  // namespace

Rows::Rows(MeshView mesh, Vec3 centre, const Lattice& lattice, int threads) : lattice_(lattice) {
    constexpr std::size_t STEP = 1 << 14;
    std::vector<std::vector<Found>> parts((mesh.face_count + STEP - 1) / STEP);
    in_parallel(threads, mesh.face_count, STEP, [&](std::size_t first, std::size_t last) {
        for (std::size_t f = first; f < last; ++f) cross_face(mesh, mesh.faces[f], centre, lattice, parts[first / STEP]);
    });
    const Cell points = lattice.points();
    start_.assign(static_cast<std::size_t>(points.j) * points.k + 1, 0);
    for (const auto& part : parts)
        for (const Found& found : part) ++start_[found.row + 1];
    for (std::size_t r = 1; r < start_.size(); ++r) start_[r] += start_[r - 1];
    crossings_.resize(start_.back());
    std::vector<std::uint32_t> next(start_.begin(), start_.end() - 1);
    for (const auto& part : parts)
        for (const Found& found : part) crossings_[next[found.row]++] = {found.x, found.sign};
}

int Rows::winding(Cell point) const {
    const std::size_t row = static_cast<std::size_t>(point.k) * lattice_.points().j + point.j;
    const double x = lattice_.origin.x + point.i * lattice_.step;
    int sum = 0;
    for (std::uint32_t c = start_[row]; c < start_[row + 1]; ++c) sum += crossings_[c].x < x ? crossings_[c].sign : 0;
    return sum;
}

}  // namespace orthogen
