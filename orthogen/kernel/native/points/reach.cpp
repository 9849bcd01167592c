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

// What lies in one strip.
class Outermost {
  public:
    Outermost(Strip strip, std::size_t most) : strip_(strip), low_(most), high_(most) {}

    void add(double along, double across) {
        if (!(along > strip_.start && along < strip_.end)) return;
        low_.add(across);
        high_.add(-across);
    }

    Reach reach() const { return {low_.mean(false), -high_.mean(true)}; }

  private:
    Strip strip_;
    Few low_, high_;
};

}  // namespace

Reach reach(const double* points, std::size_t count, std::size_t columns, Strip strip, int across,
            std::size_t outermost, double top) {
    Outermost found(strip, outermost);
    for (const double* p = points; p < points + count * columns; p += columns)
        if (columns < 3 || p[2] < top) found.add(p[1 - across], p[across]);
    return found.reach();
}

Rows::Rows(const double* points, std::size_t count, std::size_t columns) : start_(BUCKETS + 2, 0), spots_(count) {
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (const double* p = points; p < points + count * columns; p += columns)
        low = std::min(low, *p), high = std::max(high, *p);
    if (high > low && std::isfinite(high - low)) low_ = low, per_bucket_ = BUCKETS / (high - low);
    for (std::size_t k = 0; k < count; ++k) ++start_[bucket(points[k * columns]) + 2];
    for (std::size_t b = 2; b < start_.size(); ++b) start_[b] += start_[b - 1];
    for (std::size_t k = 0; k < count; ++k) {
        const Spot spot{points[k * columns], points[k * columns + 1]};
        spots_[start_[bucket(spot.x) + 1]++] = spot;
    }
}

// Which of equal buckets along x a place falls into; those beyond the points fall into the outer ones.
std::size_t Rows::bucket(double x) const {
    const double at = (x - low_) * per_bucket_;
    return at > 0 ? static_cast<std::size_t>(std::min(at, static_cast<double>(BUCKETS - 1))) : 0;
}

Reach Rows::reach(Strip strip, std::size_t outermost) const {
    Outermost found(strip, outermost);
    const std::size_t last = start_[bucket(strip.end) + 1];
    for (std::size_t k = start_[bucket(strip.start)]; k < last; ++k) found.add(spots_[k].x, spots_[k].y);
    return found.reach();
}

}  // namespace orthogen
