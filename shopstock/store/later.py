"""What was booked on top of something: who took goods from where an earlier booking had brought them."""

from __future__ import annotations

from datetime import date

from shopstock.store.compiled import Compiled, param, single
from shopstock.store.engine import Store
from shopstock.store.models import Booking, Movement

_undoing = Booking.alias()
_TOOK: Compiled[int] = Compiled(
    lambda: (
        Movement.select(Movement.booking_id)
        .join(Booking, on=(Booking.id == Movement.booking_id))
        .left_outer_join(_undoing, on=(_undoing.reverses_id == Movement.booking_id))
        .where(
            Movement.lot_id == param("lot_id"), Movement.from_place_id == param("place_id"),
            Movement.booking_id > param("booking_id"), Booking.kind != "void", _undoing.id.is_null(),
        )
        .order_by(Movement.id.desc())
        .limit(1)
    ),
    single,
)  # fmt: skip


_STANDS: Compiled[int] = Compiled(
    lambda: (
        Movement.select(Movement.booking_id)
        .join(Booking, on=(Booking.id == Movement.booking_id))
        .left_outer_join(_undoing, on=(_undoing.reverses_id == Movement.booking_id))
        .where(Movement.unit_id == param("unit_id"), Booking.kind != "void", _undoing.id.is_null())
        .order_by(Movement.unit_seq.desc())
        .limit(1)
    ),
    single,
)


_FIRST_DAY: Compiled[str] = Compiled(
    lambda: (
        Movement.select(Booking.day)
        .join(Booking, on=(Booking.id == Movement.booking_id))
        .where(Movement.lot_id == param("lot_id"))
        .order_by(Movement.id)
        .limit(1)
    ),
    single,
)


def first_day_of(store: Store, lot_id: int) -> date:
    """The day a lot first came somewhere: of one that was opened, frozen or thawed, the day that was done."""
    return date.fromisoformat(_FIRST_DAY.one(store.db, lot_id=lot_id))


def took_since(store: Store, lot_id: int, place_id: int, booking_id: int) -> int | None:
    """The newest booking after that one which took of a lot from a place and was not undone."""
    return _TOOK.first(store.db, lot_id=lot_id, place_id=place_id, booking_id=booking_id)


def last_standing_move(store: Store, unit_id: int) -> int | None:
    """The newest booking that moved a unit and was not undone: what must be undone before any earlier one."""
    return _STANDS.first(store.db, unit_id=unit_id)
