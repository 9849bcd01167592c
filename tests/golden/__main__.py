"""Main. `python -m tests.golden` -> expected.toml, written anew; name each moved number in the commit."""

import tomli_w

from tests.golden.numbers import CASES, EXPECTED, numbers

EXPECTED.write_text(tomli_w.dumps({name: numbers(name) for name in CASES}))
