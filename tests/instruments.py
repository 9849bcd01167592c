"""Instruments. frames of a known footprint -> the text that each pressure instrument would write of them."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from orthogen.kernel.arrays import FloatArray
from tests.footprint import Walk

NAMES = ("JANE", "DOE", "31.02.1970", "Elm Street", "secret remark")  # invented: must not survive a reader


def _rows(frame: FloatArray, mark: str, form: str) -> str:
    return "\n".join(mark.join(form % value for value in row) for row in frame)


def tekscan(one: Walk, *, unit: str = "KPa", factor: float = 1.0, insole: bool = True, plug: int | None = None) -> str:
    """Return a Tekscan export; the corners of the lattice have no sensors."""
    plug = plug or (1 if one.side == "left" else 2)
    _, rows, columns = one.frames_kpa.shape
    said = [
        "DATA_TYPE MOVIE",
        "VERSION Tekscan Pressure Measurement System 6.33",
        f"HARDWARE 116-1974-{plug}",
        "MAP_VERSION 6.5",
        f"FILENAME C:\\TEKSCAN\\{NAMES[0]}_{NAMES[1]}.fsx",
        f"SENSOR_TYPE {'FSCAN' if insole else 'MATSCAN'}",
        f"ROWS {rows}",
        f"COLS {columns}",
        f"ROW_SPACING {one.pitch_mm[0]} mm",
        f"COL_SPACING {one.pitch_mm[1] / 10} centimeters",
        f"SENSEL_AREA {one.pitch_mm[0] * one.pitch_mm[1]:.4f} mm2",
        "NOISE_THRESHOLD 3",
        f"SECONDS_PER_FRAME {1 / one.hz:.6f}",
        "TIME Thursday, 16 February 2017 11:26:22 a.m.",
        "SATURATION_PRESSURE 1514.73 KPa",
        "CALIBRATION_POINT_1 75.0001 (Kgs) 4798 (Raw Sum) 240 (Number of Loaded Cells)",
        "COMMENTS:",
        NAMES[4],
        "START_FRAME 1",
        f"END_FRAME {len(one.frames_kpa)}",
        f"UNITS {unit}",
        "MIRROR_ROW 0",
        "MIRROR_COL 0",
        "ASCII_DATA @@",
        "",
    ]
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
        "",
        f"{gap * 4}Page {number}",
        "",
        f"{gap}File: C:\\novel\\{NAMES[1]}\\2.dat {gap}Matrix: {columns}x{rows} ",
        f"{gap}Sensor area: {area / 100:.2f} cm²{gap}Time/picture:{1000 / one.hz:.1f} ms",
        f"{gap}MV over frames",
        f"{gap}Sensor size: {one.pitch_mm[1] / 10:.3f}x{one.pitch_mm[0] / 10:.3f} cm",
        f"{gap}novel munich/st.paul/london",
        f"{gap}Pict-No.: {number}  Force[N]=sum*sensor_area in row/column",
        "",
    ]

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


def footscan(one: Walk) -> str:
    """Return an Entire Plate Roll Off: newton per cell."""
    area = one.pitch_mm[0] * one.pitch_mm[1]
    blocks = [
        f"Frame {k} ({1000 * k / one.hz:.2f} ms)\n"
        + "\n".join("\t".join("%.2f" % (value * area / 1000) for value in row) + "\t" for row in frame)
        + "\n"
        for k, frame in enumerate(one.frames_kpa)
    ]
    return "\n".join(blocks)


def footscan_cropped(*walks: Walk) -> str:
    """Return a Dynamic Roll off of one foot or two, each cut to its rectangle."""
    said = [
        f"Dynamic Roll offfor measurement: Barefoot_2\nPatient name: {NAMES[0]} {NAMES[1]}\n"
        "Measurement done on 07-07-2011\n"
        "Scanning speed;  for the left foot: 0.00 Hertz, for the right foot: 500.00 Hertz\n"
    ]
    for one in walks:
        ys, xs = (np.flatnonzero((one.peak > 0).any(axis=axis)) for axis in (1, 0))
        part = replace(one, frames_kpa=one.frames_kpa[:, ys[0] : ys[-1] + 1, xs[0] : xs[-1] + 1])
        name = one.side.capitalize()
        said.append(
            f"{name} foot data\n\n{name} rectangle position\nRectangle bottom\n6\nRectangle left\n40\n"
            f"Rectangle width\n20\nRectangle height\n38\n\n{footscan(part)}"
        )
    return "\n".join(said)


def apd(one: Walk, *, frames: bool = False) -> str:
    """Return a pedcad import file: the maximum picture in N/cm², or with `frames` every picture."""
    ys, xs = (np.flatnonzero((one.peak > 0).any(axis=axis)) for axis in (1, 0))
    window = one.frames_kpa[:, ys[0] : ys[-1] + 1, xs[0] : xs[-1] + 1] / 10.0
    said = (
        "[General]\nDescription=pedcad Importfile\nSource=<<zebris>>\nDate=25/04/2017\n"
        "UnitDistance=mm\nUnitPressure=N/cm2\n\n"
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
        f"Person\t{NAMES[0]} {NAMES[1]}",
        f"Born\t{NAMES[2]}",
        "Record\t1",
        f"Application\t{kind}",
        "Creation date\t23/05/2008 12:23:17",
        f"Frequency,Hz\t{one.hz:.3f}",
        f"Count\t{many}",
        "Time,ms\tPosition,m\tLi Kraft,N\tRe Kraft,N",
        "Calibr\t0",
    ]
    said += [f"{1000 * k / one.hz:.0f}\t{belt_m_s * k / one.hz:.4f}\t0.0\t0.0" for k in range(many)]
    said += [
        "Platform {",
        f"Columns\t{rows}",
        f"Lines\t{columns}",
        f"Cell width,mm\t{one.pitch_mm[0]}",
        f"Cell height,mm\t{one.pitch_mm[1]}",
        "Units\tN/cm^2",
        f"Frame count\t{many}",
        f"Frequency\t{one.hz:.2f}",
        "",
    ]
    for k, frame in enumerate(one.frames_kpa):
        shown = np.roll(frame, -round(belt_m_s * 1000 * k / one.hz / one.pitch_mm[0]), axis=0)
        said += [
            f"Frame {k + 1} {{",
            "Exercise1",
            f"Time, ms\t{1000 * k / one.hz:.2f}",
            "Center of force\t(x98,y25)",
            "",
            "\t" + "\t".join(f"x{n + 1}" for n in range(rows)),
        ]
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
            said += [
                f"SENSOR,HX210.11.31.M11-DFM-{one.side[0].upper()}F S0073",
                f"Rows,{rows}",
                f"Columns,{columns}",
                f"Sensel Width (cm),{one.pitch_mm[1] / 10:g}",
                f"Sensel Height (cm),{one.pitch_mm[0] / 10:g}",
                "SENSELS",
                _rows(values, ",", "%.2f"),
                "GROUP,1",
                "Name,Left Heel",
                "Cells,4",
                "SENSELS",
                "9,9",
                "9,9",
            ]
    return "\n".join(f"{line}{',' * 8}\n{',' * 9}" for line in "\n".join(said).split("\n"))


def xsensor_older(one: Walk) -> str:
    """Return the older text of XSENSOR: keys with a colon, values between blanks, N/cm²."""
    _, rows, columns = one.frames_kpa.shape
    said = [f'File: "C:\\{NAMES[1]}.xsn"', "Units: N/cm2"]
    for k, frame in enumerate(one.frames_kpa):
        clock = 36 + k / one.hz
        said += [f"Frame: {k + 1}", "Date: 16/08/2022", f"Time: 08:{int(clock // 60):02d}:{clock % 60:06.3f}",
                 'Sensor: "LX100:36.36.02 S0240"', f"Rows: {rows}", f"Columns: {columns}",
                 f"Sensel Width (cm): {one.pitch_mm[1] / 10:g}", f"Sensel Height (cm): {one.pitch_mm[0] / 10:g}",
                 "Sensels:", _rows(frame[::-1] / 10, " ", "%.3f"), ""]  # fmt: skip
    return "\n".join(said)


def xsensor_table(*walks: Walk) -> str:
    """Return one frame a row of one or two insoles, PSI and pounds of force."""
    many, rows, columns = walks[0].frames_kpa.shape
    names, cells = ["Time"], [[f"{k / walks[0].hz:.4f}"] for k in range(many)]
    for n, one in enumerate(walks):
        end = "" if n == 0 else f".{n}"
        names += [f"Insole{end}", f"Est. Load (lbf){end}", f"COP Row{end}", f"COP Column{end}"]
        names += [f"S_{row + 1}_{column + 1}{end}" for row in range(rows) for column in range(columns)]
        for k, row in enumerate(cells):
            psi = one.frames_kpa[k, ::-1].ravel() / 6.894757
            row += [
                one.side.capitalize(),
                f"{one.force_n[k] / 4.4482216:.4f}",
                "",
                "",
                *(f"{value:.4f}" for value in psi),
            ]
    return "\n".join(",".join(row) for row in [names, *cells]) + "\n"


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
