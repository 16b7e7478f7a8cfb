"""How goods stand with their date: the one rule that the till, the check, the stock, reports and exports read.

All days are inclusive. Of goods with a last day E: they are in the morning check from E less their horizon on, at
their best until E less `best_days`, may be sold by themselves until E less `min_days_sale`, and are over from the day
after E. Everything is counted from E, so a date that is corrected moves all of it.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum
from typing import NamedTuple, Protocol

from shopstock.date_kinds import never_after
from shopstock.days import PrintedDate
from shopstock.jobs.session import Session
from shopstock.jobs.setting_kinds_returns import days_of
from shopstock.jobs.settings import value


class DateState(Enum):
    """How goods stand with their date on a day, the worst that holds."""

    UNDATED = "undated"
    FRESH = "fresh"
    DUE = "due"  # in the morning check
    PAST_BEST = "past_best"  # past its best, and not over
    SHORT = "short"  # fewer days left than must be left at a sale
    OVER = "over"  # its last day has passed


class Dated(Protocol):
    """What a product says of its dates; a `ProductRow` does."""

    @property
    def date_kind(self) -> str | None: ...
    @property
    def category(self) -> str | None: ...
    @property
    def best_days(self) -> int | None: ...
    @property
    def alert_days(self) -> int | None: ...
    @property
    def min_days_sale(self) -> int | None: ...
    @property
    def min_days_in(self) -> int | None: ...


class Rules(NamedTuple):
    """The days of the shop as they are set now, by category; read once for a list."""

    horizon: int
    horizons: dict[str, int]
    min_sale: dict[str, int]
    min_in: dict[str, int]

    def horizon_of(self, row: Dated) -> int:
        """How many days before its date a product is in the morning check."""
        if row.alert_days is not None:
            return row.alert_days
        return self.horizons.get(_category(row), self.horizon)

    def min_sale_of(self, row: Dated) -> int:
        """How many days must be left when a product is sold."""
        return self.min_sale.get(_category(row), 0) if row.min_days_sale is None else row.min_days_sale

    def min_in_of(self, row: Dated) -> int:
        """How many days must be left when a product comes in."""
        return self.min_in.get(_category(row), 0) if row.min_days_in is None else row.min_days_in

    @property
    def furthest(self) -> int:
        """The most days ahead that the shop and its categories say; a product may say more."""
        return max(self.horizon, *self.horizons.values(), 0)


class Freshness(NamedTuple):
    """The days of one lot of a product. All but `kind` are None where it bears no date."""

    kind: str | None
    expires: PrintedDate | None
    listed_on: date | None
    best_on: date | None
    sold_until: date | None

    def on(self, day: date) -> DateState:
        """How it stands on that day."""
        if self.expires is None or self.listed_on is None or self.sold_until is None:
            return DateState.UNDATED
        if day > self.expires.day:
            return DateState.OVER
        if day > self.sold_until:
            return DateState.SHORT
        if self.best_on is not None and day > self.best_on:
            return DateState.PAST_BEST
        return DateState.DUE if day >= self.listed_on else DateState.FRESH

    def offered_on(self, day: date) -> bool:
        """Whether the till takes it by itself that day: nothing over, short or past its best is ever offered."""
        return self.on(day) in (DateState.UNDATED, DateState.FRESH, DateState.DUE)

    @property
    def offered_until(self) -> date | None:
        """The last day on which the till takes it by itself; None where it bears no date."""
        days = (self.expires.day if self.expires else None, self.best_on, self.sold_until)
        return min((day for day in days if day is not None), default=None)

    def forbidden_on(self, day: date) -> bool:
        """Whether it is sold and given to nobody that day."""
        return never_after(self.kind) and self.on(day) is DateState.OVER


def rules(session: Session) -> Rules:
    """The days of the shop as they are now."""
    return Rules(
        int(value(session, "dates.horizon")),
        *(days_of(value(session, name)) for name in ("dates.horizons", "dates.min_sale", "dates.min_in")),
    )


def freshness(rules: Rules, row: Dated, expires: PrintedDate | None) -> Freshness:
    """The days of a lot with that date; a product without a kind of date has none, whatever its lots bear."""
    if expires is None or not row.date_kind:
        return Freshness(row.date_kind, None, None, None, None)
    return Freshness(
        row.date_kind,
        expires,
        _before(expires.day, rules.horizon_of(row)),
        None if row.best_days is None else _before(expires.day, row.best_days),
        _before(expires.day, rules.min_sale_of(row)),
    )


class Dating:
    """How lots stand with their dates in one act: the rules are read once, at the first lot that bears a date."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._rules: Rules | None = None
        self.today = session.today()

    def of(self, row: Dated, expires: PrintedDate | None) -> Freshness:
        """The days of a lot with that date."""
        if expires is None or not row.date_kind:
            return Freshness(row.date_kind, None, None, None, None)
        if self._rules is None:
            self._rules = rules(self._session)
        return freshness(self._rules, row, expires)

    def now(self, row: Dated, expires: PrintedDate | None) -> DateState:
        """How a lot with that date stands today."""
        return self.of(row, expires).on(self.today)

    def offered(self, row: Dated, expires: PrintedDate | None) -> bool:
        """Whether the till takes a lot with that date by itself today."""
        return self.of(row, expires).offered_on(self.today)

    def over(self, row: Dated, expires: PrintedDate | None) -> bool:
        """Whether its last day has passed."""
        return self.now(row, expires) is DateState.OVER

    def forbidden(self, row: Dated, expires: PrintedDate | None) -> bool:
        """Whether a lot with that date is sold and given to nobody today."""
        return self.of(row, expires).forbidden_on(self.today)


def _before(day: date, days: int) -> date:
    """That many days earlier; the calendar's first day where there is none so early."""
    return date.min if days > (day - date.min).days else day - timedelta(days=days)


def _category(row: Dated) -> str:
    return " ".join((row.category or "").split()).casefold()
