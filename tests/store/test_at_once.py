"""Writing what can wait: refused at once where somebody else writes, and patient again afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from shopstock.jobs.session import Session
from shopstock.store import postgres, print_jobs
from shopstock.store.address import Server
from shopstock.store.engine import AnotherTillWrites
from shopstock.store.postgres import ServerStore
from tests import shops
from tests.store.test_print_jobs import add


def test_a_till_that_writes_is_not_waited_for(shop_file: Path) -> None:
    """With a minute of patience: if it waited, the test would run into its time-out."""
    with shops.opened(shop_file, wait_seconds=600) as one, shops.opened(shop_file, till="Till 2") as two:
        with two.store.transaction(), pytest.raises(AnotherTillWrites), one.store.at_once():
            pass
        assert one.store.db.execute_sql("PRAGMA busy_timeout").fetchone() == (600_000,)
        with one.store.at_once():
            print_jobs.forget(one.store, one.till.id, 1)


@pytest.mark.server
def test_a_row_that_is_locked_is_not_waited_for(session: Session) -> None:
    job_id = add(session)
    assert isinstance(session.store, ServerStore)
    other = postgres.open_existing(Server(session.store.server.url))
    try:
        with other.transaction():
            assert print_jobs.begin_sending(other, job_id)
            with pytest.raises(AnotherTillWrites), session.store.at_once():
                print_jobs.begin_sending(session.store, job_id)
        with session.store.at_once():
            assert not print_jobs.begin_sending(session.store, job_id)
        (patience,) = session.store.db.execute_sql("SHOW lock_timeout").fetchone()
        assert patience != "50ms"
    finally:
        other.close()
