"""The quote of a repair: what it will cost, with its taxes, and until when that holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from shopstock.papers.receipt import Letterhead, letterhead
from shopstock.papers.sheet import GAP, RULE, Row

HOLDS = "Nothing is done before you agree. After that day it is quoted anew."


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A line: what it is, how much of it, one's price and the amount, all as people read them."""

    name: str
    quantity: str
    price: str
    amount: str


@dataclass(frozen=True, slots=True)
class QuotePaper:
    """A quote; days as people read them, amounts as decimal strings, `taxes` as rate and tax within the total."""

    shop: Letterhead
    claim: str
    day: str
    product: str
    serial: str
    symptom: str
    customer: str | None
    lines: tuple[PaperLine, ...]
    taxes: tuple[tuple[str, str], ...]
    total: str
    currency: str
    valid_until: str


def rows(quote: QuotePaper) -> tuple[Row, ...]:
    """The paper, with a line to sign."""
    return tuple(_rows(quote))


def _rows(quote: QuotePaper) -> Iterator[Row]:
    yield from letterhead(quote.shop)
    yield Row("Quote", quote.claim, "strong")
    yield Row("Date", quote.day)
    if quote.customer:
        yield Row("Customer", quote.customer)
    yield RULE
    yield Row(quote.product, kind="strong")
    yield Row("Serial", quote.serial)
    yield Row("Fault", quote.symptom)
    yield RULE
    for line in quote.lines:
        yield Row(line.name, line.amount)
        if line.quantity != "1":
            yield Row(f"  {line.quantity} x {line.price}")
    yield Row(f"Total {quote.currency}", quote.total, "total")
    for rate, tax in quote.taxes:
        yield Row(f"includes tax {rate} %", tax)
    yield GAP
    yield Row("Valid until", quote.valid_until, "strong")
    yield Row(HOLDS, kind="note")
    yield GAP
    yield Row("I agree, date and name:")
    yield GAP
    yield RULE
    yield Row(quote.claim, kind="code")
