"""What ends soon, for customers and for us."""

from __future__ import annotations

from dataclasses import dataclass

from shopstock.desk.views.base import View


@dataclass(frozen=True, slots=True)
class EndingRow:
    """One end; days are ISO. `whose` is customer or supplier, `terms` what ends, `covered_until` what goes
    on beyond; `may_write` null where nobody asked."""

    n: int
    until: str
    days_left: int
    whose: str
    terms: str
    covered_until: str | None
    name: str
    serial: str | None
    lot: str | None
    place: str | None
    paper: str
    who: str | None
    phone: str | None
    email: str | None
    may_write: bool | None


@dataclass(frozen=True, slots=True)
class EndingView(View):
    """Everything that ends within `days`; `suppliers` counts what suppliers owe us among the rows."""

    rows: list[EndingRow]
    days: int
    suppliers: int
