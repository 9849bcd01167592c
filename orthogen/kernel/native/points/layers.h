// Layers. points of a surface with normals, directions -> what lies near its outermost places.
#pragma once
#include <array>
#include <cstddef>
#include <vector>

#include "vec.h"

namespace orthogen {

struct Oriented {
    const Vec3* points;
    const Vec3* normals;
    std::size_t count;
};

// For each direction the sum of |slope|, the cosine of normal and direction, over the points within `band` of the
// lowest one along it whose slope is more than `least_slope`.
std::vector<double> parallel_near(Oriented skin, const Vec3* directions, std::size_t count, double band,
                                  double least_slope);

// The directions in which a surface comes to rest when it starts with each of `ups`: the normal of the least-squares
// plane through what lies less than a band above the height that `stray` points lie below, at a slope above
// least_slope, in ever thinner bands, as long as there are `least` points.
std::vector<Vec3> settled(Oriented skin, const Vec3* ups, std::size_t count, const std::vector<double>& bands,
                          std::size_t stray, double least_slope, std::size_t least);

// Where a surface comes to rest along `up`: at the median height of what lies less than `band` above the height that
// `stray` points lie below, at a slope above least_slope; and what such points come within `contact` above that.
struct Rest {
    double level, slopes;  // slopes: the sum of |slope| over the contact
    std::size_t count;     // of its points
    double length, width;  // its extents along the two axes on which it spreads most
};

Rest rest(Oriented skin, Vec3 up, std::size_t stray, double band, double contact, double least_slope);

// How many points lie within `tolerance` of the plane of each of the `tried` ones, their normals at least as parallel
// as `least_slope`.
std::vector<std::size_t> on_planes(Oriented skin, const std::vector<std::size_t>& tried, double tolerance,
                                   double least_slope);

}  // namespace orthogen
