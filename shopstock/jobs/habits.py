"""What is known of the customers this morning: the pace of each product, and how a lower price changes it.

Both rest on the days before, so they are worked out once a day for each question and kept with the open shop.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from weakref import WeakKeyDictionary

from shopstock.jobs import pace, response
from shopstock.jobs.history import History, Priced, SaleDay, read
from shopstock.jobs.pace import Pace, Week
from shopstock.jobs.response import Response, Tried
from shopstock.jobs.session import Session
from shopstock.store import pace as rows
from shopstock.store.engine import Store


@dataclass(frozen=True, slots=True)
class Habits:
    """The paces and responses by product."""

    paces: dict[int, Pace]
    responses: dict[int, Response]


@dataclass(slots=True)
class _Kept:
    day: date
    newest: int
    found: dict[date | None, Habits]


_KEPT: WeakKeyDictionary[Store, _Kept] = WeakKeyDictionary()


def habits(session: Session, until: date | None = None) -> Habits:
    """What is known this morning of every product, or of those with a lot dated up to `until`."""
    today = session.today()
    newest = rows.newest_before(session.store, today)
    kept = _KEPT.get(session.store)
    if kept is None or (kept.day, kept.newest) != (today, newest):
        kept = _KEPT[session.store] = _Kept(today, newest, {})
    if until not in kept.found:
        history = read(session, today - timedelta(days=1), until)
        kept.found[until] = habits_in(history, rows.decimals_of_all(session.store))
    return kept.found[until]


def habits_in(history: History, decimals: dict[int, int]) -> Habits:
    """What a history shows. The pace is that at the list price: what was sold cheaper counts as less, by what was
    learned from the markdowns themselves, which are first read at the usual response."""
    known = sorted((history.sold.keys() | history.stock.keys()) & decimals.keys())
    series = {each: history.days_of(each, decimals[each], response.USUAL) for each in known}
    week = pace.week_of(history.open_on, series.values(), history.first, history.last)
    tries: dict[int, list[Tried]] = {}
    for each, _, went in tries_in(history, series, decimals, lambda _: week):
        tries.setdefault(each, []).append(went)
    answers = response.responses(tries, known)
    paces = {}
    for each in known:
        days = (
            history.days_of(each, decimals[each], answers[each].elasticity) if each in tries else series[each]
        )
        paces[each] = pace.pace_of(days, week, whole=not decimals[each])
    return Habits(paces, answers)


def tries_in(
    history: History,
    series: dict[int, list[SaleDay]],
    decimals: dict[int, int],
    week_on: Callable[[date], Week],
) -> Iterator[tuple[int, date, Tried]]:
    """How each markdown went: its product, its last day, and what came of it. `week_on` is the shop's week on a day."""
    by_product: dict[int, list[Priced]] = {}
    for priced in history.priced():
        if priced.product_id in series:
            by_product.setdefault(priced.product_id, []).append(priced)
    for each, stretches in by_product.items():
        cheap = frozenset(day for p in stretches for day in _days(p.first, p.last))
        for p in stretches:
            usual = week_on(p.first).factors
            went = response.tried(p, series[each], history.lots[p.lot_id], usual, cheap, decimals[each])
            if went:
                yield each, p.last, went


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))
