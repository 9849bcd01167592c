"""Rows. bytes of a table, text or spreadsheet (.xlsx) -> its rows of plain words."""

import csv
import re
from xml.parsers import expat

from orthogen.errors import CorruptFile
from orthogen.intake.again import EXPORT_AGAIN
from orthogen.intake.archive import demand_unpacks_within, pieces, unzipped
from orthogen.intake.pressure.words import text

_MOST_CELLS, _MOST_COLUMNS, _MOST_BYTES = 2_000_000, 2000, 100_000_000
_KIND = "spreadsheet"
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_LONGEST_CELL = 10_000

Rows = list[list[str]]


def sheets(data: bytes) -> list[Rows]:
    """Return the rows of every sheet, words stripped of blanks; raises CorruptFile. A text is one sheet."""
    return _workbook(data) if data.startswith(b"PK") else [text_rows(text(data))]


def text_rows(said: str) -> Rows:
    """Return the rows of a text, its separator being the one that stands most often in its fullest line."""
    lines = said.splitlines()
    counts = {mark: max((line.count(mark) for line in lines[:200]), default=0) for mark in "\t;,"}
    mark = next((mark for mark in "\t;" if counts[mark] >= 2), ",")
    try:
        return [[word.strip() for word in row] for row in csv.reader(lines, delimiter=mark)]
    except csv.Error as error:
        raise CorruptFile(f"the table cannot be read: {error}", EXPORT_AGAIN) from error


def _workbook(data: bytes) -> list[Rows]:
    """Return the rows of every sheet of an .xlsx file."""
    with unzipped(data, kind=_KIND) as archive:
        parts = [item for item in archive.infolist() if item.filename.startswith("xl/worksheets/")
                 and item.filename.endswith(".xml")]  # fmt: skip
        shared = [item for item in archive.infolist() if item.filename == "xl/sharedStrings.xml"]
        if not parts:
            raise CorruptFile("the archive holds no sheet of a spreadsheet", "save it as .xlsx or .csv")
        demand_unpacks_within(_MOST_BYTES, [*parts, *shared], kind=_KIND)
        words = _Words()
        for item in shared:
            words.read(pieces(archive, item))
        found = []
        for item in sorted(parts, key=lambda part: (len(part.filename), part.filename)):
            sheet = _Sheet(words.found)
            sheet.read(pieces(archive, item))
            found.append(sheet.rows())
    return found


class _Part:
    """One part of a workbook, read tag by tag; entities are refused."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = lambda tag, told: self.begin(tag.rsplit(":", 1)[-1], told)
        self._parser.EndElementHandler = lambda tag: self.end(tag.rsplit(":", 1)[-1])
        self._parser.CharacterDataHandler = self.say
        self._parser.EntityDeclHandler = self._refuse
        self.said = ""

    def read(self, data: "object") -> None:
        """Read all pieces; raises CorruptFile for what is no XML."""
        try:
            for piece in data:  # type: ignore[attr-defined]
                self._parser.Parse(piece, False)
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise CorruptFile("a sheet of the spreadsheet is no XML", EXPORT_AGAIN) from error

    def begin(self, tag: str, told: dict[str, str]) -> None:
        """Take the beginning of a tag."""

    def end(self, tag: str) -> None:
        """Take the end of a tag."""

    def say(self, words: str) -> None:
        """Take text."""
        if len(self.said) < _LONGEST_CELL:
            self.said += words

    def _refuse(self, *_: object) -> None:
        raise CorruptFile("the spreadsheet declares entities, which no instrument writes", EXPORT_AGAIN)


class _Words(_Part):
    """The texts that the cells share."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def begin(self, tag: str, told: dict[str, str]) -> None:
        """Begin a text."""
        if tag == "si":
            self.said = ""

    def end(self, tag: str) -> None:
        """Keep a text."""
        if tag == "si":
            self.found.append(self.said.strip())


class _Sheet(_Part):
    """The cells of one sheet."""

    def __init__(self, words: list[str]) -> None:
        super().__init__()
        self._words, self._cells = words, dict[tuple[int, int], str]()
        self._place, self._kind = (0, 0), ""

    def begin(self, tag: str, told: dict[str, str]) -> None:
        """Note where a cell is, and of what kind."""
        if tag == "c":
            match = _PLACE.fullmatch(told.get("r", ""))
            column = 0
            for letter in match[1] if match else "":
                column = column * 26 + ord(letter) - 64
            self._place = (int(match[2]) - 1, column - 1) if match else (-1, -1)
            self._kind = told.get("t", "n")
        if tag in ("v", "t"):
            self.said = ""

    def end(self, tag: str) -> None:
        """Keep a cell's value."""
        row, column = self._place
        if tag not in ("v", "t") or row < 0 or column >= _MOST_COLUMNS:
            return
        said = self.said.strip()
        if self._kind == "s":
            known = said.isdecimal() and len(said) < 9 and int(said) < len(self._words)
            said = self._words[int(said)] if known else ""
        self._cells[self._place] = said
        if len(self._cells) > _MOST_CELLS:
            raise CorruptFile(f"the spreadsheet has more than {_MOST_CELLS} cells", EXPORT_AGAIN)

    def rows(self) -> Rows:
        """Return the rows that hold anything, in order."""
        width = max((column for _, column in self._cells), default=-1) + 1
        found: dict[int, list[str]] = {}
        for (row, column), said in self._cells.items():
            found.setdefault(row, [""] * width)[column] = said
        return [found[row] for row in sorted(found)]
