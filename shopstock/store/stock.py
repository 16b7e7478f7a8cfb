"""What is where: read from the balances and whereabouts that the ledger keeps."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

from peewee import JOIN, SQL, Case, fn

from shopstock.days import Precision, PrintedDate
from shopstock.store.catalogue import date_kind_said
from shopstock.store.compiled import Compiled, param, single
from shopstock.store.dialect import Dialect
from shopstock.store.engine import Store
from shopstock.store.models import Balance, Booking, Lot, Movement, Place, Product, Unit, UnitAt
from shopstock.store.serial_shown import serial_shown

VISITING = "visiting"  # customers' own goods at the bench: here, and yet none of the shop's stock


class Standing(NamedTuple):
    """A quantity of a lot at a physical place."""

    lot_id: int
    code: str
    expires: PrintedDate | None
    held: int
    price_minor: int | None
    place_id: int
    place_code: str
    place_kind: str
    sellable: int
    quantity: int


class UnitStanding(NamedTuple):
    """A unit at a physical place and when it came there."""

    id: int
    serial: str
    held: int
    place_code: str
    place_kind: str
    sellable: int
    since_us: int
    lot_id: int


class DueRow(NamedTuple):
    """A dated lot at a place that is walked in the morning; it says of its dates what its product says.

    `first_day` is when the lot came to the shop, `words` the name as it is sorted."""

    lot_id: int
    place_id: int
    place_code: str
    sku: str
    name: str
    code: str
    expires_on: date
    precision: Precision
    date_kind: str
    quantity: int
    decimals: int
    price_minor: int
    lot_price_minor: int | None
    category: str | None
    product_id: int
    first_day: str
    walk: int
    tracking: str
    words: str
    best_days: int | None
    alert_days: int | None
    min_days_sale: int | None
    min_days_in: int | None


def _standing(
    lot_id: int, code: str, expires_on: str | None, precision: Precision, held: int, price_minor: int | None,
    place_id: int, place_code: str, place_kind: str, sellable: int, quantity: int,
) -> Standing:  # fmt: skip
    expires = PrintedDate(date.fromisoformat(expires_on), precision) if expires_on else None
    return Standing(
        lot_id, code, expires, held, price_minor, place_id, place_code, place_kind, sellable, quantity
    )


def due_row(*columns: Any) -> DueRow:
    """A row of the morning check from its columns, in the order of `DueRow`."""
    row = DueRow(*columns)
    return row._replace(expires_on=date.fromisoformat(columns[6]))


# Earliest date first, what has no date last; then in the order received, then in the order of the shelves.
_STANDING = Compiled(
    lambda: (
        Balance.select(
            Lot.id, Lot.code, Lot.expires_on, Lot.precision, Lot.held, Lot.price_minor,
            Place.id, Place.code, Place.kind, Place.sellable, Balance.quantity,
        )
        .join(Lot, on=(Lot.id == Balance.lot_id))
        .join(Place, on=(Place.id == Balance.place_id))
        .where(
            Balance.product_id == param("product_id"),
            Balance.physical == 1,
            Balance.quantity > 0,
            Place.kind != VISITING,
        )
        .order_by(Lot.expires_on.is_null(), Lot.expires_on, Lot.id, Place.walk, Place.id)
    ),
    _standing,
)  # fmt: skip
_LOT_PLACES = Compiled(
    lambda: (
        Balance.select(
            Lot.id, Lot.code, Lot.expires_on, Lot.precision, Lot.held, Lot.price_minor,
            Place.id, Place.code, Place.kind, Place.sellable, Balance.quantity,
        )
        .join(Lot, on=(Lot.id == Balance.lot_id))
        .join(Place, on=(Place.id == Balance.place_id))
        .where(
            Balance.lot_id == param("lot_id"),
            Balance.physical == 1,
            Balance.quantity > 0,
            Place.kind != VISITING,
        )
        .order_by(Place.walk, Place.id)
    ),
    _standing,
)  # fmt: skip
_UNITS = Compiled(
    lambda: (
        UnitAt.select(
            Unit.id, serial_shown(), Unit.held, Place.code, Place.kind, Place.sellable, Booking.at_us,
            Unit.lot_id,
        )
        .join(Unit, on=(Unit.id == UnitAt.unit_id))
        .join(Place, on=(Place.id == UnitAt.place_id))
        .join(Movement, on=(Movement.id == UnitAt.movement_id))
        .join(Booking, on=(Booking.id == Movement.booking_id))
        .where(UnitAt.product_id == param("product_id"), Place.physical == 1, Place.kind != VISITING)
        .order_by(Place.sellable.desc(), Unit.id)
        .limit(param("limit"))
    ),
    UnitStanding,
)  # fmt: skip
_UNITS_OF_LOT: Compiled[int] = Compiled(
    lambda: (
        UnitAt.select(UnitAt.unit_id)
        .where(UnitAt.lot_id == param("lot_id"), UnitAt.place_id == param("place_id"))
        .order_by(UnitAt.unit_id)
    ),
    single,
)


def due_columns(quantity: Any, came: Any) -> tuple[Any, ...]:
    """The columns of a `DueRow` in their order, of lots joined with their product and place."""
    return (
        Lot.id, Place.id, Place.code, Product.sku, Product.name, Lot.code, Lot.expires_on, Lot.precision,
        date_kind_said(), quantity, Product.decimals, Product.price_minor, Lot.price_minor, Product.category,
        Product.id, came, Place.walk, Product.tracking, Product.words, Product.best_days,
        Product.alert_days, Product.min_days_sale, Product.min_days_in,
    )  # fmt: skip


def first_day() -> Any:
    """The day of the oldest movement of a lot, found by its number: a lot may have been sold a thousand times."""
    oldest = Movement.alias()
    return (
        Movement.select(Booking.day)
        .join(Booking, on=(Booking.id == Movement.booking_id))
        .where(Movement.id == oldest.select(fn.MIN(oldest.id)).where(oldest.lot_id == Lot.id))
    )


def _due(dialect: Dialect) -> Any:
    own = Case(
        None,
        ((Product.alert_days.is_null(False), dialect.days_after(param("today"), Product.alert_days)),),
        param("until"),
    )
    return (
        Lot.select(*due_columns(Balance.quantity, first_day()))
        # CROSS keeps SQLite from walking through everything that stands anywhere: the date comes first
        .join(Balance, JOIN.CROSS)
        .join(Place, on=(Place.id == Balance.place_id))
        .join(Product, on=(Product.id == Lot.product_id))
        .where(
            Lot.expires_on <= param("furthest"),
            Balance.lot_id == Lot.id,
            Balance.quantity > SQL("0"),  # in its words, as the index of what stands says it
            Balance.physical == 1,
            Place.sellable == 1,
            (Lot.expires_on <= param("all_until")) | (Lot.expires_on <= own),
        )
        .order_by(Place.walk, Place.id, Lot.expires_on, Product.words, Lot.id)
    )


_DUE: dict[str, Compiled[DueRow]] = {}
_FURTHEST: Compiled[int | None] = Compiled(
    lambda: Product.select(fn.MAX(Product.alert_days)).where(Product.alert_days.is_null(False)), single
)


class PlaceStanding(NamedTuple):
    """What stands at one place."""

    sku: str
    name: str
    lot_code: str
    quantity: int
    decimals: int


_AT_PLACE = Compiled(
    lambda: (
        Balance.select(Product.sku, Product.name, Lot.code, Balance.quantity, Product.decimals)
        .join(Lot, on=(Lot.id == Balance.lot_id))
        .join(Product, on=(Product.id == Balance.product_id))
        .where(Balance.place_id == param("place_id"), Balance.quantity > 0)
        .order_by(Product.words, Lot.expires_on, Lot.id)
    ),
    PlaceStanding,
)


class GoodsAt(NamedTuple):
    """What stands at one place, by its ids."""

    product_id: int
    tracking: str
    lot_id: int
    quantity: int


_GOODS_AT = Compiled(
    lambda: (
        Balance.select(Balance.product_id, Product.tracking, Balance.lot_id, Balance.quantity)
        .join(Lot, on=(Lot.id == Balance.lot_id))
        .join(Product, on=(Product.id == Balance.product_id))
        .where(Balance.place_id == param("place_id"), Balance.physical == 1, Balance.quantity > 0)
        .order_by(Product.words, Product.id, Lot.expires_on.is_null(), Lot.expires_on, Lot.id)
    ),
    GoodsAt,
)


def standing(store: Store, product_id: int) -> list[Standing]:
    """Everything of a product that is physically here, earliest date first, undated last."""
    return _STANDING.all(store.db, product_id=product_id)


def lot_places(store: Store, lot_id: int) -> list[Standing]:
    """Where a lot physically is."""
    return _LOT_PLACES.all(store.db, lot_id=lot_id)


def units_standing(store: Store, product_id: int, limit: int = 1000) -> list[UnitStanding]:
    """The units of a product that are physically here, those that can be sold first."""
    return _UNITS.all(store.db, product_id=product_id, limit=limit)


def due_until(store: Store, until: date) -> list[DueRow]:
    """Dated lots on the shelves up to that day, in the order of the shelves, then by date, then by name."""
    return _due_rows(store, until, furthest=until, today=until, all_until=until)


def due_within(store: Store, today: date, days: int) -> list[DueRow]:
    """The same with at most that many days left, or as many as its product says where it says so."""
    until = later(today, days)
    most = max(days, _FURTHEST.one(store.db) or 0)
    return _due_rows(store, until, furthest=later(today, most), today=today, all_until=date.min)


def _due_rows(store: Store, until: date, *, furthest: date, today: date, all_until: date) -> list[DueRow]:
    name = store.dialect.name
    query = _DUE.get(name)
    if query is None:
        query = _DUE[name] = Compiled(lambda: _due(store.dialect), due_row)
    days = {"until": until, "furthest": furthest, "today": today, "all_until": all_until}
    return query.all(store.db, **{name: day.isoformat() for name, day in days.items()})


def later(day: date, days: int) -> date:
    """That many days on; the calendar's last day where there is none so late."""
    return date.max if days > (date.max - day).days else day + timedelta(days=days)


def units_of_lot_at(store: Store, lot_id: int, place_id: int) -> list[int]:
    """The ids of the units of a lot that are at a place."""
    return _UNITS_OF_LOT.all(store.db, lot_id=lot_id, place_id=place_id)


def standing_at(store: Store, place_id: int) -> list[PlaceStanding]:
    """What stands at a place."""
    return _AT_PLACE.all(store.db, place_id=place_id)


def goods_at(store: Store, place_id: int) -> list[GoodsAt]:
    """What stands at a place of the shop, by name and then by date."""
    return _GOODS_AT.all(store.db, place_id=place_id)
