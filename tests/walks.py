"""Walks for tests. one known walk -> the bytes of every kind of gait file that tells it."""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from orthogen.kernel.arrays import FloatArray

STRIDE_S, STANCE, SPEED = 1.1, 0.62, 1.3
TOE_OUT = {"left": 8.0, "right": 11.0}
EVERSION = {"left": 3.0, "right": 8.0}  # greatest, at a third of the stance, from 0 at strike
STEP_WIDTH_MM, FOOT_MM = 100.0, 180.0
Places = dict[str, FloatArray]


@dataclass(frozen=True, kw_only=True)
class Walk:
    """places_mm: name of plug-in gait and the Oxford foot model -> (t, 3) forward, left, up; events in s."""

    places_mm: Places
    events_s: dict[str, dict[str, list[float]]]
    rate_hz: float


def walk(*, seconds: float = 4.0, rate_hz: float = 100.0) -> Walk:
    """Return a walk of constant speed in which the left foot strikes at 0.2 s and each foot every 1.1 s."""
    time = np.arange(round(seconds * rate_hz)) / rate_hz
    places, events = _body(time), {}
    for side, first in (("left", 0.2), ("right", 0.2 + STRIDE_S / 2)):
        places |= _foot(side, time, first)
        strikes = [first + k * STRIDE_S for k in range(-1, 9)]
        events[side] = {
            "strike": [t for t in strikes if 0 <= t < seconds],
            "off": [t + STANCE * STRIDE_S for t in strikes if 0 <= t + STANCE * STRIDE_S < seconds],
        }
    return Walk(places_mm=places, events_s=events, rate_hz=rate_hz)


def _body(time: FloatArray) -> Places:
    middle = np.stack([1000 * SPEED * time, 0 * time, 950 + 0 * time], axis=1)
    return {
        f"{letter}{name}": middle + np.array([ahead, sign * 120, 0])
        for letter, sign in (("L", 1), ("R", -1))
        for name, ahead in (("ASI", 120), ("PSI", -60))
    }


def _foot(side: str, time: FloatArray, first: float) -> Places:
    stride_mm, sign = 1000 * SPEED * STRIDE_S, 1 if side == "left" else -1
    cycle = np.floor((time - first) / STRIDE_S)
    share = (time - first) / STRIDE_S - cycle
    swing = np.clip((share - STANCE) / (1 - STANCE), 0, 1)
    ahead = 1000 * SPEED * (first + cycle * STRIDE_S) + stride_mm * (1 - np.cos(np.pi * swing)) / 2 + 0.3 * stride_mm
    heel = np.stack([ahead, sign * STEP_WIDTH_MM / 2 + 0 * time, 40 + 40 * np.sin(np.pi * swing)], axis=1)
    angle = np.radians(TOE_OUT[side]) * sign
    along = np.array([np.cos(angle), np.sin(angle), 0.0])
    inwards = -sign * np.array([-np.sin(angle), np.cos(angle), 0.0])
    up = np.array([0.0, 0.0, 1.0])
    tilt = np.radians(EVERSION[side] * np.sin(np.pi * np.clip(share / STANCE, 0, 1) ** 0.6309))[:, None]
    ankle = heel + 40 * along + 60 * up
    letter = side[0].upper()
    found = {
        "HEE": heel,
        "TOE": heel + FOOT_MM * along,
        "PCA": heel + 30 * (np.cos(tilt) * up + np.sin(tilt) * inwards),
    }
    across = 25 * (np.cos(tilt) * inwards - np.sin(tilt) * up)
    found |= {"STL": heel + 30 * along + across, "LCA": heel + 30 * along - across}
    found |= {"ANK": ankle - 40 * inwards, "MMA": ankle + 40 * inwards}
    found |= {"KNE": ankle + 400 * up - 50 * inwards, "KNM": ankle + 400 * up + 50 * inwards}
    return {f"{letter}{name}": place for name, place in found.items()}


def turned(places: Places, axes: str = "+x+y+z") -> Places:
    """Return the places in a laboratory whose axes read forward, left and up as axes say, such as `-z-x+y`."""
    to = np.zeros((3, 3))
    for k in range(3):
        to["xyz".index(axes[2 * k + 1]), k] = 1.0 if axes[2 * k] == "+" else -1.0
    return {label: place @ to.T for label, place in places.items()}


