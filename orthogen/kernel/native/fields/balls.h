// Balls. one ball on every node of a height field -> which of them reach below a given height, and the lowest one.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "lanes.h"
#include "packs.h"

namespace orthogen {

// A thickness that is one number, or a field of them.
struct Thickness {
    const double* values;
    bool varies;
    double at(std::size_t node) const { return values[varies ? node : 0]; }
};

// Heights and thicknesses of one row of nodes; b is nowhere above z − t.
struct Roof {
    const double* z;
    Thickness t;

    ORTHOGEN_INLINE double at(std::size_t j) const { return z[j] - t.at(j); }
    ORTHOGEN_INLINE Doubles four(std::size_t j) const {
        Doubles z4, t4 = Doubles{} + *t.values;
        take(z + j, z4);
        if (t.varies) take(t.values + j, t4);
        return z4 - t4;
    }
};

// In single precision, none thicker than `most`, with a margin of nodes without balls all round. Heights count from
// that of one node.
class Balls {
  public:
    static constexpr std::size_t CHUNK = 2 * LANES;

    // Keeps what it needs in `floats`, as many as `room` says.
    Balls(const double* z, Thickness thickness, double most, std::size_t nx, std::size_t ny, double step,
          float* floats);
    static std::size_t room(bool varies, double most, std::size_t nx, std::size_t ny, double step);

    // Sets hit[k] where a ball reaches more than 5e-6 mm below b[k], for nodes (row, first + k); at most CHUNK of them.
    void reaching(std::size_t row, std::size_t first, std::size_t count, const double* b, std::uint8_t* hit) const;

    // The node, as steps (dx, dy) from node (i, j), whose ball reaches lowest at that place.
    void lowest(std::size_t i, std::size_t j, std::int32_t& dx, std::int32_t& dy) const;

  private:
    std::size_t place(std::size_t i, std::size_t j) const {
        return (i + static_cast<std::size_t>(reach_)) * stride_ + j + static_cast<std::size_t>(reach_);
    }

    // Lays out the rows of the field, with its margin, that balls below `row` can touch, unless they are.
    void lay_out(std::size_t row) const;

    const double* z_;
    Thickness thickness_;
    std::size_t nx_;
    std::int32_t reach_;
    std::size_t ny_, stride_, width_;
    double level_;
    float *low_, *square_;                 // z − level and t², padded
    std::vector<std::ptrdiff_t> offsets_;  // of the nodes in reach
    std::vector<float> far_;               // their squared distances, less t² if that is one number
    std::vector<float> table_;  // squared distances of a square of rows of `width_`, huge out of reach
    mutable std::vector<float> all_;       // what the lowest one is found in
    mutable std::size_t laid_out_ = 0;     // rows: few are asked where the skin is smooth
    float one_square_;
};

}  // namespace orthogen
