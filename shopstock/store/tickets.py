"""Reading tickets back: by their number, with their lines and payments and what is left to return."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from peewee import fn

from shopstock.store.catalogue import date_kind_said
from shopstock.store.compiled import Compiled, param
from shopstock.store.customers import rows_of
from shopstock.store.engine import Store
from shopstock.store.ledger import paper_name
from shopstock.store.models import (
    Booking,
    Event,
    Lot,
    Movement,
    Payment,
    Product,
    ReturnLine,
    SaleLine,
    Staff,
    Unit,
)
from shopstock.store.papers import WIDTHS, as_params
from shopstock.store.serial_shown import serial_shown
from shopstock.store.whose import sale_ids_of, told_whose


class Ticket(NamedTuple):
    """A booking as people refer to it; `reversed_by` is the paper or id of what voided it."""

    id: int
    kind: str
    paper: str | None
    at_us: int
    day: date
    staff: str
    till_id: int
    party_id: int | None
    customer: str | None
    reverses_id: int | None
    reversed_by: int | None
    note: str | None


class SoldLine(NamedTuple):
    """A sold line, on which ticket, and what became of it: `back` of `quantity` came back, `refunded` paid."""

    id: int
    booking_id: int
    n: int
    product_id: int
    tracking: str
    sku: str
    name: str
    decimals: int
    lot_id: int
    lot_code: str
    plain: int
    expires_on: str | None
    date_kind: str | None
    unit_id: int | None
    serial: str | None
    quantity: int
    price_minor: int
    discount_ppm: int
    amount_minor: int
    cost_minor: int | None
    warranty_until: str | None
    return_until: str | None
    back: int
    refunded: int
    seq: int
    tax_ppm: int
    tax_minor: int


class PaymentRow(NamedTuple):
    """One payment of a ticket."""

    tender: str
    amount_minor: int
    tendered_minor: int


class ReturnedRow(NamedTuple):
    """One time that some of a sale line came back."""

    series: str | None
    number: int | None
    day: str
    quantity: int
    reason: str
    booking_id: int


class EventRow(NamedTuple):
    """An event of one booking: what changed, from what to what as people read it."""

    what: str
    product_id: int | None
    lot_id: int | None
    unit_id: int | None
    was: str | None
    became: str | None
    note: str | None = None


class MovementRow(NamedTuple):
    """A movement as it must be mirrored."""

    id: int
    what: str
    product_id: int
    tracking: str
    lot_id: int
    plain: int
    unit_id: int | None
    from_place_id: int
    to_place_id: int
    quantity: int
    cost_minor: int | None
    sale_line_id: int | None


def _ticket(
    id: int, kind: str, series: str | None, number: int | None, at_us: int, day: str, staff: str, till_id: int,  # noqa: A002
    party_id: int | None, customer: str | None, reverses_id: int | None, reversed_by: int | None, note: str | None,
) -> Ticket:  # fmt: skip
    paper = paper_name(series, number)
    return Ticket(
        id, kind, paper, at_us, date.fromisoformat(day), staff, till_id, party_id, customer,
        reverses_id, reversed_by, note,
    )  # fmt: skip


def _tickets() -> Any:
    later = Booking.alias()
    whose = told_whose(Booking.select())
    return whose.query.select(
        Booking.id, Booking.kind, Booking.series, Booking.number, Booking.at_us, Booking.day, Staff.name,
        Booking.till_id, whose.party_id, whose.name, Booking.reverses_id,
        later.select(later.id).where(later.reverses_id == Booking.id), Booking.note,
    ).join(Staff, on=(Staff.id == Booking.staff_id))  # fmt: skip


_TICKET = Compiled(lambda: _tickets().where(Booking.id == param("id")), _ticket)
_TICKET_BY_PAPER = Compiled(
    lambda: _tickets().where(
        Booking.series.in_([param(f"s{width}") for width in WIDTHS]), Booking.number == param("number")
    ),
    _ticket,
)


def _sold() -> Any:
    step = ReturnLine.alias()
    last = ReturnLine.alias()
    newest = last.select(fn.MAX(last.seq)).where(last.sale_line_id == SaleLine.id)
    return (
        SaleLine.select(
            SaleLine.id, SaleLine.booking_id, SaleLine.n, SaleLine.product_id, SaleLine.tracking,
            Product.sku, Product.name, Product.decimals, SaleLine.lot_id, Lot.code, Lot.plain,
            Lot.expires_on, date_kind_said(), SaleLine.unit_id, serial_shown(), SaleLine.quantity,
            SaleLine.price_minor, SaleLine.discount_ppm, SaleLine.amount_minor, SaleLine.cost_minor,
            SaleLine.warranty_until, SaleLine.return_until,
            fn.COALESCE(step.quantity_after, 0), fn.COALESCE(step.refund_after, 0), fn.COALESCE(step.seq, 0),
            SaleLine.tax_ppm, SaleLine.tax_minor,
        )
        .join(Product, on=(Product.id == SaleLine.product_id))
        .join(Lot, on=(Lot.id == SaleLine.lot_id))
        .left_outer_join(Unit, on=(Unit.id == SaleLine.unit_id))
        .left_outer_join(step, on=((step.sale_line_id == SaleLine.id) & (step.seq == newest)))
    )  # fmt: skip


_LINES_OF = Compiled(
    lambda: _sold().where(SaleLine.booking_id == param("booking_id")).order_by(SaleLine.n), SoldLine
)
_LINE = Compiled(lambda: _sold().where(SaleLine.id == param("id")), SoldLine)
_LAST_OF_UNIT = Compiled(
    lambda: _sold().where(SaleLine.unit_id == param("unit_id")).order_by(SaleLine.id.desc()).limit(1),
    SoldLine,
)
_PAYMENTS = Compiled(
    lambda: (
        Payment.select(Payment.tender, Payment.amount_minor, Payment.tendered_minor)
        .where(Payment.booking_id == param("booking_id"))
        .order_by(Payment.n)
    ),
    PaymentRow,
)
_undoing = Booking.alias()
_RETURNED = Compiled(
    lambda: (
        ReturnLine.select(
            Booking.series, Booking.number, Booking.day, ReturnLine.quantity, ReturnLine.reason, Booking.id
        )
        .join(Booking, on=(Booking.id == ReturnLine.booking_id))
        .left_outer_join(_undoing, on=(_undoing.reverses_id == Booking.id))
        .where(
            ReturnLine.sale_line_id == param("sale_line_id"), Booking.kind != "void", _undoing.id.is_null()
        )
        .order_by(ReturnLine.seq)
    ),
    ReturnedRow,
)


class ReturnStepRow(NamedTuple):
    """A return line of one booking, as it must be stepped back when the booking is voided."""

    sale_line_id: int
    quantity: int
    refund_minor: int
    destination: str


_RETURNS_OF = Compiled(
    lambda: (
        ReturnLine.select(
            ReturnLine.sale_line_id, ReturnLine.quantity, ReturnLine.refund_minor, ReturnLine.destination
        )
        .where(ReturnLine.booking_id == param("booking_id"))
        .order_by(ReturnLine.n)
    ),
    ReturnStepRow,
)
_EVENTS_OF = Compiled(
    lambda: (
        Event.select(
            Event.what, Event.product_id, Event.lot_id, Event.unit_id, Event.was, Event.became, Event.note
        )
        .where(Event.booking_id == param("booking_id"))
        .order_by(Event.n)
    ),
    EventRow,
)


class PaperLine(NamedTuple):
    """A line of a paper that is no receipt: what came back with its refund, or what moved."""

    n: int
    sku: str
    name: str
    decimals: int
    lot_code: str
    expires_on: str | None
    precision: str
    date_kind: str | None
    serial: str | None
    quantity: int
    refund_minor: int | None = None


_GOODS = (
    Product.sku, Product.name, Product.decimals, Lot.code, Lot.expires_on, Lot.precision, date_kind_said(),
    serial_shown(),
)  # fmt: skip
_CAME_BACK_ON = Compiled(
    lambda: (
        ReturnLine.select(ReturnLine.n, *_GOODS, ReturnLine.quantity, ReturnLine.refund_minor)
        .join(SaleLine, on=(SaleLine.id == ReturnLine.sale_line_id))
        .join(Product, on=(Product.id == SaleLine.product_id))
        .join(Lot, on=(Lot.id == SaleLine.lot_id))
        .left_outer_join(Unit, on=(Unit.id == SaleLine.unit_id))
        .where(ReturnLine.booking_id == param("booking_id"))
        .order_by(ReturnLine.n)
    ),
    PaperLine,
)
_MOVED_ON = Compiled(
    lambda: (
        Movement.select(Movement.n, *_GOODS, Movement.quantity)
        .join(Product, on=(Product.id == Movement.product_id))
        .join(Lot, on=(Lot.id == Movement.lot_id))
        .left_outer_join(Unit, on=(Unit.id == Movement.unit_id))
        .where(Movement.booking_id == param("booking_id"))
        .order_by(Movement.n)
    ),
    PaperLine,
)
_MOVEMENTS_OF = Compiled(
    lambda: (
        Movement.select(*(getattr(Movement, name) for name in MovementRow._fields))
        .where(Movement.booking_id == param("booking_id"))
        .order_by(Movement.n)
    ),
    MovementRow,
)


def ticket(store: Store, booking_id: int) -> Ticket:
    """The booking of that id, which must exist."""
    found = _TICKET.first(store.db, id=booking_id)
    if found is None:
        raise LookupError(f"no booking {booking_id}")
    return found


def ticket_numbered(store: Store, series: str, number: int) -> Ticket | None:
    """The booking whose paper bears that number, however wide it is written."""
    return _TICKET_BY_PAPER.first(store.db, number=number, **as_params(series))


def sales_to(store: Store, party_id: int) -> list[Ticket]:
    """The newest 200 sales to a customer, under any of their rows, newest first."""
    rows = rows_of(store, party_id)
    return [ticket(store, sale_id) for sale_id in sale_ids_of(store, rows, 200)]


def lines_of(store: Store, booking_id: int) -> list[SoldLine]:
    """The lines sold on a ticket."""
    return _LINES_OF.all(store.db, booking_id=booking_id)


def sold_line(store: Store, sale_line_id: int) -> SoldLine:
    """The sale line of that id, which must exist."""
    found = _LINE.first(store.db, id=sale_line_id)
    if found is None:
        raise LookupError(f"no sale line {sale_line_id}")
    return found


def last_sale_of(store: Store, unit_id: int) -> SoldLine | None:
    """The newest sale of a unit, whatever became of it."""
    return _LAST_OF_UNIT.first(store.db, unit_id=unit_id)


def payments_of(store: Store, booking_id: int) -> list[PaymentRow]:
    """The payments of a ticket."""
    return _PAYMENTS.all(store.db, booking_id=booking_id)


def returned_of(store: Store, sale_line_id: int) -> list[ReturnedRow]:
    """Every return of a sale line in order, exchanges too; undone ones do not count."""
    return _RETURNED.all(store.db, sale_line_id=sale_line_id)


def returns_of(store: Store, booking_id: int) -> list[ReturnStepRow]:
    """The return lines of a booking."""
    return _RETURNS_OF.all(store.db, booking_id=booking_id)


def events_of(store: Store, booking_id: int) -> list[EventRow]:
    """The events of a booking."""
    return _EVENTS_OF.all(store.db, booking_id=booking_id)


def goods_on(store: Store, booking_id: int) -> list[PaperLine]:
    """What a paper that is no receipt is about: its return lines, or else its movements."""
    return _CAME_BACK_ON.all(store.db, booking_id=booking_id) or _MOVED_ON.all(
        store.db, booking_id=booking_id
    )


def came_back_on(store: Store, booking_id: int) -> list[PaperLine]:
    """What came back on a ticket, of an exchange, too."""
    return _CAME_BACK_ON.all(store.db, booking_id=booking_id)


def movements_of(store: Store, booking_id: int) -> list[MovementRow]:
    """The movements of a booking."""
    return _MOVEMENTS_OF.all(store.db, booking_id=booking_id)
