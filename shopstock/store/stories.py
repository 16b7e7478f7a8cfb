"""Reading the history of goods back: what moved a unit or a lot, when, by whom, and how much of a lot in all."""

from __future__ import annotations

from typing import Any, NamedTuple

from peewee import fn

from shopstock.store.compiled import Compiled, param
from shopstock.store.engine import Store
from shopstock.store.ledger import paper_name
from shopstock.store.models import Booking, Event, Movement, Place, Staff, Till
from shopstock.store.whose import told_whose


class Told(NamedTuple):
    """One step of a story, from a movement or an event."""

    booking_id: int
    at_us: int
    what: str
    origin: str | None
    origin_kind: str | None
    end: str | None
    end_kind: str | None
    series: str | None
    number: int | None
    staff: str
    till: str
    party: str | None
    reason: str | None
    quantity: int | None

    @property
    def paper(self) -> str | None:
        """The number of the paper, if it has one."""
        return paper_name(self.series, self.number)


def _moved() -> Any:
    origin, end = Place.alias(), Place.alias()
    whose = told_whose(Movement.select().join(Booking, on=(Booking.id == Movement.booking_id)))
    return (
        whose.query.select(
            Booking.id, Booking.at_us, Movement.what, origin.code, origin.kind, end.code, end.kind,
            Booking.series, Booking.number, Staff.name, Till.name, whose.name, Movement.reason, Movement.quantity,
        )
        .join(origin, on=(origin.id == Movement.from_place_id))
        .join(end, on=(end.id == Movement.to_place_id))
        .join(Staff, on=(Staff.id == Booking.staff_id))
        .join(Till, on=(Till.id == Booking.till_id))
        .order_by(Movement.id)
    )  # fmt: skip


def _told() -> Any:
    whose = told_whose(Event.select().join(Booking, on=(Booking.id == Event.booking_id)))
    return (
        whose.query.select(
            Booking.id, Booking.at_us, Event.what, Event.was, Event.was, Event.became, Event.became,
            Booking.series, Booking.number, Staff.name, Till.name, whose.name, Event.note, Event.n,
        )
        .join(Staff, on=(Staff.id == Booking.staff_id))
        .join(Till, on=(Till.id == Booking.till_id))
        .order_by(Event.id)
    )  # fmt: skip


_UNIT_MOVED = Compiled(lambda: _moved().where(Movement.unit_id == param("id")), Told)
_UNIT_TOLD = Compiled(lambda: _told().where(Event.unit_id == param("id")), Told)
_UNIT_LAST_MOVED = Compiled(
    lambda: _moved().where(Movement.unit_id == param("id")).order_by(Movement.unit_seq.desc()).limit(1), Told
)
_UNIT_LAST_TOLD = Compiled(
    lambda: (
        _told()
        .where(Event.unit_id == param("id"), Event.what == param("what"))
        .order_by(Event.id.desc())
        .limit(1)
    ),
    Told,
)
_LOT_LAST_MOVED = Compiled(
    lambda: _moved().where(Movement.lot_id == param("id")).order_by(Movement.id.desc()).limit(1), Told
)
_LOT_LAST_TOLD = Compiled(
    lambda: (
        _told()
        .where(Event.lot_id == param("id"), Event.what == param("what"))
        .order_by(Event.id.desc())
        .limit(1)
    ),
    Told,
)
_LOT_MOVED = Compiled(lambda: _moved().where(Movement.lot_id == param("id")), Told)
_LOT_TOLD = Compiled(lambda: _told().where(Event.lot_id == param("id")), Told)


class LotSum(NamedTuple):
    """How much of a lot moved in one way; what was voided did not move."""

    what: str
    to_kind: str
    quantity: int


_undoing = Booking.alias()
_LOT_SUMS = Compiled(
    lambda: (
        Movement.select(Movement.what, Movement.to_kind, fn.SUM(Movement.quantity))
        .left_outer_join(_undoing, on=(_undoing.reverses_id == Movement.booking_id))
        .where(Movement.lot_id == param("lot_id"), Movement.what != "voided", _undoing.id.is_null())
        .group_by(Movement.what, Movement.to_kind)
    ),
    LotSum,
)


def story_of_unit(store: Store, unit_id: int) -> list[Told]:
    """Every movement and event of a unit in the order of the ledger."""
    return _merged(_UNIT_MOVED.all(store.db, id=unit_id), _UNIT_TOLD.all(store.db, id=unit_id))


def story_of_lot(store: Store, lot_id: int) -> list[Told]:
    """Every movement and event of a lot in the order of the ledger."""
    return _merged(_LOT_MOVED.all(store.db, id=lot_id), _LOT_TOLD.all(store.db, id=lot_id))


def last_move_of_unit(store: Store, unit_id: int) -> Told | None:
    """What brought a unit to where it is."""
    return _UNIT_LAST_MOVED.first(store.db, id=unit_id)


def last_event_of_unit(store: Store, unit_id: int, what: str) -> Told | None:
    """The newest event of that name about a unit."""
    return _UNIT_LAST_TOLD.first(store.db, id=unit_id, what=what)


def last_move_of_lot(store: Store, lot_id: int) -> Told | None:
    """The newest movement of a lot."""
    return _LOT_LAST_MOVED.first(store.db, id=lot_id)


def last_event_of_lot(store: Store, lot_id: int, what: str) -> Told | None:
    """The newest event of that name about a lot."""
    return _LOT_LAST_TOLD.first(store.db, id=lot_id, what=what)


def lot_sums(store: Store, lot_id: int) -> list[LotSum]:
    """How much of a lot moved in which way, and where to; voided bookings left out."""
    return _LOT_SUMS.all(store.db, lot_id=lot_id)


def _merged(moved: list[Told], told: list[Told]) -> list[Told]:
    return sorted([*moved, *told], key=lambda row: row.booking_id)
