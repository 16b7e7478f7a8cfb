"""The sales that lack a serial still, oldest first."""

from __future__ import annotations

from dataclasses import dataclass

from shopstock.desk.views.base import View


@dataclass(frozen=True, slots=True)
class LackingRow:
    """A sold piece without its serial; `day` is ISO."""

    n: int
    day: str
    paper: str
    sku: str
    name: str
    customer: str | None
    phone: str | None


@dataclass(frozen=True, slots=True)
class LackingView(View):
    """`asked` is the row whose serial is awaited."""

    rows: list[LackingRow]
    asked: int | None
