// Blur. a field, weights -> its mean around each node.
#pragma once
#include <cstddef>
#include <vector>

namespace orthogen {

// The convolution of a field of nx rows of ny numbers with the same odd, symmetric weights along both axes, zeros
// beyond its edge.
std::vector<double> blurred(const double* field, std::size_t nx, std::size_t ny, const std::vector<double>& weight);

}  // namespace orthogen
