"""The open delivery."""

from __future__ import annotations

from dataclasses import dataclass

from shopstock.desk.views.base import LineState, View


@dataclass(frozen=True, slots=True)
class ReceiveLine:
    """One line of a delivery. `state` is ask while a lot or a date is missing, stop for a refused code.

    `ordered` and `missing` are there for serial goods whose ordered number was said; `own` is how many serials the shop
    makes itself when this is booked."""

    n: int
    sku: str | None
    name: str
    tracking: str | None
    quantity: str
    serials: list[str]
    lot: str | None
    date: str | None
    date_kind: str | None
    cost: str | None
    state: LineState
    note: str | None = None
    date_precision: str = "day"
    ordered: str | None = None
    missing: str | None = None
    own: int = 0


@dataclass(frozen=True, slots=True)
class ReceiveView(View):
    """The open delivery, or the one just saved: then `paper` is set. `missing` counts serials not there yet."""

    lines: list[ReceiveLine]
    supplier: str | None
    invoice: str | None
    place: str
    units: str
    cost: str
    current: int | None
    question: str | None
    troubles: list[str]
    paper: str | None = None
    missing: str = "0"
