#include "offset/signs.h"

#include "parallel.h"

namespace orthogen {
namespace {

const double ROOT3 = std::sqrt(3.0);
constexpr float SLACK = 1 - 1e-5F;  // balls are drawn a little smaller than they are known to be
constexpr std::uint64_t PAIR = 0x0000000000330033U;  // the points of the first cube of 2³ among 4³

// The ball around a point that is all of one sign.
struct Ball {
    Vec3f centre;
    float radius;
    bool far;
};

// What one query taught.
struct Learnt {
    Ball free;
    Nearest nearest;
    Vec3f foot;  // where the nearest triangle was met, if there is one
    bool settles(double reach) const { return free.radius * SLACK >= reach; }
};

ORTHOGEN_CLONES std::uint64_t within(Vec3f first, float step, Vec3f centre, float radius) {
    alignas(32) float square[64];
    const Vec3f d = first - centre;
    for (int n = 0; n < 64; ++n) {
        const float x = d.x + step * static_cast<float>(n & 3), y = d.y + step * static_cast<float>(n >> 2 & 3);
        const float z = d.z + step * static_cast<float>(n >> 4);
        square[n] = x * x + y * y + z * z;
    }
    std::uint64_t mask = 0;
    for (int n = 0; n < 64; n += LANES)
        mask |= static_cast<std::uint64_t>(below(square + n, radius * radius * SLACK)) << n;
    return mask;
}

class TileWork {
  public:
    TileWork(const Field& field, std::vector<Block>& blocks, Kept& kept, std::vector<std::int32_t>& index)
        : field_(field), tree_(field.tree), step_(field.lattice.step), blocks_(blocks), kept_(kept), index_(index) {}

    // Settles the 4³ blocks of a tile; numbers of blocks are counted from the tile's first one.
    void settle(Cell tile) {
        const Lattice& grid = field_.lattice;
        const Cell first = {tile.i * TILE, tile.j * TILE, tile.k * TILE};
        const double half = TILE * BLOCK / 2.0, reach = half * ROOT3 * step_;
        const Vec3 middle = grid.place(first.i * BLOCK + half, first.j * BLOCK + half, first.k * BLOCK + half);
        const Learnt learnt = ask(tree_.all(), middle, reach, -1);
        if (learnt.settles(reach)) return fill(first, learnt.free.far);
        const double most = field_.distance + BLOCK * ROOT3 * step_;
        tree_.gather(tree_.all(), region(middle, reach, most, learnt), Level::branch, branches_);
        for (int n = 0; n < TILE * TILE * TILE; ++n)
            settle_block({first.i + n % TILE, first.j + n / TILE % TILE, first.k + n / TILE / TILE}, learnt);
    }

  private:
    static Region region(Vec3 middle, double radius, double cap, const Learnt& learnt) {
        Region found{static_cast<Vec3f>(middle), static_cast<float>(radius), static_cast<float>(cap)};
        if (learnt.nearest.place >= 0) found.met(learnt.foot);
        return found;
    }

    // The sign of φ at p and how far it holds, asked no farther than is needed to settle all points within `reach`.
    Learnt ask(const Frontier& among, Vec3 p, double reach, std::int32_t guess) const {
        const auto cap = static_cast<float>(field_.distance + reach);
        const auto at = static_cast<Vec3f>(p);
        Nearest nearest{cap * cap * 1.00001F, -1};
        if (guess >= 0) tree_.look_again(guess, at, nearest);
        tree_.nearest(among, at, nearest);
        Vec3f foot{};
        if (nearest.place >= 0) foot = tree_.foot_in_floats(nearest.place, at);
        const auto d = static_cast<float>(field_.distance), off = std::sqrt(nearest.square);
        if (off <= d) return {{at, d - off, false}, nearest, foot};
        const bool right = field_.right_side(p);
        return {{at, right ? off - d : off + d, right}, nearest, foot};
    }

    void fill(Cell first, bool far) {
        for (int n = 0; n < TILE * TILE * TILE; ++n)
            note({first.i + n % TILE, first.j + n / TILE % TILE, first.k + n / TILE / TILE}, far ? ALL_FAR : ALL_NEAR);
    }

    void note(Cell block, std::int32_t what) { index_[field_.lattice.number(block)] = what; }

    void settle_block(Cell block, const Learnt& tile) {
        const double half = BLOCK / 2.0, reach = half * ROOT3 * step_;
        const Lattice& grid = field_.lattice;
        const Vec3 middle = grid.place(block.i * BLOCK + half, block.j * BLOCK + half, block.k * BLOCK + half);
        const double gap = length(middle - static_cast<Vec3>(tile.free.centre));
        if (gap + reach < tile.free.radius * SLACK) return note(block, tile.free.far ? ALL_FAR : ALL_NEAR);
        const Learnt learnt = ask(branches_, middle, reach, last_);
        if (learnt.nearest.place >= 0) last_ = learnt.nearest.place;
        if (learnt.settles(reach)) return note(block, learnt.free.far ? ALL_FAR : ALL_NEAR);
        const double most = field_.distance + 0.5 * BLOCK * ROOT3 * step_;
        tree_.gather(branches_, region(middle, reach + step_, most, learnt), Level::twig, twigs_);
        Block& made = blocks_.emplace_back();
        made.cell = block;
        kept_.twigs.insert(kept_.twigs.end(), twigs_.node.begin(), twigs_.node.end());
        made.twig_count = twigs_.node.size();
        for (int n = 0; n < 8; ++n) settle_cube(made, n, learnt);
    }

