"""Orders. an orders file or a folder of scans -> checked orders, and every mistake in it at once."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from orthogen import intake, prescribe
from orthogen.batch.chosen import chosen_machines
from orthogen.batch.columns import COLUMNS, MOST_COPIES
from orthogen.batch.rows import read_rows
from orthogen.errors import OrthogenError, PrescriptionError
from orthogen.lab.folder import case_from_name, case_id
from orthogen.lab.request import zones_from
from orthogen.records.batch import BatchOrder, Mistake
from orthogen.records.machine import Machine

_SCANS = {"scan_left": "left", "scan_right": "right", "scan_pair": ""}
_FILES = (*_SCANS, "prescription", "assessment")
_LISTS_OF_FILES = ("pressure", "gait")


@dataclass(frozen=True, kw_only=True)
class Orders:
    """What a list asks for: the orders without a mistake; line -> texts of the rows with one; every mistake."""

    orders: tuple[BatchOrder, ...]
    refused: Mapping[int, Mapping[str, str]]
    mistakes: tuple[Mistake, ...]
    warnings: tuple[str, ...]


def read_orders(path: Path, *, profile: str | None = None, on: Mapping[str, Machine] | None = None) -> Orders:
    """Return the orders of a CSV file, JSON lines or a folder, every row held against the columns, files and names.

    Nothing is built and no scan is opened. profile: for rows that name neither a profile nor a prescription.
    on: process -> machine, by default the shipped ones. Raises PrescriptionError where there is no list at all.
    """
    read = read_rows(path, profile=profile)
    check = _Check(home=read.home, on=chosen_machines(()) if on is None else on)
    rows = [(line, check.order(line, texts)) for line, texts in read.texts]
    mistakes = sorted([*read.mistakes, *check.mistakes], key=lambda one: one.line)
    wrong = {one.line for one in mistakes}
    if not rows:
        raise PrescriptionError(f"there is no order in {path}", "write one row for each case under the header")
    return Orders(
        orders=tuple(order for line, order in rows if order is not None and line not in wrong),
        refused={
            line: {name: text for name, text in texts.items() if text} for line, texts in read.texts if line in wrong
        },
        mistakes=tuple(mistakes),
        warnings=(*read.warnings, *dict.fromkeys(check.warnings)),
    )


@dataclass(kw_only=True)
class _Check:
    """The rows that were seen so far, and what is wrong with them."""

    home: Path
    on: Mapping[str, Machine]
    mistakes: list[Mistake] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    _lines: dict[str, int] = field(default_factory=dict)
    _known_profiles: dict[str, str] = field(default_factory=dict)

    def order(self, line: int, texts: Mapping[str, str]) -> BatchOrder | None:
        """Return the order of one row, None if anything in it is wrong."""
        wrong = len(self.mistakes)
        told = {column.name: texts.get(column.name, "") for column in COLUMNS}
        self._words(line, told)
        files = {name: self._file(line, name, told[name]) for name in _FILES}
        lists = {name: self._file_list(line, name, told[name]) for name in _LISTS_OF_FILES}
        self._combination(line, told)
        sets, zones = _listed(told["set"]), _listed(told["zones"])
        self._attempt(line, "set", lambda: prescribe.parse_orders(sets))
        self._attempt(line, "zones", lambda: intake.zones_of(zones_from(zones), where="zones"))
        case = self._case(line, told)
        quantity = self._quantity(line, told["quantity"])
        self._due(line, told["due"])
        profile = self._profile(line, told["profile"]) if told["profile"] else None
        self._process(line, told)
        if len(self.mistakes) > wrong:
            return None
        return BatchOrder(
            line=line, case=case, unit=told["unit"] or None, profile=profile, sets=sets, zones=zones, quantity=quantity,
            accepted=_listed(told["accept_warning"]),
            scans={side: path for name, side in _SCANS.items() if (path := files[name]) is not None},
            prescription=files["prescription"], assessment=files["assessment"], **lists,
            construction=told["construction"] or None, length=told["length"] or None, material=told["material"],
            process=told["process"].lower(), due=told["due"], clinic=told["clinic"],
            texts={name: text for name, text in told.items() if text},
        )  # fmt: skip

    def _wrong(self, line: int, column: str, text: str) -> None:
        self.mistakes.append(Mistake(line=line, column=column, text=text))

    def _attempt(self, line: int, column: str, act: Callable[[], Any]) -> Any:
        """Return what `act` returns, None with its refusal noted."""
        try:
            return act()
        except OrthogenError as error:
            self._wrong(line, column, f"{error}; {error.next_step}")
            return None

    def _words(self, line: int, told: Mapping[str, str]) -> None:
        for column in COLUMNS:
            text = told[column.name]
            if column.words and text and text not in column.words:
                self._wrong(line, column.name, f"{text!r} is none of {', '.join(column.words)}")

    def _file(self, line: int, column: str, text: str) -> str | None:
        if not text:
            return None
        path = (self.home / text).absolute()
        if not path.is_file():
            self._wrong(line, column, f"there is no file {text}")
        return str(path)

    def _file_list(self, line: int, column: str, text: str) -> tuple[str, ...]:
        paths = (self._file(line, column, one.strip()) for one in text.split(";"))
        return tuple(path for path in paths if path is not None)

    def _combination(self, line: int, told: Mapping[str, str]) -> None:
        scans = [name for name in _SCANS if told[name]]
        if not scans:
            self._wrong(line, "", "no scan is named: fill scan_left, scan_right or scan_pair")
        if "scan_pair" in scans and len(scans) > 1:
            self._wrong(line, "scan_pair", "a scan of both feet stands beside scans of one: name one or the others")
        if told["profile"] and told["prescription"]:
            self._wrong(line, "", "both a profile and a prescription are named: name one")
        if not told["profile"] and not told["prescription"]:
            names = ", ".join(intake.profile_names())
            self._wrong(line, "", f"neither a profile nor a prescription is named: name a profile, one of {names}")

    def _case(self, line: int, told: Mapping[str, str]) -> str:
        scan = next((told[name] for name in _SCANS if told[name]), "")
        case = told["case"] or (case_from_name(Path(scan).stem) if scan else "")
        if not case:
            return ""
        self._attempt(line, "case", lambda: case_id(case))
        earlier = self._lines.setdefault(case, line)
        if earlier != line:
            self._wrong(line, "case", f"the case {case} stands in line {earlier} already: each order needs its own")
        return case

    def _quantity(self, line: int, text: str) -> int:
        if not text:
            return 1
        if not re.fullmatch(r"\d{1,9}", text) or not 1 <= int(text) <= MOST_COPIES:
            self._wrong(line, "quantity", f"{text!r} is no whole number from 1 to {MOST_COPIES}")
            return 0
        return int(text)

    def _due(self, line: int, text: str) -> None:
        try:
            if text and date.fromisoformat(text).isoformat() != text:
                raise ValueError
        except ValueError:
            self._wrong(line, "due", f"{text!r} is no date: write it as 2026-05-31")

    def _profile(self, line: int, text: str) -> str:
        """Return a shipped profile's name, or the path of a profile file; each is read once for all rows."""
        local = self.home / text
        name = text if text in intake.profile_names() or not local.is_file() else str(local.absolute())
        if name not in self._known_profiles:
            before = len(self.mistakes)
            self._attempt(line, "profile", lambda: intake.read_profile(name))
            self._known_profiles[name] = self.mistakes[-1].text if len(self.mistakes) > before else ""
        elif self._known_profiles[name]:
            self._wrong(line, "profile", self._known_profiles[name])
        return name

    def _process(self, line: int, told: Mapping[str, str]) -> None:
        process, material = told["process"].lower(), told["material"]
        machine = self.on.get(process)
        if process and machine is None:
            self.warnings.append(f"there is no machine for the process {process!r}: no tray is laid out for it")
        elif machine is not None and material and machine.material_named(material) is None:
            held = ", ".join(machine.materials)
            self.warnings.append(f"{material!r} is no material of {machine.process} ({held}): its mass is not told")


def _listed(text: str) -> tuple[str, ...]:
    """Return the parts of a cell that holds several."""
    return tuple(filter(None, (one.strip() for one in text.split(";"))))


def mistaken(orders: Orders) -> Iterator[tuple[int, str, str]]:
    """Yield line, case and all mistakes of every row that has one."""
    for line, texts in orders.refused.items():
        told = (
            one.text if not one.column else f"{one.column}: {one.text}" for one in orders.mistakes if one.line == line
        )
        yield line, texts.get("case", ""), "; ".join(told)
