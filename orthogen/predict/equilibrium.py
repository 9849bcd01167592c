"""Equilibrium. sole, support, loading -> the pressure of every cell, or the reason why there is none.

Newton on the motions of the modes. The energy is convex: there is one solution and it does not depend on the start.
Sums run in a fixed order without a threaded library, so the bytes do not depend on the number of threads.
"""

import numpy as np

from orthogen.errors import NotPredictable
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.springs import GROWTH, Bed, Columns, pressed
from orthogen.lazyclass import dataclass
from orthogen.predict import modes
from orthogen.predict.sole import Sole
from orthogen.records.prediction import Loading

MOST_PITCH_DEG, MOST_ROLL_DEG, MOST_STRAIN, MOST_KPA = 12.0, 10.0, 0.75, 1500.0  # prediction.md 2.1
_STEPS, _LONGEST_MM, _HALVINGS = 60, 6.0, 6
CLOSE, NEAR = 1e-7, 1e-4  # of the force: where a number is told, and where many are drawn or tried
_LOWEST = 0.98


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What lies under each cell of a sole (n,): top_mm, depth_mm, stiff_kpa; the shoe below all."""

    top_mm: FloatArray
    depth_mm: FloatArray
    stiff_kpa: FloatArray
    shoe_mm_per_kpa: float


@dataclass(frozen=True, kw_only=True)
class Stiffness:
    """Springs of the hinges: of a ray at its head, of the leg against roll, of the toes."""

    ray_n_per_mm: float = modes.RAY_N_PER_MM
    roll_nmm_per_rad: float = modes.ROLL_NMM_PER_RAD
    toe_n_per_mm: float = modes.TOE_N_PER_MM


@dataclass(frozen=True, kw_only=True)
class Rest:
    """The state in which leg and rays are at ease: the roll there, and what the rays carry there (5,), N."""

    roll: float
    rays_n: FloatArray


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A foot in balance: pressure_kpa (n,), motion (k,) of its modes, force and centre of pressure."""

    loading: Loading
    pressure_kpa: FloatArray
    motion: FloatArray
    force_n: float
    x_mm: float
    y_mm: float


@dataclass(frozen=True, kw_only=True)
class _Task:
    """One balance to be found: rows (k, n), springs, loads and rest of the modes (k,)."""

    sole: Sole
    ground: Ground
    rows: FloatArray
    springs: FloatArray
    loads: FloatArray
    ease: FloatArray
    columns: Columns
    gap_mm: FloatArray


def stand(
    sole: Sole,
    ground: Ground,
    loading: Loading,
    *,
    hinges: FloatArray,
    stiffness: Stiffness,
    rest: Rest | None = None,
    close: float = CLOSE,
    judged: bool = True,
    start: FloatArray | None = None,
) -> Standing:
    """Return the foot in balance on the ground; hinges (6, n) as `modes.hinges` gives them.

    rest: None for the state that is itself the reference: leg and rays are then at ease and do not give. close: the
    residual that ends it, as a share of the force. start: motions near the balance, of which there is only one. Raises
    NotPredictable where there is no balance and, if judged, beyond the limits of the model.
    """
    count = 4 if rest is None else 9
    springs = modes.springs(ray_n_per_mm=stiffness.ray_n_per_mm, toe_n_per_mm=stiffness.toe_n_per_mm,
                            roll_nmm_per_rad=0.0 if rest is None else stiffness.roll_nmm_per_rad)  # fmt: skip
    wanted, ease = modes.loads(loading), np.zeros(9)
    if rest is not None:
        wanted[modes.RAYS] = rest.rays_n
        ease[2] = rest.roll
    columns = Columns(thick_mm=sole.thick_mm, soft_kpa=sole.soft_kpa, depth_mm=ground.depth_mm,
                      stiff_kpa=ground.stiff_kpa, last_mm_per_kpa=ground.shoe_mm_per_kpa)  # fmt: skip
    task = _Task(
        sole=sole, ground=ground, rows=np.concatenate([modes.rigid(sole, loading), hinges])[:count],
        springs=springs[:count], loads=wanted[:count], ease=ease[:count], columns=columns,
        gap_mm=ground.top_mm - sole.skin_mm,
    )  # fmt: skip
    motion, pressure = _newton(task, close * loading.force_n, start)
    if judged:
        _judge(task, motion, pressure)
    return _standing(sole, loading, motion, pressure)


