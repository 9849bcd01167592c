// Bind. points in space -> Python.
#include <nanobind/stl/optional.h>
#include <nanobind/stl/tuple.h>
#include <nanobind/stl/vector.h>

#include <cmath>

#include "bind.h"
#include "parallel.h"
#include "points/ends.h"
#include "points/hull.h"
#include "points/layers.h"
#include "points/near.h"
#include "points/reach.h"
#include "points/summit.h"
#include "points/votes.h"

using namespace nanobind::literals;

namespace orthogen {
namespace {

using Table = nb::ndarray<nb::numpy, double>;

const Vec3* rows(const PointArray& points) { return reinterpret_cast<const Vec3*>(points.data()); }

// The points, which must be finite: sorting has no place for what is not a number.
const Vec3* finite(const PointArray& points) {
    for (std::size_t k = 0; k < points.size(); ++k)
        if (!std::isfinite(points.data()[k])) throw nb::value_error("a point is not finite");
    return rows(points);
}

Oriented oriented(const PointArray& points, const PointArray& normals) {
    if (points.shape(0) != normals.shape(0)) throw nb::value_error("one normal per point is needed");
    return {rows(points), rows(normals), points.shape(0)};
}

Table moved_py(FieldArray frame, PointArray points) {
    if (frame.shape(0) < 3 || frame.shape(1) != 4) throw nb::value_error("a frame has four columns");
    const double* m = frame.data();
    std::vector<Vec3> there(points.shape(0));
    freely([&] {
        for (std::size_t k = 0; k < there.size(); ++k) {
            const Vec3 p = rows(points)[k];
            there[k] = {m[0] * p.x + m[1] * p.y + m[2] * p.z + m[3], m[4] * p.x + m[5] * p.y + m[6] * p.z + m[7],
                        m[8] * p.x + m[9] * p.y + m[10] * p.z + m[11]};
        }
    });
    const std::size_t count = there.size();
    return handed<double>(std::move(there), count, 3);
}

std::vector<double> extents_py(FieldArray points) {
    const std::size_t columns = points.shape(1);
    if (points.size() == 0) throw nb::value_error("no points have no extent");
    std::vector<double> low(points.data(), points.data() + columns), high = low;
    for (std::size_t k = 0; k < points.size(); k += columns)
        for (std::size_t c = 0; c < columns; ++c) {
            const double value = points.data()[k + c];
            low[c] = std::min(low[c], value), high[c] = std::max(high[c], value);
        }
    for (std::size_t c = 0; c < columns; ++c) high[c] -= low[c];
    return high;
}

Table along_py(PointArray points, std::tuple<double, double, double> direction) {
    const auto [x, y, z] = direction;
    std::vector<double> height(points.shape(0));
    for (std::size_t k = 0; k < height.size(); ++k) height[k] = dot(rows(points)[k], Vec3{x, y, z});
    return listed<double>(std::move(height));
}

nb::tuple reach_py(FieldArray points, double start, double end, int across, std::size_t outermost, double top) {
    if (points.shape(1) < 2 || across < 0 || across > 1 || outermost == 0)
        throw nb::value_error("a strip lies across the axis 0 or 1 of points in plan");
    const Reach found = reach(points.data(), points.shape(0), points.shape(1), {start, end}, across, outermost, top);
    return nb::make_tuple(found.low, found.high);
}

void rows_py(Rows* made, FieldArray points) {
    if (points.shape(1) < 2) throw nb::value_error("points in plan have two coordinates");
    new (made) Rows(points.data(), points.shape(0), points.shape(1));
}

Table reaches_py(const Rows& in_rows, FieldArray strips, std::size_t outermost) {
    if (strips.shape(1) != 2 || outermost == 0) throw nb::value_error("strips have a start and an end");
    std::vector<Reach> found;
    for (std::size_t k = 0; k < strips.shape(0); ++k)
        found.push_back(in_rows.reach({strips.data()[2 * k], strips.data()[2 * k + 1]}, outermost));
    const std::size_t count = found.size();
    return handed<double>(std::move(found), count, 2);
}

Table parallel_near_py(PointArray points, PointArray normals, PointArray directions, double band, double least_slope) {
    const Oriented skin = oriented(points, normals);
    return listed<double>(
        freely([&] { return parallel_near(skin, rows(directions), directions.shape(0), band, least_slope); }));
}

Table settled_py(PointArray points, PointArray normals, PointArray ups, std::vector<double> bands, std::size_t stray,
                 double least_slope, std::size_t least) {
    const std::size_t count = ups.shape(0);
    const Oriented skin = oriented(points, normals);
    least = std::max<std::size_t>(least, 1);
    return handed<double>(
        freely([&] { return settled(skin, rows(ups), count, bands, stray, least_slope, least); }), count, 3);
}

nb::tuple rest_py(PointArray points, PointArray normals, std::tuple<double, double, double> up, std::size_t stray,
                  double band, double contact, double least_slope) {
    const auto [x, y, z] = up;
    const Vec3 upwards{x, y, z};
    const Oriented skin = oriented(points, normals);
    const Rest found = freely([&] { return rest(skin, upwards, stray, band, contact, least_slope); });
    return nb::make_tuple(found.level, found.slopes, found.count, found.length, found.width);
}

nb::ndarray<nb::numpy, std::int64_t> on_planes_py(PointArray points, PointArray normals, std::vector<std::size_t> tried,
                                                  double tolerance, double least_slope) {
    const Oriented skin = oriented(points, normals);
    for (const std::size_t t : tried)
        if (t >= skin.count) throw nb::index_error("there is no such point");
    const auto counts = freely([&] { return on_planes(skin, tried, tolerance, least_slope); });
    return listed<std::int64_t>(std::vector<std::int64_t>(counts.begin(), counts.end()));
}

std::optional<std::tuple<double, double, double, double>> summit_py(PointArray points, PointArray normals, int axis,
                                                                    double sign, double radius) {
    if (axis < 0 || axis > 2) throw nb::value_error("the axis is 0, 1 or 2");
    const Oriented skin = oriented(points, normals);
    const auto found = freely([&] { return summit(skin, axis, sign, radius); });
    if (!found) return std::nullopt;
    return std::tuple{found->u, found->v, found->out, found->scatter};
}

nb::tuple ends_py(PointArray points, PointArray normals, PointArray directions, double depth, double half_strip,
                  double middle, std::vector<double> steps, double sheet, double leeway, std::size_t stray,
                  std::size_t least) {
    const Oriented skin = oriented(points, normals);
    finite(points), finite(directions);
    if (skin.count == 0 || least < 2) throw nb::value_error("an end takes points, a section two or more");
    const EndRule rule{depth, half_strip, middle, std::move(steps), sheet, leeway, stray, least};
    const std::size_t count = directions.shape(0), columns = 5 + rule.steps.size();
    std::vector<End> found(count);
    const auto one = [&](std::size_t d, std::size_t) { found[d] = end_towards(skin, rows(directions)[d], rule); };
    freely([&] { in_parallel(0, count, 1, one); });
    std::vector<double> halves;
    std::vector<Vec3> places;
    for (const End& end : found) {
        for (const Half& half : end.halves) {
            halves.insert(halves.end(), {half.width, half.walls, half.closed, half.backward, half.span});
            halves.insert(halves.end(), half.flat.begin(), half.flat.end());
        }
        places.push_back(end.place);
    }
    return nb::make_tuple(handed<double>(std::move(halves), 2 * count, columns),
                          handed<double>(std::move(places), count, 3));
}

void point_tree_py(PointTree* made, PointArray points) {
    freely([&] { new (made) PointTree(finite(points), points.shape(0)); });
}

nb::tuple nearest_py(const PointTree& tree, PointArray places, std::size_t most, double within, int threads) {
    const std::size_t asked = places.shape(0);
    Neighbours found = freely([&] { return tree.nearest(rows(places), asked, most, within, threads); });
    return nb::make_tuple(handed<double>(std::move(found.distance), asked, most),
                          handed<std::int64_t>(std::move(found.number), asked, most));
}

nb::tuple summed_py(IndexArray one, IndexArray other, NumberArray value, std::size_t members) {
    const std::size_t count = value.shape(0);
    if (one.shape(0) != count || other.shape(0) != count) throw nb::value_error("a pair has two members and a value");
    for (std::size_t k = 0; k < count; ++k)
        if (static_cast<std::uint64_t>(one.data()[k]) >= members) throw nb::index_error("there is no such member");
    Votes found = freely([&] { return summed(one.data(), other.data(), value.data(), count, members); });
    return nb::make_tuple(listed<std::int64_t>(std::move(found.one)), listed<std::int64_t>(std::move(found.other)),
                          listed<double>(std::move(found.sum)));
}

nb::ndarray<nb::numpy, std::int64_t> convex_hull_py(PointArray points) {
    auto facets = freely([&] { return convex_hull(finite(points), points.shape(0)); });
    const std::size_t count = facets.size();
    return handed<std::int64_t>(std::move(facets), count, 3);
}

}  // namespace

void bind_points(nb::module_& m) {
    m.def("moved", &moved_py, "frame"_a, "points"_a);
    m.def("extents", &extents_py, "points"_a);
    m.def("along", &along_py, "points"_a, "direction"_a);
    m.def("reach", &reach_py, "points"_a, "start"_a, "end"_a, "across"_a, "outermost"_a, "top"_a);
    nb::class_<Rows>(m, "Rows")
        .def("__init__", &rows_py, "points"_a)
        .def("reaches", &reaches_py, "strips"_a, "outermost"_a);
    m.def("parallel_near", &parallel_near_py, "points"_a, "normals"_a, "directions"_a, "band"_a, "least_slope"_a);
    m.def("settled", &settled_py, "points"_a, "normals"_a, "ups"_a, "bands"_a, "stray"_a, "least_slope"_a, "least"_a);
    m.def("rest", &rest_py, "points"_a, "normals"_a, "up"_a, "stray"_a, "band"_a, "contact"_a, "least_slope"_a);
    m.def("on_planes", &on_planes_py, "points"_a, "normals"_a, "tried"_a, "tolerance"_a, "least_slope"_a);
    m.def("summit", &summit_py, "points"_a, "normals"_a, "axis"_a, "sign"_a, "radius"_a);
    m.def("ends", &ends_py, "points"_a, "normals"_a, "directions"_a, "depth"_a, "half_strip"_a, "middle"_a, "steps"_a,
          "sheet"_a, "leeway"_a, "stray"_a, "least"_a);
    nb::class_<PointTree>(m, "PointTree")
        .def("__init__", &point_tree_py, "points"_a)
        .def("nearest", &nearest_py, "places"_a, "most"_a, "within"_a, "threads"_a);
    m.def("summed", &summed_py, "one"_a, "other"_a, "value"_a, "members"_a);
    m.def("convex_hull", &convex_hull_py, "points"_a);
}

}  // namespace orthogen
