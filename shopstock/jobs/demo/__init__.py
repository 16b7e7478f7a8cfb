"""Demo shops: one for each trade, with 90 days behind it up to the evening before a given day.

Everything in them was booked through the jobs of a real shop, so warranties, dates, holds and low stock are
live; the same trade and day always give the same shop. The data is in `data/demo`.
"""

from __future__ import annotations

from datetime import date

from shopstock import clock
from shopstock.jobs.demo.life import live
from shopstock.jobs.demo.plan import TourStep, read_plan
from shopstock.store.engine import Store

__all__ = ["TourStep", "build_demo", "tour"]


def build_demo(store: Store, trade: str, today: date | None = None) -> None:
    """Fill an empty store with the demo shop of a trade in one transaction; `today` is its next business day.

    Raises `WrongUse` for a trade that has no demo."""
    plan = read_plan(trade)
    with store.transaction():
        live(store, plan, today or clock.today(plan.zone))


def tour(trade: str) -> tuple[TourStep, ...]:
    """A few codes to enter in the demo shop of a trade, and what each shows."""
    return read_plan(trade).tour
