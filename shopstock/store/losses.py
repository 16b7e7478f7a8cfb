"""What left the shop without being sold, what was sold meanwhile, and what was sold of lots that were marked down.

Bookings that were undone, and what undoes them, count nowhere. A period is read over the day of the booking.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from peewee import fn

from shopstock.store.compiled import Compiled, param, single
from shopstock.store.engine import Store
from shopstock.store.models import Booking, Lot, Markdown, Movement, Party, Product, ReturnLine, SaleLine

GONE = ("wasted", "given_away", "given_to_staff", "sent_back")


class GoneRow(NamedTuple):
    """A movement out of the shop; `cost_minor` is what one measure cost, None where nobody knew."""

    booking_id: int
    day: str
    kind: str
    what: str
    product_id: int
    sku: str
    name: str
    decimals: int
    lot_id: int
    lot: str
    supplier: str | None
    reason: str | None
    quantity: int
    cost_minor: int | None


class MarkedLine(NamedTuple):
    """A sold line of a lot that was marked down at some time; `back` and `refunded` are what came back of it."""

    booking_id: int
    day: str
    lot_id: int
    sku: str
    name: str
    lot: str
    decimals: int
    quantity: int
    price_minor: int
    amount_minor: int
    back: int
    refunded: int


class StepRow(NamedTuple):
    """A step of a lot's price, as little of it as tells what stood when."""

    lot_id: int
    booking_id: int
    list_minor: int
    became_minor: int | None


_undoing = Booking.alias()


def _period(query: Any) -> Any:
    """Only of bookings in the period that were not undone."""
    return query.left_outer_join(_undoing, on=(_undoing.reverses_id == Booking.id)).where(
        Booking.day >= param("first"), Booking.day <= param("last"), _undoing.id.is_null()
    )


_GONE = Compiled(
    lambda: (
        _period(
            Movement.select(
                Booking.id, Booking.day, Booking.kind, Movement.what, Product.id, Product.sku, Product.name,
                Product.decimals, Lot.id, Lot.code, Party.name, Movement.reason, Movement.quantity,
                Movement.cost_minor,
            )
            .join(Booking, on=(Booking.id == Movement.booking_id))
            .join(Product, on=(Product.id == Movement.product_id))
            .join(Lot, on=(Lot.id == Movement.lot_id))
            .left_outer_join(Party, on=(Party.id == Product.supplier_id))
        )
        .where(Movement.what.in_(GONE))
        .order_by(Movement.id)
    ),
    GoneRow,
)  # fmt: skip
_SOLD: Compiled[int] = Compiled(
    lambda: _period(
        SaleLine.select(fn.COALESCE(fn.SUM(SaleLine.amount_minor), 0)).join(
            Booking, on=(Booking.id == SaleLine.booking_id)
        )
    ),
    single,
)
_CAME_BACK: Compiled[int] = Compiled(
    lambda: _period(
        ReturnLine.select(fn.COALESCE(fn.SUM(ReturnLine.refund_minor), 0)).join(
            Booking, on=(Booking.id == ReturnLine.booking_id)
        )
    ).where(Booking.kind != "void"),
    single,
)
_came = ReturnLine.alias()


def _of_line(column: Any) -> Any:
    return fn.COALESCE(_came.select(fn.SUM(column)).where(_came.sale_line_id == SaleLine.id), 0)


_marked = Markdown.alias()
_MARKED = Compiled(
    lambda: (
        _period(
            SaleLine.select(
                Booking.id, Booking.day, SaleLine.lot_id, Product.sku, Product.name, Lot.code, Product.decimals,
                SaleLine.quantity, SaleLine.price_minor, SaleLine.amount_minor,
                _of_line(_came.quantity), _of_line(_came.refund_minor),
            )
            .join(Booking, on=(Booking.id == SaleLine.booking_id))
            .join(Lot, on=(Lot.id == SaleLine.lot_id))
            .join(Product, on=(Product.id == SaleLine.product_id))
        )
        .where(SaleLine.lot_id.in_(_marked.select(_marked.lot_id)))
        .order_by(SaleLine.id)
    ),
    MarkedLine,
)  # fmt: skip
_STEPS = Compiled(
    lambda: Markdown.select(
        Markdown.lot_id, Markdown.booking_id, Markdown.list_minor, Markdown.became_minor
    ).order_by(Markdown.lot_id, Markdown.seq),
    StepRow,
)


def gone_between(store: Store, first: date, last: date) -> list[GoneRow]:
    """Everything that was thrown away, given away, given to staff or sent back in those days, in its order."""
    return _GONE.all(store.db, first=first.isoformat(), last=last.isoformat())


def sales_between(store: Store, first: date, last: date) -> int:
    """What customers paid in those days less what went back to them, with its tax, in minor units."""
    days = {"first": first.isoformat(), "last": last.isoformat()}
    return int(_SOLD.one(store.db, **days)) - int(_CAME_BACK.one(store.db, **days))


def marked_lines_between(store: Store, first: date, last: date) -> list[MarkedLine]:
    """The lines sold in those days of lots that were ever marked down."""
    return _MARKED.all(store.db, first=first.isoformat(), last=last.isoformat())


def price_steps(store: Store) -> dict[int, list[StepRow]]:
    """The steps of every lot that was ever marked down, by lot, in order."""
    found: dict[int, list[StepRow]] = {}
    for step in _STEPS.all(store.db):
        found.setdefault(step.lot_id, []).append(step)
    return found
