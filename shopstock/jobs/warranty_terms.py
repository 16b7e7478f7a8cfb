"""The terms that a booking agrees: at a sale, at a delivery, when something was repaired or replaced.

Each function gives the rows to be booked and books nothing. A term is added once from its start: a sale, a delivery
or an activation day. What was agreed stays: nothing here looks at the catalogue or at a setting for a line that was
sold, but for what happens after it (a repair, a replacement).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from shopstock.days import Term, TermUnit, last_day, parse_term
from shopstock.jobs.country import after_repair_by_law, legal_by_law
from shopstock.jobs.session import Session
from shopstock.jobs.settings import value
from shopstock.store.catalogue import ProductRow
from shopstock.store.covers import (
    CoverDraft,
    CoverRow,
    Kind,
    RunsFrom,
    covers_of_line,
    covers_of_unit,
    on_line,
)
from shopstock.store.tickets import SoldLine, last_sale_of, sold_line

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Agreed:
    """A term to be agreed: `term` is None for a lifetime, and for no warranty at all."""

    kind: Kind
    term: Term | None
    lifetime: bool = False
    runs_from: RunsFrom = "sale"
    note: str | None = None

    def __bool__(self) -> bool:
        return self.lifetime or self.term is not None

    def starts(self, day: date) -> date | None:
        """The day it begins when it is agreed on that day; None where something must happen first."""
        return day if self.runs_from in ("sale", "receiving", "day") else None

    def until(self, day: date) -> date | None:
        """Its last day when it is agreed on that day, as far as that is known then."""
        starts = self.starts(day)
        return self.term.until(starts) if starts and self.term else None


def shop_warranty(session: Session, row: ProductRow, unit_id: int | None = None) -> Agreed:
    """The shop's own warranty as it would be agreed now: that of the unit where it has one, or the product's."""
    runs_from = cast(RunsFrom, row.warranty_start or "sale")
    for own in covers_of_unit(session.store, unit_id) if unit_id is not None else ():
        if own.kind == "shop":
            return Agreed("shop", own.term, own.lifetime, runs_from, own.note)
    return Agreed(
        "shop", term_of(row.warranty_number, row.warranty_unit), bool(row.warranty_lifetime), runs_from
    )


def legal_warranty(session: Session, row: ProductRow, unit_id: int | None = None) -> Agreed:
    """What the law gives the buyer of this now: of the unit, of the product, or as the shop's settings say.

    It begins with the sale, or with the delivery where that comes later."""
    runs_from: RunsFrom = "delivery" if row.warranty_start == "delivery" else "sale"
    for own in covers_of_unit(session.store, unit_id) if unit_id is not None else ():
        if own.kind == "legal":
            return Agreed("legal", own.term, False, runs_from, own.note)
    if row.legal_number is not None:
        return Agreed("legal", term_of(row.legal_number or None, row.legal_unit), False, runs_from)
    return Agreed("legal", _set(session, "warranty.legal", legal_by_law(session)), False, runs_from)


def term_of(number: int | None, unit: str | None) -> Term | None:
    """A number and its unit as a term."""
    return None if number is None or unit is None else Term(number, cast(TermUnit, unit))


def _set(session: Session, name: str, by_law: Term | None) -> Term | None:
    said = value(session, name)
    return by_law if said == "auto" else None if said == "none" else parse_term(said)


def at_sale(
    session: Session, row: ProductRow, unit_id: int | None, line: int, day: date
) -> tuple[CoverDraft, ...]:
    """The terms of line `line` of a ticket, for a piece or goods with a warranty: the shop's and those of the law."""
    shop = shop_warranty(session, row, unit_id)
    if not shop and unit_id is None:
        return ()
    return tuple(
        _of_line(agreed, line, day) for agreed in (shop, legal_warranty(session, row, unit_id)) if agreed
    )


def _of_line(agreed: Agreed, line: int, day: date) -> CoverDraft:
    return CoverDraft(
        agreed.kind, agreed.runs_from, agreed.starts(day), agreed.term, agreed.until(day),
        lifetime=agreed.lifetime, line=line, note=agreed.note,
    )  # fmt: skip


def of_delivery(rows: Iterable[ProductRow], day: date) -> tuple[CoverDraft, ...]:
    """What suppliers owe for these products from the day they came: one row each, however many pieces came."""
    found = []
    for row in {row.id: row for row in rows}.values():
        term = term_of(row.supplier_warranty_number, row.supplier_warranty_unit)
        if term:
            found.append(CoverDraft("supplier", "receiving", day, term, term.until(day), product_id=row.id))
    return tuple(found)


def terms_of_line(session: Session, sale: SoldLine) -> list[CoverRow]:
    """What holds for a sold line now: its newest rows, without the extensions whose money went back.

    A line of an earlier version has no rows; what stands on the line itself is its shop warranty."""
    rows = [row for row in covers_of_line(session.store, sale.id) if not _paid_back(session, row)]
    if any(row.kind == "shop" for row in rows):
        return rows
    said = on_line(session.store, sale.id)
    if said.term is None or said.until is None:
        return rows
    old = CoverRow(
        0, sale.booking_id, "shop", sale.id, None, None, None, "sale", said.day, said.term, False, None, 0, said.until,
        None,
    )  # fmt: skip
    return [old, *rows]


def _paid_back(session: Session, row: CoverRow) -> bool:
    if row.paid_line_id is None:
        return False
    paid = sold_line(session.store, row.paid_line_id)
    return paid.back >= paid.quantity


