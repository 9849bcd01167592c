// Bed. springs in series under a lattice of cells, a motion -> what each presses, and how the sums resist it.
#pragma once
#include <cstddef>
#include <vector>

namespace orthogen {

// Of each of `count` cells: how deep it would lie at rest, its soft layer (give · ln(1 + p/soft)), a foam below it
// (depth · p/(stiff + p)), and a shoe below all (shoe · p).
struct Springs {
    const double *gap, *give, *soft, *depth, *stiff;
    double shoe;
    std::size_t count;
};

// Pressure and w = ln(1 + p/soft) of each cell; the sums of row · p; the sums of row · slope · row.
struct Pressed {
    std::vector<double> pressure, w, sums, stiffness;
};

// rows: `modes` times `count` numbers; motion: `modes`. A cell lies deeper by the sum of motion · row. start: a guess
// of w.
Pressed pressed(const Springs& springs, const double* rows, const double* motion, std::size_t modes,
                const double* start);

}  // namespace orthogen
