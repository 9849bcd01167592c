// Closed. mesh -> what keeps it from being closed and oriented, counted.
#pragma once
#include "mesh.h"

namespace orthogen {

struct Faults {
    std::size_t open = 0;     // edges of one face
    std::size_t crowded = 0;  // edges of more than two
    std::size_t turned = 0;   // edges whose two faces run along them the same way
    std::size_t flat = 0;     // faces without area
    double volume = 0;        // enclosed, negative for a mesh turned inside out
    double area = 0;
};

// Every face must name points that exist, of which there are fewer than 2³¹.
Faults faults_of(MeshView mesh, int threads);

}  // namespace orthogen
