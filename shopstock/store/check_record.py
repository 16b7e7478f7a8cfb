"""The morning checks of days gone by, as the ledger has them: every row, every signature, and what was undone."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from peewee import SQL

from shopstock.days import Precision
from shopstock.store.catalogue import date_kind_said
from shopstock.store.compiled import Compiled, param, single
from shopstock.store.engine import Store
from shopstock.store.models import Booking, CheckRow, Event, Lot, Place, Product, Staff
from shopstock.store.papers import paper_name


class CheckedRow(NamedTuple):
    """What was done with a lot at a place: when, by whom, and by whose undoing it does not count any more."""

    day: str
    booking_id: int
    lot_id: int
    place_id: int
    action: str
    quantity: int
    late: int
    at_us: int
    staff: str
    undone_id: int | None
    undone_us: int | None
    undone_by: str | None


class RecordRow(NamedTuple):
    """The same with all that its paper says of the goods. `expires_on` is the date as the lot has it now."""

    row: CheckedRow
    place_code: str
    sku: str
    name: str
    code: str
    expires_on: str | None
    precision: Precision
    date_kind: str | None
    decimals: int


class SignedRow(NamedTuple):
    """A signature under the check of a day."""

    day: str
    booking_id: int
    paper: str | None
    at_us: int
    staff: str
    undone_id: int | None


_undoing = Booking.alias()
_undoer = Staff.alias()
_CHECKED = (
    CheckRow.day, CheckRow.booking_id, CheckRow.lot_id, CheckRow.place_id, CheckRow.action, CheckRow.quantity,
    CheckRow.late, Booking.at_us, Staff.name, _undoing.id, _undoing.at_us, _undoer.name,
)  # fmt: skip


def _rows(*columns: Any) -> Any:
    return (
        CheckRow.select(*_CHECKED, *columns)
        .join(Booking, on=(Booking.id == CheckRow.booking_id))
        .join(Staff, on=(Staff.id == Booking.staff_id))
        .left_outer_join(_undoing, on=(_undoing.reverses_id == CheckRow.booking_id))
        .left_outer_join(_undoer, on=(_undoer.id == _undoing.staff_id))
        .where(CheckRow.day >= param("first"), CheckRow.day <= param("last"))
    )


_BETWEEN = Compiled(lambda: _rows().order_by(CheckRow.day, CheckRow.id), CheckedRow)
_RECORD = Compiled(
    lambda: (
        _rows(
            Place.code, Product.sku, Product.name, Lot.code, Lot.expires_on, Lot.precision, date_kind_said(),
            Product.decimals,
        )
        .join(Lot, on=(Lot.id == CheckRow.lot_id))
        .join(Place, on=(Place.id == CheckRow.place_id))
        .join(Product, on=(Product.id == Lot.product_id))
        .order_by(CheckRow.day, Place.walk, Place.id, CheckRow.id)
    ),
    lambda *columns: RecordRow(CheckedRow(*columns[:12]), *columns[12:]),
)  # fmt: skip
_SIGNED = Compiled(
    lambda: (
        Event.select(
            Event.became, Booking.id, Booking.series, Booking.number, Booking.at_us, Staff.name, _undoing.id
        )
        .join(Booking, on=(Booking.id == Event.booking_id))
        .join(Staff, on=(Staff.id == Booking.staff_id))
        .left_outer_join(_undoing, on=(_undoing.reverses_id == Booking.id))
        .where(
            Event.what == SQL("'dates_signed'"),
            Event.became >= param("first"),
            Event.became <= param("last"),
        )
        .order_by(Event.became, Event.id)
    ),
    lambda day, id_, series, number, *rest: SignedRow(day, id_, paper_name(series, number), *rest),
)
_OPEN_DAYS: Compiled[str] = Compiled(
    lambda: (
        Booking.select(Booking.day)
        .where(Booking.day >= param("first"), Booking.day <= param("last"))
        .group_by(Booking.day)
        .order_by(Booking.day)
    ),
    single,
)


def checked_between(store: Store, first: date, last: date) -> list[CheckedRow]:
    """Every row that was done on those days, undone or not, in the order they were done."""
    return _BETWEEN.all(store.db, **_days(first, last))


def record_between(store: Store, first: date, last: date) -> list[RecordRow]:
    """The same with the goods, by day and in the order of the shelves."""
    return _RECORD.all(store.db, **_days(first, last))


def signed_between(store: Store, first: date, last: date) -> list[SignedRow]:
    """Every signature under the check of one of those days, undone or not, oldest first."""
    return _SIGNED.all(store.db, **_days(first, last))


def open_days(store: Store, first: date, last: date) -> list[str]:
    """The days on which anything was booked."""
    return _OPEN_DAYS.all(store.db, **_days(first, last))


def _days(first: date, last: date) -> dict[str, object]:
    return {"first": first.isoformat(), "last": last.isoformat()}
