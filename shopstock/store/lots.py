"""Lots and units: what a batch code or a serial stands for, and where it is now."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, NamedTuple

from peewee import fn

from shopstock.days import Precision, PrintedDate
from shopstock.store.compiled import Compiled, inserted_id, param, single
from shopstock.store.engine import Store
from shopstock.store.models import Booking, Lot, Movement, Place, Unit, UnitAt
from shopstock.store.serial_shown import serial_shown
from shopstock.text import fold

LIVES = 20  # deliveries that say how long goods usually keep


class LotRow(NamedTuple):
    """A batch of a product; `plain` is 1 for the lot of goods that bear no batch code. One that was opened, frozen or
    thawed here (`treated`) came out of the lot `parent_id`."""

    id: int
    product_id: int
    code: str
    plain: int
    made_on: date | None
    expires: PrintedDate | None
    price_minor: int | None
    held: int
    held_because: str | None
    recalled: int
    parent_id: int | None = None
    treated: str | None = None


class UnitRow(NamedTuple):
    """One piece with a serial and where it is; `place_kind` is None before its first movement. `nameless` is 1 while
    its serial is not known: then `serial` says so in words."""

    id: int
    product_id: int
    lot_id: int
    serial: str
    held: int
    held_because: str | None
    stolen: int
    attributes: str
    place_id: int | None
    place_kind: str | None
    place_code: str | None
    nameless: int | None = None


def _lot(
    id: int, product_id: int, code: str, plain: int, made_on: str | None, expires_on: str | None,  # noqa: A002
    precision: Precision, price_minor: int | None, held: int, held_because: str | None,
    recalled: int, parent_id: int | None, treated: str | None,
) -> LotRow:  # fmt: skip
    expires = PrintedDate(date.fromisoformat(expires_on), precision) if expires_on else None
    made = date.fromisoformat(made_on) if made_on else None
    return LotRow(
        id,
        product_id,
        code,
        plain,
        made,
        expires,
        price_minor,
        held,
        held_because,
        recalled,
        parent_id,
        treated,
    )


_LOT = (
    Lot.id, Lot.product_id, Lot.code, Lot.plain, Lot.made_on, Lot.expires_on,
    Lot.precision, Lot.price_minor, Lot.held, Lot.held_because, Lot.recalled, Lot.parent_id, Lot.treated,
)  # fmt: skip
_LOT_BY_ID = Compiled(lambda: Lot.select(*_LOT).where(Lot.id == param("id")), _lot)
_LOT_BY_CODE = Compiled(
    lambda: Lot.select(*_LOT).where(Lot.product_id == param("product_id"), Lot.code == param("code")), _lot
)
_LOTS_BY_KEY = Compiled(
    lambda: Lot.select(*_LOT).where(Lot.code_key == param("key"), Lot.plain == 0).order_by(Lot.id), _lot
)
_CHILDREN = Compiled(
    lambda: Lot.select(*_LOT).where(Lot.parent_id == param("parent_id")).order_by(Lot.id), _lot
)
_LIVES: Compiled[tuple[str, str]] = Compiled(
    lambda: (
        Lot.select(Lot.expires_on, fn.MIN(Booking.day))
        .join(Movement, on=(Movement.lot_id == Lot.id))
        .join(Booking, on=(Booking.id == Movement.booking_id))
        .where(
            Lot.product_id == param("product_id"),
            Lot.expires_on.is_null(False),
            Movement.what == "received",
        )
        .group_by(Lot.id, Lot.expires_on)
        .order_by(Lot.id.desc())
        .limit(LIVES)
    ),
    lambda expires_on, day: (expires_on, day),
)
_ADD_LOT = inserted_id(Lot)
_HOLD_LOT: Compiled[int] = Compiled(
    lambda: Lot.update(held=param("held"), held_because=param("because"), recalled=param("recalled")).where(
        Lot.id == param("id")
    ),
    single,
)
_DATE_LOT: Compiled[int] = Compiled(
    lambda: Lot.update(expires_on=param("expires_on"), precision=param("precision")).where(
        Lot.id == param("id")
    ),
    single,
)
_PRICE_LOT: Compiled[int] = Compiled(
    lambda: Lot.update(price_minor=param("price_minor")).where(Lot.id == param("id")), single
)


def _units() -> Any:
    return (
        Unit.select(
            Unit.id, Unit.product_id, Unit.lot_id, serial_shown(), Unit.held, Unit.held_because,
            Unit.stolen, Unit.attributes, UnitAt.place_id, Place.kind, Place.code, Unit.nameless,
        )
        .left_outer_join(UnitAt, on=(UnitAt.unit_id == Unit.id))
        .left_outer_join(Place, on=(Place.id == UnitAt.place_id))
    )  # fmt: skip


_UNIT_BY_ID = Compiled(lambda: _units().where(Unit.id == param("id")), UnitRow)
_UNITS_BY_KEY = Compiled(lambda: _units().where(Unit.serial_key == param("key")).order_by(Unit.id), UnitRow)
_UNIT_OF = Compiled(
    lambda: _units().where(Unit.product_id == param("product_id"), Unit.serial == param("serial")), UnitRow
)
_ADD_UNIT = inserted_id(Unit)
_HOLD_UNIT: Compiled[int] = Compiled(
    lambda: Unit.update(held=param("held"), held_because=param("because")).where(Unit.id == param("id")),
    single,
)


def lot(store: Store, lot_id: int) -> LotRow:
    """The lot of that id, which must exist."""
    found = _LOT_BY_ID.first(store.db, id=lot_id)
    if found is None:
        raise LookupError(f"no lot {lot_id}")
    return found


def plain_lot(store: Store, product_id: int) -> LotRow:
    """The lot of a product's goods that bear no batch code."""
    found = lot_coded(store, product_id, "")
    if found is None:
        raise LookupError(f"product {product_id} without its plain lot")
    return found


