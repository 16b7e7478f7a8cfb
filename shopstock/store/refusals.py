"""Returns that were refused, as they were noted: seen when the same goods are brought again."""

from __future__ import annotations

from typing import NamedTuple

from shopstock.store.compiled import Compiled, param
from shopstock.store.engine import Store
from shopstock.store.models import Booking, Event, Staff

REFUSED = "return_refused"


class RefusedRow(NamedTuple):
    """A refusal: when, by whom, and the reason in words."""

    at_us: int
    staff: str
    note: str


_OF_LINE = Compiled(
    lambda: (
        Event.select(Booking.at_us, Staff.name, Event.note)
        .join(Booking, on=(Booking.id == Event.booking_id))
        .join(Staff, on=(Staff.id == Booking.staff_id))
        .where(
            Event.what == REFUSED, Event.product_id == param("product_id"), Event.lot_id == param("lot_id"),
            Event.was == param("line"),
        )
        .order_by(Event.id)
    ),
    RefusedRow,
)  # fmt: skip


def refusals_of(store: Store, product_id: int, lot_id: int, line: str) -> list[RefusedRow]:
    """The refusals of a sale line, by its receipt and number (`R1-000123 line 2`), in order."""
    return _OF_LINE.all(store.db, product_id=product_id, lot_id=lot_id, line=line)
