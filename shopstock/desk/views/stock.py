"""What the shop has."""

from __future__ import annotations

from dataclasses import dataclass

from shopstock.desk.views.base import View


@dataclass(frozen=True, slots=True)
class StockRow:
    """One product; `next_date` is the earliest date still to come of what may be sold, `place` where most of it stands.
    `held` is set aside, `over` is not held and past its last day: neither can be sold. `good` is what is neither held
    nor spoiled by its date, null where its date spoils none."""

    sku: str
    name: str
    tracking: str
    on_hand: str
    held: str
    reorder_at: str | None
    next_date: str | None
    place: str | None
    low: bool = False
    good: str | None = None
    over: str = "0"
    next_precision: str = "day"


@dataclass(frozen=True, slots=True)
class StockView(View):
    """What the shop has."""

    rows: list[StockRow]
    query: str
    value: str
    matches: int
    filter: str | None = None
