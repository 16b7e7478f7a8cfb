"""Goods whose serial is asked when they are sold: received by number, sold like plain goods, named at the counter.

Any piece is taken for the one in hand, the earliest date first; it gets the serial of that one. Who skips the question
leaves a sale that lacks its serial, and the serial may be given to it at any later time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from shopstock.amounts import lowest
from shopstock.jobs.freshness import Dating
from shopstock.jobs.offer_dates import check_date
from shopstock.jobs.serials import read_serial
from shopstock.jobs.session import Session
from shopstock.refusal import Key, Refusal, State
from shopstock.store import nameless as rows
from shopstock.store.catalogue import ProductRow, product
from shopstock.store.ledger import EventDraft, Posted, booked, post
from shopstock.store.lots import lot, plain_lot, unit, unit_of, units_like
from shopstock.store.nameless import Lacking
from shopstock.text import fit, short_code

if TYPE_CHECKING:
    from shopstock.jobs.offer import Offer
    from shopstock.jobs.sell import Line

MOST = 500


class SerialAsked(Refusal):
    """The serial of a sold piece is asked; the sale may go on without it."""

    id = "sell.serial_asked"
    state: ClassVar[State] = "ASK"


class SerialKnown(Refusal):
    """That serial is a piece of this product already."""

    id = "sell.serial_known"


class NamedAlready(Refusal):
    """The piece got its serial meanwhile."""

    id = "lacking.named_already"


def named_at_sale(row: ProductRow) -> bool:
    """Whether the pieces of a product come without their serials."""
    return row.tracking == "serial" and row.serial_when == "sale"


def asked(row: ProductRow) -> SerialAsked:
    """The question for the serial of the piece in hand."""
    return SerialAsked(f"{fit(row.name, 28)}: scan its serial", Key("Enter", "later"), Key("-", "remove"))


def serial_for(session: Session, row: ProductRow, text: str) -> str:
    """What was scanned as the serial of a piece that has none yet; raises SerialKnown and what `read_serial` raises."""
    serial = read_serial(session, row, text)
    like = units_like(session.store, serial) if row.serial_kind != "any" else []
    exactly = unit_of(session.store, row.id, serial)
    for known in [*([exactly] if exactly else []), *(u for u in like if u.product_id == row.id)]:
        where = "sold already" if known.place_kind == "customer" else f"at {known.place_code or 'nowhere'}"
        raise SerialKnown(f"{short_code(serial)} is {where}: another piece", Key("Enter", "later"))
    return serial


def offers(
    session: Session, row: ProductRow, quantity: int, taken: dict[int, int], *, take_what_is_there: bool
) -> list[Offer]:
    """A piece for each of the quantity; `taken` of each lot are in the basket. What the books miss is found."""
    from shopstock.jobs.offer import Offer, ShortStock

    used, dating = dict(taken), Dating(session)
    free, kept_back = [], []
    for piece in rows.free_pieces(session.store, row.id):
        if used.get(piece.lot_id, 0) > 0:
            used[piece.lot_id] -= 1
        elif dating.offered(row, piece.expires):
            free.append(piece)
        else:
            kept_back.append(piece)
    missing = quantity - len(free)
    if missing > 0 and kept_back:
        # What the books miss may be one of those whose date speaks against them: never taken for another piece.
        check_date(session, row, lot(session.store, kept_back[-1].lot_id), dating=dating)
    if missing > 0 and not take_what_is_there:
        said = f"books say {len(free)} left, you sell {quantity}"
        raise ShortStock(said, Key("Enter", "sell, recount later"), Key("-", "remove"))
    made = [Offer(row.id, p.lot_id, None, 1, lowest(row.price_minor, p.price_minor)) for p in free[:quantity]]
    plain = plain_lot(session.store, row.id)
    return made + [Offer(row.id, plain.id, None, 1, row.price_minor, found=1)] * max(0, missing)


def still_there(session: Session, row: ProductRow, lot_id: int, taken: int) -> bool:
    """Whether a piece of that lot is left after `taken` of them, whatever its date."""
    return sum(piece.lot_id == lot_id for piece in rows.free_pieces(session.store, row.id)) > taken


def chosen(session: Session, lines: Sequence[Line]) -> tuple[list[Line], tuple[EventDraft, ...]]:
    """The lines of a ticket with the piece that each line without one sells, and what is to be booked of its name.

    What the books miss becomes a piece now. Inside the transaction of the sale, after each line was asked about."""
    store, made, events = session.store, list(lines), []
    used: Counter[int] = Counter()
    for n, (row, of_lot, wanted) in enumerate(lines):
        if wanted.unit_id is not None or not named_at_sale(row):
            continue
        if wanted.found:
            unit_id = rows.add_nameless(store, row.id, of_lot.id)
        else:
            free = rows.free_pieces(store, row.id)
            here = [piece.unit_id for piece in free if piece.lot_id == of_lot.id]
            unit_id = here[used[of_lot.id]]
            used[of_lot.id] += 1
        made[n] = (row, of_lot, replace(wanted, unit_id=unit_id))
        if wanted.named:
            events.append((unit_id, row, wanted.named))
    return made, tuple(_named(session, *each) for each in events)


def _named(session: Session, unit_id: int, row: ProductRow, serial: str) -> EventDraft:
    serial = serial_for(session, row, serial)
    if not rows.name_unit(session.store, unit_id, serial):
        raise NamedAlready("this piece has its serial already")
    return EventDraft(
        "named", product_id=row.id, lot_id=unit(session.store, unit_id).lot_id, unit_id=unit_id, became=serial
    )


def all_lacking(session: Session) -> list[Lacking]:
    """The sales that lack a serial, oldest first; 500 at the most."""
    return rows.lacking(session.store, MOST)


def name(session: Session, request_id: str, unit_id: int, text: str) -> Posted:
    """Give a sold piece its serial afterwards, as an event of the books; raises NamedAlready and SerialKnown."""
    store = session.store
    with store.transaction():
        before = booked(store, request_id)
        if before:
            return before
        draft = session.draft("event", request_id)
        found = unit(store, unit_id)
        if found.nameless != 1:
            raise NamedAlready(f"it is {short_code(found.serial)} since, another till was faster")
        row = product(store, found.product_id)
        return post(store, replace(draft, events=(_named(session, unit_id, row, text),)))
