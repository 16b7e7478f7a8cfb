"""Places: what they are is copied into every movement, and who may go where stands still."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from shopstock.jobs.session import Session
from tests import shops
from tests.shops import CABLE
from tests.store.hand import Hand, refused

KINDS = {
    "SHELF-1": "shelf",
    "BACK": "back",
    "QUARANTINE": "quarantine",
    "BENCH": "bench",
    "VISITING": "visiting",
    "LOAN": "loan",
    "REPAIRER": "repairer",
    "SUPPLIER": "supplier",
    "CUSTOMER": "customer",
    "BIN": "bin",
    "CHARITY": "charity",
    "LOSS": "loss",
    "STAFF": "staff",
}
SALES = {("SHELF-1", "CUSTOMER"), ("BACK", "CUSTOMER")}


@pytest.fixture(autouse=True)
def stock(session: Session) -> None:
    """Five cables on each shelf, in the back and in quarantine."""
    for place in ("SHELF-1", "BACK", "QUARANTINE", "BENCH"):
        shops.take_in(session, CABLE, "5", place_code=place)


@pytest.mark.parametrize(("origin", "end"), list(itertools.permutations(KINDS, 2)))
def test_a_sale_goes_from_a_shelf_to_a_customer(raw: Hand, session: Session, origin: str, end: str) -> None:
    """All 156 ways between two places: two of them are sales."""
    line = raw.sold(CABLE, 1)
    row = raw.movement(line["booking_id"], "sold", CABLE, origin, end, 1)
    row |= {"sale_line_id": line["sale_line_id"]}
    if (origin, end) in SALES:
        raw.write("movement", row)
        assert shops.on_hand(session, CABLE, origin) == 4
    else:
        with refused(session, "foreign_key", "balance"):
            raw.write("movement", row)


@pytest.mark.parametrize(
    ("what", "origin", "end"),
    [
        ("received", "CUSTOMER", "SHELF-1"),
        ("received", "LOSS", "SHELF-1"),
        ("received", "SUPPLIER", "CUSTOMER"),
        ("moved", "SHELF-1", "CUSTOMER"),
        ("moved", "SUPPLIER", "SHELF-1"),
        ("moved", "CUSTOMER", "SHELF-1"),
        ("found", "SUPPLIER", "SHELF-1"),
        ("found", "CUSTOMER", "SHELF-1"),
        ("wasted", "SHELF-1", "CUSTOMER"),
        ("wasted", "CUSTOMER", "BIN"),
        ("replaced", "QUARANTINE", "CUSTOMER"),
        ("taken_in", "CUSTOMER", "SHELF-1"),
        ("handed_back", "SHELF-1", "CUSTOMER"),
    ],
)
def test_ways_that_do_not_exist(hand: Hand, session: Session, what: str, origin: str, end: str) -> None:
    row = hand.movement(hand.book("move"), what, CABLE, origin, end, 1)
    with refused(session, "foreign_key"):
        hand.write("movement", row)
    hand.write("movement", hand.movement(row["booking_id"], "moved", CABLE, "QUARANTINE", "BACK", 1))


@pytest.mark.parametrize(
    "spoil",
    [
        {"from_kind": "shelf"},
        {"from_kind": "shelf", "from_physical": 1},
        {"from_physical": 0},
        {"to_kind": "bin"},
        {"to_physical": 1},
        {"from_kind": None},
        {"to_kind": "nowhere"},
    ],
    ids=str,
)
def test_a_place_is_what_it_is(hand: Hand, session: Session, spoil: dict[str, Any]) -> None:
    """A sale from quarantine stays one, whatever the row says of the place."""
    line = hand.sold(CABLE, 1)
    row = hand.movement(line["booking_id"], "sold", CABLE, "QUARANTINE", "CUSTOMER", 1)
    row |= {"sale_line_id": line["sale_line_id"]}
    with refused(session, "foreign_key", "balance", "check"):
        hand.write("movement", row | spoil)
    with refused(session, "foreign_key"):
        hand.write("movement", row)
    hand.write("movement", line)


def test_the_same_place_is_no_way(hand: Hand, session: Session) -> None:
    booking = hand.book("move")
    with refused(session, "check"):
        hand.write("movement", hand.movement(booking, "moved", CABLE, "BACK", "BACK", 1))
    hand.write("movement", hand.movement(booking, "moved", CABLE, "BACK", "SHELF-1", 1))


@pytest.mark.parametrize("conflict", ["", "IGNORE", "REPLACE", "FAIL"])
def test_the_ways_stand_still(hand: Hand, session: Session, any_triggers: None, conflict: str) -> None:
    way = {"what": "sold", "from_kind": "quarantine", "to_kind": "customer"}
    verb = f"OR {conflict}" if conflict and not hand.on_server else ""
    with refused(session, "written_once"):
        Hand(session).write("route", way, conflict)
    with refused(session, "written_once"):
        hand.run(f"UPDATE {verb} route SET from_kind = 'quarantine' WHERE what = 'sold'")
    with refused(session, "written_once"):
        hand.run("DELETE FROM route")
    kind = {"kind": "quarantine", "physical": 1, "sellable": 1, "ours": 1}
    for row in (kind, kind | {"kind": "new"}):
        with refused(session, "written_once"):
            hand.write("place_kind", row, conflict)
    with refused(session, "written_once"):
        hand.run(f"UPDATE {verb} place_kind SET sellable = 1")
    with refused(session, "written_once"):
        hand.run("DELETE FROM place_kind")
    assert (
        hand.one("SELECT count(*) FROM route WHERE what = ? AND from_kind = ?", *list(way.values())[:2]) == 0
    )


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "shelf"},
        {"sellable": 1},
        {"physical": 0},
        {"kind": "shelf", "sellable": 1},
        {"kind": "customer", "physical": 0, "ours": 0},
        {"ours": 0},
        {"id": 99},
    ],
    ids=str,
)
@pytest.mark.parametrize("conflict", ["", "REPLACE"])
def test_quarantine_does_not_become_a_shelf(
    raw: Hand, session: Session, values: dict[str, Any], conflict: str
) -> None:
    with refused(session, "foreign_key"):
        raw.change("place", "code = 'QUARANTINE'", conflict, **values)
    with refused(session, "foreign_key", "unique"):
        row = raw.last("place") | {"id": 4, "code": "QUARANTINE", "code_key": "quarantine"}
        raw.write("place", row | {"kind": "quarantine", "physical": 1} | values, conflict)
    raw.change("place", "code = 'QUARANTINE'", name="Red box")


def test_a_new_place_has_the_flags_of_its_kind(hand: Hand, session: Session) -> None:
    row = {"code": "Q2", "code_key": "q2", "name": "Q2", "kind": "quarantine", "walk": 1}
    for flags in ((1, 1, 1), (0, 0, 1), (1, 0, 0)):
        wrong = dict(zip(("physical", "sellable", "ours"), flags, strict=True))
        with refused(session, "foreign_key"):
            hand.write("place", row | wrong)
    hand.write("place", row | {"physical": 1, "sellable": 0, "ours": 1})
