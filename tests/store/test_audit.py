"""The auditor can be trusted: every kind of tampering is found by the check that is made for it.

The rules of the database stand in the way of all of this; here they are taken away first, as somebody with the
file and another program could.
"""

from __future__ import annotations

import pytest

from shopstock.jobs.session import Session
from tests import shops
from tests.shops import CABLE, OAT, SERIAL
from tests.store import audit

CHECK_CONSTRAINTS = (
    "SELECT conrelid::regclass::text AS name, conname AS rule FROM pg_constraint WHERE contype = 'c' "
    "AND conrelid IN ('balance'::regclass, 'sale_line'::regclass, 'return_line'::regclass)"
)


@pytest.fixture
def unguarded(session: Session) -> Session:
    """A shop with a day behind it whose triggers, foreign keys and CHECKs are gone."""
    shops.take_in_serials(session, SERIAL)
    shops.take_in(session, OAT, "5", lot="A", expires="2026-12-30")
    shops.take_in(session, CABLE, "5")
    shops.sell_serial(session, SERIAL)
    sale = shops.sell_some(session, CABLE, "2")
    shops.bring_back(session, shops.sold_line(session, sale).id)
    shops.take_in(session, CABLE, "1")
    db = session.store.db
    assert audit.findings(session) == []
    if session.store.dialect.name == "postgres":
        db.execute_sql("SET session_replication_role = replica")  # no triggers, no foreign keys
        for row in audit.rows(session, CHECK_CONSTRAINTS):
            db.execute_sql(f"ALTER TABLE {row['name']} DROP CONSTRAINT {row['rule']}")
        return session
    assert audit.file_is_sound(session) == []
    for row in audit.rows(session, "SELECT name FROM sqlite_master WHERE type = 'trigger'"):
        db.execute_sql(f"DROP TRIGGER {row['name']}")
    db.execute_sql("PRAGMA foreign_keys = 0")
    db.execute_sql("PRAGMA ignore_check_constraints = 1")
    return session


@pytest.mark.parametrize(
    ("tampering", "check"),
    [
        ("UPDATE balance SET quantity = 99 WHERE physical = 1", audit.balances_are_sums),
        ("DELETE FROM balance WHERE physical = 0", audit.balances_are_sums),
        ("UPDATE balance SET quantity = -1 WHERE physical = 1", audit.nothing_real_is_negative),
        ("UPDATE balance SET quantity = quantity + 1 WHERE physical = 1", audit.everything_is_somewhere),
        ("UPDATE unit_at SET place_id = 1", audit.units_walk),
        ("UPDATE unit_at SET seq = 9", audit.units_walk),
        ("DELETE FROM movement WHERE unit_seq = 1", audit.units_walk),
        ("UPDATE movement SET from_place_id = 2 WHERE unit_seq = 2", audit.units_walk),
        ("UPDATE return_line SET quantity = 9", audit.returns_stay_within_sales),
        ("UPDATE return_line SET refund_minor = 99999", audit.returns_stay_within_sales),
        ("DELETE FROM return_line", audit.returns_stay_within_sales),
        ("DELETE FROM movement WHERE what = 'sold'", audit.returns_stay_within_sales),
        ("UPDATE payment SET amount_minor = 1", audit.tickets_are_paid),
        ("DELETE FROM payment", audit.tickets_are_paid),
        ("UPDATE sale_line SET amount_minor = 0", audit.tickets_are_paid),
        ("UPDATE booking SET note = 'x' WHERE id = 2", audit.chain_verifies),
        ("UPDATE booking SET staff_id = 7 WHERE id = 2", audit.chain_verifies),
        ("UPDATE booking SET hash = prev_hash WHERE id = 2", audit.chain_verifies),
        ("UPDATE movement SET scan = 'x' WHERE id = 1", audit.chain_verifies),
        ("UPDATE payment SET tendered_minor = tendered_minor + 1", audit.chain_verifies),
        ("DELETE FROM booking WHERE id = 2", audit.chain_verifies),
        (
            "INSERT INTO event (booking_id, n, what) VALUES (2, 1, 'price_changed')",
            audit.chain_verifies,
        ),
    ],
)
def test_tampering_is_found(unguarded: Session, tampering: str, check: audit.Check) -> None:
    assert unguarded.store.db.execute_sql(tampering).rowcount > 0
    assert check(unguarded) != []


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE movement SET booking_id = 99 WHERE id = 1",
        "UPDATE movement SET quantity = -1 WHERE id = 1",
    ],
)
def test_tampering_is_found_by_sqlite(unguarded: Session, tampering: str) -> None:
    assert unguarded.store.db.execute_sql(tampering).rowcount > 0
    unguarded.store.db.execute_sql("PRAGMA ignore_check_constraints = 0")
    assert audit.file_is_sound(unguarded) != []
