"""Own count. offset mesh -> its meeting pairs of faces by the kernel's exact counter, beside the evaluator's own."""

import json
import sys

import numpy as np

from orthogen.kernel.intersect import crossing_pairs
from orthogen.kernel.mesh import Mesh, triangle_height_mm

_MOST = 100_000


def main() -> None:
    """Print the number as JSON, 100,000 at most."""
    made = np.load(sys.argv[1])
    whole = Mesh(points_mm=made["v"], faces=made["f"])
    faces = np.ascontiguousarray(whole.faces[triangle_height_mm(whole) > 0])
    pairs = crossing_pairs(Mesh(points_mm=whole.points_mm, faces=faces), most=_MOST)
    print(json.dumps({"meeting_pairs": len(pairs)}))


if __name__ == "__main__":
    main()
