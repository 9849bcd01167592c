#include "fields/rolling.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>
#include <utility>
#include <vector>

#include "fields/bicubic.h"
#include "fields/convex.h"
#include "fields/crease.h"
#include "fields/touch.h"

namespace orthogen {
namespace {

constexpr double ERROR_MM2 = 1e-13;  // of a height after Newton's last step, by the third order of its descent
constexpr double LEAST_ROOM_MM2 = 1e-6;
constexpr double FOLD_STEPS = 1;
constexpr int TURNS = 8;
constexpr double INSIDE = 1e-300;  // a place on the border lies in the field
constexpr std::size_t LEAST_SIDE = 4;  // of a field, for a spline

enum State : std::uint8_t { SMOOTH, ROUGH, OPEN };

// Where the balls of one row touch, as steps from the nodes below which they reach.
struct Row {
    std::vector<double> u, v;
    std::vector<std::uint8_t> state;
    explicit Row(std::size_t count) : u(count), v(count), state(count, OPEN) {}

    // Beyond what was done of this row the next one starts from the last places.
    void spread(std::size_t from, std::size_t to) {
        for (std::vector<double>* places : {&u, &v}) {
            std::fill(places->begin(), places->begin() + static_cast<std::ptrdiff_t>(from), (*places)[from]);
            std::fill(places->begin() + static_cast<std::ptrdiff_t>(to), places->end(), (*places)[to - 1]);
        }
    }
};

struct Skin {
    const Bicubic& z;
    const Bicubic* t;  // null where the thickness is one number
    double one, step, last_x, last_y;

    template <class Number>
    ORTHOGEN_INLINE Touch<Number> touch(const Number& u, const Number& v, const Number& a, const Number& b) const {
        const Place<Number> place = z.place(u, v);
        const Jet<Number> thick = t ? t->at(place) : Jet<Number>{Number{} + one, {}, {}, {}, {}, {}};
        return {z.at(place), thick, a, b, step};
    }
};

// One step for the nodes of row i, four at a time, from where the two rows before lead to; OPEN where that is not
// enough, and where there are less than four.
ORTHOGEN_CLONES void step_row(const Skin& skin, std::size_t i, std::size_t from, std::size_t to, const Row& older,
                              const Row& before, Row& row, const Roof& roof, double* b) {
    const Doubles zero = {}, last_x = zero + skin.last_x, last_y = zero + skin.last_y;
    const auto x = static_cast<double>(i);
    for (std::size_t four = from; four < to && from + 4 <= to; four += 4) {
        const std::size_t j = std::min(four, to - 4);  // the last ones may be seen twice
        Doubles u, v, old;
        take(&before.u[j], u), take(&older.u[j], old), u = u + (u - old);
        take(&before.v[j], v), take(&older.v[j], old), v = v + (v - old);
        const Doubles y = Doubles{0, 1, 2, 3} + static_cast<double>(j);
        const Doubles qx = least(most(u + x, zero), last_x), qy = least(most(v + y, zero), last_y);
        u = qx - x, v = qy - y;
        Touch<Doubles> at = skin.touch(qx, qy, zero - u, zero - v);
        at.step();
        const Doubles ex = qx + at.du, ey = qy + at.dv, bend = least(at.f.xx, at.convex);
        const Doubles left = at.room * at.room * ERROR_MM2 - at.off(skin.step);
        const Doubles out = most(most(zero - ex, ex - last_x), most(zero - ey, ey - last_y));
        put(u + at.du, &row.u[j]), put(v + at.dv, &row.v[j]), put(least(at.height(), roof.four(j)), b + j);
        // where anything is no number, `left` is not; least() passes that on only from its second place
        const Doubles good = least(least(zero + INSIDE - out, bend), left);
        for (int k = 0; k < 4; ++k) row.state[j + k] = good[k] > 0 ? SMOOTH : OPEN;
    }
}

// b = z − t.
ORTHOGEN_CLONES void shift_row(const Roof& roof, std::size_t from, std::size_t to, double* b) {
    for (std::size_t j = from; j < to; ++j) b[j] = roof.at(j);
}

struct Range {
    double least, most;
};

ORTHOGEN_CLONES Range range_of(const double* values, std::size_t count) {
    Range range{values[0], values[0]};
    Doubles low = Doubles{} + values[0], high = low, here;
    std::size_t n = 0;
    for (; n + 4 <= count; n += 4) take(values + n, here), low = least(here, low), high = most(here, high);
    for (int k = 0; k < 4; ++k) range = {std::min(range.least, low[k]), std::max(range.most, high[k])};
    for (; n < count; ++n) range = {std::min(range.least, values[n]), std::max(range.most, values[n])};
    return range;
}

// From the first to behind the last place that is marked.
std::pair<std::size_t, std::size_t> span(const std::uint8_t* marks, std::size_t count) {
    std::size_t from = 0, to = count;
    while (from < count && !marks[from]) ++from;
    while (to > from && !marks[to - 1]) --to;
    return {from, to};
}

class Rolling {
  public:
    Rolling(const double* z, Thickness thickness, double most, std::size_t nx, std::size_t ny, double step)
        : z_(z), thickness_(thickness), nx_(nx), ny_(ny), step_(step), most_(most),
          half_(Bicubic::room(nx, ny)), coefficients_(thickness.varies ? 2 * half_ : half_),
          room_(new double[coefficients_ + Balls::room(thickness.varies, most, nx, ny, step) / 2 + 1]),
          balls_(z, thickness, most, nx, ny, step, reinterpret_cast<float*>(&room_[coefficients_])),
          rough_(nx * ny), before_(ny), row_(ny), older_(ny), creases_(nx + 1), varied_(nx + 1),
          reach_(static_cast<std::size_t>(std::min(most / step, 1e9)) + 2) {
        mark_creases(z, nx, ny, step, rough_);
        if (std::min(nx, ny) < LEAST_SIDE) return;
        spline_ = std::make_unique<Bicubic>(z, nx, ny, &room_[0]);
        if (thickness.varies) {
            thick_ = std::make_unique<Bicubic>(thickness.values, nx, ny, &room_[half_]);
            mark_creases(thickness.values, nx, ny, step, rough_);
        }
        for (std::size_t i = 0; i < nx; ++i) {
            const double* t = thickness.values + i * ny;
            const auto thickest = [most](double value) { return value == most; };
            const bool varied = thickness.varies && !std::all_of(t, t + ny, thickest);
            creases_[i + 1] = creases_[i] + (std::memchr(&rough_[i * ny], 1, ny) ? 1 : 0);
            varied_[i + 1] = varied_[i] + (varied ? 1 : 0);
        }
        convex_ = std::make_unique<Convex>(*spline_, thick_.get(), nx, ny, step, most);
    }

