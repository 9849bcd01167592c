"""Performance tables. results of the benchmarks -> the tables of the page, in Markdown."""

import statistics
from collections.abc import Sequence
from typing import Any

Result = dict[str, Any]
OURS = "this kernel"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table; the first column is text, all others are numbers."""
    lines = [head, ["---", *["--:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(cell for cell in line) + " |" for line in lines) + "\n"


def middle(laps: Sequence[float]) -> float:
    """Return the median."""
    return float(statistics.median(laps))


def told(value: float) -> str:
    """Return a number with three significant digits, no exponent, thousands parted."""
    if value == 0:
        return "0"
    if abs(value) < 5e-5:
        return "< 0.0001" if value > 0 else "> −0.0001"
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    text = f"{value:.3g}"
    return f"{value:.5f}".rstrip("0") if "e" in text else text


def machine_table(results: dict[str, Result]) -> str:
    """Return what the machine was in each run."""
    cells = {
        "processor": lambda m: m["cpu"],
        "cores": lambda m: str(m["cores"]),
        "memory": lambda m: f"{m['memory_gib']:g} GiB",
        "system": lambda m: m["system"],
        "Python": lambda m: m["python"],
        "libraries": lambda m: ", ".join(f"{name} {number}" for name, number in m["versions"].items()),
        "cores kept busy by other programs": lambda m: _percent(m["others_percent"]),
        "day": lambda m: m["day"],
    }
    rows = []
    for name, cell in cells.items():
        found = {run: cell(result["machine"]) for run, result in results.items()}
        same = len(set(found.values())) == 1
        rows.append([name, next(iter(found.values())) if same else "; ".join(f"{run} {x}" for run, x in found.items())])
    return table(["", "all runs"], rows)


def _percent(share: float | None) -> str:
    return "not known" if share is None else f"{share:g} %"


def time_table(case: Result) -> str:
    """Return seconds, ratios to this kernel and memory of one case."""
    ours = case["rows"].get(OURS, {})
    rows = []
    for tool, row in case["rows"].items():
        if "left_out" in row:
            rows.append([tool, f"left out: {row['left_out']}", *[""] * 7])
            continue
        wall, cpu = middle(row["wall_s"]), middle(row["cpu_s"])
        ratios = [
            "not known" if "left_out" in ours or not ours else f"{told(one / middle(ours[clock]))} ×"
            for one, clock in ((wall, "wall_s"), (cpu, "cpu_s"))
        ]
        memory = [f"{row['peak_mib']:.0f}", f"{row['before_mib']:.0f}"]
        rows.append([tool, told(wall), told(cpu), *ratios, *memory, f"{row['faces']:,}", str(len(row["wall_s"]))])
    head = ["tool", "wall s", "CPU s", "wall ÷ ours", "CPU ÷ ours", "peak MiB", "before MiB", "faces out", "runs"]
    return table(head, rows)


def error_table(case: Result) -> str:
    """Return errors and soundness of one case."""
    rows = []
    for tool, row in case["rows"].items():
        found = row.get("errors", {"left_out": row.get("left_out", "")})
        if "left_out" in found:
            rows.append([tool, f"not judged: {found['left_out']}", *[""] * 9])
            continue
        millimetres = [told(found[f"{name}_mm"]) for name in _MILLIMETRES]
        off = [f"{found['vertices_off']:,} ({found['vertices_off_smooth']:,})", f"{found['wrong_side']:,}"]
        meets = f"{found['meeting_pairs']:,} / {found['meeting_pairs_libigl']:,}"
        edges = f"{found['open_edges']:,} / {found['crowded_edges']:,}"
        rows.append([tool, *millimetres, *off, edges, meets])
    head = ["tool", "centroid rms mm", "p99.9", "max", "vertex max", "complete rms", "max",
            "vertices off (smooth)", "wrong side", "open / crowded edges", "meeting pairs"]  # fmt: skip
    return table(head, rows)


_MILLIMETRES = ("centroid_rms", "centroid_p999", "centroid_max", "vertex_max", "complete_rms", "complete_max")


def area_table(points: Sequence[Result]) -> str:
    """Return this kernel's time per area that it made, over all points of the lines."""
    rows = []
    for point in points:
        row = point["rows"][OURS]
        about = [f"{point['faces']:,}", f"{point['distance_mm']:g}", f"{point['cell_mm']:g}"]
        if "left_out" in row:
            rows.append([*about, f"left out: {row['left_out']}", "", "", "", ""])
            continue
        wall, cpu = middle(row["wall_s"]), middle(row["cpu_s"])
        per_cell = 1e6 * cpu * point["cell_mm"] ** 2 / row["area_mm2"]
        rows.append(
            [*about, told(wall), told(cpu), told(row["area_mm2"]), told(per_cell), f"{row['peak_mib']:.0f}"]
        )  # fmt: skip
    head = [
        "faces in",
        "distance mm",
        "cell mm",
        "wall s",
        "CPU s",
        "area out mm²",
        "CPU µs per cell of area",
        "peak MiB",
    ]
    return table(head, rows)


