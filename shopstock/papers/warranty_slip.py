"""The warranty slip: for one piece with a serial, until when it is covered and what to bring.

A warranty is a promise beside the law, and its paper must say so: Directive (EU) 2019/771, Article 17 (2), asks for a
clear statement that the customer's remedies by law are free of charge and not affected, for the name and address of
who promises, what to do, and the goods.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shopstock.papers.receipt import Letterhead, letterhead
from shopstock.papers.sheet import CUT, GAP, RULE, Row

BRING = "Bring the piece with this serial, what came with it, and this slip or the receipt."
LAW = (
    "If the goods are faulty, the law gives you remedies from the seller, free of charge. This warranty does not "
    "affect them."
)


@dataclass(frozen=True, slots=True)
class WarrantySlip:
    """A piece and its warranty; days as people read them, `until` is the last day covered, or why there is none.

    `extended` is the last day of an extension that was bought with it."""

    shop: Letterhead
    paper: str
    product: str
    serial: str
    sold_on: str
    until: str
    term: str | None = None
    customer: str | None = None
    copy: bool = False
    extended: str = ""


def rows(slips: Sequence[WarrantySlip]) -> tuple[Row, ...]:
    """The slips, cut from each other."""
    found: list[Row] = []
    for slip in slips:
        found += [*((CUT,) if found else ()), *_slip(slip)]
    return tuple(found)


def _slip(slip: WarrantySlip) -> Iterator[Row]:
    if slip.copy:
        yield Row("COPY", kind="big")
        yield GAP
    yield from letterhead(slip.shop)
    yield Row("Warranty", slip.term or "", "strong")
    yield RULE
    yield Row(slip.product, kind="strong")
    yield Row("Serial", slip.serial)
    yield Row("Sold on", slip.sold_on)
    yield Row("Receipt", slip.paper)
    if slip.customer:
        yield Row("Customer", slip.customer)
    dated = slip.until[:1].isdigit() and slip.until[-1:].isdigit()
    if slip.until:
        yield Row("Covered until" if dated else "Covered", slip.until, "strong" if slip.extended else "total")
    if slip.extended:
        yield Row("Extended to", slip.extended, "total")
    if dated or slip.extended:
        yield Row("That day is included.", kind="note")
    yield GAP
    yield Row(BRING, kind="note")
    yield GAP
    yield Row(LAW, kind="note")
    yield GAP
    yield Row(slip.serial if _can_be_bars(slip.serial) else slip.paper, kind="code")
    if slip.copy:
        yield Row("COPY", kind="big")


def _can_be_bars(serial: str) -> bool:
    return serial.isascii() and serial.isprintable() and len(serial) <= 30
