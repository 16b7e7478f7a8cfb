"""Fixtures of the store's tests: a hand that writes into the ledger, by raw SQL and through the models."""

from __future__ import annotations

import pytest

from shopstock.jobs.session import Session
from tests.store.hand import Hand, How


@pytest.fixture(params=["sql", "peewee"])
def hand(request: pytest.FixtureRequest, session: Session) -> Hand:
    """A hand at till 1 of the corner shop; the test runs once for each way of writing."""
    how: How = request.param
    return Hand(session, how)


@pytest.fixture
def raw(session: Session) -> Hand:
    """A hand that writes raw SQL only."""
    return Hand(session)


@pytest.fixture
def any_triggers(on_engine: str, session: Session) -> None:
    """REPLACE calls delete triggers only where this pragma is on, and every connection of SQLite sets its own."""
    if on_engine == "sqlite without recursive triggers":
        session.store.db.execute_sql("PRAGMA recursive_triggers = 0")
