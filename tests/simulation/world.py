"""The grocery's world: what it sells, and what its customers want. Nothing of it is known to the program.

Everything is drawn from one seed. What customers want on a day is drawn for the day and the article alone, so each way
of keeping the shop meets the very same customers (common random numbers).

The answer to a lower price is another curve than the program assumes: it saturates, and differs by article between
hardly anybody and five times as many.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from random import Random

OPEN = range(6)  # Monday to Saturday
_WEEK = (0.85, 0.85, 0.9, 1.0, 1.2, 1.4, 0.0)
_LIVES = (2, 3, 3, 4, 4, 5, 5, 6, 7, 7, 8, 10, 12, 14, 18, 21, 28, 35, 45, 60)


@dataclass(frozen=True, slots=True)
class Article:
    """What the shop sells, how fast in the mean, and how its customers are. `life_days` counts the day of delivery."""

    sku: str
    price_minor: int
    cost_minor: int
    life_days: int
    kind: str
    case: int
    par: int
    daily: float
    season: float
    summer: float
    lumpiness: float
    fresh: float
    gain: float
    half: float
    steep: float

    def times(self, off: float) -> float:
        """How many times as many customers come at that part off the price."""
        if off <= 0:
            return 1.0
        answer = math.pow(off, self.steep)
        return 1.0 + self.gain * answer / (answer + math.pow(self.half, self.steep))


@dataclass(frozen=True, slots=True)
class Wants:
    """The customers of an article on a day: how many at the list price, how many of them reach for the freshest, and
    the means and the chance that give how many more a lower price brings."""

    base: int
    fresh: int
    mean: float
    chance: float

    def more(self, times: float) -> int:
        """How many more come at a price that brings so many times as many."""
        return quantile(self.mean * (times - 1.0), self.mean * (times - 1.0), self.chance)


def articles(seed: int, count: int) -> list[Article]:
    """The range of the shop, with shelf lives of 2 to 60 days."""
    draw = Random(f"articles {seed}")
    return [_article(draw, n) for n in range(count)]


def _article(draw: Random, n: int) -> Article:
    life = _LIVES[n % len(_LIVES)]
    daily = math.exp(draw.uniform(math.log(0.8), math.log(9.0)))
    price = draw.randrange(89, 690)
    case = draw.choice((4, 6, 6, 8, 10, 12))
    cover = min(life * 0.6, draw.uniform(1.6, 4.0))
    generous = draw.uniform(0.85, 1.2)
    return Article(
        f"A{n + 1:02d}", price, round(price * draw.uniform(0.5, 0.75)), life,
        "use_by" if life <= 5 else "best_before", case if daily * life > 2.5 * case else 2,
        max(2, math.ceil(daily * cover * generous)), daily, draw.uniform(0.05, 0.4), draw.uniform(0, 1),
        draw.uniform(1.0, 2.0), draw.uniform(0.0, 0.3), draw.uniform(0.5, 4.5), draw.uniform(0.2, 0.5),
        draw.uniform(1.0, 2.5),
    )  # fmt: skip


class Weather:
    """What lies on all customers of a day together: good and bad spells, made from the seed up to any day."""

    def __init__(self, seed: int, first: date) -> None:
        self._draw = Random(f"weather {seed}")
        self._first = first
        self._days: list[float] = []

    def on(self, day: date) -> float:
        """The factor of that day."""
        while len(self._days) <= (day - self._first).days:
            before = self._days[-1] if self._days else 0.0
            self._days.append(0.75 * before + self._draw.gauss(0.0, 0.1))
        return math.exp(self._days[(day - self._first).days])


def wants(seed: int, article: Article, day: date, weather: float) -> Wants:
    """Who comes for an article on a day."""
    draw = Random(f"{seed} {article.sku} {day}")
    turn = math.cos(2 * math.pi * (day.timetuple().tm_yday / 365.25 - article.summer))
    mean = article.daily * _WEEK[day.weekday()] * (1 + article.season * turn) * weather
    base = quantile(mean, mean * article.lumpiness, draw.random())
    fresh = quantile(base * article.fresh, base * article.fresh, draw.random())
    return Wants(base, min(base, fresh), mean, draw.random())


def quantile(mean: float, variance: float, chance: float) -> int:
    """The count that a draw between 0 and 1 stands for: Poisson, or negative binomial where it varies more."""
    if mean <= 0:
        return 0
    if variance <= mean * 1.001:
        term, ratio, rest = math.exp(-mean), 0.0, 0.0
    else:
        ratio, rest = mean * mean / (variance - mean), 1 - mean / variance
        term = math.exp(ratio * math.log(mean / variance))
    count, below = 0, term
    while below < chance and count < 10_000:
        term *= (ratio + count) / (count + 1) * rest if rest else mean / (count + 1)
        count += 1
        below += term
    return count
