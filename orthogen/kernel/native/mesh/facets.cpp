#include "mesh/facets.h"

#include <cstring>

#include "vec.h"

namespace orthogen {
namespace {

Vec3 corner(const float* at) { return {at[0], at[1], at[2]}; }

}  // namespace

std::vector<std::uint8_t> facets(const float* corners, std::size_t count) {
    std::vector<std::uint8_t> records(FACET_BYTES * count);
    for (std::size_t f = 0; f < count; ++f) {
        const float* own = corners + 9 * f;
        const Vec3 a = corner(own), n = cross(corner(own + 3) - a, corner(own + 6) - a);
        const double size = length(n);
        const Vec3f normal = size > 0 ? static_cast<Vec3f>(Vec3{n.x / size, n.y / size, n.z / size}) : Vec3f{};
        const float written[12] = {normal.x, normal.y, normal.z, own[0], own[1], own[2],
                                   own[3],   own[4],   own[5],   own[6], own[7], own[8]};
        std::memcpy(records.data() + FACET_BYTES * f, written, sizeof written);
    }
    return records;
}

}  // namespace orthogen
