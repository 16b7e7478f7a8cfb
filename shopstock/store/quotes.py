"""Quotes of repairs: their lines, until when they hold, and the ticket that paid one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, NamedTuple

from shopstock.store.compiled import Compiled, param, single
from shopstock.store.engine import Store
from shopstock.store.models import Booking, ClaimSale, Product, Quote, QuoteLine
from shopstock.store.parts import Flat


@dataclass(frozen=True)
class QuoteLineDraft(Flat):
    """A line of a quote: work or a part, with what is said of it."""

    part: ClassVar[str] = "quote_lines"
    product_id: int
    quantity: int
    price_minor: int
    amount_minor: int
    tax_ppm: int
    said: str | None


@dataclass(frozen=True)
class QuoteDraft(Flat):
    """What a repair will cost, and the last day (ISO) on which that holds."""

    part: ClassVar[str] = "quotes"
    claim_id: int
    valid_until: str
    total_minor: int


@dataclass(frozen=True)
class ClaimSaleDraft(Flat):
    """This ticket pays the repair of that claim, as that quote said."""

    part: ClassVar[str] = "claim_sales"
    claim_id: int
    quote_id: int


class QuoteRow(NamedTuple):
    """A quote: `id` is that of the booking that made it, `staff_id` who did."""

    id: int
    claim_id: int
    day: date
    staff_id: int
    valid_until: date
    total_minor: int


class QuotedLine(NamedTuple):
    """A line of a quote as it was written."""

    n: int
    product_id: int
    sku: str
    name: str
    decimals: int
    service: int
    quantity: int
    price_minor: int
    amount_minor: int
    tax_ppm: int
    said: str | None


_NEWEST = Compiled(
    lambda: (
        Quote.select(
            Quote.booking_id,
            Quote.claim_id,
            Booking.day,
            Booking.staff_id,
            Quote.valid_until,
            Quote.total_minor,
        )
        .join(Booking, on=(Booking.id == Quote.booking_id))
        .where(Quote.claim_id == param("claim_id"))
        .order_by(Quote.id.desc())
        .limit(1)
    ),
    lambda id, claim_id, day, staff_id, until, total: QuoteRow(  # noqa: A006
        id, claim_id, date.fromisoformat(day), staff_id, date.fromisoformat(until), total
    ),
)
_LINES = Compiled(
    lambda: (
        QuoteLine.select(
            QuoteLine.n, Product.id, Product.sku, Product.name, Product.decimals, Product.service,
            QuoteLine.quantity, QuoteLine.price_minor, QuoteLine.amount_minor, QuoteLine.tax_ppm, QuoteLine.said,
        )
        .join(Product, on=(Product.id == QuoteLine.product_id))
        .where(QuoteLine.booking_id == param("quote_id"))
        .order_by(QuoteLine.n)
    ),
    QuotedLine,
)  # fmt: skip
_SALE: Compiled[int] = Compiled(
    lambda: ClaimSale.select(ClaimSale.booking_id).where(ClaimSale.claim_id == param("claim_id")), single
)
_PAID: Compiled[int] = Compiled(
    lambda: ClaimSale.select(ClaimSale.claim_id).where(ClaimSale.booking_id == param("booking_id")), single
)


def newest_quote(store: Store, claim_id: int) -> QuoteRow | None:
    """The quote of a claim that counts: the newest."""
    return _NEWEST.first(store.db, claim_id=claim_id)


def quote_lines(store: Store, quote_id: int) -> list[QuotedLine]:
    """Its lines."""
    return _LINES.all(store.db, quote_id=quote_id)


def sale_of_claim(store: Store, claim_id: int) -> int | None:
    """The ticket that paid a repair."""
    return _SALE.first(store.db, claim_id=claim_id)


def claim_paid_by(store: Store, booking_id: int) -> int | None:
    """The claim whose repair a ticket paid."""
    return _PAID.first(store.db, booking_id=booking_id)
