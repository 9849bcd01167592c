#include "surface/skin.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "parallel.h"

namespace orthogen {
namespace {

constexpr std::size_t RANGE = 1 << 14;  // faces or samples that one thread takes at a time

Vec3 twice_normal(MeshView mesh, const Face& face) {
    const Vec3 a = mesh.points[face[0]];
    return cross(mesh.points[face[1]] - a, mesh.points[face[2]] - a);
}

double fraction(double of) { return of - std::floor(of); }

// The point of a triangle at weights that go to its corners in the order of their opposite edges' lengths: a mirror
// image gets the mirror image of the point.
Vec3 placed(MeshView mesh, const Face& face, std::array<double, 3> weights) {
    const std::array<Vec3, 3> corner{mesh.points[face[0]], mesh.points[face[1]], mesh.points[face[2]]};
    std::array<double, 3> opposite{};
    for (int k = 0; k < 3; ++k) opposite[k] = square(corner[(k + 1) % 3] - corner[(k + 2) % 3]);
    std::array<int, 3> order{0, 1, 2};  // equal lengths stay in order
    const auto sort = [&](int& a, int& b) {
        if (opposite[b] < opposite[a]) std::swap(a, b);
    };
    sort(order[0], order[1]), sort(order[1], order[2]), sort(order[0], order[1]);
    return corner[order[0]] * weights[0] + corner[order[1]] * weights[1] + corner[order[2]] * weights[2];
}

// The squares of the shortest edge of a point and of the widest gap between neighbours on the ring around it.
struct Tip {
    double shortest2 = std::numeric_limits<double>::infinity(), widest2 = 0;
};

// The middle of the ring around each of the points that are marked, and how many faces it has.
std::pair<std::vector<Vec3>, std::vector<int>> rings(MeshView mesh, const std::vector<char>& marked) {
    std::vector<Vec3> sum(mesh.point_count);
    std::vector<int> faces(mesh.point_count, 0);
    for (std::size_t f = 0; f < mesh.face_count; ++f)
        for (int k = 0; k < 3; ++k) {
            const std::int64_t tip = mesh.faces[f][k];
            if (!marked[tip]) continue;
            sum[tip] += mesh.points[mesh.faces[f][(k + 1) % 3]] + mesh.points[mesh.faces[f][(k + 2) % 3]];
            ++faces[tip];
        }
    for (std::size_t v = 0; v < mesh.point_count; ++v)
        if (faces[v] > 0) sum[v] = sum[v] * (0.5 / faces[v]);
    return {std::move(sum), std::move(faces)};
}

}  // namespace

Normals face_normals(MeshView mesh) {
    Normals found{std::vector<Vec3>(mesh.face_count), std::vector<double>(mesh.face_count)};
    in_parallel(0, mesh.face_count, RANGE, [&](std::size_t first, std::size_t last) {
        for (std::size_t f = first; f < last; ++f) {
            const Vec3 normal = twice_normal(mesh, mesh.faces[f]);
            const double twice = length(normal);
            found.normals[f] = twice > 0 ? Vec3{normal.x / twice, normal.y / twice, normal.z / twice} : normal;
            found.areas[f] = 0.5 * twice;
        }
    });
    return found;
}

Spread spread(MeshView mesh, const Vec3* normals, const double* areas, std::size_t count) {
    std::vector<double> running(mesh.face_count);
    double sum = 0;
    for (std::size_t f = 0; f < mesh.face_count; ++f) running[f] = sum += areas[f];
    const double every = static_cast<double>(count);
    Spread found{std::vector<Vec3>(count), std::vector<Vec3>(count), sum / every};
    in_parallel(0, count, RANGE, [&](std::size_t first, std::size_t last) {
        const auto target = [&](double order) {
            return (order + (0.3 + 0.4 * fraction(order * 0.6180339887498949))) / every * sum;
        };
        const auto there = std::lower_bound(running.begin(), running.end(), target(static_cast<double>(first)));
        auto f = std::min(static_cast<std::size_t>(there - running.begin()), mesh.face_count - 1);
        for (std::size_t k = first; k < last; ++k) {
            const auto order = static_cast<double>(k);
            const double goal = target(order);
            while (f + 1 < mesh.face_count && running[f] < goal) ++f;
            const double s = std::sqrt(fraction(order * 0.7548776662466927)), t = fraction(order * 0.5698402909980532);
            found.points[k] = placed(mesh, mesh.faces[f], {1 - s, s * (1 - t), s * t});
            found.normals[k] = normals[f];
        }
    });
    return found;
}

Heights face_heights(MeshView mesh) {
    Heights found{std::vector<double>(mesh.face_count), std::vector<double>(mesh.face_count)};
    in_parallel(0, mesh.face_count, RANGE, [&](std::size_t first, std::size_t last) {
        for (std::size_t f = first; f < last; ++f) {
            const Face& face = mesh.faces[f];
            const double a = mesh.points[face[0]].z, b = mesh.points[face[1]].z, c = mesh.points[face[2]].z;
            found.low[f] = std::min(std::min(a, b), c), found.high[f] = std::max(std::max(a, b), c);
        }
    });
    return found;
}

std::vector<Vec3> face_middles(MeshView mesh) {
    std::vector<Vec3> found(mesh.face_count);
    in_parallel(0, mesh.face_count, RANGE, [&](std::size_t first, std::size_t last) {
        for (std::size_t f = first; f < last; ++f) {
            const Face& face = mesh.faces[f];
            const Vec3 sum = mesh.points[face[0]] + mesh.points[face[1]] + mesh.points[face[2]];
            found[f] = {sum.x / 3, sum.y / 3, sum.z / 3};
        }
    });
    return found;
}

Mesh part_of(MeshView mesh, const bool* marked) {
    std::vector<std::int64_t> number(mesh.point_count, -1);
    Mesh part;
    std::size_t count = 0, used = 0;
    for (std::size_t f = 0; f < mesh.face_count; ++f) {
        if (!marked[f]) continue;
        ++count;
        for (const std::int64_t corner : mesh.faces[f]) used += number[corner] < 0, number[corner] = 0;
    }
    part.points.reserve(used);
    for (std::size_t v = 0; v < mesh.point_count; ++v) {
        if (number[v] < 0) continue;
        number[v] = static_cast<std::int64_t>(part.points.size());
        part.points.push_back(mesh.points[v]);
    }
    part.faces.reserve(count);
    for (std::size_t f = 0; f < mesh.face_count; ++f) {
        const Face& face = mesh.faces[f];
        if (marked[f]) part.faces.push_back({number[face[0]], number[face[1]], number[face[2]]});
    }
    return part;
}

std::vector<char> spikes(MeshView mesh, double slender, double aloft) {
    std::vector<Tip> tips(mesh.point_count);
    for (std::size_t f = 0; f < mesh.face_count; ++f) {
        const Face& face = mesh.faces[f];
        const std::array<Vec3, 3> corner{mesh.points[face[0]], mesh.points[face[1]], mesh.points[face[2]]};
        std::array<double, 3> opposite{};
        for (int k = 0; k < 3; ++k) opposite[k] = square(corner[(k + 1) % 3] - corner[(k + 2) % 3]);
        for (int k = 0; k < 3; ++k) {
            Tip& tip = tips[face[k]];
            tip.shortest2 = std::min({tip.shortest2, opposite[(k + 1) % 3], opposite[(k + 2) % 3]});
            tip.widest2 = std::max(tip.widest2, opposite[k]);
        }
    }
    std::vector<char> found(mesh.point_count);
    for (std::size_t v = 0; v < mesh.point_count; ++v)
        found[v] =
            std::isfinite(tips[v].shortest2) && std::sqrt(tips[v].shortest2) > slender * std::sqrt(tips[v].widest2);
    if (std::find(found.begin(), found.end(), 1) == found.end()) return found;
    const auto [middle, faces] = rings(mesh, found);
    for (std::size_t v = 0; v < mesh.point_count; ++v)
        found[v] =
            found[v] && faces[v] > 2 && length(mesh.points[v] - middle[v]) > aloft * std::sqrt(tips[v].shortest2);
    return found;
}

}  // namespace orthogen
