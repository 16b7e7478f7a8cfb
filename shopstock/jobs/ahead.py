"""Looking ahead: what reaches its last day in the coming weeks, by day.

A lot counts on its last day: goods for a month count on the last day of it. What is over already is a line of its own,
and so is what is set aside (held, recalled, in quarantine, on the bench): nobody can sell it, and yet it is money.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby

from shopstock.amounts import show_decimal
from shopstock.days import WEEKDAYS, iso
from shopstock.jobs.coming import Coming, coming_until
from shopstock.jobs.exports import Asked, Listing
from shopstock.jobs.forecast import likely_left
from shopstock.jobs.freshness import DateState
from shopstock.jobs.session import Session
from shopstock.refusal import BadInput
from shopstock.store.ahead import days_booked

WEEKS = 6
MOST_WEEKS = 52
_LOOK_BACK = timedelta(days=56)
_SEEN = 3  # a weekday must have come so often before its silence says that the shop is shut on it
COLUMNS = (
    "last_day", "weekday", "days_left", "state", "sold_until", "place", "sku", "name", "lot", "date", "date_kind",
    "quantity", "set_aside", "at_price", "at_cost", "likely_left",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Total:
    """Several lots together. `quantities` is by measure, as decimal strings: pieces and kilograms make no sum.

    `likely_minor` is what will likely be left of them, at price."""

    lots: int
    quantities: tuple[tuple[str, str], ...]
    price_minor: int
    cost_minor: int
    likely_minor: int = 0


@dataclass(frozen=True, slots=True)
class AheadDay:
    """A day to come; `shut` where the shop books nothing on that weekday."""

    day: date
    shut: bool
    total: Total
    lots: tuple[Coming, ...]


@dataclass(frozen=True, slots=True)
class Ahead:
    """The coming weeks from `first` to `last`, both included, and what stands outside of them."""

    first: date
    last: date
    over: Total
    over_lots: tuple[Coming, ...]
    days: tuple[AheadDay, ...]
    set_aside: Total
    coming: Total

    def weeks(self) -> list[tuple[AheadDay, ...]]:
        """The days by weeks that begin on Monday."""
        return [tuple(days) for _, days in groupby(self.days, lambda each: each.day.isocalendar()[:2])]


def check_weeks(weeks: int) -> None:
    """Refuse no week and more than a year of them."""
    if not 1 <= weeks <= MOST_WEEKS:
        raise BadInput(f"{weeks} weeks: it looks 1 to {MOST_WEEKS} weeks ahead")


def look_ahead(session: Session, weeks: int = WEEKS) -> Ahead:
    """The coming weeks from today on; refuses no week and more than a year of them."""
    check_weeks(weeks)
    today = session.today()
    last = today + timedelta(days=7 * weeks - 1)
    lots = with_likely(session, coming_until(session, last), last)
    shut = shut_weekdays(session)
    over = tuple(each for each in lots if each.quantity and each.fresh.on(today) is DateState.OVER)
    by_day: defaultdict[date, list[Coming]] = defaultdict(list)
    for each in lots:
        if each.quantity and each.last_day >= today:
            by_day[each.last_day].append(each)
    days = tuple(
        AheadDay(day, day.weekday() in shut, total_of(by_day[day]), tuple(by_day[day]))
        for day in (today + timedelta(days=n) for n in range(7 * weeks))
    )
    return Ahead(
        today,
        last,
        total_of(over),
        over,
        days,
        total_of([each for each in lots if each.aside], aside=True),
        total_of(each for day in days for each in day.lots),
    )


def with_likely(session: Session, lots: Sequence[Coming], last: date) -> list[Coming]:
    """The same lots, each with what of it will likely be left, where a pace is known."""
    left = likely_left(session, lots, last)
    found = []
    for each in lots:
        likely = None
        if each.row.lot_id in left and each.quantity:
            likely = min(each.quantity, round(left[each.row.lot_id] * 10**each.row.decimals))
            left[each.row.lot_id] -= likely / 10**each.row.decimals
        found.append(replace(each, likely=likely))
    return found


def total_of(lots: Iterable[Coming], *, aside: bool = False) -> Total:
    """What these are together; of what is set aside where that is asked. A lot at two places is one lot."""
    ids: set[int] = set()
    quantities: defaultdict[str, Decimal] = defaultdict(Decimal)
    price = cost = likely = 0
    for each in lots:
        quantity = each.aside if aside else each.quantity
        ids.add(each.row.lot_id)
        quantities[each.row.measure] += Decimal(show_decimal(quantity, each.row.decimals))
        price += each.price_minor(quantity)
        cost += each.cost_minor(quantity)
        likely += each.price_minor(each.likely or 0)
    shown = sorted(quantities.items(), key=lambda one: (one[0] != "each", one[0]))
    return Total(len(ids), tuple((measure, f"{sum_:f}") for measure, sum_ in shown), price, cost, likely)


def shut_weekdays(session: Session) -> frozenset[int]:
    """The weekdays (Monday is 0) on which nothing was booked in eight weeks, though the shop was there: a young shop is
    shut on none."""
    today = session.today()
    booked = days_booked(session.store, today - _LOOK_BACK, today - timedelta(days=1))
    if not booked:
        return frozenset()
    open_on = {day.weekday() for day in booked}
    came = [booked[0] + timedelta(days=n) for n in range((today - booked[0]).days)]
    return frozenset(
        weekday
        for weekday in range(7)
        if weekday not in open_on and sum(day.weekday() == weekday for day in came) >= _SEEN
    )


def export(session: Session, asked: Asked) -> Listing:
    """Every lot whose last day comes within `days`, those that are over first."""
    today = session.today()
    last = today + timedelta(days=asked.days)
    lots = with_likely(session, coming_until(session, last), last)
    return Listing(COLUMNS, (_cells(session, today, each) for each in lots))


def _cells(session: Session, today: date, each: Coming) -> list[str | None]:
    row, until = each.row, each.fresh.sold_until
    return [
        row.expires_on.isoformat(), WEEKDAYS[row.expires_on.weekday()], str((row.expires_on - today).days),
        each.fresh.on(today).value,
        until.isoformat() if until else None, row.place_code, row.sku, row.name, row.code or None,
        iso(row.expires_on, row.precision), row.date_kind, show_decimal(each.quantity, row.decimals),
        show_decimal(each.aside, row.decimals), session.money(each.price_minor(row.quantity)),
        session.money(each.cost_minor(row.quantity)),
        None if each.likely is None else show_decimal(each.likely, row.decimals),
    ]  # fmt: skip
