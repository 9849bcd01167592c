#include "surface/pieces.h"

#include "surface/join.h"

namespace orthogen {

std::vector<std::int64_t> face_pieces(MeshView mesh, const bool* marked) {
    Joined points(mesh.point_count);
    for (std::size_t f = 0; f < mesh.face_count; ++f) {
        if (!marked[f]) continue;
        const Face& face = mesh.faces[f];
        const auto a = static_cast<std::int32_t>(face[0]);
        points.join(a, static_cast<std::int32_t>(face[1]));
        points.join(a, static_cast<std::int32_t>(face[2]));
    }
    const auto number = points.numbered();
    std::vector<std::int64_t> piece(mesh.face_count);
    for (std::size_t f = 0; f < mesh.face_count; ++f) piece[f] = marked[f] ? number[mesh.faces[f][0]] : -1;
    return piece;
}

std::vector<std::array<std::int64_t, 2>> mask_ring(const bool* mask, std::size_t nx, std::size_t ny) {
    const auto inside = [&](std::int64_t i, std::int64_t j) {
        const auto u = static_cast<std::size_t>(i), v = static_cast<std::size_t>(j);
        return i >= 0 && j >= 0 && u < nx && v < ny && mask[u * ny + v];
    };
    std::vector<std::array<std::int64_t, 2>> ring;
    std::size_t first = 0;
    while (first < nx * ny && !mask[first]) ++first;
    if (first == nx * ny) return ring;
    // from the low corner of the first node up along i: the node lies on the left of the way, nothing on its right
    constexpr std::int64_t AHEAD[4][2] = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};
    constexpr std::int64_t LEFT[4][2] = {{0, 0}, {-1, 0}, {-1, -1}, {0, -1}};   // of a corner, looking ahead
    constexpr std::int64_t RIGHT[4][2] = {{0, -1}, {0, 0}, {-1, 0}, {-1, -1}};
    std::int64_t i = static_cast<std::int64_t>(first / ny), j = static_cast<std::int64_t>(first % ny);
    const std::int64_t start_i = i, start_j = j;
    int way = 0;
    do {
        ring.push_back({i, j});
        i += AHEAD[way][0], j += AHEAD[way][1];
        if (!inside(i + LEFT[way][0], j + LEFT[way][1])) way = (way + 1) % 4;
        else if (inside(i + RIGHT[way][0], j + RIGHT[way][1])) way = (way + 3) % 4;
    } while (i != start_i || j != start_j);
    return ring;
}

}  // namespace orthogen