def copied(row: CoverRow, **changes: object) -> CoverDraft:
    """A row again as a draft for the same line, with some of it changed."""
    draft = {
        "kind": row.kind, "runs_from": row.runs_from, "starts_on": row.starts_on, "term": row.term, "until": row.until,
        "lifetime": row.lifetime, "extra": row.extra, "extra_days": row.extra_days, "sale_line_id": row.sale_line_id,
        "paid_line_id": row.paid_line_id, "note": row.note,
    }  # fmt: skip
    return CoverDraft(**{**draft, **changes})  # type: ignore[arg-type]


def spans(row: CoverRow | CoverDraft) -> tuple[Term, ...]:
    """The terms of a row that are added together, once, from its start."""
    return tuple(term for term in (row.term, row.extra) if term)


def after_repair(
    session: Session, unit_id: int, taken_in_on: date, back_on: date, *, repaired: bool
) -> tuple[CoverDraft, ...]:
    """What changes in a sold unit's terms when it is handed back; put these rows into that booking.

    Where time stands still (a setting), every term that was not over when it was taken in is longer by the days until
    `back_on`. Where it was `repaired`, the legal warranty that ran on `taken_in_on` grows by what the law adds (a
    setting), once for each sale. Nothing for a unit that was never sold, and nothing changes what is over."""
    sale = last_sale_of(session.store, unit_id)
    if sale is None:
        return ()
    away = max(0, (back_on - taken_in_on).days) if value(session, "warranty.stands_still") == "yes" else 0
    more = _set(session, "warranty.after_repair", after_repair_by_law(session)) if repaired else None
    drafts = (_repaired(row, taken_in_on, away, more) for row in terms_of_line(session, sale))
    return tuple(draft for draft in drafts if draft)


def _repaired(row: CoverRow, taken_in_on: date, away: int, more: Term | None) -> CoverDraft | None:
    if row.term is None or row.starts_on is None or row.until is None or row.until < taken_in_on:
        return None
    if row.starts_on > taken_in_on:  # an extension that begins later moves as a whole
        still = timedelta(days=away)
        return copied(row, starts_on=row.starts_on + still, until=row.until + still) if away else None
    extra = more if more and row.kind == "legal" and row.extra is None else row.extra
    if not away and extra == row.extra:
        return None
    until = row.until + timedelta(days=away)
    if extra != row.extra:
        until = last_day(row.starts_on, (row.term, *([extra] if extra else ())), row.extra_days + away)
    return copied(row, extra=extra, extra_days=row.extra_days + away, until=until)


@dataclass(frozen=True, slots=True)
class LineTerm:
    """What stands on a sale line of the shop's warranty: its length, and its last day where that is known."""

    number: int | None = None
    unit: str | None = None
    until: date | None = None


def line_term(session: Session, row: ProductRow, unit_id: int | None, day: date) -> LineTerm:
    """What a sale line says of the shop's warranty when it is sold on `day`."""
    agreed = shop_warranty(session, row, unit_id)
    if agreed.term is None:
        return LineTerm()
    return LineTerm(agreed.term.number, agreed.term.unit, agreed.until(day))


def replacement_covers(
    session: Session, old_line: SoldLine, new_line_number: int, day: date
) -> tuple[CoverDraft, ...]:
    """The terms of line `new_line_number` of a ticket that replaces `old_line` on `day`.

    It carries what is left of the old ones, or the shop's and the legal warranty begin anew (a setting) and never end
    earlier for it. A bought extension goes along either way."""
    return tuple(
        copied(row, sale_line_id=None, line=new_line_number, **_anew(session, row, day))
        for row in terms_of_line(session, old_line)
    )


def _anew(session: Session, row: CoverRow, day: date) -> dict[str, object]:
    restarts = value(session, "warranty.replacement") == "restart" and row.kind in ("shop", "legal")
    if not restarts or row.term is None or row.until is None or row.until < day:
        return {}
    until = row.term.until(day)
    if until <= row.until:
        return {}
    return {"starts_on": day, "until": until, "extra": None, "extra_days": 0}


def replacement_until(session: Session, old_line: SoldLine, day: date) -> LineTerm:
    """What the sale line of a replacement says of the shop's warranty: see `replacement_covers`."""
    for draft in replacement_covers(session, old_line, 1, day):
        if draft.kind == "shop" and draft.term is not None:
            return LineTerm(draft.term.number, draft.term.unit, draft.until)
    return LineTerm()


def extension_of(sold: ProductRow) -> Term | None:
    """By how much a product extends the warranty of what it is sold for; None for any other product."""
    return term_of(sold.extends_number, sold.extends_unit)


def extended(base: Iterable[CoverDraft | CoverRow], by: Term, day: date) -> CoverDraft:
    """An extension bought on `day`: it begins the day after the last of the buyer's terms ends, and ends as if it had
    been part of that term from its start. What is over already is not extended: then it begins on that day."""
    rows = [row for row in base if row.kind in ("shop", "legal", "extension")]
    waits = next((row for row in rows if row.term and row.starts_on is None), None)
    if waits:
        return CoverDraft("extension", waits.runs_from, None, by, None)
    running = [row for row in rows if row.until is not None and row.until >= day]
    if not running:
        return CoverDraft("extension", "day", day, by, by.until(day))
    last = max(running, key=lambda row: row.until or day)
    ends = last.until or day
    starts = last.starts_on if last.kind != "extension" else None
    if starts is None:  # it begins where another one ends: that one's start is not the first
        return CoverDraft("extension", "day", ends + ONE_DAY, by, by.until(ends))
    until = last_day(starts, (*spans(last), by), last.extra_days)
    return CoverDraft("extension", "day", ends + ONE_DAY, by, until)
