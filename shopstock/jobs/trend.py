"""How a product sold lately, and what came back."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from shopstock.jobs.session import Session
from shopstock.store import trends

WEEKS = 12


class Weeks(NamedTuple):
    """Whole pieces sold in each of the last twelve weeks, oldest first; quantities in smallest steps."""

    pieces: tuple[int, ...]
    sold: int
    returned: int


class Today(NamedTuple):
    """The day so far: tickets and takings."""

    tickets: int
    takings_minor: int


def sold_by_week(session: Session, product_id: int) -> Weeks:
    """The last twelve weeks of a product, voided tickets left out."""
    today = session.today()
    first = today - timedelta(days=7 * WEEKS - 1)
    pieces = [0] * WEEKS
    for row in trends.sold_days(session.store, product_id, first):
        pieces[min(WEEKS - 1, (row.day - first).days // 7)] += row.quantity
    totals = trends.totals(session.store, product_id, first)
    return Weeks(tuple(pieces), totals.sold, totals.returned)


def day_so_far(session: Session) -> Today:
    """Tickets and takings of today; refunds and voids are taken off."""
    return Today(*trends.takings(session.store, session.today()))
