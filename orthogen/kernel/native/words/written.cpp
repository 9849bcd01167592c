#include "words/written.h"

#include <cmath>

namespace orthogen {
namespace {

constexpr double TENS[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12};
constexpr int DIGITS = 9;
constexpr std::size_t LONGEST = 24;  // letters of a number

// Writes the digits of a whole number so that they end before `end`; returns where they begin.
char* digits_before(char* end, std::uint64_t whole) {
    do {
        *--end = static_cast<char>('0' + whole % 10);
        whole /= 10;
    } while (whole);
    return end;
}

// Nine digits of a float in [1e-4, 1e9). Times the power of ten it still fits a double, 24 + 28 bits, and so is exact;
// rounding it to a whole number is then the only rounding, to even where it is half way, as printf has it.
char* plain(char* to, double size) {
    int before = size < 1 ? -3 : 1;  // digits before the point; as many less as there are zeros behind it
    while (before < DIGITS && size >= (before <= 0 ? 1 / TENS[-before] : TENS[before])) ++before;
    auto whole = static_cast<std::uint64_t>(std::nearbyint(size * TENS[DIGITS - before]));
    if (whole == 1'000'000'000) whole /= 10, ++before;
    char held[DIGITS];
    digits_before(held + DIGITS, whole);
    int last = DIGITS;
    while (last > 1 && last > before && held[last - 1] == '0') --last;
    if (before <= 0) {
        *to++ = '0', *to++ = '.';
        for (int k = before; k < 0; ++k) *to++ = '0';
    }
    for (int k = 0; k < last; ++k) {
        if (k == before && k > 0) *to++ = '.';
        *to++ = held[k];
    }
    return to;
}

// Calls write(to, number) for each number between its words.
template <class Number, class Write>
std::string rows_of(const Number* numbers, std::size_t rows, const Around& around, Write write) {
    std::string out;
    std::size_t longest = 3 * LONGEST;
    for (const std::string& word : around) longest += word.size();
    out.resize(rows * longest);
    char* to = out.data();
    for (std::size_t row = 0; row < rows; ++row) {
        for (std::size_t k = 0; k < 3; ++k) {
            to += around[k].copy(to, around[k].size());
            to = write(to, numbers[3 * row + k]);
        }
        to += around[3].copy(to, around[3].size());
    }
    out.resize(static_cast<std::size_t>(to - out.data()));
    return out;
}

}  // namespace

std::string written(const double* numbers, std::size_t rows, const Around& around, const Rare& rare) {
    return rows_of(numbers, rows, around, [&](char* to, double number) {
        const double size = std::fabs(number);
        const bool zero = size == 0;
        if (!zero && !(size >= 1e-4 && size < 1e9 && static_cast<double>(static_cast<float>(size)) == size)) {
            const std::string word = rare(number);
            return to + word.copy(to, LONGEST);
        }
        if (std::signbit(number)) *to++ = '-';
        if (!zero) return plain(to, size);
        *to++ = '0';
        return to;
    });
}

std::string written(const std::int64_t* numbers, std::size_t rows, const Around& around) {
    return rows_of(numbers, rows, around, [](char* to, std::int64_t number) {
        if (number < 0) *to++ = '-';
        char held[LONGEST];
        const auto size = static_cast<std::uint64_t>(number);
        const char* const begin = digits_before(held + LONGEST, number < 0 ? 0 - size : size);
        for (const char* at = begin; at != held + LONGEST; ++at) *to++ = *at;
        return to;
    });
}

}  // namespace orthogen
