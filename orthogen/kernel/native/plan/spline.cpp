#include "plan/spline.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "plan/band.h"

namespace orthogen {
namespace {

constexpr std::size_t OFFSETS = 2 * ORDER - 1;  // along y, from −3 to 3

// Σ w B_i B_k over the samples, for the pairs of B-splines that overlap: pair (i, j) with (i + a, j + b), as
// [a][i][b + 3][j]. Currie, Durbán & Eilers 2006: one axis after the other.
class Overlaps {
  public:
    Overlaps(std::size_t mx, std::size_t my) : mx_(mx), my_(my), sums_(ORDER * mx * OFFSETS * my) {}

    double* row(std::size_t a, std::size_t i, std::size_t b_plus_3) {
        return &sums_[((a * mx_ + i) * OFFSETS + b_plus_3) * my_];
    }

    // Adds one row of samples, given its own sums along y, b = 0 … 3.
    void add(const std::vector<double>& along_y, std::size_t cell, const double* value) {
        for (std::size_t p = 0; p < ORDER; ++p)
            for (std::size_t q = p; q < ORDER; ++q)
                for (std::size_t b = 0; b < ORDER; ++b)
                    add_scaled(q - p, cell + p, b, value[p] * value[q], &along_y[b * my_]);
    }

  private:
    void add_scaled(std::size_t a, std::size_t i, std::size_t b, double scale, const double* from) {
        double* up = row(a, i, b + ORDER - 1);
        for (std::size_t j = 0; j + b < my_; ++j) up[j] += scale * from[j];
        if (a == 0 || b == 0) return;
        double* down = row(a, i, ORDER - 1 - b) + b;
        for (std::size_t j = 0; j + b < my_; ++j) down[j] += scale * from[j];
    }

    std::size_t mx_, my_;
    std::vector<double> sums_;
};

void add_samples(const double* z, const double* weight, const Basis& x, const Basis& y, TwoEndedBand& band,
                 double* right) {
    const std::size_t my = y.size;
    Overlaps overlaps(x.size, my);
    std::vector<double> along_y(ORDER * my), height(my);
    for (std::size_t n = 0; n < x.count; ++n) {
        std::fill(along_y.begin(), along_y.end(), 0.0);
        std::fill(height.begin(), height.end(), 0.0);
        bool seen = false;
        for (std::size_t k = 0; k < y.count; ++k) {
            const double w = weight[n * y.count + k];
            if (!(w > 0)) continue;
            seen = true;
            const double* v = &y.value[k * ORDER];
            const auto j = static_cast<std::size_t>(y.cell[k]);
            for (std::size_t p = 0; p < ORDER; ++p) {
                height[j + p] += w * z[n * y.count + k] * v[p];
                for (std::size_t q = p; q < ORDER; ++q) along_y[(q - p) * my + j + p] += w * v[p] * v[q];
            }
        }
        if (!seen) continue;
        const auto cell = static_cast<std::size_t>(x.cell[n]);
        overlaps.add(along_y, cell, &x.value[n * ORDER]);
        for (std::size_t p = 0; p < ORDER; ++p)
            for (std::size_t j = 0; j < my; ++j) right[(cell + p) * my + j] += x.value[n * ORDER + p] * height[j];
    }
    for (std::size_t a = 0; a < ORDER; ++a)
        for (std::size_t i = 0; i + a < x.size; ++i)
            for (std::size_t b = a ? 0 : ORDER - 1; b < OFFSETS; ++b)
                for (std::size_t j = 0; j < my; ++j)
                    if (j + b >= ORDER - 1 && j + b < my + ORDER - 1)
                        band.at(i * my + j, a * my + b - (ORDER - 1)) += overlaps.row(a, i, b)[j];
}

// A second difference: its nodes as (step in x, step in y, factor), in the order of the band, and how often it counts.
struct Difference {
    struct Node { std::size_t i, j; double factor; };
    std::array<Node, 4> nodes;
    std::size_t count;
    double times;
};

constexpr Difference DIFFERENCES[] = {
    {{{{0, 0, 1}, {1, 0, -2}, {2, 0, 1}, {}}}, 3, 1},
    {{{{0, 0, 1}, {0, 1, -2}, {0, 2, 1}, {}}}, 3, 1},
    {{{{0, 0, 1}, {0, 1, -1}, {1, 0, -1}, {1, 1, 1}}}, 4, 2},
};

void add_bending(const double* bending, std::size_t mx, std::size_t my, TwoEndedBand& band) {
    for (const Difference& d : DIFFERENCES) {
        const auto &centre = d.nodes[1], &last = d.nodes[d.count - 1];
        for (std::size_t i = 0; i + last.i < mx; ++i)
            for (std::size_t j = 0; j + last.j < my; ++j) {
                const double v = d.times * bending[(i + centre.i) * my + j + centre.j];
                for (std::size_t n = 0; n < d.count; ++n)
                    for (std::size_t k = n; k < d.count; ++k) {
                        const auto &one = d.nodes[n], &two = d.nodes[k];
                        const std::size_t below = (two.i - one.i) * my + two.j - one.j;
                        band.at((i + one.i) * my + j + one.j, below) += one.factor * two.factor * v;
                    }
            }
    }
}

}  // namespace

bool spline_fit(const double* z, const double* weight, const double* bending, double ridge, const Basis& x,
                const Basis& y, double* coefficients, int threads) {
    const std::size_t mx = x.size, my = y.size;
    TwoEndedBand band(mx * my, (ORDER - 1) * (my + 1));
    std::fill(coefficients, coefficients + mx * my, 0.0);
    add_samples(z, weight, x, y, band, coefficients);
    add_bending(bending, mx, my, band);
    for (std::size_t c = 0; c < mx * my; ++c) band.at(c, 0) += ridge;
    return band.solve(coefficients, threads);
}

void spline_on(const double* coefficients, const Basis& x, const Basis& y, double* value) {
    std::vector<double> row(y.size);
    for (std::size_t n = 0; n < x.count; ++n) {
        std::fill(row.begin(), row.end(), 0.0);
        for (std::size_t p = 0; p < ORDER; ++p) {
            const double* from = &coefficients[(static_cast<std::size_t>(x.cell[n]) + p) * y.size];
            for (std::size_t j = 0; j < y.size; ++j) row[j] += x.value[n * ORDER + p] * from[j];
        }
        for (std::size_t k = 0; k < y.count; ++k) {
            const double *v = &y.value[k * ORDER], *c = &row[static_cast<std::size_t>(y.cell[k])];
            value[n * y.count + k] = v[0] * c[0] + v[1] * c[1] + v[2] * c[2] + v[3] * c[3];
        }
    }
}

}  // namespace orthogen
