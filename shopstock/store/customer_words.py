"""The words that a customer is found by: each word of the name, the e-mail, and the phone's digits from the end."""

from __future__ import annotations

import re
from collections.abc import Collection

from shopstock.store.compiled import Compiled, inserted, param, single
from shopstock.store.engine import Store
from shopstock.store.people_models import PartyWord
from shopstock.text import fold, fold_words

_PHONE = "#"  # no word of a name begins so, and a number is looked for by its end

_ADD: Compiled[int] = inserted(PartyWord, "")
_DROP: Compiled[int] = Compiled(
    lambda: PartyWord.delete().where(PartyWord.party_id == param("party_id")), single
)


def words_of(name: str, phone: str | None, email: str | None) -> set[str]:
    """All of them."""
    said = set(_split(name))
    digits = "".join(c for c in phone or "" if c.isdigit())
    if digits:
        said.add(_PHONE + digits[::-1])
    if email:
        said.add(fold(email))
        said.update(_split(email))
    return said


def asked_words(text: str) -> list[str]:
    """What each typed word must begin a word of the customer with; digits are the end of a phone number."""
    asked = text.strip()
    if "@" in asked:
        return [fold(asked)]
    digits = "".join(c for c in asked if c.isdigit())
    if digits and not any(c.isalpha() for c in asked):
        return [_PHONE + digits[::-1]]
    return _split(asked)


def write_words(store: Store, party_id: int, words: Collection[str]) -> None:
    """Let a customer be found by exactly these words."""
    _DROP.run(store.db, party_id=party_id)
    for word in sorted(words):
        _ADD.run(store.db, word=word, party_id=party_id)


def _split(text: str) -> list[str]:
    return [word for word in re.split(r"[^\w]+", fold_words(text)) if word]
