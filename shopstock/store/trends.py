"""Sums over time, read from sale lines and payments."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from peewee import Case, fn

from shopstock.store.compiled import Compiled, param
from shopstock.store.engine import Store
from shopstock.store.models import Booking, Payment, ReturnLine, SaleLine


class SoldDay(NamedTuple):
    """What was sold of a product on a day, in smallest steps."""

    day: date
    quantity: int


class Totals(NamedTuple):
    """Sold and returned, in smallest steps."""

    sold: int
    returned: int


class _Takings(NamedTuple):
    tickets: int
    minor: int


_undoing = Booking.alias()


_DAYS = Compiled(
    lambda: (
        SaleLine.select(Booking.day, fn.SUM(SaleLine.quantity))
        .join(Booking, on=(Booking.id == SaleLine.booking_id))
        .left_outer_join(_undoing, on=(_undoing.reverses_id == Booking.id))
        .where(
            SaleLine.product_id == param("product_id"), Booking.day >= param("first"), _undoing.id.is_null()
        )
        .group_by(Booking.day)
        .order_by(Booking.day)
    ),
    lambda day, quantity: SoldDay(date.fromisoformat(day), quantity),
)
_RETURNED = Compiled(
    lambda: (
        ReturnLine.select(
            fn.COALESCE(fn.SUM(Case(None, ((Booking.kind != "void", ReturnLine.quantity),), 0)), 0),
        )
        .join(Booking, on=(Booking.id == ReturnLine.booking_id))
        .join(SaleLine, on=(SaleLine.id == ReturnLine.sale_line_id))
        .left_outer_join(_undoing, on=(_undoing.reverses_id == Booking.id))
        .where(
            SaleLine.product_id == param("product_id"), Booking.day >= param("first"), _undoing.id.is_null()
        )
    ),
    int,
)
_TAKINGS = Compiled(
    lambda: (
        Payment.select(
            fn.COUNT(Case(None, ((Booking.kind == "sale", Booking.id),), None).distinct()),
            fn.COALESCE(fn.SUM(Payment.amount_minor), 0),
        )
        .join(Booking, on=(Booking.id == Payment.booking_id))
        .where(Booking.day == param("day"))
    ),
    _Takings,
)


def sold_days(store: Store, product_id: int, first: date) -> list[SoldDay]:
    """What was sold of a product since a day, by day; voided tickets do not count."""
    return _DAYS.all(store.db, product_id=product_id, first=first.isoformat())


def totals(store: Store, product_id: int, first: date) -> Totals:
    """Sold and returned since a day."""
    sold = sum(row.quantity for row in sold_days(store, product_id, first))
    return Totals(sold, _RETURNED.first(store.db, product_id=product_id, first=first.isoformat()) or 0)


def takings(store: Store, day: date) -> tuple[int, int]:
    """Tickets and takings of a day, in minor units."""
    return _TAKINGS.first(store.db, day=day.isoformat()) or _Takings(0, 0)
