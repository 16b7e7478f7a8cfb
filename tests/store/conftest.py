"""Fixtures of the store's tests: a hand that writes into the ledger, by raw SQL and through the models."""

from __future__ import annotations

from pathlib import Path

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


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what says nothing more on a server: the words FAIL and ABORT, which its SQL does not have, the
    rules tried once more through the models (how these write there, the jobs' own tests show), most of the
    ways between two places, and what a field refuses before any engine is asked."""
    repeated = dict.fromkeys(item for item in items if _is_repeated(item))
    config.hook.pytest_deselected(items=list(repeated))
    items[:] = [item for item in items if item not in repeated]


def _is_repeated(item: pytest.Item) -> bool:
    given = item.callspec.params if isinstance(item, pytest.Function) and hasattr(item, "callspec") else {}
    if given.get("on_engine") != "postgres" or item.path.parent != Path(__file__).parent:
        return False
    if given.get("hand") == "peewee" and item.path.name != "test_attacks_written_once.py":
        return True
    if item.name.startswith("test_a_sale_goes_from_a_shelf") and given["end"] != "CUSTOMER":
        return True
    if item.name.startswith("test_a_field_takes_whole_numbers_only"):
        return True
    return given.get("conflict") in ("FAIL", "ABORT")
