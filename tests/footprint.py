"""Footprint. one known foot walking over a device -> its frames, and the text that each instrument would write.

The print is a sum of seven Gaussians (heel, lateral midfoot, five heads as three, hallux, toes) with their own times.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from orthogen.kernel.arrays import FloatArray

# forward from the heel's rear edge (share of the length), medial of the axis (share of the width), kPa, sigma mm, on, off
SPOTS = (
    (.11, .02, 300, 14, .00, .58), (.16, .00, 220, 12, .02, .60), (.40, -.26, 70, 10, .10, .72),
    (.50, -.26, 80, 10, .12, .76), (.73, .30, 230, 9, .20, .93), (.735, .06, 330, 9, .18, .95),
    (.72, -.12, 280, 9, .16, .94), (.64, -.33, 160, 9, .12, .88), (.93, .30, 350, 8, .40, 1.0),
    (.90, .02, 90, 6, .45, .98), (.87, -.18, 70, 5, .45, .97),
)  # fmt: skip
NAMES = ("JANE", "DOE", "31.02.1970", "Elm Street", "secret remark")  # invented: must not survive a reader


@dataclass(frozen=True, kw_only=True)
class Walk:
    """frames_kpa (t, rows, columns), heel first, from above, columns to the right; pitch (row, column) mm; hz."""

    frames_kpa: FloatArray
    pitch_mm: tuple[float, float]
    hz: float
    side: str

    @property
    def peak(self) -> FloatArray:
        """Highest pressure of each cell (rows, columns)."""
        return np.asarray(self.frames_kpa.max(axis=0))

    @property
    def force_n(self) -> FloatArray:
        """Total force (t,)."""
        return np.asarray(self.frames_kpa.sum(axis=(1, 2)) * self.pitch_mm[0] * self.pitch_mm[1] * 1e-3)


def pressure_at(forward: FloatArray, right: FloatArray, *, side: str, share: float, length: float = 250.0) -> FloatArray:
    """Return kPa at places (mm forward of the rear edge, to the right of the axis) at a share of the contact."""
    medial = right if side == "left" else -right
    total = np.zeros(np.broadcast(forward, right).shape)
    for x, y, kpa, sigma, on, off in SPOTS:
        load = np.sin(np.pi * np.clip((share - on) / (off - on), 0, 1)) ** 0.7
        total += kpa * load * np.exp(-((forward - x * length) ** 2 + (medial - y * 0.4 * length) ** 2) / (2 * sigma**2))
    return np.where(total >= 5.0, total, 0.0)


def walk(
    side: str = "right", *, rows: int = 64, columns: int = 32, pitch: tuple[float, float] = (5.0, 5.0), hz: float = 100.0,
    contact_s: float = 0.7, at: tuple[float, float] = (30.0, 80.0), toe_out_deg: float = 0.0, idle: int = 5,
    flat: bool = True,
) -> Walk:  # fmt: skip
    """Return one step; at: rear edge and axis of the print on the device, mm. flat False: a high arch, two islands."""
    forward, right = np.meshgrid(np.arange(rows) * pitch[0], np.arange(columns) * pitch[1], indexing="ij")
    turn = np.radians(toe_out_deg if side == "right" else -toe_out_deg)
    a, b = forward - at[0], right - at[1]
    along, across = a * np.cos(turn) + b * np.sin(turn), -a * np.sin(turn) + b * np.cos(turn)
    many = round(contact_s * hz)
    shares = [-1.0] * idle + [k / (many - 1) for k in range(many)] + [2.0] * idle
    frames = np.array([pressure_at(along, across, side=side, share=share) for share in shares])
    if not flat:
        frames[:, (along[:, :] > 75) & (along < 140)] = 0.0
    return Walk(frames_kpa=frames, pitch_mm=pitch, hz=hz, side=side)


def then(*walks: Walk) -> Walk:
    """Return one recording of several walks on the same device, one after the other."""
    return replace(walks[0], frames_kpa=np.concatenate([one.frames_kpa for one in walks]))


def turned(one: Walk) -> Walk:
    """Return the walk in the other direction over the same device."""
    return replace(one, frames_kpa=one.frames_kpa[:, ::-1, ::-1])


def _rows(frame: FloatArray, mark: str, form: str) -> str:
    return "\n".join(mark.join(form % value for value in row) for row in frame)


def tekscan(one: Walk, *, unit: str = "KPa", factor: float = 1.0, insole: bool = True, plug: int | None = None) -> str:
    """Return a Tekscan export; the corners of the lattice have no sensors."""
    plug = plug or (1 if one.side == "left" else 2)
    _, rows, columns = one.frames_kpa.shape
    said = [
        "DATA_TYPE MOVIE", "VERSION Tekscan Pressure Measurement System 6.33", f"HARDWARE 116-1974-{plug}",
        "MAP_VERSION 6.5", f"FILENAME C:\\TEKSCAN\\{NAMES[0]}_{NAMES[1]}.fsx",
        f"SENSOR_TYPE {'FSCAN' if insole else 'MATSCAN'}", f"ROWS {rows}", f"COLS {columns}",
        f"ROW_SPACING {one.pitch_mm[0]} mm", f"COL_SPACING {one.pitch_mm[1] / 10} centimeters",
        f"SENSEL_AREA {one.pitch_mm[0] * one.pitch_mm[1]:.4f} mm2", "NOISE_THRESHOLD 3",
        f"SECONDS_PER_FRAME {1 / one.hz:.6f}", "TIME Thursday, 16 February 2017 11:26:22 a.m.",
        "SATURATION_PRESSURE 1514.73 KPa", "CALIBRATION_POINT_1 75.0001 (Kgs) 4798 (Raw Sum) 240 (Number of Loaded Cells)",
        "COMMENTS:", NAMES[4], "START_FRAME 1", f"END_FRAME {len(one.frames_kpa)}", f"UNITS {unit}", "MIRROR_ROW 0",
        "MIRROR_COL 0", "ASCII_DATA @@", "",
    ]  # fmt: skip
    for k, frame in enumerate(one.frames_kpa):
        cells = [["%.1f" % (value * factor) for value in row] for row in frame[::-1]]
        for row in cells[:3]:
            row[0] = row[-1] = "B"
        said += [f"Frame {k + 1}", *(",".join(row) for row in cells), ""]
    return "\n".join([*said, "@@", ""])


def emed(one: Walk, *, tabs: bool = True, window: bool = True, split: int | None = None) -> str:
    """Return an emed export with tabs, or with columns of eight characters and blanks for no load.

    window: only the loaded part is printed. split: pages of so many columns.
    """
    _, rows, columns = one.frames_kpa.shape
    area = one.pitch_mm[0] * one.pitch_mm[1]
    pages = []
    for k, frame in enumerate(one.frames_kpa):
        plate = np.round(frame[::-1], 2)
        loaded = one.peak[::-1] > 0
        ys = np.flatnonzero(loaded.any(axis=1)) if window else np.arange(rows)
        xs = np.flatnonzero(loaded.any(axis=0)) if window else np.arange(columns)
        for start in range(0, len(xs), split or len(xs)):
            part = xs[start : start + (split or len(xs))]
            pages.append(_emed_page(one, k + 1, plate, range(ys[0], ys[-1] + 1), part, tabs=tabs, area=area))
    return "\f\n".join(pages)


def _emed_page(one: Walk, number: int, plate: FloatArray, ys: range, xs: FloatArray, *, tabs: bool, area: float) -> str:
    _, rows, columns = one.frames_kpa.shape
    gap = "\t" if tabs else "    "
    said = [
        "", f"{gap * 4}Page {number}", "", f"{gap}File: C:\\novel\\{NAMES[1]}\\2.dat {gap}Matrix: {columns}x{rows} ",
        f"{gap}Sensor area: {area / 100:.2f} cm²{gap}Time/picture:{1000 / one.hz:.1f} ms", f"{gap}MV over frames",
        f"{gap}Sensor size: {one.pitch_mm[1] / 10:.3f}x{one.pitch_mm[0] / 10:.3f} cm", f"{gap}novel munich/st.paul/london",
        f"{gap}Pict-No.: {number}  Force[N]=sum*sensor_area in row/column", "",
    ]  # fmt: skip

    def line(first: str, words: list[str]) -> str:
        return "\t".join([first, *words]) if tabs else f"{first:<8}" + "".join(f"{word:>8}" for word in words)

    def cell(value: float) -> str:
        return "" if value == 0 and not tabs else f"{value:.2f}"

    said.append(line("", [*(str(x + 1) for x in xs), "Force"]))
    for y in ys:
        said.append(line(str(y + 1), [*(cell(plate[y, x]) for x in xs), f"{plate[y, xs].sum() * area * 1e-3:.2f}"]))
    total = plate[:, xs].sum(axis=0) * area * 1e-3
    said.append(line("Force", [*(f"{value:.2f}" for value in total), f"{total.sum():.2f}"]))
    return "\n".join([*said, ""])


PEDAR_ROWS = (5, *(7,) * 12, 6, 4)
PEDAR_PLACE = (.12, .19, .26, .33, .39, .46, .52, .58, .64, .69, .74, .80, .85, .91, .96)  # fmt: skip


def pedar(*, hz: float = 50.0, contact_s: float = 0.7, steps: int = 4, size: str = "y") -> tuple[str, FloatArray]:
    """Return a pedar export of both feet stepping in turn, and the pressures (t, 198)."""
    length = 270.0
    forward = np.repeat([length * (place - 0.085) / 0.9 for place in PEDAR_PLACE], PEDAR_ROWS)
    across = np.concatenate([(np.arange(n) + 0.5) / n - 0.5 for n in PEDAR_ROWS]) * 0.33 * length
    many, gap = round(contact_s * hz), round(0.4 * hz)
    frames = []
    for k in range(2 * steps * (many + gap) // 2):
        shares = [((k + shift) % (many + gap)) / (many - 1) for shift in (0, (many + gap) // 2)]
        frames.append([pressure_at(forward, across, side="right", share=share if share <= 1 else -1.0) for share in shares])
    table = np.round(np.array(frames).reshape(len(frames), -1) / 2.5) * 2.5
    numbered = ",".join(str(n) for n in range(1, 100)) + ","
    said = [
        f"file name:  {NAMES[1]}.sol\tdate/time  25.04.23 10.49", f"sensor type:  {size}-1865l-1870r-pxf306-11mar2021 ",
        f"total time [secs]:  {len(table) / hz:.3f}\ttime per frame [secs]:  {1 / hz:.5f}\tscanning rate [Hz]:   {hz:.0f}",
        "pressure values in  kPa", "", "mask definition: ", f"left insole: {numbered}", f"right insole: {numbered}", "",
        "time[secs]    \t" + "\t".join(f"{n:7d}" for n in (*range(1, 100), *range(1, 100))) + "\t",
    ]  # fmt: skip
    said += [f"{(k + 1) / hz:12.5f}\t" + "\t".join(f"{value:7.3f}" for value in row) + "\t" for k, row in enumerate(table)]
    return "\n".join([*said, ""]), table


def footscan(one: Walk) -> str:
    """Return an Entire Plate Roll Off: newton per cell."""
    area = one.pitch_mm[0] * one.pitch_mm[1]
    blocks = [
        f"Frame {k} ({1000 * k / one.hz:.2f} ms)\n" + "\n".join(
            "\t".join("%.2f" % (value * area / 1000) for value in row) + "\t" for row in frame) + "\n"
        for k, frame in enumerate(one.frames_kpa)
    ]  # fmt: skip
    return "\n".join(blocks)


def footscan_cropped(*walks: Walk) -> str:
    """Return a Dynamic Roll off of one foot or two, each cut to its rectangle."""
    said = [f"Dynamic Roll offfor measurement: Barefoot_2\nPatient name: {NAMES[0]} {NAMES[1]}\nMeasurement done on 07-07-2011\n"
            "Scanning speed;  for the left foot: 0.00 Hertz, for the right foot: 500.00 Hertz\n"]  # fmt: skip
    for one in walks:
        ys, xs = (np.flatnonzero((one.peak > 0).any(axis=axis)) for axis in (1, 0))
        part = replace(one, frames_kpa=one.frames_kpa[:, ys[0] : ys[-1] + 1, xs[0] : xs[-1] + 1])
        name = one.side.capitalize()
        said.append(f"{name} foot data\n\n{name} rectangle position\nRectangle bottom\n6\nRectangle left\n40\n"
                    f"Rectangle width\n20\nRectangle height\n38\n\n{footscan(part)}")  # fmt: skip
    return "\n".join(said)


def apd(one: Walk, *, frames: bool = False) -> str:
    """Return a pedcad import file: the maximum picture in N/cm², or with `frames` every picture."""
    ys, xs = (np.flatnonzero((one.peak > 0).any(axis=axis)) for axis in (1, 0))
    window = one.frames_kpa[:, ys[0] : ys[-1] + 1, xs[0] : xs[-1] + 1] / 10.0
    said = (
        "[General]\nDescription=pedcad Importfile\nSource=<<zebris>>\nDate=25/04/2017\nUnitDistance=mm\nUnitPressure=N/cm2\n\n"
        f"[Customer]\nFirstName={NAMES[0]}\nLastName={NAMES[1]}\nSex=f\n\n[Technical]\nMaxSensorsX=353\nMaxSensorsY=64\n"
        f"StartSensX={ys[0]}\nStartSensY={xs[0]}\nSensCountX={window.shape[1]}\nSensCountY={window.shape[2]}\n"
        f"LDistX={one.pitch_mm[0]}\nLDistY={one.pitch_mm[1]}\nFrequency={one.hz}\n\n"
    )

    def body(picture: FloatArray) -> str:
        return _rows(np.where(picture > 0, picture, -1), "\t", "%.3f") + "\n"

    said += f"[Data]\n{body(window.max(axis=0))}"
    if frames:
        said += "".join(f"\n[Data{k}]\n{body(picture)}" for k, picture in enumerate(window))
    return said


def zebris(one: Walk, *, belt_m_s: float = 0.0) -> str:
    """Return a WinFDM record: y lines across, x columns along; with a belt, the print is carried backwards."""
    many, rows, columns = one.frames_kpa.shape
    kind = "trplatf" if belt_m_s else "statplat"
    said = [
        f"Person\t{NAMES[0]} {NAMES[1]}", f"Born\t{NAMES[2]}", "Record\t1", f"Application\t{kind}",
        "Creation date\t23/05/2008 12:23:17", f"Frequency,Hz\t{one.hz:.3f}", f"Count\t{many}",
        "Time,ms\tPosition,m\tLi Kraft,N\tRe Kraft,N", "Calibr\t0",
    ]  # fmt: skip
    said += [f"{1000 * k / one.hz:.0f}\t{belt_m_s * k / one.hz:.4f}\t0.0\t0.0" for k in range(many)]
    said += ["Platform {", f"Columns\t{rows}", f"Lines\t{columns}", f"Cell width,mm\t{one.pitch_mm[0]}",
             f"Cell height,mm\t{one.pitch_mm[1]}", "Units\tN/cm^2", f"Frame count\t{many}", f"Frequency\t{one.hz:.2f}", ""]  # fmt: skip
    for k, frame in enumerate(one.frames_kpa):
        shown = np.roll(frame, -round(belt_m_s * 1000 * k / one.hz / one.pitch_mm[0]), axis=0)
        said += [f"Frame {k + 1} {{", "Exercise1", f"Time, ms\t{1000 * k / one.hz:.2f}", "Center of force\t(x98,y25)", "",
                 "\t" + "\t".join(f"x{n + 1}" for n in range(rows))]  # fmt: skip
        said += [f"y{n + 1}\t" + "\t".join("%.3f" % (value / 10) for value in line) for n, line in enumerate(shown.T)]
        said.append("}")
    return "\n".join([*said, "}", ""])


def medilogic(one: Walk) -> str:
    """Return a medilogic export: N/cm², decimal commas, 64 sensors in a row of the plate."""
    _, rows, columns = one.frames_kpa.shape
    numbered = [64 * (32 + row) + 33 + column - 32 for row in range(rows) for column in range(columns)]
    flat = np.round(one.frames_kpa[:, ::-1].reshape(len(one.frames_kpa), -1) / 10, 2)

    def line(first: str, values: FloatArray) -> str:
        return ";".join([first, *(f"{value:g}".replace(".", ",") for value in values)])

    said = ["Sensor-Nummer;" + ";".join(map(str, numbered)), line("Minimum", flat.min(axis=0)),
            line("Maximum", flat.max(axis=0)), line("20%-Durchschnitt", 0 * flat[0])]  # fmt: skip
    said += [line(f"{78.34 + k / one.hz:.3f}".replace(".", ","), values) for k, values in enumerate(flat)]
    return "\n".join([*said, ""])


def xsensor(*walks: Walk) -> str:
    """Return an XSENSOR text of one or two insoles, in mmHg, every second line blank."""
    said = ['File:,"C:\\' + NAMES[1] + '.XSN"', "Units:,mmHg", "Threshold:,51.72"]
    for k in range(len(walks[0].frames_kpa)):
        clock = 30076 + k / walks[0].hz
        said += [f"FRAME,{1464 + k}", "Date, 2022 Aug 16", f"Time, 08:{int(clock // 60) % 60:02d}:{clock % 60:06.3f}"]
        for one in walks:
            _, rows, columns = one.frames_kpa.shape
            values = one.frames_kpa[k, ::-1] / 0.1333224
            said += [f"SENSOR,HX210.11.31.M11-DFM-{one.side[0].upper()}F S0073", f"Rows,{rows}", f"Columns,{columns}",
                     f"Sensel Width (cm),{one.pitch_mm[1] / 10:g}", f"Sensel Height (cm),{one.pitch_mm[0] / 10:g}",
                     "SENSELS", _rows(values, ",", "%.2f"), "GROUP,1", "Name,Left Heel", "Cells,4", "SENSELS", "9,9", "9,9"]  # fmt: skip
    return "\n".join(f"{line}{',' * 8}\n{',' * 9}" for line in "\n".join(said).split("\n"))


MOTICON_CM2 = (12.4, 11.0, 13.4, 13.1, 13.1, 13.0, 18.0, 18.2, 15.7, 12.4, 12.5, 12.7, 10.2, 10.1, 12.5, 6.5)


def moticon(*, hz: float = 100.0, steps: int = 5) -> tuple[str, FloatArray]:
    """Return an OpenGo text of both insoles, and the pressures (t, 32) in N/cm²."""
    forward = 250 * np.array([.07, .07, .19, .19, .33, .33, .47, .47, .61, .61, .72, .74, .70, .88, .84, .93])  # fmt: skip
    across = 90 * np.array([.18, -.18, .2, -.2, .22, -.1, .22, -.05, .25, -.05, .3, .05, -.25, .1, .28, -.25])  # fmt: skip
    many, gap = round(0.7 * hz), round(0.4 * hz)
    frames = []
    for k in range(steps * (many + gap)):
        for shift in (0, (many + gap) // 2):
            share = ((k + shift) % (many + gap)) / (many - 1)
            frames.append(pressure_at(forward, across, side="right", share=share if share <= 1 else -1.0) / 10)
    table = np.round(np.array(frames).reshape(-1, 32), 2)
    names = ["time"]
    for side in ("left", "right"):
        names += [f"{side} pressure {n}[N/cm²]" for n in range(1, 17)] + [f"{side} total force[N]"]
    said = ["# Start time: 27.09.2023 10:21:14.922", "# Sensor insoles: Left SN5968, Right SN9171", "# Size: 7",
            f"# Name: {NAMES[0]} {NAMES[1]}", f"# Notes: {NAMES[4]}", "# " + "\t".join(names)]  # fmt: skip
    for k, row in enumerate(table):
        words = [f"{k / hz:.2f}"]
        for half in (row[:16], row[16:]):
            words += [f"{value:.2f}" for value in half] + [f"{half @ MOTICON_CM2:.1f}"]
        said.append("\t".join(words if k != 3 else [words[0], *[""] * 17, *words[18:]]))
    return "\n".join([*said, ""]), table


def matrix_csv(one: Walk, *, mark: str = ",", comma: bool = False) -> str:
    """Return the frames as blocks of plain numbers in kPa."""
    text = "\n\n".join(_rows(frame, mark, "%.2f") for frame in one.frames_kpa) + "\n"
    return text.replace(".", ",") if comma else text


Encode = Callable[[str], bytes]
TWINS: dict[str, Encode] = {
    "LF": lambda text: text.encode("utf-8"),
    "CRLF": lambda text: text.replace("\n", "\r\n").encode("cp1252", "replace"),
    "CR": lambda text: text.replace("\n", "\r").encode("cp1252", "replace"),
    "UTF-16": lambda text: text.encode("utf-16"),
    "UTF-16 without mark": lambda text: text.encode("utf-16-le"),
    "BOM": lambda text: text.encode("utf-8-sig"),
}