def rest_of(sole: Sole, standing: Standing, hinges: FloatArray) -> Rest:
    """Return the reference that this balance is: its roll, and what its rays carry."""
    carried = 1e-3 * sole.cell_mm2 * np.einsum("kn,n->k", hinges[1:], standing.pressure_kpa)
    return Rest(roll=float(standing.motion[2]), rays_n=carried)


def _newton(task: _Task, close_n: float, start: FloatArray | None) -> tuple[FloatArray, FloatArray]:
    """Return motion and pressure of the balance, each step at most 6 mm and halved while the residual grows."""
    motion = np.zeros(len(task.rows))
    if start is None:
        lowest = int(_LOWEST * len(task.gap_mm))
        motion[0] = 4.0 - float(np.partition(task.gap_mm, lowest)[lowest])
    else:
        motion[: len(start)] = start
    bed = pressed(task.columns, task.gap_mm, task.rows, motion, np.zeros(len(task.gap_mm)))
    rest = _rest(task, bed, motion)
    for _ in range(_STEPS):
        size = float(np.abs(rest).max())
        if size <= close_n:
            return motion, bed.pressure_kpa
        step = np.linalg.solve(_stiff(task, bed), -rest)
        step *= min(1.0, _LONGEST_MM / float(np.abs(step).max()))
        for _ in range(_HALVINGS):
            tried = pressed(task.columns, task.gap_mm, task.rows, motion + step, bed.w)
            rest = _rest(task, tried, motion + step)
            if float(np.abs(rest).max()) <= size:
                break
            step = 0.5 * step
        motion, bed = motion + step, tried
    raise NotPredictable(
        f"the model finds no balance in {_STEPS} steps: the load acts outside the support",
        "check the centre of pressure, and that print and scan are the same foot",
    )


def _rest(task: _Task, bed: Bed, motion: FloatArray) -> FloatArray:
    """Return what each mode lacks of its load (k,), N."""
    return 1e-3 * task.sole.cell_mm2 * bed.sums + task.springs * (motion - task.ease) - task.loads


def _stiff(task: _Task, bed: Bed) -> FloatArray:
    """Return how the modes resist (k, k); a mode that nothing touches yet resists a little, so that it has a step."""
    stiff = 1e-3 * task.sole.cell_mm2 * bed.stiffness + np.diag(task.springs)
    return np.asarray(stiff + 1e-9 * np.diag(np.maximum(stiff.diagonal(), 1.0)))


def _judge(task: _Task, motion: FloatArray, pressure: FloatArray) -> None:
    """Raise NotPredictable beyond the limits of the model."""
    pitch, roll = (float(np.degrees(np.arctan(value))) for value in
                   (motion[1] / modes.PITCH_MM, motion[2] / modes.ROLL_MM))  # fmt: skip
    strain, peak = float(np.log1p(pressure / task.sole.soft_kpa).max()) / GROWTH, float(pressure.max())
    for value, most, words in (
        (abs(pitch), MOST_PITCH_DEG, "the foot would pitch by {:.0f}°; {:.0f}° is the limit"),
        (abs(roll), MOST_ROLL_DEG, "the foot would roll by {:.0f}°; {:.0f}° is the limit"),
        (strain, MOST_STRAIN, "the tissue would be strained by {:.2f}; {:.2f} is the limit"),
        (peak, MOST_KPA, "the highest pressure of the model is {:.0f} kPa; {:.0f} kPa is the limit"),
    ):
        if value > most:
            raise NotPredictable(
                f"{words.format(value, most)} of the model", "check the centre of pressure and the scan"
            )


def _standing(sole: Sole, loading: Loading, motion: FloatArray, pressure: FloatArray) -> Standing:
    """Return the balance with its force and centre of pressure."""
    each = 1e-3 * sole.cell_mm2 * pressure
    force = float(each.sum())
    return Standing(
        loading=loading, pressure_kpa=pressure, motion=motion, force_n=force,
        x_mm=float((each * sole.x_mm).sum()) / force, y_mm=float((each * sole.y_mm).sum()) / force,
    )  # fmt: skip
