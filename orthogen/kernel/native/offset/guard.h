// Guard. cut quads -> those that meet others, exactly.
#pragma once
#include "offset/cut.h"

namespace orthogen {

// Of quads whose triangles may leave their envelopes, those that meet another one, and that other one; in order of
// their vertices, each once. A quad with a face without area meets itself.
std::vector<Quad> clashing(const Surface& surface, const Centres& centres, const std::vector<Quad>& uncertain,
                           int threads);

// Puts quads in order of their vertices, each once.
void make_unique(std::vector<Quad>& quads);

}  // namespace orthogen
