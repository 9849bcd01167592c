"""Wording. a table of words in one language -> what an orthotist reads on the page, on the screen and in pictures."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from orthogen.errors import WordsIncomplete
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Finding
from orthogen.records.foot import Foot

# The score of the side votes: below the first nobody builds, from the second on it counts as sure.
SIDE_OPEN_BELOW, SIDE_SURE_FROM = 2.0, 5.0


@dataclass(frozen=True, kw_only=True)
class Wording:
    """The words of one language: tables[section][key]; those in braces are filled in where they are used."""

    tables: Mapping[str, Mapping[str, str]]

    def __getitem__(self, section: str) -> Mapping[str, str]:
        return self.tables[section]

    def name(self, section: str, key: str) -> str:
        """Return the word for a name of the program; the name itself without underscores where the table has none."""
        return self.tables[section].get(key, key.replace("_", " "))

    def reason(self, key: str) -> str:
        """Return the heading of what a profile says of a condition, `choice.NAME` by the name of the choice."""
        head, _, name = key.partition(".")
        return self.tables["reason"][head].format(name=name.replace("_", " "))

    def load(self, foot: Foot) -> str:
        """Return the load and how it is known."""
        table = self.tables["load"]
        return table["unknown"] if foot.load == "unknown" else table[foot.load_source].format(load=table[foot.load])

    def unit(self, foot: Foot) -> str:
        """Return the unit and where it comes from."""
        return self.tables["unit_source"][foot.unit_source].format(unit=foot.unit)


def english() -> Wording:
    """Return the words that come with the program: those of language/en.toml, compiled, which reads 20 times faster."""
    from orthogen.publish.compiled.words import TABLES

    return Wording(tables=TABLES)


def compiled_words() -> str:
    """Return the text of `orthogen/publish/compiled/words.py`."""
    lines = ['"""Words. nothing -> the words of language/en.toml, made by `python -m docs.make`."""', "", "TABLES = {"]
    for section, table in tomllib.loads(words_toml()).items():
        lines += [f"    {section!r}: {{", *(f"        {key!r}: {word!r}," for key, word in table.items()), "    },"]
    return "\n".join([*lines, "}"]) + "\n"


def words_toml() -> str:
    """Return the table of these words, with what a translator must know."""
    return Path(__file__).with_name("language").joinpath("en.toml").read_text("utf-8")


def translated(data: bytes) -> Wording:
    """Return the words of a translation; raises WordsIncomplete where a word is missing or cannot be filled in."""
    try:
        own, given = english().tables, tomllib.loads(data.decode())
    except ValueError as error:
        raise WordsIncomplete(f"the words are no TOML: {error}", "begin with what `orthogen words` prints") from error
    for section, table in own.items():
        for key, word in table.items():
            said = given.get(section, {}).get(key)
            if not isinstance(said, str) or _blanks(said) != _blanks(word):
                raise WordsIncomplete(
                    f"[{section}] {key} is {'missing' if said is None else repr(said)} in the words given",
                    f"translate {word!r} and keep what stands in braces",
                )
    return Wording(tables={section: given[section] for section in own})


def _blanks(text: str) -> set[str] | None:
    """Return the names in braces, None where a brace stands alone."""
    from string import Formatter

    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return None


def side_score(foot: Foot) -> float:
    """Return the sum of the side votes: positive for a right foot, negative for a left one."""
    return float(sum(foot.votes.values()))


def side_words(foot: Foot) -> str:
    """Return how the score stands against what is asked of it."""
    score = side_score(foot)
    limits = f"below {SIDE_OPEN_BELOW:g} the side is open, from {SIDE_SURE_FROM:g} on it is sure"
    leaning = "left or right stays open" if abs(score) < SIDE_OPEN_BELOW else "right" if score > 0 else "left"
    return f"Score {score:+.1f}: {leaning}, {abs(abs(score) - SIDE_OPEN_BELOW):.1f} from the limit ({limits})."


def missing_words(foot: Foot) -> str:
    """Return how much skin is missing under the foot."""
    areas = [finding.measured for finding in holes(foot) if finding.measured]
    return "none" if not areas else f"{sum(areas):.1f} cm²" + (f" in {len(areas)} places" if len(areas) > 1 else "")


def hole_words(hole: Finding) -> str:
    """Return area and place of one hole."""
    area = f"{hole.measured or 0.0:.1f} cm²"
    if hole.where_mm is None:
        return area
    x, y, _ = hole.where_mm
    side = (
        "on the long axis" if abs(y) < 2.0 else f"{abs(y):.0f} mm {'medial' if y > 0 else 'lateral'} of the long axis"
    )
    return f"{area}, {x:.0f} mm ahead of the back of the heel, {side}"


def holes(foot: Foot) -> tuple[Finding, ...]:
    """Return what was found missing of the skin under the foot."""
    return tuple(finding for finding in foot.findings if finding.check == "skin_missing")
