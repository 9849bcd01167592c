"""Panel. Foot -> the words and bars beside its picture: side and votes, measures, how it was read, what to check."""

import textwrap

from orthogen.publish.picture.drawing import INK, RULE, SOFT, WARN, Shape, Words, box, segment
from orthogen.publish.wording import (
    SIDE_SURE_FROM,
    Wording,
    missing_words,
    side_score,
    side_words,
)
from orthogen.records.foot import Foot

_LEFT, _RIGHT = "#d98500", "#0072b2"  # after Okabe and Ito 2008
_HEAD, _BODY = 31.0, 25.0
_LETTER_RATIO = 0.475  # mean width of a letter over its size
_MOST_VOTE = 1.5


class _Column:
    """Shapes below one another: each method adds some and moves on."""

    def __init__(self, x: float, y: float, width: float) -> None:
        self.x, self.y, self.width = x, y, width
        self.shapes: list[Shape] = []

    def heading(self, text: str) -> None:
        """Add a bold line over a rule, with room before it."""
        self.y += 62
        self.shapes += [
            Words(x=self.x, y=self.y, text=text, size=_HEAD, bold=True),
            segment(self.x, self.y + 14, self.x + self.width, self.y + 14, ink=RULE),
        ]
        self.y += 20

    def row(self, name: str, value: str) -> None:
        """Add a name at the left and its value at the right."""
        self.y += 36
        self.shapes += [
            Words(x=self.x, y=self.y, text=name, size=_BODY, ink=SOFT),
            Words(x=self.x + self.width, y=self.y, text=value, size=_BODY, anchor="end"),
        ]

    def sentence(self, text: str, *, ink: str = INK, bold: bool = False) -> None:
        """Add a sentence in as many lines as it needs."""
        self.y += 4
        for line in self.wrapped(text):
            self.y += 31
            self.shapes.append(Words(x=self.x, y=self.y, text=line, size=_BODY, ink=ink, bold=bold))

    def wrapped(self, text: str) -> list[str]:
        """Return the lines that a sentence takes."""
        return textwrap.wrap(text, int(self.width / (_BODY * _LETTER_RATIO)))

    def bar(self, name: str, value: float, most: float, *, strong: bool = False) -> None:
        """Add a bar to the left or to the right of a middle line, as the sign of the value says."""
        self.y += 36
        middle, half = self.x + 0.69 * self.width, 0.18 * self.width
        long = half * max(-1.0, min(1.0, value / most))
        tall = 22.0 if strong else 14.0
        self.shapes += [
            Words(x=self.x, y=self.y, text=name, size=_BODY, ink=INK if strong else SOFT, bold=strong),
            box(middle - half, self.y - 9, 2 * half, 2, fill=RULE),
            box(
                min(middle, middle + long), self.y - 8 - tall / 2, abs(long), tall, fill=_RIGHT if value > 0 else _LEFT
            ),
            segment(middle, self.y - 24, middle, self.y + 8, ink=INK, width=1.5),
            Words(x=self.x + self.width, y=self.y, text=f"{value:+.1f}", size=_BODY, anchor="end", bold=strong),
        ]


def panel(foot: Foot, wording: Wording, *, x: float, y: float, width: float, bottom: float) -> list[Shape]:
    """Return the panel from y downwards; warnings that do not fit above `bottom` are counted in its last line."""
    column = _Column(x, y, width)
    _side(column, foot, wording)
    _measures(column, foot, wording)
    _reading(column, foot, wording)
    _to_read(column, foot, bottom)
    return column.shapes


def _side(column: _Column, foot: Foot, wording: Wording) -> None:
    column.heading("Left or right")
    middle, half = column.x + 0.69 * column.width, 0.18 * column.width
    column.y += 34
    column.shapes += [
        Words(x=middle - half, y=column.y, text="left", size=_BODY, ink=_LEFT, bold=True),
        Words(x=middle + half, y=column.y, text="right", size=_BODY, ink=_RIGHT, bold=True, anchor="end"),
    ]
    for name, vote in foot.votes.items():
        column.bar(wording.name("vote", name), vote, _MOST_VOTE)
    column.bar("all together", side_score(foot), SIDE_SURE_FROM, strong=True)
    column.sentence(side_words(foot), ink=SOFT)


def _measures(column: _Column, foot: Foot, wording: Wording) -> None:
    column.heading("Measures")
    column.row(wording["measure"]["foot_length_mm"], f"{foot.foot_length_mm:.1f} mm")
    column.row(wording["measure"]["ball_width_mm"], f"{foot.ball_width_mm:.1f} mm")
    column.row(wording["measure"]["heel_width_mm"], f"{foot.heel_width_mm:.1f} mm")
    column.row(wording["measure"]["arch_height_mm"], f"{foot.arch_height_mm:.1f} mm")
    column.row(wording["measure"]["arch_index"], f"{foot.arch_index:.2f}")


def _reading(column: _Column, foot: Foot, wording: Wording) -> None:
    column.heading("How the scan was read")
    column.row("shows", wording["kind"][foot.kind])
    column.row("load", wording.load(foot))
    column.row("unit", wording.unit(foot))
    for finding in foot.findings:
        if finding.check == "unit_inferred":
            column.sentence(finding.note, ink=SOFT)
    column.row("holes in the sole", missing_words(foot))
    column.row("noise", f"{foot.plantar.noise_mm:.2f} mm")


def _to_read(column: _Column, foot: Foot, bottom: float) -> None:
    warnings = [finding.note for finding in foot.findings if finding.level != "note"]
    column.heading("Read this" if warnings else "No warnings")
    for number, note in enumerate(warnings):
        lines = len(column.wrapped(note)) + (1 if number + 1 < len(warnings) else 0)
        if column.y + 31 * lines + 6 > bottom:
            column.sentence(f"… and {len(warnings) - number} more: see orthogen inspect.", ink=WARN, bold=True)
            return
        column.sentence(note, ink=WARN)
        column.y += 6
