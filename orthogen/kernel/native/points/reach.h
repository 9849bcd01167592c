// Reach. points, strips across them -> how far they reach to either side in each strip.
#pragma once
#include <cstddef>
#include <vector>

namespace orthogen {

struct Strip {
    double start, end;  // open at both ends
};

struct Reach {
    double low, high;  // NaN where too few points lie in the strip
};

// The mean of the `outermost` least and greatest coordinates along `across` of the points whose coordinate along the
// other plan axis lies in the strip. across: 0 for x in a strip of y, 1 for y in a strip of x. points: rows of two or
// more columns; of three, those whose third one is not below `top` are left out.
Reach reach(const double* points, std::size_t count, std::size_t columns, Strip strip, int across,
            std::size_t outermost, double top);

// Points in order along x, ready for many strips across it.
class Rows {
  public:
    Rows(const double* points, std::size_t count, std::size_t columns);
    Reach reach(Strip strip, std::size_t outermost) const;

  private:
    struct Spot {
        double x, y;
    };
    std::size_t bucket(double x) const;

    double low_ = 0, per_bucket_ = 0;
    std::vector<std::size_t> start_;
    std::vector<Spot> spots_;
};

}  // namespace orthogen
