"""What the warranty of a unit says today, by the term that was agreed at its sale."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from shopstock.jobs.session import Session
from shopstock.store.catalogue import ProductRow
from shopstock.store.lots import UnitRow
from shopstock.store.tickets import SoldLine

Status = Literal["in", "over", "none", "not_started"]


@dataclass(frozen=True, slots=True)
class Cover:
    """The state of a warranty; `days_left` counts from today to the last day, negative once it is over."""

    status: Status
    until: date | None
    days_left: int | None


def cover(session: Session, row: ProductRow, found: UnitRow, sale: SoldLine | None) -> Cover:
    """The warranty of a unit: it runs from its last sale, through its last day."""
    if sale is None or found.place_kind != "customer":
        return Cover("not_started" if row.warranty_number else "none", None, None)
    return cover_of(session, sale)


def cover_of(session: Session, sale: SoldLine) -> Cover:
    """The warranty as agreed on a sale line."""
    if not sale.warranty_until:
        return Cover("none", None, None)
    until = date.fromisoformat(sale.warranty_until)
    left = (until - session.today()).days
    return Cover("in" if left >= 0 else "over", until, left)
