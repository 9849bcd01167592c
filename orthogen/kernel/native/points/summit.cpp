#include "points/summit.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

#include "points/median.h"

namespace orthogen {
namespace {

constexpr std::size_t START = 40, LEAST = 12;
constexpr int PASSES = 4, ROUNDS = 3, GRID = 29;
constexpr double FACING = 0.3, INNER = 0.7;
constexpr double BRIDGED = 0.25;  // how far, in radii, the patch may rise above all points: over a hole at the summit
constexpr double CUT = 3, ROBUST = 1.4826, TINY = 1e-9;

using Six = std::array<double, 6>;

struct Spot {
    double u, v, out;
};

struct Place {
    double u, v;
};

Six terms(Place at) { return {1, at.u, at.v, at.u * at.u, at.u * at.v, at.v * at.v}; }

double value(const Six& patch, Place at) {
    const Six t = terms(at);
    double sum = 0;
    for (int k = 0; k < 6; ++k) sum += t[k] * patch[k];
    return sum;
}

// Solves a symmetric positive system by elimination with pivots.
Six solved(std::array<Six, 6> m, Six right) {
    for (int k = 0; k < 6; ++k) {
        int best = k;
        for (int i = k + 1; i < 6; ++i)
            if (std::fabs(m[i][k]) > std::fabs(m[best][k])) best = i;
        std::swap(m[k], m[best]), std::swap(right[k], right[best]);
        for (int i = k + 1; i < 6; ++i) {
            const double share = m[i][k] / m[k][k];
            for (int j = k; j < 6; ++j) m[i][j] -= share * m[k][j];
            right[i] -= share * right[k];
        }
    }
    for (int k = 5; k >= 0; --k) {
        for (int j = k + 1; j < 6; ++j) right[k] -= m[k][j] * right[j];
        right[k] /= m[k][k];
    }
    return right;
}

// Where the outermost forty points stand closest together, and their mean reach: a spike has no company.
Spot crowd(const std::vector<Spot>& facing, double radius) {
    std::vector<std::size_t> first(facing.size());
    for (std::size_t k = 0; k < first.size(); ++k) first[k] = k;
    const std::size_t count = std::min(START, first.size());
    std::partial_sort(first.begin(), first.begin() + static_cast<std::ptrdiff_t>(count), first.end(),
                      [&](std::size_t a, std::size_t b) {
                          return facing[a].out != facing[b].out ? facing[a].out > facing[b].out : a < b;
                      });
    std::size_t best = 0, most = 0;
    const auto beside = [&](std::size_t a, std::size_t b) {
        const double u = facing[first[a]].u - facing[first[b]].u, v = facing[first[a]].v - facing[first[b]].v;
        return u * u + v * v < radius * radius;
    };
    for (std::size_t a = 0; a < count; ++a) {
        std::size_t company = 0;
        for (std::size_t b = 0; b < count; ++b) company += beside(a, b);
        if (company > most) best = a, most = company;
    }
    Spot mean{0, 0, 0};
    for (std::size_t b = 0; b < count; ++b)
        if (beside(best, b))
            mean.u += facing[first[b]].u, mean.v += facing[first[b]].v, mean.out += facing[first[b]].out;
    const auto among = static_cast<double>(std::max<std::size_t>(most, 1));
    return {mean.u / among, mean.v / among, mean.out / among};
}

// The quadratic through points, outliers cut at three deviations twice, and that deviation.
std::pair<Six, double> patch_through(const std::vector<Spot>& near) {
    std::vector<char> keep(near.size(), 1);
    std::vector<double> residual(near.size());
    Six patch{};
    double scatter = 0;
    for (int round = 0; round < ROUNDS; ++round) {
        std::array<Six, 6> normal{};
        Six right{};
        for (std::size_t n = 0; n < near.size(); ++n) {
            if (!keep[n]) continue;
            const Six t = terms({near[n].u, near[n].v});
            for (int i = 0; i < 6; ++i) {
                right[i] += t[i] * near[n].out;
                for (int j = 0; j < 6; ++j) normal[i][j] += t[i] * t[j];
            }
        }
        for (int i = 0; i < 6; ++i) normal[i][i] += TINY;
        patch = solved(normal, right);
        for (std::size_t n = 0; n < near.size(); ++n) {
            const double off = std::fabs(near[n].out - value(patch, {near[n].u, near[n].v}));
            residual[n] = std::isfinite(off) ? off : std::numeric_limits<double>::max();
        }
        scatter = ROBUST * median(residual);
        std::size_t kept = 0;
        for (std::size_t n = 0; n < near.size(); ++n) kept += keep[n] = residual[n] < CUT * scatter + TINY;
        if (kept < LEAST) break;
    }
    return {patch, scatter};
}

// Where in the inner disc the quadratic is highest: at its summit if that lies inside, else on the disc.
Place highest(const Six& c) {
    const double bend = 4 * c[3] * c[5] - c[4] * c[4];
    if (c[3] < 0 && bend > 0) {
        const Place top{(c[4] * c[2] - 2 * c[5] * c[1]) / bend, (c[4] * c[1] - 2 * c[3] * c[2]) / bend};
        if (top.u * top.u + top.v * top.v <= INNER * INNER) return top;
    }
    Place best{0, 0};
    double most = value(c, best);
    for (int i = 0; i < GRID; ++i)
        for (int j = 0; j < GRID; ++j) {
            const Place at{INNER * (2.0 * j / (GRID - 1) - 1), INNER * (2.0 * i / (GRID - 1) - 1)};
            if (at.u * at.u + at.v * at.v > INNER * INNER || !(value(c, at) > most)) continue;
            best = at, most = value(c, at);
        }
    return best;
}

}  // namespace

std::optional<Summit> summit(Oriented skin, int axis, double sign, double radius) {
    const int one = axis == 0 ? 1 : 0, other = axis == 2 ? 1 : 2;
    std::vector<Spot> facing;
    for (std::size_t k = 0; k < skin.count; ++k) {
        const Vec3 p = skin.points[k];
        const bool faces_there = sign * skin.normals[k][axis] > FACING && std::isfinite(square(p));
        if (faces_there) facing.push_back({p[one], p[other], sign * p[axis]});
    }
    if (facing.size() < LEAST) return std::nullopt;
    Spot low = facing[0], high = facing[0];
    for (const Spot& s : facing) {
        low.u = std::min(low.u, s.u), low.v = std::min(low.v, s.v);
        high.u = std::max(high.u, s.u), high.v = std::max(high.v, s.v);
    }
    Spot centre = crowd(facing, radius);
    double scatter = 0;
    std::vector<Spot> near;
    for (int pass = 0; pass < PASSES; ++pass) {
        near.clear();
        double outermost = -std::numeric_limits<double>::infinity();
        for (const Spot& s : facing) {
            const double u = (s.u - centre.u) / radius, v = (s.v - centre.v) / radius;
            if (!(u * u + v * v < 1 && s.out > centre.out - radius)) continue;
            near.push_back({u, v, s.out});
            outermost = std::max(outermost, s.out);
        }
        if (near.size() < LEAST) break;
        Six patch;
        std::tie(patch, scatter) = patch_through(near);
        const Place step = highest(patch);
        centre.out = std::min(value(patch, step), outermost + BRIDGED * radius);
        centre.u = std::clamp(centre.u + radius * step.u, low.u, high.u);
        centre.v = std::clamp(centre.v + radius * step.v, low.v, high.v);
    }
    return Summit{centre.u, centre.v, centre.out, scatter};
}

}  // namespace orthogen
