"""Claims by hand: steps that follow nothing, goods that are elsewhere, two at once, and a void that would lose them."""

from __future__ import annotations

from typing import Any

import pytest

from shopstock.jobs import claim_steps as steps
from shopstock.jobs import claims
from shopstock.jobs.claims import Opening
from shopstock.jobs.session import Session, new_request_id
from shopstock.store.places import place_of_kind
from tests import shops
from tests.shops import OTHER_SERIAL, SERIAL
from tests.store.hand import Hand, Row, refused


@pytest.fixture(autouse=True)
def lived(session: Session) -> int:
    """A phone that a customer left here with a claim, and one on the shelf."""
    shops.take_in_serials(session, SERIAL, OTHER_SERIAL)
    shops.sell_serial(session, SERIAL)
    opening = Opening(shops.unit(session, SERIAL).id, "no sound", takes_in=True)
    return claims.open_claim(session, new_request_id(), opening).booking_id


def step(hand: Hand, what: str = "note", state: str = "open", **changes: Any) -> Row:
    """A sound next step of the claim on a new booking."""
    last = hand.last("claim_step")
    row: Row = {
        "booking_id": hand.book("claim"),
        "n": 1,
        "claim_id": last["claim_id"],
        "seq": last["seq"] + 1,
        "prev_seq": last["seq"],
        "prev_state": last["state"],
        "what": what,
        "state": state,
        "note": "a note",
    }
    return row | changes


def claim(hand: Hand, **changes: Any) -> Row:
    """A sound claim about the phone on the shelf, on a new booking."""
    row: Row = {
        "booking_id": hand.book("claim"),
        "n": 1,
        "unit_id": shops.unit(hand.session, OTHER_SERIAL).id,
        "side": "supplier",
        "symptom": "scratched",
        "basis": "supplier",
    }
    return row | changes


def test_a_sound_step_and_a_sound_claim_are_written(hand: Hand) -> None:
    hand.write("claim_step", step(hand))
    hand.write("claim", claim(hand))
    assert hand.one("SELECT count(*) FROM claim_step") == 2


SPOILED: list[tuple[dict[str, Any], tuple[str, ...]]] = [
    ({"seq": 9}, ("check", "foreign_key")),
    ({"seq": 9, "prev_seq": 8}, ("foreign_key",)),
    ({"seq": 1, "prev_seq": None, "prev_state": None, "what": "opened"}, ("unique", "written_once")),
    ({"prev_state": "repaired", "state": "repaired"}, ("foreign_key",)),
    ({"prev_state": None}, ("check",)),
    ({"what": "chased"}, ("foreign_key",)),
    ({"what": "repaired"}, ("foreign_key",)),
    ({"what": "dreamt"}, ("foreign_key",)),
    ({"what": "waits", "state": "waiting_part"}, ("check",)),
    ({"what": "refused", "state": "refused", "note": None}, ("check",)),
    ({"what": "sent", "state": "at_supplier"}, ("claim",)),
    ({"what": "closed", "state": "closed"}, ("claim",)),
    ({"what": "lent"}, ("check",)),
    ({"amount_minor": 5}, ("check",)),
]


@pytest.mark.parametrize(("changes", "rules"), SPOILED, ids=[str(c) for c, _ in SPOILED])
def test_no_spoiled_step(
    hand: Hand, session: Session, changes: dict[str, Any], rules: tuple[str, ...]
) -> None:
    row = step(hand) | changes
    with refused(session, *rules):
        hand.write("claim_step", row)


@pytest.mark.parametrize("kind", ["sale", "return", "event", "move"])
def test_no_step_of_another_booking(hand: Hand, session: Session, kind: str) -> None:
    row = step(hand, booking_id=hand.book(kind))
    with refused(session, "booking"):
        hand.write("claim_step", row)


@pytest.mark.parametrize(
    ("changes", "rules"),
    [
        ({"side": "nobody"}, ("check",)),
        ({"basis": "hope"}, ("check",)),
        ({"symptom": ""}, ("check",)),
        ({"sale_line_id": 1}, ("check", "claim")),
        ({"side": "customer", "sale_line_id": 1}, ("claim",)),
        ({"unit_id": 999}, ("foreign_key",)),
    ],
    ids=str,
)
def test_no_spoiled_claim(
    hand: Hand, session: Session, changes: dict[str, Any], rules: tuple[str, ...]
) -> None:
    row = claim(hand) | changes
    with refused(session, *rules):
        hand.write("claim", row)


def test_no_second_open_claim_of_a_side(hand: Hand, session: Session) -> None:
    row = claim(hand, unit_id=shops.unit(session, SERIAL).id, side="customer")
    with refused(session, "claim"):
        hand.write("claim", row)


def test_the_unit_goes_nowhere_without_its_claim(hand: Hand, session: Session) -> None:
    """Handed back, or on to the repairer, by a booking that is none of the claim."""
    last = hand.last("movement")
    for what, kind in (("handed_back", "customer"), ("to_repair", "repairer")):
        end = place_of_kind(session.store, kind)
        row = last | {
            "id": last["id"] + 1, "booking_id": hand.book("move"), "n": 1, "what": what,
            "unit_seq": last["unit_seq"] + 1, "prev_seq": last["unit_seq"], "from_place_id": last["to_place_id"],
            "from_kind": last["to_kind"], "from_physical": last["to_physical"], "to_place_id": end.id,
            "to_kind": end.kind, "to_physical": end.physical,
        }  # fmt: skip
        with refused(session, "claim"):
            hand.write("movement", row)


@pytest.mark.parametrize("verb", ["INSERT INTO claim_route VALUES ('x', 'open', 'open')", "DELETE FROM claim_route",
                                  "UPDATE claim_route SET what = 'x'"])  # fmt: skip
def test_the_ways_of_a_claim_stand_still(hand: Hand, session: Session, verb: str) -> None:
    with refused(session, "written_once"):
        hand.run(verb)


def test_a_claim_is_never_voided_nor_its_sale(hand: Hand, session: Session, lived: int) -> None:
    sale = shops.line_of_serial(session, SERIAL).booking_id
    for booking_id, rules in ((lived, ("mirror", "claim")), (sale, ("claim",))):
        with refused(session, *rules):
            hand.book("void", reverses_id=booking_id)
    steps.repaired(session, new_request_id(), lived)
    steps.hand_back(session, new_request_id(), lived)
