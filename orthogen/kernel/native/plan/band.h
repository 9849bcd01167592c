// Band. a symmetric positive definite band matrix, a right side -> the solution.
#pragma once
#include <cstddef>
#include <vector>

namespace orthogen {

// The lower triangle by columns: entry (j + d, j), d ≤ bandwidth. Zeros behind each column let a loop run over its end.
class Band {
  public:
    Band(std::size_t size, std::size_t bandwidth)
        : size_(size), bandwidth_(bandwidth), stride_((bandwidth + 1 + 2 * PANEL + 7) / 8 * 8),
          values_((size + PANEL) * stride_) {}

    double& at(std::size_t column, std::size_t below) { return values_[column * stride_ + below]; }

    // Replaces the right side by the solution (Cholesky); false if the matrix is not positive definite. Each entry is
    // the result of one fixed sequence of roundings.
    bool solve(double* right);

    static constexpr std::size_t PANEL = 8;

  private:
    bool factor_panel(std::size_t first, std::size_t columns);

    std::size_t size_, bandwidth_, stride_;
    std::vector<double> values_;
};

}  // namespace orthogen
