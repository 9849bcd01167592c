#include "points/near.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "parallel.h"

namespace orthogen {
namespace {

constexpr std::int32_t LEAF = 8;

// Puts what was found into its place among the best so far, if it is better than the last of them.
template <class Found>
void offer(Found found, std::vector<Found>& best) {
    if (!(found < best.back())) return;
    std::size_t k = best.size() - 1;
    for (; k > 0 && found < best[k - 1]; --k) best[k] = best[k - 1];
    best[k] = found;
}

}  // namespace

PointTree::PointTree(const Vec3* points, std::size_t count) : spots_(count), axis_(count, 0) {
    for (std::size_t k = 0; k < count; ++k) spots_[k] = {points[k], static_cast<std::int32_t>(k)};
    split(0, static_cast<std::int32_t>(count));
}

void PointTree::split(std::int32_t first, std::int32_t last) {
    if (last - first <= LEAF) return;
    Vec3 low = spots_[first].at, high = low;
    for (std::int32_t k = first; k < last; ++k) low = lower(low, spots_[k].at), high = upper(high, spots_[k].at);
    const Vec3 size = high - low;
    const int axis = size.x >= size.y && size.x >= size.z ? 0 : size.y >= size.z ? 1 : 2;
    const std::int32_t middle = first + (last - first) / 2;
    std::nth_element(spots_.begin() + first, spots_.begin() + middle, spots_.begin() + last,
                     [axis](const Spot& a, const Spot& b) { return a.at[axis] < b.at[axis]; });
    axis_[middle] = static_cast<char>(axis);
    split(first, middle);
    split(middle + 1, last);
}

// Fills `best`, sorted, from the range; beyond: how far the place lies outside of it along each axis.
void PointTree::search(std::int32_t first, std::int32_t last, Vec3 place, Vec3 beyond, std::vector<Found>& best) const {
    if (last - first <= LEAF) {
        for (std::int32_t k = first; k < last; ++k) offer({square(spots_[k].at - place), spots_[k].number}, best);
        return;
    }
    const std::int32_t middle = first + (last - first) / 2;
    const int axis = axis_[middle];
    const double off = place[axis] - spots_[middle].at[axis];
    offer({square(spots_[middle].at - place), spots_[middle].number}, best);
    off < 0 ? search(first, middle, place, beyond, best) : search(middle + 1, last, place, beyond, best);
    beyond.at(axis) = off;
    if (square(beyond) > best.back().first) return;
    off < 0 ? search(middle + 1, last, place, beyond, best) : search(first, middle, place, beyond, best);
}

Neighbours PointTree::nearest(const Vec3* places, std::size_t asked, std::size_t most, double within,
                              int threads) const {
    const Found none{within * within, -1};
    Neighbours found{std::vector<double>(asked * most, std::numeric_limits<double>::infinity()),
                     std::vector<std::int64_t>(asked * most, static_cast<std::int64_t>(spots_.size()))};
    if (most == 0) return found;
    in_parallel(threads, asked, 1024, [&](std::size_t first, std::size_t last) {
        std::vector<Found> best(most);
        for (std::size_t q = first; q < last; ++q) {
            best.assign(most, none);
            search(0, static_cast<std::int32_t>(spots_.size()), places[q], Vec3{}, best);
            for (std::size_t k = 0; k < most && best[k].second >= 0; ++k) {
                found.distance[q * most + k] = std::sqrt(best[k].first);
                found.number[q * most + k] = best[k].second;
            }
        }
    });
    return found;
}

}  // namespace orthogen
