"""Performance page. benchmarks/results/*.json -> performance.md and its plots; nothing is measured here."""

import json
from pathlib import Path

from docs.performance_tables import (
    OURS,
    Result,
    area_table,
    dose_table,
    error_table,
    machine_table,
    middle,
    part_table,
    prediction_table,
    pressure_table,
    process_table,
    rolling_table,
    thread_table,
    time_table,
)
from docs.performance_targets import (
    batch_targets,
    offset_targets,
    prediction_targets,
    pressure_targets,
    rolling_targets,
    stage_targets,
    store_targets,
    targets_table,
)
from docs.plot import Line, line_plot

RESULTS = Path(__file__).resolve().parents[1] / "benchmarks" / "results"
NAMES = ("offset", "rolling", "stages", "prediction", "pressure", "batch", "store")
_QUIET_PERCENT = 10.0
_HEAD = """# Performance

Made by `make docs` from what `make bench` measured and stored in `benchmarks/results`. All figures are medians. Tools
take turns, each run in a process of its own, so ratios within one table hold better than seconds. No test asserts a
time.

The machine is a share of a host whose speed changes from hour to hour; the seconds below are of a fast one. On
2026-11-23 the same programs, and their peers, took 1.4 to 2.2 times as long: trimesh 1.30 to 1.44 s for the file of
part C and a build of it .96 to 1.08 s (.74 to .75 of that), a changed dose 72 ms, the rolling ball 7.3 and 10.4 ms
where numpy took 36 and 136, and OpenVDB 14.0 times as long as this kernel by wall, 16.3 times by CPU.
"""
_OFFSET = """
## A. Normal offset

*Time* runs from arrays in memory to arrays in memory: no start, no import, no file. *÷ ours* is a tool's time over
this kernel's. *Peak* is the most memory of the process, *before* what interpreter, libraries and mesh took of it.
*Runs*: a tool repeats up to five times or until it has had six seconds.

*Errors* in mm are measured by libigl and numpy, which share no code with this kernel. *Centroid*: how far the
centroids of some 100,000 output faces are from the distance. *Vertex max*: the same of all vertices. *Vertices off*:
those over 0.001 mm, in brackets those of them that lie on no crease (the true normals of their faces differ by less
than 20°). *Wrong side*: of some 20,000 vertices those inside for an outward, outside for an inward offset.
*Complete*: how far true offset points are from the output; they are `p + d·n` of 100,000 even samples p, where
nothing of the input is nearer than d. *Crowded* edges have more than two faces. *Meeting pairs* are faces that meet
where they should not, by this kernel's exact counter / by libigl's `find_self_intersections`, faces without area left
out.
"""
_LINES = """
### Against faces, distance and cell

![Seconds against faces](performance/faces.svg)
![Seconds against distance](performance/distance.svg)
![Seconds against cell](performance/cell.svg)

"""
_ROLLING = """
## B. Rolling ball under a height field

A top given by a formula, 601 × 221 nodes at 0.5 mm, walls to {steepest:.0f}°, one thread, CPU ms: the median of 31
calls in turns with numpy, and the first call of the process. The truth is the envelope of balls on the formula itself,
found at {asked} nodes by trying all places 1/16 mm apart and then ever finer around the best. Errors are normal to the
surface. *numpy* is the minimum over balls on all nodes; *thinner than balls* is how far this kernel's underside ever
comes above it, on the smooth top and with 0.05 mm of white noise.
"""
_PROGRAM = """
## C. The whole program

A dense refinement of the demo scan: {dense:,} faces for `build`, {fewer:,} for `inspect`. *trimesh load + save* of
the same file is the yardstick. Imports are told by `-X importtime`, which itself costs some time.
"""
_PREDICTION = """
## D. Expected change of pressure

The demo scan right_normal.stl and a print that the model leaves of it; one thread, arrays in memory, CPU time. Cells of
1 mm for what is told, of 2 mm for bands, calibration and search.

"""
_PRESSURE = """
## E. Recordings of pressure

Files of 16 MB, made of one known footprint that steps on each device again and again, read into kPa on placed cells,
checks included, without start and imports. Cells without load are most of a plate; they are read as any other.
"""
_END = """
## How to repeat it

```
make bench    # some minutes on a quiet machine; installs the peers of the extra "bench"
make docs
```

OpenVDB is run by Debian's Python: `apt install python3-openvdb`. A peer that is not there is left out, with the
reason in its row. One part alone: `python -m benchmarks.offset`, `benchmarks.rolling`, `benchmarks.stages`,
`benchmarks.prediction`, `benchmarks.pressure`, `benchmarks.batch`,
`benchmarks.store`.

## What cannot be compared

* **Cells are not resolution.** libigl and OpenVDB interpolate between lattice points; this kernel puts every vertex
  at the distance. At equal cells they make about as many faces, not an equal error.
* **OpenVDB keeps a grid** that can be offset again, filtered and joined; that is part of what its time pays for. Its
  Python door makes a band of |d| / h + 2 cells on both sides of the mesh; from C++ one side would do, for about half.
* **libigl** is given its fast winding number, which also copes with open and self-meeting meshes; this kernel refuses
  open ones.
* **trimesh** moves vertices along their normals and makes no claim to be free of self-intersection: its time is that
  of another task.
* **scikit-image** gets voxels, so its error is that of the voxels, half a cell and more.
* **manifold3d** computes an exact Minkowski sum with a faceted ball: another task, on a mesh small enough to wait
  for.
* **Peak memory** of OpenVDB is that of another Python. Compare what lies between *before* and *peak*.
* **Creases**: a face that spans a sharp valley cannot follow it; centroid max and complete max are such faces, for
  all tools.
"""