def thread_table(threads: dict[str, Result]) -> str:
    """Return time by number of threads and whether the bytes are the same."""
    first = next((row["sha256"] for row in threads.values() if "sha256" in row), "")
    rows = [
        [number, f"left out: {row['left_out']}", "", ""]
        if "left_out" in row
        else [number, told(middle(row["wall_s"])), told(middle(row["cpu_s"])),
              "the same" if row["sha256"] == first else "**different**"]
        for number, row in threads.items()
    ]  # fmt: skip
    return table(["threads", "wall s", "CPU s", "bytes"], rows)


def rolling_table(rolling: Result) -> str:
    """Return time and error of the rolling ball."""
    rows = []
    for kind in ("constant", "varying"):
        one = rolling[kind]
        ours, plain = middle(one["kernel_ms"]), middle(one["numpy_ms"])
        rows.append([
            kind, told(ours), told(one["kernel_ms"][0]), told(plain), f"{told(plain / ours)} ×",
            told(one["error_rms_mm"]), told(one["too_thick_mm"]), told(one["too_thin_mm"]),
            f"{told(one['numpy_error_rms_mm'])} / {told(one['numpy_error_max_mm'])}",
            f"{told(one['thinner_than_balls_mm'])} / {told(one['thinner_than_balls_rough_mm'])}",
        ])  # fmt: skip
    head = ["thickness", "CPU ms", "first call", "numpy CPU ms", "numpy ÷ ours", "error rms mm", "too thick mm",
            "too thin mm", "numpy rms / max mm", "thinner than balls mm (rough top)"]  # fmt: skip
    return table(head, rows)


def pressure_table(pressure: Result) -> str:
    """Return the seconds of reading each kind of recording."""
    rows = [
        [kind, row["format"], f"{row['mb']:.1f}", f"{row['frames']:,}", told(middle(row["cpu_s"]))]
        for kind, row in pressure["rows"].items()
    ]
    return table(["file", "reader", "MB", "frames", "CPU s"], rows)


def process_table(stages: Result) -> str:
    """Return whole processes of the command line."""
    rows = [
        [name, f"left out: {row['left_out']}", "", ""]
        if "left_out" in row
        else [name, *(told(middle(row[column])) for column in ("wall_s", "cpu_s")), f"{middle(row['peak_mib']):.0f}"]
        for name, row in stages["rows"].items()
    ]
    return table(["process", "wall s", "CPU s", "peak MiB"], rows)


def part_table(stages: Result) -> str:
    """Return the stages of a build, and the imports of a build and of --help, in ms."""
    stage = {name: middle(laps) for name, laps in stages["stages_s"].items()}
    rows = [[name, f"{1000 * seconds:.0f}"] for name, seconds in stage.items()]
    names = dict.fromkeys([*stages["imports_s"], *stages["help_imports_s"]])
    imported = [
        [name, *(f"{1000 * stages[kind].get(name, 0.0):.0f}" for kind in ("imports_s", "help_imports_s"))]
        for name in names
    ]
    return table(["stage of build", "ms"], rows) + "\n" + table(["imports of", "build, ms", "--help, ms"], imported)


def dose_table(stages: Result) -> str:
    """Return the time from a changed dose to each result, in ms."""
    names = {"bed_s": "order → foot bed", "fields_s": "foot bed → top and bottom",
             "solid_s": "top and bottom → closed, reduced solid",
             "verified_s": "all of it, with export, reading back and checks"}  # fmt: skip
    dose = stages["changed_dose"]
    rows = [[said, *(f"{1000 * middle(dose[kind][name]):.0f}" for kind in dose)] for name, said in names.items()]
    return table(["in a running program", *(f"{kind}, ms" for kind in dose)], rows)


FORESEEN = {
    "three_instants": "one design, three instants, 1 mm",
    "flat_floor": "the flat floor before it, 1 mm",
    "band": "band of 40 samples, each calibrated anew",
    "calibration": "calibration to a print",
    "optimiser": "search for doses, with the bands of its curve",
}


def prediction_table(prediction: Result) -> str:
    """Return milliseconds of CPU and of the clock of each part of a prediction."""
    rows = prediction["rows"]
    return table(["", "CPU, ms", "wall, ms"], [
        [said, *(told(1000 * middle(rows[name][clock])) for clock in ("cpu_s", "wall_s"))]
        for name, said in FORESEEN.items()
    ])  # fmt: skip
