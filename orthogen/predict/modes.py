"""Modes. sole, loading -> the ways in which a foot may give under load, their springs and their loads.

Sink, pitch and roll about the centre of pressure; the toes as one hinge ahead of the heads; five rays hinged 62 mm
behind their heads. Each is one row of Phi, affine in its coordinate, so the energy stays convex (prediction.md 1).
"""

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.predict.sole import Sole
from orthogen.records.prediction import Loading

PITCH_MM, ROLL_MM, TOE_MM, RAY_MM = 100.0, 40.0, 50.0, 50.0
RIGID, TOE, RAYS = slice(0, 3), 3, slice(4, 9)
TOE_N_PER_MM, TOE_LEVER_RATIO = 2.0, 0.45
RAY_N_PER_MM, ROLL_NMM_PER_RAD = 10.0, 2.0e5  # [E]; fitted to the 0.13–0.15° a foot follows each degree of a post
_TOE_AHEAD_MM, _RAY_BEHIND_MM, _RAY_LONGEST_MM, _RAY_SIGMA_MM = 8.0, 62.0, 72.0, 5.0


def hinges(sole: Sole) -> FloatArray:
    """Return the rows of the toe and of the five rays (6, n)."""
    toe = np.maximum(sole.ahead_mm - _TOE_AHEAD_MM, 0.0) / TOE_MM
    lever = np.clip(sole.ahead_mm + _RAY_BEHIND_MM, 0.0, _RAY_LONGEST_MM) / RAY_MM
    y = sole.heads_mm[:, 1]
    width = _RAY_SIGMA_MM * np.sqrt(3.0) / np.pi  # a logistic step of that standard deviation
    steps = 1.0 / (1.0 + np.exp(-np.clip((sole.y_mm - (0.5 * (y[:-1] + y[1:]))[:, None]) / width, -40.0, 40.0)))
    shares = np.concatenate([steps[:1], np.diff(steps, axis=0), 1.0 - steps[-1:]])
    return np.concatenate([toe[None], lever * shares])


def rigid(sole: Sole, loading: Loading) -> FloatArray:
    """Return the rows of sink, pitch and roll about the centre of pressure (3, n)."""
    pitch, roll = (sole.x_mm - loading.x_mm) / PITCH_MM, (sole.y_mm - loading.y_mm) / ROLL_MM
    return np.stack([np.ones_like(pitch), pitch, roll])


def springs(*, ray_n_per_mm: float, roll_nmm_per_rad: float, toe_n_per_mm: float = TOE_N_PER_MM) -> FloatArray:
    """Return the stiffness of each mode (9,), N per mm of its coordinate; a ray's is given at its head."""
    ray = ray_n_per_mm * (_RAY_BEHIND_MM / RAY_MM) ** 2
    return np.array([0.0, 0.0, roll_nmm_per_rad / ROLL_MM**2, toe_n_per_mm, *[ray] * 5])


def loads(loading: Loading) -> FloatArray:
    """Return the load on each mode (9,), N: the force, and the moment of the toes' flexors; rays come from a rest."""
    toe = loading.toe_share * loading.force_n * TOE_LEVER_RATIO
    return np.array([loading.force_n, 0.0, 0.0, toe, *[0.0] * 5])
