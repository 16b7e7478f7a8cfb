"""Which of several meanings a shop always means by a code: kept at the counter with `2!`, forgotten in the settings.

Kept under the product number of a code, or under the code itself; a meaning whose thing is none of the code's any more
counts for nothing.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from shopstock.jobs.find import Meaning
from shopstock.jobs.session import Session
from shopstock.jobs.setting_change import book_setting
from shopstock.refusal import BadInput
from shopstock.store.ledger import Posted
from shopstock.store.shop import setting, settings_that_begin
from shopstock.text import clean_text, fold

_PREFIX = "meaning."


class NothingToKeep(BadInput):
    """Only what a code means can be kept, not what a word found."""

    id = "code.not_kept"


class Kept(NamedTuple):
    """A code and what it always means here; `name` is that of its row in the settings."""

    name: str
    code: str
    label: str


def only(session: Session, text: str, found: list[Meaning]) -> list[Meaning]:
    """The meaning that was kept for this code, where it is still one of them; else all of them."""
    if len(found) < 2:
        return found
    kept = setting(session.store, _name(text, found), "")
    if not kept:
        return found
    told = _told(kept)
    return [m for m in found if [m.kind, m.id] == [told.get("kind"), told.get("id")]] or found


def keep(session: Session, request_id: str, text: str, found: Sequence[Meaning], meant: Meaning) -> Posted:
    """From now on that code means this. Raises NothingToKeep, and NeedsApproval: it decides what is sold."""
    if meant not in found:
        raise NothingToKeep("a word has no one meaning: only that of a code can be kept")
    if any(m.kind == "customer" for m in found):
        raise NothingToKeep("that is somebody's phone number: no code is kept for it")
    name = _name(text, found)
    told = {"code": clean_text(text)[:64], "kind": meant.kind, "id": meant.id, "label": meant.label}
    return _book(session, request_id, name, json.dumps(told))


def forget(session: Session, request_id: str, name: str) -> Posted:
    """Ask again what that code means."""
    return _book(session, request_id, name, "")


def all_kept(session: Session) -> list[Kept]:
    """Every code with a kept meaning."""
    rows = [(name, _told(kept)) for name, kept in settings_that_begin(session.store, _PREFIX)]
    return [
        Kept(
            name, str(told.get("code", name.removeprefix(_PREFIX))), str(told.get("label", "not known here"))
        )
        for name, told in rows
    ]


def _told(kept: str) -> dict[str, object]:
    """What was kept; nothing where another version of the program wrote it in another form."""
    try:
        told = json.loads(kept)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _name(text: str, found: Sequence[Meaning]) -> str:
    number = next((m.reading.gtin for m in found if m.reading and m.reading.gtin), None)
    return _PREFIX + (number or fold(text))[:80]


def _book(session: Session, request_id: str, name: str, told: str) -> Posted:
    was = setting(session.store, name, "")
    return book_setting(session, request_id, name, was, told, default="")
