// Band. a symmetric positive definite band matrix, a right side -> the solution.
#pragma once
#include <cstddef>
#include <vector>

namespace orthogen {

// The lower triangle by columns: entry (j + d, j), d ≤ bandwidth. Zeros behind each column let a loop run over its end.
class Band {
  public:
    // values: as many zeros as needs(size, bandwidth) says; they stay with whoever made them.
    Band(std::size_t size, std::size_t bandwidth, double* values)
        : size_(size), bandwidth_(bandwidth), stride_(stride(bandwidth)), values_(values) {}

    static std::size_t needs(std::size_t size, std::size_t bandwidth) { return (size + PANEL) * stride(bandwidth); }

    double& at(std::size_t column, std::size_t below) { return values_[column * stride_ + below]; }

    // Takes unknowns first … last − 1 out of those behind them, in the matrix (Cholesky) and in the right side; all
    // before must be out. last: the size, or a multiple of PANEL behind first. False if not positive definite.
    bool eliminate(std::size_t first, std::size_t last, double* right);

    // Replaces first … last − 1 of the right side by the solution; all behind must be solved.
    void substitute(std::size_t first, std::size_t last, double* right) const;

    static constexpr std::size_t PANEL = 8;

  private:
    static std::size_t stride(std::size_t bandwidth) { return (bandwidth + 1 + 2 * PANEL + 7) / 8 * 8; }
    bool factor_panel(std::size_t first, std::size_t columns);

    std::size_t size_, bandwidth_, stride_;
    double* values_;
};

// The same matrix, taken apart from both ends at once: between them a middle as wide as the band, so that no unknown
// of one end meets one of the other (twisted factorisation, van der Vorst 1987). Each entry is the result of one fixed
// sequence of roundings, whatever the number of threads.
class TwoEndedBand {
  public:
    TwoEndedBand(std::size_t size, std::size_t bandwidth);

    double& at(std::size_t column, std::size_t below) {
        const std::size_t row = column + below;
        return row < inner_ ? front_.at(column, below) : back_.at(size_ - 1 - row, below);
    }

    // Replaces the right side by the solution; false if the matrix is not positive definite.
    bool solve(double* right, int threads);

  private:
    std::size_t size_, bandwidth_, end_, inner_;  // inner: all unknowns but those of the back end
    std::vector<double> values_;                 // of both: two pieces would go back to the system after each use
    Band front_, back_;               // the back counts from the last unknown; the middle's own entries are the front's
};

}  // namespace orthogen
