"""Evidence. measured files, assessment form, scanned feet -> what each device is advised, and what is filed of it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from orthogen import assess as room
from orthogen import prescribe
from orthogen.lab.assessing import Measured
from orthogen.lazyclass import dataclass
from orthogen.records.assessed import Assessed, FootLoad
from orthogen.records.assessment import Assessment
from orthogen.records.foot import Foot
from orthogen.records.gait import Gait
from orthogen.records.prescription import Prescription
from orthogen.records.proposal import Advice, Proposal, ProposedDose, Side

if TYPE_CHECKING:
    from orthogen.predict import Person


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What was measured, and the advice for each foot; notes: what the rules refrained from."""

    form: Assessment | None
    loads: tuple[FootLoad, ...]
    gaits: tuple[Gait, ...]
    advice: Mapping[Side, tuple[Advice, ...]]
    notes: tuple[str, ...]

    def advice_on(self, foot: Foot) -> tuple[Advice, ...]:
        """Return what the findings ask of this foot."""
        return self.advice.get("left" if foot.mirrored else "right", ())

    def assessed(self, prescribed: Sequence[tuple[Foot, Prescription]]) -> Assessed | None:
        """Return what is filed of it beside the devices, None where nothing was measured."""
        if not self.loads and not self.gaits:
            return None
        kinds: dict[Side, list[str]] = {}
        for foot, order in prescribed:
            kinds.setdefault("left" if foot.mirrored else "right", []).extend(item.KIND for item in order.modifications)
        mine = {side: each for side, each in self.advice.items() if side in kinds}
        doses = prescribe.doses_of(mine, ordered=kinds)
        proposal = Proposal(profile=prescribed[0][1].profile, why=("ordered",), doses=doses, notes=self.notes)
        return Assessed(
            pressure=self.loads, asymmetry=room.asymmetry_of([item.load for item in self.loads]), gait=self.gaits,
            feet=tuple({foot.side: foot for foot, _ in prescribed}.values()), flags=prescribe.flags_of(self.form),
            proposal=proposal,
        )  # fmt: skip

    def remarks(self, assessed: Assessed | None, prescribed: Sequence[tuple[Foot, Prescription]]) -> tuple[str, ...]:
        """Return what a reader must know of the measurements that no dose tells."""
        apart = (f"{item.load.file}: its print is not used on the scan: {item.apart}." for item in self.loads
                 if item.apart)  # fmt: skip
        proposal = assessed.proposal if assessed else None
        unlike = []
        for dose in proposal.doses if proposal else ():
            said = [_unlike(dose, order) for foot, order in prescribed if foot.side == dose.side]
            unlike += said[:1] if all(said) else []
        return tuple(dict.fromkeys((*apart, *self.notes, *unlike)))


def _unlike(dose: ProposedDose, order: Prescription) -> str:
    """Return a sentence where another dose is ordered than the measurements ask for, "" where it is the same."""
    item = next((item for item in order.modifications if dose.modification == item.KIND), None)
    ordered = None if item is None else getattr(item, dose.field)
    if ordered == dose.value or (item is None and dose.value == 0):
        return ""
    asked = dose.value if isinstance(dose.value, str) else f"{dose.value:g} {dose.unit}"
    instead = "nothing" if ordered is None else ordered if isinstance(ordered, str) else f"{ordered:g} {dose.unit}"
    words = f"{dose.modification.replace('_', ' ')}, {dose.field.rpartition('_')[0].replace('_', ' ')}"
    return f"{dose.side.capitalize()} foot: measurements ask for {words} of {asked}; {instead} is ordered."


def evidence_of(measured: Measured, form: Assessment | None, feet: Sequence[Foot]) -> Evidence:
    """Return the evidence for these feet; without pressure or gait there is none, whatever the form says."""
    if not measured.loads and not measured.gaits:
        return Evidence(form=form, loads=(), gaits=(), advice={}, notes=())
    loads = measured.on(feet)
    known = prescribe.known_of(form=form, gaits=measured.gaits, loads=loads, feet=feet)
    there: tuple[Side, ...] = tuple(side for side in known.feet if side in {foot.side for foot in feet})
    advice, notes = prescribe.advice_for({side: known.feet[side] for side in there})
    return Evidence(form=form, loads=loads, gaits=measured.gaits, advice=advice, notes=(*known.notes, *notes))


def people(feet: Sequence[Foot], loads: Sequence[FootLoad], form: Assessment | None) -> "tuple[Person, ...]":
    """Return what is known of each foot's person: form, mass, and its first load that was measured barefoot.

    A barefoot load of which nobody knows the side is handed on where there is no better one: it is a reason to refuse.
    """
    from orthogen.predict import Person

    mass = form.body_mass_kg if form else None
    barefoot = [item for item in loads if item.load.instrument != "insole"]

    def own(foot: Foot) -> FootLoad | None:
        wanted = (foot.side, "unsure")
        return min((item for item in barefoot if item.load.side in wanted),
                   key=lambda item: wanted.index(item.load.side), default=None)  # fmt: skip

    return tuple(Person(form=form, body_mass_kg=mass, load=own(foot)) for foot in feet)
