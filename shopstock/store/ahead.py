"""What is coming: goods with a date in the order of their dates, and the days on which anything was booked."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from peewee import JOIN, Case, Value, fn

from shopstock.days import Precision
from shopstock.store.catalogue import date_kind_said
from shopstock.store.compiled import Compiled, param, single
from shopstock.store.engine import Store
from shopstock.store.models import Balance, Booking, Lot, Place, Product, Unit, UnitAt
from shopstock.store.stock import VISITING, first_day


class AheadRow(NamedTuple):
    """A dated lot at a place of the shop. Quantities are in smallest steps; `set_aside` is the part that nobody may
    sell, since it is held or stands where nothing is sold. `price_minor` is the lot's own price where it has one; the
    days are those of the product, as `jobs.freshness` reads them."""

    lot_id: int
    place_id: int
    place_code: str
    product_id: int
    sku: str
    name: str
    code: str
    expires_on: date
    precision: Precision
    quantity: int
    set_aside: int
    decimals: int
    measure: str
    price_minor: int
    cost_minor: int | None
    date_kind: str
    category: str | None
    best_days: int | None
    alert_days: int | None
    min_days_sale: int | None
    min_days_in: int | None


def _row(*columns: Any) -> AheadRow:
    row = AheadRow(*columns)
    return row._replace(expires_on=date.fromisoformat(columns[7]))


def _dated() -> Any:
    held_units = (
        UnitAt.select(fn.COUNT(UnitAt.unit_id))
        .join(Unit, on=(Unit.id == UnitAt.unit_id))
        .where(
            UnitAt.product_id == Balance.product_id,
            UnitAt.place_id == Balance.place_id,
            UnitAt.lot_id == Balance.lot_id,
            Unit.held == 1,
        )
    )
    set_aside = Case(
        None,
        (
            ((Lot.held == 1) | (Place.sellable == 0), Balance.quantity),
            (Product.tracking == "serial", held_units),
        ),
        Value(0, converter=False),
    )
    return (
        Lot.select(
            Lot.id, Place.id, Place.code, Product.id, Product.sku, Product.name, Lot.code, Lot.expires_on,
            Lot.precision, Balance.quantity, set_aside, Product.decimals, Product.measure,
            fn.COALESCE(Lot.price_minor, Product.price_minor), Product.cost_minor, date_kind_said(),
            Product.category, Product.best_days, Product.alert_days, Product.min_days_sale, Product.min_days_in,
        )
        # CROSS keeps SQLite from walking through everything that stands anywhere: the date comes first
        .join(Balance, JOIN.CROSS)
        .join(Place, on=(Place.id == Balance.place_id))
        .join(Product, on=(Product.id == Lot.product_id))
        .where(
            Lot.expires_on <= param("until"),
            Balance.lot_id == Lot.id,
            Balance.quantity > 0,
            Balance.physical == 1,
            Place.kind != VISITING,
            Product.date_kind.is_null(False),
        )
        .order_by(Lot.expires_on, Place.walk, Place.id, Product.words, Lot.id)
    )  # fmt: skip


_DATED = Compiled(_dated, _row)
_LIVES: Compiled[int] = Compiled(
    lambda: (
        Lot.select(Lot.expires_on, first_day())
        .where(Lot.product_id == param("product_id"), Lot.expires_on.is_null(False))
        .order_by(Lot.id.desc())
        .limit(8)
    ),
    lambda last, came: (date.fromisoformat(last) - date.fromisoformat(came or last)).days,
)
_NEWEST = Compiled(lambda: Booking.select(fn.MAX(Booking.id)), lambda newest: int(newest or 0))
_BOOKED: Compiled[str] = Compiled(
    lambda: (
        Booking.select(Booking.day)
        .where(Booking.day >= param("first"), Booking.day <= param("last"))
        .group_by(Booking.day)
        .order_by(Booking.day)
    ),
    single,
)


def lives_of(store: Store, product_id: int) -> list[int]:
    """How many days the newest lots of a product had left when they came, the newest first."""
    return _LIVES.all(store.db, product_id=product_id)


def newest_booking(store: Store) -> int:
    """The newest booking, or 0: while it is the same, nothing here has moved, changed its date or its price."""
    return _NEWEST.one(store.db)


def dated_until(store: Store, until: date) -> list[AheadRow]:
    """Every lot here whose last day is that day or an earlier one, by that day, then in the order of the shelves."""
    return _DATED.all(store.db, until=until.isoformat())


def days_booked(store: Store, first: date, last: date) -> list[date]:
    """The days on which anything was booked, both included."""
    found = _BOOKED.all(store.db, first=first.isoformat(), last=last.isoformat())
    return [date.fromisoformat(day) for day in found]
