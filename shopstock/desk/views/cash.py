"""The drawer being counted, and the day report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from shopstock.desk.views.base import View

Stage = Literal["shut", "open", "count", "card", "reason", "keep", "sign"]


@dataclass(frozen=True, slots=True)
class CashFace:
    """One note or coin: how many were counted (None: not yet) and what they make."""

    face: str
    note: bool
    number: int | None
    amount: str | None


@dataclass(frozen=True, slots=True)
class CashMove:
    """What happened to the drawer: `what` is opened, in or out."""

    at: str
    what: str
    amount: str
    reason: str | None
    staff: str


@dataclass(frozen=True, slots=True)
class CashResult:
    """What only a finished count may show. `difference` is counted less expected, `off` that it needs a reason;
    `card_said` and `card_taken` are None where no card was taken or nobody knows the terminal's total."""

    expected: str
    counted: str
    difference: str
    off: bool
    card_taken: str | None
    card_said: str | None
    card_difference: str | None
    reason: str | None
    kept: str | None
    banked: str | None


@dataclass(frozen=True, slots=True)
class CashView(View):
    """The drawer of this till. `current` is the index of the face that is counted next; `counted` its sum so far;
    `kept` the float that the last closing left; `waiting` what the closing should not forget."""

    stage: Stage
    till: str
    session: int
    opened_at: str | None
    opened_by: str | None
    float: str | None
    kept: str | None
    faces: list[CashFace]
    current: int | None
    counted: str
    counts: int
    moves: list[CashMove]
    sales: int
    refunds: int
    voids: int
    parked: int
    waiting: list[str]
    result: CashResult | None


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One row of a paper: title, head, line, total, note, seal or gap."""

    left: str
    right: str
    kind: str


@dataclass(frozen=True, slots=True)
class ReportView(View):
    """A day report as it is printed. `kind` X reads, Z closed; `paper` is the number of a Z."""

    kind: str
    paper: str
    rows: list[ReportRow]
    written: str | None = None
