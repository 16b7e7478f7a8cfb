"""The code of a row of the morning check: `#D1042-7K` is lot 1042 at place 7.

It is made of what the row is about, never of its number in a list, so it still means that row when the list changed.
The letter at its end is a check sign; whatever follows it is what was done: `#D1042-7KW`. With its `#` it is none of
the codes of goods (they do not begin so) and no paper (a number of theirs ends in a digit).
"""

from __future__ import annotations

import re
from operator import mul
from typing import NamedTuple

from shopstock.refusal import BadInput, Key

# without I, O and Q, which people read as 1 and 0: 23 signs, a prime number
_SIGNS = "ABCDEFGHJKLMNPRSTUVWXYZ"
# the powers of 5 run through all of 1 to 22: neighbours never weigh the same
_WEIGHTS = tuple(pow(5, n, len(_SIGNS)) for n in range(24))
_WORTH = {char: worth for worth, char in enumerate("0123456789-")}
_ROW = re.compile(rf"#?D([0-9]{{1,12}})-([0-9]{{1,9}})([{_SIGNS}])[+ ]?([A-Z]*)", re.ASCII)
_ACTION = re.compile(r"#D\+([A-Z])", re.ASCII)


class BadRowCode(BadInput):
    """A row code that was read or typed wrong."""

    id = "dates.bad_row_code"


class RowCode(NamedTuple):
    """A row that was named by its code, and the letters after it."""

    lot_id: int
    place_id: int
    letters: str = ""


def row_code(lot_id: int, place_id: int) -> str:
    """The code of the row of a lot at a place."""
    digits = f"{lot_id}-{place_id}"
    return f"#D{digits}{_sign(digits)}"


def action_code(letter: str) -> str:
    """The code of an action, to be scanned after that of a row: a letter alone may be a product's."""
    return f"#D+{letter}"


def looks_like_row(text: str) -> bool:
    """Whether it has the form of a row code, right or wrong, with or without its `#`."""
    return _ROW.fullmatch(text.upper()) is not None


def is_row(text: str) -> bool:
    """Whether it is a row code with the right check sign."""
    found = _ROW.fullmatch(text.upper())
    return found is not None and _sign(f"{found[1]}-{found[2]}") == found[3]


def read_row(text: str) -> RowCode:
    """The row and the letters; raises BadRowCode where the check sign is another."""
    found = _ROW.fullmatch(text.upper())
    if found is None or not is_row(text):
        raise BadRowCode(
            f"{text[:24]}: wrong check letter in that row code. Scan it again", Key("a number", "row")
        )
    return RowCode(int(found[1]), int(found[2]), found[4])


def read_action(text: str) -> str | None:
    """The letter of an action code, or None for any other text."""
    found = _ACTION.fullmatch(text.upper())
    return found[1] if found else None


def _sign(digits: str) -> str:
    """Finds every wrong digit, every two neighbours that changed places, and a dash that moved."""
    return _SIGNS[sum(map(mul, _WEIGHTS, map(_WORTH.__getitem__, digits))) % len(_SIGNS)]
