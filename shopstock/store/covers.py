"""Warranty terms in the ledger: what a booking writes of them, and what holds for a line, a unit or a delivery."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Literal, NamedTuple, cast

from shopstock.days import Term, TermUnit
from shopstock.store.compiled import Compiled, param
from shopstock.store.cover_models import Cover
from shopstock.store.engine import Store
from shopstock.store.models import Booking, Movement, Product, SaleLine, Unit
from shopstock.store.parts import Written

Kind = Literal["shop", "legal", "supplier", "extension", "goodwill"]
RunsFrom = Literal["sale", "delivery", "activation", "receiving", "day"]


@dataclass(frozen=True, slots=True)
class CoverDraft:
    """A term to be written with a booking.

    It is of a line of this draft (`line`, its number), of an earlier line, of a unit, or of a product of a delivery.
    `paid_line` and `paid_line_id` name the line that pays for an extension in the same two ways. `term` is None for a
    lifetime and for no warranty at all; `extra` is added to it once; `until` is the last day, None where none is."""

    part: ClassVar[str] = "covers"
    kind: Kind
    runs_from: RunsFrom
    starts_on: date | None
    term: Term | None
    until: date | None
    lifetime: bool = False
    extra: Term | None = None
    extra_days: int = 0
    line: int | None = None
    sale_line_id: int | None = None
    unit_id: int | None = None
    product_id: int | None = None
    paid_line: int | None = None
    paid_line_id: int | None = None
    note: str | None = None

    def columns(self, at: Written) -> dict[str, Any]:
        """Every column but those that `post` gives."""
        return {
            "kind": self.kind,
            "sale_line_id": at.line_ids[self.line - 1] if self.line else self.sale_line_id,
            "unit_id": self.unit_id,
            "product_id": self.product_id,
            "paid_line_id": at.line_ids[self.paid_line - 1] if self.paid_line else self.paid_line_id,
            "runs_from": self.runs_from,
            "starts_on": self.starts_on and self.starts_on.isoformat(),
            "number": self.term and self.term.number,
            "unit": self.term and self.term.unit,
            "lifetime": int(self.lifetime),
            "extra_number": self.extra and self.extra.number,
            "extra_unit": self.extra and self.extra.unit,
            "extra_days": self.extra_days,
            "until": self.until and self.until.isoformat(),
            "note": self.note,
        }


class CoverRow(NamedTuple):
    """A term as it was written."""

    id: int
    booking_id: int
    kind: Kind
    sale_line_id: int | None
    unit_id: int | None
    product_id: int | None
    paid_line_id: int | None
    runs_from: RunsFrom
    starts_on: date | None
    term: Term | None
    lifetime: bool
    extra: Term | None
    extra_days: int
    until: date | None
    note: str | None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _term(number: int | None, unit: str | None) -> Term | None:
    return None if number is None else Term(number, cast(TermUnit, unit))


def _row(
    id: int, booking_id: int, kind: Kind, sale_line_id: int | None, unit_id: int | None, product_id: int | None,  # noqa: A002
    paid_line_id: int | None, runs_from: RunsFrom, starts_on: str | None, number: int | None, unit: str | None,
    lifetime: int, extra_number: int | None, extra_unit: str | None, extra_days: int, until: str | None,
    note: str | None,
) -> CoverRow:  # fmt: skip
    return CoverRow(
        id, booking_id, kind, sale_line_id, unit_id, product_id, paid_line_id, runs_from, _day(starts_on),
        _term(number, unit), bool(lifetime), _term(extra_number, extra_unit), extra_days, _day(until), note,
    )  # fmt: skip


def _covers() -> Any:
    """The terms of bookings that were not voided, in the order they were written."""
    undone = Booking.alias()
    return (
        Cover.select(
            Cover.id, Cover.booking_id, Cover.kind, Cover.sale_line_id, Cover.unit_id, Cover.product_id,
            Cover.paid_line_id, Cover.runs_from, Cover.starts_on, Cover.number, Cover.unit, Cover.lifetime,
            Cover.extra_number, Cover.extra_unit, Cover.extra_days, Cover.until, Cover.note,
        )
        .left_outer_join(undone, on=(undone.reverses_id == Cover.booking_id))
        .where(undone.id.is_null())
        .order_by(Cover.id)
    )  # fmt: skip


_OF_LINE = Compiled(lambda: _covers().where(Cover.sale_line_id == param("id")), _row)
_OF_UNIT = Compiled(lambda: _covers().where(Cover.unit_id == param("id")), _row)
_BROUGHT = Movement.alias()
_OF_DELIVERY = Compiled(
    lambda: (
        _covers()
        .join(
            _BROUGHT,
            on=((_BROUGHT.booking_id == Cover.booking_id) & (_BROUGHT.product_id == Cover.product_id)),
        )
        .where(
            Cover.product_id.is_null(is_null=False),
            _BROUGHT.unit_id == param("id"),
            _BROUGHT.what == "received",
        )
    ),
    _row,
)
_PAID_BY = Compiled(lambda: _covers().where(Cover.paid_line_id == param("id")), _row)
_LATER = Compiled(
    lambda: _covers().where(
        Cover.sale_line_id.in_(SaleLine.select(SaleLine.id).where(SaleLine.booking_id == param("sold_on"))),
        Cover.booking_id > param("sold_on"),
    ),
    _row,
)


class OnLine(NamedTuple):
    """What stands on a sale line itself of its warranty: when it was sold, and for how long it was covered."""

    day: date
    term: Term | None
    until: date | None


_ON_LINE = Compiled(
    lambda: (
        SaleLine.select(
            Booking.day, SaleLine.warranty_number, SaleLine.warranty_unit, SaleLine.warranty_until
        )
        .join(Booking, on=(Booking.id == SaleLine.booking_id))
        .where(SaleLine.id == param("id"))
    ),
    lambda day, number, unit, until: OnLine(date.fromisoformat(day), _term(number, unit), _day(until)),
)


class OnPaper(NamedTuple):
    """A term as the booking that agreed it wrote it, for its paper: of line `n` of the same booking, or of a piece sold
    before (then `n` is None); `paid_n` is the line of this booking that paid for it."""

    kind: Kind
    runs_from: RunsFrom
    starts_on: date | None
    term: Term | None
    lifetime: bool
    until: date | None
    n: int | None
    paid_n: int | None
    product_id: int
    product: str
    serial: str | None


def _on_paper(
    kind: Kind, runs_from: RunsFrom, starts_on: str | None, number: int | None, unit: str | None, lifetime: int,
    until: str | None, booking_id: int, of_booking: int, n: int, paid_n: int | None, product_id: int, product: str,
    serial: str | None,
) -> OnPaper:  # fmt: skip
    here = n if booking_id == of_booking else None
    return OnPaper(
        kind, runs_from, _day(starts_on), _term(number, unit), bool(lifetime), _day(until), here, paid_n,
        product_id, product, serial,
    )  # fmt: skip


_PAYING = SaleLine.alias()
_ON_PAPER = Compiled(
    lambda: (
        Cover.select(
            Cover.kind, Cover.runs_from, Cover.starts_on, Cover.number, Cover.unit, Cover.lifetime, Cover.until,
            Cover.booking_id, SaleLine.booking_id, SaleLine.n, _PAYING.n, Product.id, Product.name, Unit.serial,
        )
        .join(SaleLine, on=(SaleLine.id == Cover.sale_line_id))
        .join(Product, on=(Product.id == SaleLine.product_id))
        .left_outer_join(Unit, on=(Unit.id == SaleLine.unit_id))
        .left_outer_join(
            _PAYING, on=((_PAYING.id == Cover.paid_line_id) & (_PAYING.booking_id == Cover.booking_id))
        )
        .where(Cover.booking_id == param("booking_id"))
        .order_by(Cover.id)
    ),
    _on_paper,
)  # fmt: skip


def covers_on_paper(store: Store, booking_id: int) -> list[OnPaper]:
    """The terms that a booking agreed for what it sold, or extended; for a reprint they stay as they were."""
    return _ON_PAPER.all(store.db, booking_id=booking_id)


def covers_of_line(store: Store, sale_line_id: int) -> list[CoverRow]:
    """What holds for a sale line: of every kind the newest row, and every extension that was paid for."""
    return newest(_OF_LINE.all(store.db, id=sale_line_id))


def covers_of_unit(store: Store, unit_id: int) -> list[CoverRow]:
    """What was agreed for a unit apart from any sale: of every kind the newest row."""
    return newest(_OF_UNIT.all(store.db, id=unit_id))


def supplier_covers_of(store: Store, unit_id: int) -> list[CoverRow]:
    """What a supplier owes for a unit: by the unit's own row, or else by its newest delivery."""
    own = [row for row in _OF_UNIT.all(store.db, id=unit_id) if row.kind == "supplier"]
    return newest(own) or newest(_OF_DELIVERY.all(store.db, id=unit_id))


def covers_paid_by(store: Store, sale_line_id: int) -> list[CoverRow]:
    """The extensions that a sale line paid for, newest rows only."""
    return newest(_PAID_BY.all(store.db, id=sale_line_id))


def later_covers(store: Store, booking_id: int) -> list[CoverRow]:
    """Terms that later bookings wrote for lines that this one sold: they rest on it."""
    return _LATER.all(store.db, sold_on=booking_id)


def on_line(store: Store, sale_line_id: int) -> OnLine:
    """What the sale line says itself; it must exist."""
    return _ON_LINE.one(store.db, id=sale_line_id)


def newest(rows: list[CoverRow]) -> list[CoverRow]:
    """Of every kind the last row; extensions are told apart by the line that paid for them."""
    found = {(row.kind, row.paid_line_id): row for row in rows}
    return sorted(found.values(), key=lambda row: row.id)