    void roll(const std::uint8_t* where, double* below) {
        bool begun = false;
        for (std::size_t i = 0; i < nx_; ++i, below += ny_) {
            const auto [from, to] = where ? span(where + i * ny_, ny_) : std::pair<std::size_t, std::size_t>(0, ny_);
            shift_row(roof(i), 0, from, below), shift_row(roof(i), to, ny_, below);
            std::fill(row_.state.begin(), row_.state.end(), OPEN);
            if (from == to) continue;
            follow(i, from, to, begun, below);
            for (std::size_t first = from; first < to; first += Balls::CHUNK)
                settle(i, first, std::min(first + Balls::CHUNK, to), below);
            row_.spread(from, to);
            std::swap(older_, before_), std::swap(before_, row_);
            if (!begun) older_ = before_;
            begun = true;
        }
    }

  private:
    // What the balls of row i roll on; where all that they can touch is as thick as the thickest, that is one number.
    Skin skin(std::size_t i) const {
        const Bicubic* thick = quiet(varied_, i) ? nullptr : thick_.get();
        return {*spline_, thick, most_, step_, static_cast<double>(nx_) - 1, static_cast<double>(ny_) - 1};
    }

    Roof roof(std::size_t i) const {
        const bool varies = thickness_.varies;
        return {z_ + i * ny_, {thickness_.values + (varies ? i * ny_ : 0), varies}};
    }

    // Whether no row that a ball of row i can touch is counted.
    bool quiet(const std::vector<std::size_t>& counts, std::size_t i) const {
        return counts[std::min(i + reach_ + 1, nx_)] == counts[i - std::min(i, reach_)];
    }

    // Looks for what is not SMOOTH, or not lowest, among the nodes from first up to last, and at folds: there the
    // places of neighbours lie apart, and each is offered to the other.
    void settle(std::size_t i, std::size_t first, std::size_t last, double* below) {
        const auto smooth = [](std::uint8_t state) { return state == SMOOTH; };
        const std::uint8_t* states = row_.state.data();
        const bool all = std::all_of(states + first, states + last, smooth);
        if (all && convex_ && convex_->around(i, first, last - first)) return;
        std::uint8_t hit[Balls::CHUNK];
        balls_.reaching(i, first, last - first, below + first, hit);
        for (std::size_t j = first; j < last; ++j)
            if (hit[j - first] || row_.state[j] != SMOOTH) search(i, j, below[j]);
        for (std::size_t j = first; j < last; ++j) {
            if (j > 0) fold(i, j, row_, i, j - 1, row_, below + j, below + j - 1);
            if (i > 0) fold(i, j, row_, i - 1, j, before_, below + j, below + j - ny_);
        }
    }

    void fold(std::size_t i, std::size_t j, Row& row, std::size_t k, std::size_t l, Row& other, double* a,
              double* b) const {
        if (row.state[j] != SMOOTH || other.state[l] != SMOOTH) return;
        if (std::max(std::fabs(row.u[j] - other.u[l]), std::fabs(row.v[j] - other.v[l])) < FOLD_STEPS) return;
        const double u = row.u[j], v = row.v[j];
        offer(i, j, row, other.u[l], other.v[l], *a), offer(k, l, other, u, v, *b);
    }

