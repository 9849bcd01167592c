// Lanes. eight numbers at a time: plain loops that compilers turn into SSE, AVX or NEON instructions.
#pragma once
#include <cstdint>
#include <cstring>
#if defined(__SSE2__) || defined(_M_X64)
#include <immintrin.h>
#endif

// Chosen when the library is loaded, by what the processor can do. Both versions give the same bits: no fused
// multiply-add in either.
#if defined(__x86_64__) && defined(__linux__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__)
#define ORTHOGEN_CLONES __attribute__((target_clones("avx2", "default")))
#else
#define ORTHOGEN_CLONES
#endif
#if defined(__GNUC__)
#define ORTHOGEN_INLINED __attribute__((always_inline))
#define ORTHOGEN_INLINE inline ORTHOGEN_INLINED
#else
#define ORTHOGEN_INLINED
#define ORTHOGEN_INLINE __forceinline
#endif

namespace orthogen {

constexpr int LANES = 8;

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

// Asks for memory that will soon be read, so that it is near by then.
ORTHOGEN_INLINE void fetch(const void* soon) {
#if defined(__GNUC__)
    __builtin_prefetch(soon);
#else
    static_cast<void>(soon);
#endif
}

// The number of the lowest bit that is set; mask must not be 0.
ORTHOGEN_INLINE int lowest_bit(std::uint64_t mask) {
#if defined(__GNUC__)
    return __builtin_ctzll(mask);
#else
    int bit = 0;
    while (!(mask >> bit & 1u)) ++bit;
    return bit;
#endif
}

ORTHOGEN_INLINE int count_bits(std::uint64_t mask) {
#if defined(__GNUC__)
    return __builtin_popcountll(mask);
#else
    int count = 0;
    for (; mask; mask &= mask - 1) ++count;
    return count;
#endif
}

// The least of eight aligned values >= 0, its lowest bits replaced by its lane: floats above 0 are ordered like their
// bits.
ORTHOGEN_INLINE std::int32_t least_with_lane(const float* values) {
#if defined(__SSE4_1__)
    const __m128i upper = _mm_set1_epi32(-LANES);
    const auto four = [&](int first, const __m128i& lanes) ORTHOGEN_INLINED {
        const __m128i bits = _mm_castps_si128(_mm_load_ps(values + first));
        return _mm_or_si128(_mm_and_si128(bits, upper), lanes);
    };
    __m128i least = _mm_min_epi32(four(0, _mm_setr_epi32(0, 1, 2, 3)), four(4, _mm_setr_epi32(4, 5, 6, 7)));
    least = _mm_min_epi32(least, _mm_shuffle_epi32(least, 0x4e));
    return _mm_cvtsi128_si32(_mm_min_epi32(least, _mm_shuffle_epi32(least, 0xb1)));
#else
    std::int32_t bits[LANES], least = INT32_MAX;
    std::memcpy(bits, values, sizeof bits);
    for (int k = 0; k < LANES; ++k) bits[k] = (bits[k] & -LANES) | k;
    for (int k = 0; k < LANES; ++k) least = bits[k] < least ? bits[k] : least;
    return least;
#endif
}
ORTHOGEN_INLINE int lane_of(std::int32_t bits) { return bits & (LANES - 1); }
ORTHOGEN_INLINE float lane_value(std::int32_t bits) {
    const std::int32_t rest = bits & -LANES;
    float value;
    std::memcpy(&value, &rest, sizeof value);
    return value;
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
