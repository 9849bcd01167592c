#include "mesh/exact.h"

#include <array>

namespace orthogen {
namespace {

constexpr double HALF_ULP = 1.1102230246251565e-16;  // 2⁻⁵³
constexpr double BOUND_3D = (7 + 56 * HALF_ULP) * HALF_ULP;
constexpr double BOUND_2D = (3 + 16 * HALF_ULP) * HALF_ULP;

// A sum of doubles that do not overlap, smallest first: its sign is that of the last one that is not zero.
template <int MOST>
struct Sum {
    std::array<double, MOST> part;
    int count = 0;

    void add(double value) {  // grow-expansion with zero elimination
        int kept = 0;
        for (int n = 0; n < count; ++n) {
            const double a = value, b = part[n], s = a + b, bb = s - a;
            const double rest = (a - (s - bb)) + (b - bb);
            if (rest != 0) part[kept++] = rest;
            value = s;
        }
        if (value != 0) part[kept++] = value;
        count = kept;
    }
    int sign() const { return count == 0 ? 0 : part[count - 1] > 0 ? 1 : -1; }
};

// Adds sign · a · b, exactly: Dekker's product.
template <int MOST>
void add_product(Sum<MOST>& sum, double a, double b) {
    constexpr double SPLIT = 134217729;  // 2²⁷ + 1
    const auto upper_half = [](double v) {
        const double c = SPLIT * v;
        return c - (c - v);
    };
    const double p = a * b, a1 = upper_half(a), a2 = a - a1, b1 = upper_half(b), b2 = b - b1;
    const double rest = a2 * b2 - (((p - a1 * b1) - a2 * b1) - a1 * b2);
    sum.add(rest);
    sum.add(p);
}

// a − b as two doubles, the small one first.
std::array<double, 2> difference(double a, double b) {
    const double d = a - b, bb = a - d;
    return {(a - (d + bb)) + (bb - b), d};
}

using Two = std::array<double, 2>;

template <int MOST>
void add_products(Sum<MOST>& sum, const Two& a, const Two& b, double sign) {
    for (const double x : a)
        for (const double y : b) add_product(sum, sign * x, y);
}

int exact_side(Vec3 a, Vec3 b, Vec3 c, Vec3 p) {
    Two u[3], v[3], w[3];
    for (int k = 0; k < 3; ++k)
        u[k] = difference(b[k], a[k]), v[k] = difference(c[k], a[k]), w[k] = difference(p[k], a[k]);
    Sum<400> total;
    for (int k = 0; k < 3; ++k) {
        const int i = (k + 1) % 3, j = (k + 2) % 3;
        Sum<40> minor;
        add_products(minor, u[i], v[j], 1);
        add_products(minor, u[j], v[i], -1);
        for (int n = 0; n < minor.count; ++n)
            for (const double x : w[k]) add_product(total, minor.part[n], x);
    }
    return total.sign();
}

int exact_turn(const Two& ux, const Two& uy, const Two& vx, const Two& vy) {
    Sum<40> total;
    add_products(total, ux, vy, 1);
    add_products(total, uy, vx, -1);
    return total.sign();
}

int sign_of(double v) { return (v > 0) - (v < 0); }

}  // namespace

int side_of_plane(Vec3 a, Vec3 b, Vec3 c, Vec3 p) {
    const Vec3 u = b - a, v = c - a, w = p - a;
    double value = 0, permanent = 0;
    for (int k = 0; k < 3; ++k) {
        const int i = (k + 1) % 3, j = (k + 2) % 3;
        const double left = u[i] * v[j], right = u[j] * v[i];
        value += (left - right) * w[k];
        permanent += (std::fabs(left) + std::fabs(right)) * std::fabs(w[k]);
    }
    if (std::fabs(value) > BOUND_3D * permanent || permanent == 0) return sign_of(value);
    return exact_side(a, b, c, p);
}

int turn(Vec3 a, Vec3 b, Vec3 c, int u, int v) {
    const double left = (b[u] - a[u]) * (c[v] - a[v]), right = (b[v] - a[v]) * (c[u] - a[u]);
    const double value = left - right, permanent = std::fabs(left) + std::fabs(right);
    if (std::fabs(value) > BOUND_2D * permanent || permanent == 0) return sign_of(value);
    return exact_turn(difference(b[u], a[u]), difference(b[v], a[v]), difference(c[u], a[u]), difference(c[v], a[v]));
}

}  // namespace orthogen
