"""Verify: nothing is found in a sound shop, and each kind of damage is found by the checks that are meant for it.

Most damage is found by exactly one check. Where the database itself has the same rule as a key or a CHECK, the
file's own checks see it as well: those are named beside it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from shopstock.jobs.demo import build_demo
from shopstock.jobs.setup import TRADES
from shopstock.jobs.verify import verify
from shopstock.store import engine
from shopstock.store.audit import CHECKS, QUICK
from tests import shops
from tests.jobs.verify_damage import Hand, live_a_day


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound shop with a day behind it; tests take copies."""
    return live_a_day(tmp_path_factory.mktemp("verify") / "corner.shop")


@pytest.fixture
def path(day: Path, tmp_path: Path) -> Path:
    """A copy of that shop to damage."""
    return Path(shutil.copy(day, tmp_path / "corner.shop"))


@pytest.fixture
def hand(path: Path) -> Iterator[Hand]:
    """A hand in the copy."""
    opened = Hand(path)
    yield opened
    opened.close()


def found_in(path: Path, *, quick: bool = False) -> dict[str, list[str]]:
    """What each check says, where it says anything."""
    store = engine.open_existing(path)
    try:
        said: dict[str, list[str]] = {}
        for finding in verify(store, quick=quick):
            said.setdefault(finding.check, []).append(str(finding))
        return said
    finally:
        store.close()


def test_a_sound_day_has_no_findings(path: Path) -> None:
    assert found_in(path) == {}
    assert found_in(path, quick=True) == {}


def test_recounting_and_resealing_a_sound_day_changes_nothing(path: Path, hand: Hand) -> None:
    before = [list(hand.db.execute(f"SELECT * FROM {table}")) for table in ("balance", "unit_at", "booking")]
    hand.recount()
    hand.reseal()
    after = [list(hand.db.execute(f"SELECT * FROM {table}")) for table in ("balance", "unit_at", "booking")]
    assert [sorted(rows) for rows in after] == [sorted(rows) for rows in before]
    assert found_in(path) == {}


@pytest.mark.parametrize("trade", TRADES)
def test_a_demo_shop_has_no_findings(trade: str) -> None:
    store = engine.in_memory()
    build_demo(store, trade, shops.SUNDAY)
    assert verify(store) == ()
    store.close()


def test_an_empty_shop_has_no_findings(shop_file: Path) -> None:
    assert found_in(shop_file) == {}


class Damage(NamedTuple):
    """What the hand does, whether it covers its tracks, and which checks find it."""

    sql: str
    found: frozenset[str]
    covered: bool = False


def by(*checks: str) -> frozenset[str]:
    """The checks that must find it, and no other."""
    return frozenset(checks)


LAST_SALE = "(SELECT max(booking_id) FROM sale_line WHERE lot_id = (SELECT id FROM lot WHERE code = 'B'))"
VOIDED = "(SELECT min(id) FROM booking WHERE kind = 'void')"
SHELF = "(SELECT id FROM place WHERE code = 'SHELF-1')"
OAT_B = "(SELECT id FROM lot WHERE code = 'B')"
MOVED_PHONE = "(SELECT id FROM unit WHERE serial = '350000000000001')"

