"""What is likely left of a lot at its date, and which price brings most until then: sums over chances, no shop.

Demand of a day is a count with a mean and a variance of at least the mean (Poisson, or negative binomial where it is
lumpier). The best price is worked out backwards from the last day: each morning one may go further down and never up,
so a price is only cut today if that beats cutting it tomorrow (dynamic pricing of perishables: G. Gallego, G. van
Ryzin, Management Science 40, 1994). Units are floats of whole measures, values parts of the list price of one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

PIECES = 24  # a lot is looked at in at most so many pieces, and in so many stretches of days
STRETCHES = 8
_FINE = 60


class Choice(NamedTuple):
    """A price, as the part it takes off the list price, and what it brings until the date in parts of that price."""

    off: float
    worth: float


class Goods(NamedTuple):
    """A lot and its customers: how much there is, who would come each day at the list price, and how lumpily.

    `most` times as many are counted on at the most, whatever the price. `kept` is what a customer is worth to the shop
    who finds the lot sold out and takes another one, as part of the list price: its margin where another lot stands
    beside it, otherwise 0."""

    quantity: float
    by_day: tuple[float, ...]
    lumpiness: float
    elasticity: float
    most: float = math.inf
    kept: float = 0.0

    def times(self, off: float) -> float:
        """How many times as many are bought at that part off the list price."""
        return min(self.most, math.pow(1.0 - off, -self.elasticity))


def likely_left(quantity: float, units: float, variance: float) -> float:
    """How much of it will likely be left when so much is wanted: the mean of what is not sold."""
    if quantity <= 0:
        return 0.0
    piece = max(1.0, quantity / _FINE) if quantity == int(quantity) else quantity / _FINE
    count = math.ceil(quantity / piece)
    chances = _chances(units / piece, variance / piece**2, count)
    return sum((quantity - n * piece) * chances[n] for n in range(count))


def best_price(goods: Goods, now: float, steps: Sequence[float]) -> tuple[Choice, Choice]:
    """What the lot brings if its price is kept today, and the best that any step brings today.

    `now` is the part its price has off the list price already, `steps` the parts it may have off after; from
    tomorrow on each way goes on as well as it can."""
    offs = (now, *sorted(s for s in steps if s > now + 1e-9))
    piece = (
        max(1.0, goods.quantity / PIECES)
        if goods.quantity == int(goods.quantity)
        else goods.quantity / PIECES
    )
    count = math.ceil(goods.quantity / piece)
    after = [[0.0] * (count + 1) for _ in offs]
    for mean in reversed(_stretches(goods.by_day)):
        today = [_day(goods, mean, off, piece, count, after[i]) for i, off in enumerate(offs)]
        # Tomorrow's choice starts from this price: the best of it and all steps below it.
        best = list(today)
        for i in range(len(offs) - 2, -1, -1):
            best[i] = [max(a, b) for a, b in zip(today[i], best[i + 1], strict=True)]
        after = best
        first = today
    worth = [row[count] for row in first] if goods.by_day else [0.0] * len(offs)
    top = max(range(len(offs)), key=lambda i: (worth[i], -i))
    return Choice(offs[0], worth[0]), Choice(offs[top], worth[top])


def _day(
    goods: Goods, mean: float, off: float, piece: float, count: int, after: Sequence[float]
) -> list[float]:
    """What each number of pieces brings from a stretch of days on, at that price."""
    times = goods.times(off)
    wanted = mean * times / piece
    chances = _chances(wanted, wanted * max(1.0, goods.lumpiness / piece), count)
    tail = [1.0] * (count + 1)
    for n in range(count):
        tail[n + 1] = tail[n] - chances[n]
    each = (1.0 - off) * piece
    found = [goods.kept * mean]
    for there in range(1, count + 1):
        worth = tail[there] * (there * each + after[0])
        sold = tail[there] * there
        for n in range(there):
            worth += chances[n] * (n * each + after[there - n])
            sold += chances[n] * n
        found.append(worth + goods.kept * max(0.0, mean - sold * piece / times))
    return found


def _stretches(by_day: Sequence[float]) -> list[float]:
    """The means of today, and of the days after it in as many stretches as there may be."""
    if len(by_day) <= STRETCHES:
        return list(by_day)
    rest = by_day[1:]
    size = math.ceil(len(rest) / (STRETCHES - 1))
    return [by_day[0], *(sum(rest[n : n + size]) for n in range(0, len(rest), size))]


@lru_cache(maxsize=4096)
def _shared(mean: float, variance: float, count: int) -> tuple[float, ...]:
    if mean <= 0:
        return (1.0, *[0.0] * max(0, count - 1))
    if variance <= mean * 1.0001:
        log_of, ratio = -mean, None
    else:
        ratio = mean * mean / (variance - mean)  # the shape of the negative binomial
        log_of = ratio * math.log(mean / variance)
    found = []
    for n in range(count):
        found.append(math.exp(log_of))
        grown = (
            math.log(mean / (n + 1))
            if ratio is None
            else math.log((ratio + n) / (n + 1) * (1 - mean / variance))
        )
        log_of += grown
    return tuple(found)


def _chances(mean: float, variance: float, count: int) -> tuple[float, ...]:
    """The chances of 0, 1, .. count - 1 pieces."""
    return _shared(round(mean, 4), round(variance, 4), count)
