"""Losses: what was thrown away, given away and sent back, why, and what markdowns brought in.

Money is the cost of the goods as it was known when they left; what had no cost then is counted, never guessed. Percent
are of what customers paid in the same days, with its tax. Saved by markdown is what marked-down lots brought in at
their marked price; what of them was thrown away all the same stands beside it.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple

from shopstock.amounts import line_amount, round_half_up, show_decimal
from shopstock.jobs.exports import Asked, Listing
from shopstock.jobs.reasons import said
from shopstock.jobs.session import Session
from shopstock.refusal import BadInput
from shopstock.store.losses import (
    GoneRow,
    MarkedLine,
    StepRow,
    gone_between,
    marked_lines_between,
    price_steps,
    sales_between,
)
from shopstock.text import fit

By = Literal["product", "lot", "supplier", "reason"]
FURTHEST_DAYS = 3660
# how the ledger calls it -> how people do
WORDS = {"wasted": "waste", "given_away": "charity", "given_to_staff": "staff", "sent_back": "supplier"}


@dataclass(frozen=True, slots=True)
class Period:
    """Days, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Sum:
    """Several movements together: their cost in minor units, how many there are and how many of them had no cost.
    `quantity` is None where they are not of one measure."""

    cost_minor: int = 0
    count: int = 0
    uncosted: int = 0
    quantity: int | None = 0
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """Waste of one product, lot, supplier or reason; `code` finds it again, where that can be."""

    label: str
    code: str
    sum: Sum


@dataclass(frozen=True, slots=True)
class Saved:
    """What lots brought that were marked down: at the marked price, what it would have been at list, and the cost of
    what of them was wasted anyhow."""

    brought_minor: int = 0
    listed_minor: int = 0
    wasted_minor: int = 0
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Losses:
    """The losses of a period. `groups` are of waste alone, the dearest first."""

    period: Period
    sales_minor: int
    waste: Sum
    charity: Sum
    staff: Sum
    supplier: Sum
    groups: tuple[Group, ...]
    saved: Saved


class MonthFigures(NamedTuple):
    """This month so far: waste at cost, how many of its movements had no cost, sales, and saved by markdown."""

    wasted_minor: int
    uncosted: int
    sales_minor: int
    saved_minor: int

    @property
    def percent(self) -> str | None:
        """Waste in percent of sales, as people read it; None without sales."""
        return percent(self.wasted_minor, self.sales_minor)


NO_FIGURES = MonthFigures(0, 0, 0, 0)


def percent(part: int, whole: int) -> str | None:
    """`1.1`; None where there is no whole."""
    return show_decimal(round_half_up(part * 1000, whole), 1) if whole > 0 else None


def this_month(session: Session) -> Period:
    """From the first of the month to today."""
    today = session.today()
    return Period(today.replace(day=1), today)


def period_of(session: Session, text: str) -> Period:
    """What a person said: nothing is this month, `2026-10` that month, `90` the last ninety days."""
    typed = text.strip()
    today = session.today()
    if not typed:
        return this_month(session)
    if typed.isascii() and typed.isdigit() and len(typed) <= 4 and 1 <= int(typed) <= FURTHEST_DAYS:
        return Period(today - timedelta(days=int(typed) - 1), today)
    year, dash, month = typed.partition("-")
    if (
        dash
        and typed.isascii()
        and year.isdigit()
        and month.isdigit()
        and len(year) == 4
        and 1 <= int(month) <= 12
    ):
        first = date(max(1, int(year)), int(month), 1)
        return Period(first, first.replace(day=calendar.monthrange(first.year, first.month)[1]))
    raise BadInput(f'"{fit(typed, 16)}" is no month such as 2026-10 and no number of days')


def month_figures(session: Session) -> MonthFigures:
    """The figures of this month for the summary of the morning check."""
    period = this_month(session)
    gone = gone_between(session.store, period.first, period.last)
    waste = _sum(row for row in gone if row.what == "wasted")
    saved = _saved(session, period, gone)
    sales = sales_between(session.store, period.first, period.last)
    return MonthFigures(waste.cost_minor, waste.uncosted, sales, saved.brought_minor)


def losses(session: Session, period: Period, by: By = "product") -> Losses:
    """The losses of those days, waste grouped by that."""
    gone = gone_between(session.store, period.first, period.last)
    waste, charity, staff, supplier = (_sum(row for row in gone if row.what == what) for what in WORDS)
    return Losses(
        period,
        sales_between(session.store, period.first, period.last),
        waste, charity, staff, supplier,
        _groups([row for row in gone if row.what == "wasted"], by),
        _saved(session, period, gone),
    )  # fmt: skip