DAMAGES = {
    "a balance is one too many": Damage(
        f"UPDATE balance SET quantity = quantity + 1 WHERE lot_id = {OAT_B} AND place_id = {SHELF}",
        by("balances"),
    ),
    "a balance is gone": Damage(
        f"DELETE FROM balance WHERE lot_id = {OAT_B} AND place_id = {SHELF}", by("balances")
    ),
    "a balance rests on an older movement": Damage(
        f"UPDATE balance SET movement_id = 1 WHERE lot_id = {OAT_B} AND place_id = {SHELF}", by("balances")
    ),
    "a balance of goods that never moved": Damage(
        f"INSERT INTO balance SELECT product_id, id, {SHELF}, 1, 0, 1 FROM lot WHERE code = 'NEW'",
        by("balances"),
    ),
    "a balance takes its shelf for an outside place": Damage(
        f"UPDATE balance SET physical = 0 WHERE lot_id = {OAT_B} AND place_id = {SHELF}", by("negative")
    ),
    "a unit is said to be elsewhere": Damage(
        f"UPDATE unit_at SET place_id = (SELECT id FROM place WHERE code = 'BACK') WHERE unit_id = {MOVED_PHONE}",
        by("whereabouts"),
    ),
    "the whereabouts of a unit are gone": Damage(
        f"DELETE FROM unit_at WHERE unit_id = {MOVED_PHONE}", by("whereabouts")
    ),
    "the whereabouts of a unit count too few steps": Damage(
        f"UPDATE unit_at SET seq = 1 WHERE unit_id = {MOVED_PHONE}", by("whereabouts")
    ),
    "whereabouts of a unit that never moved": Damage(
        "INSERT INTO unit_at SELECT u.id, u.product_id, u.lot_id, m.to_place_id, 1, m.id FROM unit u, movement m "
        "WHERE u.serial = 'NEVER' AND m.to_kind = 'customer' LIMIT 1",
        by("whereabouts"),
    ),
    "a unit jumps": Damage(
        "UPDATE movement SET from_place_id = (SELECT id FROM place WHERE code = 'SHELF-2'), from_kind = 'shelf' "
        f"WHERE unit_id = {MOVED_PHONE} AND unit_seq = 3",
        by("units", "foreign_keys", "negative", "whereabouts", "file"),
        covered=True,
    ),
    "a step of a unit is gone": Damage(
        f"DELETE FROM movement WHERE unit_id = {MOVED_PHONE} AND unit_seq = 2",
        by("units", "foreign_keys", "negative", "whereabouts", "file"),
        covered=True,
    ),
    "a payment is smaller than its ticket": Damage(
        f"UPDATE payment SET amount_minor = amount_minor - 1 WHERE booking_id = {LAST_SALE}",
        by("payments"),
        covered=True,
    ),
    "a payment is gone": Damage(
        f"DELETE FROM payment WHERE booking_id = {LAST_SALE}", by("payments"), covered=True
    ),
    "a return pays back more than its lines": Damage(
        "UPDATE payment SET amount_minor = amount_minor - 100 "
        "WHERE booking_id = (SELECT min(id) FROM booking WHERE kind = 'return')",
        by("payments"),
        covered=True,
    ),
    "a sold line costs less than was paid": Damage(
        f"UPDATE sale_line SET amount_minor = amount_minor - 10, tax_minor = 0 WHERE booking_id = {VOIDED} - 1",
        by("payments", "returns", "foreign_keys"),
        covered=True,
    ),
    "half a sale: its goods never moved": Damage(
        "DELETE FROM movement WHERE what = 'sold' AND tracking = 'none' AND booking_id = "
        "(SELECT max(booking_id) FROM sale_line s JOIN product p ON p.id = s.product_id WHERE p.sku = 'CAB')",
        by("goods"),
        covered=True,
    ),
    "returned goods that never came back": Damage(
        "DELETE FROM movement WHERE what = 'returned' AND unit_id IS NULL "
        "AND id = (SELECT max(id) FROM movement WHERE what = 'returned' AND unit_id IS NULL)",
        by("goods"),
        covered=True,
    ),
    "a delivery of nothing": Damage(
        "DELETE FROM movement WHERE what = 'received' AND id = (SELECT max(id) FROM movement WHERE what = 'received')",
        by("goods", "negative", "file"),
        covered=True,
    ),
    "a return of a line that was another": Damage(
        "UPDATE return_line SET quantity_sold = quantity_sold + 1 WHERE seq = 1 AND reason = 'changed mind'",
        by("returns", "foreign_keys"),
        covered=True,
    ),
    "a return that skips what came back before": Damage(
        "UPDATE return_line SET quantity_before = 0, quantity_after = quantity "
        "WHERE seq = 2 AND reason = 'changed mind'",
        by("returns", "foreign_keys"),
        covered=True,
    ),
    "a void that brings goods to another place": Damage(
        "UPDATE movement SET to_place_id = (SELECT id FROM place WHERE code = 'BACK'), to_kind = 'back' "
        f"WHERE booking_id = {VOIDED}",
        by("voids"),
        covered=True,
    ),
    "a void that pays in another tender": Damage(
        f"UPDATE payment SET tender = 'card' WHERE booking_id = {VOIDED}", by("voids"), covered=True
    ),
    "a paper number is left out": Damage(
        "UPDATE booking SET number = number + 1 WHERE series = 'RT' AND number = (SELECT max(number) FROM booking "
        "WHERE series = 'RT')",
        by("numbers"),
        covered=True,
    ),
    "a till number is left out": Damage(
        "UPDATE booking SET till_number = till_number + 1, prev_number = till_number WHERE till_id = 1 "
        "AND till_number = (SELECT max(till_number) FROM booking WHERE till_id = 1)",
        by("numbers", "chain", "foreign_keys", "heads"),
    ),
    "a closing expected less than its books say": Damage(
        "UPDATE drawer SET expected_minor = expected_minor - 1 WHERE what = 'closed'",
        by("drawers"),
        covered=True,
    ),
    "a closing counted more than its pieces make": Damage(
        "UPDATE drawer SET amount_minor = amount_minor + 30 WHERE what = 'closed'",
        by("drawers"),
        covered=True,
    ),
    "a counted note is gone": Damage(
        "DELETE FROM drawer_piece WHERE face_minor = 5000", by("drawers"), covered=True
    ),
    "less was taken out": Damage(
        "UPDATE drawer SET amount_minor = 500 WHERE what = 'out'", by("drawers"), covered=True
    ),
    "the float was another": Damage(
        "UPDATE drawer SET amount_minor = 9000 WHERE what = 'opened'", by("drawers"), covered=True
    ),
    "a cash sale became a card sale after the closing": Damage(
        "UPDATE payment SET tender = 'card' WHERE booking_id = (SELECT min(s.booking_id) FROM sale_line s "
        "JOIN booking b ON b.id = s.booking_id WHERE b.till_id = 2)",
        by("drawers"),
        covered=True,
    ),
    "a closing names less on cards": Damage(
        "UPDATE drawer_tender SET booked_minor = 0", by("drawers"), covered=True
    ),
    "a closing forgets the cards": Damage("DELETE FROM drawer_tender", by("drawers"), covered=True),
    "a drawer that was never opened": Damage(
        "UPDATE drawer SET session = 2 WHERE what = 'closed'",
        by("drawers", "file"),
        covered=True,
    ),
    "a cash booking that says nothing of a drawer": Damage(
        "UPDATE booking SET kind = 'cash' WHERE kind = 'event' OR id = (SELECT max(booking_id) FROM check_row) + 1",
        by("drawers"),
        covered=True,
    ),
    "a credit that has more left than it was": Damage(
        "UPDATE credit_step SET after_minor = after_minor + 500 WHERE seq = 2",
        by("credits", "file"),
        covered=True,
    ),
    "a credit that was never issued": Damage(
        "UPDATE credit SET booking_id = booking_id - 1", by("credits"), covered=True
    ),
    "a sale that is paid by a credit that knows nothing of it": Damage(
        "DELETE FROM credit_step WHERE what = 'spent'", by("credits"), covered=True
    ),
    "a head that a closing saw is another now": Damage(
        "UPDATE event SET became = replace(became, substr(became, 1, 8), 'deadbeef') WHERE what = 'head_seen'",
        by("heads", "chain"),
    ),
    "a head that a closing saw is beyond the end": Damage(
        "UPDATE event SET was = '9999' WHERE what = 'head_seen'", by("heads"), covered=True
    ),
    "a piece was named behind the books' back": Damage(
        "UPDATE unit SET nameless = 0 WHERE id = (SELECT min(id) FROM unit)", by("naming"), covered=True
    ),
    "a warranty that ends later than its term": Damage(
        "UPDATE cover SET until = '2031-01-01' WHERE kind = 'legal'", by("covers"), covered=True
    ),
    "a line that says another end than its warranty": Damage(
        "UPDATE sale_line SET warranty_until = '2031-01-01' WHERE warranty_until IS NOT NULL",
        by("covers"),
        covered=True,
    ),
    "a supplier's warranty on goods that did not come": Damage(
        "INSERT INTO cover (booking_id, n, kind, product_id, runs_from, starts_on, number, unit, lifetime, extra_days, "
        "until) SELECT id, 1, 'supplier', 1, 'receiving', '2026-11-22', 1, 'days', 0, 0, '2026-11-23' FROM booking "
        "WHERE kind = 'check'",
        by("covers"),
        covered=True,
    ),
    "a barcode of no product": Damage(
        "INSERT INTO barcode (code, printed, product_id) VALUES ('1', '1', 999)", by("foreign_keys")
    ),
    "a column beyond its limit": Damage("UPDATE lot SET held = 7 WHERE code = 'B'", by("file")),
    "a till without a name": Damage("UPDATE till SET name = '' WHERE id = 1", by("file")),
    "a move that no shop allows": Damage(
        "INSERT INTO route (what, from_kind, to_kind) VALUES ('moved', 'shelf', 'customer')", by("rules")
    ),
    "a kind of place that changed": Damage(
        "UPDATE place_kind SET ours = 0 WHERE kind = 'loan'", by("rules", "foreign_keys")
    ),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_is_found_by_its_check(name: str, path: Path, hand: Hand) -> None:
    damage = DAMAGES[name]
    hand.db.execute("INSERT INTO lot (product_id, code, code_key, plain) VALUES (2, 'NEW', 'new', 0)")
    hand.db.execute(
        "INSERT INTO unit (product_id, lot_id, serial, serial_key) SELECT product_id, id, 'NEVER', 'never' "
        "FROM lot WHERE plain = 1 AND product_id = 1"
    )
    hand.run(damage.sql)
    if damage.covered:
        hand.recount()
        hand.reseal()
    assert set(found_in(path)) == damage.found, found_in(path)
    quick = set(found_in(path, quick=True))
    assert quick == damage.found - {"chain"}


EDITS = {
    "booking": "UPDATE booking SET note = 'another' WHERE id = 3",
    "booking staff": "UPDATE booking SET at_us = at_us + 1 WHERE id = 3",
    "sale_line": "UPDATE sale_line SET price_minor = price_minor - 1 WHERE id = 2",
    "sale_line warranty": "UPDATE sale_line SET warranty_number = 99 WHERE id = 1",
    "movement": "UPDATE movement SET reason = 'tidied' WHERE id = 4",
    "movement cost": "UPDATE movement SET cost_minor = 1 WHERE id = 4",
    "payment": "UPDATE payment SET tender = 'card' WHERE id = 2",
    "return_line": "UPDATE return_line SET reason = 'wrong item' WHERE id = 2",
    "event": "UPDATE event SET became = '0.01' WHERE what = 'marked_down'",
    "check_row": "UPDATE check_row SET action = 'ok' WHERE id = 1",
    "an event deleted": "DELETE FROM event WHERE what = 'dates_signed'",
    "a check deleted": "DELETE FROM check_row WHERE id = 2",
    "an event added": "INSERT INTO event (booking_id, n, what) VALUES (2, 1, 'price_changed')",
    "two rows in another order": "UPDATE check_row SET n = 9 - n WHERE id = 1",
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edited_row_breaks_its_seal(name: str, path: Path, hand: Hand) -> None:
    hand.run(EDITS[name])
    said = found_in(path)
    assert set(said) == {"chain"}
    assert all("its rows are not as they were booked" in line for line in said["chain"])
    assert len(said["chain"]) == 1


def test_a_seal_made_anew_in_the_middle_is_not_followed(path: Path, hand: Hand) -> None:
    hand.run("UPDATE payment SET tender = 'card' WHERE id = 2")
    hand.reseal()
    kept = hand.db.execute("SELECT id, prev_hash, hash FROM booking ORDER BY id").fetchall()
    hand.run("UPDATE payment SET tender = 'cash' WHERE id = 2")
    hand.reseal()
    edited = hand.db.execute("SELECT booking_id FROM payment WHERE id = 2").fetchone()[0]
    _, prev_hash, seal = next(row for row in kept if row[0] == edited)
    hand.run("UPDATE payment SET tender = 'card' WHERE id = 2")
    hand.run("UPDATE booking SET prev_hash = ?, hash = ? WHERE id = ?", prev_hash, seal, edited)
    said = found_in(path)
    assert set(said) == {"chain", "foreign_keys"}
    assert "does not follow" in said["chain"][0]


def test_a_booking_taken_out_of_the_middle_is_missed(path: Path, hand: Hand) -> None:
    signed = hand.db.execute("SELECT booking_id FROM event WHERE what = 'dates_signed'").fetchone()[0]
    hand.run("DELETE FROM event WHERE booking_id = ?", signed)
    hand.run("DELETE FROM booking WHERE id = ?", signed)
    assert set(found_in(path)) == {"chain", "foreign_keys", "numbers"}


def test_less_than_nothing_on_a_shelf(path: Path, hand: Hand) -> None:
    """The books agree with each other, and the CHECK of the balance was switched off: the check says it in words."""
    hand.run(f"UPDATE movement SET quantity = 1 WHERE what = 'received' AND lot_id = {OAT_B}")
    hand.recount()
    hand.reseal()
    said = found_in(path)
    assert set(said) == {"negative", "file"}
    assert said["negative"] == ["negative: Oat milk 1 l lot B at SHELF-1: -1 stand there"]


def test_an_index_that_lost_a_row(path: Path, hand: Hand) -> None:
    root = hand.db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'booking_day'").fetchone()[0]
    size = hand.db.execute("PRAGMA page_size").fetchone()[0]
    hand.close()
    whole = bytearray(path.read_bytes())
    at = whole.index(b"2026-11-22", (root - 1) * size)
    whole[at : at + 10] = b"2026-11-29"
    path.write_bytes(whole)
    assert set(found_in(path)) == {"file"}
    assert found_in(path, quick=True) == {}


@pytest.mark.parametrize(
    ("sql", "where"),
    [
        ("DROP INDEX booking_day", "index booking_day: it is missing"),
        ("CREATE INDEX extra ON booking (note)", "index extra: no fresh shop has it"),
        ("CREATE TABLE extra (a)", "table extra: no fresh shop has it"),
        ("ALTER TABLE payment ADD COLUMN tip INTEGER", "table payment: it is not that of a fresh shop"),
        ("CREATE VIEW takings AS SELECT 1", "view takings: no fresh shop has it"),
    ],
)
def test_another_schema(sql: str, where: str, path: Path, hand: Hand) -> None:
    hand.db.execute(sql)
    assert found_in(path) == {"schema": [f"schema: {where}"]}


def test_a_loosened_check(path: Path, hand: Hand) -> None:
    hand.rewrite("balance", "CHECK (physical = 0 OR quantity >= 0)", "CHECK (1)")
    assert found_in(path) == {"schema": ["schema: table balance: it is not that of a fresh shop"]}


def test_every_trigger_is_missed(path: Path, hand: Hand) -> None:
    store = engine.open_existing(path)
    made = hand.db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    assert len(made) > 50
    for name, sql in made:
        hand.db.execute(f"DROP TRIGGER {name}")
        found = [str(finding) for finding in CHECKS["triggers"](store)]
        assert found == [f"triggers: trigger {name}: it is missing"]
        hand.db.execute(sql)
    assert list(CHECKS["triggers"](store)) == []
    store.close()


def test_a_weaker_trigger_and_one_too_many(path: Path, hand: Hand) -> None:
    hand.rewrite("payment_undeleted", "WHERE 1", "WHERE 0")
    hand.db.execute("CREATE TRIGGER extra AFTER INSERT ON sale_line BEGIN SELECT 1; END")
    assert found_in(path) == {
        "triggers": [
            "triggers: trigger extra: no fresh shop has it",
            "triggers: trigger payment_undeleted: it is not that of a fresh shop",
        ]
    }


def test_every_check_is_shown_to_fail() -> None:
    shown = set().union(*(damage.found for damage in DAMAGES.values())) | {"chain", "schema", "triggers"}
    shown |= {"repairs", "claims"}  # tests/jobs/test_verify_repairs.py, test_verify_claims.py
    shown |= {"treated", "markdowns"}  # tests/store/test_attacks_treated.py, test_attacks_markdown.py
    assert shown == set(CHECKS)
    assert set(QUICK) == set(CHECKS) - {"chain"}
