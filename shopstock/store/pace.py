"""What the pace of sale is read from: what was sold, what stood for sale, and on which days the shop was open.

Quantities are in smallest steps. One question answers for all products, or for those with a dated lot on the shelves
up to a day: no question is asked for each product.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from peewee import Case, Value, fn

from shopstock.days import Precision, PrintedDate
from shopstock.store.catalogue import date_kind_said
from shopstock.store.compiled import Compiled, param
from shopstock.store.engine import Store
from shopstock.store.models import (
    Balance,
    Booking,
    Lot,
    Markdown,
    Movement,
    Place,
    Product,
    ReturnLine,
    SaleLine,
)


class SoldRow(NamedTuple):
    """What was sold of a lot on a day at a price for one whole measure; what came back of it is taken off."""

    product_id: int
    day: date
    lot_id: int
    price_minor: int
    quantity: int


class ChangeRow(NamedTuple):
    """How much of a lot came to what stands for sale on a day, and how much went; the last day of its date."""

    product_id: int
    lot_id: int
    expires_on: date | None
    day: date
    came: int
    went: int


class MarkRow(NamedTuple):
    """A markdown that stands: from that day on a lot cost `became_minor` (None: the list price) instead of its list
    price, `list_minor`."""

    product_id: int
    lot_id: int
    day: date
    list_minor: int
    became_minor: int | None


class ShelfRow(NamedTuple):
    """A lot that may be sold, with what its product says of prices and dates; it is `Dated`. `price_minor` is the list
    price, `lot_price_minor` that of the lot where it has its own."""

    lot_id: int
    product_id: int
    name: str
    code: str
    expires: PrintedDate | None
    quantity: int
    decimals: int
    price_minor: int
    lot_price_minor: int | None
    cost_minor: int | None
    date_kind: str | None
    category: str | None
    best_days: int | None
    alert_days: int | None
    min_days_sale: int | None
    min_days_in: int | None


class StandRow(NamedTuple):
    """What stands for sale of a lot now, and the last day of its date."""

    product_id: int
    lot_id: int
    expires_on: date | None
    quantity: int


def _sold_row(product_id: int, day: str, lot_id: int, price_minor: int, quantity: int) -> SoldRow:
    return SoldRow(product_id, date.fromisoformat(day), lot_id, price_minor, int(quantity))


def _change_row(
    product_id: int, lot_id: int, expires_on: str | None, day: str, came: int, went: int
) -> ChangeRow:
    return ChangeRow(product_id, lot_id, _day(expires_on), date.fromisoformat(day), int(came), int(went))


def _stand_row(product_id: int, lot_id: int, expires_on: str | None, quantity: int) -> StandRow:
    return StandRow(product_id, lot_id, _day(expires_on), int(quantity))


def _mark_row(product_id: int, lot_id: int, day: str, list_minor: int, became_minor: int | None) -> MarkRow:
    return MarkRow(product_id, lot_id, date.fromisoformat(day), list_minor, became_minor)


def _shelf_row(
    lot_id: int,
    product_id: int,
    name: str,
    code: str,
    expires_on: str | None,
    precision: Precision,
    *rest: Any,
) -> ShelfRow:
    expires = PrintedDate(date.fromisoformat(expires_on), precision) if expires_on else None
    return ShelfRow(lot_id, product_id, name, code, expires, int(rest[0]), *rest[1:])


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


def _undone(booking: Any) -> Any:
    mirror = Booking.alias()
    return fn.EXISTS(mirror.select(mirror.id).where(mirror.reverses_id == booking.id))


def _due() -> Any:
    """The products with a dated lot for sale up to the day `until`."""
    lot, balance, place = Lot.alias(), Balance.alias(), Place.alias()
    return (
        lot.select(lot.product_id)
        .join(balance, on=(balance.lot_id == lot.id))
        .join(place, on=(place.id == balance.place_id))
        .where(
            lot.expires_on <= param("until"), balance.quantity > 0, balance.physical == 1, place.sellable == 1
        )
    )


def _sold() -> Any:
    return (
        SaleLine.select(
            SaleLine.product_id, Booking.day, SaleLine.lot_id, SaleLine.price_minor, fn.SUM(SaleLine.quantity)
        )
        .join(Booking, on=(Booking.id == SaleLine.booking_id))
        .where(Booking.day >= param("first"), Booking.day <= param("last"), ~_undone(Booking))
        .group_by(SaleLine.product_id, Booking.day, SaleLine.lot_id, SaleLine.price_minor)
        .order_by(SaleLine.product_id, Booking.day, SaleLine.lot_id, SaleLine.price_minor)
    )


def _back() -> Any:
    """What came back, by the day it was sold: a purchase that did not stand was no demand."""
    return (
        ReturnLine.select(
            SaleLine.product_id,
            Booking.day,
            SaleLine.lot_id,
            SaleLine.price_minor,
            fn.SUM(ReturnLine.quantity),
        )
        .join(SaleLine, on=(SaleLine.id == ReturnLine.sale_line_id))
        .join(Booking, on=(Booking.id == SaleLine.booking_id))
        .where(Booking.day >= param("first"), Booking.day <= param("last"), ~_undone(Booking))
        .group_by(SaleLine.product_id, Booking.day, SaleLine.lot_id, SaleLine.price_minor)
        .order_by(SaleLine.product_id, Booking.day, SaleLine.lot_id, SaleLine.price_minor)
    )


def _changes() -> Any:
    origin, end = Place.alias(), Place.alias()
    came = Case(None, ((end.sellable == 1, Movement.quantity),), 0)
    went = Case(None, ((end.sellable == 0, Movement.quantity),), 0)
    return (
        Movement.select(
            Movement.product_id, Movement.lot_id, Lot.expires_on, Booking.day, fn.SUM(came), fn.SUM(went)
        )
        .join(Lot, on=(Lot.id == Movement.lot_id))
        .join(Booking, on=(Booking.id == Movement.booking_id))
        .join(origin, on=(origin.id == Movement.from_place_id))
        .join(end, on=(end.id == Movement.to_place_id))
        .where(Booking.day >= param("first"), origin.sellable != end.sellable)
        .group_by(Movement.product_id, Movement.lot_id, Lot.expires_on, Booking.day)
        .order_by(Movement.product_id, Movement.lot_id, Booking.day)
    )


def _stands() -> Any:
    return (
        Balance.select(Balance.product_id, Balance.lot_id, Lot.expires_on, fn.SUM(Balance.quantity))
        .join(Lot, on=(Lot.id == Balance.lot_id))
        .join(Place, on=(Place.id == Balance.place_id))
        .where(Place.sellable == 1, Balance.physical == 1, Balance.quantity > 0)
        .group_by(Balance.product_id, Balance.lot_id, Lot.expires_on)
        .order_by(Balance.product_id, Balance.lot_id)
    )


def _marks() -> Any:
    return (
        Markdown.select(
            Lot.product_id, Markdown.lot_id, Booking.day, Markdown.list_minor, Markdown.became_minor
        )
        .join(Booking, on=(Booking.id == Markdown.booking_id))
        .join(Lot, on=(Lot.id == Markdown.lot_id))
        .where(Booking.day >= param("first"), Booking.kind != "void", ~_undone(Booking))
        .order_by(Markdown.lot_id, Markdown.seq)
    )


_SHELF_COLUMNS = (
    Lot.id, Lot.product_id, Product.name, Lot.code, Lot.expires_on, Lot.precision, Product.decimals,
    Product.price_minor, Lot.price_minor, Product.cost_minor, date_kind_said(), Product.category,
    Product.best_days, Product.alert_days, Product.min_days_sale, Product.min_days_in,
)  # fmt: skip


def _shelf() -> Any:
    shown = (*_SHELF_COLUMNS[:6], fn.SUM(Balance.quantity), *_SHELF_COLUMNS[6:])
    return (
        Balance.select(*shown)
        .join(Lot, on=(Lot.id == Balance.lot_id))
        .join(Place, on=(Place.id == Balance.place_id))
        .join(Product, on=(Product.id == Lot.product_id))
        .where(
            Place.sellable == 1,
            Balance.physical == 1,
            Balance.quantity > 0,
            Lot.held == 0,
            Balance.product_id.in_(_due()),
        )
        .group_by(*_SHELF_COLUMNS, Product.date_kind, Product.date_says)
        .order_by(Lot.product_id, Lot.expires_on.is_null(), Lot.expires_on, Lot.id)
    )


def _lots() -> Any:
    """Every lot dated from a day on, whatever is left of it."""
    return (
        Lot.select(*_SHELF_COLUMNS[:6], Value(0, converter=False), *_SHELF_COLUMNS[6:])
        .join(Product, on=(Product.id == Lot.product_id))
        .where(Lot.expires_on >= param("first"), Product.date_kind.is_null(False))
        .order_by(Lot.product_id, Lot.expires_on, Lot.id)
    )


class _Reading(NamedTuple):
    """The same four questions, for every product or for those that are due."""

    sold: Compiled[SoldRow]
    back: Compiled[SoldRow]
    changes: Compiled[ChangeRow]
    stands: Compiled[StandRow]


_ALL = _Reading(
    Compiled(_sold, _sold_row),
    Compiled(_back, _sold_row),
    Compiled(_changes, _change_row),
    Compiled(_stands, _stand_row),
)
_DUE = _Reading(
    Compiled(lambda: _sold().where(SaleLine.product_id.in_(_due())), _sold_row),
    Compiled(lambda: _back().where(SaleLine.product_id.in_(_due())), _sold_row),
    Compiled(lambda: _changes().where(Movement.product_id.in_(_due())), _change_row),
    Compiled(lambda: _stands().where(Balance.product_id.in_(_due())), _stand_row),
)
_OPEN = Compiled(
    lambda: (
        Booking.select(Booking.day)
        .where(Booking.kind == "sale", Booking.day >= param("first"), Booking.day <= param("last"))
        .group_by(Booking.day)
        .order_by(Booking.day)
    ),
    date.fromisoformat,
)
_DECIMALS = Compiled(
    lambda: Product.select(Product.id, Product.decimals).where(Product.service == 0).order_by(Product.id),
    lambda product_id, decimals: (int(product_id), int(decimals)),
)
_MARKS = Compiled(_marks, _mark_row)
_SHELF = Compiled(_shelf, _shelf_row)
_LOTS = Compiled(_lots, _shelf_row)
_NEWEST = Compiled(lambda: Booking.select(fn.MAX(Booking.id)), lambda newest: int(newest or 0))
_NEWEST_BEFORE = Compiled(
    lambda: Booking.select(Booking.id).where(Booking.day < param("day")).order_by(Booking.id.desc()).limit(1),
    int,
)


def sold_rows(store: Store, first: date, last: date, until: date | None) -> list[SoldRow]:
    """What was sold in those days less what came back of it; voided tickets do not count."""
    asked = _asked(until, first=first.isoformat(), last=last.isoformat())
    reading = _DUE if until else _ALL
    net: dict[tuple[int, date, int, int], int] = {}
    for row in reading.sold.all(store.db, **asked):
        net[row[:4]] = row.quantity
    for row in reading.back.all(store.db, **asked):
        net[row[:4]] = net.get(row[:4], 0) - row.quantity
    return [SoldRow(*key, quantity) for key, quantity in net.items()]


def change_rows(store: Store, first: date, until: date | None) -> list[ChangeRow]:
    """How what stands for sale changed, lot by lot and day by day, from that day up to now."""
    reading = _DUE if until else _ALL
    return reading.changes.all(store.db, **_asked(until, first=first.isoformat()))


def stand_rows(store: Store, until: date | None) -> list[StandRow]:
    """What stands for sale now, lot by lot."""
    reading = _DUE if until else _ALL
    return reading.stands.all(store.db, **_asked(until))


def mark_rows(store: Store, first: date) -> list[MarkRow]:
    """The markdowns since a day that were not undone, lot by lot in their order."""
    return _MARKS.all(store.db, first=first.isoformat())


def shelf_rows(store: Store, until: date) -> list[ShelfRow]:
    """Every lot for sale of the products that have one dated up to that day: by product, the earliest date first."""
    return _SHELF.all(store.db, until=until.isoformat())


def lot_rows(store: Store, first: date) -> list[ShelfRow]:
    """Every lot dated from that day on, with a quantity of 0: by product, the earliest date first."""
    return _LOTS.all(store.db, first=first.isoformat())


def open_days(store: Store, first: date, last: date) -> list[date]:
    """The days on which anything was sold, earliest first."""
    return _OPEN.all(store.db, first=first.isoformat(), last=last.isoformat())


def decimals_of_all(store: Store) -> dict[int, int]:
    """The decimals of every product that can be in stock."""
    return dict(_DECIMALS.all(store.db))


def newest_before(store: Store, day: date) -> int:
    """The newest booking of a day before that one, or 0: while it is the same, so is the history."""
    return _NEWEST_BEFORE.first(store.db, day=day.isoformat()) or 0


def newest(store: Store) -> int:
    """The newest booking, or 0."""
    return _NEWEST.one(store.db)


def _asked(until: date | None, **values: str) -> dict[str, str]:
    return values | ({"until": until.isoformat()} if until else {})
