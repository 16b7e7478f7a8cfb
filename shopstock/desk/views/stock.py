"""What the shop has."""

from __future__ import annotations

from dataclasses import dataclass

from shopstock.desk.views.base import View


@dataclass(frozen=True, slots=True)
class StockRow:
    """One product; `next_date` is the earliest date on hand, `place` where most of it stands. `good` is what is neither
    held nor spoiled by its date, null where its date spoils none."""

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


@dataclass(frozen=True, slots=True)
class StockView(View):
    """What the shop has."""

    rows: list[StockRow]
    query: str
    value: str
    matches: int
    filter: str | None = None
