"""How fast a product sells: units for an open day, from what the ledger says of days gone by.

A day counts where the shop was open and some of the product stood for sale; a day without stock says nothing about
demand, and a day on which it ran out says only that at least so many were wanted. On slow, lumpy demand no single
memory is right: the days are put into blocks of 2 to 28, each series of blocks is smoothed by itself, and the mean of
all of them is the pace (multiple aggregation: F. Petropoulos, N. Kourentzes, Forecast combinations for intermittent
demand, Journal of the Operational Research Society 66, 2015). Croston's method is not used.

Units are whole measures (1.25 kg, 3 pieces) and floats: an estimate, never money and never stock.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple
from weakref import WeakKeyDictionary

from shopstock.jobs.session import Session
from shopstock.store import pace as rows
from shopstock.store.engine import Store

WINDOW_DAYS = 182
BLOCKS = (2, 4, 7, 14, 28)
SMOOTHING = 0.15  # of each series of blocks: about the last seven blocks count
ENOUGH_DAYS = 5
_SHOP_UNITS, _OWN_UNITS = (
    60.0,
    14.0,
)  # how many units a weekday of the shop, of a product must have sold to count half
_PHI_DAYS, _PHI_USUAL, _PHI_MOST = 10, 1.3, 8.0


class SaleDay(NamedTuple):
    """A day on which the product stood for sale: what was sold of it, and whether it ran out."""

    day: date
    sold: float
    ran_out: bool = False


class Expected(NamedTuple):
    """Units that will likely be wanted in some days, and the standard deviation of that."""

    units: float
    spread: float


@dataclass(frozen=True, slots=True)
class Pace:
    """The pace of a product. `per_day` is units for an average open day, `weekdays` what to multiply it with from
    Monday to Sunday (0 where the shop is closed), `lumpiness` the variance of a day divided by its mean, `days` on how
    many days it stood for sale and `sold` how much was sold on them."""

    per_day: float
    weekdays: tuple[float, ...]
    lumpiness: float
    days: int
    sold: float

    @property
    def known(self) -> bool:
        """Whether enough days were seen to say anything."""
        return self.days >= ENOUGH_DAYS

    def on(self, day: date) -> float:
        """Units expected on that day."""
        return self.per_day * self.weekdays[day.weekday()]


@dataclass(frozen=True, slots=True)
class Week:
    """The shop's own week: the share of each weekday on which it is open, and how its days compare."""

    open: tuple[float, ...] = (1.0,) * 7
    factors: tuple[float, ...] = (1.0,) * 7


UNKNOWN = Pace(0.0, (1.0,) * 7, _PHI_USUAL, 0, 0.0)


def expected(pace: Pace, from_day: date, to_day: date) -> Expected:
    """What will likely be wanted from one day to another, both counted; nothing where `to_day` is earlier.

    The spread has the chance of each day and how well the pace itself is known."""
    units = sum(pace.on(from_day + timedelta(days=n)) for n in range((to_day - from_day).days + 1))
    return Expected(units, math.sqrt(variance_of(pace, units)))


def variance_of(pace: Pace, units: float) -> float:
    """The variance of so many expected units."""
    unsure = 0.01 + pace.lumpiness / max(pace.sold, 1.0)
    return units * pace.lumpiness + units * units * min(unsure, 1.0)


def pace_of(days: Sequence[SaleDay], week: Week = Week(), *, whole: bool = True) -> Pace:
    """The pace from a series of days, oldest first. `whole` says that it is sold by the piece."""
    if not days:
        return Pace(0.0, _times(week.factors, week.open), _PHI_USUAL, 0, 0.0)
    factors = _weekdays(days, week.factors)
    seen = [factors[d.day.weekday()] for d in days]
    rate = _smoothed(days, seen)
    if whole:
        for _ in range(
            3
        ):  # what ran out was for sale for a part of the day only, which part follows from the pace
            part = [_part(d, rate * f) * f for d, f in zip(days, seen, strict=True)]
            rate = _smoothed(days, part)
    return Pace(
        rate, _times(factors, week.open), _lumpiness(days, seen, rate, whole=whole), len(days), _sum(days)
    )


