"""Performance targets. results of the benchmarks -> each target with what was measured, and whether it is met."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docs.performance_tables import FORESEEN, OURS, Result, middle, table, told

Row = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Target:
    """One bar: what was measured (None where it was not), its limit, and on which side of it good lies."""

    about: str
    measured: float | None
    limit: float
    unit: str = ""
    at_least: bool = False

    @property
    def met(self) -> bool | None:
        """True or False; None where nothing was measured."""
        if self.measured is None:
            return None
        return self.measured >= self.limit if self.at_least else self.measured <= self.limit


def targets_table(targets: list[Target]) -> str:
    """Return all targets; a missed one is in bold."""
    rows = []
    for target in targets:
        sign = "≥" if target.at_least else "≤"
        measured = "not measured" if target.measured is None else f"{told(target.measured)} {target.unit}".strip()
        verdict = {True: "met", False: "**missed**", None: "open"}[target.met]
        rows.append([target.about, f"{sign} {target.limit:g} {target.unit}".strip(), measured, verdict])
    return table(["what", "target", "measured", ""], rows)


def offset_targets(offset: Result) -> list[Target]:
    """Return the targets of the normal offset (kernel A)."""
    found: list[Target] = []
    for case in offset["cases"]:
        if "left_out" not in case and OURS in case["rows"]:
            found += _case_targets(case)
    sizes = [p for p in offset["sweep"] if (p["distance_mm"], p["cell_mm"]) == (3.0, 0.5)]
    distances = [p for p in offset["sweep"] if (p["mesh"], p["cell_mm"]) == ("foot200", 0.5)]
    digests = {row.get("sha256") for row in offset["threads"].values()}
    numbers = ", ".join(offset["threads"])
    return [
        *found,
        *_constant("50,000 to 500,000 faces", sizes),
        *_constant("1 to 6 mm", distances),
        Target(
            about=f"different results at {numbers} threads",
            measured=None if None in digests else len(digests) - 1,
            limit=0,
        ),
    ]


def _case_targets(case: Result) -> Iterator[Target]:
    """Return the bars that each case has to pass; time and memory are only asked of the case they were set for."""
    ours, peer = case["rows"][OURS], case["rows"].get("OpenVDB", {})
    errors = ours.get("errors", {})
    name = case["title"]
    if case.get("sets_pace"):
        known = "left_out" not in ours and peer and "left_out" not in peer
        for clock, said in (("wall_s", "wall"), ("cpu_s", "CPU")):
            ratio = middle(peer[clock]) / middle(ours[clock]) if known else None
            yield Target(about=f"{name}: OpenVDB ÷ ours, {said}", measured=ratio, limit=15, unit="×", at_least=True)
        yield Target(about=f"{name}: peak memory", measured=ours.get("peak_mib"), limit=150, unit="MiB")
    bars = (
        ("centroid_rms_mm", "centroid error, rms", 0.004, "mm"),
        ("centroid_p999_mm", "centroid error, p99.9", 0.02, "mm"),
        ("vertices_off_smooth", "vertices over 0.001 mm off, not on a crease", 0, ""),
    )
    for key, said, limit, unit in bars:
        yield Target(about=f"{name}: {said}", measured=errors.get(key), limit=limit, unit=unit)
    faults = ("open_edges", "crowded_edges", "meeting_pairs", "meeting_pairs_libigl")
    found = sum(errors[key] for key in faults) if set(faults) <= set(errors) else None
    yield Target(about=f"{name}: open or crowded edges, meeting pairs by either counter", measured=found, limit=0)


def _constant(said: str, points: list[Result]) -> Iterator[Target]:
    """Return whether CPU time per area is constant within 25 %, by the stricter reading and by the plain one."""
    rows = [point["rows"][OURS] for point in points]
    known = bool(rows) and not any("left_out" in row for row in rows)
    per_area = [middle(row["cpu_s"]) / row["area_mm2"] for row in rows] if known else []
    ratio = max(per_area) / min(per_area) if known else None
    mean = sum(per_area) / len(per_area) if known else 1.0
    off = 100 * max(abs(one / mean - 1) for one in per_area) if known else None
    yield Target(about=f"CPU time per area, most ÷ least, {said}", measured=ratio, limit=1.25)
    yield Target(about=f"the same, the farthest from their mean, {said}", measured=off, limit=25, unit="%")


def rolling_targets(rolling: Result, stages: Result) -> list[Target]:
    """Return the targets of the rolling ball (kernel B)."""
    shell = stages["changed_dose"]["shell"]
    found = []
    for kind in ("constant", "varying"):
        one = rolling[kind]
        worst = max(one["too_thick_mm"], one["too_thin_mm"])
        thinner = max(one["thinner_than_balls_mm"], one["thinner_than_balls_rough_mm"])
        found += [
            Target(about=f"{kind} thickness: CPU time", measured=middle(one["kernel_ms"]), limit=5, unit="ms"),
            Target(about=f"{kind} thickness: most error on a smooth top", measured=worst, limit=0.001, unit="mm"),
            Target(about=f"{kind} thickness: thinner than the sampled ball", measured=thinner, limit=0.001, unit="mm"),
        ]
    solid = 1000 * (middle(shell["fields_s"]) + middle(shell["solid_s"]))
    return [
        *found,
        Target(about="shell: underside, trimmed and closed solid, reduced", measured=solid, limit=150, unit="ms"),
    ]


def stage_targets(stages: Result) -> list[Target]:
    """Return the targets of the whole program."""
    rows = stages["rows"]
    build, yard = _wall(rows, "orthogen build"), _wall(rows, "trimesh load + save")
    bare = _wall(rows, "python -c pass")
    own = None if build is None or bare is None else build - bare - sum(stages["imports_s"].values())
    insole = {name: 1000 * middle(laps) for name, laps in stages["changed_dose"]["insole"].items()}
    preview = insole["bed_s"] + insole["fields_s"] + insole["solid_s"]
    ratio = None if build is None or yard is None else build / yard
    return [
        Target(about="`orthogen build`, 200,000 faces, whole process", measured=build, limit=0.8, unit="s"),
        Target(about="the same ÷ trimesh loading and saving the same file", measured=ratio, limit=1, unit="×"),
        Target(about="the same without start and imports", measured=own, limit=0.35, unit="s"),
        Target(
            about="`orthogen inspect`, 100,000 faces", measured=_wall(rows, "orthogen inspect"), limit=0.6, unit="s"
        ),
        Target(about="a changed dose: order to closed solid", measured=preview, limit=50, unit="ms"),
        Target(about="a changed dose: order to checked bytes", measured=insole["verified_s"], limit=200, unit="ms"),
    ]


def prediction_targets(prediction: Result) -> list[Target]:
    """Return the targets of the expected change of pressure, CPU time."""
    limits_ms = {"three_instants": 60, "band": 2000, "calibration": 500, "optimiser": 5000}
    return [
        Target(about=FORESEEN[name], measured=1000 * middle(prediction["rows"][name]["cpu_s"]), limit=limit, unit="ms")
        for name, limit in limits_ms.items()
    ]


def batch_targets(batch: Result) -> list[Target]:
    """Return the targets of a day's orders."""
    rate = 60.0 * batch["devices"] / middle(batch["cpu_s"])
    gain = middle(batch["wall_s"]["1"]) / middle(batch["wall_s"]["2"])
    return [
        Target(
            about="devices a minute and core by CPU time, all files written", measured=rate, limit=100, at_least=True
        ),
        Target(about="two workers ÷ one", measured=gain, limit=1.8, unit="×", at_least=True),
    ]


def store_targets(store: Result) -> list[Target]:
    """Return the targets of the store with many cases in it, wall time without imports."""
    limits_ms = {"history": 300, "due": 300, "diff": 300, "filing": 50}
    about = f"{store['held_cases']:,} cases of {store['held_versions'] // store['held_cases']} versions: "
    return [
        Target(about=f"{about}{name}", measured=1000 * store["rows"][name]["wall_s"], limit=limit, unit="ms")
        for name, limit in limits_ms.items()
    ]


def pressure_targets(pressure: Result) -> list[Target]:
    """Return the target of reading recordings: the slowest kind."""
    slowest = max(middle(row["cpu_s"]) for row in pressure["rows"].values())
    return [Target(about="a recording of 16 MB, the slowest kind: CPU time", measured=slowest, limit=1, unit="s")]


def _wall(rows: dict[str, Row], name: str) -> float | None:
    return None if "left_out" in rows[name] else middle(rows[name]["wall_s"])
