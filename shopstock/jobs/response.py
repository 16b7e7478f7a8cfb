"""How customers of this shop answer a lower price: read from the markdowns it tried, cautious where it tried none.

Demand is taken to follow price with a constant elasticity e: at a part x off, (1 - x) ** -e times as many are bought.
Where nothing was tried, e is 1.5. That is an assumption between two findings: foods as a whole answer with 0.27 to
0.81 (T. Andreyeva, M. Long, K. Brownell, American Journal of Public Health 100, 2010, 160 studies), single brands in a
shop with 2.62 on average (T. Bijmolt, H. van Heerde, R. Pieters, Journal of Marketing Research 42, 2005, 1851
elasticities): one product beside others lies between them, nearer to the cautious end. At 1.5, 30 % off sells 1.7 and
50 % off 2.8 times as much. What is tried moves it, first for the shop, then for the product.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from shopstock.jobs.history import Priced, SaleDay, Stood

USUAL = 1.5
MOST_ELASTIC = 5.0
MOST_TIMES = 4.0  # that a price sells more than so many times as many is only believed where it was seen here
_SHOP_UNITS, _OWN_UNITS = 20.0, 8.0  # how many expected units the assumption, and the shop, are worth
_AT = 0.3
_BEFORE = 28  # on how many days before a markdown its usual sale is read
_NEAR = 0.06  # a price so near to a step counts as that step


class Tried(NamedTuple):
    """A markdown as it went: the part off the list price, what was sold at it, and what would have been without it."""

    off: float
    sold: float
    base: float


class Response(NamedTuple):
    """How the customers of a product answer. `own` is what was tried with it, `shop` all that the shop tried."""

    elasticity: float = USUAL
    most: float = MOST_TIMES
    own: tuple[Tried, ...] = ()
    shop: tuple[Tried, ...] = ()

    def times(self, off: float) -> float:
        """How many times as many are bought at that part off the list price."""
        return min(self.most, math.pow(1 - off, -self.elasticity))


class Seen(NamedTuple):
    """How often a step was tried, and how many times as many were sold at it; `own` with this product."""

    tries: int
    times: float
    own: bool


def seen_at(response: Response, off: float) -> Seen | None:
    """What was seen of a step, with the product itself if it was tried there, else in the shop; None without tries."""
    for tries, own in ((response.own, True), (response.shop, False)):
        near = [t for t in tries if abs(t.off - off) < _NEAR and t.base > 0]
        if near:
            return Seen(len(near), sum(t.sold for t in near) / sum(t.base for t in near), own)
    return None


def fitted(tries: Sequence[Tried], prior: float, units: float) -> float:
    """The elasticity under which what was sold is likeliest, the prior counting as so many expected units."""
    seen = [*tries, Tried(_AT, units * math.pow(1 - _AT, -prior), units)]

    def slope(e: float) -> float:
        return sum(-math.log(1 - t.off) * (t.sold - t.base * math.pow(1 - t.off, -e)) for t in seen)

    low, high = 0.0, MOST_ELASTIC
    if slope(low) <= 0:
        return low
    for _ in range(30):
        middle = (low + high) / 2
        low, high = (middle, high) if slope(middle) > 0 else (low, middle)
    return low


def responses(tries: dict[int, list[Tried]], products: Iterable[int]) -> dict[int, Response]:
    """How the customers of each product answer: as those of the shop, and by what was tried with it."""
    every = tuple(t for own in tries.values() for t in own)
    shop = fitted(every, USUAL, _SHOP_UNITS)
    most = _most(every)
    return {
        each: Response(fitted(own, shop, _OWN_UNITS) if own else shop, most, own, every)
        for each in products
        for own in [tuple(tries.get(each, ()))]
    }


def _most(tries: Sequence[Tried]) -> float:
    """The most that is believed of any price: what a step sold here, each near `MOST_TIMES` until enough was sold."""
    found = [MOST_TIMES]
    for step in (0.3, 0.5, 0.7):
        near = [t for t in tries if abs(t.off - step) < 2 * _NEAR]
        base = sum(t.base for t in near) + _OWN_UNITS
        found.append((sum(t.sold for t in near) + MOST_TIMES * _OWN_UNITS) / base)
    return max(found)


def tried(
    priced: Priced,
    days: Sequence[SaleDay],
    stood: dict[date, Stood],
    usual: tuple[float, ...],
    cheap: frozenset[date],
    decimals: int,
) -> Tried | None:
    """How a markdown went; None where nothing can be said.

    `days` is the product's series, `stood` the lot's, `usual` how weekdays compare, `cheap` the days on which any lot
    of the product was cheaper. What would have been sold is read from the days just before; on the day the lot ran
    out it was there for a part of the day only, taken as half."""
    before = [d for d in days if d.day < priced.first and d.day not in cheap][-_BEFORE:]
    length = sum(usual[d.day.weekday()] for d in before)
    if len(before) < 5 or length <= 0:
        return None
    rate = sum(d.sold for d in before) / length
    base = 0.0
    for d in days:
        there = stood.get(d.day)
        if priced.first <= d.day <= priced.last and there and there.offered > 0:
            base += rate * usual[d.day.weekday()] * (0.5 if there.left <= 0 else 1.0)
    if base <= 0:
        return None
    return Tried(priced.off, sum(priced.sold.values()) / 10**decimals, base)
