#include "fields/rolling.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

#include "fields/bicubic.h"
#include "fields/crease.h"
#include "fields/touch.h"

namespace orthogen {
namespace {

constexpr double ERROR_MM = 2e-5;  // of a height after Newton's last step, by the third order of its descent
constexpr int TURNS = 8;
constexpr std::size_t LEAST_SIDE = 4;  // of a field, for a spline

enum State : std::uint8_t { SMOOTH, ROUGH, OPEN };

// Where the balls of one row touch, as steps from the nodes below which they reach.
struct Row {
    std::vector<double> u, v;
    std::vector<std::uint8_t> state;
    explicit Row(std::size_t count) : u(count), v(count), state(count, OPEN) {}
};

struct Skin {
    const Bicubic& z;
    const Bicubic* t;  // null where the thickness is one number
    double one, step, last_x, last_y;

    ORTHOGEN_INLINE Jet thickness(double u, double v) const { return t ? t->at(u, v) : Jet{one, 0, 0, 0, 0, 0}; }
};

// How far a height after this step of Newton's method may be off: its descent times how much the next order is less.
ORTHOGEN_INLINE double off(const Skin& skin, const Jet& f, double room, double du, double dv) {
    const double descent = std::fabs(f.x * du + f.y * dv), far = std::sqrt(du * du + dv * dv) * skin.step;
    return descent * far * std::sqrt(room + far * far) / room;
}

// One step for each node of row i from the places that u and v hold; b: the heights. OPEN where one step is not enough.
ORTHOGEN_CLONES void step_row(const Skin& skin, std::size_t i, std::size_t count, double* u, double* v, double* b,
                              std::uint8_t* state) {
    const auto x = static_cast<double>(i);
    for (std::size_t j = 0; j < count; ++j) {
        const auto y = static_cast<double>(j);
        const double qx = x + u[j], qy = y + v[j];
        state[j] = OPEN;
        if (!(qx >= 0 && qx <= skin.last_x && qy >= 0 && qy <= skin.last_y)) continue;
        Jet f;
        double room, du, dv;
        if (!touch(skin.z.at(qx, qy), skin.thickness(qx, qy), -u[j], -v[j], skin.step, f, room)) continue;
        if (!newton(f, du, dv) || off(skin, f, room, du, dv) > ERROR_MM) continue;
        if (!(qx + du >= 0 && qx + du <= skin.last_x && qy + dv >= 0 && qy + dv <= skin.last_y)) continue;
        u[j] += du, v[j] += dv, b[j] = f.f + 0.5 * (f.x * du + f.y * dv), state[j] = SMOOTH;
    }
}

class Rolling {
  public:
    Rolling(const double* z, Thickness thickness, std::size_t nx, std::size_t ny, double step)
        : z_(z), thickness_(thickness), nx_(nx), ny_(ny), step_(step), balls_(z, thickness, nx, ny, step),
          rough_(creased(z, nx, ny, step)), before_(ny), row_(ny), older_(ny), hit_(ny) {
        if (std::min(nx, ny) < LEAST_SIDE) return;
        spline_ = std::make_unique<Bicubic>(z, nx, ny);
        if (thickness.varies) thick_ = std::make_unique<Bicubic>(thickness.values, nx, ny);
    }

    void roll(double* below) {
        for (std::size_t i = 0; i < nx_; ++i, below += ny_) {
            for (std::size_t j = 0; j < ny_; ++j) {
                below[j] = z_[i * ny_ + j] - thickness_.at(i * ny_ + j);
                row_.u[j] = 2 * before_.u[j] - older_.u[j], row_.v[j] = 2 * before_.v[j] - older_.v[j];
            }
            follow(i, below);
            balls_.reaching(i, below, hit_.data());
            for (std::size_t j = 0; j < ny_; ++j)
                if (hit_[j] || row_.state[j] != SMOOTH) search(i, j, below[j]);
            for (std::size_t j = 1; j < ny_; ++j) compare(i, j, row_, row_.u[j - 1], row_.v[j - 1], row_.state[j - 1], below[j]);
            std::swap(older_, before_), std::swap(before_, row_);
            if (i == 0) older_ = before_;
        }
    }

  private:
    Skin skin() const {
        return {*spline_, thick_.get(), thickness_.at(0), step_, static_cast<double>(nx_) - 1, static_cast<double>(ny_) - 1};
    }

