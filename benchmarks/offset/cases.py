"""Cases. what is measured: which mesh, distance and cell, which tools, and why not all of them."""

from dataclasses import dataclass

from benchmarks.offset.tools import EVERY, LIBIGL, MANIFOLD, OPENVDB, OURS, TRIMESH


@dataclass(frozen=True)
class Config:
    """One offset to be made."""

    mesh: str
    distance_mm: float
    cell_mm: float


@dataclass(frozen=True, kw_only=True)
class Case(Config):
    """An offset that all the tools make and the evaluator judges; why: what the reader must know of the choice.

    sets_pace: the targets of time and memory are set for this one.
    """

    title: str
    tools: tuple[str, ...] = EVERY
    sets_pace: bool = False
    why: str = ""


FEWER = (OURS, OPENVDB, LIBIGL, TRIMESH)  # voxels take a minute on a foot that lies askew, with the error they have
CASES = (
    Case(mesh="foot200", distance_mm=3.0, cell_mm=0.5, title="Synthetic foot, 200,000 faces", sets_pace=True),
    Case(mesh="foot200", distance_mm=-3.0, cell_mm=0.5, title="Synthetic foot, 200,000 faces, inwards",
         tools=(OURS, OPENVDB, LIBIGL)),
    Case(mesh="foot500", distance_mm=3.0, cell_mm=0.5, title="Synthetic foot, 500,000 faces",
         tools=(OURS, OPENVDB)),
    Case(mesh="demo", distance_mm=3.0, cell_mm=0.5, title="Demo scan right_normal.stl", tools=FEWER,
         why="The scan meets itself between the toes, as scans do. An offset has to be sound all the same."),
    Case(mesh="shared", distance_mm=3.0, cell_mm=0.5, title="A scan that is not in this repository", tools=FEWER),
    Case(mesh="foot5", distance_mm=3.0, cell_mm=0.5, title="Synthetic foot, 5,800 faces, with the Minkowski sum",
         tools=(OURS, OPENVDB, TRIMESH, MANIFOLD),
         why="A mesh of its own, because the Minkowski sum with a ball of 16 segments takes minutes on 200,000 faces. "
             "It has no cells: its error is that of the ball."),
)  # fmt: skip
FACES_LINE = tuple(Config(mesh, 3.0, 0.5) for mesh in ("foot50", "foot125", "foot200", "foot500"))
DISTANCE_LINE = tuple(Config("foot200", d, 0.5) for d in (1.0, 2.0, 3.0, 4.0, 5.0, 6.0))
CELL_LINE = tuple(Config("foot200", 3.0, h) for h in (0.3, 0.4, 0.5, 0.7, 1.0))
SWEEP = tuple(dict.fromkeys((*FACES_LINE, *DISTANCE_LINE, *CELL_LINE)))
PEER_SWEEP = tuple(
    Config(mesh, d, h)
    for mesh, d, h in [
        ("foot50", 3.0, 0.5), ("foot200", 3.0, 0.5), ("foot500", 3.0, 0.5), ("foot200", 1.0, 0.5),
        ("foot200", 6.0, 0.5), ("foot200", 3.0, 0.3), ("foot200", 3.0, 1.0),
    ]
)  # fmt: skip
THREADS = (1, 2, 4)
