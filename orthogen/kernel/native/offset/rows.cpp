#include "offset/rows.h"

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
Cut cut(const Face& face, const Vec3* at, int p, int q, double z) {
    const bool turned = face[p] > face[q];
    const Vec3 a = at[turned ? q : p], b = at[turned ? p : q];
    const double share = (z - a.z) / (b.z - a.z);
    return {a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)};
}

// The lattice on which rows stand, and one over its step: which row is first needs no division, for rows are compared.
struct Ruling {
    static constexpr double SLACK = 1e-9;
    const Lattice& grid;
    double share = 1 / grid.step;
    int before(double at, double origin) const { return static_cast<int>(std::floor((at - origin) * share)); }
    // Whether no row lies between, for sure.
    bool none(double low, double high, double origin) const {
        return std::floor((low - origin) * share - SLACK) == std::floor((high - origin) * share + SLACK);
    }
};

void cross_face(const MeshView& mesh, const Face& face, Vec3 centre, const Ruling& ruling, std::vector<Found>& out) {
    constexpr int ALONE[8] = {0, 0, 1, 2, 2, 1, 0, 0};  // of the corners, by those that lie above
    const Lattice& grid = ruling.grid;
    const Vec3 p[3] = {mesh.points[face[0]] - centre, mesh.points[face[1]] - centre, mesh.points[face[2]] - centre};
    const double low = std::min({p[0].z, p[1].z, p[2].z}), high = std::max({p[0].z, p[1].z, p[2].z});
    const double left = std::min({p[0].y, p[1].y, p[2].y}), right = std::max({p[0].y, p[1].y, p[2].y});
    if (ruling.none(low, high, grid.origin.z) | ruling.none(left, right, grid.origin.y)) return;
    int k = ruling.before(low, grid.origin.z);
    for (double z = grid.origin.z + k * grid.step; z <= high; z = grid.origin.z + ++k * grid.step) {
        if (z <= low) continue;
        const int above = (p[0].z >= z) | (p[1].z >= z) << 1 | (p[2].z >= z) << 2;
        const int alone = ALONE[above], next = (alone + 1) % 3, last = (alone + 2) % 3;
        const Cut one = cut(face, p, last, alone, z), other = cut(face, p, alone, next, z);
        const bool rises = above >> alone & 1;
        const Cut up = rises ? one : other, down = rises ? other : one;
        const double y0 = std::min(up.y, down.y), y1 = std::max(up.y, down.y);
        int j = ruling.before(y0, grid.origin.y);
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
    constexpr std::size_t STEP = 1 << 14, AHEAD = 10;
    std::vector<std::vector<Found>> parts((mesh.face_count + STEP - 1) / STEP);
    const Ruling ruling{lattice};
    in_parallel(threads, mesh.face_count, STEP, [&](std::size_t first, std::size_t last) {
        for (std::size_t f = first; f < last; ++f) {
            if (f + AHEAD < last) mesh.fetch_corners(f + AHEAD);
            cross_face(mesh, mesh.faces[f], centre, ruling, parts[first / STEP]);
        }
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
