#include "offset/cube.h"

#include <utility>

namespace orthogen {
namespace {

struct Pieces {  // of the twelve edges: which hang together
    std::array<int, 12> root;
    Pieces() { for (int e = 0; e < 12; ++e) root[e] = e; }
    int find(int e) const { return root[e] == e ? e : find(root[e]); }
    void join(int a, int b) { root[find(a)] = find(b); }
};

// The edges of a face in turn, and the corner that each shares with the one before.
struct Rim {
    int edge[4], corner[4];
};

Rim rim(int face) {
    const int axis = face / 2, side = face % 2, a = (axis + 1) % 3, b = (axis + 2) % 3;
    const int base = side << axis;
    // edge along a: its u is the place on b, its v the place on `axis`; along b: u on `axis`, v on a
    return {{4 * a + 0 + 2 * side, 4 * b + side + 2 * 1, 4 * a + 1 + 2 * side, 4 * b + side + 0},
            {base, base | 1 << a, base | 1 << a | 1 << b, base | 1 << b}};
}

bool is_far(unsigned far, int corner) { return far >> corner & 1U; }

bool alternates(unsigned far, const Rim& r) {
    return is_far(far, r.corner[0]) == is_far(far, r.corner[2]) &&
           is_far(far, r.corner[1]) == is_far(far, r.corner[3]) && is_far(far, r.corner[0]) != is_far(far, r.corner[1]);
}

bool crossed(unsigned far, int edge) {
    const int low = edge_corner(edge);
    return is_far(far, low) != is_far(far, low | 1 << edge / 4);
}

Pieces pieces_of(unsigned far, unsigned flipped) {
    Pieces pieces;
    for (int face = 0; face < 6; ++face) {
        const Rim r = rim(face);
        if (alternates(far, r)) {
            for (int n = 0; n < 4; ++n)
                if (is_far(far, r.corner[n]) != static_cast<bool>(flipped >> face & 1U))
                    pieces.join(r.edge[(n + 3) % 4], r.edge[n]);
            continue;
        }
        int first = -1;
        for (const int edge : r.edge) {
            if (!crossed(far, edge)) continue;
            if (first >= 0) pieces.join(first, edge);
            first = edge;
        }
    }
    return pieces;
}

std::array<Loops, 256> all_loops() {
    std::array<Loops, 256> table;
    for (unsigned far = 0; far < 256; ++far) table[far] = loops_of(far, 0);
    return table;
}

}  // namespace

Loops loops_of(unsigned far, unsigned flipped) {
    const Pieces pieces = pieces_of(far, flipped);
    Loops loops;
    std::array<int, 12> number;
    number.fill(-1);
    for (int edge = 0; edge < 12; ++edge) {
        if (!crossed(far, edge)) continue;
        int& n = number[pieces.find(edge)];
        if (n < 0) n = loops.count++;
        loops.edges[n] = static_cast<std::uint16_t>(loops.edges[n] | 1U << edge);
    }
    return loops;
}

unsigned pinched_faces(unsigned far) {
    const Pieces pieces = pieces_of(far, 0);
    unsigned mask = 0;
    for (int face = 0; face < 6; ++face) {
        const Rim r = rim(face);
        if (alternates(far, r) && pieces.find(r.edge[0]) == pieces.find(r.edge[2]) &&
            pieces.find(r.edge[0]) == pieces.find(r.edge[1]))
            mask |= 1U << face;
    }
    return mask;
}

const std::array<Loops, 256>& loop_table() {
    static const std::array<Loops, 256> table = all_loops();
    return table;
}

}  // namespace orthogen
