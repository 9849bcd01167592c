// Lanes. eight numbers at a time: plain loops that compilers turn into SSE, AVX or NEON instructions.
#pragma once
#include <cmath>
#include <cstdint>
#include <cstring>
#if defined(__SSE2__) || defined(_M_X64)
#include <immintrin.h>
#endif

// Chosen when the library is loaded, by what the processor can do. Both versions give the same bits: no fused
// multiply-add in either.
#if defined(__x86_64__) && defined(__linux__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define ORTHOGEN_CLONES __attribute__((target_clones("avx2", "default")))
#else
#define ORTHOGEN_CLONES
#endif
#if defined(__GNUC__)
#define ORTHOGEN_INLINE inline __attribute__((always_inline))
#else
#define ORTHOGEN_INLINE __forceinline
#endif

namespace orthogen {

constexpr int LANES = 8;

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
    friend Numbers operator+(const Numbers& a, const Numbers& b) { return each(a, b, [](Number x, Number y) { return x + y; }); }
    friend Numbers operator-(const Numbers& a, const Numbers& b) { return each(a, b, [](Number x, Number y) { return x - y; }); }
    friend Numbers operator*(const Numbers& a, const Numbers& b) { return each(a, b, [](Number x, Number y) { return x * y; }); }
    friend Numbers operator/(const Numbers& a, const Numbers& b) { return each(a, b, [](Number x, Number y) { return x / y; }); }
    friend Numbers operator+(const Numbers& a, Number b) { return a + all(b); }
    friend Numbers operator-(const Numbers& a, Number b) { return a - all(b); }
    friend Numbers operator*(const Numbers& a, Number b) { return a * all(b); }
    friend Numbers operator/(Number a, const Numbers& b) { return all(a) / b; }
    friend Numbers least(const Numbers& a, const Numbers& b) { return each(a, b, [](Number x, Number y) { return x < y ? x : y; }); }
    friend Numbers most(const Numbers& a, const Numbers& b) { return each(a, b, [](Number x, Number y) { return x > y ? x : y; }); }
    Numbers& operator+=(const Numbers& b) { return *this = *this + b; }
};
using Floats = Numbers<float, 8>;
using Doubles = Numbers<double, 4>;
using Ints = Numbers<std::int32_t, 4>;

inline Ints truncated(const Doubles& a) {
    return Ints{static_cast<std::int32_t>(a[0]), static_cast<std::int32_t>(a[1]), static_cast<std::int32_t>(a[2]), static_cast<std::int32_t>(a[3])};
}
inline Doubles as_doubles(const Ints& a) {
    return Doubles{static_cast<double>(a[0]), static_cast<double>(a[1]), static_cast<double>(a[2]), static_cast<double>(a[3])};
}
#endif
ORTHOGEN_INLINE void load(const float* from, Floats& to) { std::memcpy(&to, from, sizeof to); }
ORTHOGEN_INLINE void load(const double* from, Doubles& to) { std::memcpy(&to, from, sizeof to); }
ORTHOGEN_INLINE void store(const Floats& from, float* to) { std::memcpy(to, &from, sizeof from); }
ORTHOGEN_INLINE void store(const Doubles& from, double* to) { std::memcpy(to, &from, sizeof from); }

ORTHOGEN_INLINE double root(double square) { return std::sqrt(square); }
ORTHOGEN_INLINE Doubles root(const Doubles& square) {
    return Doubles{std::sqrt(square[0]), std::sqrt(square[1]), std::sqrt(square[2]), std::sqrt(square[3])};
}
ORTHOGEN_INLINE Floats root(const Floats& square) {
    return Floats{std::sqrt(square[0]), std::sqrt(square[1]), std::sqrt(square[2]), std::sqrt(square[3]),
                  std::sqrt(square[4]), std::sqrt(square[5]), std::sqrt(square[6]), std::sqrt(square[7])};
}

// Bit k is set where values[k] < limit.
ORTHOGEN_INLINE unsigned below(const float* values, float limit) {
#if defined(__SSE2__) || defined(_M_X64)
    const __m128 bound = _mm_set1_ps(limit);
    const int low = _mm_movemask_ps(_mm_cmplt_ps(_mm_load_ps(values), bound));
    return static_cast<unsigned>(low | _mm_movemask_ps(_mm_cmplt_ps(_mm_load_ps(values + 4), bound)) << 4);
#else
    unsigned mask = 0;
    for (int k = 0; k < LANES; ++k) mask |= static_cast<unsigned>(values[k] < limit) << k;
    return mask;
#endif
}

// The number of the lowest bit that is set; mask must not be 0.
ORTHOGEN_INLINE int lowest_bit(unsigned mask) {
#if defined(__GNUC__)
    return __builtin_ctz(mask);
#else
    int bit = 0;
    while (!(mask >> bit & 1u)) ++bit;
    return bit;
#endif
}

// The lane of the least value among those whose bit is set; mask must not be 0.
ORTHOGEN_INLINE int least_lane(const float* values, unsigned mask) {
    int best = lowest_bit(mask);
    for (mask &= mask - 1; mask; mask &= mask - 1) {
        const int k = lowest_bit(mask);
        if (values[k] < values[best]) best = k;
    }
    return best;
}

}  // namespace orthogen
