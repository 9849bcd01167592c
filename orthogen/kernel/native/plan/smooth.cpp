#include "plan/smooth.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "lanes.h"

namespace orthogen {
namespace {

// The cell of a place, one node away from the edges, and the four weights of cubic interpolation there.
struct Cubic {
    std::size_t first;
    double weight[4];

    Cubic(double place, std::size_t nodes) {
        const double last = static_cast<double>(nodes) - 3;
        const double cell = std::floor(place) > 1 ? std::min(std::floor(place), last) : 1;
        const double t = place - cell;
        first = static_cast<std::size_t>(cell) - 1;
        weight[0] = 0.5 * t * (-1 + t * (2 - t));
        weight[1] = 1 + 0.5 * t * t * (-5 + 3 * t);
        weight[2] = 0.5 * t * (1 + t * (4 - 3 * t));
        weight[3] = 0.5 * t * t * (t - 1);
    }
};

// out[j] = Σ half[|k|] · from[k][j]: the rows `from[−reach]` … `from[reach]`, the pairs from the outermost inwards.
ORTHOGEN_CLONES void weighted_rows(const double* const* from, const double* half, std::size_t reach, std::size_t count,
                                   double* out) {
    for (std::size_t j = 0; j < count; ++j) out[j] = from[0][j] * half[0];
    const auto most = static_cast<std::ptrdiff_t>(reach);
    for (std::ptrdiff_t k = most; k > 0; --k) {
        const double *before = from[-k], *after = from[k], weight = half[k];
        for (std::size_t j = 0; j < count; ++j) out[j] += (before[j] + after[j]) * weight;
    }
}

}  // namespace

void sample(const double* field, std::size_t nx, std::size_t ny, const double* u, const double* v, std::size_t count,
            double* value) {
    for (std::size_t n = 0; n < count; ++n) {
        const Cubic x(u[n], nx), y(v[n], ny);
        double total = 0;
        for (int a = 0; a < 4; ++a) {
            const double* row = &field[(x.first + static_cast<std::size_t>(a)) * ny + y.first];
            for (int b = 0; b < 4; ++b) total += x.weight[a] * y.weight[b] * row[b];
        }
        value[n] = total;
    }
}

void sample_linear(const double* field, std::size_t nx, std::size_t ny, const double* u, const double* v,
                   std::size_t count, double* value) {
    const double last_u = static_cast<double>(nx - 1), last_v = static_cast<double>(ny - 1);
    for (std::size_t n = 0; n < count; ++n) {
        value[n] = std::numeric_limits<double>::quiet_NaN();
        if (!(u[n] >= 0 && v[n] >= 0 && u[n] <= last_u && v[n] <= last_v)) continue;
        const std::size_t i = std::min(static_cast<std::size_t>(u[n]), nx - 2);
        const std::size_t j = std::min(static_cast<std::size_t>(v[n]), ny - 2);
        const double p = u[n] - static_cast<double>(i), q = v[n] - static_cast<double>(j);
        const double *low = field + i * ny + j, *high = low + ny;
        value[n] = (1 - p) * (1 - q) * low[0] + p * (1 - q) * high[0] + (1 - p) * q * low[1] + p * q * high[1];
    }
}

void convolve(const double* field, std::size_t nx, std::size_t ny, const double* half, std::size_t reach, double* out) {
    if (nx == 0 || ny == 0) return;
    std::vector<const double*> rows(nx + 2 * reach), shifts(2 * reach + 1);
    for (std::size_t i = 0; i < rows.size(); ++i)
        rows[i] = field + std::min(i < reach ? 0 : i - reach, nx - 1) * ny;
    std::vector<double> line(ny + 2 * reach);
    for (std::size_t k = 0; k < shifts.size(); ++k) shifts[k] = line.data() + k;
    for (std::size_t i = 0; i < nx; ++i) {
        weighted_rows(&rows[i + reach], half, reach, ny, &line[reach]);
        std::fill(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(reach), line[reach]);
        std::fill(line.end() - static_cast<std::ptrdiff_t>(reach), line.end(), line[reach + ny - 1]);
        weighted_rows(&shifts[reach], half, reach, ny, out + i * ny);
    }
}

std::size_t patches(const std::uint8_t* marked, std::size_t nx, std::size_t ny, std::int64_t* patch) {
    std::fill(patch, patch + nx * ny, std::int64_t{0});
    std::vector<std::size_t> open;
    std::int64_t found = 0;
    const auto enter = [&](std::size_t n) {
        if (!marked[n] || patch[n]) return;
        patch[n] = found;
        open.push_back(n);
    };
    for (std::size_t start = 0; start < nx * ny; ++start) {
        if (!marked[start] || patch[start]) continue;
        ++found;
        enter(start);
        while (!open.empty()) {
            const std::size_t n = open.back(), i = n / ny, j = n % ny;
            open.pop_back();
            if (i > 0) enter(n - ny);
            if (i + 1 < nx) enter(n + ny);
            if (j > 0) enter(n - 1);
            if (j + 1 < ny) enter(n + 1);
        }
    }
    return static_cast<std::size_t>(found);
}

}  // namespace orthogen
