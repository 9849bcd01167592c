// Detail. a surface -> the same with fewer points for a preview, or with shorter edges where values need points.
#pragma once
#include "mesh.h"

namespace orthogen {

// The points of each cell of a grid become their mean; faces that then lack three different corners are gone, and so
// are the points of none that is left.
Mesh clustered(MeshView mesh, double cell);

// The edges of the chosen faces are halved until none is longer; faces beside them share the new points.
Mesh refined(MeshView mesh, const bool* chosen, double longest);

}  // namespace orthogen
