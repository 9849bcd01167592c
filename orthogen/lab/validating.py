"""Validating. a folder of people: scan, build, barefoot print, in-shoe files -> how predictions agree with them.

FOLDER/PERSON/ holds `build/` (a version folder), `scan.*`, `barefoot.*` (several steps, both feet or one), `flat.*` and
`device.*` (in-shoe recordings on the shoe's flat floor and on the device), and may hold `form.toml`.
"""

from collections.abc import Iterator
from pathlib import Path

from orthogen import predict as room
from orthogen.errors import OrthogenError, PrescriptionError
from orthogen.lab.assessing import measure, told_of
from orthogen.lab.predicting import predict
from orthogen.records.load import Load
from orthogen.records.prediction import Measured, Prediction, Validation

_NEEDED = ("scan", "barefoot", "flat", "device")


def validate(folder: str | Path) -> Validation:
    """Return the comparison over all people of a folder; one who is refused or incomplete is told, never counted.

    Raises PrescriptionError where the folder holds nobody.
    """
    people = sorted(path for path in Path(folder).iterdir() if path.is_dir()) if Path(folder).is_dir() else []
    if not people:
        raise PrescriptionError(
            f"{folder} holds no folder of a person", "put one folder for each person in it: docs/prediction.md"
        )
    rows: list[Measured] = []
    left_out: list[tuple[str, str]] = []
    for person in people:
        try:
            found, refused = _person(person)
        except OrthogenError as trouble:
            left_out.append((person.name, str(trouble)))
            continue
        rows += found
        left_out += [(person.name, why) for why in refused]
    return Validation(rows=tuple(rows), agreement=room.agreement(rows), left_out=tuple(left_out))


def _person(person: Path) -> tuple[list[Measured], list[str]]:
    files = {name: _one(person, name) for name in _NEEDED}
    form = person / "form.toml"
    told = predict(person / "build", [files["scan"]], pressure=files["barefoot"],
                   assessment=form if form.is_file() else None)  # fmt: skip
    flat, device = (_loads(files[name]) for name in ("flat", "device"))
    rows = [row for item in told for row in _rows(person.name, item, flat, device)]
    return rows, [f"{item.side} foot: {why.reason}" for item in told for why in item.refused]


def _rows(person: str, told: Prediction, flat: dict[str, Load], device: dict[str, Load]) -> Iterator[Measured]:
    """Yield each part that was told with a number and measured in both states."""
    if told.side not in flat or told.side not in device:
        return
    before, after = flat[told.side].masks, device[told.side].masks
    for change in told.changes:
        part = change.part
        if change.median is not None and part in before and part in after and before[part].peak_kpa > 0:
            yield Measured(person=person, side=told.side, change=change,
                           measured_percent=100.0 * (after[part].peak_kpa / before[part].peak_kpa - 1.0))  # fmt: skip


def _loads(path: Path) -> dict[str, Load]:
    return {load.side: load for _, load in measure(path, gait=(), told=told_of(), form=None).loads}


def _one(person: Path, name: str) -> Path:
    """Return the one file of this name, whatever its suffix."""
    found = sorted(person.glob(f"{name}.*"))
    if len(found) != 1:
        raise PrescriptionError(f"{person.name} holds {len(found)} files {name}.*", f"put one file {name}.* there")
    return found[0]