def week_of(open_on: Sequence[date], series: Iterable[Sequence[SaleDay]], first: date, last: date) -> Week:
    """The shop's week from the days it was open, and from all that was sold on them."""
    if not open_on:
        return Week()
    begun = max(first, open_on[0])
    there = _count(begun + timedelta(days=n) for n in range((last - begun).days + 1))
    opened = _count(day for day in open_on if day >= begun)
    # One weekday without a sale may be chance; of a weekday never seen nothing is known.
    shares = [1.0 if not a else min(1.0, (o + 0.5) / (a + 0.5)) for o, a in zip(opened, there, strict=True)]
    share = tuple(0.0 if not o and a >= 3 else s for s, o, a in zip(shares, opened, there, strict=True))
    had, would = [0.0] * 7, [0.0] * 7
    for days in series:
        mean = _sum(days) / len(days) if days else 0.0
        for d in days:
            had[d.day.weekday()] += d.sold
            would[d.day.weekday()] += mean
    return Week(share, tuple((h + _SHOP_UNITS) / (w + _SHOP_UNITS) for h, w in zip(had, would, strict=True)))


def _weekdays(days: Sequence[SaleDay], usual: Sequence[float]) -> tuple[float, ...]:
    """How the weekdays of a product compare: as those of the shop, unless it sold enough to have its own."""
    mean = _sum(days) / sum(usual[d.day.weekday()] for d in days)
    had, would = [0.0] * 7, [0.0] * 7
    for d in days:
        had[d.day.weekday()] += d.sold
        would[d.day.weekday()] += mean
    return tuple((h + _OWN_UNITS * u) / (w + _OWN_UNITS) for h, w, u in zip(had, would, usual, strict=True))


def _smoothed(days: Sequence[SaleDay], part: Sequence[float]) -> float:
    """The mean over the block sizes of what was sold by day, the newest blocks counting most."""
    newest = [(d.sold, p) for d, p in zip(reversed(days), reversed(part), strict=True)]
    found = []
    for size in BLOCKS:
        weight, units, time = 1.0, 0.0, 0.0
        for start in range(0, len(newest), size):
            block = newest[start : start + size]
            units += weight * sum(sold for sold, _ in block)
            time += weight * sum(share for _, share in block)
            weight *= 1 - SMOOTHING
        found.append(units / time if time > 0 else 0.0)
    return max(0.0, sum(found) / len(found))


def _part(day: SaleDay, mean: float) -> float:
    """For which part of the day there was something to sell: all of it, unless it ran out.

    The mean time of the s-th of N sales spread over the day, given that there were at least s, N Poisson:
    s / mean * P(N > s) / P(N >= s)."""
    sold = round(day.sold)
    if not day.ran_out or sold < 1 or mean <= 0:
        return 1.0
    least = at_least(sold, mean)
    return 1.0 if least <= 1e-9 else max(0.1, min(1.0, sold / mean * at_least(sold + 1, mean) / least))


def at_least(count: int, mean: float) -> float:
    """The chance of `count` or more, Poisson."""
    if count > 170 or mean > 170:
        return 0.5 * math.erfc((count - 0.5 - mean) / math.sqrt(2 * max(mean, 1e-9)))
    term = math.exp(-mean)
    below = 0.0
    for n in range(count):
        below += term
        term *= mean / (n + 1)
    return max(0.0, 1.0 - below)


def _lumpiness(days: Sequence[SaleDay], seen: Sequence[float], rate: float, *, whole: bool) -> float:
    """Variance over mean of a day, near the usual until enough days were seen; pieces are never calmer than Poisson."""
    squares = sum(
        min((d.sold - rate * f) ** 2 / max(rate * f, 0.05), 60.0) for d, f in zip(days, seen, strict=True)
    )
    found = (squares + _PHI_DAYS * _PHI_USUAL) / (len(days) + _PHI_DAYS)
    return min(_PHI_MOST, max(1.0 if whole else 0.1, found))


def _sum(days: Iterable[SaleDay]) -> float:
    return sum(d.sold for d in days)


def _times(factors: Sequence[float], share: Sequence[float]) -> tuple[float, ...]:
    return tuple(f * s for f, s in zip(factors, share, strict=True))


def _count(days: Iterable[date]) -> list[int]:
    found = [0] * 7
    for day in days:
        found[day.weekday()] += 1
    return found


