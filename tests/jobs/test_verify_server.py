"""A shop on a server that somebody damaged behind the rules: each kind of damage has its finding."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from shopstock.jobs.copy import copy_shop
from shopstock.jobs.setup import open_store
from shopstock.jobs.verify import lines_of, verify_at
from shopstock.jobs.watch import Watch
from shopstock.store.address import Server
from tests import servers
from tests.jobs.verify_damage import live_a_day


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corner shop after a day with everything in it."""
    return live_a_day(tmp_path_factory.mktemp("damaged") / "corner.shop")


@pytest.fixture
def server(shop: Path) -> Iterator[Server]:
    """The same on a server."""
    url = servers.copied()
    copy_shop(shop, Server(url))
    yield Server(url)
    servers.drop(url)


DAMAGE = {
    "DROP TRIGGER payment_unchanged ON payment": ("triggers", "trigger payment.payment_unchanged", "missing"),
    "ALTER TABLE movement DISABLE TRIGGER movement_counted": ("triggers", "movement_counted", "not that of"),
    "CREATE OR REPLACE FUNCTION movement_held() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RETURN NEW; END $$": ("triggers", "function movement_held", "not that of"),
    "DROP INDEX lot_expires_index": ("schema", "index lot_expires_index", "missing"),
    "ALTER TABLE payment ALTER COLUMN tendered_minor TYPE NUMERIC": ("schema", "tendered_minor", "not that of"),
    "ALTER TABLE balance DROP CONSTRAINT balance_check": ("schema", "balance.balance_check", "missing"),
    "CREATE TABLE extra (id INTEGER)": ("schema", "table extra", "no fresh shop"),
    "CREATE RULE lost AS ON DELETE TO parked DO INSTEAD NOTHING": ("schema", "rule parked.lost", "no fresh"),
    "ALTER TABLE place DISABLE TRIGGER ALL": ("triggers", "place.", "no fresh shop"),
    "ALTER TABLE route DISABLE TRIGGER USER; DELETE FROM route WHERE what = 'lent'; "
    "ALTER TABLE route ENABLE TRIGGER USER": ("rules", "route lent", "missing"),
    "ALTER TABLE booking DISABLE TRIGGER USER; UPDATE booking SET note = 'x' WHERE id = 3; "
    "ALTER TABLE booking ENABLE TRIGGER USER": ("chain", "", "not as they were booked"),
    "SET session_replication_role = replica; UPDATE balance SET quantity = quantity + 1 WHERE physical = 1": (
        "balances", "SHELF-1", "its movements say",
    ),
    "SET session_replication_role = replica; UPDATE event SET product_id = 999": (
        "foreign_keys", "event", "name no product",
    ),
}  # fmt: skip


def test_a_sound_shop_has_no_findings_and_names_its_server(server: Server) -> None:
    report = verify_at(server)
    assert report.findings == ()
    assert report.engine == "postgres"
    assert lines_of(report)[-1].count("PostgreSQL") == 1
    assert any("fsync off" in note for note in report.notes)  # the tests' own server waits for no disk


@pytest.mark.parametrize("statement", DAMAGE)
def test_each_damage_has_its_finding(server: Server, statement: str) -> None:
    check, where, what = DAMAGE[statement]
    with closing(open_store(server)) as store:
        store.db.execute_sql(statement)
    found = verify_at(server).findings
    assert any(f.check == check and where in f.where and what in f.what for f in found), found


def test_a_limit_that_was_taken_away_and_put_back_unasked_finds_its_rows(server: Server) -> None:
    with closing(open_store(server)) as store:
        for statement in (
            "ALTER TABLE lot DROP CONSTRAINT lot_precision_check",
            "UPDATE lot SET precision = 'hour' WHERE id = 1",
            "ALTER TABLE lot ADD CONSTRAINT lot_precision_check CHECK (precision IN ('day', 'month')) NOT VALID",
        ):
            store.db.execute_sql(statement)
    found = verify_at(server).findings
    assert ("file", "lot") in {(f.check, f.where) for f in found}
    assert any(f.check == "schema" and "lot_precision_check" in f.where for f in found)


def test_a_till_watches_a_shop_on_a_server_too(server: Server) -> None:
    with closing(open_store(server)) as store:
        store.db.execute_sql("DROP INDEX lot_expires_index")
        named = store.named()
    assert named
    watch = Watch(named)
    watch.start()
    end = time.monotonic() + 160  # it runs at the lowest priority
    while (done := watch.poll()) is None:
        assert time.monotonic() < end, "waited for the check"
        time.sleep(0.05)
    assert done.report
    assert [f.where for f in done.report.findings] == ["index lot_expires_index"]
    assert done.report.engine == "postgres"
