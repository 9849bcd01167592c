#include "fields/rolling.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "lanes.h"

namespace orthogen {
namespace {

constexpr double MOST_STEPS = 1.5;  // from the best node to the place between the nodes, along each axis
constexpr int TURNS = 6;
constexpr double DONE = 1e-9;

// Lowers best[j] to z[j] − √(square[j] − far) where that is real and less, and notes who did it.
ORTHOGEN_CLONES void lower(float* best, std::int32_t* who, const float* z, const float* square, float far,
                           std::int32_t name, std::size_t count) {
    for (std::size_t j = 0; j < count; ++j) {
        const float room = square[j] - far;
        const float value = z[j] - std::sqrt(room > 0 ? room : 0.0F);
        const bool less = value < best[j] && room >= 0;
        best[j] = less ? value : best[j];
        who[j] = less ? name : who[j];
    }
}

// Height or thickness around one node, to the second order, in steps.
struct Expansion {
    double value, x, y, xx, xy, yy;
    double at(double u, double v) const { return value + u * (x + 0.5 * xx * u + xy * v) + v * (y + 0.5 * yy * v); }
};

double least(double a, double b) { return a * b <= 0 ? 0 : std::fabs(a) < std::fabs(b) ? a : b; }

class Field2 {
  public:
    Field2(const double* values, std::size_t nx, std::size_t ny) : v_(values), nx_(nx), ny_(ny) {}

    Expansion around(std::size_t i, std::size_t j) const {
        Expansion e{v_[i * ny_ + j], 0, 0, 0, 0, 0};
        const bool smooth_x = axis(i, j, nx_, i, ny_, e.x, e.xx), smooth_y = axis(i, j, ny_, j, 1, e.y, e.yy);
        if (smooth_x && smooth_y) {
            const double* p = v_ + i * ny_ + j;
            const auto n = static_cast<std::ptrdiff_t>(ny_);
            e.xy = 0.25 * (p[n + 1] - p[n - 1] - p[-n + 1] + p[-n - 1]);
        } else {
            e.xx = e.yy = 0;
        }
        return e;
    }

  private:
    // Slope and bend along one axis; false beside a crease, where the slope is at most twice the lesser one-sided one.
    bool axis(std::size_t i, std::size_t j, std::size_t size, std::size_t at, std::size_t stride, double& slope,
              double& bend) const {
        const double* p = v_ + i * ny_ + j;
        const auto s = static_cast<std::ptrdiff_t>(stride);
        if (at == 0 || at + 1 >= size) return false;
        const double before = p[0] - p[-s], after = p[s] - p[0];
        const double limit = 2 * std::min(std::fabs(before), std::fabs(after)), middle = 0.5 * (before + after);
        slope = before * after > 0 ? std::clamp(middle, -limit, limit) : 0;
        if (at < 2 || at + 2 >= size) return false;
        const double here = after - before, left = before - (p[-s] - p[-2 * s]), right = (p[2 * s] - p[s]) - after;
        const double mild = least(here, least(left, right));
        if (std::fabs(here) > 2 * std::fabs(mild) && std::fabs(here) > 1e-3 * std::fabs(middle)) return false;
        slope = middle, bend = here;
        return true;
    }

