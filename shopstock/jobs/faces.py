"""The notes and coins of a currency, from `data/faces.toml`, which a person may read and edit."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from typing import NamedTuple

from shopstock.amounts import parse_decimal
from shopstock.datafiles import data_file
from shopstock.refusal import BadInput, WrongUse

_LARGEST = 500


class Face(NamedTuple):
    """What one piece is worth, in minor units, and whether it is a note."""

    minor: int
    note: bool


@lru_cache(maxsize=8)
def faces(currency: str, digits: int) -> tuple[Face, ...]:
    """The faces of a currency, notes before coins, each from large to small; 1, 2 and 5 for an unknown one.

    Raises WrongUse with the file where someone edited it into something else."""
    path = data_file("faces.toml")
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8")).get(currency)
        if told is None:
            return _generic(digits)
        found = [
            Face(parse_decimal(str(face), digits), kind == "notes")
            for kind in ("notes", "coins")
            for face in told.get(kind, ())
        ]
    except (OSError, ValueError, AttributeError, BadInput) as wrong:
        raise WrongUse(f"{path} cannot be read: {currency} has a face that is none") from wrong
    unique = {face.minor: face for face in reversed(found) if face.minor > 0}
    return tuple(sorted(unique.values(), key=lambda face: (not face.note, -face.minor)))


def _generic(digits: int) -> tuple[Face, ...]:
    """1, 2 and 5 from 500 down to the smallest unit; where there are no decimals from 50000 down to 1."""
    whole = 10**digits
    largest = _LARGEST * (whole if digits else 100)
    worth = sorted((n * 10**power for power in range(digits + 5) for n in (1, 2, 5)), reverse=True)
    return tuple(Face(minor, minor >= 5 * whole) for minor in worth if minor <= largest)
