// Packs. ranges along several axes, eight to a pack, eight packs to a pack of the next level: a tree over things.
#pragma once
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "../packs.h"

namespace orthogen {

// A float below v, and above all floats that are well below it.
inline float rounded_down(double v) {
    const auto near = static_cast<float>(v);
    return near - std::fabs(near) * 2e-7F - std::numeric_limits<float>::min();
}

// Lower ends and negated upper ends along each axis, rounded outwards.
template <int AXES>
struct Span {
    std::array<float, 2 * AXES> end;

    Span() { end.fill(std::numeric_limits<float>::infinity()); }
    Span(const std::array<double, AXES>& low, const std::array<double, AXES>& high) {
        for (int k = 0; k < AXES; ++k) end[k] = rounded_down(low[k]), end[k + AXES] = rounded_down(-high[k]);
    }
    void add(const std::array<double, AXES>& at) {
        for (int k = 0; k < AXES; ++k) {
            end[k] = std::min(end[k], rounded_down(at[k])),
            end[k + AXES] = std::min(end[k + AXES], rounded_down(-at[k]));
        }
    }
    void add(const Span& other) {
        for (int k = 0; k < 2 * AXES; ++k) end[k] = std::min(end[k], other.end[k]);
    }
};

// Eight spans; lanes that hold none meet nothing.
template <int AXES>
struct alignas(32) Pack {
    float end[2 * AXES][LANES];

    Pack() { std::fill(&end[0][0], &end[0][0] + 2 * AXES * LANES, std::numeric_limits<float>::infinity()); }
    void set(int lane, const Span<AXES>& span) {
        for (int k = 0; k < 2 * AXES; ++k) end[k][lane] = span.end[k];
    }
    Span<AXES> span(int lane) const {
        Span<AXES> one;
        for (int k = 0; k < 2 * AXES; ++k) one.end[k] = end[k][lane];
        return one;
    }
    Span<AXES> all() const {
        Span<AXES> one;
        for (int k = 0; k < 2 * AXES; ++k) one.end[k] = *std::min_element(end[k], end[k] + LANES);
        return one;
    }
    // Bit k is set where the span in lane k meets this one on all axes.
    ORTHOGEN_INLINE unsigned meeting(const Span<AXES>& other) const {
        Floats widest = lanes(end[0]) + other.end[AXES];
        for (int k = 1; k < 2 * AXES; ++k) widest = most(widest, lanes(end[k]) + other.end[(k + AXES) % (2 * AXES)]);
        alignas(32) float gap[LANES];
        put(widest, gap);
        return below(gap, 0);
    }
};

// levels[0] holds one thing per lane, levels[n + 1] one pack of levels[n] per lane; the last level is one pack.
template <int AXES>
class Packs {
  public:
    // span(n): that of thing n < count, which is not 0.
    template <class SpanOf>
    Packs(std::size_t count, SpanOf span) {
        fill(count, span);
        while (levels_.back().size() > 1) {
            const std::size_t fine = levels_.size() - 1;
            fill(levels_[fine].size(), [&](std::size_t n) { return levels_[fine][n].all(); });
        }
    }

    const std::vector<Pack<AXES>>& level(std::size_t n) const { return levels_[n]; }
    std::size_t depth() const { return levels_.size(); }

  private:
    template <class SpanOf>
    void fill(std::size_t count, SpanOf span) {
        std::vector<Pack<AXES>> packs((count + LANES - 1) / LANES);
        for (std::size_t n = 0; n < count; ++n) packs[n / LANES].set(static_cast<int>(n % LANES), span(n));
        levels_.push_back(std::move(packs));
    }

    std::vector<std::vector<Pack<AXES>>> levels_;
};

}  // namespace orthogen
