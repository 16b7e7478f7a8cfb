"""The calendar of the coming weeks."""

from __future__ import annotations

from dataclasses import dataclass

from shopstock.desk.views.base import View


@dataclass(frozen=True, slots=True)
class AheadSum:
    """Several lots together; `quantities` is by measure (`each`, `kg`), since pieces and kilograms make no sum.

    `likely` is the money at price of what will likely be left over, as far as the pace of sale is known."""

    lots: int
    quantities: dict[str, str]
    at_price: str
    at_cost: str
    likely: str = "0"


@dataclass(frozen=True, slots=True)
class AheadDayRow:
    """A day; `n` is null where nothing ends then. `shut` where the shop books nothing on that weekday; `goods` names
    what ends then, the most money first."""

    n: int | None
    date: str
    weekday: str
    shut: bool
    today: bool
    sum: AheadSum
    goods: list[str]


@dataclass(frozen=True, slots=True)
class AheadWeek:
    """A week from Monday to Sunday, as far as it is looked at; `days` counts those that something ends on."""

    first: str
    number: int
    days: int
    sum: AheadSum


@dataclass(frozen=True, slots=True)
class AheadLot:
    """A lot at a place whose last day it is; `set_aside` is the part of it that is held or in quarantine, `state` how
    it stands with its date today, `likely` how much of it will likely be left, null where no pace is known."""

    n: int
    place: str
    sku: str
    name: str
    lot: str
    date: str
    date_precision: str
    date_kind: str
    days_left: int
    quantity: str
    set_aside: str
    price: str
    at_price: str
    at_cost: str
    state: str
    likely: str | None = None


@dataclass(frozen=True, slots=True)
class AheadView(View):
    """The coming weeks from `first` to `last`, every day of them, and their `totals` by week.

    `over` has the number 1 where it holds anything, and `over_goods` names what that is. `picked` is the day whose
    `lots` are shown with their sum, `over` for what is over already, null for the calendar alone."""

    weeks: int
    first: str
    last: str
    over: AheadSum
    over_goods: list[str]
    days: list[AheadDayRow]
    totals: list[AheadWeek]
    set_aside: AheadSum
    coming: AheadSum
    picked: str | None
    picked_sum: AheadSum | None
    lots: list[AheadLot]
