"""How long goods may come back, and which never are sold again: by product, by category, by the shop."""

from __future__ import annotations

from datetime import date

from shopstock.days import Term
from shopstock.jobs.session import Session
from shopstock.jobs.setting_kinds_returns import days_of
from shopstock.jobs.settings import value
from shopstock.store.catalogue import ProductRow


def _category(row: ProductRow) -> str:
    return " ".join((row.category or "").split()).casefold()


def window_days(session: Session, row: ProductRow) -> int:
    """The days of a product's return window today: its own, or those of its category, or the shop's."""
    if row.return_days is not None:
        return row.return_days
    by_category = days_of(value(session, "returns.windows"))
    return by_category.get(_category(row), int(value(session, "returns.days")))


def return_until(session: Session, row: ProductRow, start: date) -> date:
    """The last day on which a product sold on `start` may come back."""
    return Term(window_days(session, row), "days").until(start)


def never_resold(session: Session, row: ProductRow) -> bool:
    """Whether what came back of a product is never sold again: goods with a use-by, and categories of a setting."""
    named = value(session, "returns.never_resold").split(", ")
    return row.date_kind == "use_by" or (bool(row.category) and _category(row) in named)
