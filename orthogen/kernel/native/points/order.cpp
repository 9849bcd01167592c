#include "points/order.h"

#include <algorithm>
#include <utility>

#include "parallel.h"

namespace orthogen {
namespace {

constexpr int BITS = 11;  // of a Morton number, per axis
constexpr int REST = 64 - 3 * BITS;

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

Vec3 thrice_centroid(const MeshView& mesh, const Face& face) {
    return mesh.points[face[0]] + mesh.points[face[1]] + mesh.points[face[2]];
}

constexpr int FEW = 32;  // of so many each is compared with each

// Sorts a few by comparing all with all: no branch can be guessed wrong.
template <int MOST, class Spot, class Key>
ORTHOGEN_INLINE void sort_few(Spot* spots, int count, Key key) {
    alignas(32) std::int32_t keys[MOST], rank[MOST];
    Spot before[MOST];
    for (int n = 0; n < MOST; ++n) {
        before[n] = n < count ? spots[n] : ~Spot{0};
        keys[n] = n < count ? static_cast<std::int32_t>(key(spots[n]) ^ 0x80000000U) : INT32_MAX;
        rank[n] = 0;
    }
    for (int m = 0; m < count; ++m) {
        const std::int32_t other = keys[m];
        for (int n = 0; n < MOST; ++n) rank[n] += other < keys[n];
    }
    for (int n = 0; n < count; ++n) spots[rank[n]] = before[n];
}


}  // namespace

// Puts the `half` that are least along an axis before the others: by counting, until few are left in question.
ORTHOGEN_CLONES void Halving::part(Spot* spots, int count, int half, int axis, Key low, Key high) {
    const auto key_of = [axis](Spot s) ORTHOGEN_INLINED { return key(s, axis); };
    if (count <= FEW / 2) return sort_few<FEW / 2>(spots, count, key_of);
    if (count <= FEW) return sort_few<FEW>(spots, count, key_of);
    constexpr int BUCKETS = 64;
    int shift = 0;
    while ((high - low) >> shift >= BUCKETS) ++shift;
    int held[BUCKETS] = {};
    for (int n = 0; n < count; ++n) ++held[(key(spots[n], axis) - low) >> shift];
    Key middle = 0;
    for (int sum = 0; sum + held[middle] <= half; ++middle) sum += held[middle];
    int less = 0, same = 0, more = 0;
    for (int n = 0; n < count; ++n) {
        const Spot spot = spots[n];
        const Key bucket = (key(spot, axis) - low) >> shift;
        less_[less] = same_[same] = more_[more] = spot;
        less += bucket < middle, same += bucket == middle, more += bucket > middle;
    }
    std::copy_n(less_.data(), less, spots);
    std::copy_n(same_.data(), same, spots + less);
    std::copy_n(more_.data(), more, spots + less + same);
    const Key from = low + (middle << shift);
    if (half > less) part(spots + less, same, half - less, axis, from, from + (Key{1} << shift) - 1);
}

ORTHOGEN_CLONES void Halving::halve(Spot* spots, int count) {
    if (count <= LANES) return;
    Key low[3] = {0xffff, 0xffff, 0xffff}, high[3] = {};
    for (int n = 0; n < count; ++n)
        for (int k = 0; k < 3; ++k) {
            const Key at = spots[n] >> (k * WIDE) & 0xffffU;
            low[k] = std::min(low[k], at), high[k] = std::max(high[k], at);
        }
    int widest = 0;
    for (int k = 1; k < 3; ++k)
        if (high[k] - low[k] > high[widest] - low[widest]) widest = k;
    int half = LANES;  // whole leaves to the left, and a power of two of them
    while (2 * half < count) half *= 2;
    part(spots, count, half, widest, low[widest] << WIDE, high[widest] << WIDE | 0xffffU);
    halve(spots, half);
    halve(spots + half, count - half);
}

void Halving::order(const Vec3* points, int count, const Box& box) {
    const Vec3 size = box.extent();
    const double widest = std::max({size.x, size.y, size.z}), scale = widest > 0 ? 0xffff / widest : 0;
    for (int n = 0; n < count; ++n) {
        const Vec3 at = (points[n] - box.low) * scale;
        const auto part = [](double v, int axis) { return static_cast<Spot>(static_cast<Key>(v)) << (axis * WIDE); };
        spots_[n] = part(at.x, 0) | part(at.y, 1) | part(at.z, 2) | static_cast<Spot>(n) << NUMBER;
    }
    halve(spots_.data(), count);
}

Bulk<std::int32_t> morton_order(MeshView mesh, const Box& box, int threads) {
    const Vec3 size = box.extent();
    const double widest = std::max({size.x, size.y, size.z});
    const double scale = widest > 0 ? ((1 << BITS) - 1) / (3 * widest) : 0;
    Bulk<std::uint64_t> items(mesh.face_count);
    in_parallel(threads, items.size(), 1 << 14, [&](std::size_t first, std::size_t last) {
        for (std::size_t f = first; f < last; ++f) {
            const Vec3 sum = thrice_centroid(mesh, mesh.faces[f]) - box.low * 3.0;
            const auto cell = [&](double v) { return spread(static_cast<std::uint64_t>(std::max(v * scale, 0.0))); };
            items[f] = (cell(sum.x) | cell(sum.y) << 1 | cell(sum.z) << 2) << REST | f;
        }
    });
    radix_sort(items, REST);
    Bulk<std::int32_t> order(items.size());
    for (std::size_t k = 0; k < items.size(); ++k)
        order[k] = static_cast<std::int32_t>(items[k] & ((std::uint64_t{1} << REST) - 1));
    return order;
}

Bulk<std::int32_t> near_order(MeshView mesh, int threads) {
    Box all;
    for (std::size_t v = 0; v < mesh.point_count; ++v) all.add(mesh.points[v]);
    const Bulk<std::int32_t> before = morton_order(mesh, all, threads);
    Bulk<std::int32_t> order(before.size());
    in_parallel(threads, order.size(), Halving::MOST, [&](std::size_t first, std::size_t last) {
        std::array<Vec3, Halving::MOST> middle;
        Halving halving;
        Box box;
        for (std::size_t n = first; n < last; ++n)
            box.add(middle[n - first] = thrice_centroid(mesh, mesh.faces[before[n]]));
        halving.order(middle.data(), static_cast<int>(last - first), box);
        for (std::size_t n = first; n < last; ++n) order[n] = before[first + halving[static_cast<int>(n - first)]];
    });
    return order;
}

}  // namespace orthogen
