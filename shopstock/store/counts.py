"""What the books say stands at a place, and what moved there since somebody looked: for counting a shelf."""

from __future__ import annotations

from typing import NamedTuple

from peewee import fn

from shopstock.store.compiled import Compiled, param, single
from shopstock.store.engine import Store
from shopstock.store.models import Balance, Lot, Movement, Product, Unit, UnitAt


class LotThere(NamedTuple):
    """A quantity of goods without serials at a place, in smallest steps."""

    product_id: int
    lot_id: int
    quantity: int


class UnitThere(NamedTuple):
    """A unit at a place; `movement_id` brought it there."""

    product_id: int
    lot_id: int
    unit_id: int
    movement_id: int


class Carried(NamedTuple):
    """What came to a place and what left it, in smallest steps."""

    came: int
    left: int


_LOTS = Compiled(
    lambda: (
        Balance.select(Balance.product_id, Balance.lot_id, Balance.quantity)
        .join(Product, on=(Product.id == Balance.product_id))
        .join(Lot, on=(Lot.id == Balance.lot_id))
        .where(Balance.place_id == param("place_id"), Balance.quantity > 0, Product.tracking != "serial")
        .order_by(Product.words, Lot.expires_on, Lot.id)
    ),
    LotThere,
)
_UNITS = Compiled(
    lambda: (
        UnitAt.select(UnitAt.product_id, UnitAt.lot_id, UnitAt.unit_id, UnitAt.movement_id)
        .join(Product, on=(Product.id == UnitAt.product_id))
        .join(Unit, on=(Unit.id == UnitAt.unit_id))
        .where(UnitAt.place_id == param("place_id"))
        .order_by(Product.words, Unit.serial_key, Unit.id)
    ),
    UnitThere,
)
_BALANCE: Compiled[int] = Compiled(
    lambda: Balance.select(Balance.quantity).where(
        Balance.lot_id == param("lot_id"), Balance.place_id == param("place_id")
    ),
    single,
)
_NEWEST: Compiled[int | None] = Compiled(lambda: Movement.select(fn.MAX(Movement.id)), single)
# What went to the losses or came from them was not carried: the books were put right.
_CARRIED = (Movement.from_kind != "loss") & (Movement.to_kind != "loss")
_CAME: Compiled[int | None] = Compiled(
    lambda: Movement.select(fn.SUM(Movement.quantity)).where(
        Movement.lot_id == param("lot_id"),
        Movement.id > param("since"),
        Movement.to_place_id == param("place_id"),
        _CARRIED,
    ),
    single,
)
_LEFT: Compiled[int | None] = Compiled(
    lambda: Movement.select(fn.SUM(Movement.quantity)).where(
        Movement.lot_id == param("lot_id"),
        Movement.id > param("since"),
        Movement.from_place_id == param("place_id"),
        _CARRIED,
    ),
    single,
)
_FOUND: Compiled[int | None] = Compiled(
    lambda: Movement.select(fn.SUM(Movement.quantity)).where(
        Movement.lot_id == param("lot_id"),
        Movement.id > param("since"),
        Movement.to_place_id == param("place_id"),
        Movement.from_kind == "loss",
    ),
    single,
)
_UNIT_MOVED: Compiled[int] = Compiled(
    lambda: (
        Movement.select(Movement.id)
        .where(Movement.unit_id == param("unit_id"), Movement.id > param("since"), _CARRIED)
        .limit(1)
    ),
    single,
)


def lots_at(store: Store, place_id: int) -> list[LotThere]:
    """Goods without serials at a place, by name and date."""
    return _LOTS.all(store.db, place_id=place_id)


def units_at(store: Store, place_id: int) -> list[UnitThere]:
    """The units at a place, by name and serial."""
    return _UNITS.all(store.db, place_id=place_id)


def balance_at(store: Store, lot_id: int, place_id: int) -> int:
    """How much of a lot the books have at a place."""
    return _BALANCE.first(store.db, lot_id=lot_id, place_id=place_id) or 0


def newest_movement(store: Store) -> int:
    """The id of the newest movement, 0 in a shop where nothing moved."""
    return _NEWEST.first(store.db) or 0


def carried_since(store: Store, lot_id: int, place_id: int, since: int) -> Carried:
    """How much of a lot was carried to a place and away from it after the movement `since`.

    What was booked as lost or found was carried nowhere: another count, or a sale of what the books missed, only put
    the books right."""
    at = {"lot_id": lot_id, "place_id": place_id, "since": since}
    return Carried(int(_CAME.first(store.db, **at) or 0), int(_LEFT.first(store.db, **at) or 0))


def found_since(store: Store, lot_id: int, place_id: int, since: int) -> int:
    """How much of a lot was booked as found at a place after the movement `since`."""
    return int(_FOUND.first(store.db, lot_id=lot_id, place_id=place_id, since=since) or 0)


def moved_since(store: Store, unit_id: int, since: int) -> bool:
    """Whether a unit was carried anywhere after the movement `since`; not when it was only booked as lost or found."""
    return _UNIT_MOVED.first(store.db, unit_id=unit_id, since=since) is not None
