"""How good the suggestions were: what they would have said of the lots of days gone by, against what happened.

Each lot whose date came in the last `SPAN_DAYS` days is looked at on one morning before it, with nothing but what the
ledger said until the evening before. A lot whose price was changed after that morning had another fate than the one
that was foretold; it is counted apart. Quantities are whole measures.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from shopstock.amounts import line_amount, lowest
from shopstock.jobs import pace, response
from shopstock.jobs.freshness import Rules, freshness, rules
from shopstock.jobs.habits import Habits, tries_in
from shopstock.jobs.history import WINDOW_DAYS, History, SaleDay, Stood, read
from shopstock.jobs.response import Response, Tried
from shopstock.jobs.session import Session
from shopstock.jobs.suggest import Asked, Suggestion, rounding, suggested_for
from shopstock.store import pace as rows
from shopstock.store.pace import ShelfRow

SPAN_DAYS = 90
MOST_LOTS = 300


@dataclass(frozen=True, slots=True)
class Judged:
    """One lot: how much of it was there that morning, what was said to be left of it, what was, and what was advised.

    `priced` says that its price was changed after that morning. `left_minor` is what was left, at its price then."""

    name: str
    code: str
    day: date
    said: Suggestion
    there: float
    left: float
    left_minor: int
    priced: bool

    @property
    def advised(self) -> bool:
        """Whether a lower price was suggested."""
        return self.said.verdict == "mark_down"

    @property
    def right(self) -> bool:
        """Whether a lower price was suggested just where some was left."""
        return self.advised == (self.left > 0)


@dataclass(frozen=True, slots=True)
class Backtest:
    """All lots, the newest first, `days` mornings before their last day of sale; none that stood too short a time
    for any forecast (`unknown` counts those)."""

    days: int
    lots: list[Judged]
    unknown: int

    @property
    def kept(self) -> list[Judged]:
        """Those whose price stayed as it was: what was foretold of them can be compared."""
        return [one for one in self.lots if not one.priced]

    @property
    def error(self) -> float:
        """By how much the units left were missed, in the mean of the amounts."""
        return _mean([abs(one.said.left_units - one.left) for one in self.kept])

    @property
    def bias(self) -> float:
        """How many more units were said to be left than were, in the mean."""
        return _mean([one.said.left_units - one.left for one in self.kept])


def backtest(session: Session, days: int = 1) -> Backtest:
    """What would have been said `days` mornings before the last day of sale of each lot (0 is that very morning)."""
    today = session.today()
    past = _Past(session, today)
    judged: list[Judged] = []
    unknown = 0
    for lot, until in past.ended(days):
        one = past.judge(lot, until, until - timedelta(days=days))
        if one is None:
            unknown += 1
        else:
            judged.append(one)
    return Backtest(days, judged, unknown)


class _Past:
    """The shop's history, and what was known of its customers on any of its mornings."""

    def __init__(self, session: Session, today: date) -> None:
        self.today = today
        self.rules: Rules = rules(session)
        self.rounded = rounding(session)
        self.first = today - timedelta(days=SPAN_DAYS)
        self.decimals = rows.decimals_of_all(session.store)
        window = SPAN_DAYS + WINDOW_DAYS
        self.history: History = read(session, today - timedelta(days=1), None, window, every_lot=True)
        self.lots = rows.lot_rows(session.store, self.first)
        self.series = {
            each: self.history.days_of(each, self.decimals[each], response.USUAL)
            for each in sorted(self.history.sold.keys() | self.history.stock.keys())
            if each in self.decimals
        }
        self.tries = list(tries_in(self.history, self.series, self.decimals, self.week))

    def ended(self, days: int) -> Iterator[tuple[ShelfRow, date]]:
        """The lots whose last day of sale is over, the newest first, with that day, of which some stood before."""
        found = []
        for lot in self.lots:
            until = freshness(self.rules, lot, lot.expires).sold_until
            if until is None or not self.first <= until < self.today:
                continue
            there = self.history.lots.get(lot.lot_id, {}).get(until - timedelta(days=days))
            if there and there.offered > 0:
                found.append((lot, until))
        return iter(sorted(found, key=lambda each: (each[1], each[0].lot_id), reverse=True)[:MOST_LOTS])

    def judge(self, lot: ShelfRow, until: date, day: date) -> Judged | None:
        """That lot on that morning; None where too little was known to say anything."""
        beside = [self._as_of(one, day) for one in self.lots if one.product_id == lot.product_id]
        shelf = [one for one in beside if one.quantity > 0]
        asked = Asked(day, self.rules, self._habits(lot.product_id, day), self.rounded)
        said = suggested_for(asked, shelf).get(lot.lot_id)
        if said is None or said.verdict in ("unknown", "over"):
            return None
        there = self.history.lots[lot.lot_id][day].offered
        sold = sum(
            row.quantity
            for row in self.history.sold.get(lot.product_id, ())
            if row.lot_id == lot.lot_id and day <= row.day <= until
        )
        left = max(0, there - sold)
        was = self._as_of(lot, day)
        price = lowest(was.price_minor, was.lot_price_minor)
        size = 10**lot.decimals
        return Judged(
            lot.name, lot.code, day, said, there / size, left / size, line_amount(price, left, lot.decimals),
            any(day <= mark.day <= until for mark in self.history.marks.get(lot.lot_id, ())),
        )  # fmt: skip

    def _as_of(self, lot: ShelfRow, day: date) -> ShelfRow:
        """The lot as it stood that morning, at the price it had."""
        there = self.history.lots.get(lot.lot_id, {}).get(day, Stood(0, 0)).offered
        before = [m for m in self.history.marks.get(lot.lot_id, ()) if m.day < day]
        return lot._replace(quantity=there, lot_price_minor=before[-1].became_minor if before else None)

    def _habits(self, product_id: int, day: date) -> Habits:
        """What was known of one product that morning."""
        tries: dict[int, list[Tried]] = {}
        for each, ended, went in self.tries:
            if ended < day:
                tries.setdefault(each, []).append(went)
        answer: Response = response.responses(tries, [product_id])[product_id]
        days = _between(self.series[product_id], day)
        if product_id in tries:
            cheaper = self.history.days_of(product_id, self.decimals[product_id], answer.elasticity)
            days = _between(cheaper, day)
        found = pace.pace_of(days, self.week(day), whole=not self.decimals[product_id])
        return Habits({product_id: found}, {product_id: answer})

    def week(self, day: date) -> pace.Week:
        """The shop's week as it was known that morning."""
        first, last = day - timedelta(days=WINDOW_DAYS), day - timedelta(days=1)
        opened = self.history.open_on
        until = opened[bisect_left(opened, first) : bisect_left(opened, day)]
        return pace.week_of(until, (_between(days, day) for days in self.series.values()), first, last)


def _between(days: Sequence[SaleDay], day: date) -> Sequence[SaleDay]:
    """The days of half a year before that one."""
    first = day - timedelta(days=WINDOW_DAYS)
    return days[bisect_left(days, (first,)) : bisect_left(days, (day,))]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
