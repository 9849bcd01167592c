// Facets. corners of triangles -> the records of a binary STL.
#pragma once
#include <cstdint>
#include <vector>

namespace orthogen {

constexpr std::size_t FACET_BYTES = 50;  // normal, three corners, two bytes of attribute

// The records of `count` triangles given as nine floats each: true unit normals, 0 for a face without area; attribute
// bytes 0. As in memory, which is little-endian on every machine that this is built for.
std::vector<std::uint8_t> facets(const float* corners, std::size_t count);

}  // namespace orthogen
