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

// A triangle's place within a branch, in whole numbers of WIDE bits from x down to z, and its number there.
using Spot = std::uint64_t;
constexpr std::size_t BRANCH = LANES * LANES * LANES;
constexpr int WIDE = 18, NUMBER = 64 - 3 * WIDE;
constexpr Spot COARSE = (1U << WIDE) - 1;

int shift_of(int axis) { return NUMBER + (2 - axis) * WIDE; }

// Puts those before `middle` that are least by the bits from `shift` on, then by number: the search for the k-th of
// Hoare (1961), without a branch for each spot.
void part(Spot* first, Spot* middle, Spot* last, int shift) {
    const auto key = [&](Spot s) { return (s >> shift & COARSE) << NUMBER | (s & ((1U << NUMBER) - 1)); };
    while (first < middle) {
        if (last - first == 2) {
            if (key(first[1]) < key(first[0])) std::swap(first[0], first[1]);
            return;
        }
        const Spot a = key(*first), b = key(first[(last - first) / 2]), c = key(last[-1]);
        const Spot pivot = std::max(std::min(a, b), std::min(std::max(a, b), c));  // neither part will be empty
        Spot* low = first;
        for (Spot* s = first; s < last; ++s) {
            const Spot here = *s;
            *s = *low, *low = here;
            low += key(here) < pivot;
        }
        (low <= middle ? first : last) = low;
    }
}

// Halves the spots along the axis on which they lie farthest apart, until eight or fewer are left.
void halve(Spot* first, Spot* last) {
    const auto count = last - first;
    if (count <= LANES) return;
    Spot low[3] = {COARSE, COARSE, COARSE}, high[3] = {};
    for (const Spot* s = first; s < last; ++s)
        for (int k = 0; k < 3; ++k) {
            const Spot at = *s >> shift_of(k) & COARSE;
            low[k] = std::min(low[k], at), high[k] = std::max(high[k], at);
        }
    int widest = 0;
    for (int k = 1; k < 3; ++k)
        if (high[k] - low[k] > high[widest] - low[widest]) widest = k;
    std::ptrdiff_t half = LANES;  // whole leaves to the left, and a power of two of them
    while (2 * half < count) half *= 2;
    part(first, first + half, last, shift_of(widest));
    halve(first, first + half);
    halve(first + half, last);
}

Vec3 thrice_centroid(const MeshView& mesh, std::size_t f) {
    const Face& face = mesh.faces[f];
    return mesh.points[face[0]] + mesh.points[face[1]] + mesh.points[face[2]];
}

// Puts the faces of a branch in order.
void order_branch(const MeshView& mesh, std::int32_t* faces, std::size_t count) {
    Vec3 at[BRANCH];
    Spot spots[BRANCH];
    std::int32_t before[BRANCH];
    Box box;
    for (std::size_t n = 0; n < count; ++n) before[n] = faces[n], at[n] = thrice_centroid(mesh, faces[n]), box.add(at[n]);
    const Vec3 size = box.extent();
    const double widest = std::max({size.x, size.y, size.z}), scale = widest > 0 ? COARSE / widest : 0;
    for (std::size_t n = 0; n < count; ++n) {
        spots[n] = n;
        for (int k = 0; k < 3; ++k) spots[n] |= static_cast<Spot>((at[n][k] - box.low[k]) * scale) << shift_of(k);
    }
    halve(spots, spots + count);
    for (std::size_t n = 0; n < count; ++n) faces[n] = before[spots[n] & ((1U << NUMBER) - 1)];
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
            const Vec3 sum = thrice_centroid(mesh, f) - box.low * 3.0;
            const auto cell = [&](double v) { return spread(static_cast<std::uint64_t>(std::max(v * scale, 0.0))); };
            items[f] = (cell(sum.x) | cell(sum.y) << 1 | cell(sum.z) << 2) << (64 - 3 * BITS) | f;
        }
    });
    radix_sort(items, 64 - 3 * BITS);
    Bulk<std::int32_t> order(items.size());
    in_parallel(threads, items.size(), BRANCH, [&](std::size_t first, std::size_t last) {
        for (std::size_t k = first; k < last; ++k) order[k] = static_cast<std::int32_t>(items[k] & ((1ULL << (64 - 3 * BITS)) - 1));
        order_branch(mesh, &order[first], last - first);
    });
    return order;
}

}  // namespace orthogen
