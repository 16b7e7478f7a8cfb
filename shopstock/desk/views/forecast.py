"""The stock of one product in the weeks to come."""

from __future__ import annotations

from dataclasses import dataclass

from shopstock.desk.views.base import View


@dataclass(frozen=True, slots=True)
class ForecastRow:
    """A day: what is good in the morning, about what sells on it, what will likely be left of lots that end then."""

    date: str
    weekday: str
    good: str
    wanted: str
    left: str | None


@dataclass(frozen=True, slots=True)
class ForecastView(View):
    """The days of a product. `runs_out` is null where it lasts longer, `per_week` where no pace is known: then nothing
    is taken as sold. `left` is all that will likely be left."""

    sku: str
    name: str
    measure: str
    on_hand: str
    good: str
    per_week: str | None
    runs_out: str | None
    left: str
    days: list[ForecastRow]
