"""Rows. an orders file or a folder of scans -> its rows as texts, each with its line; nothing is judged yet."""

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from orthogen.batch.columns import COLUMNS, NAMES
from orthogen.errors import PrescriptionError
from orthogen.intake import formats
from orthogen.lab.folder import case_from_name
from orthogen.lazyclass import dataclass
from orthogen.records.batch import Mistake

MOST_BYTES = 200_000_000
_LISTED = {column.name for column in COLUMNS if column.listed}
_SIDE = re.compile(r"(?i)(.*?)[ _.-](left|right|l|r)")


@dataclass(frozen=True, kw_only=True)
class Rows:
    """Texts as written: column -> text, for each line. home: what relative paths start from."""

    home: Path
    texts: tuple[tuple[int, dict[str, str]], ...]
    mistakes: tuple[Mistake, ...]
    warnings: tuple[str, ...]


def read_rows(path: Path, *, profile: str | None) -> Rows:
    """Return the rows of a CSV file, a JSON lines file (.jsonl, .ndjson) or a folder of scans.

    profile: what a row has that names neither profile nor prescription. Raises PrescriptionError for what is none.
    """
    if path.is_dir():
        read = _folder(path)
    elif path.suffix.lower() in (".jsonl", ".ndjson"):
        read = _json_lines(path)
    else:
        read = _csv(path)
    if profile is not None:
        for _, texts in read.texts:
            if not texts.get("profile") and not texts.get("prescription"):
                texts["profile"] = profile
    return read


def _content(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise PrescriptionError(f"cannot read the orders {path}: {error.strerror}", "check the path") from error
    if len(data) > MOST_BYTES:
        raise PrescriptionError(f"the orders {path} have more than {MOST_BYTES} bytes", "split them into several files")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise PrescriptionError(f"line {line} of {path} is not UTF-8", "save the orders as CSV UTF-8") from error


def _csv(path: Path) -> Rows:
    """Return the rows of a table with a header, its columns parted by commas, semicolons or tabs."""
    text = _content(path)
    head = text.split("\n", 1)[0]
    reader = csv.reader(text.splitlines(keepends=True), delimiter=max(",;\t", key=head.count))
    header = [name.strip().lower() for name in next(reader, [])]
    if not set(header) & set(NAMES):
        raise PrescriptionError(
            f"the first line of {path} names no column of an order", f"begin with a header: {', '.join(NAMES)}"
        )
    rows, mistakes, begins = [], [], reader.line_num + 1
    try:
        for cells in reader:
            line, begins = begins, reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) > len(header):
                said = f"{len(cells)} cells under {len(header)} columns: put quotation marks around text with a comma"
                mistakes.append(Mistake(line=line, column="", text=said))
            rows.append((line, {name: cell.strip() for name, cell in zip(header, cells, strict=False) if name}))
    except csv.Error as error:
        raise PrescriptionError(f"line {reader.line_num} of {path} is no CSV: {error}", "correct it") from error
    return Rows(home=path.parent, texts=tuple(rows), mistakes=tuple(mistakes), warnings=tuple(_header_warnings(header)))


def _header_warnings(header: list[str]) -> Iterator[str]:
    for name in dict.fromkeys(header):
        if name not in NAMES:
            yield f"the column {name!r} is not known and was not read" if name else "a column has no name"
        elif header.count(name) > 1:
            yield f"the column {name!r} stands there twice: the last one was read"


def _json_lines(path: Path) -> Rows:
    """Return the rows of one JSON object a line, with the keys of the columns."""
    rows, mistakes, unknown = [], [], dict[str, None]()
    for line, text in enumerate(_content(path).splitlines(), 1):
        if not text.strip():
            continue
        try:
            held = json.loads(text)
        except (ValueError, RecursionError) as error:
            held, mistake = {}, f"no JSON: {error}"
        else:
            mistake = "" if isinstance(held, dict) else "not an object in braces"
        if mistake:
            mistakes.append(Mistake(line=line, column="", text=mistake))
            held = {}
        rows.append((line, {str(name): _said(name, value) for name, value in held.items() if value is not None}))
        unknown |= dict.fromkeys(name for name in held if name not in NAMES)
    warned = tuple(f"the key {name!r} is not known and was not read" for name in unknown)
    return Rows(home=path.parent, texts=tuple(rows), mistakes=tuple(mistakes), warnings=warned)


def _said(name: str, value: Any) -> str:
    """Return a JSON value as a cell of a table would say it."""
    if name in _LISTED and isinstance(value, list):
        return ";".join(str(item) for item in value)
    return value.strip() if isinstance(value, str) else json.dumps(value)


def _folder(path: Path) -> Rows:
    """Return one row for each person in a folder: C1_left.stl and C1_right.stl are two feet, C1.toml the prescription.

    Lines count the rows, in the order of their names.
    """
    suffixes = {suffix.lower() for one in formats() for suffix in one.suffixes}
    people: dict[str, dict[str, str]] = {}
    for file in sorted(path.iterdir(), key=lambda item: item.name):
        if not file.is_file() or file.name.startswith(".") or file.suffix.lower() not in suffixes:
            continue
        told = _SIDE.fullmatch(file.stem)
        case, column = (told[1], "left" if told[2].lower()[0] == "l" else "right") if told else (file.stem, "pair")
        cells = people.setdefault(case, {"case": case_from_name(case)})
        name = f"scan_{column}"
        cells[name] = f"{cells[name]};{file.name}" if name in cells else file.name
        if (path / f"{case}.toml").is_file():
            cells["prescription"] = f"{case}.toml"
    if not people:
        raise PrescriptionError(f"there is no scan in the folder {path}", "name an orders file or a folder of scans")
    return Rows(home=path, texts=tuple(enumerate(people.values(), 1)), mistakes=(), warnings=())
