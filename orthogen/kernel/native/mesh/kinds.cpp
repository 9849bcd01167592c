#include "mesh/kinds.h"

#include <algorithm>
#include <cmath>

namespace orthogen {
namespace {

constexpr std::size_t CORNERS = 6;                  // of a closed mesh's faces that name the same point
constexpr std::size_t MOST_EXPECTED = std::size_t{1} << 17;  // beyond that, room is made when it is needed

std::uint32_t hashed(const Words& row) {
    std::uint64_t h = 0;
    for (const std::uint64_t word : row) h = (h ^ word) * 0x9E3779B97F4A7C15U, h ^= h >> 32;
    return static_cast<std::uint32_t>((h * 0xC2B2AE3D27D4EB4FU) >> 32);
}

// Open addressing; a slot holds the hash in its upper half and the kind's number + 1 in its lower, 0 if it is free.
class Table {
  public:
    // expected: how many kinds to make room for at first.
    explicit Table(std::size_t expected) {
        while (std::size_t{1} << bits_ < 2 * expected) ++bits_;
        slots_.resize(std::size_t{1} << bits_);
        rows_.reserve(expected);
    }

    std::size_t size() const { return rows_.size(); }

    // The number of the row's kind; a new kind gets the next number.
    std::size_t number(const Words& row) {
        const std::uint32_t hash = hashed(row);
        std::size_t at = begin(hash);
        for (; slots_[at]; at = (at + 1) & (slots_.size() - 1)) {
            const std::size_t known = (slots_[at] & LOWER) - 1;
            if (slots_[at] >> 32 == hash && rows_[known] == row) return known;
        }
        rows_.push_back(row);
        slots_[at] = std::uint64_t{hash} << 32 | rows_.size();
        if (2 * rows_.size() > slots_.size()) grow();
        return rows_.size() - 1;
    }

  private:
    static constexpr std::uint64_t LOWER = 0xFFFFFFFFU;

    std::size_t begin(std::uint32_t hash) const { return hash >> (32 - bits_); }

    void grow() {
        ++bits_;
        std::vector<std::uint64_t> old(std::size_t{1} << bits_);
        old.swap(slots_);
        for (const std::uint64_t slot : old) {
            if (!slot) continue;
            std::size_t at = begin(static_cast<std::uint32_t>(slot >> 32));
            while (slots_[at]) at = (at + 1) & (slots_.size() - 1);
            slots_[at] = slot;
        }
    }

    int bits_ = 12;
    std::vector<Words> rows_;
    std::vector<std::uint64_t> slots_;
};

template <class Row>
Kinds kinds(std::size_t count, std::size_t expected, Row row) {
    Kinds found;
    found.place.reserve(count);
    Table table(std::min<std::size_t>(expected, MOST_EXPECTED));
    for (std::size_t n = 0; n < count; ++n) {
        const std::size_t number = table.number(row(n));
        if (number == found.first.size()) found.first.push_back(static_cast<std::int64_t>(n));
        found.place.push_back(static_cast<std::int64_t>(number));
    }
    return found;
}

}  // namespace

Kinds kinds_of_rows(const Words* rows, std::size_t count) {
    return kinds(count, count / CORNERS, [&](std::size_t n) { return rows[n]; });
}

Kinds kinds_of_points(const Vec3* points, std::size_t count, double cell) {
    const auto whole = [cell](double v) {
        return static_cast<std::uint64_t>(static_cast<std::int64_t>(std::nearbyint(v / cell)));
    };
    return kinds(count, count,
                 [&](std::size_t n) { return Words{whole(points[n].x), whole(points[n].y), whole(points[n].z)}; });
}

}  // namespace orthogen