# Reading


@dataclass(frozen=True, slots=True)
class History:
    """What the ledger says of some products up to a day: who sold what, what stood, when the shop was open."""

    first: date
    last: date
    open_on: list[date]
    sold: dict[int, list[rows.SoldRow]]
    stock: dict[int, dict[date, tuple[int, int]]] = field(default_factory=dict)

    def days_of(self, product_id: int, decimals: int) -> list[SaleDay]:
        """The days on which a product stood for sale, oldest first."""
        sold: dict[date, int] = {}
        for row in self.sold.get(product_id, ()):
            sold[row.day] = sold.get(row.day, 0) + row.quantity
        stood = self.stock.get(product_id, {})
        found = []
        for day in self.open_on:
            offered, left = stood.get(day, (0, 0))
            units = max(0, sold.get(day, 0)) / 10**decimals
            if offered > 0 or units:
                found.append(SaleDay(day, units, left <= 0 and units > 0))
        return found


def read(session: Session, last: date, until: date | None = None) -> History:
    """The history of half a year up to `last`; of all products, or of those with a lot dated up to `until`."""
    store, first = session.store, last - timedelta(days=WINDOW_DAYS - 1)
    sold: dict[int, list[rows.SoldRow]] = {}
    for row in rows.sold_rows(store, first, last, until):
        sold.setdefault(row.product_id, []).append(row)
    return History(first, last, rows.open_days(store, first, last), sold, _stood(session, first, last, until))


def _stood(
    session: Session, first: date, last: date, until: date | None
) -> dict[int, dict[date, tuple[int, int]]]:
    """By product and day: what was for sale that day (what stood in the evening and what went), and what was left.

    What stands now, walked back through the changes; a lot past its date is for sale to nobody."""
    changes: dict[int, dict[date, int]] = {}
    for row in rows.change_rows(session.store, first, until):
        changes.setdefault(row.lot_id, {})[row.day] = row.quantity
    stood: dict[int, dict[date, tuple[int, int]]] = {}
    for lot in rows.stand_rows(session.store, until):
        by_day = stood.setdefault(lot.product_id, {})
        for day, offered, left in _back_through(lot.quantity, changes.get(lot.lot_id, {}), first, last):
            if lot.expires_on is None or day <= lot.expires_on:
                before = by_day.get(day, (0, 0))
                by_day[day] = (before[0] + offered, before[1] + left)
    return stood


def _back_through(
    left: int, changes: dict[date, int], first: date, last: date
) -> Iterator[tuple[date, int, int]]:
    """The days on which some of a lot was for sale, newest first: how much was, and how much was left."""
    newest_first = sorted(changes, reverse=True)
    day = max([last, *newest_first[:1]])
    for until in [*newest_first, first - timedelta(days=1)]:
        while left and day > until:
            if day <= last:
                yield day, left, left
            day -= timedelta(days=1)
        if until in changes:
            morning = left - changes[until]
            if until <= last:
                yield until, max(left, morning), left
            left, day = morning, until - timedelta(days=1)


def paces(session: Session, until: date | None = None) -> dict[int, Pace]:
    """The pace of every product that ever stood for sale, by its id, or of those with a lot dated up to `until`.

    It rests on the days before today, so it stays the same all day long and is worked out once."""
    today = session.today()
    key = (today, until, rows.newest_before(session.store, today))
    kept = _KEPT.get(session.store)
    if kept is not None and kept[0] == key:
        return kept[1]
    found = paces_on(session, read(session, today - timedelta(days=1), until))
    _KEPT[session.store] = (key, found)
    return found


_KEPT: WeakKeyDictionary[Store, tuple[tuple[date, date | None, int], dict[int, Pace]]] = WeakKeyDictionary()


def paces_on(session: Session, history: History) -> dict[int, Pace]:
    """The paces that a history shows."""
    decimals = rows.decimals_of_all(session.store)
    known = (history.sold.keys() | history.stock.keys()) & decimals.keys()
    series = {each: history.days_of(each, decimals[each]) for each in sorted(known)}
    week = week_of(history.open_on, series.values(), history.first, history.last)
    return {each: pace_of(days, week, whole=not decimals[each]) for each, days in series.items()}
