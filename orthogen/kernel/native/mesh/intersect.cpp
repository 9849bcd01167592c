#include "mesh/intersect.h"

#include <algorithm>

#include "mesh/meet.h"
#include "mesh/packs.h"
#include "mesh/stars.h"
#include "parallel.h"
#include "points/order.h"

namespace orthogen {
namespace {

constexpr int AXES = 4;            // x, y, z and x − y: the long sides of a lattice's triangles lie along the last
constexpr std::size_t FIRST = 32;  // packs before the first look at how many pairs were found; then twice as many

Span<AXES> span_of(const MeshView& mesh, const Face& face) {
    Box box;
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (const std::int64_t v : face) {
        const Vec3 p = mesh.points[v];
        box.add(p), low = std::min(low, p.x - p.y), high = std::max(high, p.x - p.y);
    }
    return {{box.low.x, box.low.y, box.low.z, low}, {box.high.x, box.high.y, box.high.z, high}};
}

class Search {
  public:
    Search(MeshView mesh, int threads)
        : mesh_(mesh), flat_(flat_stars(mesh)), order_(near_order(mesh, threads)),
          packs_(mesh.face_count, [&](std::size_t n) { return span_of(mesh, mesh.faces[order_[n]]); }) {
        corners_.resize(packs());
        for (std::size_t n = 0; n < mesh.face_count; ++n)
            for (int k = 0; k < 3; ++k) {
                const std::int64_t v = mesh.faces[order_[n]][k];
                Corners& c = corners_[n / LANES];
                c.all[k][n % LANES] = static_cast<std::int32_t>(v);
                c.flat[k][n % LANES] = flat_[v] ? c.all[k][n % LANES] : -1;
            }
    }

    std::size_t packs() const { return packs_.level(0).size(); }

    // The pairs of faces of one pack with faces of this and later ones.
    void search(std::size_t pack, std::vector<Pair>& found) const {
        descend(packs_.depth() - 1, 0, pack, packs_.level(0)[pack].all(), found);
    }

  private:
    // The points of eight faces, and those of them with flat stars, -1 for the others.
    struct alignas(32) Corners {
        std::int32_t all[3][LANES], flat[3][LANES];

        // Bit k is set where face k shares none of the points with flat stars of a face of any pack.
        ORTHOGEN_INLINE unsigned strange(const Corners& other, int lane) const {
            Floats same{};
            for (const auto& points : other.flat)
                for (const auto& mine : all) same += equal(mine, points[lane]);
            alignas(32) float shared[LANES];
            put(same, shared);
            return ~below(shared, 0);
        }
    };

    void descend(std::size_t level, std::size_t node, std::size_t pack, const Span<AXES>& mine,
                 std::vector<Pair>& found) const {
        if (level == 0) return meet_packs(pack, node, mine, found);
        std::size_t under = 1;  // packs under each child
        for (std::size_t l = 1; l < level; ++l) under *= LANES;
        for (unsigned open = packs_.level(level)[node].meeting(mine); open; open &= open - 1) {
            const std::size_t child = node * LANES + lowest_bit(open);
            if ((child + 1) * under > pack) descend(level - 1, child, pack, mine, found);
        }
    }

    ORTHOGEN_CLONES void meet_packs(std::size_t one, std::size_t other, const Span<AXES>& mine,
                                    std::vector<Pair>& found) const {
        const Pack<AXES>&a = packs_.level(0)[one], &b = packs_.level(0)[other];
        for (unsigned rows = a.meeting(one == other ? mine : b.all()); rows; rows &= rows - 1) {
            const int i = lowest_bit(rows);
            unsigned open = b.meeting(a.span(i)) & corners_[other].strange(corners_[one], i);
            if (one == other) open &= ~0U << (i + 1);
            for (; open; open &= open - 1)
                meet(order_[one * LANES + i], order_[other * LANES + lowest_bit(open)], found);
        }
    }

    void meet(std::int64_t one, std::int64_t other, std::vector<Pair>& found) const {
        if (faces_meet(mesh_.points, mesh_.faces[one], mesh_.faces[other]))
            found.push_back({std::min(one, other), std::max(one, other)});
    }

    MeshView mesh_;
    std::vector<std::uint8_t> flat_;
    decltype(near_order(MeshView{}, 0)) order_;
    Packs<AXES> packs_;
    std::vector<Corners> corners_;
};

}  // namespace

std::vector<Pair> crossing_pairs(MeshView mesh, std::size_t most, int threads) {
    std::vector<Pair> all;
    if (mesh.face_count == 0) return all;
    const Search search(mesh, threads);
    std::size_t count = FIRST;
    for (std::size_t from = 0; from < search.packs() && all.size() < most;) {
        count = std::min(count, search.packs() - from);
        std::vector<std::vector<Pair>> found(count);
        in_parallel(threads, count, 32, [&](std::size_t first, std::size_t last) {
            for (std::size_t n = first; n < last; ++n) search.search(from + n, found[n]);
        });
        for (const auto& part : found) all.insert(all.end(), part.begin(), part.end());
        from += count;
        count *= 2;
    }
    std::sort(all.begin(), all.end(), [](const Pair& a, const Pair& b) {
        return a.one != b.one ? a.one < b.one : a.other < b.other;
    });
    return all;
}

}  // namespace orthogen
