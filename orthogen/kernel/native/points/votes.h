// Votes. numbered pairs with a value each -> the same pairs once, in order, with the sum of their values.
#pragma once
#include <cstdint>
#include <vector>

namespace orthogen {

struct Votes {
    std::vector<std::int64_t> one, other;
    std::vector<double> sum;
};

// Pairs sorted by both numbers, which are below `members`; values of one pair are added in the order they come in.
Votes summed(const std::int64_t* one, const std::int64_t* other, const double* value, std::size_t count,
             std::size_t members);

}  // namespace orthogen
