// Written. rows of numbers -> text that has every one of them between given words.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

namespace orthogen {

// What stands before the first, second and third number of a row, and after the last.
using Around = std::array<std::string, 4>;

// Writes a number that is none of the plain ones; the very text of printf's %.9g.
using Rare = std::function<std::string(double)>;

// Rows of three. Numbers as %.9g has them: nine digits that count, no zeros behind the last. `rare` is asked for those
// of which this cannot be told without long arithmetic: what no 32-bit float holds, or is below 1e-4, or from 1e9 on.
std::string written(const double* numbers, std::size_t rows, const Around& around, const Rare& rare);
std::string written(const std::int64_t* numbers, std::size_t rows, const Around& around);

}  // namespace orthogen
