"""The corner shop after six weeks in which it sold two cartons of oat milk on every day."""

from __future__ import annotations

from datetime import timedelta
from functools import cache

from shopstock.jobs import markdowns, setup
from shopstock.jobs.session import Session, new_request_id
from shopstock.store import engine
from shopstock.store.engine import Store
from tests import shops

SUNDAY = shops.SUNDAY


def milk_shop() -> Session:
    """Two a day until yesterday, from a lot that went over yesterday with 116 left of it; a copy of one."""
    return setup.open_session(engine.in_memory(copy_of=_lived()))


@cache
def _lived() -> Store:
    made = shops.shop_in_memory()
    with shops.on("2026-10-10"):
        take_in(made, "200", "OLD", "2026-11-21")
    for n in range(42):
        with shops.on((SUNDAY - timedelta(days=42 - n)).isoformat(), 17):
            shops.sell_some(made, shops.OAT, "2")
    return made.store


def take_in(session: Session, amount: str, lot: str, expires: str) -> None:
    """A delivery of oat milk."""
    shops.take_in(session, shops.OAT, amount, lot=lot, expires=expires)


def mark(session: Session, code: str, price_minor: int) -> None:
    """A lot gets that price."""
    lot = shops.batch(session, shops.OAT, code)
    markdowns.mark(session, new_request_id(), [markdowns.Marking(lot.id, price_minor)])


def one_day(session: Session, day: str, code: str, price_minor: int | None, sold: str) -> None:
    """A lot of that day alone, marked down in the morning or not, and what was sold of it until the evening."""
    with shops.on(day, 8):
        take_in(session, "20", code, day)
        if price_minor is not None:
            mark(session, code, price_minor)
    with shops.on(day, 18):
        if sold != "0":
            shops.sell_some(session, shops.OAT, sold)
