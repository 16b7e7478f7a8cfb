"""Correcting the date of a lot that is here: one event that says what it was and what it became.

Everything that follows from a date is read from it each time (`jobs/freshness.py`), so all of it moves along. What was
opened, frozen or thawed keeps the day it got then, but never a later one than the rule allows; undoing a correction
keeps to that, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from shopstock.days import PrintedDate, iso, parse_iso, show_day
from shopstock.jobs.arrivals import why_odd
from shopstock.jobs.hold import PlainLot
from shopstock.jobs.rights import Right, require
from shopstock.jobs.session import Session
from shopstock.refusal import BadInput, Key, Refusal
from shopstock.store.catalogue import product
from shopstock.store.later import first_day_of
from shopstock.store.ledger import EventDraft, Posted, booked, post
from shopstock.store.lots import LotRow, lot, lots_out_of, set_lot_date
from shopstock.store.tickets import EventRow
from shopstock.text import fit

DATED = "lot_dated"


class NoDateKind(Refusal):
    """The product has no kind of date, so its lots bear none."""

    id = "date.no_kind"


class NotLater(Refusal):
    """What was opened, frozen or thawed gets no later date than the rule gave it."""

    id = "date.not_later"


class Corrected(NamedTuple):
    """A corrected lot: what it was, and the lots that came out of it whose day came forward with it."""

    posted: Posted
    was: PrintedDate | None
    followed: tuple[LotRow, ...]


def check_date(session: Session, of_lot: LotRow, printed: PrintedDate) -> str | None:
    """Why a date cannot be right for a lot; None for one that can. Raises what is refused for good."""
    if of_lot.plain:
        raise PlainLot("these goods bear no lot, so they have no date of their own", Key("F7", "stock"))
    row = product(session.store, of_lot.product_id)
    if not row.date_kind:
        how = Key(f":item {row.sku} date_kind=", "gives it one")
        raise NoDateKind(f"{fit(row.name, 30)} bears no date", how)
    if of_lot.treated and of_lot.expires and printed.day > of_lot.expires.day:
        day = show_day(of_lot.expires.day, session.today(), of_lot.expires.precision)
        raise NotLater(f"lot {fit(of_lot.code, 20)} was {of_lot.treated}: {day} is the latest it may have")
    return why_odd(session, row, printed, of_lot.made_on)


def correct_date(session: Session, request_id: str, lot_id: int, printed: PrintedDate) -> Corrected:
    """Give a lot the date that is printed on it, in one transaction; needs the right to correct stock."""
    store = session.store
    with store.transaction():
        found = lot(store, lot_id)
        before = booked(store, request_id)
        if before:
            return Corrected(before, found.expires, ())
        check_date(session, found, printed)
        if found.expires == printed:
            shown = show_day(printed.day, session.today(), printed.precision)
            raise BadInput(f"lot {fit(found.code, 20)} has {shown} already")
        require(session, Right.STOCK)
        followed = tuple(_that_follow(session, found, printed))
        events = [_dated(session, one, printed) for one in (found, *followed)]
        draft = session.draft("adjustment", request_id)
        posted = post(store, replace(draft, events=tuple(events)))
    return Corrected(posted, found.expires, followed)


def _that_follow(session: Session, above: LotRow, printed: PrintedDate) -> Iterator[LotRow]:
    """What was opened or thawed out of a lot, whose own day would now be later than its; and what was frozen after
    that date: it was over by then."""
    for one in lots_out_of(session.store, above.id):
        later = one.expires is not None and one.expires.day > printed.day
        if later and (one.treated != "frozen" or first_day_of(session.store, one.id) > printed.day):
            yield one
            yield from _that_follow(session, one, printed)


def _dated(session: Session, of_lot: LotRow, printed: PrintedDate) -> EventDraft:
    set_lot_date(session.store, of_lot.id, printed)
    return EventDraft(
        DATED,
        product_id=of_lot.product_id,
        lot_id=of_lot.id,
        was=iso(of_lot.expires.day, of_lot.expires.precision) if of_lot.expires else None,
        became=iso(printed.day, printed.precision),
    )


def dates_back(session: Session, events: list[EventRow]) -> tuple[EventDraft, ...]:
    """Undo corrections: each lot has its old date again, unless it got another one since. Says so as events."""
    back = []
    for event in reversed(events):
        if event.what != DATED or event.lot_id is None:
            continue
        now = lot(session.store, event.lot_id).expires
        if (now and iso(now.day, now.precision)) != event.became:
            continue
        was = parse_iso(event.was) if event.was else None
        set_lot_date(session.store, event.lot_id, was)
        back.append(
            EventDraft(
                DATED, event.product_id, event.lot_id, was=event.became, became=event.was, note="undone"
            )
        )
        # What was opened or thawed since then got its day by the date that goes.
        followed = _that_follow(session, lot(session.store, event.lot_id), was) if was else ()
        back += [_dated(session, one, was) for one in tuple(followed) if was]
    return tuple(back)
