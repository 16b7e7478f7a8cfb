"""How long goods may come back, and which never are sold again: by product, by category, by the shop."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from shopstock.date_kinds import never_after
from shopstock.days import Term
from shopstock.jobs.session import Session
from shopstock.jobs.setting_kinds_returns import days_of
from shopstock.jobs.settings import value
from shopstock.store.catalogue import ProductRow


def _category(row: ProductRow) -> str:
    return " ".join((row.category or "").split()).casefold()


class Windows(NamedTuple):
    """The windows of the shop as they are now: days by category, and for everything else."""

    by_category: dict[str, int]
    days: int

    def until(self, row: ProductRow, start: date) -> date:
        """The last day on which a product sold on `start` may come back: its own window, its category's, the shop's."""
        days = self.by_category.get(_category(row), self.days) if row.return_days is None else row.return_days
        return Term(days, "days").until(start)


def windows(session: Session) -> Windows:
    """Read once for a ticket."""
    by_category = days_of(value(session, "returns.windows"))
    return Windows(by_category, int(value(session, "returns.days")))


def never_resold(session: Session, row: ProductRow) -> bool:
    """Whether what came back of a product is never sold again: goods with a use-by, and categories of a setting."""
    named = value(session, "returns.never_resold").split(", ")
    return never_after(row.date_kind) or (bool(row.category) and _category(row) in named)
