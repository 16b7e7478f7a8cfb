"""Lots that cost less than their product."""

from __future__ import annotations

from dataclasses import dataclass

from shopstock.desk.views.base import View


@dataclass(frozen=True, slots=True)
class MarkRow:
    """A lot on the shelves with a price of its own: the list price, its price, how many are left, since when."""

    n: int
    sku: str
    name: str
    lot: str
    date: str | None
    date_kind: str | None
    list_price: str
    price: str
    left: str
    since: str | None
    sticker: str | None


@dataclass(frozen=True, slots=True)
class MarkView(View):
    """Everything that is marked down now; `current` is the row of the last change."""

    rows: list[MarkRow]
    current: int | None
