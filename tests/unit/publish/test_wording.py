"""The words of the report: complete in every translation, or refused by name."""

import pytest

from orthogen.errors import WordsIncomplete
from orthogen.publish.wording import english, translated, words_toml


def test_its_own_words_are_a_translation() -> None:
    assert translated(words_toml().encode()) == english()


def test_a_translation_replaces_words() -> None:
    french = words_toml().replace('asked = "asked"', 'asked = "demandé"')
    assert translated(french.encode())["page"]["asked"] == "demandé"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('asked = "asked"\n', "", r"\[page\] asked is missing"),
        ("version {version}", "version", r"\[page\] version"),
        ("version {version}", "version {number}", r"\[page\] version"),
        ('asked = "asked"', "asked = 3", r"\[page\] asked is"),
        ("[page]", "[page", "no TOML"),
    ],
)
def test_a_translation_that_would_leave_a_hole_is_refused(old: str, new: str, said: str) -> None:
    with pytest.raises(WordsIncomplete, match=said):
        translated(words_toml().replace(old, new, 1).encode())


def test_words_that_are_no_text_are_refused() -> None:
    with pytest.raises(WordsIncomplete, match="no TOML"):
        translated(b"\xff\xfe")


def test_a_stray_brace_is_refused() -> None:
    with pytest.raises(WordsIncomplete, match=r"\[page\] asked"):
        translated(words_toml().replace('asked = "asked"', 'asked = "as{ked"').encode())
