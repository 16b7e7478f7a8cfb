"""What covers a unit today, and who pays: every term side by side, and all of them in one answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from shopstock.jobs.session import Session
from shopstock.jobs.warranty_terms import (
    ONE_DAY,
    Agreed,
    legal_warranty,
    shop_warranty,
    terms_of_line,
)
from shopstock.jobs.warranty_terms import after_repair as after_repair
from shopstock.jobs.warranty_terms import replacement_covers as replacement_covers
from shopstock.jobs.warranty_terms import replacement_until as replacement_until
from shopstock.store.catalogue import ProductRow, product
from shopstock.store.covers import CoverRow, Kind, RunsFrom, supplier_covers_of
from shopstock.store.lots import UnitRow
from shopstock.store.tickets import SoldLine, last_sale_of

Status = Literal["in", "over", "none", "not_started", "lifetime"]
Payer = Literal["us", "supplier", "extension"]

PAYERS: dict[Kind, Payer] = {
    "shop": "us",
    "legal": "us",
    "goodwill": "us",
    "extension": "extension",
    "supplier": "supplier",
}
_ORDER: tuple[Kind, ...] = ("shop", "legal", "extension", "goodwill", "supplier")


@dataclass(frozen=True, slots=True)
class Cover:
    """The state of a warranty; `days_left` counts from today to the last day, negative once it is over.

    A lifetime has neither. `kind` is the term that covers it today, or the one that ended last."""

    status: Status
    until: date | None
    days_left: int | None
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Covered:
    """One term: what it is, who pays under it (`extension`: we do, the customer has paid for it), from when to when.

    `term` is its length as people say it; `runs_from` what a term that has not begun waits for."""

    kind: Kind
    who: Payer
    starts: date | None
    until: date | None
    days_left: int | None
    status: Status
    term: str
    runs_from: RunsFrom
    note: str | None = None


def is_out(sale: SoldLine | None) -> bool:
    """Whether that sale still stands: the buyer has it, or it is here to be repaired for them."""
    return sale is not None and sale.back < sale.quantity


def cover(session: Session, row: ProductRow, found: UnitRow, sale: SoldLine | None) -> Cover:
    """The warranty that a customer has on a unit: all terms together, through the last day of the last of them."""
    return summed(covers_of(session, found, row, sale), session.today())


def cover_of(session: Session, sale: SoldLine) -> Cover:
    """The warranty of a sold line as agreed, and what was added since."""
    today = session.today()
    return summed([_covered(row, today) for row in terms_of_line(session, sale)], today)


def covers_of(
    session: Session, found: UnitRow, row: ProductRow | None = None, sale: SoldLine | None = None
) -> tuple[Covered, ...]:
    """Every term of a unit in one line of time: those of its newest sale while that stands, else what would be agreed
    now; and what its supplier owes us."""
    today = session.today()
    sale = sale or last_sale_of(session.store, found.id)
    theirs = [_covered(term, today) for term in supplier_covers_of(session.store, found.id)]
    if sale is not None and is_out(sale):
        ours = [_covered(term, today) for term in terms_of_line(session, sale)]
    else:
        row = row or product(session.store, found.product_id)
        to_be = (shop_warranty(session, row, found.id), legal_warranty(session, row, found.id))
        ours = [_to_be(agreed) for agreed in to_be if agreed]
    return tuple(
        sorted([*ours, *theirs], key=lambda each: (_ORDER.index(each.kind), each.starts or date.max))
    )


def covers_of_sale(session: Session, sale: SoldLine) -> tuple[Covered, ...]:
    """Every term of a sold line that is no unit."""
    today = session.today()
    return tuple(_covered(term, today) for term in terms_of_line(session, sale))


def _covered(row: CoverRow, today: date) -> Covered:
    left = (row.until - today).days if row.until else None
    return Covered(
        row.kind, PAYERS[row.kind], row.starts_on, row.until, left, _status(row, today), _said(row), row.runs_from,
        row.note,
    )  # fmt: skip


def _to_be(agreed: Agreed) -> Covered:
    term = "lifetime" if agreed.lifetime else str(agreed.term)
    return Covered(
        agreed.kind, PAYERS[agreed.kind], None, None, None, "not_started", term, agreed.runs_from, agreed.note
    )


def _status(row: CoverRow, today: date) -> Status:
    if row.term is None and not row.lifetime:
        return "none"
    if row.starts_on is None or row.starts_on > today:
        return "not_started"
    if row.lifetime:
        return "lifetime"
    return "in" if row.until and row.until >= today else "over"


def _said(row: CoverRow) -> str:
    """`24 months + 12 months + 9 days`."""
    if row.lifetime:
        return "lifetime"
    days = f"{row.extra_days} day{'s' if row.extra_days != 1 else ''}" if row.extra_days else None
    return " + ".join(str(part) for part in (row.term, row.extra, days) if part) or "none"


def summed(covers: Sequence[Covered], today: date) -> Cover:
    """What a customer has of all of these: covered today, and through which day without a gap."""
    ours = [each for each in covers if each.who != "supplier" and each.status != "none"]
    forever = next((each for each in ours if each.status == "lifetime"), None)
    if forever:
        return Cover("lifetime", None, None, forever.kind)
    running = [each for each in ours if each.status == "in" and each.until]
    if running:
        first = max(running, key=lambda each: each.until or today)
        return _through(ours, first, today)
    if any(each.status == "not_started" for each in ours):
        waiting = next(each for each in ours if each.status == "not_started")
        return Cover("not_started", None, None, waiting.kind)
    over = [each for each in ours if each.status == "over"]
    if not over:
        return Cover("none", None, None)
    last = max(over, key=lambda each: each.until or today)
    return Cover("over", last.until, last.days_left, last.kind)


def _through(ours: Sequence[Covered], first: Covered, today: date) -> Cover:
    """Through what follows the running term day on day."""
    until = first.until or today
    for each in sorted(ours, key=lambda one: one.starts or date.max):
        if each.starts and each.until and each.starts <= until + ONE_DAY and each.until > until:
            until = each.until
    return Cover("in", until, (until - today).days, first.kind)


def who_pays(covers: Sequence[Covered]) -> tuple[Payer | Literal["customer"], ...]:
    """Who pays today: first who pays for the customer, then whoever pays us; `customer` where nobody does."""
    running = [each.who for each in covers if each.status in ("in", "lifetime")]
    ours = next((who for who in running if who != "supplier"), None)
    first: Payer | Literal["customer"] = ours or "customer"
    return (first, "supplier") if "supplier" in running else (first,)
