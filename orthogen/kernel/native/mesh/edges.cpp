#include "mesh/edges.h"

#include <numeric>

namespace orthogen {
namespace {

// Things that hang together; the least of a piece stands for it.
class Union {
  public:
    explicit Union(std::size_t count) : above_(count) { std::iota(above_.begin(), above_.end(), 0); }

    std::int64_t least(std::int64_t thing) {
        while (above_[thing] != thing) thing = above_[thing] = above_[above_[thing]];
        return thing;
    }
    void tie(std::int64_t one, std::int64_t other) {
        one = least(one), other = least(other);
        above_[std::max(one, other)] = std::min(one, other);
    }
    std::vector<std::int64_t> labels() {
        for (std::size_t n = 0; n < above_.size(); ++n) above_[n] = above_[above_[n]];  // what is above is done already
        return std::move(above_);
    }

  private:
    std::vector<std::int64_t> above_;
};

}  // namespace

Edges edges_of(MeshView mesh) {
    Edges edges{std::vector<std::int64_t>(3 * mesh.face_count), std::vector<std::int64_t>(3 * mesh.face_count, -1), {}};
    Union tied(mesh.face_count);
    each_edge(mesh, [&](const std::size_t* first, const std::size_t* last) {
        for (const std::size_t* half = first; half < last; ++half) {
            edges.uses[*half] = last - first;
            tied.tie(static_cast<std::int64_t>(*first / 3), static_cast<std::int64_t>(*half / 3));
        }
        if (last - first != 2) return;
        edges.twin[first[0]] = static_cast<std::int64_t>(first[1]);
        edges.twin[first[1]] = static_cast<std::int64_t>(first[0]);
    });
    edges.piece = tied.labels();
    return edges;
}

std::vector<std::int64_t> pieces_of(std::size_t count, const std::int64_t* one, const std::int64_t* other,
                                    std::size_t ties) {
    Union tied(count);
    for (std::size_t k = 0; k < ties; ++k) tied.tie(one[k], other[k]);
    return tied.labels();
}

}  // namespace orthogen
