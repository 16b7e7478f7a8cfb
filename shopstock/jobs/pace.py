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
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import NamedTuple

from shopstock.jobs.history import SaleDay as SaleDay
from shopstock.jobs.session import Session

BLOCKS = (2, 4, 7, 14, 28)
SMOOTHING = 0.15  # of each series of blocks: about the last seven blocks count
ENOUGH_DAYS = 5
_SHOP_UNITS, _OWN_UNITS = (
    60.0,
    14.0,
)  # how many units a weekday of the shop, of a product must have sold to count half
_PHI_DAYS, _PHI_USUAL, _PHI_MOST = 10, 1.3, 8.0


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
            part = [_part(d, rate * f) * f if d.ran_out else f for d, f in zip(days, seen, strict=True)]
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
    sold = list(accumulate((d.sold for d in reversed(days)), initial=0.0))
    time = list(accumulate(reversed(part), initial=0.0))
    last = len(days)
    found = 0.0
    for size in BLOCKS:
        weight, units, length = 1.0, 0.0, 0.0
        for start in range(0, last, size):
            end = min(start + size, last)
            units += weight * (sold[end] - sold[start])
            length += weight * (time[end] - time[start])
            weight *= 1 - SMOOTHING
        found += units / length if length > 0 else 0.0
    return max(0.0, found / len(BLOCKS))


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


def paces(session: Session, until: date | None = None) -> dict[int, Pace]:
    """The pace of every product that ever stood for sale, by its id, or of those with a lot dated up to `until`.

    It rests on the days before today, so it stays the same all day long and is worked out once."""
    from shopstock.jobs.habits import habits

    return habits(session, until).paces
