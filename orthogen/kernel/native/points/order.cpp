#include "points/order.h"

#include <algorithm>
#include <utility>

#include "lanes.h"
#include "parallel.h"

namespace orthogen {
namespace {

constexpr int BITS = 11;  // of a Morton number, per axis

std::uint64_t spread(std::uint64_t v) {  // two zero bits before each bit
    v = (v | v << 16) & 0x00ff0000ff0000ffU;
    v = (v | v << 8) & 0x0f00f00f00f00f00fU;
    v = (v | v << 4) & 0x30c30c30c30c30c3U;
    return (v | v << 2) & 0x9249249249249249U;
}

// Sorts by the upper bits, `shift` and up; equal ones stay in order.
void radix_sort(Bulk<std::uint64_t>& items, int shift) {
    Bulk<std::uint64_t> other(items.size());
    for (; shift < 64; shift += BITS) {
        std::size_t start[1 << BITS] = {};
        const auto digit = [&](std::uint64_t item) { return item >> shift & ((1U << BITS) - 1); };
        for (const auto item : items) ++start[digit(item)];
        std::size_t sum = 0;
        for (auto& s : start) sum += std::exchange(s, sum);
        for (const auto item : items) other[start[digit(item)]++] = item;
        items.swap(other);
    }
}

// A triangle's place in space, three times its centroid.
struct Spot {
    float at[3];
    std::int32_t face;
};

template <int AXIS>
struct Before {
    bool operator()(const Spot& a, const Spot& b) const {
        return a.at[AXIS] != b.at[AXIS] ? a.at[AXIS] < b.at[AXIS] : a.face < b.face;
    }
};

// Halves the spots along the axis on which they lie farthest apart, until eight or fewer are left.
void halve(Spot* first, Spot* last) {
    const auto count = last - first;
    if (count <= LANES) return;
    float low[3], high[3], size[3];
    for (int k = 0; k < 3; ++k) low[k] = high[k] = first->at[k];
    for (const Spot* s = first; s < last; ++s)
        for (int k = 0; k < 3; ++k) low[k] = std::min(low[k], s->at[k]), high[k] = std::max(high[k], s->at[k]);
    for (int k = 0; k < 3; ++k) size[k] = high[k] - low[k];
    std::ptrdiff_t half = LANES;  // whole leaves to the left, and a power of two of them
    while (2 * half < count) half *= 2;
    Spot* middle = first + half;
    if (size[0] >= size[1] && size[0] >= size[2]) std::nth_element(first, middle, last, Before<0>{});
    else if (size[1] >= size[2]) std::nth_element(first, middle, last, Before<1>{});
    else std::nth_element(first, middle, last, Before<2>{});
    halve(first, middle);
    halve(middle, last);
}

}  // namespace

Bulk<std::int32_t> near_order(MeshView mesh, int threads) {
    Box box;
    for (std::size_t v = 0; v < mesh.point_count; ++v) box.add(mesh.points[v]);
    const Vec3 size = box.extent();
    const double widest = std::max({size.x, size.y, size.z});
    const double scale = widest > 0 ? ((1 << BITS) - 1) / (3 * widest) : 0;
    Bulk<std::uint64_t> items(mesh.face_count);
    in_parallel(threads, items.size(), 1 << 14, [&](std::size_t first, std::size_t last) {
        for (std::size_t f = first; f < last; ++f) {
            const Face& face = mesh.faces[f];
            const Vec3 sum = mesh.points[face[0]] + mesh.points[face[1]] + mesh.points[face[2]] - box.low * 3.0;
            const auto cell = [&](double v) { return spread(static_cast<std::uint64_t>(std::max(v * scale, 0.0))); };
            items[f] = (cell(sum.x) | cell(sum.y) << 1 | cell(sum.z) << 2) << (64 - 3 * BITS) | f;
        }
    });
    radix_sort(items, 64 - 3 * BITS);
    Bulk<std::int32_t> order(items.size());
    const Vec3 middle = box.centre();
    constexpr std::size_t BRANCH = LANES * LANES * LANES;
    in_parallel(threads, items.size(), BRANCH, [&](std::size_t first, std::size_t last) {
        Spot spots[BRANCH];
        for (std::size_t k = first; k < last; ++k) {
            const auto f = static_cast<std::int32_t>(items[k] & ((1ULL << (64 - 3 * BITS)) - 1));
            const Face& face = mesh.faces[f];
            const Vec3 sum = mesh.points[face[0]] + mesh.points[face[1]] + mesh.points[face[2]];
            const auto at = static_cast<Vec3f>(sum - middle * 3.0);
            spots[k - first] = {{at.x, at.y, at.z}, f};
        }
        halve(spots, spots + (last - first));
        for (std::size_t k = first; k < last; ++k) order[k] = spots[k - first].face;
    });
    return order;
}

}  // namespace orthogen
