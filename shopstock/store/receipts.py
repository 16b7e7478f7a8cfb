"""What a receipt says, from the ledger: lines with their tax, what came back, and words as they were on that day."""

from __future__ import annotations

from typing import Any, NamedTuple

from shopstock.store.catalogue import date_kind_said
from shopstock.store.compiled import Compiled, param, single
from shopstock.store.engine import Store
from shopstock.store.models import (
    Booking,
    Event,
    Lot,
    Product,
    ReturnLine,
    SaleLine,
    Staff,
    Till,
    Unit,
)
from shopstock.store.serial_shown import serial_shown
from shopstock.store.whose import told_whose

PAPERS = ("sale", "return", "void")


class GoodsRow(NamedTuple):
    """What a line of a receipt is about."""

    product_id: int
    name: str
    decimals: int
    measure: str
    date_kind: str | None
    lot: str
    expires_on: str | None
    precision: str
    serial: str | None


class SoldOn(NamedTuple):
    """A sold line as it was agreed."""

    goods: GoodsRow
    n: int
    quantity: int
    price_minor: int
    discount_ppm: int
    amount_minor: int
    tax_ppm: int
    tax_minor: int
    warranty_number: int | None
    warranty_unit: str | None
    warranty_until: str | None
    return_until: str | None


class BackOn(NamedTuple):
    """A line that came back, all of it or a part: what of the sold line was refunded before and after it."""

    goods: GoodsRow
    series: str | None
    number: int | None
    day: str
    quantity: int
    refund_before: int
    refund_after: int
    amount_minor: int
    tax_ppm: int
    tax_minor: int
    reason: str
    outcome: str


class WhoRow(NamedTuple):
    """Where and to whom a paper was given."""

    till: str
    staff: str
    customer: str | None


class WordsThen(NamedTuple):
    """Names of goods by product, and settings by name, as they were; only those that are others today."""

    names: dict[int, str]
    settings: dict[str, str]


_GOODS = (
    Product.id, Product.name, Product.decimals, Product.measure, date_kind_said(), Lot.code, Lot.expires_on,
    Lot.precision, serial_shown(),
)  # fmt: skip


def _sold(*columns: Any) -> SoldOn:
    return SoldOn(GoodsRow(*columns[: len(_GOODS)]), *columns[len(_GOODS) :])


def _back(*columns: Any) -> BackOn:
    return BackOn(GoodsRow(*columns[: len(_GOODS)]), *columns[len(_GOODS) :])


_SOLD_ON = Compiled(
    lambda: (
        SaleLine.select(
            *_GOODS, SaleLine.n, SaleLine.quantity, SaleLine.price_minor, SaleLine.discount_ppm,
            SaleLine.amount_minor, SaleLine.tax_ppm, SaleLine.tax_minor, SaleLine.warranty_number,
            SaleLine.warranty_unit, SaleLine.warranty_until, SaleLine.return_until,
        )
        .join(Product, on=(Product.id == SaleLine.product_id))
        .join(Lot, on=(Lot.id == SaleLine.lot_id))
        .left_outer_join(Unit, on=(Unit.id == SaleLine.unit_id))
        .where(SaleLine.booking_id == param("booking_id"))
        .order_by(SaleLine.n)
    ),
    _sold,
)  # fmt: skip
_BACK_ON = Compiled(
    lambda: (
        ReturnLine.select(
            *_GOODS, Booking.series, Booking.number, Booking.day, ReturnLine.quantity, ReturnLine.refund_before,
            ReturnLine.refund_after, ReturnLine.amount_minor, SaleLine.tax_ppm, SaleLine.tax_minor,
            ReturnLine.reason, ReturnLine.outcome,
        )
        .join(SaleLine, on=(SaleLine.id == ReturnLine.sale_line_id))
        .join(Booking, on=(Booking.id == SaleLine.booking_id))
        .join(Product, on=(Product.id == SaleLine.product_id))
        .join(Lot, on=(Lot.id == SaleLine.lot_id))
        .left_outer_join(Unit, on=(Unit.id == SaleLine.unit_id))
        .where(ReturnLine.booking_id == param("booking_id"))
        .order_by(ReturnLine.n)
    ),
    _back,
)  # fmt: skip


def _who() -> Any:
    whose = told_whose(Booking.select())
    return (
        whose.query.select(Till.name, Staff.name, whose.name)
        .join(Till, on=(Till.id == Booking.till_id))
        .join(Staff, on=(Staff.id == Booking.staff_id))
        .where(Booking.id == param("booking_id"))
    )


_WHO = Compiled(_who, WhoRow)
_LAST: Compiled[int | None] = Compiled(
    lambda: (
        Booking.select(Booking.id)
        .where(Booking.till_id == param("till_id"), Booking.kind.in_(PAPERS), Booking.series.is_null(False))
        .order_by(Booking.till_number.desc())
        .limit(1)
    ),
    single,
)
_CHANGED = Compiled(
    lambda: (
        Event.select(Event.what, Event.product_id, Event.note, Event.was)
        .where(Event.booking_id > param("booking_id"), Event.what.in_(("setting_changed", "name_changed")))
        .order_by(Event.booking_id, Event.n)
    ),
    lambda what, product_id, note, was: (what, product_id, note, was),
)


def sold_on(store: Store, booking_id: int) -> list[SoldOn]:
    """The lines sold on a ticket."""
    return _SOLD_ON.all(store.db, booking_id=booking_id)


def back_on(store: Store, booking_id: int) -> list[BackOn]:
    """The lines that came back on it."""
    return _BACK_ON.all(store.db, booking_id=booking_id)


def who(store: Store, booking_id: int) -> WhoRow:
    """The till, the person and the customer of a booking, which must exist."""
    return _WHO.one(store.db, booking_id=booking_id)


def last_paper(store: Store, till_id: int) -> int | None:
    """The newest sale, return or void of a till, or None where it has none."""
    return _LAST.first(store.db, till_id=till_id)


def words_then(store: Store, booking_id: int) -> WordsThen:
    """What was renamed or set otherwise after a booking, with what it was when the booking was made."""
    found = WordsThen({}, {})
    for what, product_id, note, was in _CHANGED.all(store.db, booking_id=booking_id):
        if what == "name_changed":
            found.names.setdefault(product_id, was)
        else:
            found.settings.setdefault(note, was or "")
    return found
