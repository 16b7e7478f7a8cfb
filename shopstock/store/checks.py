"""What the morning check reads from the ledger."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from peewee import JOIN, SQL, fn

from shopstock.amounts import line_amount
from shopstock.store.compiled import Compiled, param, single
from shopstock.store.engine import Store
from shopstock.store.models import Booking, CheckRow, Event, Lot, Movement, Place, Product, Till
from shopstock.store.stock import DueRow, due_columns, due_row, first_day


class ActionRow(NamedTuple):
    """What was done with a lot at a place."""

    lot_id: int
    place_id: int
    action: str


class DoneRow(NamedTuple):
    """A row of a morning check as it was done; `row.quantity` is how much of it."""

    row: DueRow
    action: str
    late: int


class MovedRow(NamedTuple):
    """How much of a lot went from one place to another."""

    lot_id: int
    from_place_id: int
    to_place_id: int
    quantity: int


class _Wasted(NamedTuple):
    cost_minor: int
    quantity: int
    decimals: int


_undoing, _undone = Booking.alias(), Booking.alias()
_ACTIONS = Compiled(
    lambda: (
        CheckRow.select(CheckRow.lot_id, CheckRow.place_id, CheckRow.action)
        .left_outer_join(_undoing, on=(_undoing.reverses_id == CheckRow.booking_id))
        .where(CheckRow.day == param("day"), _undoing.id.is_null())
        .order_by(CheckRow.id)
    ),
    ActionRow,
)


def _done(action: str, late: int, *columns: Any) -> DoneRow:
    return DoneRow(due_row(*columns), action, late)


_DONE = Compiled(
    lambda: (
        CheckRow.select(CheckRow.action, CheckRow.late, *due_columns(CheckRow.quantity, first_day()))
        .join(Lot, on=(Lot.id == CheckRow.lot_id))
        .join(Place, on=(Place.id == CheckRow.place_id))
        .join(Product, on=(Product.id == Lot.product_id))
        .left_outer_join(_undoing, on=(_undoing.reverses_id == CheckRow.booking_id))
        .where(
            CheckRow.day == param("day"),
            _undoing.id.is_null(),
            Lot.expires_on.is_null(False),
            Product.date_kind.is_null(False),
        )
        .order_by(CheckRow.id)
    ),
    _done,
)
_SINCE = Compiled(
    lambda: (
        Booking.select(
            Movement.lot_id, Movement.from_place_id, Movement.to_place_id, fn.SUM(Movement.quantity)
        )
        # CROSS: by the few bookings of these days, and not through every movement there ever was
        .join(Movement, JOIN.CROSS)
        .where(Booking.day > param("day"), Movement.booking_id == Booking.id)
        .group_by(Movement.lot_id, Movement.from_place_id, Movement.to_place_id)
    ),
    MovedRow,
)
_LAST_OPEN: Compiled[str | None] = Compiled(
    lambda: Booking.select(fn.MAX(Booking.day)).where(Booking.day < param("day")), single
)
_HEADS: Compiled[bytes] = Compiled(
    lambda: Till.select(
        Booking.select(Booking.hash)
        .where(Booking.till_id == Till.id)
        .order_by(Booking.till_number.desc())
        .limit(1)
    ).order_by(Till.id),
    lambda seal: bytes(seal or b""),
)
_later = CheckRow.alias()
_SIGNED: Compiled[int] = Compiled(
    lambda: (
        Event.select(Event.id)
        .join(Booking, on=(Booking.id == Event.booking_id))
        .left_outer_join(_undoing, on=(_undoing.reverses_id == Booking.id))
        .where(
            Event.became == param("day"),
            Event.what == SQL("'dates_signed'"),
            _undoing.id.is_null(),
            ~fn.EXISTS(
                _later.select(_later.id)
                .left_outer_join(_undone, on=(_undone.reverses_id == _later.booking_id))
                .where(
                    _later.day == param("day"),
                    (_later.booking_id > Event.booking_id) | (_undone.id > Event.booking_id),
                )
            ),
        )
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
            Movement.what == SQL("'wasted'"),  # in its words, as the index of such movements says it
            Booking.day >= param("first"),
            Booking.day <= param("last"),
            _undoing.id.is_null(),
        )
    ),
    _Wasted,
)


def heads(store: Store) -> tuple[bytes, ...]:
    """The newest seal of every till: the same two times means that nothing was booked in between."""
    return tuple(_HEADS.all(store.db))


def actions_on(store: Store, day: date) -> list[ActionRow]:
    """What was done on that day and not undone."""
    return _ACTIONS.all(store.db, day=day.isoformat())


def done_on(store: Store, day: date) -> list[DoneRow]:
    """The rows that were done on that day and not undone, in the order they were done."""
    return _DONE.all(store.db, day=day.isoformat())


def moved_since(store: Store, day: date) -> list[MovedRow]:
    """What moved on later days than that one, of each lot from each place to each other."""
    return _SINCE.all(store.db, day=day.isoformat())


def last_open_day(store: Store, before: date) -> date | None:
    """The newest day before that one on which anything was booked."""
    found = _LAST_OPEN.first(store.db, day=before.isoformat())
    return date.fromisoformat(found) if found else None


def signed_on(store: Store, day: date) -> bool:
    """Whether the check of that day is signed off, and none of its rows was booked or undone since."""
    return _SIGNED.first(store.db, day=day.isoformat()) is not None


def wasted_between(store: Store, first: date, last: date) -> int:
    """The cost of what went into the bin in those days, in minor units."""
    rows = _WASTED.all(store.db, first=first.isoformat(), last=last.isoformat())
    return sum(line_amount(r.cost_minor, r.quantity, r.decimals) for r in rows)
