#include "points/votes.h"

#include <algorithm>

namespace orthogen {

Votes summed(const std::int64_t* one, const std::int64_t* other, const double* value, std::size_t count,
             std::size_t members) {
    struct Vote {
        std::int64_t other;
        double value;
    };
    std::vector<std::size_t> start(members + 2, 0);
    std::vector<Vote> votes(count);
    for (std::size_t k = 0; k < count; ++k) ++start[static_cast<std::size_t>(one[k]) + 2];
    for (std::size_t m = 2; m < start.size(); ++m) start[m] += start[m - 1];
    for (std::size_t k = 0; k < count; ++k) votes[start[static_cast<std::size_t>(one[k]) + 1]++] = {other[k], value[k]};
    Votes found;
    for (std::size_t m = 0; m < members; ++m) {
        const auto first = votes.begin() + static_cast<std::ptrdiff_t>(start[m]);
        const auto last = votes.begin() + static_cast<std::ptrdiff_t>(start[m + 1]);
        std::stable_sort(first, last, [](const Vote& a, const Vote& b) { return a.other < b.other; });
        for (auto vote = first; vote < last; ++vote) {
            if (vote > first && vote->other == (vote - 1)->other) {
                found.sum.back() += vote->value;
                continue;
            }
            found.one.push_back(static_cast<std::int64_t>(m));
            found.other.push_back(vote->other), found.sum.push_back(vote->value);
        }
    }
    return found;
}

}  // namespace orthogen
