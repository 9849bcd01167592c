#include "points/ends.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace orthogen {
namespace {

struct Near {
    double depth, across, ahead, aside;  // its place, and its normal along the heading and to the side of it
};

Half half_of(const std::vector<Near>& near, double cosine, const EndRule& rule) {
    Half half;
    half.flat.assign(rule.steps.size(), 0.0);
    std::vector<double> sides;
    double mean = 0;
    const auto in_strip = [&](const Near& n) { return std::fabs(n.depth - rule.depth) < rule.half_strip; };
    for (const Near& n : near)
        if (in_strip(n)) sides.push_back(n.across), mean += n.across;
    if (sides.size() < rule.least) return half;
    mean /= static_cast<double>(sides.size());
    for (const Near& n : near) {
        if (in_strip(n)) {
            const double moment = (n.across - mean) * n.aside * cosine / (2 * rule.half_strip);
            half.width += moment, half.walls += std::fabs(moment);
        }
        if (n.depth < rule.depth) half.closed += n.ahead, half.backward -= std::min(n.ahead, 0.0);
        for (std::size_t s = 0; s < rule.steps.size(); ++s)
            if (n.depth >= rule.steps[s] && n.depth < rule.steps[s] + rule.sheet) half.flat[s] += n.ahead;
    }
    std::nth_element(sides.begin(), sides.begin() + 1, sides.end());
    const double low = sides[1];
    std::nth_element(sides.begin(), sides.begin() + 1, sides.end(), std::greater<>());
    half.span = sides[1] - low;
    return half;
}

}  // namespace

End end_towards(Oriented skin, Vec3 out, const EndRule& rule) {
    std::vector<double> along(skin.count);
    for (std::size_t k = 0; k < skin.count; ++k) along[k] = dot(skin.points[k], out);
    auto sorted = along;
    const auto outer = sorted.begin() + static_cast<std::ptrdiff_t>(std::min(rule.stray, skin.count - 1));
    std::nth_element(sorted.begin(), outer, sorted.end(), std::greater<>());
    const double level = std::hypot(out.x, out.y);
    const Vec3 ahead{out.x / level, out.y / level, 0}, aside{-out.y / level, out.x / level, 0};
    std::array<std::vector<Near>, 2> near;
    End end;
    double there = 0;
    for (std::size_t k = 0; k < skin.count; ++k) {
        const double depth = *outer - along[k];
        const Vec3 p = skin.points[k], n = skin.normals[k];
        if (depth < rule.leeway) end.place += p, there += 1;
        if (depth < rule.depth + rule.half_strip)
            near[p.z > rule.middle].push_back({depth, dot(p, aside), dot(n, ahead), dot(n, aside)});
    }
    end.place = end.place * (1 / there);
    for (int k = 0; k < 2; ++k) end.halves[k] = half_of(near[k], level, rule);
    return end;
}

}  // namespace orthogen
