#include "mesh/stars.h"

#include "mesh/exact.h"

namespace orthogen {
namespace {

// The two other corners of a face around a point, in the order of the face.
struct Wedge {
    std::int64_t from, to;
};

// Notes at which points wedges begin and end; a note counts for one star only.
class Ends {
  public:
    explicit Ends(std::size_t points) : begun_(points), ended_(points) {}

    // Whether each wedge ends where exactly one other begins, and no two begin alike.
    bool close(const Wedge* first, const Wedge* last) {
        ++star_;
        for (const Wedge* w = first; w < last; ++w)
            if (begun_[w->from] == star_) return false; else begun_[w->from] = star_;
        for (const Wedge* w = first; w < last; ++w)
            if (begun_[w->to] != star_ || ended_[w->to] == star_) return false; else ended_[w->to] = star_;
        return true;
    }

  private:
    std::uint64_t star_ = 0;
    std::vector<std::uint64_t> begun_, ended_;
};

bool is_flat(const MeshView& mesh, Vec3 middle, const Wedge* wedges, std::size_t count, Ends& ends) {
    if (count < 3) return false;
    Vec3 sum;
    for (std::size_t k = 0; k < count; ++k)
        sum += cross(mesh.points[wedges[k].from] - middle, mesh.points[wedges[k].to] - middle);
    const double x = std::fabs(sum.x), y = std::fabs(sum.y), z = std::fabs(sum.z);
    const int axis = x >= y && x >= z ? 0 : y >= z ? 1 : 2, u = (axis + 1) % 3, v = (axis + 2) % 3;
    const int way = sum[axis] > 0 ? 1 : -1;
    int turns = 0;  // how often the wedges, seen counter-clockwise, pass over the ray along u
    for (std::size_t k = 0; k < count; ++k) {
        const Vec3 from = mesh.points[wedges[k].from], to = mesh.points[wedges[k].to];
        if (turn(middle, from, to, u, v) != way) return false;
        const double first = way > 0 ? from[v] : to[v], last = way > 0 ? to[v] : from[v];
        turns += first < middle[v] && last >= middle[v];
    }
    return turns == 1 && ends.close(wedges, wedges + count);
}

}  // namespace

std::vector<std::uint8_t> flat_stars(MeshView mesh) {
    std::vector<std::uint32_t> start(mesh.point_count + 1, 0);
    for (std::size_t f = 0; f < mesh.face_count; ++f)
        for (const std::int64_t p : mesh.faces[f]) ++start[p + 1];
    for (std::size_t p = 1; p < start.size(); ++p) start[p] += start[p - 1];
    std::vector<std::uint32_t> next(start.begin(), start.end() - 1);
    std::vector<Wedge> wedges(3 * mesh.face_count);
    for (std::size_t f = 0; f < mesh.face_count; ++f) {
        const auto [a, b, c] = mesh.faces[f];
        wedges[next[a]++] = {b, c}, wedges[next[b]++] = {c, a}, wedges[next[c]++] = {a, b};
    }
    std::vector<std::uint8_t> flat(mesh.point_count);
    Ends ends(mesh.point_count);
    for (std::size_t p = 0; p < mesh.point_count; ++p)
        flat[p] = is_flat(mesh, mesh.points[p], wedges.data() + start[p], start[p + 1] - start[p], ends);
    return flat;
}

}  // namespace orthogen
