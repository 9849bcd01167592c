"""Variants. `python -m tests.variants [N] [--seed S] [--only WORD]` -> what becomes of N damaged scans, as a table."""

import argparse
import sys
import tempfile
import time
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from orthogen import pipeline
from orthogen.errors import OrthogenError, SideUnsure
from orthogen.intake import read_scan
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.frame import inverse, moved
from orthogen.records.foot import Foot
from orthogen.records.scan import Scan
from tests.damage_feet import Truth
from tests.damage_mix import GROUPS, Variant, variant

POSE_MM = 20.0  # a frame farther than this from the true one is no matter of precision: the foot lies the wrong way
EVERY_FILE = 7  # every so many meshes are written to a file and read again
BINS = ((0.0, 0.02), (0.02, 0.05), (0.05, 0.10), (0.10, 1.01))
FAULTS = ("crash", "wrong side", "wrong unit", "wrong kind", "wrong pose", "wrong count", "crop accepted")


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of one variant: `accepted`, or the name of the refusal with its sentence; faults as in FAULTS.

    errors_mm: measure − truth of each foot that is well posed, by measure.
    """

    made: Variant
    answer: str
    sentence: str = ""
    faults: tuple[str, ...] = ()
    unsure: bool = False
    errors_mm: dict[str, list[float]] = field(default_factory=dict)
    time_s: float = 0.0

    @property
    def cropped(self) -> bool:
        """True if a part is missing."""
        return bool(self.made.missing)

    @property
    def lost_ratio(self) -> float:
        """How much a crop took away: of the length or of the area seen from above, whichever is more."""
        return max(self.made.lost.length_ratio, self.made.lost.plan_ratio)


def outcome(made: Variant) -> Outcome:
    """Return what orthogen says of a variant, judged by what is true of it."""
    start = time.perf_counter()
    try:
        feet = pipeline.see(_through_a_file(made) if _is_filed(made) else made.scan)
    except OrthogenError as error:
        seconds, unsure = time.perf_counter() - start, isinstance(error, SideUnsure)
        return Outcome(
            made=made, answer=type(error).__name__, sentence=str(error), unsure=unsure, time_s=seconds
        )  # fmt: skip
    except Exception:  # noqa: BLE001  (any other error is what this script looks for)
        last = traceback.format_exc().strip().splitlines()
        return Outcome(made=made, answer="crash", sentence=" | ".join(last[-3:]), faults=("crash",))
    judged = _judged(made, feet)
    return replace(judged, time_s=time.perf_counter() - start)


def _is_filed(made: Variant) -> bool:
    return len(made.scan.faces) > 0 and int(made.name.split("/")[1]) % EVERY_FILE == 0


def _through_a_file(made: Variant) -> Scan:
    """Return the scan after a binary STL file, 32-bit coordinates and all."""
    corners = made.scan.points[made.scan.faces]
    record = np.zeros(len(corners), dtype=[("normal", "<f4", 3), ("corners", "<f4", (3, 3)), ("rest", "<u2")])
    record["corners"] = corners
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{made.scan.name}.stl"
        path.write_bytes(bytes(80) + len(record).to_bytes(4, "little") + record.tobytes())
        return read_scan(path, unit=made.scan.unit)


def _judged(made: Variant, feet: tuple[Foot, ...]) -> Outcome:
    """Return the outcome of feet that were accepted."""
    faults = {"wrong unit"} if any(foot.unit != made.unit for foot in feet) else set()
    if any(foot.kind != made.kind for foot in feet):
        faults.add("wrong kind")
    if len(feet) != len(made.truths):
        faults.add("wrong count")
    if made.missing:
        faults.add("crop accepted")
    errors: dict[str, list[float]] = {}
    for foot in feet:
        gaps = [_gap_mm(foot, made, k) for k in range(len(made.truths))]
        mine = int(np.argmin(gaps))
        truth = made.truths[mine]
        if foot.side not in (truth.side, "unsure"):
            faults.add("wrong side")
        elif foot.side == truth.side and gaps[mine] > POSE_MM and not made.missing:
            faults.add("wrong pose")
        elif foot.side == truth.side:
            for name, value in _errors(foot, truth).items():
                errors.setdefault(name, []).append(value)
    unsure = any(foot.side == "unsure" for foot in feet)
    ordered = tuple(name for name in FAULTS if name in faults)
    said = "; ".join(f"{foot.kind} {foot.side} {foot.unit} {foot.foot_length_mm:.1f} mm" for foot in feet)
    return Outcome(made=made, answer="accepted", sentence=said, faults=ordered, unsure=unsure, errors_mm=errors)


def _gap_mm(foot: Foot, made: Variant, number: int) -> float:
    """Return the distance, rms, between found and true frame over a foot, in plan, side and mirror left out."""
    length = made.truths[number].length_mm
    points = length * np.array([[0.15, 0, 0], [0.73, 0.07, 0], [0.64, -0.15, 0], [0.46, 0.06, 0.04], [1, 0, 0.04]])
    there = moved(foot.foot_from_file, moved(inverse(made.feet_from_file[number]), points))
    if foot.side == "unsure" and made.truths[number].side == "left":
        there = there * [1.0, -1.0, 1.0]
    return float(np.sqrt(((there - points) ** 2).sum(axis=1).mean()))


def _errors(foot: Foot, truth: Truth) -> dict[str, float]:
    """Return measure − truth, mm."""
    errors = {
        "length": foot.foot_length_mm - truth.length_mm,
        "ball": foot.ball_width_mm - truth.ball_width_mm,
        "heel": foot.heel_width_mm - truth.heel_width_mm,
    }
    return errors if truth.arch_mm is None else errors | {"arch": foot.arch_height_mm - truth.arch_mm}


def outcomes(
    seed: int, numbers: Iterable[int], *, only: str = "", drawn: bool = True, most_faces: int = 2_000_000
) -> Iterator[Outcome]:
    """Yield the outcome of each variant whose name is `only`, or whose group or history holds that word."""
    groups = list(GROUPS)
    for number in numbers:
        if only in GROUPS and groups[number % len(groups)] != only:
            continue
        made = variant(seed, number, drawn=drawn, most_faces=most_faces)
        if only in ("", made.name) or only in made.group or any(only in line for line in made.done):
            yield outcome(made)


def table(every: list[Outcome]) -> str:
    """Return what became of them, for a person to read."""
    whole = [one for one in every if not one.cropped]
    seen = [one for one in whole if one.answer == "accepted"]
    refused = [one for one in whole if one.answer not in ("accepted", "crash") and not one.unsure]
    unsure = sum(one.unsure for one in whole)
    lines = [f"{len(every)} variants: {len(whole)} whole, {len(every) - len(whole)} cropped"]
    lines += [f"  {name:13s} {sum(name in one.faults for one in every):4d}" for name in FAULTS]
    lines += [
        f"whole: {len(seen)} accepted, {len(refused)} refused = {_share(len(refused), len(whole))}",
        f"  unsure of the side: {unsure} = {_share(unsure, len(whole))}",
        *_crops([one for one in every if one.cropped]),
        *_errors_by_group(seen),
        *_seconds(every),
        *_listed(every, refused),
    ]
    return "\n".join(lines)


def _share(count: int, of: int) -> str:
    return f"{100 * count / max(of, 1):.1f} %"


def _crops(cropped: list[Outcome]) -> list[str]:
    """Return, by how much is lost and by kind of crop, how many were refused."""
    lines = ["crops: refused of all, by what they take away of length or area"]
    for group in ["all", *(name for name in GROUPS if name.startswith("crop"))]:
        mine = [one for one in cropped if group in ("all", one.made.group)]
        cells = []
        for low, high in BINS:
            these = [one for one in mine if low <= one.lost_ratio < high]
            stopped = sum(one.answer not in ("accepted", "crash") for one in these)
            cells.append(f"{100 * low:.0f}–{100 * min(high, 1):.0f} %: {stopped:3d}/{len(these):<3d}")
        lines.append(f"  {group:14s} " + "   ".join(cells))
    return lines


def _errors_by_group(seen: list[Outcome]) -> list[str]:
    """Return median, 90 % and largest error of each measure by group."""
    lines = ["errors of accepted whole feet, mm: median / 90 % / most"]
    for group in GROUPS:
        cells = []
        for name in ("length", "ball", "heel", "arch"):
            found = [abs(e) for one in seen if one.made.group == group for e in one.errors_mm.get(name, [])]
            if found:
                middle, most = np.quantile(found, [0.5, 0.9]), max(found)
                cells.append(f"{name} {middle[0]:.1f}/{middle[1]:.1f}/{most:.1f}")
        if cells:
            lines.append(f"  {group:17s} " + "   ".join(cells))
    return lines


def _seconds(every: list[Outcome]) -> list[str]:
    if not every:
        return []
    times: FloatArray = np.array([one.time_s for one in every])
    middle, most = np.quantile(times, [0.5, 0.9])
    return [f"seconds per variant: median {middle:.2f}, 90 % {most:.2f}, most {times.max():.1f}"]


def _listed(every: list[Outcome], refused: list[Outcome]) -> list[str]:
    """Return each failure in one line, with what to run it again by."""
    lines = []
    for title, these in (
        *((name, [one for one in every if name in one.faults]) for name in FAULTS),
        ("whole but refused", refused),
        ("unsure", [one for one in every if one.unsure and not one.cropped]),
    ):
        if these:
            lines.append(f"\n{title}: {len(these)}")
        lines += [
            f"  {one.made.name} [{one.made.group}, lost {one.lost_ratio:.3f}] {one.answer}: {one.sentence} "
            f"<- {'; '.join(one.made.done)}"
            for one in these
        ]
    return lines


def main() -> None:
    """Run as the docstring of the module says."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("count", nargs="?", type=int, default=1000)
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument(
        "--only", default="", metavar="WORD", help="a variant as SEED/NUMBER, a group, or a word of its history"
    )
    told = asked.parse_args()
    seed, numbers = told.seed, range(told.count)
    if "/" in told.only:
        seed, number = (int(part) for part in told.only.split("/"))
        numbers = range(number, number + 1)
    found = []
    for one in outcomes(seed, numbers, only=told.only):
        found.append(one)
        print(f"\r{len(found)} {one.made.name} {one.made.group:20s}", end="", file=sys.stderr, flush=True)
    print(f"\r{table(found)}")


if __name__ == "__main__":
    main()
