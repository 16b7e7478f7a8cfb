"""Why goods leave without being sold: `data/reasons.toml`, which a shop may read and edit."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from typing import NamedTuple

from shopstock.datafiles import data_file
from shopstock.jobs.rights import Right
from shopstock.refusal import WrongUse
from shopstock.text import clean_text

FILE = "reasons.toml"
EXPIRED = "expired"
CHECK = "morning check"  # what left in the check before its date had passed


class Reason(NamedTuple):
    """One reason: the word that the books keep, its letter at the desk, how it is called, and the right it takes."""

    word: str
    letter: str
    label: str
    needs: Right | None = None


@lru_cache(maxsize=1)
def reasons() -> tuple[Reason, ...]:
    """The reasons in the order of the file; raises WrongUse for a file that cannot be read."""
    try:
        read = tomllib.loads(data_file(FILE).read_text(encoding="utf-8"))
        found = tuple(_reason(word, table) for word, table in read.items())
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as wrong:
        raise WrongUse(f"{data_file(FILE)} cannot be read: {wrong}") from wrong
    letters = [each.letter for each in found]
    if not found or len(set(letters)) < len(letters):
        raise WrongUse(f"{data_file(FILE)}: each reason has a letter of its own")
    return found


def _reason(word: str, table: dict[str, object]) -> Reason:
    letter = str(table["letter"]).upper()
    if len(letter) != 1 or not (letter.isascii() and letter.isalpha()):
        raise ValueError(f"{letter!r} is no letter")
    needs = table.get("needs")
    label = clean_text(str(table["label"])) or word
    return Reason(clean_text(word), letter, label, None if needs is None else Right(str(needs)))


def by_letter() -> dict[str, Reason]:
    """The reasons by their letters."""
    return {each.letter: each for each in reasons()}


def said(word: str | None) -> str:
    """How a reason of the books is called now; one that is not in the file any more by its own word."""
    return next((each.label for each in reasons() if each.word == word), word or "no reason")


def of_check(*, over: bool) -> str:
    """The reason of what leaves in the morning check."""
    return EXPIRED if over else CHECK