    void offer(std::size_t i, std::size_t j, Row& row, double u, double v, double& below) const {
        double height;
        if (!descend(i, j, u, v, height) || height >= below || rough_[near(i, j, u, v)]) return;
        row.u[j] = u, row.v[j] = v, below = height;
    }

    // Carries the places of the rows before on to this one; what does not come to rest, or on a crease, is not SMOOTH.
    void follow(std::size_t i, std::size_t from, std::size_t to, bool begun, double* below) {
        const Roof roof = this->roof(i);
        if (!spline_ || !begun) return shift_row(roof, from, to, below);
        step_row(skin(i), i, from, to, older_, before_, row_, roof, below);
        const bool calm = quiet(creases_, i);
        if (calm && !std::memchr(&row_.state[from], OPEN, to - from)) return;
        for (std::size_t j = from; j < to; ++j) {
            double height = row_.state[j] == SMOOTH ? below[j] : 0;
            if (row_.state[j] == OPEN) {
                row_.u[j] = 2 * before_.u[j] - older_.u[j], row_.v[j] = 2 * before_.v[j] - older_.v[j];
                if (descend(i, j, row_.u[j], row_.v[j], height)) row_.state[j] = SMOOTH;
            }
            if (row_.state[j] == SMOOTH && !calm && rough_[near(i, j, row_.u[j], row_.v[j])]) row_.state[j] = ROUGH;
            below[j] = row_.state[j] == SMOOTH ? std::min(roof.at(j), height) : roof.at(j);
        }
    }

    std::size_t near(std::size_t i, std::size_t j, double u, double v) const {
        const auto whole = [](double steps) {
            return static_cast<std::size_t>(static_cast<std::ptrdiff_t>(std::floor(steps + 0.5)));
        };
        return (i + whole(u)) * ny_ + j + whole(v);
    }

    // Newton's method on the spline from the place (u, v), kept on the field; false if it does not come to rest.
    bool descend(std::size_t i, std::size_t j, double& u, double& v, double& height) const {
        const Skin skin = this->skin(i);
        const auto x = static_cast<double>(i), y = static_cast<double>(j);
        double qx = std::clamp(x + u, 0.0, skin.last_x), qy = std::clamp(y + v, 0.0, skin.last_y);
        for (int turn = 0; turn < TURNS; ++turn) {
            Touch<double> at = skin.touch(qx, qy, x - qx, y - qy);
            if (at.f.x > 0 ? qx <= 0 : qx >= skin.last_x) at.f.x = at.f.xy = 0, at.f.xx = 1;
            if (at.f.y > 0 ? qy <= 0 : qy >= skin.last_y) at.f.y = at.f.xy = 0, at.f.yy = 1;
            at.step();
            if (!(at.room > LEAST_ROOM_MM2 && at.f.xx > 0 && at.convex > 0)) return false;
            const double share = 1 / std::max({1.0, std::fabs(at.du), std::fabs(at.dv)});
            const double tx = std::clamp(qx + share * at.du, 0.0, skin.last_x);
            const double ty = std::clamp(qy + share * at.dv, 0.0, skin.last_y);
            const bool whole = tx == qx + at.du && ty == qy + at.dv;
            qx = tx, qy = ty;
            if (!whole || at.off(step_) > at.room * at.room * ERROR_MM2) continue;
            u = qx - x, v = qy - y, height = at.height();
            return true;
        }
        return false;
    }

    // The best of all nodes, and the place near it.
    void search(std::size_t i, std::size_t j, double& below) {
        std::int32_t dx, dy;
        balls_.lowest(i, j, dx, dy);
        const std::size_t qi = i + static_cast<std::size_t>(dx), qj = j + static_cast<std::size_t>(dy);
        const std::size_t q = qi * ny_ + qj;
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

    const double* z_;
    Thickness thickness_;
    std::size_t nx_, ny_;
    double step_, most_;
    std::size_t half_, coefficients_;  // how many of one spline, of all
    std::unique_ptr<double[]> room_;   // theirs, then the floats of the balls: one piece, fetched page by page but once
    Balls balls_;
    std::vector<std::uint8_t> rough_;
    std::unique_ptr<Bicubic> spline_, thick_;
    std::unique_ptr<Convex> convex_;
    Row before_, row_, older_;
    std::vector<std::size_t> creases_, varied_;  // how many rows before this one have one, are not all the thickest
    std::size_t reach_;
};

}  // namespace

void rolled_below(const double* z, Thickness thickness, std::size_t nx, std::size_t ny, double step,
                  const std::uint8_t* where, double* below) {
    if (nx == 0 || ny == 0) return;
    const Range range = range_of(thickness.values, thickness.varies ? nx * ny : 1);
    thickness.varies = range.most > range.least;
    Rolling(z, thickness, range.most, nx, ny, step).roll(where, below);
}

}  // namespace orthogen
