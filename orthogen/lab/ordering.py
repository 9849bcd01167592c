"""Ordering. what the user asked for -> one checked order; order, foot -> Prescription."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path

from orthogen import intake, prescribe
from orthogen.errors import PrescriptionError, UnknownName
from orthogen.lazyclass import dataclass
from orthogen.records.assessment import STOP_FLAGS, Assessment, SignOff
from orthogen.records.foot import Foot, Load
from orthogen.records.prescription import Prescription
from orthogen.records.profile import Order, Profile
from orthogen.records.proposal import Advice
from orthogen.records.shoe import Drawing, Shoe
from orthogen.records.site import Construction, Length, Material
from orthogen.records.variant import Variant


@dataclass(frozen=True, kw_only=True)
class Ordering:
    """Everything that was asked for, read and checked before any scan is looked at.

    source: a profile to start from, or side -> finished prescription. choices: name -> option of that profile. series:
    one order for each device of a series of doses, none where one device is wanted. shoe: as given anew, None if not.
    liners: "left", "right" or "" -> drawing. signed: the flags of the case that were answered. zones: zone -> infill in
    percent, as given anew.
    """

    source: Profile | Mapping[str, Prescription]
    assessment: Assessment | None
    orders: tuple[Order, ...]
    construction: Construction | None
    length: Length | None
    material: Material | None
    thickness_mm: float | None
    choices: Mapping[str, str]
    accepted: tuple[str, ...]
    series: tuple[Order, ...] = ()
    shoe: Shoe | None = None
    liners: Mapping[str, Drawing] = field(default_factory=dict)
    signed: tuple[SignOff, ...] = ()
    zones: Mapping[str, float] = field(default_factory=dict)

    @property
    def confirmed(self) -> tuple[str, ...]:
        """The ids of all warnings that somebody confirmed, by hand or by signing off a flag of the case."""
        return (*self.accepted, *(prescribe.flag_id(item.flag) for item in self.signed))


def ordering(
    *,
    profile: str | Profile | None,
    prescription: str | Path | Mapping[str, Prescription] | None,
    assessment: str | Path | Assessment | None,
    sets: Sequence[str],
    construction: Construction | None,
    length: Length | None,
    material: Material | None = None,
    thickness_mm: float | None = None,
    choose: Sequence[str] = (),
    accepted: Sequence[str],
    vary: str | None = None,
    shoe: str | Path | Shoe | None = None,
    liners: Mapping[str, str | Path] | None = None,
    signed: Sequence[SignOff] = (),
    zones: Mapping[str, float] | None = None,
) -> Ordering:
    """Return the order; raises PrescriptionError if it contradicts itself or starts from nothing."""
    source = _source(profile, prescription)
    if choose and not isinstance(source, Profile):
        raise PrescriptionError(
            f"--choose {choose[0]} is given with a finished prescription",
            "choose with --profile, or change it by --set",
        )
    _refuse_unknown_warnings(accepted, [source] if isinstance(source, Profile) else _profiles_of(source))
    form = intake.read_assessment(Path(assessment)) if isinstance(assessment, str | Path) else assessment
    orders = prescribe.parse_orders(sets)
    series, before = _series(vary, prescription, source, orders)
    return Ordering(
        source=source,
        assessment=form,
        orders=orders,
        construction=construction,
        length=length,
        material=material,
        thickness_mm=None if thickness_mm is None else intake.thickness(thickness_mm),
        choices=prescribe.parse_choices(choose, source) if isinstance(source, Profile) else {},
        accepted=(*accepted, *(name for name in before if name not in accepted)),
        series=series,
        shoe=intake.read_shoe(Path(shoe)) if isinstance(shoe, str | Path) else shoe,
        liners={side: intake.read_drawing(Path(file)) for side, file in (liners or {}).items()},
        signed=tuple(signed),
        zones=intake.zones_of(dict(zones), where="--zone") if zones else {},
    )


def _series(
    vary: str | None, file: object, source: Profile | Mapping[str, Prescription], orders: Sequence[Order]
) -> tuple[tuple[Order, ...], tuple[str, ...]]:
    """Return the series that is asked for, by hand or by the prescription, and what the prescription signed for it.

    A dose that is ordered by hand ends a series that the file asks for: so one of the tried devices is made for good.
    Raises PrescriptionError where the same dose is ordered and varied by hand.
    """
    by_hand = vary is not None
    if not by_hand and isinstance(file, str | Path):
        vary = intake.read_series(Path(file))
    if vary is None:
        return (), ()
    series = prescribe.parse_series(vary)
    if any((item.kind, item.field) == (series[0].kind, series[0].field) for item in orders):
        if by_hand:
            raise PrescriptionError(
                f"{series[0].kind}.{series[0].field} is both ordered and varied", "give it with --set or with --vary"
            )
        return (), ()
    if by_hand or isinstance(source, Profile):
        return series, ()
    return series, tuple(dict.fromkeys(name for one in source.values() for name in one.accepted))


def _source(
    profile: str | Profile | None, prescription: str | Path | Mapping[str, Prescription] | None
) -> Profile | Mapping[str, Prescription]:
    """Return what the order starts from; raises PrescriptionError for nothing and for both."""
    if profile is not None and prescription is not None:
        raise PrescriptionError("both a profile and a prescription are given", "give --profile or --prescription")
    if prescription is not None:
        return prescription if isinstance(prescription, Mapping) else intake.read_prescription(Path(prescription))
    if profile is not None:
        return profile if isinstance(profile, Profile) else intake.read_profile(profile)
    names = ", ".join(intake.profile_names())
    raise PrescriptionError("neither a profile nor a prescription is given", f"give --profile, one of {names}")


def _profiles_of(source: Mapping[str, Prescription]) -> list[Profile]:
    """Return the shipped profiles that finished prescriptions came from; of others nothing is known here."""
    shipped = intake.profile_names()
    names = dict.fromkeys(item.profile for item in source.values())
    return [intake.read_profile(name) for name in names if name in shipped]


def _refuse_unknown_warnings(accepted: Sequence[str], profiles: Sequence[Profile]) -> None:
    """Raise UnknownName for an accepted id that no warning has: a slip of the pen must not look like a signature."""
    known = tuple(dict.fromkeys(prescribe.warning_ids(profiles))) if accepted else ()
    for name in accepted:
        if name not in known:
            flag = name.removeprefix("red-flag.")
            if flag in STOP_FLAGS:
                raise PrescriptionError(
                    f"the red flag {flag} stops: nobody's word clears it", "refer the patient, and answer it anew after"
                )
            raise UnknownName(
                f"there is no warning {name!r} that could be accepted", name=name, known=known,
                otherwise="leave it out: a build that stops names the id of its warning",
            )  # fmt: skip


def load_of(order: Ordering, given: Load | None) -> Load | None:
    """Return the load that is given, by hand or by the form; raises PrescriptionError where the two differ."""
    form = order.assessment.load_state if order.assessment else None
    if form in (None, "unknown"):
        return given
    if given not in (None, form):
        raise PrescriptionError(
            f"--load says {given}, the assessment form says {form}", "find out which is right and correct the other"
        )
    return form


def needs_toes(order: Ordering) -> bool:
    """Return whether any device that is ordered reaches under the toes; a three-quarter one ends behind the ball."""
    if order.length is not None:
        lengths = {order.length}
    elif isinstance(order.source, Profile):
        lengths = {order.source.settings.length}
    else:
        lengths = {item.length for item in order.source.values()}
    return lengths != {"three-quarter"}


def all_prescribed(
    foot: Foot, order: Ordering, advice: Sequence[Advice] = ()
) -> tuple[tuple[Variant | None, Prescription], ...]:
    """Return the prescription for one foot, or those of its series; raises as `prescribed`."""
    mine = [item for item in order.series if item.side in (None, foot.side)]
    if not mine:
        return ((None, prescribed(foot, order, advice)),)
    made = [(item, prescribed(foot, replace(order, orders=(*order.orders, item)), advice)) for item in mine]
    return tuple((prescribe.variant_of(item, place), one) for place, (item, one) in enumerate(made))


def prescribed(foot: Foot, order: Ordering, advice: Sequence[Advice] = ()) -> Prescription:
    """Return the prescription for one foot; raises PrescriptionError where the order has none for its side."""
    ordered = _of_source(foot, order, advice)
    shoe = ordered.shoe if order.shoe is None else replace(order.shoe, liner=ordered.shoe.liner)
    if order.liners:
        shoe = replace(shoe, liner=prescribe.laid(foot, order.liners))
    return replace(ordered, shoe=shoe, zones={**ordered.zones, **order.zones})


def _of_source(foot: Foot, order: Ordering, advice: Sequence[Advice]) -> Prescription:
    """Return the order for one foot as profile or prescription have it, without what is said of the shoe."""
    if isinstance(order.source, Profile):
        return prescribe.prescribe(
            foot,
            order.source,
            orders=order.orders,
            assessment=order.assessment,
            construction=order.construction,
            length=order.length,
            material=order.material,
            thickness_mm=order.thickness_mm,
            choices=order.choices,
            accepted=order.confirmed,
            advice=advice,
        )
    if foot.side not in order.source:
        raise PrescriptionError(
            f"the prescription has no order for the {foot.side} foot", f"add a [{foot.side}] table to it"
        )
    return prescribe.amend(
        foot,
        order.source[foot.side],
        orders=order.orders,
        assessment=order.assessment,
        construction=order.construction,
        length=order.length,
        material=order.material,
        thickness_mm=order.thickness_mm,
        profile=next(iter(_profiles_of({foot.side: order.source[foot.side]})), None),
        accepted=order.confirmed,
    )


def need_feet_for_orders(feet: Sequence[Foot], order: Ordering) -> None:
    """Raise PrescriptionError for an order by hand that names a side nobody builds."""
    sides = {foot.side for foot in feet}
    for item in (*order.orders, *order.series):
        if item.side not in (None, *sides):
            raise PrescriptionError(
                f"the order {item.side}.{item.kind}.{item.field} names a foot that is not in the scan",
                f"this build has: {', '.join(sorted(sides))}",
            )


def remarks(ordered: Sequence[tuple[Foot, Prescription]], order: Ordering, *, by: str) -> tuple[str, ...]:
    """Return what the order leaves open: screening, who signed, missing toes, silent rules, needless confirmations."""
    used = {name for _, item in ordered for name in item.accepted}
    idle = [name for name in dict.fromkeys(order.accepted) if name not in used]
    return (
        *prescribe.form_remarks(order.assessment),
        *dict.fromkeys(_without_toes(foot) for foot, _ in ordered if "hallux_tip" not in foot.landmarks),
        *_of_feet(ordered),
        *prescribe.flag_remarks(used, order.signed, by=by),
        *(f"The accepted warning {name} was not needed and is not recorded." for name in idle),
    )


def confirmation(by: str) -> tuple[str, ...]:
    """Return that an order is a mere proposal as long as nobody is named who confirms it."""
    said = "Proposal: no clinician has confirmed this order. Whoever does is named with --by."
    return () if by.strip() else (said,)


def needed_sign_offs(prescriptions: Sequence[Prescription], order: Ordering) -> tuple[SignOff, ...]:
    """Return the sign-offs of the case that these prescriptions rest on."""
    used = {name for item in prescriptions for name in item.accepted}
    return tuple(item for item in order.signed if prescribe.flag_id(item.flag) in used)


def _of_feet(ordered: Sequence[tuple[Foot, Prescription]]) -> Iterator[str]:
    """Yield the notes of the prescriptions, each once, with the feet that it is about."""
    for note in dict.fromkeys(note for _, item in ordered for note in item.notes):
        sides = list(dict.fromkeys(foot.side for foot, item in ordered if note in item.notes))
        whose = "Both feet" if len(sides) > 1 else f"{sides[0].capitalize()} foot"
        yield f"{whose}: {note[0].lower()}{note[1:]}"


def _without_toes(foot: Foot) -> str:
    return (
        f"{foot.side.capitalize()} foot: the tip of the big toe is not in the scan; its length of "
        f"{foot.foot_length_mm:.0f} mm is estimated."
    )
