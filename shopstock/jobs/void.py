"""Undoing a booking by its mirror: every movement back, every payment back, nothing edited.

What later bookings rest on cannot be undone; the refusal names what must be undone first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from shopstock.jobs import markdowns
from shopstock.jobs.claims import Next, advance
from shopstock.jobs.credit import CreditOver, undone
from shopstock.jobs.freshness import Dating
from shopstock.jobs.lot_dates import dates_back
from shopstock.jobs.returns import stepped
from shopstock.jobs.rights import Right, require
from shopstock.jobs.session import Session, new_request_id
from shopstock.jobs.warranty_acts import rests_on
from shopstock.refusal import Key, Refusal
from shopstock.store.catalogue import product
from shopstock.store.claims import ClaimRow, claim, claims_of, steps_naming
from shopstock.store.engine import RuleBroken
from shopstock.store.fitted import fitted_in_booking
from shopstock.store.later import last_standing_move, took_since
from shopstock.store.ledger import Draft, Goods, PaymentDraft, Posted, ReturnDraft, Step, booked, post
from shopstock.store.lots import UnitRow, lot, unit
from shopstock.store.markdowns import carry_out
from shopstock.store.parts import Part
from shopstock.store.places import place
from shopstock.store.quotes import claim_paid_by
from shopstock.store.tickets import (
    MovementRow,
    SoldLine,
    Ticket,
    events_of,
    lines_of,
    movements_of,
    payments_of,
    returned_of,
    returns_of,
    sold_line,
    ticket,
)
from shopstock.text import fit, short_code

FIND = Key("F3", "find")
KINDS = ("sale", "return", "delivery", "move", "waste", "check", "adjustment", "count")


class CannotUndo(Refusal):
    """Something later rests on it, or it was undone before."""

    id = "undo.refused"


def void(session: Session, request_id: str, booking_id: int) -> Posted:
    """Book the mirror of a booking in one transaction; raises CannotUndo with what stands in the way,
    and NeedsApproval."""
    store = session.store
    try:
        with store.transaction():
            before = booked(store, request_id)
            if before:
                return before
            old = ticket(store, booking_id)
            _check(session, old)
            _check_treated(session, old)
            require(session, Right.VOID)
            prices = markdowns.undone(session, old.id)
            dated = dates_back(session, events_of(store, old.id))
            posted = post(store, replace(_mirror(session, request_id, old, prices), events=dated))
            carry_out(store, prices)
            _close_claims(session, old)
            return posted
    except RuleBroken as broken:
        if broken.rule not in ("balance", "check", "chain"):
            raise
        raise _taken_since(session, booking_id) from broken


def _check(session: Session, old: Ticket) -> None:
    name = old.paper or "that"
    if old.kind == "claim":
        raise CannotUndo("steps of a claim stay. Opened by mistake? close it with a note", Key("C", "close"))
    if old.kind not in KINDS:
        raise CannotUndo(f"{name} cannot be undone")
    if old.reversed_by is not None:
        raise CannotUndo(f"{name} was undone already")
    if fitted_in_booking(session.store, old.id) or claim_paid_by(session.store, old.id) is not None:
        raise CannotUndo(f"{name} handed a repair over. F5 takes its lines back", Key("F5", "return"))
    if old.kind == "sale":
        for line in lines_of(session.store, old.id):
            if line.back:
                paper = returned_of(session.store, line.id)[-1]
                on = _on(session, paper.booking_id)
                raise CannotUndo(f"{name}: some of it came back ({on}). Undo that first", FIND)
        _check_swap(session, old)
        extended = rests_on(session, old.id)
        if extended:
            raise CannotUndo(f"{name}: its warranty was extended by {extended}. Undo that first")
    last = {moved.unit_id: moved for moved in movements_of(session.store, old.id)}
    for unit_id, moved in last.items():
        if unit_id is not None:
            _check_claim(session, name, unit_id, old.id)
            at = unit(session.store, unit_id)
            if at.place_id != moved.to_place_id:
                raise _moved_on(session, name, at)


def _check_treated(session: Session, old: Ticket) -> None:
    """What was opened or thawed and is past its use-by by now never gets its longer date back."""
    for moved in movements_of(session.store, old.id) if old.kind == "move" else ():
        of_lot, row = lot(session.store, moved.lot_id), product(session.store, moved.product_id)
        if of_lot.treated == moved.what and Dating(session).forbidden(row, of_lot.expires):
            said = f"lot {fit(of_lot.code, 20)} is past its use-by"
            raise CannotUndo(f"{old.paper or 'that'}: {said}, it stays {moved.what}", Key("F6", "dates"))


def _check_swap(session: Session, old: Ticket) -> None:
    """What a supplier sent for a customer's unit stays sold: the old one is with the supplier."""
    backs = {
        sold_line(session.store, back.sale_line_id).unit_id for back in returns_of(session.store, old.id)
    }
    for line in lines_of(session.store, old.id) if backs else ():
        for step in steps_naming(session.store, line.unit_id) if line.unit_id is not None else ():
            of = claim(session.store, step.claim_id)
            if step.what == "replaced" and of.unit_id in backs:
                raise CannotUndo(
                    f"{old.paper} is what the supplier sent for {of.paper}. F5 takes it back",
                    Key("F5", "return"),
                )


