"""The half-done return."""

from __future__ import annotations

from dataclasses import dataclass, field

from shopstock.desk.views.base import View, Warranty
from shopstock.desk.views.sell import OpenQuestion, SellLine


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
    """What was sold when to whom at what price, the window, the warranty, and the three questions.

    In an exchange `new` are the goods that go out, `swap` says replacement or exchange, and `to_pay` what is still to
    pay (negative: to give back). `credit` is the code of a store credit that was issued, `worth` what is on it."""

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
    new: list[SellLine] = field(default_factory=list)
    swap: str | None = None
    to_pay: str | None = None
    open_questions: list[OpenQuestion] = field(default_factory=list)
    credit: str | None = None
    worth: str | None = None
    gift: bool = False
    refused: list[str] = field(default_factory=list)
