"""Which bookings paid back what of which ticket: what a refund by tender is worked out from."""

from __future__ import annotations

from typing import NamedTuple

from peewee import fn

from shopstock.store.compiled import Compiled, param, single
from shopstock.store.engine import Store
from shopstock.store.models import Booking, ReturnLine, SaleLine


class Refunded(NamedTuple):
    """What a booking took back of the lines of one earlier ticket, in money."""

    ticket_id: int
    refund_minor: int


_undoing = Booking.alias()
_SOURCES = Compiled(
    lambda: (
        ReturnLine.select(SaleLine.booking_id, fn.SUM(ReturnLine.refund_minor))
        .join(SaleLine, on=(SaleLine.id == ReturnLine.sale_line_id))
        .where(ReturnLine.booking_id == param("booking_id"))
        .group_by(SaleLine.booking_id)
        .order_by(SaleLine.booking_id)
    ),
    lambda ticket_id, minor: Refunded(ticket_id, int(minor)),
)
_TAKERS: Compiled[int] = Compiled(
    lambda: (
        ReturnLine.select(ReturnLine.booking_id)
        .join(SaleLine, on=(SaleLine.id == ReturnLine.sale_line_id))
        .join(Booking, on=(Booking.id == ReturnLine.booking_id))
        .left_outer_join(_undoing, on=(_undoing.reverses_id == ReturnLine.booking_id))
        .where(
            SaleLine.booking_id == param("ticket_id"), Booking.kind != "void", _undoing.id.is_null()
        )
        .group_by(ReturnLine.booking_id)
        .order_by(ReturnLine.booking_id)
    ),
    single,
)  # fmt: skip


def refunded_by(store: Store, booking_id: int) -> list[Refunded]:
    """The tickets whose lines came back on a booking, with what each was refunded."""
    return _SOURCES.all(store.db, booking_id=booking_id)


def refunders_of(store: Store, ticket_id: int) -> list[int]:
    """The returns and exchanges that took lines of a ticket back, in order; undone ones do not count."""
    return _TAKERS.all(store.db, ticket_id=ticket_id)
