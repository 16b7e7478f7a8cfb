"""Routine service read back: which units want it how often, and what was done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, NamedTuple

from peewee import fn

from shopstock.days import Term
from shopstock.store.compiled import Compiled, param
from shopstock.store.engine import Store
from shopstock.store.models import (
    Booking,
    Place,
    Product,
    SaleLine,
    ServiceDone,
    ServicePlan,
    Staff,
    Unit,
    UnitAt,
)
from shopstock.store.papers import paper_name
from shopstock.store.parts import Flat
from shopstock.store.serial_shown import serial_shown

SERIES = "SV"


@dataclass(frozen=True)
class PlanDraft(Flat):
    """How often a unit wants service from now on; without a number it wants none."""

    part: ClassVar[str] = "service_plans"
    unit_id: int
    number: int | None
    term_unit: str | None


@dataclass(frozen=True)
class DoneDraft(Flat):
    """A service that was done on that day (ISO)."""

    part: ClassVar[str] = "services_done"
    unit_id: int
    day: str
    note: str | None


class Wanting(NamedTuple):
    """A unit that wants service: how often, and since when that is counted.

    `every` is its own interval, or else that of its product; None where it wants none. `since` is the day of the last
    service, else of the sale, else of the day its interval was set."""

    unit_id: int
    serial: str
    sku: str
    name: str
    every: Term | None
    since: date | None
    done: date | None
    own: bool

    @property
    def next_on(self) -> date | None:
        """The day it is due."""
        return self.every.until(self.since) if self.every and self.since else None


class DoneRow(NamedTuple):
    """One entry of a unit's service book."""

    day: date
    staff: str
    series: str | None
    number: int | None
    note: str | None

    @property
    def paper(self) -> str | None:
        """`SV-000004`."""
        return paper_name(self.series, self.number)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _wanting(
    unit_id: int, serial: str, sku: str, name: str, number: int | None, unit: str | None, plan_id: int | None,
    own_number: int | None, own_unit: str | None, planned: str | None, done: str | None, sold: str | None,
) -> Wanting:  # fmt: skip
    counted = (own_number, own_unit) if plan_id is not None else (number, unit)
    every = Term(*counted) if counted[0] else None  # type: ignore[arg-type]
    since = _day(done) or _day(sold) or _day(planned)
    return Wanting(unit_id, serial, sku, name, every, since, _day(done), plan_id is not None)


def _units() -> Any:
    later, done, line, sold, planned = (
        model.alias() for model in (ServicePlan, ServiceDone, SaleLine, Booking, Booking)
    )
    newer = later.select(later.id).where(later.unit_id == Unit.id, later.id > ServicePlan.id)
    last_done = done.select(fn.MAX(done.day)).where(done.unit_id == Unit.id)
    last_sold = (
        line.select(fn.MAX(sold.day))
        .join(sold, on=(sold.id == line.booking_id))
        .where(line.unit_id == Unit.id)
    )
    return (
        UnitAt.select(
            Unit.id, serial_shown(), Product.sku, Product.name, Product.service_number, Product.service_unit,
            ServicePlan.id, ServicePlan.number, ServicePlan.term_unit, planned.day, last_done, last_sold,
        )
        .join(Unit, on=(Unit.id == UnitAt.unit_id))
        .join(Product, on=(Product.id == Unit.product_id))
        .join(Place, on=(Place.id == UnitAt.place_id))
        .left_outer_join(ServicePlan, on=((ServicePlan.unit_id == Unit.id) & ~fn.EXISTS(newer)))
        .left_outer_join(planned, on=(planned.id == ServicePlan.booking_id))
    )  # fmt: skip


_OUT = Compiled(
    lambda: (
        _units()
        .where(
            Place.kind.in_(("customer", "visiting", "repairer")),
            (ServicePlan.number.is_null(False))
            | (ServicePlan.id.is_null() & Product.service_number.is_null(False)),
        )
        .order_by(Unit.id)
    ),
    _wanting,
)
_OF_UNIT = Compiled(lambda: _units().where(Unit.id == param("unit_id")), _wanting)
_BOOK = Compiled(
    lambda: (
        ServiceDone.select(ServiceDone.day, Staff.name, Booking.series, Booking.number, ServiceDone.note)
        .join(Booking, on=(Booking.id == ServiceDone.booking_id))
        .join(Staff, on=(Staff.id == Booking.staff_id))
        .where(ServiceDone.unit_id == param("unit_id"))
        .order_by(ServiceDone.day, ServiceDone.id)
    ),
    lambda day, *rest: DoneRow(date.fromisoformat(day), *rest),
)


def wanting_service(store: Store) -> list[Wanting]:
    """Every unit that customers have and that wants service."""
    return _OUT.all(store.db)


def service_of(store: Store, unit_id: int) -> Wanting | None:
    """What a unit wants; None for one that never moved."""
    return _OF_UNIT.first(store.db, unit_id=unit_id)


def service_book(store: Store, unit_id: int) -> list[DoneRow]:
    """What was done to a unit, oldest first."""
    return _BOOK.all(store.db, unit_id=unit_id)
