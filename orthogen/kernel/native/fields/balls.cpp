#include "fields/balls.h"

#include <algorithm>
#include <cmath>

#include "packs.h"

namespace orthogen {
namespace {

constexpr double SLACK_MM = 5e-6;  // above the round-off of heights within ±32 mm
constexpr float NOWHERE = 1e15F, LIFT = 1e12F;
constexpr float OUT_OF_REACH = 1e15F;  // square mm
constexpr std::int32_t MOST_REACH = 30000;

// A ball reaches below b where (z − b)² + d² < t², or z < b within its reach: the least of the left less the right
// side.
ORTHOGEN_CLONES void least_room(const float* low, const float* square, const std::ptrdiff_t* offsets, const float* far,
                                std::size_t count, const float* b, float* room) {
    Floats b0, b1, up, r0 = Floats{} + NOWHERE, r1 = r0;
    const Floats zero = {};
    take(b, b0), take(b + LANES, b1);
    if (square)
        for (std::size_t n = 0; n < count; ++n) {
            Floats z0, z1, s0, s1;
            take(low + offsets[n], z0), take(low + offsets[n] + LANES, z1);
            take(square + offsets[n], s0), take(square + offsets[n] + LANES, s1);
            up = most(z0 - b0, zero), r0 = least(up * up - s0 + far[n], r0);
            up = most(z1 - b1, zero), r1 = least(up * up - s1 + far[n], r1);
        }
    else
        for (std::size_t n = 0; n < count; ++n) {
            Floats z0, z1;
            take(low + offsets[n], z0), take(low + offsets[n] + LANES, z1);
            up = most(z0 - b0, zero), r0 = least(up * up + far[n], r0);
            up = most(z1 - b1, zero), r1 = least(up * up + far[n], r1);
        }
    for (int k = 0; k < LANES; ++k) room[k] = r0[k], room[LANES + k] = r1[k];
}

// The lowest of z − √(t² − far) in a table of rows of nodes; nodes out of reach are lifted away. all: its parts.
ORTHOGEN_CLONES float lowest_of(const float* low, const float* square, float one_square, const float* far,
                                std::size_t rows, std::size_t stride, std::size_t width, float* all) {
    const Floats zero = {};
    Floats best = zero + NOWHERE;
    for (std::size_t row = 0; row < rows; ++row)
        for (std::size_t part = 0; part < width; part += LANES, all += LANES) {
            Floats z, s = zero + one_square, d;
            take(low + row * stride + part, z), take(far + row * width + part, d);
            if (square) take(square + row * stride + part, s);
            const Floats room = s - d, value = z + most(zero - room, zero) * LIFT - root(most(room, zero));
            best = least(value, best), put(value, all);
        }
    float lowest = NOWHERE;
    for (int k = 0; k < LANES; ++k) lowest = best[k] < lowest ? best[k] : lowest;
    return lowest;
}

// How a field is laid out with its margin.
struct Margin {
    std::int32_t reach;
    std::size_t stride, size;

    Margin(double most, std::size_t nx, std::size_t ny, double step)
        : reach(static_cast<std::int32_t>(
              std::min(most / step, static_cast<double>(std::min<std::size_t>(std::max(nx, ny), MOST_REACH))))) {
        const auto r = static_cast<std::size_t>(reach);
        stride = std::max((ny + Balls::CHUNK - 1) / Balls::CHUNK * Balls::CHUNK, ny + LANES) + 2 * r;
        size = (nx + 2 * r) * stride + LANES;
    }
};

}  // namespace

std::size_t Balls::room(bool varies, double most, std::size_t nx, std::size_t ny, double step) {
    const Margin margin(most, nx, ny, step);
    return (varies ? 2 : 1) * margin.size;
}

Balls::Balls(const double* z, Thickness thickness, double most, std::size_t nx, std::size_t ny, double step,
             float* floats)
    : z_(z), thickness_(thickness), nx_(nx), ny_(ny) {
    const std::size_t count = nx * ny;
    const Margin margin(most, nx, ny, step);
    reach_ = margin.reach, stride_ = margin.stride;
    const auto r = static_cast<std::size_t>(reach_);
    width_ = (2 * r + LANES) / LANES * LANES;
    level_ = z[count / 2];
    low_ = floats, square_ = floats + margin.size;
    one_square_ = static_cast<float>(thickness.at(0) * thickness.at(0));
    table_.assign((2 * r + 1) * width_, OUT_OF_REACH), all_.resize(table_.size());
    for (std::int32_t dx = -reach_; dx <= reach_; ++dx)
        for (std::int32_t dy = -reach_; dy <= reach_; ++dy) {
            const double square = (static_cast<double>(dx) * dx + static_cast<double>(dy) * dy) * step * step;
            if (square > most * most) continue;
            table_[static_cast<std::size_t>(dx + reach_) * width_ + static_cast<std::size_t>(dy + reach_)] =
                static_cast<float>(square);
            offsets_.push_back(dx * static_cast<std::ptrdiff_t>(stride_) + dy);
            far_.push_back(static_cast<float>(thickness.varies ? square : square - most * most));
        }
}

void Balls::lay_out(std::size_t row) const {
    const auto r = static_cast<std::size_t>(reach_);
    for (const std::size_t last = std::min(row + 2 * r + 2, nx_ + 2 * r); laid_out_ < last; ++laid_out_) {
        float *low = low_ + laid_out_ * stride_, *square = square_ + laid_out_ * stride_;
        std::fill(low, low + stride_ + LANES, NOWHERE);  // and what is read behind the last row
        if (thickness_.varies) std::fill(square, square + stride_ + LANES, -1.0F);
        if (laid_out_ < r || laid_out_ >= nx_ + r) continue;
        const std::size_t first = (laid_out_ - r) * ny_;
        for (std::size_t j = 0; j < ny_; ++j) low[r + j] = static_cast<float>(z_[first + j] - level_);
        for (std::size_t j = 0; thickness_.varies && j < ny_; ++j) {
            const double t = thickness_.values[first + j];
            square[r + j] = static_cast<float>(t * t);
        }
    }
}

void Balls::reaching(std::size_t row, std::size_t first, std::size_t count, const double* b, std::uint8_t* hit) const {
    const std::size_t at = place(row, first);
    lay_out(row);
    float bound[CHUNK] = {}, room[CHUNK];
    for (std::size_t k = 0; k < count; ++k) bound[k] = static_cast<float>(b[k] - (level_ + SLACK_MM));
    const float* square = thickness_.varies ? &square_[at] : nullptr;
    least_room(&low_[at], square, offsets_.data(), far_.data(), offsets_.size(), bound, room);
    for (std::size_t k = 0; k < count; ++k) hit[k] = room[k] <= 0;  // 0: a node just in reach lies lower
}

void Balls::lowest(std::size_t i, std::size_t j, std::int32_t& dx, std::int32_t& dy) const {
    lay_out(i);
    const auto r = static_cast<std::size_t>(reach_);
    const std::size_t corner = place(i, j) - r * (stride_ + 1);
    const float* square = thickness_.varies ? &square_[corner] : nullptr;
    const float least = lowest_of(&low_[corner], square, one_square_, table_.data(), 2 * r + 1, stride_, width_,
                                  all_.data());
    const auto at = std::find(all_.begin(), all_.end(), least) - all_.begin();
    const auto wide = static_cast<std::ptrdiff_t>(width_);
    dx = static_cast<std::int32_t>(at / wide) - reach_, dy = static_cast<std::int32_t>(at % wide) - reach_;
}

}  // namespace orthogen
