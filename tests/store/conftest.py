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


@pytest.fixture(params=["recursive triggers on", "recursive triggers off"])
def any_triggers(request: pytest.FixtureRequest, session: Session) -> None:
    """REPLACE calls delete triggers only where this pragma is on, and every connection sets its own."""
    session.store.db.execute_sql(f"PRAGMA recursive_triggers = {int('on' in request.param)}")
