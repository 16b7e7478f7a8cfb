"""What each dated lot will likely leave on the shelf, and the price that brings most until its date.

Lots of a product sell one after the other, the earliest date first, as at the till: the first lot takes the customers
until it is sold or over, the next has those who are left. Of what is left at the date nothing is got back, and putting
it away costs nothing. A price is suggested where it beats the price of now, today and after, by at least a tenth of
what one costs; it is one of the steps, lower than now, and there is none for goods that may no longer be sold.

Pace and response are those of the days before (`jobs.habits`); what stands on the shelf is what stands there now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import groupby
from typing import Literal
from weakref import WeakKeyDictionary

from shopstock.amounts import line_amount, lowest
from shopstock.jobs.freshness import Rules, freshness, rules
from shopstock.jobs.habits import Habits, habits
from shopstock.jobs.markdowns import less, rounded
from shopstock.jobs.outlook import Goods, best_price, likely_left
from shopstock.jobs.pace import Pace, variance_of
from shopstock.jobs.response import Response, Seen, seen_at
from shopstock.jobs.session import Session
from shopstock.store import pace as rows
from shopstock.store.engine import Store
from shopstock.store.pace import ShelfRow

STEPS = (10, 20, 30, 50, 70)  # percent off the list price
WORTH = 0.1  # what a markdown must bring more, in prices of one: a sticker is work, too
FEW = 0.5  # less than that is left of nothing

Verdict = Literal["mark_down", "wait", "keep", "sells_out", "unknown", "over"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What is thought of a lot. Units are whole measures; `until` is the last day it may be sold.

    `verdict` is mark_down (to `price_minor`, `percent` off the list price), wait (some will be left, and today the
    price of now brings more), keep (some will be left, and no lower price brings more), sells_out, unknown (it has not
    stood for sale on enough days) or over (not to be sold any more). `pace` and `needed` are units a day until then,
    `left_units` and the money in it what will likely be left at the price of now, `seen` and `times` what is known of
    the step that is suggested."""

    lot_id: int
    verdict: Verdict
    quantity: int
    decimals: int
    until: date
    pace: float
    needed: float
    left_units: float
    risk_minor: int
    risk_cost_minor: int | None
    price_minor: int | None = None
    percent: int | None = None
    times: float = 1.0
    seen: Seen | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """The day, the rules of dates, what is known of customers, and how a price is rounded."""

    today: date
    rules: Rules
    habits: Habits
    rounded: Callable[[int], int]


@dataclass(slots=True)
class _Kept:
    newest: int
    found: dict[tuple[date, date], dict[int, Suggestion]]


_KEPT: WeakKeyDictionary[Store, _Kept] = WeakKeyDictionary()


def suggestions(session: Session, until: date) -> dict[int, Suggestion]:
    """What is thought of every lot of the products that have one dated up to that day, by the lot's id.

    Worked out anew only when something was booked: one question of the shelves, and once a day those of `habits`."""
    today, newest = session.today(), rows.newest(session.store)
    kept = _KEPT.get(session.store)
    if kept is None or kept.newest != newest:
        kept = _KEPT[session.store] = _Kept(newest, {})
    key = (today, until)
    if key not in kept.found:
        asked = Asked(today, rules(session), habits(session, until), rounding(session))
        kept.found[key] = suggested_for(asked, rows.shelf_rows(session.store, until))
    return kept.found[key]


def suggestion_for(session: Session, lot_id: int, expires_on: date) -> Suggestion | None:
    """What is thought of one lot now; None where nothing of it is for sale. It is what a list that stands in the check
    says of it already, if one does."""
    today, kept = session.today(), _KEPT.get(session.store)
    if kept is not None and kept.newest == rows.newest(session.store):
        for (day, until), found in kept.found.items():
            if day == today and until >= expires_on:
                return found.get(lot_id)
    return suggestions(session, expires_on).get(lot_id)


def rounding(session: Session) -> Callable[[int], int]:
    """How a lower price is rounded in this shop."""
    return partial(rounded, session)


def suggested_for(asked: Asked, shelf: Iterable[ShelfRow]) -> dict[int, Suggestion]:
    """The same of rows given by product, the earliest date first."""
    found: dict[int, Suggestion] = {}
    for product_id, lots in groupby(shelf, key=lambda row: row.product_id):
        pace = asked.habits.paces.get(product_id)
        response = asked.habits.responses.get(product_id, Response())
        for one in _of_product(asked, list(lots), pace, response):
            found[one.lot_id] = one
    return found