def c3d_bytes(
    told: Walk, *, unit: str = "mm", computer: int = 84, real: bool = True, prefix: str = "", first_frame: int = 1,
    events: bool = True, more: Mapping[str, Mapping[str, object]] | None = None,
) -> bytes:  # fmt: skip
    """Return a C3D file; computer: 84 Intel, 85 DEC, 86 MIPS; real: 32-bit reals, else scaled 16-bit integers."""
    order, scale = ">" if computer == 86 else "<", {"mm": 1.0, "m": 0.001, "cm": 0.1, "": 1.0, "furlong": 1.0}[unit]
    labels = [prefix + label for label in told.places_mm]
    table = np.stack(list(told.places_mm.values()), axis=1) * scale
    step = (-1.0 if real else 1.0) * float(np.nanmax(np.abs(table))) / 32000
    groups: dict[str, dict[str, object]] = {
        "POINT": {"USED": len(labels), "SCALE": step, "RATE": told.rate_hz, "FRAMES": len(table), "LABELS": labels,
                  "DATA_START": 0},
        "ANALOG": {"USED": 0},
    }  # fmt: skip
    if unit:
        groups["POINT"]["UNITS"] = [unit]
    if events:
        flat = [(side, what, t) for side, all_ in told.events_s.items() for what, ts in all_.items() for t in ts][::-1]
        start = (first_frame - 1) / told.rate_hz
        groups["EVENT"] = {
            "USED": len(flat), "CONTEXTS": [side.capitalize() for side, _, _ in flat],
            "LABELS": ["Foot Strike" if what == "strike" else "Foot Off" for _, what, _ in flat],
            "TIMES": np.array([[0.0, t + start] for _, _, t in flat]).ravel(),
        }  # fmt: skip
    for name, extra in (more or {}).items():
        groups.setdefault(name, {}).update(extra)
    block = _parameters(groups, order, computer)
    blocks = -(-len(block) // 512)
    block = bytes([block[0], block[1], blocks, block[3]]) + block[4:].ljust(blocks * 512 - 4, b"\0")
    head = struct.pack(f"{order}5H", len(labels), 0, first_frame, first_frame + len(table) - 1, 10)
    head += _reals(np.array([step]), order, computer) + struct.pack(f"{order}2H", 2 + blocks, 0)
    head += _reals(np.array([told.rate_hz]), order, computer)
    lost = np.isnan(table).any(axis=2)
    four = np.concatenate([np.nan_to_num(table), np.where(lost, -1.0, 0.0)[..., None]], axis=2)
    if real:
        data = _reals(four.ravel(), order, computer)
    else:
        four[..., :3] = np.round(four[..., :3] / step)
        data = four.astype(f"{order}i2").tobytes()
    return (bytes([2, 0x50]) + head).ljust(512, b"\0") + block + data.ljust(-(-len(data) // 512) * 512, b"\0")


def _parameters(groups: Mapping[str, Mapping[str, object]], order: str, computer: int) -> bytes:
    body = bytes([1, 0x50, 0, computer])
    for number, (name, items) in enumerate(groups.items(), 1):
        body += struct.pack("bb", len(name), -number) + name.encode() + struct.pack(f"{order}H", 3) + b"\0"
        for key, value in items.items():
            kind, sizes, data = _packed(value, order, computer)
            rest = struct.pack("bB", kind, len(sizes)) + bytes(sizes) + data + b"\0"
            body += struct.pack("bb", len(key), number) + key.encode() + struct.pack(f"{order}H", len(rest) + 2) + rest
    return body + b"\0\0"


def _packed(value: object, order: str, computer: int) -> tuple[int, list[int], bytes]:
    if isinstance(value, list):
        width = max((len(text) for text in value), default=1)
        return -1, [width, len(value)], b"".join(text.encode("latin-1").ljust(width) for text in value)
    if isinstance(value, np.ndarray):
        return 4, [2, len(value) // 2], _reals(value, order, computer)
    if isinstance(value, float):
        return 4, [], _reals(np.array([value]), order, computer)
    assert isinstance(value, int)
    return 2, [], struct.pack(f"{order}H", value & 0xFFFF)


def _reals(values: FloatArray, order: str, computer: int) -> bytes:
    if computer != 85:
        return values.astype(f"{order}f4").tobytes()
    halves = (values.astype("<f4") * np.float32(4)).view("<u2").reshape(-1, 2)[:, ::-1]
    return np.ascontiguousarray(halves).tobytes()


def trc_text(
    told: Walk, *, unit: str = "mm", told_markers: int | None = None, end: str = "\n", comma: bool = False
) -> str:
    """Return an OpenSim .trc file; told_markers: what its header claims, which may be wrong."""
    labels, scale = list(told.places_mm), {"mm": 1.0, "m": 0.001, "furlongs": 1.0}[unit]
    table = np.stack(list(told.places_mm.values()), axis=1) * scale
    lines = [
        "PathFileType\t4\t(X/Y/Z)\tC:\\Somebody\\walk.trc",
        "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\tOrigNumFrames",
        f"{told.rate_hz}\t{told.rate_hz}\t{len(table)}\t{told_markers or len(labels)}\t{unit}\t{told.rate_hz}\t1\t1",
        "Frame#\tTime\t" + "\t\t\t".join(labels) + "\t\t",
        "\t\t" + "\t".join(f"{axis}{k}" for k in range(1, len(labels) + 1) for axis in "XYZ"),
        "",
    ]
    for k, row in enumerate(table):
        words = ["" if np.isnan(value) else f"{value:.6f}" for value in row.ravel()]
        lines.append(f"{k + 1}\t{k / told.rate_hz:.4f}\t" + "\t".join(words) + "\t")
    text = end.join(lines) + end
    return text.replace(".", ",").replace("walk,trc", "walk.trc") if comma else text


def mot_text(*, seconds: float = 4.0, old: bool = False, degrees: bool = True, subtalar: bool = True) -> str:
    """Return OpenSim joint angles of a walk: 60 steps a minute and foot, eversion to 8 degrees on the right."""
    time = np.arange(round(seconds * 100)) / 100
    factor = 1.0 if degrees else np.pi / 180
    columns = {"time": time}
    for letter, late, most in (("r", 0.0, 8.0), ("l", 0.5, 3.0)):
        phase = 2 * np.pi * (time - 0.3 - late)
        columns[f"hip_flexion_{letter}"] = 25 * np.cos(phase) * factor
        columns[f"ankle_angle_{letter}"] = 8 * np.sin(phase) * factor
        columns[f"subtalar_angle_{letter}"] = (-most * np.sin(phase) if subtalar else 0 * time) * factor
    head = [f"datacolumns {len(columns)}", f"datarows {len(time)}", "range 0 4"] if old else [
        "version=1", f"nRows={len(time)}", f"nColumns={len(columns)}", f"inDegrees={'yes' if degrees else 'no'}"
    ]  # fmt: skip
    rows = [
        "\t".join(columns),
        *("\t ".join(f"{value:.6f}" for value in row) for row in zip(*columns.values(), strict=True)),
    ]
    return "\n".join(["walk", *head, "endheader", "", *rows]) + "\n"


GAITRITE = (
    "Test Record #", "Last Name", "Velocity", "Cadence", "Step Time(sec) L", "Step Time(sec) R", "Step Length(cm) L",
    "Step Length(cm) R", "Stance Time(sec)  L", "Stance Time(sec)  R", "HH Base Support(cm) L", "HH Base Support(cm) R",
    "Double Supp % Cycle L", "Toe In / Out L", "Toe In / Out R",
)  # fmt: skip
GAITRITE_ROWS = (
    ("1", "Nobody", "128.0", "112.0", "0.55", "0.53", "70.1", "72.3", "0.66", "0.67", "9.0", "9.4", "22", "6", "9"),
    ("2", "Nobody", "132.0", "114.0", "0.53", "0.51", "70.5", "72.7", "0.64", "0.65", "9.2", "9.6", "24", "8", "11"),
)
PKMAS = (
    ("Memo", "Somebody"), ("Test Time", "yesterday"), ("",),
    ("", "", "Velocity (cm./sec.)", "Cadence (steps/min.)", "Step Time (sec.)", "Stride Length (cm.)",
     "Stride Width (cm.)", "Stance %"),
    ("Mean", "", "130", "113", "0.53", "143", "9.5", "61"), ("", "Left", "129", "", "0.54", "142", "9.1", "60.5"),
    ("", "Right", "131", "", "0.52", "144", "9.9", "61.5"), ("%CV", "", "3", "2", "4", "2", "9", "1"),
)  # fmt: skip
PKMAS_STRIDES = (("1 Left Stride 1", "", "129", "", "0.53", "141", "9.0", "60"),
                 ("2 Left Stride 2", "", "129", "", "0.55", "143", "9.2", "61"))  # fmt: skip


def table_text(rows: Sequence[Sequence[str]], *, between: str = "\t", end: str = "\r\n", comma: bool = False) -> str:
    """Return rows as a text."""
    said = end.join(between.join(row) for row in rows) + end
    return said.replace(".", ",") if comma else said


def xlsx_bytes(rows: Sequence[Sequence[str]], *, shared: bool = True) -> bytes:
    """Return rows as a spreadsheet, its texts shared or in their cells."""
    texts = sorted({word for row in rows for word in row if word and not _is_number(word)})
    lines = []
    for r, row in enumerate(rows, 1):
        cells = [_cell(f"{chr(65 + c)}{r}", word, texts if shared else None) for c, word in enumerate(row) if word]
        lines.append(f'<row r="{r}">{"".join(cells)}</row>')
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        if shared:
            words = "".join(f"<si><r><t>{word[:1]}</t></r><r><t>{word[1:]}</t></r></si>" for word in texts)
            archive.writestr("xl/sharedStrings.xml", f"<sst {space}>{words}</sst>")
        sheet = f"<worksheet {space}><sheetData>{''.join(lines)}</sheetData></worksheet>"
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    return made.getvalue()


def _is_number(word: str) -> bool:
    return word.replace(".", "", 1).isdecimal()


def _cell(place: str, word: str, texts: list[str] | None) -> str:
    if _is_number(word):
        return f'<c r="{place}"><v>{word}</v></c>'
    if texts is None:
        return f'<c r="{place}" t="inlineStr"><is><t>{word}</t></is></c>'
    return f'<c r="{place}" t="s"><v>{texts.index(word)}</v></c>'


FORM = """schema = "orthogen.gait/1"
[subject]
code = "P-17"
[sides.left]
rearfoot_eversion_max = {value = 3.1, unit = "deg", n = 5, sd = 0.4}
fpi6 = 2
[sides.right]
rearfoot_eversion_max = {value = 8.2, unit = "deg", n = 5, sd = 1.1}
fpi6 = 9
step_width_mm = 95
[both]
speed = {value = 128, unit = "cm/s"}
limb_length_difference = -9
"""
