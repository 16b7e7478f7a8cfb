"""No lot and no plain quantity falls below zero in a real place, and no balance is written by hand."""

from __future__ import annotations

from typing import Any

import pytest

from shopstock.jobs import item
from shopstock.jobs.session import Session
from tests import shops
from tests.shops import CABLE, CHEESE, OAT, PHONE, SALMON, SERIAL
from tests.store.hand import Hand, refused

GOODS = [(CABLE, "5", ""), (OAT, "5", "A"), (CHEESE, "1.250", "")]


def stocked(session: Session, sku: str, amount: str, lot: str) -> int:
    """Take that much in at shelf 1 and give it in smallest steps."""
    shops.take_in(session, sku, amount, lot=lot, expires="2026-12-30" if lot else "")
    return shops.on_hand(session, sku)


@pytest.mark.parametrize(("sku", "amount", "lot"), GOODS)
@pytest.mark.parametrize("conflict", ["", "IGNORE", "REPLACE", "FAIL", "ABORT"])
def test_one_too_many(
    hand: Hand, session: Session, sku: str, amount: str, lot: str, conflict: str, any_triggers: None
) -> None:
    there = stocked(session, sku, amount, lot)
    row = hand.movement(hand.book("waste"), "wasted", sku, "SHELF-1", "BIN", there, lot)
    with refused(session, "balance"):
        hand.write("movement", row | {"quantity": there + 1}, conflict)
    hand.write("movement", row, conflict)
    assert shops.on_hand(session, sku) == 0
    with refused(session, "balance"):
        hand.write("movement", row | {"n": 2, "quantity": 1}, conflict)


@pytest.mark.parametrize(("sku", "amount", "lot"), GOODS)
def test_goods_stand_at_one_shelf_and_not_at_another(
    hand: Hand, session: Session, sku: str, amount: str, lot: str
) -> None:
    there = stocked(session, sku, amount, lot)
    row = hand.movement(hand.book("move"), "moved", sku, "SHELF-2", "BACK", there, lot)
    with refused(session, "balance"):
        hand.write("movement", row)
    hand.write("movement", hand.movement(row["booking_id"], "moved", sku, "SHELF-1", "BACK", there, lot))
    assert shops.on_hand(session, sku, "BACK") == there


def test_a_sale_of_more_than_its_line_says(hand: Hand, session: Session) -> None:
    stocked(session, CABLE, "5", "")
    row = hand.sold(CABLE, 2)
    with refused(session, "sale_line"):
        hand.write("movement", row | {"quantity": 3})
    hand.write("movement", row | {"quantity": 1})
    with refused(session, "sale_line"):
        hand.write("movement", row | {"n": 2})
    hand.write("movement", row | {"n": 2, "quantity": 1})
    assert shops.on_hand(session, CABLE) == 3


@pytest.mark.parametrize(
    ("spoil", "rules"),
    [
        ({"quantity": 0}, ("check",)),
        ({"quantity": -1}, ("check",)),
        ({"plain": 0}, ("check", "foreign_key")),
        ({"tracking": "lot"}, ("check",)),
        ({"tracking": "serial"}, ("check",)),
        ({"unit_id": 1, "unit_seq": 1}, ("check",)),
        ({"cost_minor": -1}, ("check",)),
        ({"product_id": 999}, ("balance",)),
        ({"lot_id": 999}, ("balance",)),
        ({"booking_id": 1}, ("booking",)),
        ({"booking_id": 999}, ("booking",)),
        ({"n": None}, ("check",)),
        ({"what": None}, ("check",)),
        ({"from_place_id": 999}, ("balance",)),
        ({"to_place_id": 999}, ("foreign_key",)),
    ],
    ids=str,
)
def test_a_spoiled_quantity(
    hand: Hand, session: Session, spoil: dict[str, Any], rules: tuple[str, ...]
) -> None:
    stocked(session, CABLE, "5", "")
    row = hand.movement(hand.book("waste"), "wasted", CABLE, "SHELF-1", "BIN", 2)
    with refused(session, *rules):
        hand.write("movement", row | spoil)
    hand.write("movement", row)


