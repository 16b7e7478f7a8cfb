"""What may be wrong with goods, by their category: `data/symptoms.toml`, which a shop may read and edit."""

from __future__ import annotations

import tomllib
from functools import lru_cache

from shopstock.datafiles import data_file
from shopstock.refusal import WrongUse
from shopstock.text import clean_text

FILE = "symptoms.toml"
ANY = "any"
MOST = 8


@lru_cache(maxsize=1)
def _lists() -> dict[str, tuple[str, ...]]:
    try:
        read = tomllib.loads(data_file(FILE).read_text(encoding="utf-8"))
        return {
            clean_text(name).casefold(): tuple(
                clean_text(str(s)) for s in table["symptoms"] if clean_text(str(s))
            )
            for name, table in read.items()
        }
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError) as wrong:
        raise WrongUse(f"{data_file(FILE)} cannot be read: {wrong}") from wrong


def symptoms_of(category: str | None) -> tuple[str, ...]:
    """The symptoms of a category, at most eight, in the order of the file; those for any goods where it has none."""
    lists = _lists()
    found = lists.get(clean_text(category or "").casefold()) or lists.get(ANY, ())
    return found[:MOST]
