"""Changing what the shop has set: one act, whoever keeps the value, and always in the books with a name."""

from __future__ import annotations

from dataclasses import replace

from shopstock.jobs.rights import Right, require
from shopstock.jobs.session import Session
from shopstock.store.ledger import EventDraft, Posted, booked, post
from shopstock.store.shop import drop_setting, set_setting


def book_setting(
    session: Session, request_id: str, name: str, was: str, became: str, *, default: str | None = None
) -> Posted:
    """Store a value under that name in one transaction; one that is the default again is taken away. A repeated
    request answers with the first result.

    Raises NeedsApproval, NotSignedOn or ReadsOnly."""
    store = session.store
    with store.transaction():
        before = booked(store, request_id)
        if before:
            return before
        require(session, Right.SETTINGS)
        if became == default:
            drop_setting(store, name)
        else:
            set_setting(store, name, became)
        event = EventDraft("setting_changed", was=was, became=became, note=name)
        return post(store, replace(session.draft("event", request_id), events=(event,)))