def lot_coded(store: Store, product_id: int, code: str) -> LotRow | None:
    """The lot of a product with exactly that code."""
    return _LOT_BY_CODE.first(store.db, product_id=product_id, code=code)


def lots_like(store: Store, code: str) -> list[LotRow]:
    """Lots of any product whose code is equal after folding case, dashes and spaces."""
    key = fold(code)
    return _LOTS_BY_KEY.all(store.db, key=key) if key else []


def lots_out_of(store: Store, lot_id: int) -> list[LotRow]:
    """The lots that came out of a lot when some of it was opened, frozen or thawed, in the order they did."""
    return _CHILDREN.all(store.db, parent_id=lot_id)


def usual_lives(store: Store, product_id: int) -> list[int]:
    """How many days the newest deliveries of a product had left when they came; of a lot that came twice, the first."""
    found = _LIVES.all(store.db, product_id=product_id)
    return [(date.fromisoformat(last) - date.fromisoformat(day)).days for last, day in found]


def add_lot(
    store: Store,
    product_id: int,
    code: str,
    expires: PrintedDate | None,
    made_on: date | None = None,
    *,
    out_of: tuple[int, str] | None = None,
) -> LotRow:
    """A new lot; its code must be new for the product. `out_of` is the lot it came out of, and by which treatment."""
    lot_id = _ADD_LOT.one(
        store.db,
        product_id=product_id,
        code=code,
        code_key=fold(code),
        plain=int(not code),
        made_on=made_on and made_on.isoformat(),
        expires_on=expires and expires.day.isoformat(),
        precision=expires.precision if expires else "day",
        price_minor=None,
        held=0,
        held_because=None,
        recalled=0,
        parent_id=out_of and out_of[0],
        treated=out_of and out_of[1],
    )
    return lot(store, lot_id)


def set_lot_date(store: Store, lot_id: int, expires: PrintedDate | None) -> None:
    """Give a lot another date than it had, or none."""
    _DATE_LOT.run(
        store.db,
        id=lot_id,
        expires_on=expires and expires.day.isoformat(),
        precision=expires.precision if expires else "day",
    )


def set_lot_hold(store: Store, lot_id: int, because: str | None, *, recalled: bool = False) -> None:
    """Hold a lot for a reason, or release it (None)."""
    _HOLD_LOT.run(store.db, id=lot_id, held=int(because is not None), because=because, recalled=int(recalled))


def set_lot_price(store: Store, lot_id: int, price_minor: int | None) -> None:
    """Give a lot a price of its own (a markdown), or take it away (None)."""
    _PRICE_LOT.run(store.db, id=lot_id, price_minor=price_minor)


def unit(store: Store, unit_id: int) -> UnitRow:
    """The unit of that id, which must exist."""
    found = _UNIT_BY_ID.first(store.db, id=unit_id)
    if found is None:
        raise LookupError(f"no unit {unit_id}")
    return found


def unit_of(store: Store, product_id: int, serial: str) -> UnitRow | None:
    """The unit of a product with exactly that serial."""
    return _UNIT_OF.first(store.db, product_id=product_id, serial=serial)


def units_like(store: Store, serial: str) -> list[UnitRow]:
    """Units of any product whose serial is equal after folding case, dashes and spaces."""
    key = fold(serial)
    return _UNITS_BY_KEY.all(store.db, key=key) if key else []


def add_unit(store: Store, product_id: int, lot_id: int, serial: str, attributes: dict[str, str]) -> UnitRow:
    """A new unit, nowhere yet; its serial must be new for the product."""
    unit_id = _ADD_UNIT.one(
        store.db,
        product_id=product_id,
        tracking="serial",
        lot_id=lot_id,
        serial=serial,
        serial_key=fold(serial),
        held=0,
        held_because=None,
        stolen=0,
        attributes=json.dumps(attributes, sort_keys=True),
        nameless=None,
    )
    return UnitRow(unit_id, product_id, lot_id, serial, 0, None, 0, "{}", None, None, None)


def set_unit_hold(store: Store, unit_id: int, because: str | None) -> None:
    """Hold a unit for a reason, or release it (None)."""
    _HOLD_UNIT.run(store.db, id=unit_id, held=int(because is not None), because=because)
