// Median. numbers -> the middle one.
#pragma once
#include <algorithm>
#include <vector>

namespace orthogen {

// The mean of the two middle ones of an even count; there must be one at least.
inline double median(std::vector<double> values) {
    const std::size_t half = values.size() / 2;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(half);
    std::nth_element(values.begin(), middle, values.end());
    return values.size() % 2 ? *middle : 0.5 * (*middle + *std::max_element(values.begin(), middle));
}

}  // namespace orthogen
