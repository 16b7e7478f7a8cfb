"""Waste: what is to leave, and what left today."""

from __future__ import annotations

from dataclasses import dataclass

from shopstock.desk.views.base import View


@dataclass(frozen=True, slots=True)
class WasteGoods:
    """What was scanned: `quantity` of `there` at `place`; `cost` is null where it is not known."""

    sku: str
    name: str
    serial: str | None
    lot: str | None
    date: str | None
    date_kind: str | None
    date_precision: str
    place: str
    quantity: str
    there: str
    cost: str | None


@dataclass(frozen=True, slots=True)
class WasteDone:
    """Something that left today: `what` waste, charity, staff or supplier."""

    what: str
    name: str
    lot: str | None
    quantity: str
    reason: str
    cost: str | None


@dataclass(frozen=True, slots=True)
class WasteView(View):
    """`goods` is null before a scan; `reason` null until it was said. `reasons` and `ends` are letters and words."""

    goods: WasteGoods | None
    reason: str | None
    reasons: list[list[str]]
    ends: list[list[str]]
    today: list[WasteDone]
    wasted_today: str
