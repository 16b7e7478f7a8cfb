"""Damage to the rows of a repair behind every rule: the check of repairs tells it."""

from __future__ import annotations

from pathlib import Path

import pytest

from shopstock.jobs import claims, parts, quotes
from shopstock.jobs.claims import Opening
from shopstock.jobs.session import new_request_id
from shopstock.store.audit import repairs
from tests import shops
from tests.jobs.verify_damage import Hand
from tests.shops import CABLE, SERIAL


@pytest.fixture
def repairing(shop_file: Path) -> Path:
    """A phone at the bench with two cables in it, and a quote for one of them."""
    with shops.opened(shop_file) as session:
        shops.take_in_serials(session, SERIAL)
        shops.take_in(session, CABLE, "4")
        shops.sell_serial(session, SERIAL)
        opening = Opening(shops.unit(session, SERIAL).id, "no sound", takes_in=True)
        claim_id = claims.open_claim(session, new_request_id(), opening).booking_id
        cable = shops.goods(session, CABLE)
        parts.use(session, new_request_id(), claim_id, parts.offered(session, cable, 2))
        quotes.quote(session, new_request_id(), claim_id, (quotes.Quoting(cable.id, 1, cable.price_minor),))
    return shop_file


def told(path: Path) -> list[str]:
    with shops.opened(path) as session:
        return [finding.what for finding in repairs.repairs(session.store)]


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        (
            "UPDATE fitted SET quantity = 3, inside_after = 3, here_after = 3",
            ["2 stand in repairs, 3 are written", "2 moved, 3 are written"],
        ),
        ("DELETE FROM fitted", ["2 stand in repairs, 0 are written", "2 moved, 0 are written"]),
        ("UPDATE quote SET total_minor = total_minor - 100", ["8.90 quoted, its lines make 9.90"]),
        ("DELETE FROM quote_line", ["9.90 quoted, its lines make 0.00"]),
    ],
)
def test_damage_is_told(repairing: Path, damage: str, found: list[str]) -> None:
    assert told(repairing) == []
    hand = Hand(repairing)
    hand.db.executescript(_loose(hand))
    hand.db.execute(damage)
    hand.close()
    assert told(repairing) == found


def _loose(hand: Hand) -> str:
    """The rules that would refuse the damage are taken off."""
    wanted = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ('fitted', 'quote', 'quote_line')"
    return "".join(f"DROP TRIGGER {name};" for (name,) in hand.db.execute(wanted).fetchall())
