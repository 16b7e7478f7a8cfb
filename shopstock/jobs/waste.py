"""Waste: goods that go into the bin, to the supplier, to charity or to staff, at any time and for a reason.

Everything of one act is one booking with a paper WS-000001; each movement has its reason and what the goods cost. What
is held or past its use-by goes to the bin or the supplier, never to people.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from shopstock.amounts import line_amount, show_decimal
from shopstock.jobs.move import NotThere, Shift, shift_step
from shopstock.jobs.reasons import Reason
from shopstock.jobs.rights import Right, require
from shopstock.jobs.session import Session
from shopstock.refusal import Key
from shopstock.store.catalogue import ProductRow, product
from shopstock.store.ledger import Posted, booked, post
from shopstock.store.lots import LotRow, lot, unit
from shopstock.store.people import party
from shopstock.store.places import place
from shopstock.store.stock import Standing, lot_places, standing
from shopstock.text import fit, short_code

# letter -> (as people say it, what the ledger books)
ENDS: dict[str, tuple[str, str]] = {
    "W": ("bin", "wasted"),
    "S": ("supplier", "sent_back"),
    "C": ("charity", "given_away"),
    "T": ("staff", "given_to_staff"),
}
_FROM = ("shelf", "back", "consignment", "quarantine", "bench")


@dataclass(frozen=True, slots=True)
class Lost:
    """So much of a lot, or one unit of it, that is to leave. `place_id` is where it stands, None for wherever."""

    lot_id: int
    quantity: int
    unit_id: int | None = None
    place_id: int | None = None


class Priced(NamedTuple):
    """What a thing is worth at cost, in minor units; None where nobody knows."""

    row: ProductRow
    of_lot: LotRow
    cost_minor: int | None


def here(session: Session, lot_id: int, place_id: int | None = None) -> list[Standing]:
    """Where some of a lot stands that may leave, shelves first, in the order of walking."""
    found = [s for s in lot_places(session.store, lot_id) if s.place_kind in _FROM and s.quantity > 0]
    return [s for s in found if place_id in (None, s.place_id)]


def first_lot(session: Session, row: ProductRow) -> LotRow:
    """The lot that goes first where only the product was said: the earliest date, past or coming. Raises NotThere."""
    standings = [s for s in standing(session.store, row.id) if s.place_kind in _FROM and s.quantity > 0]
    if not standings:
        raise NotThere(f"none of {fit(row.name, 40)} is here", Key("F7", "stock"))
    first = min(standings, key=lambda s: (s.expires is None, s.expires.day if s.expires else None, s.lot_id))
    return lot(session.store, first.lot_id)


def priced(session: Session, lost: Lost) -> Priced:
    """What would be lost, at the cost of today."""
    of_lot = lot(session.store, lost.lot_id)
    row = product(session.store, of_lot.product_id)
    cost = None if row.cost_minor is None else line_amount(row.cost_minor, lost.quantity, row.decimals)
    return Priced(row, of_lot, cost)


def supplier_of(session: Session, row: ProductRow) -> str | None:
    """Who the goods go back to, where that is known."""
    known = party(session.store, row.supplier_id)
    return known.name if known else None


def shifts_of(session: Session, lost: Lost, reason: str) -> list[Shift]:
    """The movements of it: from one place after the other until it is enough. Raises NotThere."""
    if lost.unit_id is not None:
        piece = unit(session.store, lost.unit_id)
        if piece.place_id is None or piece.place_kind not in _FROM:
            where = piece.place_code or "nowhere yet"
            raise NotThere(f"{short_code(piece.serial)} is at {where}, not in the shop", Key("F3", "find"))
        return [Shift(lost.lot_id, 1, place(session.store, piece.place_id), lost.unit_id, reason)]
    found, left = [], lost.quantity
    for s in here(session, lost.lot_id, lost.place_id):
        part = min(left, s.quantity)
        if part:
            found.append(Shift(lost.lot_id, part, place(session.store, s.place_id), None, reason))
        left -= part
    if left or not found:
        known = priced(session, lost)
        there = show_decimal(lost.quantity - left, known.row.decimals)
        raise NotThere(f"only {there} of {fit(known.row.name, 30)} there", Key("F7", "stock"))
    return found


def waste(session: Session, request_id: str, lost: Sequence[Lost], reason: Reason, letter: str) -> Posted:
    """Book that these goods leave, in one transaction. Raises NotThere, NotToGive and NeedsApproval."""
    store, what = session.store, ENDS[letter][1]
    with store.transaction():
        before = booked(store, request_id)
        if before:
            return before
        require(session, *_rights(reason, letter))
        shifts = [shift for each in lost for shift in shifts_of(session, each, reason.word)]
        suppliers = {priced(session, each).row.supplier_id for each in lost}
        return post(
            store,
            replace(
                session.draft("waste", request_id),
                series="WS",
                party_id=suppliers.pop() if letter == "S" and len(suppliers) == 1 else None,
                steps=tuple(shift_step(session, shift, what) for shift in shifts),
            ),
        )


def _rights(reason: Reason, letter: str) -> list[Right]:
    """What a reason needs; what staff get for nothing is a correction of the stock, too."""
    needed = [right for right in (reason.needs, Right.STOCK if letter == "T" else None) if right]
    return list(dict.fromkeys(needed))
