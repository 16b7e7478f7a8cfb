"""What a till took over a stretch of its bookings: by tender, by tax rate, what was refunded and voided.

A stretch goes by the till's own running numbers and never by the clock, so midnight divides nothing."""

from __future__ import annotations

from typing import Any, NamedTuple

from peewee import fn

from shopstock.store.compiled import Compiled, param, single
from shopstock.store.engine import Store
from shopstock.store.models import Booking, Event, Payment, Product, ReturnLine, SaleLine, Till


class Stretch(NamedTuple):
    """The bookings of a till after number `after`, up to and with number `upto`."""

    till_id: int
    after: int
    upto: int


class TenderSum(NamedTuple):
    """What was paid by one tender, refunds and voids taken off."""

    tender: str
    amount_minor: int


class SoldRow(NamedTuple):
    """A sold line as a report needs it."""

    tax_ppm: int
    amount_minor: int
    tax_minor: int
    price_minor: int
    quantity: int
    decimals: int
    discount_ppm: int


class BackRow(NamedTuple):
    """A step of a return or a void: what of its sale line was refunded before and after it."""

    kind: str
    tax_ppm: int
    amount_minor: int
    tax_minor: int
    refund_before: int
    refund_after: int
    booking_id: int


class HeadRow(NamedTuple):
    """A booking as the end of a till's chain; `hash` is its seal."""

    till_id: int
    till: str
    prefix: str
    number: int
    day: str
    hash: bytes


class Bounds(NamedTuple):
    """When the first and the last booking of a stretch were made; None where there is none."""

    first_us: int | None
    last_us: int | None


_reversed = Booking.alias()


def _within(query: Any) -> Any:
    return query.where(
        Booking.till_id == param("till_id"),
        Booking.till_number > param("after"),
        Booking.till_number <= param("upto"),
    )


def _tender(tender: str, amount: Any) -> TenderSum:
    return TenderSum(tender, int(amount))


_TENDERS = Compiled(
    lambda: (
        _within(
            Payment.select(Payment.tender, fn.SUM(Payment.amount_minor)).join(
                Booking, on=(Booking.id == Payment.booking_id)
            )
        )
        .group_by(Payment.tender)
        .order_by(Payment.tender)
    ),
    _tender,
)
_SOLD = Compiled(
    lambda: _within(
        SaleLine.select(
            SaleLine.tax_ppm, SaleLine.amount_minor, SaleLine.tax_minor, SaleLine.price_minor,
            SaleLine.quantity, Product.decimals, SaleLine.discount_ppm,
        )
        .join(Booking, on=(Booking.id == SaleLine.booking_id))
        .join(Product, on=(Product.id == SaleLine.product_id))
    ).order_by(SaleLine.id),
    SoldRow,
)  # fmt: skip
_BACK = Compiled(
    lambda: _within(
        ReturnLine.select(
            Booking.kind, SaleLine.tax_ppm, SaleLine.amount_minor, SaleLine.tax_minor,
            ReturnLine.refund_before, ReturnLine.refund_after, ReturnLine.booking_id,
        )
        .join(Booking, on=(Booking.id == ReturnLine.booking_id))
        .join(SaleLine, on=(SaleLine.id == ReturnLine.sale_line_id))
    ).order_by(ReturnLine.id),
    BackRow,
)  # fmt: skip
_KINDS = Compiled(
    lambda: _within(Booking.select(Booking.kind, fn.COUNT(Booking.id))).group_by(Booking.kind),
    lambda kind, number: (kind, number),
)
_VOIDS = Compiled(
    lambda: _within(
        Booking.select(_reversed.kind, fn.COUNT(Booking.id)).join(
            _reversed, on=(_reversed.id == Booking.reverses_id)
        )
    ).group_by(_reversed.kind),
    lambda kind, number: (kind, number),
)
_EVENTS = Compiled(
    lambda: _within(
        Event.select(Event.what, fn.COUNT(Event.id)).join(Booking, on=(Booking.id == Event.booking_id))
    ).group_by(Event.what),
    lambda what, number: (what, number),
)
_APPROVED: Compiled[int] = Compiled(
    lambda: _within(Booking.select(fn.COUNT(Booking.id))).where(Booking.approver_id.is_null(False)), single
)
_BOUNDS = Compiled(
    lambda: _within(Booking.select(fn.MIN(Booking.at_us), fn.MAX(Booking.at_us))).where(
        Booking.kind.in_(("sale", "return", "void", "cash"))
    ),
    Bounds,
)


def _heads() -> Any:
    return Till.select(
        Booking.till_id, Till.name, Till.prefix, Booking.till_number, Booking.day, Booking.hash
    ).join(Booking, on=(Booking.till_id == Till.id))


def _newest() -> Any:
    other = Booking.alias()
    return other.select(fn.MAX(other.till_number)).where(other.till_id == Till.id)


def _head(till_id: int, till: str, prefix: str, number: int, day: str, seal: bytes) -> HeadRow:
    return HeadRow(till_id, till, prefix, number, day, bytes(seal))


_HEADS = Compiled(lambda: _heads().where(Booking.till_number == _newest()).order_by(Till.id), _head)
_HEAD_AT = Compiled(
    lambda: _heads().where(Booking.till_id == param("till_id"), Booking.till_number == param("number")), _head
)


def by_tender(store: Store, stretch: Stretch) -> list[TenderSum]:
    """What was paid by each tender, by its name."""
    return _TENDERS.all(store.db, **stretch._asdict())


def sold_in(store: Store, stretch: Stretch) -> list[SoldRow]:
    """Every sold line."""
    return _SOLD.all(store.db, **stretch._asdict())


def back_in(store: Store, stretch: Stretch) -> list[BackRow]:
    """Every step of what came back, of returns and of voids."""
    return _BACK.all(store.db, **stretch._asdict())


def kinds_in(store: Store, stretch: Stretch) -> dict[str, int]:
    """How many bookings of each kind."""
    return dict(_KINDS.all(store.db, **stretch._asdict()))


def voided_in(store: Store, stretch: Stretch) -> dict[str, int]:
    """How many voids, by the kind of what they void."""
    return dict(_VOIDS.all(store.db, **stretch._asdict()))


def events_in(store: Store, stretch: Stretch) -> dict[str, int]:
    """How many events of each name."""
    return dict(_EVENTS.all(store.db, **stretch._asdict()))


def approved_in(store: Store, stretch: Stretch) -> int:
    """How many bookings somebody else approved."""
    return _APPROVED.one(store.db, **stretch._asdict())


def bounds_of(store: Store, stretch: Stretch) -> Bounds:
    """When the first and the last sale, return, void or cash booking was made."""
    return _BOUNDS.one(store.db, **stretch._asdict())


def heads(store: Store) -> list[HeadRow]:
    """The newest booking of every till that has one, till by till."""
    return _HEADS.all(store.db)


def head_at(store: Store, till_id: int, number: int) -> HeadRow | None:
    """The booking of a till's number, as far as its chain is there."""
    return _HEAD_AT.first(store.db, till_id=till_id, number=number)
