"""The shop's settings: each declared once with its name, its default and what its value may be.

A setting is text inside; whoever uses it reads it with `value` and makes of it what it needs, and may trust the form of
words and numbers: what another version of the program stored and this one does not know counts as not set, and the list
says so. What is read anew where it is used (a template, an address, a label sheet) is refused there in words, since
nobody wants other receipt numbers or another sheet instead. One that belongs to a till (`of_till`) has a value for
each. A change is an event of the ledger, with the person's name.
"""

from __future__ import annotations

from functools import lru_cache

from shopstock.jobs.session import Session
from shopstock.jobs.setting_change import book_setting
from shopstock.jobs.setting_kinds import Check
from shopstock.jobs.setting_kinds import Known as Known
from shopstock.jobs.setting_rows import COUNTER, READ_ANEW
from shopstock.jobs.setting_rows_after_sales import AFTER_SALES
from shopstock.jobs.setting_rows_dates import DATES
from shopstock.refusal import BadInput, Key
from shopstock.store.ledger import Posted
from shopstock.store.shop import setting
from shopstock.text import clean_text, fit


class UnknownSetting(BadInput):
    """No setting bears that name."""

    id = "settings.unknown"


SETTINGS = (*COUNTER, *AFTER_SALES, *DATES)
BY_NAME = {known.name: known for known in SETTINGS}


def named(name: str) -> Known:
    """The setting of that name; raises UnknownSetting."""
    found = BY_NAME.get(clean_text(name).casefold())
    if found is None:
        raise UnknownSetting(f'"{fit(clean_text(name), 24)}" is no setting', Key(":settings", "lists all"))
    return found


def value(session: Session, name: str) -> str:
    """What a setting is now, here; its default where nobody set it, or where a word or number is none it can be."""
    known = BY_NAME[name]
    stored = _stored(session, known)
    trusted = stored == known.default or known.check in READ_ANEW or _is_value(known.check, stored)
    return stored if trusted else known.default


def not_known(session: Session, known: Known) -> str:
    """What is stored for a setting and is no value of it here; empty where all is well."""
    stored = _stored(session, known)
    return "" if stored == known.default or _is_value(known.check, stored) else stored or "nothing"


def _stored(session: Session, known: Known) -> str:
    return setting(session.store, _stored_as(session, known), known.default)


@lru_cache(maxsize=256)
def _is_value(check: Check, stored: str) -> bool:
    try:
        return check(stored) == stored
    except BadInput:
        return False


def change(session: Session, request_id: str, name: str, text: str | None) -> Posted:
    """Set a setting, or with None give it its default again; booked, so that it is known who did and when.

    Raises UnknownSetting, BadInput for a value it cannot have, and NeedsApproval."""
    known = named(name)
    became = known.default if text is None else known.check(text)
    stored_as, was = _stored_as(session, known), value(session, known.name)
    return book_setting(session, request_id, stored_as, was, became, default=known.default)


def _stored_as(session: Session, known: Known) -> str:
    return f"{known.name}@{session.till.id}" if known.of_till else known.name
