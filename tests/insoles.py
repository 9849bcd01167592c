"""Insoles. both feet stepping in turn -> the text of instruments whose sensors lie on no lattice: pedar, Moticon."""

import numpy as np

from orthogen.kernel.arrays import FloatArray
from tests.footprint import pressure_at
from tests.instruments import NAMES

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
        frames.append(
            [pressure_at(forward, across, side="right", share=share if share <= 1 else -1.0) for share in shares]
        )
    table = np.round(np.array(frames).reshape(len(frames), -1) / 2.5) * 2.5
    numbered = ",".join(str(n) for n in range(1, 100)) + ","
    said = [
        f"file name:  {NAMES[1]}.sol\tdate/time  25.04.23 10.49",
        f"sensor type:  {size}-1865l-1870r-pxf306-11mar2021 ",
        f"total time [secs]:  {len(table) / hz:.3f}\ttime per frame [secs]:  {1 / hz:.5f}"
        f"\tscanning rate [Hz]:   {hz:.0f}",
        "pressure values in  kPa",
        "",
        "mask definition: ",
        f"left insole: {numbered}",
        f"right insole: {numbered}",
        "",
        "time[secs]    \t" + "\t".join(f"{n:7d}" for n in (*range(1, 100), *range(1, 100))) + "\t",
    ]
    said += [
        f"{(k + 1) / hz:12.5f}\t" + "\t".join(f"{value:7.3f}" for value in row) + "\t" for k, row in enumerate(table)
    ]
    return "\n".join([*said, ""]), table


MOTICON_CM2 = (12.4, 11.0, 13.4, 13.1, 13.1, 13.0, 18.0, 18.2, 15.7, 12.4, 12.5, 12.7, 10.2, 10.1, 12.5, 6.5)


def moticon(*, hz: float = 100.0, steps: int = 5) -> tuple[str, FloatArray]:
    """Return an OpenGo text of both insoles, and the pressures (t, 32) in N/cm²."""
    forward = 250 * np.array(
        [0.07, 0.07, 0.19, 0.19, 0.33, 0.33, 0.47, 0.47, 0.61, 0.61, 0.72, 0.74, 0.70, 0.88, 0.84, 0.93]
    )
    across = 90 * np.array(
        [0.18, -0.18, 0.2, -0.2, 0.22, -0.1, 0.22, -0.05, 0.25, -0.05, 0.3, 0.05, -0.25, 0.1, 0.28, -0.25]
    )
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
