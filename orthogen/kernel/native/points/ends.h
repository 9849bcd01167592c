// Ends. skin, directions -> how much of the width behind its outermost place each of its ends closes, and how flatly.
#pragma once
#include <array>
#include <vector>

#include "points/layers.h"

namespace orthogen {

// Where an end is measured. Depths count from the place that `stray` points lie beyond.
struct EndRule {
    double depth, half_strip;     // the width is that of the section at this depth, taken in a strip around it
    double middle;                // the height that parts the lower half of the section from the upper one
    std::vector<double> steps;    // where sheets begin
    double sheet, leeway;         // how thick they are; what lies less deep than the leeway is the end's place
    std::size_t stray, least;     // fewer points than `least` in a strip are no section
};

// One half of an end, in points per unit of width. width: of the section, by the flux of its sides; walls: the same if
// none of them faced inward; closed: what the skin ahead of the section closes of it; backward: how much of that skin
// looks back; span: from one side to the other, in units of length, the outermost point on each side left out.
struct Half {
    double width = 0, walls = 0, closed = 0, backward = 0, span = 0;
    std::vector<double> flat;  // how much lies in the sheet at each step
};

struct End {
    std::array<Half, 2> halves;  // the lower and the upper one
    Vec3 place;
};

End end_towards(Oriented skin, Vec3 out, const EndRule& rule);

}  // namespace orthogen
