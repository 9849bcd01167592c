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

std::vector<std::int64_t> mask_parts(const bool* mask, std::size_t nx, std::size_t ny) {
    Joined nodes(nx * ny);
    for (std::size_t i = 0; i < nx; ++i)
        for (std::size_t j = 0; j < ny; ++j) {
            const std::size_t k = i * ny + j;
            if (!mask[k]) continue;
            if (j > 0 && mask[k - 1]) nodes.join(static_cast<std::int32_t>(k), static_cast<std::int32_t>(k - 1));
            if (i > 0 && mask[k - ny]) nodes.join(static_cast<std::int32_t>(k), static_cast<std::int32_t>(k - ny));
        }
    std::vector<std::int64_t> part(nx * ny, 0);
    std::int64_t parts = 0;
    for (std::size_t k = 0; k < part.size(); ++k) {
        if (!mask[k]) continue;
        const auto first = static_cast<std::size_t>(nodes.least(static_cast<std::int32_t>(k)));
        part[k] = first == k ? ++parts : part[first];
    }
    return part;
}

}  // namespace orthogen
