"""The slip a customer gets for goods that are left for a claim: what it is, what is wrong, what was said, what pays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from shopstock.papers.receipt import Letterhead, letterhead
from shopstock.papers.sheet import GAP, RULE, Row

BRING = "Bring this slip when you fetch it."


@dataclass(frozen=True, slots=True)
class IntakeSlip:
    """A claim as it was taken in; days as people read them, `notes` in the order they were made."""

    shop: Letterhead
    paper: str
    opened: str
    product: str
    serial: str
    symptom: str
    pays: str
    staff: str
    here: bool
    notes: tuple[str, ...] = ()
    customer: str | None = None
    due: str | None = None
    lent: tuple[str, ...] = ()
    disclaimer: str = ""
    copy: bool = False


def rows(slip: IntakeSlip) -> tuple[Row, ...]:
    """The slip."""
    return tuple(_rows(slip))


def _rows(slip: IntakeSlip) -> Iterator[Row]:
    if slip.copy:
        yield Row("COPY", kind="big")
        yield GAP
    yield from letterhead(slip.shop)
    yield Row("Claim", slip.paper, "strong")
    yield Row("Opened on", slip.opened)
    yield Row("By", slip.staff)
    if slip.customer:
        yield Row("Customer", slip.customer)
    yield RULE
    yield Row(slip.product, kind="strong")
    yield Row("Serial", slip.serial)
    yield Row("What is wrong", slip.symptom)
    for note in slip.notes:
        yield Row(note, kind="note")
    yield Row("Paid by", slip.pays)
    if slip.due:
        yield Row("Expected on", slip.due)
    for serial in slip.lent:
        yield Row("Lent meanwhile", serial)
    yield GAP
    yield Row(
        "The piece is left with us." if slip.here else "The piece stays with the customer.", kind="note"
    )
    if slip.disclaimer:
        yield Row(slip.disclaimer, kind="note")
    if slip.here:
        yield Row(BRING, kind="note")
    yield GAP
    yield Row(slip.paper, kind="code")
    if slip.copy:
        yield Row("COPY", kind="big")
