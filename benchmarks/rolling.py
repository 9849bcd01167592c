"""Rolling. the ball under an insole top, constant and varying -> its time beside numpy's, its error, its least wall.

`python -m benchmarks.rolling`, into benchmarks/results/rolling.json. The top is a formula, 601 × 221 nodes at 0.5 mm:
heel cup walls to 70°, an arch of 19 mm, a pad of 5.5 mm. So the truth comes from the formula itself, by trying all
places 1/16 mm apart and then ever finer around the best, and knows nothing of how the kernel goes between nodes.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable

import numpy as np

from benchmarks.machine import Machine
from benchmarks.processes import keep, told
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.rolling import rolled_below

NX, NY, STEP_MM = 601, 221, 0.5
_LAPS, _PROCESSES = 31, 3
_MARGIN, _ASKED = 16, 600
Field = Callable[[FloatArray, FloatArray], FloatArray]


def top_mm(x: FloatArray, y: FloatArray) -> FloatArray:
    """Return the height of the top; twice differentiable everywhere."""
    behind = -_soft(35.0 - x, 5.0)
    around = _soft(np.sqrt(behind**2 + y**2 + 1.0) - 18.0, 2.0)
    steep, bend = 2.85, 0.09 / 2.85
    wall = steep / bend * np.log(np.cosh(bend * around)) * (0.8 - 0.2 * np.tanh((x - 120.0) / 20.0))
    arch = 19.0 * np.exp(-(((x - 120.0) / 35.0) ** 2) - ((y - 35.0) / 18.0) ** 2)
    pad = 5.5 * np.exp(-(((x - 190.0) / 9.0) ** 2) - (y / 8.0) ** 2)
    height: FloatArray = wall + arch + pad
    return height


def _soft(u: FloatArray, width: float) -> FloatArray:
    """Return max(u, 0), rounded over some widths around 0."""
    ramp: FloatArray = width * np.logaddexp(0.0, u / width)
    return ramp


def constant_mm(x: FloatArray, y: FloatArray) -> FloatArray:
    """Return 3 mm everywhere."""
    return np.broadcast_to(3.0, np.broadcast_shapes(x.shape, y.shape))


def varying_mm(x: FloatArray, y: FloatArray) -> FloatArray:
    """Return 2.5 to 3.5 mm in waves along the foot."""
    return 3.0 + 0.5 * np.sin(x / 20.0) + 0.0 * y


def under_nodes(z: FloatArray, thickness: float | FloatArray) -> FloatArray:
    """Return the lower envelope of the balls on all nodes by shifted minima: numpy's brute force, and the guard."""
    below: FloatArray = z - thickness
    most = float(np.max(thickness))
    reach = int(most / STEP_MM)
    for dx in range(-reach, reach + 1):
        for dy in range(-reach, reach + 1):
            far = (dx * dx + dy * dy) * STEP_MM**2
            if not 0 < far <= most**2:
                continue
            into = _shifted(dx, z.shape[0]), _shifted(dy, z.shape[1])
            centre = _shifted(-dx, z.shape[0]), _shifted(-dy, z.shape[1])
            if isinstance(thickness, float):
                np.minimum(below[into], z[centre] - np.sqrt(thickness**2 - far), out=below[into])
                continue
            with np.errstate(invalid="ignore"):  # balls that do not reach that far are NaN, which fmin passes over
                np.fmin(below[into], z[centre] - np.sqrt(thickness[centre] ** 2 - far), out=below[into])
    return below


def _shifted(by: int, size: int) -> slice:
    return slice(max(by, 0), size + min(by, 0))


