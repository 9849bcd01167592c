// Join. things that hang together in pairs -> the least member of each one's piece (union-find).
#pragma once
#include <cstdint>
#include <numeric>
#include <vector>

namespace orthogen {

class Joined {
  public:
    explicit Joined(std::size_t count) : up_(count) { std::iota(up_.begin(), up_.end(), 0); }

    // The least member of the piece; halves the path to it on the way.
    std::int32_t least(std::int32_t of) {
        while (up_[of] != of) of = up_[of] = up_[up_[of]];
        return of;
    }

    void join(std::int32_t one, std::int32_t other) {
        one = least(one), other = least(other);
        if (one < other) up_[other] = one;
        else up_[one] = other;
    }

    // Each one's piece, numbered from 0 by its least member.
    std::vector<std::int64_t> numbered() {
        std::vector<std::int64_t> number(up_.size());
        std::int64_t pieces = 0;
        for (std::size_t k = 0; k < up_.size(); ++k) {
            const std::int32_t first = least(static_cast<std::int32_t>(k));
            number[k] = static_cast<std::size_t>(first) == k ? pieces++ : number[first];
        }
        return number;
    }

  private:
    std::vector<std::int32_t> up_;
};

}  // namespace orthogen