def test_the_lot_of_another_product(hand: Hand, session: Session) -> None:
    stocked(session, OAT, "5", "A")
    stocked(session, SALMON, "5", "B")
    row = hand.movement(hand.book("waste"), "wasted", OAT, "SHELF-1", "BIN", 2, "A")
    salmon = shops.batch(session, SALMON, "B").id
    with refused(session, "balance"):
        hand.write("movement", row | {"lot_id": salmon})
    arrival = hand.movement(row["booking_id"], "received", OAT, "SUPPLIER", "SHELF-1", 2, "A")
    with refused(session, "foreign_key"):
        hand.write("movement", arrival | {"lot_id": salmon})
    hand.write("movement", row)


def test_a_lot_product_needs_its_lot_and_a_plain_one_has_none(hand: Hand, session: Session) -> None:
    stocked(session, OAT, "5", "A")
    hand.write(
        "lot", {"product_id": shops.goods(session, CABLE).id, "code": "X", "code_key": "x", "plain": 0}
    )
    booking = hand.book("delivery")
    without = hand.movement(booking, "received", OAT, "SUPPLIER", "SHELF-1", 2, "")
    with_one = hand.movement(booking, "received", CABLE, "SUPPLIER", "SHELF-1", 2, "X")
    for row in (without, with_one):
        with refused(session, "check"):
            hand.write("movement", row)
        with refused(session, "foreign_key"):
            hand.write("movement", row | {"plain": 1 - row["plain"]})
    hand.write("movement", hand.movement(booking, "received", OAT, "SUPPLIER", "SHELF-1", 2, "A"))
    hand.write("movement", hand.movement(booking, "received", CABLE, "SUPPLIER", "SHELF-1", 2))


def test_a_product_with_serials_never_moves_without_one(hand: Hand, session: Session) -> None:
    booking = hand.book("delivery")
    row = hand.movement(booking, "received", PHONE, "SUPPLIER", "SHELF-1", 1)
    with refused(session, "check"):
        hand.write("movement", row)
    with refused(session, "foreign_key"):
        hand.write("movement", row | {"tracking": "none"})
    shops.take_in_serials(session, SERIAL)


@pytest.mark.parametrize(
    "values",
    [
        {"quantity": 500},
        {"quantity": 0},
        {"quantity": -1},
        {"physical": 0},
        {"movement_id": 1},
        {"movement_id": 2},
        {"place_id": 2},
        {"quantity": 10, "movement_id": 2},
        {"physical": 0, "quantity": -5, "movement_id": 2},
    ],
    ids=str,
)
def test_balances_are_not_edited(raw: Hand, session: Session, values: dict[str, Any]) -> None:
    stocked(session, CABLE, "5", "")
    stocked(session, CABLE, "5", "")
    for conflict in ("", "IGNORE", "REPLACE", "FAIL"):
        with refused(session, "balance"):
            raw.change("balance", "physical = 1", conflict, **values)
    stocked(session, CABLE, "5", "")
    assert shops.on_hand(session, CABLE) == 15


def test_balances_are_not_written_by_hand(hand: Hand, session: Session, any_triggers: None) -> None:
    stocked(session, CABLE, "5", "")
    row = hand.last("balance")
    for conflict in ("", "IGNORE", "REPLACE", "FAIL"):
        for wrong in ({"quantity": 9}, {}, {"place_id": 2}, {"place_id": 2, "quantity": 5}, {"lot_id": 1}):
            with refused(session, "balance"):
                hand.write("balance", row | wrong, conflict)
    with refused(session, "balance"):
        hand.run("DELETE FROM balance")
    with refused(session, "balance"):
        hand.run(
            "INSERT INTO balance SELECT * FROM balance WHERE true "
            "ON CONFLICT (product_id, lot_id, place_id) DO UPDATE SET quantity = 9"
        )
    shops.sell_some(session, CABLE, "5")
    assert shops.on_hand(session, CABLE) == 0


