"""Pieces that came without their serial: what stands in for it, which of them is sold next, and which lack it still.

What stands in for a serial is never shown: `store/serial_shown.py` gives `no serial yet` in its place.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from peewee import JOIN, SQL, fn

from shopstock.days import Precision, PrintedDate
from shopstock.store.compiled import Compiled, inserted, param, single
from shopstock.store.engine import Store
from shopstock.store.ledger import paper_name
from shopstock.store.migrations.people_tables import STAND_IN
from shopstock.store.models import Booking, Lot, Party, Place, Product, ReturnLine, SaleLine, Unit, UnitAt
from shopstock.store.whose import told_whose
from shopstock.text import fold


class FreePiece(NamedTuple):
    """A nameless piece on a shelf that is not held: of which lot, its price if the lot has its own, and its date."""

    unit_id: int
    lot_id: int
    price_minor: int | None
    expires: PrintedDate | None


class Lacking(NamedTuple):
    """A sold piece that lacks its serial: which, on what paper, on which day (ISO), and whose it is."""

    unit_id: int
    sale_line_id: int
    booking_id: int
    product_id: int
    sku: str
    name: str
    paper: str
    day: str
    party_id: int | None
    customer: str | None


class NamelessThere(NamedTuple):
    """How many nameless pieces of a lot stand at a place."""

    product_id: int
    lot_id: int
    quantity: int


def _free(
    unit_id: int, lot_id: int, price_minor: int | None, expires_on: str | None, precision: Precision
) -> FreePiece:
    expires = PrintedDate(date.fromisoformat(expires_on), precision) if expires_on else None
    return FreePiece(unit_id, lot_id, price_minor, expires)


_YES = SQL("1")  # written out: an engine takes the index of such pieces for no parameter
_ADD: Compiled[int] = inserted(Unit, "")
_NAME: Compiled[int] = Compiled(
    lambda: Unit.update(serial=param("serial"), serial_key=param("key"), nameless=0).where(
        Unit.id == param("id"), Unit.nameless == _YES
    ),
    single,
)
# The earliest date first, what has none last, and the oldest piece of a lot first.
_FREE = Compiled(
    lambda: (
        Unit.select(Unit.id, Unit.lot_id, Lot.price_minor, Lot.expires_on, Lot.precision)
        .join(UnitAt, on=(UnitAt.unit_id == Unit.id))
        .join(Place, on=(Place.id == UnitAt.place_id))
        .join(Lot, on=(Lot.id == Unit.lot_id))
        .where(
            Unit.nameless == _YES,
            Unit.product_id == param("product_id"),
            Unit.held == 0,
            Unit.stolen == 0,
            Lot.held == 0,
            Place.sellable == 1,
        )
        .order_by(Lot.expires_on.is_null(), Lot.expires_on, Lot.id, Unit.id)
        .limit(param("limit"))
    ),
    _free,
)
_AT_PLACE: Compiled[int] = Compiled(
    lambda: (
        Unit.select(Unit.id)
        .join(UnitAt, on=(UnitAt.unit_id == Unit.id))
        .where(Unit.nameless == _YES, Unit.lot_id == param("lot_id"), UnitAt.place_id == param("place_id"))
        .order_by(Unit.id)
    ),
    single,
)
_THERE = Compiled(
    lambda: (
        Unit.select(Unit.product_id, Unit.lot_id, fn.COUNT(Unit.id))
        .join(UnitAt, on=(UnitAt.unit_id == Unit.id))
        .where(Unit.nameless == _YES, UnitAt.place_id == param("place_id"))
        .group_by(Unit.product_id, Unit.lot_id)
        .order_by(Unit.product_id, Unit.lot_id)
    ),
    NamelessThere,
)


def _lacking() -> Any:
    whose = told_whose(
        Unit.select()
        .join(SaleLine, on=(SaleLine.unit_id == Unit.id))
        .join(Booking, on=(Booking.id == SaleLine.booking_id))
    )
    came, newest = ReturnLine.alias(), ReturnLine.alias()
    last = newest.select(fn.MAX(newest.seq)).where(newest.sale_line_id == SaleLine.id)
    return (
        whose.query.select(
            Unit.id, SaleLine.id, Booking.id, Product.id, Product.sku, Product.name, Booking.series, Booking.number,
            Booking.day, whose.party_id, whose.name,
        )
        .join(Product, on=(Product.id == Unit.product_id))
        .join(came, JOIN.LEFT_OUTER, on=((came.sale_line_id == SaleLine.id) & (came.seq == last)))
        .where(Unit.nameless == _YES, fn.COALESCE(came.quantity_after, 0) == 0)
        .order_by(Booking.day, SaleLine.id)
        .limit(param("limit"))
    )  # fmt: skip


def _lacking_row(
    unit_id: int, sale_line_id: int, booking_id: int, product_id: int, sku: str, name: str, series: str | None,
    number: int | None, day: str, party_id: int | None, customer: str | None,
) -> Lacking:  # fmt: skip
    paper = paper_name(series, number) or ""
    return Lacking(unit_id, sale_line_id, booking_id, product_id, sku, name, paper, day, party_id, customer)


_LACKING = Compiled(_lacking, _lacking_row)
_PHONE: Compiled[str | None] = Compiled(
    lambda: Party.select(Party.phone).where(Party.id == param("id")), single
)


def add_nameless(store: Store, product_id: int, lot_id: int) -> int:
    """A new piece without its serial, nowhere yet; its id."""
    (unit_id,) = store.dialect.new_ids(store.db, "unit", 1)
    _ADD.run(
        store.db, id=unit_id, product_id=product_id, tracking="serial", lot_id=lot_id, serial=f"{STAND_IN}{unit_id}",
        serial_key="", held=0, held_because=None, stolen=0, attributes="{}", nameless=1,
    )  # fmt: skip
    return int(unit_id)


def name_unit(store: Store, unit_id: int, serial: str) -> bool:
    """Give a nameless piece its serial; False where it has one already."""
    return bool(_NAME.run(store.db, id=unit_id, serial=serial, key=fold(serial)).rowcount)


def free_pieces(store: Store, product_id: int, limit: int = 10_000) -> list[FreePiece]:
    """The nameless pieces of a product on the shelves, the earliest date first, whether it has passed or not."""
    return _FREE.all(store.db, product_id=product_id, limit=limit)


def nameless_at(store: Store, lot_id: int, place_id: int) -> list[int]:
    """The nameless pieces of a lot at a place, the oldest first."""
    return _AT_PLACE.all(store.db, lot_id=lot_id, place_id=place_id)


def nameless_there(store: Store, place_id: int) -> list[NamelessThere]:
    """How many nameless pieces of which lots stand at a place."""
    return _THERE.all(store.db, place_id=place_id)


def lacking(store: Store, limit: int) -> list[Lacking]:
    """Sold pieces that lack their serial and did not come back, the oldest sale first."""
    return _LACKING.all(store.db, limit=limit)


def phone_of(store: Store, party_id: int | None) -> str | None:
    """How to ring somebody up."""
    return None if party_id is None else _PHONE.first(store.db, id=party_id)
