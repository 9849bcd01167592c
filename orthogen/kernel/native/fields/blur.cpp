#include "fields/blur.h"

#include "lanes.h"

namespace orthogen {
namespace {

ORTHOGEN_CLONES void add(double* sum, const double* row, double weight, std::size_t count) {
    for (std::size_t j = 0; j < count; ++j) sum[j] += weight * row[j];
}

}  // namespace

std::vector<double> blurred(const double* field, std::size_t nx, std::size_t ny, const std::vector<double>& weight) {
    const std::size_t size = weight.size(), radius = size / 2;
    std::vector<double> result(nx * ny, 0.0), wide(ny + 2 * radius);
    for (std::size_t i = 0; i < nx; ++i) {
        std::vector<double> row(ny, 0.0);
        for (std::size_t k = 0; k < size; ++k)
            if (i + k >= radius && i + k - radius < nx) add(row.data(), field + (i + k - radius) * ny, weight[k], ny);
        for (std::size_t j = 0; j < ny; ++j) wide[radius + j] = row[j];
        for (std::size_t k = 0; k < size; ++k) add(result.data() + i * ny, wide.data() + k, weight[k], ny);
    }
    return result;
}

}  // namespace orthogen