def truth_mm(thickness: Field, px: FloatArray, py: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the true envelope (n,) at places (n,), and the secant of the surface's slope where the ball touches."""
    reach = 3.6
    fine = np.arange(-reach, reach + 1e-9, 1 / 16)
    qx, qy = px.copy(), py.copy()
    for k in range(len(px)):
        low = _under(thickness, px[k], py[k], px[k] + fine[:, None], py[k] + fine[None, :])
        i, j = np.unravel_index(int(low.argmin()), low.shape)
        qx[k], qy[k] = px[k] + fine[i], py[k] + fine[j]
    width = 1 / 16
    around = np.linspace(-1.0, 1.0, 9)
    while width > 1e-6:
        x = qx[:, None, None] + width * around[:, None]
        y = qy[:, None, None] + width * around[None, :]
        low = _under(thickness, px[:, None, None], py[:, None, None], x, y).reshape(len(px), -1)
        i, j = np.divmod(low.argmin(1), len(around))
        qx, qy = qx + width * around[i], qy + width * around[j]
        width /= 2.5
    h = 1e-4
    slope_x, slope_y = ((top_mm(qx + a, qy + b) - top_mm(qx - a, qy - b)) / (2 * h) for a, b in ((h, 0.0), (0.0, h)))
    return _under(thickness, px, py, qx, qy), np.sqrt(1 + slope_x**2 + slope_y**2)


def _under(thickness: Field, px: FloatArray, py: FloatArray, x: FloatArray, y: FloatArray) -> FloatArray:
    """Return how low the ball at (x, y) reaches at (px, py), infinite where it does not reach."""
    room = thickness(x, y) ** 2 - (x - px) ** 2 - (y - py) ** 2
    low: FloatArray = np.where(room >= 0, top_mm(x, y) - np.sqrt(np.maximum(room, 0.0)), np.inf)
    return low


def measured(kind: str) -> dict[str, object]:
    """Return the laps of both in ms of CPU, the errors normal to the surface, and how thin it is beside the balls."""
    thickness = {"constant": constant_mm, "varying": varying_mm}[kind]
    x, y = STEP_MM * np.arange(NX)[:, None], STEP_MM * (np.arange(NY)[None, :] - NY // 2)
    z = top_mm(x, y)
    given: float | FloatArray = 3.0 if kind == "constant" else np.ascontiguousarray(thickness(x, y))
    below, nodes, clocks = _taking_turns(z, given)
    share = np.arange(_ASKED)[:, None] * (0.7548776662466927, 0.5698402909980532) % 1.0
    i, j = (_MARGIN + share * (NX - 2 * _MARGIN, NY - 2 * _MARGIN)).astype(int).T
    true, secant = truth_mm(thickness, x[i, 0], y[0, j])
    wrong, plain = (true - below[i, j]) / secant, (true - nodes[i, j]) / secant
    rough = z + 0.05 * np.random.default_rng(0).standard_normal(z.shape)
    thinner_rough = rolled_below(rough, given, step_mm=STEP_MM) - under_nodes(rough, given)
    return {
        **clocks, "asked": _ASKED,
        "steepest_deg": float(np.degrees(np.arctan(np.hypot(*np.gradient(z, STEP_MM)).max()))),
        "error_rms_mm": float(np.sqrt(np.mean(wrong**2))), "too_thick_mm": float(wrong.max()),
        "too_thin_mm": float(-wrong.min()), "numpy_error_rms_mm": float(np.sqrt(np.mean(plain**2))),
        "numpy_error_max_mm": float(np.abs(plain).max()),
        "thinner_than_balls_mm": float((below - nodes).max()),
        "thinner_than_balls_rough_mm": float(thinner_rough.max()),
    }  # fmt: skip


def _taking_turns(z: FloatArray, given: float | FloatArray) -> tuple[FloatArray, FloatArray, dict[str, list[float]]]:
    """Return the undersides of the kernel and of numpy, and the CPU ms of each lap."""
    clocks: dict[str, list[float]] = {"kernel_ms": [], "numpy_ms": []}
    for _ in range(_LAPS):
        begun = time.process_time()
        below = rolled_below(z, given, step_mm=STEP_MM)
        between = time.process_time()
        nodes = under_nodes(z, given)
        clocks["kernel_ms"].append(1e3 * (between - begun))
        clocks["numpy_ms"].append(1e3 * (time.process_time() - between))
    return below, nodes, clocks


def main() -> None:
    """Measure in three processes, one after the other, and keep it; with a kind of thickness be one of them."""
    if len(sys.argv) > 1:
        print(json.dumps(measured(sys.argv[1])))
        return
    machine = Machine()
    result: dict[str, object] = {"nodes": [NX, NY], "step_mm": STEP_MM}
    kinds: dict[str, list[dict[str, object]]] = {"constant": [], "varying": []}
    for _ in range(_PROCESSES):
        for kind, found in kinds.items():
            found.append(told("benchmarks.rolling", kind))
    for kind, found in kinds.items():
        middle = sorted(found, key=lambda one: statistics.median(one["kernel_ms"]))[len(found) // 2]
        result[kind] = middle
    keep("rolling", {"machine": machine.told(), **result})


if __name__ == "__main__":
    main()
