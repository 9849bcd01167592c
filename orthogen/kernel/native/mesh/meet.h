// Meet. two faces of one mesh -> whether they meet anywhere but in the points and the edge they share, exactly.
#pragma once
#include "mesh.h"

namespace orthogen {

// Touching counts, folding onto a neighbour counts. Faces without area have no plane and must be left out.
bool faces_meet(const Vec3* points, Face one, Face other);

}  // namespace orthogen
