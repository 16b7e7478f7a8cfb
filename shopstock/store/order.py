"""The order of a till's bookings when its clock is wrong.

Along a till's chain neither the instant nor the shop's day ever goes back: what is booked while the clock is
behind gets the instant after the last one and its day. Only a delivery of a day gone by, which a person dates
(the stock import), stands at its own day. Tills are compared with themselves: between tills small skews are usual.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from shopstock.store.compiled import Compiled, param
from shopstock.store.engine import Store
from shopstock.store.models import Booking


class Latest(NamedTuple):
    """The last booking of a till on its latest day."""

    at_us: int
    day: date


def _row(at_us: int, day: str) -> Latest:
    return Latest(at_us, date.fromisoformat(day))


# The newest row of the latest day, which the index on day gives without a sort: a backdated delivery is no such row.
_LATEST = Compiled(
    lambda: (
        Booking.select(Booking.at_us, Booking.day)
        .where(Booking.till_id == param("till_id"))
        .order_by(Booking.day.desc(), Booking.id.desc())
        .limit(1)
    ),
    _row,
)


def latest(store: Store, till_id: int) -> Latest | None:
    """Where the order of that till stands, or None before its first booking; read once in an act."""
    if till_id not in store.latest:
        store.latest[till_id] = _LATEST.first(store.db, till_id=till_id)
    found: Latest | None = store.latest[till_id]
    return found


def in_order(last: Latest | None, at_us: int, day: date, *, backdated: bool = False) -> Latest:
    """The instant and day that a booking gets after `last`; a day never goes back, whatever zone the shop has."""
    if last is None or (backdated and day < last.day):
        return Latest(at_us, day)
    return Latest(at_us if at_us >= last.at_us else last.at_us + 1, max(day, last.day))