    // Carries the places of the rows before on to this one; what does not come to rest, or on a crease, is not SMOOTH.
    void follow(std::size_t i, double* below) {
        std::fill(row_.state.begin(), row_.state.end(), OPEN);
        if (!spline_ || i == 0) return;
        found_ = std::vector<double>(below, below + ny_);
        step_row(skin(), i, ny_, row_.u.data(), row_.v.data(), found_.data(), row_.state.data());
        for (std::size_t j = 0; j < ny_; ++j) {
            if (row_.state[j] == OPEN && descend(i, j, row_.u[j], row_.v[j], found_[j])) row_.state[j] = SMOOTH;
            if (row_.state[j] != SMOOTH) continue;
            if (rough_[near(i, j, row_.u[j], row_.v[j])])
                row_.state[j] = ROUGH;
            else
                below[j] = std::min(below[j], found_[j]);
        }
    }

    std::size_t near(std::size_t i, std::size_t j, double u, double v) const {
        const auto a = static_cast<std::ptrdiff_t>(std::floor(u + 0.5)), b = static_cast<std::ptrdiff_t>(std::floor(v + 0.5));
        return (i + static_cast<std::size_t>(a)) * ny_ + j + static_cast<std::size_t>(b);
    }

    // Newton's method on the spline from the place (u, v), kept on the field; false if it does not come to rest.
    bool descend(std::size_t i, std::size_t j, double& u, double& v, double& height) const {
        const Skin skin = this->skin();
        const auto x = static_cast<double>(i), y = static_cast<double>(j);
        double qx = std::clamp(x + u, 0.0, skin.last_x), qy = std::clamp(y + v, 0.0, skin.last_y);
        Jet f;
        double room, du, dv;
        for (int turn = 0; turn < TURNS; ++turn) {
            if (!touch(skin.z.at(qx, qy), skin.thickness(qx, qy), x - qx, y - qy, step_, f, room)) return false;
            const bool stay_x = f.x > 0 ? qx <= 0 : qx >= skin.last_x, stay_y = f.y > 0 ? qy <= 0 : qy >= skin.last_y;
            if (stay_x) f.x = f.xy = 0, f.xx = 1;
            if (stay_y) f.y = f.xy = 0, f.yy = 1;
            if (!newton(f, du, dv)) return false;
            const double share = 1 / std::max({1.0, std::fabs(du), std::fabs(dv)});
            const double tx = std::clamp(qx + share * du, 0.0, skin.last_x), ty = std::clamp(qy + share * dv, 0.0, skin.last_y);
            const bool whole = tx == qx + du && ty == qy + dv;
            qx = tx, qy = ty;
            if (!whole || off(skin, f, room, du, dv) > ERROR_MM) continue;
            u = qx - x, v = qy - y, height = f.f + 0.5 * (f.x * du + f.y * dv);
            return true;
        }
        return false;
    }

    // The best of all nodes, and the place near it.
    void search(std::size_t i, std::size_t j, double& below) {
        std::int32_t dx, dy;
        balls_.lowest(i, j, dx, dy);
        const std::size_t qi = i + static_cast<std::size_t>(dx), qj = j + static_cast<std::size_t>(dy), q = qi * ny_ + qj;
        const double t = thickness_.at(q);
        const double room = t * t - (static_cast<double>(dx) * dx + static_cast<double>(dy) * dy) * step_ * step_;
        double value = std::min(z_[q] - std::sqrt(std::max(room, 0.0)), z_[i * ny_ + j] - thickness_.at(i * ny_ + j));
        double u = dx, v = dy, height = value;
        row_.state[j] = ROUGH, row_.u[j] = dx, row_.v[j] = dy;
        if (spline_ && !rough_[q] && descend(i, j, u, v, height) && !rough_[near(i, j, u, v)]) {
            row_.state[j] = SMOOTH, row_.u[j] = u, row_.v[j] = v;
            below = std::min(value, height);
            return;
        }
        below = rolled_near(z_, thickness_, nx_, ny_, step_, qi, qj, -dx, -dy, value);
    }

    void compare(std::size_t, std::size_t, Row&, double, double, std::uint8_t, double&) {}

    const double* z_;
    Thickness thickness_;
    std::size_t nx_, ny_;
    double step_;
    Balls balls_;
    std::vector<std::uint8_t> rough_;
    std::unique_ptr<Bicubic> spline_, thick_;
    Row before_, row_, older_;
    std::vector<std::uint8_t> hit_;
    std::vector<double> found_;
};

}  // namespace

void rolled_below(const double* z, Thickness thickness, std::size_t nx, std::size_t ny, double step, double* below) {
    if (nx == 0 || ny == 0) return;
    const double* t = thickness.values;
    thickness.varies = thickness.varies && !std::all_of(t, t + nx * ny, [t](double value) { return value == *t; });
    Rolling(z, thickness, nx, ny, step).roll(below);
}

}  // namespace orthogen
