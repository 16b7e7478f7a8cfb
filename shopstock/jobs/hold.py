"""Holding a lot or a unit: from the next scan on it cannot be sold at any till, until it is released.

A hold moves nothing. It is a flag on the lot or unit and one event of the ledger that says who, when and why. What was
opened, frozen or thawed out of a lot is held with it, and released with it unless it is held for a reason of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from shopstock.jobs.rights import Right, require
from shopstock.jobs.session import Session
from shopstock.refusal import BadInput, Key, Refusal
from shopstock.store.ledger import EventDraft, Posted, booked, post
from shopstock.store.lots import LotRow, lot, lots_out_of, set_lot_hold, set_unit_hold, unit
from shopstock.text import clean_name, fit, short_code

REASON_LENGTH = 80


class NotHeld(Refusal):
    """There is no hold to release."""

    id = "hold.not_held"


class StillHeld(Refusal):
    """What came out of a held lot stays held as long as that is."""

    id = "hold.above_is_held"


class PlainLot(Refusal):
    """Goods without a lot code cannot be held as a lot."""

    id = "hold.no_lot"


def hold_lot(
    session: Session, request_id: str, lot_id: int, because: str, *, recalled: bool = False
) -> Posted:
    """Hold a whole lot for a reason; `recalled` says that it must come back from customers, too.

    A lot that is held already gets the new reason, and stays recalled."""
    reason = _reason(because)
    with session.store.transaction():
        before = booked(session.store, request_id)
        if before:
            return before
        found = lot(session.store, lot_id)
        if found.plain:
            raise PlainLot("these goods bear no lot. Move them to quarantine instead", Key("F7", "stock"))
        require(session, *([Right.RECALL] if recalled else []))
        set_lot_hold(session.store, lot_id, reason, recalled=recalled or bool(found.recalled))
        below = [one for one in _below(session, lot_id) if not one.held or (recalled and not one.recalled)]
        for one in below:
            set_lot_hold(session.store, one.id, reason, recalled=recalled or bool(found.recalled))
        event = EventDraft(
            "recalled" if recalled else "held", product_id=found.product_id, lot_id=lot_id, note=reason
        )
        return _post(session, request_id, event, *(replace(event, lot_id=one.id) for one in below))


def release_lot(session: Session, request_id: str, lot_id: int, because: str | None = None) -> Posted:
    """Let a held or recalled lot be sold again; raises NotHeld or NeedsApproval."""
    with session.store.transaction():
        before = booked(session.store, request_id)
        if before:
            return before
        found = lot(session.store, lot_id)
        if not found.held:
            raise NotHeld(f"lot {fit(found.code, 30)} is not held", Key("V", "view"))
        require(session, Right.RELEASE, *([Right.RECALL] if found.recalled else []))
        above = found.parent_id and lot(session.store, found.parent_id)
        if above and above.held:
            raise StillHeld(f"lot {fit(above.code, 30)}, which it came out of, is held", Key("F3", "find"))
        below = [one for one in _below(session, lot_id) if one.held_because == found.held_because]
        for each in (found, *below):
            set_lot_hold(session.store, each.id, None)
        event = EventDraft("released", product_id=found.product_id, lot_id=lot_id, note=_note(because))
        return _post(session, request_id, event, *(replace(event, lot_id=one.id) for one in below))


def hold_unit(session: Session, request_id: str, unit_id: int, because: str) -> Posted:
    """Hold one unit for a reason; a unit that is held already gets the new reason."""
    reason = _reason(because)
    with session.store.transaction():
        before = booked(session.store, request_id)
        if before:
            return before
        found = unit(session.store, unit_id)
        set_unit_hold(session.store, unit_id, reason)
        event = EventDraft("held", product_id=found.product_id, unit_id=unit_id, note=reason)
        return _post(session, request_id, event)


def release_unit(session: Session, request_id: str, unit_id: int, because: str | None = None) -> Posted:
    """Let a held unit be sold again; raises NotHeld or NeedsApproval."""
    with session.store.transaction():
        before = booked(session.store, request_id)
        if before:
            return before
        found = unit(session.store, unit_id)
        if not found.held:
            raise NotHeld(f"{short_code(found.serial)} is not held", Key("V", "view"))
        require(session, Right.RELEASE)
        set_unit_hold(session.store, unit_id, None)
        event = EventDraft("released", product_id=found.product_id, unit_id=unit_id, note=_note(because))
        return _post(session, request_id, event)


def _below(session: Session, lot_id: int) -> Iterator[LotRow]:
    """All that was opened, frozen or thawed out of a lot, what is above before what is below."""
    for one in lots_out_of(session.store, lot_id):
        yield one
        yield from _below(session, one.id)


def _reason(because: str) -> str:
    shown, _ = clean_name(because, REASON_LENGTH)
    if not shown:
        raise BadInput("a hold needs a reason")
    return shown


def _note(because: str | None) -> str | None:
    return clean_name(because or "", REASON_LENGTH)[0] or None


def _post(session: Session, request_id: str, event: EventDraft, *below: EventDraft) -> Posted:
    recalled = event.what == "recalled"
    draft = session.draft("recall" if recalled else "event", request_id)
    return post(session.store, replace(draft, series="RC" if recalled else None, events=(event, *below)))
