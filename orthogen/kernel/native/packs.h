// Packs. eight floats or four doubles at once, in SSE, AVX or NEON registers; plain loops for other compilers.
#pragma once
#include <cmath>
#include <cstdint>
#include <cstring>

#include "lanes.h"

namespace orthogen {

// 32 bytes of numbers, added, multiplied and compared all at once, loaded from and stored to any address.
#if defined(__GNUC__)
using Floats = float __attribute__((vector_size(32)));
using Doubles = double __attribute__((vector_size(32)));
using Ints = std::int32_t __attribute__((vector_size(16)));

ORTHOGEN_INLINE Ints truncated(const Doubles& a) { return __builtin_convertvector(a, Ints); }
ORTHOGEN_INLINE Doubles as_doubles(const Ints& a) { return __builtin_convertvector(a, Doubles); }
ORTHOGEN_INLINE Floats least(const Floats& a, const Floats& b) { return a < b ? a : b; }
ORTHOGEN_INLINE Floats most(const Floats& a, const Floats& b) { return a > b ? a : b; }
ORTHOGEN_INLINE Doubles least(const Doubles& a, const Doubles& b) { return a < b ? a : b; }
ORTHOGEN_INLINE Doubles most(const Doubles& a, const Doubles& b) { return a > b ? a : b; }
#else
template <class Number, int COUNT>
struct Numbers {
    Number n[COUNT];
    Number operator[](int k) const { return n[k]; }
    template <class Operation>
    friend Numbers each(Numbers a, const Numbers& b, Operation operation) {
        for (int k = 0; k < COUNT; ++k) a.n[k] = operation(a.n[k], b.n[k]);
        return a;
    }
    static Numbers all(Number a) {
        Numbers out;
        for (Number& x : out.n) x = a;
        return out;
    }
    friend Numbers operator+(const Numbers& a, const Numbers& b) {
        return each(a, b, [](Number x, Number y) { return x + y; });
    }
    friend Numbers operator-(const Numbers& a, const Numbers& b) {
        return each(a, b, [](Number x, Number y) { return x - y; });
    }
    friend Numbers operator*(const Numbers& a, const Numbers& b) {
        return each(a, b, [](Number x, Number y) { return x * y; });
    }
    friend Numbers operator/(const Numbers& a, const Numbers& b) {
        return each(a, b, [](Number x, Number y) { return x / y; });
    }
    friend Numbers operator+(const Numbers& a, Number b) { return a + all(b); }
    friend Numbers operator-(const Numbers& a, Number b) { return a - all(b); }
    friend Numbers operator*(const Numbers& a, Number b) { return a * all(b); }
    friend Numbers operator/(Number a, const Numbers& b) { return all(a) / b; }
    friend Numbers least(const Numbers& a, const Numbers& b) {
        return each(a, b, [](Number x, Number y) { return x < y ? x : y; });
    }
    friend Numbers most(const Numbers& a, const Numbers& b) {
        return each(a, b, [](Number x, Number y) { return x > y ? x : y; });
    }
    Numbers& operator+=(const Numbers& b) { return *this = *this + b; }
};
using Floats = Numbers<float, 8>;
using Doubles = Numbers<double, 4>;
using Ints = Numbers<std::int32_t, 4>;

inline Ints truncated(const Doubles& a) {
    return Ints{static_cast<std::int32_t>(a[0]), static_cast<std::int32_t>(a[1]), static_cast<std::int32_t>(a[2]),
                static_cast<std::int32_t>(a[3])};
}
inline Doubles as_doubles(const Ints& a) {
    return Doubles{static_cast<double>(a[0]), static_cast<double>(a[1]), static_cast<double>(a[2]),
                   static_cast<double>(a[3])};
}
#endif
ORTHOGEN_INLINE void take(const float* from, Floats& to) { std::memcpy(&to, from, sizeof to); }
ORTHOGEN_INLINE void take(const double* from, Doubles& to) { std::memcpy(&to, from, sizeof to); }
ORTHOGEN_INLINE void put(const Floats& from, float* to) { std::memcpy(to, &from, sizeof from); }
ORTHOGEN_INLINE void put(const Doubles& from, double* to) { std::memcpy(to, &from, sizeof from); }

// −1 in each lane whose number is the one asked for, 0 in the others.
ORTHOGEN_INLINE Floats equal(const std::int32_t* eight, std::int32_t asked) {
#if defined(__GNUC__)
    std::int32_t __attribute__((vector_size(32))) all;
    std::memcpy(&all, eight, sizeof all);
    return __builtin_convertvector(all == asked, Floats);
#else
    Floats found{};
    for (int k = 0; k < LANES; ++k) found.n[k] = eight[k] == asked ? -1.0F : 0.0F;
    return found;
#endif
}

ORTHOGEN_INLINE Floats lanes(const float* from) {
    Floats all;
    take(from, all);
    return all;
}

ORTHOGEN_INLINE double root(double square) { return std::sqrt(square); }
ORTHOGEN_INLINE Doubles root(const Doubles& square) {
    return Doubles{std::sqrt(square[0]), std::sqrt(square[1]), std::sqrt(square[2]), std::sqrt(square[3])};
}
ORTHOGEN_INLINE Floats root(const Floats& square) {
    return Floats{std::sqrt(square[0]), std::sqrt(square[1]), std::sqrt(square[2]), std::sqrt(square[3]),
                  std::sqrt(square[4]), std::sqrt(square[5]), std::sqrt(square[6]), std::sqrt(square[7])};
}

}  // namespace orthogen
