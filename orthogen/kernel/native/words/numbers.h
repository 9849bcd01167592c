// Numbers. text with blanks or marks between its words -> the numbers that they say.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace orthogen {

struct Odd {
    std::int64_t word, begin, end;
};

struct Numbers {
    std::vector<double> values;  // one for each word, 0 for an odd one
    std::vector<Odd> odd;        // words that are no plain decimal number, or too long to be exact here
};

// Words are parted by bytes up to 32. A plain word is nan, or has a sign, digits with a point among them, an exponent
// of ten; its value is the nearest double: at most 15 digits that count, times or by a power of ten that a double
// holds.
Numbers numbers_in(const char* text, std::size_t length);

struct Table {
    Numbers cells;                    // row by row; 0 for an empty cell
    std::vector<std::int64_t> ends;   // of each row: how many cells there are up to its end
    std::vector<std::int64_t> empty;  // the cells with nothing but blanks
};

// Cells are parted by `mark`, rows are ended by line feeds; blanks around a number do not count.
Table table_in(const char* text, std::size_t length, char mark);

}  // namespace orthogen
