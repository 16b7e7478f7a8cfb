"""The basket and the ticket."""

from __future__ import annotations

from dataclasses import dataclass, field

from shopstock.desk.views.base import Choice, LineState, Paid, View


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A line that still needs a person: its line number, the answer's id and sentence, and the choices."""

    line: int
    id: str
    text: str
    keys: list[list[str]] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class OlderLot:
    """A lot that ends earlier and may still be sold: its date (ISO), and how much of it was left where."""

    lot: str
    date: str
    date_kind: str
    date_precision: str
    quantity: str
    place: str


@dataclass(frozen=True, slots=True)
class SellLine:
    """One line of the basket. `state` is ok, or ask / stop for a `!` line that is not in the total.

    `older` is the older lot on the shelf when a later one was scanned."""

    n: int
    sku: str | None
    name: str
    serial: str | None
    lot: str | None
    date: str | None
    date_kind: str | None
    quantity: str
    price: str | None
    amount: str | None
    state: LineState
    discount_percent: str | None = None
    warranty_until: str | None = None
    note: str | None = None
    date_precision: str = "day"
    older: OlderLot | None = None


@dataclass(frozen=True, slots=True)
class SellView(View):
    """The basket, or the ticket just paid: then `receipt`, `tendered`, `change` and `payments` are set."""

    lines: list[SellLine]
    total: str
    customer: str | None
    open_questions: list[OpenQuestion]
    paid: str = "0"
    due: str = "0"
    receipt: str | None = None
    tendered: str | None = None
    change: str | None = None
    payments: list[Paid] | None = None
    parked: list[Choice] = field(default_factory=list)