def cost_of(row: GoneRow) -> int | None:
    """What a movement cost in all, in minor units; None where no cost was known."""
    return None if row.cost_minor is None else line_amount(row.cost_minor, row.quantity, row.decimals)


def total(rows: Iterable[GoneRow]) -> int:
    """What movements cost together, as far as their cost was known, in minor units."""
    return _sum(rows).cost_minor


def _sum(rows: Iterable[GoneRow]) -> Sum:
    told = list(rows)
    costs = [cost_of(row) for row in told]
    one = len({row.product_id for row in told}) == 1
    return Sum(
        sum(cost for cost in costs if cost is not None),
        len(told),
        costs.count(None),
        sum(row.quantity for row in told) if one else None,
        told[0].decimals if one else 0,
    )


def _groups(rows: list[GoneRow], by: By) -> tuple[Group, ...]:
    keys: dict[By, Callable[[GoneRow], tuple[str, str]]] = {
        "product": lambda row: (row.name, row.sku),
        "lot": lambda row: (f"lot {row.lot}, {row.name}" if row.lot else row.name, row.lot or row.sku),
        "supplier": lambda row: (row.supplier or "no supplier known", ""),
        "reason": lambda row: (said(row.reason), ""),
    }
    grouped: dict[tuple[int, tuple[str, str]], list[GoneRow]] = {}
    for row in rows:
        own = {"product": row.product_id, "lot": row.lot_id}.get(by, 0)
        grouped.setdefault((own, keys[by](row)), []).append(row)
    found = [Group(label, code, _sum(told)) for (_, (label, code)), told in grouped.items()]
    return tuple(sorted(found, key=lambda group: (-group.sum.cost_minor, group.label, group.code)))


# Markdowns


def _in_force(steps: dict[int, list[StepRow]], lot_id: int, booking_id: int) -> StepRow | None:
    """The step whose price stood when that was booked; None where the lot had its list price."""
    before = [step for step in steps.get(lot_id, ()) if step.booking_id < booking_id]
    return before[-1] if before and before[-1].became_minor is not None else None


def _sold_marked(session: Session, period: Period) -> Iterator[tuple[MarkedLine, StepRow]]:
    """Each line that was sold below the list price of its lot's markdown, with the step that stood then."""
    steps = price_steps(session.store)
    for line in marked_lines_between(session.store, period.first, period.last) if steps else ():
        step = _in_force(steps, line.lot_id, line.booking_id)
        if step is not None and line.price_minor < step.list_minor and line.quantity > line.back:
            yield line, step


def _saved(session: Session, period: Period, gone: list[GoneRow]) -> Saved:
    sold = list(_sold_marked(session, period))
    steps = price_steps(session.store)
    anyhow = [r for r in gone if r.what == "wasted" and _in_force(steps, r.lot_id, r.booking_id)]
    return Saved(
        sum(line.amount_minor - line.refunded for line, _ in sold),
        sum(line_amount(step.list_minor, line.quantity - line.back, line.decimals) for line, step in sold),
        _sum(anyhow).cost_minor,
        len(sold),
    )


# As files


def losses_listing(session: Session, asked: Asked) -> Listing:
    """Every movement that left without being sold in the last `--days`: a row for each."""
    period = period_of(session, str(asked.days))
    rows = gone_between(session.store, period.first, period.last)
    columns = ("day", "what", "sku", "name", "lot", "supplier", "reason", "quantity", "cost")
    return Listing(columns, (_gone_row(session, row) for row in rows))


def _gone_row(session: Session, row: GoneRow) -> list[str | None]:
    cost = cost_of(row)
    return [
        row.day, WORDS[row.what], row.sku, row.name, row.lot or None, row.supplier, row.reason,
        show_decimal(row.quantity, row.decimals), None if cost is None else session.money(cost),
    ]  # fmt: skip


def markdowns_listing(session: Session, asked: Asked) -> Listing:
    """Every line sold below the list price of its lot's markdown in the last `--days`."""
    period = period_of(session, str(asked.days))
    columns = ("day", "sku", "name", "lot", "quantity", "list_price", "price", "amount", "at_list")
    return Listing(columns, (_sold_row(session, *each) for each in _sold_marked(session, period)))


def _sold_row(session: Session, line: MarkedLine, step: StepRow) -> list[str | None]:
    left = line.quantity - line.back
    return [
        line.day, line.sku, line.name, line.lot, show_decimal(left, line.decimals), session.money(step.list_minor),
        session.money(line.price_minor), session.money(line.amount_minor - line.refunded),
        session.money(line_amount(step.list_minor, left, line.decimals)),
    ]  # fmt: skip
