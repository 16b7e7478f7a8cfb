"""What the morning check reads from the ledger."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from peewee import fn

from shopstock.amounts import line_amount
from shopstock.store.compiled import Compiled, param, single
from shopstock.store.engine import Store
from shopstock.store.models import Booking, CheckRow, Event, Movement, Product


class ActionRow(NamedTuple):
    """What was done with a lot at a place."""

    lot_id: int
    place_id: int
    action: str


class _Wasted(NamedTuple):
    cost_minor: int
    quantity: int
    decimals: int


_undoing = Booking.alias()
_ACTIONS = Compiled(
    lambda: (
        CheckRow.select(CheckRow.lot_id, CheckRow.place_id, CheckRow.action)
        .left_outer_join(_undoing, on=(_undoing.reverses_id == CheckRow.booking_id))
        .where(CheckRow.day == param("day"), _undoing.id.is_null())
        .order_by(CheckRow.id)
    ),
    ActionRow,
)
_LAST_OPEN: Compiled[str | None] = Compiled(
    lambda: Booking.select(fn.MAX(Booking.day)).where(Booking.day < param("day")), single
)
_SIGNED: Compiled[int] = Compiled(
    lambda: (
        Event.select(Event.id)
        .join(Booking, on=(Booking.id == Event.booking_id))
        .left_outer_join(_undoing, on=(_undoing.reverses_id == Booking.id))
        .where(Booking.day == param("day"), Event.what == "dates_signed", _undoing.id.is_null())
        .limit(1)
    ),
    single,
)
_WASTED = Compiled(
    lambda: (
        Movement.select(fn.COALESCE(Movement.cost_minor, 0), Movement.quantity, Product.decimals)
        .join(Booking, on=(Booking.id == Movement.booking_id))
        .join(Product, on=(Product.id == Movement.product_id))
        .left_outer_join(_undoing, on=(_undoing.reverses_id == Booking.id))
        .where(
            Movement.what == "wasted",
            Booking.day >= param("first"),
            Booking.day <= param("last"),
            _undoing.id.is_null(),
        )
    ),
    _Wasted,
)


def actions_on(store: Store, day: date) -> list[ActionRow]:
    """What was done on that day and not undone."""
    return _ACTIONS.all(store.db, day=day.isoformat())


def last_open_day(store: Store, before: date) -> date | None:
    """The newest day before that one on which anything was booked."""
    found = _LAST_OPEN.first(store.db, day=before.isoformat())
    return date.fromisoformat(found) if found else None


def signed_on(store: Store, day: date) -> bool:
    """Whether the check of that day was signed off."""
    return _SIGNED.first(store.db, day=day.isoformat()) is not None


def wasted_between(store: Store, first: date, last: date) -> int:
    """The cost of what went into the bin in those days, in minor units."""
    rows = _WASTED.all(store.db, first=first.isoformat(), last=last.isoformat())
    return sum(line_amount(r.cost_minor, r.quantity, r.decimals) for r in rows)
