// Vec. three numbers: a point, a step or a normal.
#pragma once
#include <algorithm>
#include <cmath>

namespace orthogen {

template <class T>
struct Vec {
    T x{}, y{}, z{};
    T operator[](int k) const { return k == 0 ? x : k == 1 ? y : z; }
    T& at(int k) { return k == 0 ? x : k == 1 ? y : z; }
    template <class U>
    explicit operator Vec<U>() const { return {static_cast<U>(x), static_cast<U>(y), static_cast<U>(z)}; }
};

using Vec3 = Vec<double>;
using Vec3f = Vec<float>;

template <class T> Vec<T> operator+(Vec<T> a, Vec<T> b) { return {a.x + b.x, a.y + b.y, a.z + b.z}; }
template <class T> Vec<T> operator-(Vec<T> a, Vec<T> b) { return {a.x - b.x, a.y - b.y, a.z - b.z}; }
template <class T> Vec<T> operator*(Vec<T> a, T s) { return {a.x * s, a.y * s, a.z * s}; }
template <class T> Vec<T>& operator+=(Vec<T>& a, Vec<T> b) { return a = a + b; }
template <class T> T dot(Vec<T> a, Vec<T> b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
template <class T> T square(Vec<T> a) { return dot(a, a); }
template <class T> T length(Vec<T> a) { return std::sqrt(square(a)); }
template <class T> Vec<T> cross(Vec<T> a, Vec<T> b) {
    return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}
template <class T> Vec<T> lower(Vec<T> a, Vec<T> b) {
    return {std::min(a.x, b.x), std::min(a.y, b.y), std::min(a.z, b.z)};
}
template <class T> Vec<T> upper(Vec<T> a, Vec<T> b) {
    return {std::max(a.x, b.x), std::max(a.y, b.y), std::max(a.z, b.z)};
}

// A unit vector along a, or `otherwise` where a has no direction.
inline Vec3 unit(Vec3 a, Vec3 otherwise) {
    const double l = length(a);
    return l > 0 ? a * (1 / l) : otherwise;
}

// A unit vector at right angles to the unit vector a.
inline Vec3 beside(Vec3 a) {
    const Vec3 axis = std::fabs(a.x) < 0.6 ? Vec3{1, 0, 0} : Vec3{0, 1, 0};
    return unit(cross(a, axis), axis);
}

// A point as the floats of a file hold it. Through memory: some compilers leave out a conversion to and fro, against
// the language's rules, where they handle x and y together (seen with GCC 12).
inline Vec3 in_floats(Vec3 p) {
    volatile float x = static_cast<float>(p.x), y = static_cast<float>(p.y), z = static_cast<float>(p.z);
    return {x, y, z};
}

}  // namespace orthogen
