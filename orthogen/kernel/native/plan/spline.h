// Spline. weighted samples on a lattice -> the smoothing cubic B-spline surface; surface, nodes -> heights.
#pragma once
#include <cstddef>
#include <cstdint>

namespace orthogen {

constexpr std::size_t ORDER = 4;

// The four cubic B-splines of `size` that are not zero at each of `count` places: cell[n] … cell[n] + 3, and their
// values.
struct Basis {
    const std::int64_t* cell;
    const double* value;
    std::size_t count, size;
};

// Coefficients (x.size, y.size), rows along x, that minimise Σ w (S − z)² + Σ v (c_xx² + 2 c_xy² + c_yy²) + ridge Σ c²
// with z and w (x.count, y.count) and v (x.size, y.size). A sample of weight 0 is not looked at. Every sum is taken in
// one order, whatever the processor and the number of threads. False if the equations are not positive definite.
bool spline_fit(const double* z, const double* weight, const double* bending, double ridge, const Basis& x,
                const Basis& y, double* coefficients, int threads);

// S (x.count, y.count).
void spline_on(const double* coefficients, const Basis& x, const Basis& y, double* value);

}  // namespace orthogen
