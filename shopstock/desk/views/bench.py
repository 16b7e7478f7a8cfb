"""The bench: a claim's parts, what fits, and its quote."""

from __future__ import annotations

from dataclasses import dataclass

from shopstock.desk.views.base import View


@dataclass(frozen=True, slots=True)
class PartLine:
    """A part that is in the unit; `ours` says that it is not paid or given yet."""

    n: int
    sku: str
    name: str
    serial: str | None
    lot: str | None
    quantity: str
    since: str
    paper: str
    ours: bool


@dataclass(frozen=True, slots=True)
class FitLine:
    """A part that is known to fit, and how much of it may be taken now."""

    sku: str
    name: str
    version: str | None
    note: str | None
    free: str


@dataclass(frozen=True, slots=True)
class QuoteLineView:
    """A line of the quote."""

    n: int
    name: str
    quantity: str
    price: str
    amount: str


@dataclass(frozen=True, slots=True)
class BenchView(View):
    """What is on the bench; all of it null or empty while no claim is chosen.

    `quote_state` is being made, quoted, accepted, declined, expired or paid; null where there is none."""

    paper: str | None
    state: str | None
    serial: str | None
    sku: str | None
    name: str | None
    version: str | None
    customer: str | None
    symptom: str | None
    place: str | None
    parts: list[PartLine]
    fits: list[FitLine]
    quote: list[QuoteLineView]
    quote_state: str | None
    total: str | None
    valid_until: str | None
    question: str | None
