#include "plan/band.h"

#include <algorithm>
#include <cmath>

#include "parallel.h"
#include "plan/four.h"

namespace orthogen {
namespace {

constexpr std::size_t PANEL = Band::PANEL, TILE = 4, FOUR = 4;

// column[r] −= Σ panel_k[r] · factor[k] for all rows; the panel's columns stand one stride − 1 apart, so that rows
// align.
ORTHOGEN_INLINE void one_column(double* column, const double* panel, std::size_t step, const double* factor,
                                std::size_t rows) {
    for (std::size_t r = 0; r < rows; ++r) {
        double sum = column[r];
        for (std::size_t k = 0; k < PANEL; ++k) sum -= panel[k * step + r] * factor[k];
        column[r] = sum;
    }
}

// The same for four neighbouring columns and eight rows at a time, which keeps all sums in registers.
ORTHOGEN_INLINE void four_columns(double* column, const double* panel, std::size_t step,
                                  const double (*factor)[PANEL], std::size_t rows) {
    for (std::size_t r = 0; r < rows; r += 2 * FOUR) {
        Four sum[TILE][2], low, high;
        for (std::size_t c = 0; c < TILE; ++c)
            load(column + c * step + r, sum[c][0]), load(column + c * step + r + FOUR, sum[c][1]);
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC unroll 1  // unrolled, it would hold more in flight than there are registers
#endif
        for (std::size_t k = 0; k < PANEL; ++k) {
            load(panel + k * step + r, low), load(panel + k * step + r + FOUR, high);
            for (std::size_t c = 0; c < TILE; ++c) sum[c][0] -= low * factor[c][k], sum[c][1] -= high * factor[c][k];
        }
        for (std::size_t c = 0; c < TILE; ++c)
            store(sum[c][0], column + c * step + r), store(sum[c][1], column + c * step + r + FOUR);
    }
}

// Takes a factored panel, whose first column starts at `panel`, out of all columns behind it that it reaches.
ORTHOGEN_CLONES void take_out(double* panel, std::size_t stride, std::size_t reach, std::size_t columns) {
    const std::size_t step = stride - 1;  // from an entry to the one on its right
    double factor[TILE][PANEL];
    for (std::size_t j = PANEL; j < columns; j += TILE) {
        const std::size_t wide = std::min(TILE, columns - j);
        for (std::size_t c = 0; c < wide; ++c)
            for (std::size_t k = 0; k < PANEL; ++k) factor[c][k] = panel[k * step + j + c];
        const std::size_t head = wide < TILE ? reach : std::min(reach, j + TILE);
        for (std::size_t c = 0; c < wide; ++c)
            if (j + c < head) one_column(panel + (j + c) * stride, panel + j + c, step, factor[c], head - j - c);
        if (head < reach) four_columns(panel + j * step + head, panel + head, step, factor, reach - head);
    }
}

}  // namespace

bool Band::factor_panel(std::size_t first, std::size_t columns) {
    for (std::size_t k = 0; k < columns; ++k) {
        double* column = &values_[(first + k) * stride_];
        if (!(column[0] > 0)) return false;
        const double scale = 1 / std::sqrt(column[0]);
        for (std::size_t d = 0; d <= bandwidth_; ++d) column[d] *= scale;
        for (std::size_t c = k + 1; c < columns && c - k <= bandwidth_; ++c) {
            double* other = &values_[(first + c) * stride_];
            const double factor = column[c - k];
            for (std::size_t d = c - k; d <= bandwidth_; ++d) other[d - (c - k)] -= column[d] * factor;
        }
    }
    return true;
}

bool Band::eliminate(std::size_t first, std::size_t last, double* right) {
    for (std::size_t j = first; j < last; j += PANEL) {
        const std::size_t columns = std::min(PANEL, last - j);
        if (!factor_panel(j, columns)) return false;
        if (columns < PANEL) break;
        const std::size_t reach = PANEL + bandwidth_;
        take_out(&values_[j * stride_], stride_, reach, std::min(reach, size_ - j));
    }
    for (std::size_t j = first; j < last; ++j) {
        const double* column = &values_[j * stride_];
        right[j] /= column[0];
        const std::size_t below = std::min(bandwidth_, size_ - 1 - j);
        for (std::size_t d = 1; d <= below; ++d) right[j + d] -= column[d] * right[j];
    }
    return true;
}

void Band::substitute(std::size_t first, std::size_t last, double* right) const {
    for (std::size_t j = last; j-- > first;) {
        const double* column = &values_[j * stride_];
        const std::size_t below = std::min(bandwidth_, size_ - 1 - j);
        double part[LANES] = {};
        std::size_t d = 1;
        for (; d + LANES <= below + 1; d += LANES)
            for (int l = 0; l < LANES; ++l) part[l] += column[d + l] * right[j + d + l];
        for (; d <= below; ++d) part[0] += column[d] * right[j + d];
        const double sum = ((part[0] + part[1]) + (part[2] + part[3])) + ((part[4] + part[5]) + (part[6] + part[7]));
        right[j] = (right[j] - sum) / column[0];
    }
}

TwoEndedBand::TwoEndedBand(std::size_t size, std::size_t bandwidth)
    : size_(size),
      bandwidth_(bandwidth),
      end_((size - std::min(size, bandwidth)) / 2 / Band::PANEL * Band::PANEL),
      inner_(size - end_),
      values_(2 * Band::needs(inner_, bandwidth)),
      front_(inner_, bandwidth, values_.data()),
      back_(inner_, bandwidth, values_.data() + values_.size() / 2) {}

bool TwoEndedBand::solve(double* right, int threads) {
    std::vector<double> mirrored(inner_);  // of the back; what its middle gathers is added to the front's
    std::reverse_copy(right + inner_, right + size_, mirrored.begin());
    bool definite[2];
    in_parallel(threads, 2, 1, [&](std::size_t which, std::size_t) {
        definite[which] = which == 0 ? front_.eliminate(0, end_, right) : back_.eliminate(0, end_, mirrored.data());
    });
    if (!definite[0] || !definite[1]) return false;
    for (std::size_t m = end_; m < inner_; ++m) {
        right[m] += mirrored[size_ - 1 - m];
        for (std::size_t below = 0; m + below < inner_ && below <= bandwidth_; ++below)
            front_.at(m, below) += back_.at(size_ - 1 - m - below, below);
    }
    if (!front_.eliminate(end_, inner_, right)) return false;
    front_.substitute(end_, inner_, right);
    std::reverse_copy(right + end_, right + inner_, mirrored.begin() + static_cast<std::ptrdiff_t>(end_));
    front_.substitute(0, end_, right);
    back_.substitute(0, end_, mirrored.data());
    std::reverse_copy(mirrored.begin(), mirrored.begin() + static_cast<std::ptrdiff_t>(end_), right + inner_);
    return true;
}

}  // namespace orthogen
