"""Judgement. facts of both feet -> the proposal: revert, freeze, or one family of doses by one step; and what was left.

The order (clinical.md G [E]): red flag or incident, worse after six weeks, another size of the foot, better, rules.
"""

from collections.abc import Sequence

from orthogen.records.finding import Finding, Level
from orthogen.records.prescription import Prescription, Value
from orthogen.records.refit import DoseChange, FootFacts, GoodVersion, Refit
from orthogen.refit.rules import MOST_ROUNDS, RULES, SKIVE_NEEDS_CUP_MM, Rule, has_symptoms, residuals
from orthogen.refit.steps import Moved, taken

ADAPTED_WEEKS = 6.0
REFERRAL_WEEKS = 12.0
_G = "clinical.md G [E]"
Found = tuple[list[DoseChange], list[Finding]]


def propose(
    case: str,
    from_version: str,
    *,
    feet: Sequence[FootFacts],
    flags: Sequence[str] = (),
    remakes: int = 0,
    good: GoodVersion | None = None,
) -> Refit:
    """Return what the next version of a case has otherwise; nothing for a patient of whom nothing changed.

    flags: red flags and incidents since the version was issued, a sentence each. remakes: how often the case was made
    again. good: the last earlier version that nobody was worse with, None where there is none.
    """
    changes: list[DoseChange] = []
    findings: list[Finding] = []
    reverted = False
    for facts in feet:
        why = _why_revert(facts, flags)
        mine, said = _reverted(facts, why, good) if why else _judged(facts)
        reverted |= bool(why and mine)
        changes += [*mine, *(_resized(facts) if why else [])]
        findings += [*_of_comparisons(facts), *said, *_of_course(facts)]
    findings += _of_case(flags, remakes)
    return Refit(
        case=case, from_version=from_version, changes=tuple(changes), findings=tuple(dict.fromkeys(findings)),
        scans=tuple(facts.scan for facts in feet if facts.scan),
        loads=tuple(facts.load for facts in feet if facts.load),
        reverts_to=good.version if good and reverted else None,
    )  # fmt: skip


def _why_revert(facts: FootFacts, flags: Sequence[str]) -> str:
    """Return why this foot goes back to an earlier version, "" where it does not."""
    if flags:
        return "; ".join(flags)
    worse = facts.review.places("worse")
    if worse and facts.worn_weeks is not None and facts.worn_weeks >= ADAPTED_WEEKS:
        return f"pain is worse ({', '.join(worse)}) after {facts.worn_weeks:g} weeks"
    return ""


def _reverted(facts: FootFacts, why: str, good: GoodVersion | None) -> Found:
    """Return the doses of the last good version where they differ, and that somebody must review."""
    order = good.prescriptions.get(facts.side) if good else None
    if good is None or order is None:
        return [], [_said(facts, "review", f"{why}; there is no earlier good version to go back to", level="warning")]
    reason = f"{why}: back to {good.version}, the last good version"
    changes = [_change(facts, item, rule="revert-to-last-good", reason=reason, evidence=_G)
               for item in _differences(facts.prescription, order)]  # fmt: skip
    unlike = "" if changes else "; its doses are those of this version"
    return changes, [
        _said(facts, "review", f"{reason}{unlike}; a clinician reviews the patient first", level="warning")
    ]


def _differences(old: Prescription, new: Prescription) -> list[tuple[str, str, str, Value | None, Value | None]]:
    """Return (modification, field, unit, old, new) for each field that differs; None where it is not there."""
    before = {item.KIND: item for item in old.modifications}
    after = {item.KIND: item for item in new.modifications}
    found: list[tuple[str, str, str, Value | None, Value | None]] = []
    for kind in dict.fromkeys((*before, *after)):
        item = before.get(kind) or after[kind]
        for name in item.values:
            one = before[kind].values[name] if kind in before else None
            other = after[kind].values[name] if kind in after else None
            if one != other:
                found.append((kind, name, item.limits().get(name, {"unit": ""})["unit"], one, other))
    return found


def _judged(facts: FootFacts) -> Found:
    """Return the step of the one family that counts; nothing where pain is better or the foot has another size."""
    fired = [(rule, finding) for rule in RULES if (finding := rule.finds(facts))]
    if facts.scan and facts.scan.moved:
        return _resized(facts), [_later(facts, rule, finding, "the foot itself changed") for rule, finding in fired]
    if facts.review.places("better") and not facts.review.places("worse", "new"):
        better = ", ".join(facts.review.places("better"))
        frozen = _said(facts, "frozen", f"pain is better ({better}): the geometry stays as it is ({_G})")
        return [], [frozen, *(_later(facts, rule, finding, "pain is better") for rule, finding in fired)]
    changes: list[DoseChange] = []
    said = []
    for rule, finding in fired:
        if changes:
            said.append(_later(facts, rule, finding, "one family of doses at a time"))
            continue
        changes = _stepped(facts, rule, finding)
        if not changes:
            note = f"{finding}: {rule.asks}; no dose of it is ordered, or it stands at its end: the clinician decides"
            said.append(_said(facts, rule.name, note, level="warning"))
    unheard = [] if fired else facts.review.places("worse", "new")
    if unheard:
        note = f"pain ({', '.join(unheard)}) for which the table has no rule: the clinician decides"
        said.append(_said(facts, "no-rule", note, level="warning"))
    return changes, said


