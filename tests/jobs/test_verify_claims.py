"""Damage to the rows of a claim behind every rule: the check of claims tells it."""

from __future__ import annotations

from pathlib import Path

import pytest

from shopstock.jobs import claim_steps, claims
from shopstock.jobs.claims import Opening
from shopstock.jobs.session import new_request_id
from shopstock.store.audit import claims as audit
from tests import shops
from tests.jobs.verify_damage import Hand
from tests.shops import OTHER_SERIAL, SERIAL


@pytest.fixture
def claiming(shop_file: Path) -> Path:
    """Two phones of customers: W-000001 was sent to the supplier, W-000002 stands at the bench."""
    with shops.opened(shop_file) as session:
        shops.take_in_serials(session, SERIAL, OTHER_SERIAL)
        for serial in (SERIAL, OTHER_SERIAL):
            shops.sell_serial(session, serial)
            opening = Opening(shops.unit(session, serial).id, "no sound", takes_in=True)
            opened = claims.open_claim(session, new_request_id(), opening).booking_id
            if serial == SERIAL:
                claim_steps.send(session, new_request_id(), opened, None, "V-8841")
    return shop_file


def told(path: Path) -> list[str]:
    with shops.opened(path) as session:
        return [str(finding) for finding in audit.claims(session.store)]


FIRST = "(SELECT min(booking_id) FROM claim)"
SHELF = "(SELECT id FROM place WHERE code = 'SHELF-1')"
UNIT = f"(SELECT unit_id FROM claim WHERE booking_id = {FIRST})"


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        (f"DELETE FROM claim_step WHERE claim_id = {FIRST}", ("W-000001", "nothing says how it was opened")),
        (
            f"UPDATE claim_step SET prev_state = 'repaired' WHERE claim_id = {FIRST} AND what = 'sent'",
            ("W-000001", "to at_supplier does not follow open"),
        ),
        (
            f"UPDATE claim_step SET what = 'chased' WHERE claim_id = {FIRST} AND what = 'sent'",
            ("W-000001", "chased does not lead from open to at_supplier"),
        ),
        (
            f"UPDATE unit_at SET place_id = {SHELF} WHERE unit_id = {UNIT}",
            ("W-000001", "it is at_supplier, its unit is at SHELF-1"),
        ),
        (
            f"UPDATE claim SET unit_id = {UNIT}",
            ("W-000002", "another customer's claim about the same unit is open"),
        ),
    ],
)
def test_damage_is_told(claiming: Path, damage: str, found: tuple[str, str]) -> None:
    assert told(claiming) == []
    hand = Hand(claiming)
    hand.db.execute("PRAGMA foreign_keys = 0")
    for (name,) in hand.db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        hand.db.execute(f"DROP TRIGGER {name}")
    hand.db.execute(damage)
    hand.close()
    assert any(all(word in line for word in found) for line in told(claiming))
