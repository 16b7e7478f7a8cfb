"""What Find shows of a store credit."""

from __future__ import annotations

from dataclasses import dataclass, field

from shopstock.desk.views.choices import FindView


@dataclass(frozen=True, slots=True)
class CreditMove:
    """One step of a credit: issued, spent, given back or withdrawn, with what was left after it."""

    at: str
    what: str
    amount: str
    left: str
    paper: str | None
    by: str
    customer: str | None


@dataclass(frozen=True, slots=True)
class CreditView(FindView):
    """A store credit: what it was worth, what is left, until when it holds (null: for ever), and its story.

    `state` is open, spent, over or withdrawn."""

    code: str
    worth: str
    left: str
    state: str
    expires_on: str | None
    moves: list[CreditMove]
    kind: str = field(default="credit", kw_only=True)