@pytest.mark.parametrize("what", ["sold", "given_away", "given_to_staff", "lent"])
@pytest.mark.parametrize("held", ["lot", "unit", "stolen"])
def test_what_is_held_stays_here(hand: Hand, session: Session, what: str, held: str) -> None:
    shops.take_in_serials(session, SERIAL)
    table, column = ("unit", "stolen") if held == "stolen" else (held, "held")
    where = f"id = {shops.batch(session, PHONE, '').id if held == 'lot' else shops.unit(session, SERIAL).id}"
    hand.change(table, where, "", **{column: 1})
    ends = {"sold": "CUSTOMER", "given_away": "CHARITY", "given_to_staff": "STAFF", "lent": "LOAN"}
    row = hand.sold(PHONE, serial=SERIAL)
    if what != "sold":
        row = hand.movement(hand.book("move"), what, PHONE, "SHELF-1", ends[what], serial=SERIAL)
    for conflict in ("", "IGNORE", "REPLACE"):
        with refused(session, "held"):
            hand.write("movement", row, conflict)
    hand.change(table, where, "", **{column: 0})
    hand.write("movement", row)


def test_what_is_held_may_be_set_aside(hand: Hand, session: Session) -> None:
    stocked(session, OAT, "5", "A")
    hand.change("lot", "code = 'A'", held=1)
    booking = hand.book("move")
    for n, (what, end) in enumerate(
        (("moved", "QUARANTINE"), ("wasted", "BIN"), ("sent_back", "SUPPLIER"), ("lost", "LOSS")), 1
    ):
        hand.write("movement", hand.movement(booking, what, OAT, "SHELF-1", end, 1, "A") | {"n": n})
    assert shops.on_hand(session, OAT) == 2


@pytest.mark.parametrize("kind", ["use_by", "expiry"])
@pytest.mark.parametrize("what", ["sold", "given_away", "given_to_staff", "lent"])
def test_a_use_by_or_an_expiry_that_has_passed(hand: Hand, session: Session, what: str, kind: str) -> None:
    """The day counts that the booking bears; through the printed day it may go."""
    item.save_item(session, {"sku": SALMON, "date_kind": kind})
    shops.take_in(session, SALMON, "5", lot="S", expires="2026-11-22")
    ends = {"sold": "CUSTOMER", "given_away": "CHARITY", "given_to_staff": "STAFF", "lent": "LOAN"}

    def step() -> dict[str, Any]:
        if what == "sold":
            return hand.sold(SALMON, 1, "S")
        return hand.movement(hand.book("move"), what, SALMON, "SHELF-1", ends[what], 1, "S")

    with shops.on("2026-11-22", 23, 59, 59):
        hand.write("movement", step())
    with shops.on("2026-11-23", 0, 0):
        for conflict in ("", "IGNORE"):
            row = step()
            with refused(session, "use_by"):
                hand.write("movement", row, conflict)
        wasted = hand.movement(hand.book("waste"), "wasted", SALMON, "SHELF-1", "BIN", 1, "S")
        hand.write("movement", wasted)


def test_a_movement_waits_for_its_booking(raw: Hand, session: Session) -> None:
    """Late foreign keys do not let a sale past its use-by by writing the booking last."""
    shops.take_in(session, SALMON, "5", lot="S", expires="2026-11-21")
    booking = raw.next_booking("waste")
    with refused(session, "booking"), session.store.transaction():
        raw.defer_keys()
        row = raw.movement(booking["id"], "wasted", SALMON, "SHELF-1", "BIN", 1, "S")
        raw.write("movement", row)
        raw.write("booking", booking)
    with session.store.transaction():
        raw.write("booking", booking)
        raw.write("movement", row)


def test_late_foreign_keys_are_still_keys(raw: Hand, session: Session) -> None:
    stocked(session, CABLE, "5", "")
    row = raw.movement(raw.book("waste"), "wasted", CABLE, "SHELF-1", "BIN", 1)
    with refused(session, "foreign_key"), session.store.transaction():
        raw.defer_keys()
        raw.write("movement", row | {"what": "sent_back"})
    raw.write("movement", row)
