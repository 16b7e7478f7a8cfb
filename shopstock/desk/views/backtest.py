"""How good the suggestions were."""

from __future__ import annotations

from dataclasses import dataclass

from shopstock.desk.views.base import View


@dataclass(frozen=True, slots=True)
class BacktestRow:
    """One lot on that morning. `there` was on the shelves, `said_left` was foretold, `left` was so; `advised` is the
    price that would have been suggested, null for none; `priced` that its price was changed after that morning."""

    n: int
    date: str
    name: str
    lot: str
    there: str
    said_left: str
    left: str
    advised: str | None
    priced: bool
    right: bool


@dataclass(frozen=True, slots=True)
class BacktestView(View):
    """All lots of the last weeks, `days` mornings before their last day; `lots` counts those whose price was kept.

    `missed` were left over though nothing was suggested (`missed_units` for `missed_value`), `needless` sold out though
    a lower price was; `error` and `bias` are units in the mean, said less true; `unknown` had no forecast."""

    days: int
    rows: list[BacktestRow]
    lots: int
    right: int
    missed: int
    missed_units: str
    missed_value: str
    needless: int
    error: str
    bias: str
    priced: int
    unknown: int
