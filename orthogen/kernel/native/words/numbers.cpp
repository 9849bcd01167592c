#include "words/numbers.h"

#include <limits>

namespace orthogen {
namespace {

constexpr double TENS[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                            1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
constexpr int MOST_TENS = 22;
constexpr std::uint64_t MOST_WHOLE = 999'999'999'999'999;  // fifteen digits: exact in a double

bool is_blank(char c) { return static_cast<unsigned char>(c) <= 32; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// One word from `at`, up to a blank or a mark; moves `at` to where it stops being a number.
class Word {
  public:
    Word(const char* at, const char* end, char mark = ' ') : at_(at), end_(end), mark_(mark) {}

    bool plain(double* value) {
        if (is_nan()) {
            at_ += 3;
            *value = std::numeric_limits<double>::quiet_NaN();
            return true;
        }
        const bool minus = take('-');
        if (!minus) take('+');
        digits(0);
        if (take('.')) digits(1);
        if (seen_ == 0 || whole_ > MOST_WHOLE || !exponent()) return false;
        if (at_ != end_ && !closes(*at_)) return false;
        if (whole_ != 0 && (tens_ > MOST_TENS || tens_ < -MOST_TENS)) return false;
        const double whole = static_cast<double>(whole_);
        const double size = whole_ == 0 ? 0.0 : tens_ < 0 ? whole / TENS[-tens_] : whole * TENS[tens_];
        *value = minus ? -size : size;
        return true;
    }

    const char* at() const { return at_; }

  private:
    // The word `nan`, in small letters or capitals, as Python reads it.
    bool is_nan() const {
        const auto small = [&](int k) { return static_cast<char>(at_[k] | 0x20); };
        return end_ - at_ >= 3 && small(0) == 'n' && small(1) == 'a' && small(2) == 'n' &&
               (end_ - at_ == 3 || closes(at_[3]));
    }

    bool closes(char c) const { return is_blank(c) || c == mark_; }

    bool take(char wanted) {
        const bool there = at_ != end_ && *at_ == wanted;
        at_ += there;
        return there;
    }

    void digits(int decimal) {
        for (; at_ != end_ && is_digit(*at_); ++at_, ++seen_) {
            if (whole_ > MOST_WHOLE) continue;  // too long already: the caller hears of it
            whole_ = 10 * whole_ + static_cast<std::uint64_t>(*at_ - '0');
            tens_ -= decimal;
        }
    }

    bool exponent() {
        if (at_ == end_ || (*at_ != 'e' && *at_ != 'E')) return true;
        ++at_;
        const bool minus = take('-');
        if (!minus) take('+');
        int power = 0, count = 0;
        for (; at_ != end_ && is_digit(*at_) && count < 5; ++at_, ++count) power = 10 * power + (*at_ - '0');
        tens_ += minus ? -power : power;
        return count > 0;
    }

    const char* at_;
    const char* end_;
    char mark_;
    std::uint64_t whole_ = 0;
    int tens_ = 0;
    std::size_t seen_ = 0;
};

}  // namespace

Numbers numbers_in(const char* text, std::size_t length) {
    Numbers found;
    const char* const end = text + length;
    found.values.reserve(length / 4);
    for (const char* at = text; at != end;) {
        if (is_blank(*at)) {
            ++at;
            continue;
        }
        double value = 0.0;
        Word word(at, end);
        if (word.plain(&value)) {
            at = word.at();
        } else {
            const char* const begin = at;
            while (at != end && !is_blank(*at)) ++at;
            found.odd.push_back({static_cast<std::int64_t>(found.values.size()), begin - text, at - text});
            value = 0.0;
        }
        found.values.push_back(value);
    }
    return found;
}

namespace {

// The number of one cell, [at, end); false where it has anything else but blanks around it.
bool whole_cell(const char* at, const char* end, char mark, double* value) {
    Word word(at, end, mark);
    if (!word.plain(value)) return false;
    for (at = word.at(); at != end; ++at)
        if (!is_blank(*at)) return false;
    return true;
}

}  // namespace

Table table_in(const char* text, std::size_t length, char mark) {
    Table found;
    Numbers& cells = found.cells;
    const char* const end = text + length;
    cells.values.reserve(length / 4);
    for (const char* at = text; at != end;) {
        const char* stop = at;
        while (stop != end && *stop != mark && *stop != '\n') ++stop;
        const char* begin = at;
        while (begin != stop && is_blank(*begin)) ++begin;
        const auto cell = static_cast<std::int64_t>(cells.values.size());
        double value = 0.0;
        if (begin == stop) {
            found.empty.push_back(cell);
        } else if (!whole_cell(begin, stop, mark, &value)) {
            cells.odd.push_back({cell, begin - text, stop - text});
            value = 0.0;
        }
        cells.values.push_back(value);
        if (stop == end || *stop == '\n') found.ends.push_back(cell + 1);
        at = stop == end ? end : stop + 1;
    }
    return found;
}

}  // namespace orthogen
