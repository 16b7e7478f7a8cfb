"""Stock in the days to come: what of it will still be good, when it runs out, and what will be left over at its date.

Goods go lot by lot, the earliest date first, as at the till, at the pace of sale (`jobs.pace`). Of each lot the days
count on which the till would offer it by itself: what will have expired by then is no stock. Amounts are estimates in
whole measures (pieces, kilograms) and floats; nothing that is booked is ever made of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from shopstock.jobs.coming import Coming
from shopstock.jobs.freshness import freshness, rules
from shopstock.jobs.pace import UNKNOWN, Pace, paces
from shopstock.jobs.session import Session
from shopstock.store.catalogue import ProductRow
from shopstock.store.stock import standing

DAYS = 42
HARDLY = 0.05  # less than that is nothing: a rounding of the pace, not a piece


class Batch(NamedTuple):
    """So much of a lot, and the last day on which it is offered; None for goods that bear no date."""

    lot_id: int
    quantity: float
    until: date | None


class Left(NamedTuple):
    """What will likely be left of a lot after the last day on which it is offered."""

    lot_id: int
    until: date
    quantity: float


class ForecastDay(NamedTuple):
    """A day: what is good in the morning, what is likely wanted on it, and what ends unsold in the evening."""

    day: date
    good: float
    wanted: float
    left: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """The days to come of one product. `runs_out` is the day on which less is there than is wanted, None where that is
    further away; `known` says whether the pace is: without one nothing sells here, and that is no forecast."""

    days: tuple[ForecastDay, ...]
    left: tuple[Left, ...]
    runs_out: date | None
    known: bool


def run(batches: Iterable[Batch], wanted: Callable[[date], float], first: date, days: int) -> Forecast:
    """Day by day from `first` on: what is offered that day, what goes, and what is left of the lots that end on it."""
    there = [b for b in sorted(batches, key=_fefo) if b.until is None or b.until >= first]
    lines: list[ForecastDay] = []
    left: list[Left] = []
    runs_out = None
    for day in (first + timedelta(days=n) for n in range(days)):
        good, rest = sum(one.quantity for one in there), wanted(day)
        asked = rest
        for n, one in enumerate(there):
            taken = min(one.quantity, rest)
            there[n], rest = one._replace(quantity=one.quantity - taken), rest - taken
        if rest > HARDLY and runs_out is None:
            runs_out = day
        ended = [Left(b.lot_id, day, b.quantity) for b in there if b.until == day and b.quantity > HARDLY]
        left += ended
        lines.append(ForecastDay(day, good, asked, sum(one.quantity for one in ended)))
        there = [b for b in there if b.quantity > 0 and (b.until is None or b.until > day)]
    return Forecast(tuple(lines), tuple(left), runs_out, known=True)


def _fefo(batch: Batch) -> tuple[bool, date, int]:
    return batch.until is None, batch.until or date.max, batch.lot_id


def forecast_of(session: Session, row: ProductRow, days: int = DAYS) -> Forecast:
    """The forecast of a product from today on; held goods and what stands where nothing is sold are left out."""
    now = rules(session)
    batches = [
        Batch(s.lot_id, s.quantity / 10**row.decimals, freshness(now, row, s.expires).offered_until)
        for s in standing(session.store, row.id)
        if s.sellable and not s.held
    ]
    pace = paces(session).get(row.id, UNKNOWN)
    made = run(batches, pace.on, session.today(), days)
    return Forecast(made.days, made.left, made.runs_out, pace.known)


def likely_left(session: Session, lots: Sequence[Coming], last: date) -> dict[int, float]:
    """What will likely be left of these lots up to `last`, by their ids, where the product has a known pace.

    The lots must be all of their products up to that day; what is over already is left as a whole."""
    today = session.today()
    by_product: dict[int, list[Coming]] = {}
    for each in lots:
        if each.quantity:
            by_product.setdefault(each.row.product_id, []).append(each)
    known = paces(session, last)
    found: dict[int, float] = {}
    for product_id, coming in by_product.items():
        pace = known.get(product_id, UNKNOWN)
        if pace.known:
            found |= _left_of(coming, pace, today, last)
    return found


def _left_of(coming: Sequence[Coming], pace: Pace, today: date, last: date) -> dict[int, float]:
    batches = [Batch(c.row.lot_id, c.quantity / 10**c.row.decimals, c.fresh.offered_until) for c in coming]
    made = run(batches, pace.on, today, (last - today).days + 1)
    found = {b.lot_id: 0.0 for b in batches}
    for batch in batches:
        if batch.until is not None and batch.until < today:
            found[batch.lot_id] += batch.quantity
    for left in made.left:
        found[left.lot_id] += left.quantity
    return found
