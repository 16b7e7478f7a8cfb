"""Whose a booking is: its customer as booked, or whom the sale was given to afterwards, as they are known today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

from peewee import JOIN, Case, fn

from shopstock.store.compiled import Compiled, param, single
from shopstock.store.engine import Store
from shopstock.store.models import Booking, Party, SaleCustomer, SaleLine
from shopstock.store.parts import Flat


@dataclass(frozen=True)
class SaleCustomerDraft(Flat):
    """A sale is said to be that customer's from now on; nobody's with None."""

    part: ClassVar[str] = "sale_customers"
    sale_id: int
    party_id: int | None
    seq: int
    prev_seq: int | None


class Whose(NamedTuple):
    """A query of bookings that tells whose each is: the query, and its columns for the id and the name."""

    query: Any
    party_id: Any
    name: Any


def told_whose(query: Any) -> Whose:
    """Join a query that has `Booking` with what says whose it is."""
    said, newest, who, head = SaleCustomer.alias(), SaleCustomer.alias(), Party.alias(), Party.alias()
    last = newest.select(fn.MAX(newest.seq)).where(newest.sale_id == Booking.id)
    whose = Case(None, ((said.id.is_null(), Booking.party_id),), said.party_id)
    joined = (
        query.join(said, JOIN.LEFT_OUTER, on=((said.sale_id == Booking.id) & (said.seq == last)))
        .join(who, JOIN.LEFT_OUTER, on=(who.id == whose))
        .join(head, JOIN.LEFT_OUTER, on=(head.id == who.merged_into))
    )
    return Whose(joined, fn.COALESCE(head.id, who.id), fn.COALESCE(head.name, who.name))


_LAST_SAID: Compiled[int | None] = Compiled(
    lambda: SaleCustomer.select(fn.MAX(SaleCustomer.seq)).where(SaleCustomer.sale_id == param("sale_id")),
    single,
)


def given_to(store: Store, sale_id: int, party_id: int | None) -> SaleCustomerDraft:
    """The next step of whose that sale is."""
    last = _LAST_SAID.first(store.db, sale_id=sale_id)
    return SaleCustomerDraft(sale_id, party_id, (last or 0) + 1, last)


# Two questions and not one with OR, so that each is answered from its index.
_BOOKED: Compiled[int] = Compiled(
    lambda: (
        Booking.select(Booking.id)
        .where(
            Booking.party_id == param("party_id"),
            Booking.kind == "sale",
            ~fn.EXISTS(SaleCustomer.select(SaleCustomer.id).where(SaleCustomer.sale_id == Booking.id)),
        )
        .order_by(Booking.id.desc())
        .limit(param("limit"))
    ),
    single,
)


def _given() -> Any:
    later = SaleCustomer.alias()
    newest = later.select(fn.MAX(later.seq)).where(later.sale_id == SaleCustomer.sale_id)
    return (
        SaleCustomer.select(SaleCustomer.sale_id)
        .where(SaleCustomer.party_id == param("party_id"), SaleCustomer.seq == newest)
        .order_by(SaleCustomer.sale_id.desc())
        .limit(param("limit"))
    )


_GIVEN: Compiled[int] = Compiled(_given, single)


def sale_ids_of(store: Store, rows: tuple[int, ...], limit: int) -> list[int]:
    """The newest sales to any of a person's rows, newest first."""
    found = {
        sale_id
        for party_id in rows
        for query in (_BOOKED, _GIVEN)
        for sale_id in query.all(store.db, party_id=party_id, limit=limit)
    }
    return sorted(found, reverse=True)[:limit]


_OF_LOT: Compiled[int] = Compiled(
    lambda: (
        SaleLine.select(SaleLine.booking_id)
        .where(SaleLine.lot_id == param("lot_id"))
        .group_by(SaleLine.booking_id)
        .order_by(SaleLine.booking_id)
    ),
    single,
)


def sales_of_lot(store: Store, lot_id: int) -> list[int]:
    """Every ticket on which something of a lot was sold, in order."""
    return _OF_LOT.all(store.db, lot_id=lot_id)
