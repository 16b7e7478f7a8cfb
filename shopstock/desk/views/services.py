"""What is due for routine service."""

from __future__ import annotations

from dataclasses import dataclass

from shopstock.desk.views.base import View


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """One unit; `days_left` is negative once it is overdue, `last_on` the day of its last service."""

    n: int
    serial: str
    sku: str
    name: str
    due_on: str
    days_left: int
    every: str
    last_on: str | None
    customer: str | None
    phone: str | None


@dataclass(frozen=True, slots=True)
class ServicesView(View):
    """What is overdue or due within `days`, the longest overdue first."""

    days: int
    rows: list[ServiceRow]
    overdue: int