    const double* v_;
    std::size_t nx_, ny_;
};

// The least of z(q) − √(t(q)² − |p−q|²) near the node, p lying (du, dv) steps from it; `value` if no lower one is found.
double refined(const Expansion& z, const Expansion& t, double du, double dv, double step, double value) {
    // on a plane of equal thickness the place lies against the slope: an exact start there
    const double mx = z.x / step, my = z.y / step, share = t.value / (step * std::sqrt(1 + mx * mx + my * my));
    double u = std::clamp(du - share * mx, -1.0, 1.0), v = std::clamp(dv - share * my, -1.0, 1.0);
    for (int turn = 0; turn < TURNS; ++turn) {
        const double thick = t.at(u, v), tu = t.x + t.xx * u + t.xy * v, tv = t.y + t.yy * v + t.xy * u;
        const double a = (du - u) * step, b = (dv - v) * step;
        const double room = thick * thick - a * a - b * b;
        if (!(room > 1e-6 * thick * thick)) return value;
        const double root = std::sqrt(room);
        // half the gradient and Hessian of room, per step
        const double ru = thick * tu + a * step, rv = thick * tv + b * step;
        const double ruu = tu * tu + thick * t.xx - step * step, rvv = tv * tv + thick * t.yy - step * step;
        const double ruv = tu * tv + thick * t.xy;
        const double gu = z.x + z.xx * u + z.xy * v - ru / root, gv = z.y + z.yy * v + z.xy * u - rv / root;
        const double r3 = 1 / (root * room);
        const double huu = z.xx - ruu / root + ru * ru * r3, hvv = z.yy - rvv / root + rv * rv * r3;
        const double huv = z.xy - ruv / root + ru * rv * r3, det = huu * hvv - huv * huv;
        if (!(huu > 0 && det > 0)) return value;
        const double mu = (huv * gv - hvv * gu) / det, mv = (huv * gu - huu * gv) / det;
        u += mu, v += mv;
        if (!(std::fabs(u) <= MOST_STEPS && std::fabs(v) <= MOST_STEPS)) return value;
        if (mu * mu + mv * mv < DONE) break;
    }
    const double thick = t.at(u, v), a = (du - u) * step, b = (dv - v) * step, room = thick * thick - a * a - b * b;
    return room >= 0 ? std::min(value, z.at(u, v) - std::sqrt(room)) : value;
}

}  // namespace

void rolled_below(const double* z, const double* thickness, std::size_t nx, std::size_t ny, double step, double* below) {
    const std::size_t count = nx * ny;
    const double most = count ? *std::max_element(thickness, thickness + count) : 0;
    const double level = count ? z[count / 2] : 0;  // floats have more digits near zero
    std::vector<float> low(count), square(count), best(ny);
    std::vector<std::int32_t> who(ny);
    for (std::size_t n = 0; n < count; ++n) {
        low[n] = static_cast<float>(z[n] - level), square[n] = static_cast<float>(thickness[n] * thickness[n]);
    }
    const auto widest = static_cast<double>(std::min<std::size_t>(std::max(nx, ny), 30000));
    const auto reach = static_cast<std::int32_t>(std::min(most / step, widest));
    const Field2 heights(z, nx, ny), thicknesses(thickness, nx, ny);
    for (std::size_t i = 0; i < nx; ++i) {
        std::fill(best.begin(), best.end(), std::numeric_limits<float>::infinity());
        std::fill(who.begin(), who.end(), -1);
        for (std::int32_t dx = -reach; dx <= reach; ++dx) {
            const auto row = static_cast<std::ptrdiff_t>(i) + dx;
            if (row < 0 || row >= static_cast<std::ptrdiff_t>(nx)) continue;
            const double rest = most * most / (step * step) - static_cast<double>(dx) * dx;
            const auto wide = static_cast<std::int32_t>(std::sqrt(std::max(rest, 0.0)));
            for (std::int32_t dy = -wide; dy <= wide; ++dy) {
                const std::size_t first = dy < 0 ? static_cast<std::size_t>(-dy) : 0;
                const std::size_t last = dy > 0 ? ny - std::min<std::size_t>(ny, static_cast<std::size_t>(dy)) : ny;
                if (first >= last) continue;
                const auto far = static_cast<float>((static_cast<double>(dx) * dx + static_cast<double>(dy) * dy) * step * step);
                const std::size_t from = static_cast<std::size_t>(row) * ny + first + static_cast<std::size_t>(dy + reach) - static_cast<std::size_t>(reach);
                lower(&best[first], &who[first], &low[from], &square[from], far, (dx + reach) * 65536 + dy + reach, last - first);
            }
        }
        for (std::size_t j = 0; j < ny; ++j) {
            below[i * ny + j] = z[i * ny + j] - thickness[i * ny + j];
            if (who[j] < 0) continue;
            const std::int32_t dx = who[j] / 65536 - reach, dy = who[j] % 65536 - reach;
            const std::size_t qi = i + static_cast<std::size_t>(dx), qj = j + static_cast<std::size_t>(dy), q = qi * ny + qj;
            const double far = (static_cast<double>(dx) * dx + static_cast<double>(dy) * dy) * step * step;
            const double value = z[q] - std::sqrt(std::max(thickness[q] * thickness[q] - far, 0.0));
            below[i * ny + j] = refined(heights.around(qi, qj), thicknesses.around(qi, qj), -dx, -dy, step, value);
        }
    }
}

}  // namespace orthogen