def _of_product(
    asked: Asked, lots: list[ShelfRow], pace: Pace | None, response: Response
) -> Iterable[Suggestion]:
    """Lot by lot: each takes its customers of the days until it is sold or over, the next has the others."""
    free: list[float] = []  # who is left of each day's customers, from today on
    for n, lot in enumerate(lots):
        until = _sold_until(asked, lot)
        if until is None:
            continue
        days = (until - asked.today).days + 1
        if days <= 0:
            yield _nothing(lot, until, "over")
        elif pace is None or not pace.known:
            yield _nothing(lot, until, "unknown")
        else:
            free += [pace.on(asked.today + timedelta(days=d)) for d in range(len(free), days)]
            beside = n + 1 < len(lots)
            yield _of_lot(asked, lot, until, tuple(free[:days]), pace, response, beside=beside)
            _take(free, days, lot.quantity / 10**lot.decimals, response.times(_off(lot)))


def _sold_until(asked: Asked, lot: ShelfRow) -> date | None:
    """The last day a lot may be sold; None where it bears no date."""
    return freshness(asked.rules, lot, lot.expires).sold_until


def _take(free: list[float], days: int, quantity: float, times: float) -> None:
    """Take the customers of a lot out of each day, until it is sold out or over."""
    for day in range(days):
        taken = min(free[day], quantity / times)
        free[day] -= taken
        quantity -= taken * times


def _off(lot: ShelfRow) -> float:
    """The part that the price of a lot has off the list price."""
    if lot.lot_price_minor is None or not 0 < lot.lot_price_minor < lot.price_minor:
        return 0.0
    return 1 - lot.lot_price_minor / lot.price_minor


def _nothing(lot: ShelfRow, until: date, verdict: Verdict) -> Suggestion:
    return Suggestion(lot.lot_id, verdict, lot.quantity, lot.decimals, until, 0.0, 0.0, 0.0, 0, None)


def _of_lot(
    asked: Asked, lot: ShelfRow, until: date, by_day: tuple[float, ...], pace: Pace, response: Response, *,
    beside: bool,
) -> Suggestion:  # fmt: skip
    there = lot.quantity / 10**lot.decimals
    off = _off(lot)
    units = sum(by_day) * response.times(off)
    left = likely_left(there, units, variance_of(pace, units))
    if left < FEW * min(1.0, there):
        left = 0.0
    now = lowest(lot.price_minor, lot.lot_price_minor)
    steps = round(left * 10**lot.decimals)
    said = Suggestion(
        lot.lot_id, "keep" if left else "sells_out", lot.quantity, lot.decimals, until,
        units / len(by_day), there / len(by_day), left, line_amount(now, steps, lot.decimals),
        None if lot.cost_minor is None else line_amount(lot.cost_minor, steps, lot.decimals),
    )  # fmt: skip
    if not left:
        return said
    kept = 0.0
    if beside and lot.cost_minor is not None and lot.price_minor > 0:
        kept = max(0.0, 1 - lot.cost_minor / lot.price_minor)
    goods = Goods(there, by_day, pace.lumpiness, response.elasticity, response.most, kept)
    return _priced(asked, lot, said, goods, response, off)


def _priced(
    asked: Asked, lot: ShelfRow, said: Suggestion, goods: Goods, response: Response, off: float
) -> Suggestion:
    """The same with a price, where one brings more than that of now."""
    now, best = best_price(goods, off, [percent / 100 for percent in STEPS])
    percent = round(best.off * 100)
    worth = best.worth - now.worth
    price = asked.rounded(less(lot.price_minor, percent * 10_000))
    cheaper = 0 < price < lowest(lot.price_minor, lot.lot_price_minor)
    if best.off > off and worth >= WORTH and cheaper:
        return _with(said, "mark_down", price, percent, response)
    return _with(said, "wait" if len(goods.by_day) > 1 else "keep", None, None, response)


def _with(
    said: Suggestion, verdict: Verdict, price: int | None, percent: int | None, response: Response
) -> Suggestion:
    step = (percent or 0) / 100
    return Suggestion(
        said.lot_id, verdict, said.quantity, said.decimals, said.until, said.pace, said.needed, said.left_units,
        said.risk_minor, said.risk_cost_minor, price, percent,
        response.times(step), seen_at(response, step) if percent else None,
    )  # fmt: skip