    // Settles the 4³ points of one of the eight cubes of a block.
    void settle_cube(Block& block, int number, const Learnt& before) {
        const Cell first = {number % 2 * 4, number / 2 % 2 * 4, number / 4 * 4};
        const Cell cell = block.cell;
        const Vec3 corner =
            field_.lattice.place(cell.i * BLOCK + first.i, cell.j * BLOCK + first.j, cell.k * BLOCK + first.k);
        const auto step = static_cast<float>(step_);
        open_ = ~0ULL, far_ = 0;
        corner_ = static_cast<Vec3f>(corner);
        learn(before, step);
        Learnt learnt = before;
        if (open_) {
            const double reach = 1.5 * ROOT3 * step_;
            const Vec3 middle = corner + Vec3{1.5, 1.5, 1.5} * step_;
            learnt = ask(twigs_, middle, reach, before.nearest.place);
            learn(learnt, step);
            if (learnt.nearest.place < 0) learnt.nearest.place = before.nearest.place, learnt.foot = before.foot;
            if (open_) tree_.gather(twigs_, region(middle, reach, field_.distance + step_, learnt), Level::twig, near_);
        }
        block.seen[number] = {learnt.foot, learnt.nearest.place};
        for (int n = 0; n < 8; ++n) {
            const bool met = settle_pairs(corner, {n % 2 * 2, n / 2 % 2 * 2, n / 4 * 2}, learnt);
            block.closer |= static_cast<std::uint64_t>(met) << (8 * number + n);
        }
        for (int n = 0; n < 16; ++n) {
            const std::uint64_t four = far_ >> (4 * n) & 15U;
            block.far[first.k + n / 4] |= four << ((first.j + n % 4) * BLOCK + first.i);
        }
    }

    // Settles the 2³ points from `at` on, of the 4³ at hand; true if a place of the mesh was met and kept.
    bool settle_pairs(Vec3 corner, Cell at, const Learnt& before) {
        const std::uint64_t mine = PAIR << (at.i + 4 * at.j + 16 * at.k);
        if (!(open_ & mine)) return false;
        const Vec3 middle = corner + Vec3{at.i + 0.5, at.j + 0.5, at.k + 0.5} * step_;
        const Learnt learnt = ask(near_, middle, 0.5 * ROOT3 * step_, before.nearest.place);
        learn(learnt, static_cast<float>(step_));
        for (std::uint64_t open = open_ & mine; open; open &= open - 1) {
            const int bit = lowest_bit(open);
            settle_point(corner + Vec3{1.0 * (bit & 3), 1.0 * (bit >> 2 & 3), 1.0 * (bit >> 4)} * step_, bit);
        }
        if (learnt.nearest.place < 0) return false;
        kept_.closer.push_back({learnt.foot, learnt.nearest.place});
        return true;
    }

    void settle_point(Vec3 p, int bit) {
        const auto d = static_cast<float>(field_.distance);
        Nearest hit{d * d, -1};
        const bool is_near = tree_.touches(near_, static_cast<Vec3f>(p), hit);
        far_ |= static_cast<std::uint64_t>(!is_near && field_.right_side(p)) << bit;
        open_ &= ~(1ULL << bit);
    }

    // Marks what a query proves among the 4³ points at hand.
    void learn(const Learnt& learnt, float step) {
        std::uint64_t sure = open_ & within(corner_, step, learnt.free.centre, learnt.free.radius);
        if (learnt.free.far) far_ |= sure;
        open_ &= ~sure;
        if (learnt.nearest.place < 0 || !open_) return;
        open_ &= ~within(corner_, step, learnt.foot, static_cast<float>(field_.distance));
    }

    const Field& field_;
    const Tree& tree_;
    double step_;
    std::vector<Block>& blocks_;
    Kept& kept_;
    std::vector<std::int32_t>& index_;
    Frontier branches_, twigs_, near_;
    std::uint64_t open_ = 0, far_ = 0;
    Vec3f corner_{};
    std::int32_t last_ = -1;  // a place of the tree that was nearest a moment ago
};

}  // namespace

bool Field::right_side(Vec3 p) const {
    const Vec3 q = (p - lattice.origin) * (1 / lattice.step);
    const auto whole = [](double v) { return static_cast<int>(std::lround(v)); };
    return (rows.winding({whole(q.x), whole(q.y), whole(q.z)}) > 0) != outward;
}

Signs signs_of(const Field& field, int threads) {
    const Cell tiles = field.lattice.tiles;
    const std::size_t count = static_cast<std::size_t>(tiles.i) * tiles.j * tiles.k;
    Signs signs;
    signs.outside = field.outward ? ALL_FAR : ALL_NEAR;
    signs.index.assign(count * TILE * TILE * TILE, ALL_NEAR);
    std::vector<std::vector<Block>> found(count);
    signs.kept.resize(count);
    in_parallel(threads, count, 1, [&](std::size_t t, std::size_t) {
        const auto n = static_cast<int>(t);
        const Cell tile = {n % tiles.i, n / tiles.i % tiles.j, n / tiles.i / tiles.j};
        TileWork(field, found[t], signs.kept[t], signs.index).settle(tile);
    });
    std::size_t sum = 0;
    for (const auto& part : found) sum += part.size();
    signs.blocks.reserve(sum);
    for (std::size_t t = 0; t < count; ++t) {
        const std::int32_t* twigs = signs.kept[t].twigs.data();
        const Seen* closer = signs.kept[t].closer.data();
        for (Block& block : found[t]) {
            block.twigs = twigs, twigs += block.twig_count;
            block.seen_closer = closer, closer += count_bits(block.closer);
            signs.index[field.lattice.number(block.cell)] = static_cast<std::int32_t>(signs.blocks.size());
            signs.blocks.push_back(block);
        }
        found[t] = {};
    }
    return signs;
}

}  // namespace orthogen
