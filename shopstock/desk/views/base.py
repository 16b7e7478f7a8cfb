"""The pieces every view is made of."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class View:
    """Base of all views; the empty one is `{}`."""

    def as_json(self) -> dict[str, Any]:
        """Plain dicts and lists, ready for `json.dumps`."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Choice:
    """One row of a numbered choice; `code` is what entering its number stands for."""

    n: int
    label: str
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Warranty:
    """What covers a customer, all terms together; `status` is in, over, none, not_started or lifetime.

    `days_left` counts the last day, negative once it is over; a lifetime has neither end nor days."""

    status: Literal["in", "over", "none", "not_started", "lifetime"]
    until: str | None
    days_left: int | None


@dataclass(frozen=True, slots=True)
class Paid:
    """One payment of a ticket: its tender (cash, card) and amount."""

    tender: str
    amount: str


LineState = Literal["ok", "ask", "stop"]
