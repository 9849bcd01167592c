#include "mesh/closed.h"

#include <algorithm>
#include <vector>

#include "parallel.h"

namespace orthogen {
namespace {

constexpr std::size_t STEP = 1 << 14;
constexpr std::ptrdiff_t FEW = 16;

// A half-edge seen from the lesser of its points: twice the greater one, and 1 more if it runs down from that.
using End = std::uint32_t;

template <class Use>
void each_half(const MeshView& mesh, Use use) {
    for (std::size_t f = 0; f < mesh.face_count; ++f) {
        const auto [a, b, c] = mesh.faces[f];
        const auto half = [&](std::int64_t p, std::int64_t q) {
            use(std::min(p, q), static_cast<End>(2 * std::max(p, q) + (p > q)));
        };
        half(a, b), half(b, c), half(c, a);
    }
}

// Whether each of a few half-edges has one partner, that runs the other way: if no two are alike, none has more.
bool paired(const End* first, const End* last) {
    if (last - first > FEW) return false;
    std::ptrdiff_t partners = 0, alike = 0;
    for (const End* at = first; at < last; ++at)
        for (const End* other = first; other < at; ++other) partners += (*at ^ *other) == 1, alike += *at == *other;
    return alike == 0 && 2 * partners == last - first;
}

void count_edges(End* first, End* last, Faults& faults) {
    if (paired(first, last)) return;
    std::sort(first, last);
    for (End *at = first, *next = first; at < last; at = next) {
        while (next < last && *next / 2 == *at / 2) ++next;
        faults.open += next - at == 1, faults.crowded += next - at > 2;
        faults.turned += next - at == 2 && at[0] == at[1];
    }
}

void count_all_edges(const MeshView& mesh, int threads, std::vector<Faults>& parts) {
    std::vector<std::uint32_t> start(mesh.point_count + 2, 0);
    each_half(mesh, [&](std::int64_t low, End) { ++start[low + 2]; });
    for (std::size_t p = 2; p < start.size(); ++p) start[p] += start[p - 1];
    std::vector<End> ends(3 * mesh.face_count);
    each_half(mesh, [&](std::int64_t low, End end) { ends[start[low + 1]++] = end; });
    in_parallel(threads, mesh.point_count, STEP, [&](std::size_t first, std::size_t last) {
        for (std::size_t p = first; p < last; ++p)
            count_edges(ends.data() + start[p], ends.data() + start[p + 1], parts[first / STEP]);
    });
}

void measure(const MeshView& mesh, int threads, std::vector<Faults>& parts) {
    Box box;
    for (std::size_t p = 0; p < mesh.point_count; ++p) box.add(mesh.points[p]);
    const Vec3 centre = box.centre();
    in_parallel(threads, mesh.face_count, STEP, [&](std::size_t first, std::size_t last) {
        Faults& part = parts[first / STEP];
        for (std::size_t f = first; f < last; ++f) {
            const Face& face = mesh.faces[f];
            const Vec3 a = mesh.points[face[0]], n = cross(mesh.points[face[1]] - a, mesh.points[face[2]] - a);
            const double twice = length(n);
            part.flat += !(twice > 0);
            part.area += twice / 2, part.volume += dot(a - centre, n) / 6;
        }
    });
}

}  // namespace

Faults faults_of(MeshView mesh, int threads) {
    std::vector<Faults> parts(std::max(mesh.face_count, mesh.point_count) / STEP + 1);
    measure(mesh, threads, parts);
    count_all_edges(mesh, threads, parts);
    Faults all;
    for (const Faults& part : parts) {
        all.open += part.open, all.crowded += part.crowded, all.turned += part.turned, all.flat += part.flat;
        all.volume += part.volume, all.area += part.area;
    }
    return all;
}

}  // namespace orthogen
