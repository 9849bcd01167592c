"""Native. what the compiled half of the kernel offers; sources in kernel/native.

threads: how many to use, 0 for as many as there are cores; no result depends on it.
"""

from orthogen.kernel.arrays import FloatArray, IntArray

def offset(
    points: FloatArray, faces: IntArray, distance: float, step: float, threads: int
) -> tuple[FloatArray, IntArray, int, int, bool]: ...
def offset_blocks(points: FloatArray, distance: float, step: float) -> float: ...
def crossing_pairs(points: FloatArray, faces: IntArray, most: int, threads: int) -> IntArray: ...
