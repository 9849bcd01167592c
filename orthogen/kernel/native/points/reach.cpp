#include "points/reach.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace orthogen {
namespace {

constexpr std::size_t BUCKETS = 512;

// The few least of many numbers, in order.
class Few {
  public:
    explicit Few(std::size_t most) : kept_(most) {}

    void add(double value) {
        if (!(value < limit_)) return;
        std::size_t k = size_ < kept_.size() ? size_++ : size_ - 1;
        for (; k > 0 && value < kept_[k - 1]; --k) kept_[k] = kept_[k - 1];
        kept_[k] = value;
        if (size_ == kept_.size()) limit_ = kept_.back();
    }

    // Summed from the least, or from the greatest, to the other end.
    double mean(bool from_greatest) const {
        double sum = 0;
        for (std::size_t k = 0; k < size_; ++k) sum += kept_[from_greatest ? size_ - 1 - k : k];
        return size_ == kept_.size() ? sum / static_cast<double>(size_) : std::numeric_limits<double>::quiet_NaN();
    }

  private:
    std::vector<double> kept_;
    std::size_t size_ = 0;
    double limit_ = std::numeric_limits<double>::infinity();
};

struct Spot {
    double along, across;
};

// What lies in one strip.
class Outermost {
  public:
    explicit Outermost(std::size_t outermost) : low_(outermost), high_(outermost) {}

    void add(Spot spot, Strip strip) {
        if (!(spot.along > strip.start && spot.along < strip.end)) return;
        low_.add(spot.across);
        high_.add(-spot.across);
    }

    Reach reach() const { return {low_.mean(false), -high_.mean(true)}; }

  private:
    Few low_, high_;
};

// Which of equal buckets between low and high a place falls into; those beyond fall into the outer ones.
struct Buckets {
    double low, scale;
    std::size_t of(double place) const {
        const double at = (place - low) * scale;
        return at > 0 ? static_cast<std::size_t>(std::min(at, static_cast<double>(BUCKETS - 1))) : 0;
    }
};

}  // namespace

std::vector<Reach> reaches(const double* points, std::size_t count, std::size_t columns,
                           const std::vector<Strip>& strips, int across, std::size_t outermost, double top) {
    const auto spot = [&](std::size_t k) {
        return Spot{points[k * columns + static_cast<std::size_t>(1 - across)],
                    points[k * columns + static_cast<std::size_t>(across)]};
    };
    const auto counts = [&](std::size_t k) { return columns < 3 || points[k * columns + 2] < top; };
    std::vector<Reach> found;
    if (strips.size() == 1) {
        Outermost one(outermost);
        for (std::size_t k = 0; k < count; ++k)
            if (counts(k)) one.add(spot(k), strips[0]);
        return {one.reach()};
    }
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (const Strip& strip : strips) low = std::min(low, strip.start), high = std::max(high, strip.end);
    const bool bounded = std::isfinite(high - low) && high > low;
    const Buckets buckets{low, bounded ? BUCKETS / (high - low) : 0};
    std::vector<std::size_t> start(BUCKETS + 2, 0);
    std::vector<Spot> spots(count);
    for (std::size_t k = 0; k < count; ++k)
        if (counts(k)) ++start[buckets.of(spot(k).along) + 2];
    for (std::size_t b = 2; b < start.size(); ++b) start[b] += start[b - 1];
    for (std::size_t k = 0; k < count; ++k)
        if (counts(k)) spots[start[buckets.of(spot(k).along) + 1]++] = spot(k);
    for (const Strip& strip : strips) {
        Outermost one(outermost);
        for (std::size_t k = start[buckets.of(strip.start)]; k < start[buckets.of(strip.end) + 1]; ++k) one.add(spots[k], strip);
        found.push_back(one.reach());
    }
    return found;
}

}  // namespace orthogen
