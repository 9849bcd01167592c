"""Mot. text of OpenSim joint angles (.mot, .sto) -> Gait: cadence, and eversion of the subtalar joints.

formats.md 2.2. Such a file has neither places nor events: a foot strikes about when its hip is flexed most, and the
hip is extended most before toe-off, so what lies between is stance. `subtalar_angle` is inversion positive in OpenSim.
"""

import hashlib
import re

import numpy as np

from orthogen.errors import CorruptFile
from orthogen.intake.again import EXPORT_AGAIN
from orthogen.intake.pressure.words import head, number, text
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.rank import median
from orthogen.records.finding import Finding
from orthogen.records.gait import Bearer, Gait, Value, impossible

_END = re.compile(r"^\s*endheader\s*$", re.IGNORECASE | re.MULTILINE)
_MOST_VALUES = 20_000_000
_LEAST_STRIDE_S, _MOST = 0.6, 1e7
_LEAST_SWING_DEG, _FIXED_DEG = 10.0, 0.05


def sniff(data: bytes) -> bool:
    """True if the text has the head of a motion file: keys until `endheader`, then a column of time."""
    said = head(data)
    end = _END.search(said)
    return end is not None and said[end.end() :].lstrip().lower().startswith("time")


def read(data: bytes, name: str) -> Gait:
    """Return the values; raises CorruptFile."""
    said = text(data)
    end = _END.search(said)
    if end is None:
        raise CorruptFile("the head of the motion file does not end", EXPORT_AGAIN)
    columns = _columns(said[end.end() :])
    degrees = re.search(r"inDegrees\s*=\s*no", said[: end.end()], re.IGNORECASE) is None
    factor = 1.0 if degrees else 180.0 / np.pi
    values: dict[Bearer, dict[str, Value]] = {}
    told = []
    for side, letter in (("left", "l"), ("right", "r")):
        found, note = _foot(columns, letter, factor)
        values["left" if side == "left" else "right"] = found
        if odd := impossible(found):
            raise CorruptFile(odd, EXPORT_AGAIN)
        told += [Finding(check="joint_angles", note=f"{side.capitalize()} foot: {note}", level="warning")]
    return Gait(file=name, sha256=hashlib.sha256(data).hexdigest(), method="mot", values=values, findings=tuple(told))


def _columns(body: str) -> dict[str, FloatArray]:
    """Return name in small letters -> numbers of every column."""
    lines = [line for line in body.splitlines() if line.strip()]
    names = lines[0].lower().split() if lines else []
    if "time" not in names or len(lines) < 3:
        raise CorruptFile("the motion file has no column of time with numbers below it", EXPORT_AGAIN)
    if len(lines) * len(names) > _MOST_VALUES:
        raise CorruptFile(f"{len(lines)} lines of {len(names)} values are more than a walk has", "export fewer")
    rows = [line.split() for line in lines[1:]]
    odd = next((len(row) for row in rows if len(row) != len(names)), None)
    if odd is not None:
        raise CorruptFile(f"a line has {odd} values where {len(names)} are needed", EXPORT_AGAIN)
    try:
        table = np.array(rows, dtype=np.float64)
    except ValueError:
        table = np.array([[number(word) for word in row] for row in rows])
    time = table[:, names.index("time")]
    if not (np.abs(table) < _MOST).all() or not (np.diff(time) > 0).all():
        raise CorruptFile("the clock of the motion file does not run forwards, or a number is none", EXPORT_AGAIN)
    return {column.rsplit("/", 2)[-2] if column.endswith("/value") else column: table[:, k]
            for k, column in enumerate(names)}  # fmt: skip


def _foot(columns: dict[str, FloatArray], letter: str, factor: float) -> tuple[dict[str, Value], str]:
    """Return the values of one foot and what must be known of them."""
    time, hip = columns["time"], columns.get(f"hip_flexion_{letter}")
    if hip is None:
        return {}, "no hip flexion is in the file, so its steps are not known."
    strikes = _peaks(hip * factor, time)
    strides = [gap for gap in np.diff(time[strikes]).tolist() if gap >= _LEAST_STRIDE_S]
    found = {"cadence": _value([120 / gap for gap in strides])} if strides else {}
    angle = columns.get(f"subtalar_angle_{letter}")
    if angle is None or float(np.ptp(angle * factor)) < _FIXED_DEG:
        return found, "the subtalar joint is fixed or not in the file, so eversion is not known."
    ends = [(a, a + int(np.argmin(hip[a:b]))) for a, b in zip(strikes, [*strikes[1:], len(hip)], strict=False)]
    stances = [-angle[a : b + 1] * factor for a, b in ends if b < len(hip) - 1]  # the last may be cut
    whole = [own for own in stances if len(own) > 3]
    if not whole:
        return found, "no stance is in the file whole, so eversion is not known."
    found |= {
        "rearfoot_eversion_max": _value([float(own.max()) for own in whole]),
        "rearfoot_eversion_range": _value([float(np.ptp(own)) for own in whole]),
    }
    return found, (
        "eversion is the subtalar angle of the model from the greatest flexion of the hip to its greatest extension, "
        "which is about the stance."
    )


def _peaks(signal: FloatArray, time: FloatArray) -> list[int]:
    """Return the frames in which the hip is flexed most within half a stride, none where it hardly moves."""
    if float(np.ptp(signal)) < _LEAST_SWING_DEG:
        return []
    half = max(int(_LEAST_STRIDE_S / 2 / median(np.diff(time))), 1)
    found: list[int] = []
    for k in range(1, len(signal) - 1):
        if signal[k] == signal[max(0, k - half) : k + half + 1].max() and (not found or k - found[-1] > half):
            found.append(k)
    return found


def _value(repeats: list[float]) -> Value:
    sd = float(np.std(repeats, ddof=1)) if len(repeats) > 1 else None
    return Value(value=float(np.mean(repeats)), sd=sd, n=len(repeats))
