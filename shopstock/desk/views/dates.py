"""The morning check."""

from __future__ import annotations

from dataclasses import dataclass

from shopstock.desk.views.base import View


@dataclass(frozen=True, slots=True)
class DatesRow:
    """One lot at one place. `action` is None until done; then what was done, such as ok or waste.

    `new` is in the check for the first time; `horizon` the days before its date from which it is in it; `state` is
    due, past_best, short, over, or fresh where more days were asked for than its horizon; `code` picks the row.
    `advice` is what is thought of the lot, in words, `suggested` the price it might get; null where nothing is."""

    n: int
    place: str
    sku: str
    name: str
    lot: str
    date: str
    date_kind: str
    days_left: int
    quantity: str
    price: str
    action: str | None
    late: bool
    date_precision: str = "day"
    new: bool = False
    horizon: int = 0
    state: str = "due"
    code: str = ""
    advice: str | None = None
    suggested: str | None = None


@dataclass(frozen=True, slots=True)
class DatesView(View):
    """The morning check in the order of the shelves; `current` is the row the next letter acts on."""

    rows: list[DatesRow]
    day: str
    horizon_days: int
    done: int
    current: int | None
    at_risk: str
    signed: bool
    walk: list[str]
    wasted_month: str = "0"
