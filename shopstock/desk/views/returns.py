"""The half-done return."""

from __future__ import annotations

from dataclasses import dataclass

from shopstock.desk.views.base import View, Warranty


@dataclass(frozen=True, slots=True)
class ReturnStep:
    """One question of a return with its letters and, once answered, its letter."""

    title: str
    options: list[list[str]]
    answer: str | None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class EarlierReturn:
    """A return of the same goods before."""

    paper: str
    returned_on: str
    quantity: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """One line of a receipt that may come back."""

    n: int
    sku: str
    name: str
    serial: str | None
    lot: str | None
    quantity: str
    left: str
    amount: str


@dataclass(frozen=True, slots=True)
class ReturnView(View):
    """What was sold when to whom at what price, the window, the warranty, and the three questions."""

    sku: str | None
    name: str | None
    serial: str | None
    lot: str | None
    receipt: str | None
    sold_on: str | None
    customer: str | None
    price: str | None
    quantity: str | None
    left: str | None
    refund: str | None
    window_until: str | None
    window_open: bool | None
    warranty: Warranty | None
    earlier: list[EarlierReturn]
    steps: list[ReturnStep]
    lines: list[ReturnLine]
    paper: str | None = None