def _on(session: Session, booking_id: int) -> str:
    """A later booking as it is found: `RT-000001, 22 Nov, Mia`."""
    found = ticket(session.store, booking_id)
    day = session.day(session.day_at(found.at_us))
    return ", ".join(part for part in (found.paper, day, fit(found.staff, 12)) if part)


def _moved_on(session: Session, name: str, at: UnitRow) -> CannotUndo:
    """What brought the piece elsewhere, which must be undone first."""
    last = last_standing_move(session.store, at.id)
    where = f"it is at {at.place_code}" if last is None else _on(session, last)
    return CannotUndo(f"{name}: {short_code(at.serial)} went on ({where}). Undo that first", FIND)


def _taken_since(session: Session, booking_id: int) -> CannotUndo:
    """Which later booking took what this one had brought."""
    name = ticket(session.store, booking_id).paper or "that"
    for moved in movements_of(session.store, booking_id):
        taker = took_since(session.store, moved.lot_id, moved.to_place_id, booking_id)
        if taker is not None:
            what = fit(product(session.store, moved.product_id).name, 16)
            return CannotUndo(f"{name}: {what} went on ({_on(session, taker)}). Undo that first", FIND)
    return CannotUndo(f"{name}: some of these goods have moved on. Undo that first", FIND)


def _only_opened(claimed: ClaimRow, booking_id: int) -> bool:
    """Whether it is our own claim that came with that booking, and nothing was done about it since."""
    return claimed.side == "supplier" and claimed.id > booking_id and claimed.seq == 1


def _close_claims(session: Session, old: Ticket) -> None:
    """What was claimed of a supplier for goods that never came: the claim is over."""
    for moved in movements_of(session.store, old.id):
        for claimed in claims_of(session.store, moved.unit_id) if moved.unit_id is not None else ():
            if claimed.open and _only_opened(claimed, old.id):
                note = f"{old.paper or 'it'} was undone"
                advance(session, new_request_id(), claimed.id, Next("closed", "closed", note=note))


def _check_claim(session: Session, name: str, unit_id: int, booking_id: int) -> None:
    """What is claimed stays booked until the claim is closed."""
    claimed = next((c for c in claims_of(session.store, unit_id) if c.open), None)
    if claimed and not _only_opened(claimed, booking_id):
        raise CannotUndo(
            f"{name}: claim {claimed.paper} is open for it. Close that first",
            Key(f"#{claimed.paper}", "open it"),
        )


def _mirror(session: Session, request_id: str, old: Ticket, prices: tuple[Part, ...]) -> Draft:
    store = session.store
    back = [(r.sale_line_id, -r.quantity, -r.refund_minor) for r in returns_of(store, old.id)]
    if old.kind == "sale":
        back += [(line.id, line.quantity, line.amount_minor) for line in lines_of(store, old.id)]
    return replace(
        session.draft("void", request_id),
        series="VD",
        party_id=old.party_id,
        reverses_id=old.id,
        steps=tuple(_step(session, m) for m in reversed(movements_of(store, old.id))),
        payments=tuple(
            PaymentDraft(p.tender, -p.amount_minor, -p.amount_minor) for p in payments_of(store, old.id)
        ),
        returns=tuple(_steps_back(session, back)),
        parts=(*_credit_undone(session, old), *prices),
    )


def _credit_undone(session: Session, old: Ticket) -> tuple[Part, ...]:
    try:
        return undone(session, old.id)
    except CreditOver as spent:
        raise CannotUndo(f"{old.paper}: {spent.text}", *spent.keys) from spent


def _step(session: Session, old: MovementRow) -> Step:
    store = session.store
    goods = Goods(old.product_id, old.tracking, old.lot_id, old.plain, old.unit_id)
    return Step(
        "voided",
        goods,
        place(store, old.to_place_id),
        place(store, old.from_place_id),
        old.quantity,
        old.cost_minor,
        sale_line_id=old.sale_line_id,
        reason=f"undoes {old.what}",
    )


def _steps_back(session: Session, back: list[tuple[int, int, int]]) -> Iterator[ReturnDraft]:
    """Stepping what came back of a line: all of it for a voided sale, back again for a voided return."""
    lines: dict[int, SoldLine] = {}
    for sale_line_id, quantity, refund_minor in back:
        line = lines.get(sale_line_id) or sold_line(session.store, sale_line_id)
        step = ReturnDraft(
            line.id, line.quantity, line.amount_minor, line.seq + 1, line.back, line.refunded,
            quantity, refund_minor, "voided", "voided", "voided",
        )  # fmt: skip
        lines[sale_line_id] = stepped(line, step)
        yield step