def _stepped(facts: FootFacts, rule: Rule, finding: str) -> list[DoseChange]:
    """Return the changes of the first choice of a rule that changes anything."""
    for steps in rule.choices:
        moved = [item for item in taken(steps, facts.prescription) if _may_be(item, facts.prescription)]
        if moved:
            reason = f"{finding}: {rule.asks}"
            return [
                _change(facts, _told(item), rule=rule.name, reason=reason, evidence=rule.evidence) for item in moved
            ]
    return []


def _may_be(moved: Moved, order: Prescription) -> bool:
    """Return False for a skive that grows without the cup that it needs (clinical.md C.2)."""
    if moved.modification != "medial_skive" or moved.new < (moved.old or 0.0):
        return True
    return any(item.KIND == "heel_cup" and item.values["depth_mm"] >= SKIVE_NEEDS_CUP_MM  # type: ignore[operator]
               for item in order.modifications)  # fmt: skip


def _told(moved: Moved) -> tuple[str, str, str, Value | None, Value | None]:
    return moved.modification, moved.field, moved.unit, moved.old, moved.new


def _resized(facts: FootFacts) -> list[DoseChange]:
    """Return the measures of the foot that the next version stands on, where it stands on the new scan."""
    if facts.scan is None or not facts.scan.moved:
        return []
    return [
        _change(facts, ("foot", item.measure, "mm", round(item.a_mm, 1), round(item.b_mm, 1)), rule="new-scan",
                reason=facts.scan.why, evidence="clinical.md G [S135], A.5 [E]")
        for item in facts.scan.measures if item.counts
    ]  # fmt: skip


def _change(
    facts: FootFacts, what: tuple[str, str, str, Value | None, Value | None], *, rule: str, reason: str, evidence: str
) -> DoseChange:
    kind, name, unit, old, new = what
    return DoseChange(side=facts.side, modification=kind, field=name, unit=unit, old=old, new=new, rule=rule,
                      reason=reason, evidence=evidence)  # fmt: skip


def _of_comparisons(facts: FootFacts) -> list[Finding]:
    """Return what the comparisons of scans and of pressures say, or why there is none."""
    said = [] if facts.scan is None else [_said(facts, "scan", facts.scan.why)]
    if facts.load is not None and facts.load.apart:
        said.append(_said(facts, "pressure", f"the pressures are not compared: {facts.load.apart}", level="warning"))
    elif facts.load is not None:
        moved = [f"{item.mask} {item.change_percent:+.0f} %" for item in facts.load.masks if item.counts]
        note = f"changed: {', '.join(moved)}" if moved else "no mask changed by more than repeats differ"
        said.append(_said(facts, "pressure", f"pressure against {facts.load.before}: {note}"))
    return said


def _of_course(facts: FootFacts) -> list[Finding]:
    """Return what the course of a foot asks for besides doses."""
    said, weeks, pain = [], facts.worn_weeks, facts.review
    if pain.places("worse") and (weeks is None or weeks < ADAPTED_WEEKS):
        when = "an unknown time" if weeks is None else f"{weeks:g} weeks"
        note = f"worse after {when}: adaptation takes up to {ADAPTED_WEEKS:g} weeks ({_G}); see the patient again then"
        said.append(_said(facts, "adaptation", note, level="warning"))
    if (
        weeks is not None
        and weeks >= REFERRAL_WEEKS
        and pain.places("same", "worse", "new")
        and not pain.places("better")
    ):
        note = f"no improvement after {weeks:g} weeks: onward referral is due (clinical.md E.1 [S118])"
        said.append(_said(facts, "referral", note, level="warning"))
    if (high := residuals(facts)) and not has_symptoms(facts):
        note = f"{'; '.join(high.values())}: not chased without symptoms (clinical.md G [S14,S15])"
        said.append(_said(facts, "pressure-not-chased", note))
    if high and facts.rounds >= MOST_ROUNDS:
        note = f"{facts.rounds} revisions went after pressure already; {MOST_ROUNDS} are the most ([S12])"
        said.append(_said(facts, "most-rounds", note, level="warning"))
    said += [_said(facts, "trouble", f"counted against more of any dose: {text}") for text in facts.trouble]
    return said


def _of_case(flags: Sequence[str], remakes: int) -> list[Finding]:
    said = [Finding(check="red-flag", note=f"{flag[0].upper()}{flag[1:]}.", level="warning") for flag in flags]
    if remakes >= 2:
        note = f"The case was made again {remakes} times: a clinician reviews why before another change."
        said.append(Finding(check="remakes", note=note, measured=float(remakes), level="warning"))
    return said


def _later(facts: FootFacts, rule: Rule, finding: str, why: str) -> Finding:
    return _said(facts, "left-for-later", f"{finding}: {rule.asks}; left for a later revision, since {why}")


def _said(facts: FootFacts, check: str, note: str, *, level: Level = "note") -> Finding:
    return Finding(check=check, note=f"{facts.side.capitalize()} foot: {note}.", level=level)
