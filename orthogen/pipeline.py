"""Pipeline. scan -> feet; foot, prescription -> verified device. The one file that knows the order of the rooms."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from orthogen import anatomy, checks, design, publish, solid
from orthogen.kernel.arrays import FloatArray, frozen
from orthogen.kernel.beside import Beside
from orthogen.kernel.frame import composed
from orthogen.lazyclass import dataclass
from orthogen.records.device import Design, Device, Insole
from orthogen.records.finding import Finding
from orthogen.records.foot import Foot, Load, Side
from orthogen.records.prescription import Prescription
from orthogen.records.scan import Scan
from orthogen.records.variant import Variant

Clock = Callable[[], float]


def see(
    scan: Scan,
    *,
    side: Side | None = None,
    landmarks: Mapping[str, tuple[float, float]] | None = None,
    load: Load | None = None,
    toes_needed: bool = True,
) -> tuple[Foot, ...]:
    """Return the feet that the scan shows, each in the canonical frame; raises AnatomyError where it shows none."""
    return anatomy.find_feet(scan, side=side, landmarks=landmarks or {}, load=load, toes_needed=toes_needed)


@dataclass(frozen=True, kw_only=True)
class Order:
    """One device to be made for a foot. case: as its file says it. variant: its place in a series, None if alone."""

    prescription: Prescription
    label: str
    case: str
    variant: Variant | None = None


def make(foot: Foot, prescription: Prescription, *, label: str, case: str, clock: Clock) -> Device:
    """Return the device for one foot, measured on its own exported bytes; raises as `make_all`."""
    return make_all(foot, (Order(prescription=prescription, label=label, case=case),), clock=clock)[0]


def make_all(foot: Foot, orders: Sequence[Order], *, clock: Clock) -> tuple[Device, ...]:
    """Return one device for each order, all for one shoe: fitted once, laid out once for equal plans, dosed each.

    Raises GeometryError where an order cannot be made on this foot; a device that can be made and is bad
    comes back with findings that reject it.
    """
    devices: list[Device] = []
    base, ground = None, None
    for order in orders:
        times = _Stopwatch(clock)
        base = base or design.fitted(foot, order.prescription.shoe)
        if ground is None or not design.stands_on(ground, order.prescription):
            ground = design.ground(base, order.prescription)
        devices.append(_made(foot, order, base, ground, times))
    return tuple(devices)


def _made(foot: Foot, order: Order, base: design.Base, ground: design.Ground, times: "_Stopwatch") -> Device:
    """Return one device on its ground, with its proof."""
    plan = design.dosed(base, ground, order.prescription)
    times.lap("design")
    compared = Beside(lambda: design.beds_without(ground, plan.settled))
    insole = solid.make_insole(plan, label=order.label)
    body = solid.make_solid(insole, mirrored=foot.mirrored)
    stl = publish.stl_bytes(body, case=order.case, side=foot.side)
    beds_without = compared.result()
    times.lap("build")
    findings, doses, fit, faces, volume_mm3 = checks.check_device(
        stl, body.stl_from_foot, plan, insole, ordered=order.prescription, beds_without=beds_without
    )
    times.lap("verify")
    device = Device(
        foot=foot,
        prescription=order.prescription,
        stl=stl,
        sha256=publish.sha256(stl),
        stl_from_file=composed(body.stl_from_foot, foot.foot_from_file),
        fit=fit,
        findings=(*(item.moved(body.stl_from_foot) for item in (*plan.findings, *insole.findings)), *findings),
        doses=doses,
        design=plan,
        insole=insole,
        footprints_mm={kind: frozen(plan.stood_on_mm - bed) for kind, bed in beds_without.items()},
        stl_from_foot=body.stl_from_foot,
        faces=faces,
        volume_mm3=volume_mm3,
        timings_s=times.laps,
        variant=order.variant,
    )
    return replace(device, zoned=solid.zoned(device)) if order.prescription.zones else device


def dosing(foot: Foot, prescription: Prescription) -> Callable[[Prescription], tuple[Design, Insole]]:
    """Return how a prescription of other doses becomes design and insole on this foot, fitted and laid out once."""
    base = design.fitted(foot)
    ground = design.ground(base, prescription)

    def dosed(other: Prescription) -> tuple[Design, Insole]:
        plan = design.dosed(base, ground, other)
        return plan, solid.make_insole(plan, label="")

    return dosed


def examine(triangles_mm: FloatArray) -> tuple[Finding, ...]:
    """Return all checks that need nothing but the mesh: triangles (n, 3, 3), mm."""
    return checks.check_mesh(triangles_mm)


class _Stopwatch:
    """Seconds between laps on a clock that the lab hands in."""

    def __init__(self, clock: Clock) -> None:
        self._clock, self._last = clock, clock()
        self.laps: dict[str, float] = {}

    def lap(self, name: str) -> None:
        """Note the seconds since the last lap under this name."""
        now = self._clock()
        self.laps[name], self._last = now - self._last, now
