"""Claims as they are shown: the list of open ones, what is lent, and one claim with its steps."""

from __future__ import annotations

from dataclasses import dataclass, field

from shopstock.desk.views.base import Choice, View


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One open claim; `days` since it was opened, `away` since it went to the supplier, `contact` the last day that
    anything was heard or asked there."""

    n: int
    paper: str
    opened: str
    days: int
    state: str
    side: str
    serial: str
    sku: str
    name: str
    symptom: str
    place: str | None
    supplier: str | None
    rma: str | None
    away: int | None
    contact: str | None
    waits_for: str | None
    due_on: str | None


@dataclass(frozen=True, slots=True)
class LoanLine:
    """A unit of ours that a customer has, for which claim, and when it is due."""

    n: int
    paper: str
    serial: str
    name: str
    since: str
    due_on: str | None
    late: bool


@dataclass(frozen=True, slots=True)
class ClaimsView(View):
    """`listing` is open, late or loans; `chase_days` is when a claim is late."""

    listing: str
    rows: list[ClaimLine]
    loans: list[LoanLine]
    chase_days: int


@dataclass(frozen=True, slots=True)
class ClaimStepLine:
    """One step; `what` is opened, sent, repaired ..."""

    at: str
    what: str
    state: str
    by: str
    note: str | None


@dataclass(frozen=True, slots=True)
class ClaimFileLine:
    """A file of a claim, as it was when it was added; its bytes are not kept."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ClaimLetter:
    """A letter, what it does, and why it cannot be now (null: it can)."""

    letter: str
    label: str
    why_not: str | None


@dataclass(frozen=True, slots=True)
class ClaimView(View):
    """One claim, or one that is being opened: then `paper` is null and `symptoms` are to choose from.

    `question` is what is asked now. `basis` is what pays: shop, legal, supplier, extension, goodwill, paid or none."""

    paper: str | None
    state: str | None
    side: str
    serial: str
    sku: str | None
    name: str | None
    opened: str | None
    days: int | None
    symptom: str | None
    note: str | None
    basis: str
    customer: str | None
    place: str | None
    supplier: str | None
    rma: str | None
    away: int | None
    waits_for: str | None
    due_on: str | None
    replaced_by: str | None
    question: str | None
    symptoms: list[Choice]
    steps: list[ClaimStepLine]
    files: list[ClaimFileLine]
    loans: list[LoanLine]
    letters: list[ClaimLetter]
    repair: list[str] = field(default_factory=list)