def performance_texts(folder: Path = RESULTS) -> dict[str, str]:
    """Return file name -> text of the page and its plots, from the JSON files in a folder."""
    results: dict[str, Result] = {name: json.loads((folder / f"{name}.json").read_text()) for name in NAMES}
    plots = {f"performance/{name}.svg": text for name, text in _plots(results["offset"]).items()}
    return {"performance.md": _page(results), **plots}


def _page(results: dict[str, Result]) -> str:
    offset, rolling, stages, prediction, pressure, batch, store = (results[name] for name in NAMES)
    targets = "\n".join([
        "\n### Normal offset\n", targets_table(offset_targets(offset)),
        "### Rolling ball\n", targets_table(rolling_targets(rolling, stages)),
        "### Whole program\n", targets_table(stage_targets(stages)),
        "### Expected change of pressure\n", targets_table(prediction_targets(prediction)),
        "### Recordings of pressure\n", targets_table(pressure_targets(pressure)),
        "### A day's orders\n", targets_table(batch_targets(batch)),
        "### The store\n", targets_table(store_targets(store)),
    ])  # fmt: skip
    return "".join([
        _HEAD, "\n## The machine\n\n", machine_table(results), _busy(results),
        "\n## Targets\n", targets,
        _OFFSET, *(_case(case) for case in offset["cases"]),
        _LINES, area_table(offset["sweep"]),
        "\n### Threads\n\n", thread_table(offset["threads"]),
        _ROLLING.format(steepest=rolling["constant"]["steepest_deg"], asked=rolling["constant"]["asked"]), "\n",
        rolling_table(rolling),
        _PROGRAM.format(dense=stages["dense_faces"], fewer=stages["fewer_faces"]), "\n",
        process_table(stages), "\n", part_table(stages), "\n", dose_table(stages),
        _PREDICTION, prediction_table(prediction),
        _PRESSURE, "\n", pressure_table(pressure),
        _END,
    ])  # fmt: skip


def _busy(results: dict[str, Result]) -> str:
    """Return a warning where other programs ran at the same time, or may have."""
    shares = {name: result["machine"]["others_percent"] for name, result in results.items()}
    busy = [name for name, share in shares.items() if share is None or share > _QUIET_PERCENT]
    if not busy:
        return ""
    return (
        f"\n**The machine was not known to be quiet** during {' and '.join(busy)}: wall times are too long there, and\n"
        "what is missed or met by wall time is not settled. CPU times and ratios are less off.\n"
    )


def _case(case: Result) -> str:
    """Return one case: its title, why it is there, its two tables."""
    title = f"\n### {case['title']}, {case['distance_mm']:+g} mm, cells of {case['cell_mm']:g} mm\n\n"
    why = f"{case['why']}\n\n" if case["why"] else ""
    if "left_out" in case:
        return f"{title}{why}Left out: {case['left_out']}\n"
    ours = case["rows"].get(OURS, {})
    told = (
        f" This kernel put {ours['crease_vertices']:,} vertices onto creases and moved {ours['moved_vertices']:,} off\n"
        "the exact surface so that no two faces meet."
        if "moved_vertices" in ours
        else ""
    )
    return f"{title}{why}{case['faces']:,} faces in.{told}\n\n{time_table(case)}\n{error_table(case)}"


def _plots(offset: Result) -> dict[str, str]:
    """Return the three plots of wall seconds."""
    sweep = offset["sweep"]
    faces = [p for p in sweep if (p["distance_mm"], p["cell_mm"]) == (3.0, 0.5)]
    distances = [p for p in sweep if (p["mesh"], p["cell_mm"]) == ("foot200", 0.5)]
    cells = [p for p in sweep if (p["mesh"], p["distance_mm"]) == ("foot200", 3.0)]
    wall = "wall seconds"
    return {
        "faces": line_plot("3 mm, cells of 0.5 mm", across="faces in", up=wall, lines=_lines(faces, "faces")),
        "distance": line_plot(
            "200,000 faces, cells of 0.5 mm", across="distance, mm", up=wall, lines=_lines(distances, "distance_mm")
        ),
        "cell": line_plot("200,000 faces, 3 mm", across="cell, mm", up=wall, lines=_lines(cells, "cell_mm")),
    }


def _lines(points: list[Result], along: str) -> dict[str, Line]:
    """Return tool -> its points, without those that were left out."""
    tools = dict.fromkeys([OURS, *(tool for point in points for tool in point["rows"])])
    found = {
        tool: [
            (float(point[along]), middle(point["rows"][tool]["wall_s"]))
            for point in points
            if tool in point["rows"] and "left_out" not in point["rows"][tool]
        ]
        for tool in tools
    }
    return {tool: line for tool, line in found.items() if line}
