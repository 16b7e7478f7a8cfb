"""A unit is in one place, its steps are unbroken: no serial is sold twice, nor taken back while it is here.

Every attack is a sound row with one thing wrong; the sound row itself is written right after and passes.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest

from shopstock.jobs import item
from shopstock.jobs.session import Session
from shopstock.store.engine import RuleBroken
from tests import shops
from tests.shops import CABLE, OTHER_SERIAL, PHONE, SERIAL
from tests.store.hand import Hand, refused

# What is refused by either of two rules: SQLite asks the triggers first, a server the keys.
SPOILED: list[tuple[dict[str, Any], str | tuple[str, ...]]] = [
    ({"unit_seq": 3, "prev_seq": 2}, ("chain", "foreign_key")),  # a gap
    ({"unit_seq": 3, "prev_seq": 1}, "check"),
    ({"unit_seq": 2, "prev_seq": None}, "check"),
    ({"unit_seq": 2, "prev_seq": 2}, "check"),
    ({"unit_seq": 1, "prev_seq": None}, "written_once"),  # a second first step
    ({"unit_seq": 1, "prev_seq": 0}, "written_once"),
    ({"unit_seq": None, "prev_seq": None}, "check"),
    ({"unit_seq": None, "prev_seq": 1}, "check"),
    ({"unit_seq": 0, "prev_seq": -1}, "check"),
    ({"unit_id": None}, "sale_line"),
    ({"unit_id": None, "unit_seq": None, "prev_seq": None}, "sale_line"),
    ({"quantity": 2}, "sale_line"),
    ({"quantity": 0}, "check"),
    ({"quantity": -1}, "check"),
    ({"tracking": "none"}, "check"),
    ({"tracking": "lot", "plain": 0}, "check"),
    ({"from_physical": 0}, ("balance", "foreign_key")),
    ({"to_physical": 1}, "foreign_key"),
    ({"plain": 0}, "foreign_key"),
    ({"sale_line_id": None}, "sale_line"),
    ({"sale_line_id": 999}, "sale_line"),
    ({"what": "given"}, "foreign_key"),
    ({"what": "moved"}, "foreign_key"),
    ({"id": 0}, "check"),
    ({"id": -1}, "check"),
    ({"booking_id": 1}, ("sale_line", "booking")),
    ({"booking_id": 999}, ("sale_line", "booking")),
]


@pytest.mark.parametrize(("spoil", "rule"), SPOILED, ids=[str(spoil) for spoil, _ in SPOILED])
@pytest.mark.parametrize("conflict", ["", "FAIL"])
def test_a_spoiled_step(
    hand: Hand, session: Session, spoil: dict[str, Any], rule: str | tuple[str, ...], conflict: str
) -> None:
    shops.take_in_serials(session, SERIAL, OTHER_SERIAL)
    row = hand.sold(PHONE, serial=SERIAL)
    with refused(session, *((rule,) if isinstance(rule, str) else rule)):
        hand.write("movement", row | spoil, conflict)
    hand.write("movement", row, conflict)
    assert shops.unit(session, SERIAL).place_kind == "customer"


@pytest.mark.parametrize("spoil", [spoil for spoil, _ in SPOILED], ids=str)
def test_a_spoiled_step_that_asks_to_be_let_off(
    hand: Hand, session: Session, any_triggers: None, spoil: dict[str, Any]
) -> None:
    """OR IGNORE may drop a bad row without a word, never keep it."""
    shops.take_in_serials(session, SERIAL, OTHER_SERIAL)
    row = hand.sold(PHONE, serial=SERIAL)
    before = shops.on_hand(session, PHONE), hand.one("SELECT count(*) FROM movement")
    for conflict in ("IGNORE", "REPLACE"):
        with suppress(RuleBroken):
            hand.write("movement", row | spoil, conflict)
        assert (shops.on_hand(session, PHONE), hand.one("SELECT count(*) FROM movement")) == before
    hand.write("movement", row, "IGNORE")
    assert shops.on_hand(session, PHONE) == before[0] - 1


def test_the_unit_of_another_product(hand: Hand, session: Session) -> None:
    shops.take_in_serials(session, SERIAL)
    shops.take_in(session, CABLE, "3")
    row = hand.sold(PHONE, serial=SERIAL)
    cable = shops.goods(session, CABLE)
    lot = shops.batch(session, CABLE, "")
    for wrong in (
        {"product_id": cable.id, "lot_id": lot.id, "tracking": "none"},
        {"product_id": cable.id, "lot_id": lot.id},
        {"lot_id": lot.id},
    ):
        with refused(session, "balance", "check", "chain", "foreign_key"):
            hand.write("movement", row | wrong)
    hand.write("movement", row)


def test_the_unit_of_another_product_with_serials(hand: Hand, session: Session) -> None:
    """Even its first step, where no whereabouts speak against it yet."""
    item.save_item(session, {"sku": "ARX3", "name": "Aria X3", "tracking": "serial", "price": "499.00"})
    phone, lot = shops.goods(session, PHONE), shops.batch(session, PHONE, "")
    hand.write("unit", {"product_id": phone.id, "lot_id": lot.id, "serial": "NEW", "serial_key": "new"})
    row = hand.movement(hand.book("delivery"), "received", PHONE, "SUPPLIER", "SHELF-1", serial="NEW")
    other = {"product_id": shops.goods(session, "ARX3").id, "lot_id": shops.batch(session, "ARX3", "").id}
    for wrong in (other, {"lot_id": other["lot_id"]}, {"product_id": other["product_id"]}):
        with refused(session, "foreign_key"):
            hand.write("movement", row | wrong)
    hand.write("movement", row)


def test_the_unit_on_the_sale_line_is_the_unit_that_goes(hand: Hand, session: Session) -> None:
    shops.take_in_serials(session, SERIAL, OTHER_SERIAL)
    row = hand.sold(PHONE, serial=SERIAL)
    other = hand.movement(row["booking_id"], "sold", PHONE, "SHELF-1", "CUSTOMER", serial=OTHER_SERIAL)
    with refused(session, "sale_line"):
        hand.write("movement", other | {"sale_line_id": row["sale_line_id"]})
    hand.write("movement", row)


@pytest.mark.parametrize("origin", ["SHELF-1", "SHELF-2", "BACK", "CUSTOMER", "SUPPLIER", "LOSS"])
def test_what_a_customer_has_is_not_sold_again(hand: Hand, session: Session, origin: str) -> None:
    shops.take_in_serials(session, SERIAL, OTHER_SERIAL)
    sale = shops.sell_serial(session, SERIAL)
    row = hand.sold(PHONE, serial=SERIAL)
    place = shops.place(session, origin)
    row |= {"from_place_id": place.id, "from_kind": place.kind, "from_physical": place.physical}
    with refused(session, "chain", "balance", "check", "foreign_key"):
        hand.write("movement", row)
    shops.bring_back(session, shops.sold_line(session, sale).id)
    hand.write("movement", hand.sold(PHONE, serial=SERIAL))
    assert shops.unit(session, SERIAL).place_kind == "customer"


def test_what_is_in_the_shop_is_not_taken_back(hand: Hand, session: Session) -> None:
    shops.take_in_serials(session, SERIAL)
    sale = shops.sell_serial(session, SERIAL)
    line = shops.sold_line(session, sale)
    shops.bring_back(session, line.id)
    booking = hand.book("return")
    row = hand.movement(booking, "returned", PHONE, "CUSTOMER", "SHELF-1", serial=SERIAL)
    with refused(session, "return"):
        hand.write("movement", row | {"sale_line_id": line.id})
    again = shops.sell_serial(session, SERIAL)
    shops.bring_back(session, shops.sold_line(session, again).id)
    assert shops.unit(session, SERIAL).place_kind == "shelf"


@pytest.mark.parametrize("first", ["SHELF-1", "BACK", "QUARANTINE", "BENCH", "VISITING"])
def test_a_chain_starts_outside(hand: Hand, session: Session, first: str) -> None:
    product, lot = shops.goods(session, PHONE), shops.batch(session, PHONE, "")
    hand.write("unit", {"product_id": product.id, "lot_id": lot.id, "serial": "NEW", "serial_key": "new"})
    row = hand.movement(hand.book("move"), "moved", PHONE, first, "SHELF-2", serial="NEW")
    with refused(session, "balance"):
        hand.write("movement", row)
    with refused(session, "foreign_key"):
        hand.write("movement", row | {"from_physical": 0})
    shops.take_in_serials(session, OTHER_SERIAL)  # now another piece of the same lot stands there
    if first == "SHELF-1":
        row |= {"booking_id": hand.book("move")}
        with refused(session, "check"):
            hand.write("movement", row)
    booking = hand.book("delivery")
    hand.write("movement", hand.movement(booking, "received", PHONE, "SUPPLIER", "SHELF-2", serial="NEW"))
    assert shops.unit(session, "NEW").place_code == "SHELF-2"


def test_a_piece_arrives_as_one(hand: Hand, session: Session) -> None:
    product, lot = shops.goods(session, PHONE), shops.batch(session, PHONE, "")
    hand.write("unit", {"product_id": product.id, "lot_id": lot.id, "serial": "NEW", "serial_key": "new"})
    row = hand.movement(hand.book("delivery"), "received", PHONE, "SUPPLIER", "SHELF-1", serial="NEW")
    for wrong in (
        {"quantity": 2},
        {"unit_seq": 2, "prev_seq": 1},
        {"unit_seq": 2},
        {"unit_seq": 0},
        {"unit_seq": 0, "prev_seq": -1},
        {"prev_seq": 0},
    ):
        with refused(session, "check", "chain", "foreign_key"):
            hand.write("movement", row | wrong)
    hand.write("movement", row)
    assert shops.on_hand(session, PHONE) == 1


def test_a_chain_does_not_start_with_a_return(hand: Hand, session: Session) -> None:
    """A sale line that never moved anything is no proof that the shop sold it."""
    product, lot = shops.goods(session, PHONE), shops.batch(session, PHONE, "")
    hand.write("unit", {"product_id": product.id, "lot_id": lot.id, "serial": "NEW", "serial_key": "new"})
    sale = hand.book("sale")
    hand.write("sale_line", hand.sale_line(sale, PHONE, serial="NEW"))
    line = hand.last("sale_line")["id"]
    back = hand.book("return")
    with refused(session, "return"):
        hand.write("return_line", hand.came_back(back, line, 1, 1000))
    row = hand.movement(back, "returned", PHONE, "CUSTOMER", "SHELF-1", serial="NEW")
    with refused(session, "return"):
        hand.write("movement", row | {"sale_line_id": line})
    shops.take_in_serials(session, "NEW")
    twin = hand.sold(PHONE, serial="NEW")
    hand.write("movement", twin)
    shops.bring_back(session, twin["sale_line_id"])
    assert shops.on_hand(session, PHONE) == 1


def test_two_tills_and_one_serial(hand: Hand, session: Session) -> None:
    """Both read the same whereabouts; the second to write is refused."""
    shops.take_in_serials(session, SERIAL, OTHER_SERIAL)
    first = hand.sold(PHONE, serial=SERIAL)
    hand.write("till", {"id": 2, "name": "Till 2", "name_key": "till2", "prefix": "R2"})
    booking = hand.book("sale", till_id=2)
    hand.write("sale_line", hand.sale_line(booking, PHONE, serial=SERIAL))
    second = first | {"booking_id": booking, "n": 1, "sale_line_id": hand.last("sale_line")["id"]}
    hand.write("movement", first)
    assert second["unit_seq"] == first["unit_seq"] == 2
    with refused(session, "written_once"):
        hand.write("movement", second)
    with refused(session, "written_once"):
        hand.write("movement", second, "REPLACE")
    with refused(session, "chain", "foreign_key"):
        hand.write("movement", second | {"unit_seq": 3, "prev_seq": 2})
    booking = hand.book("sale", till_id=2)
    hand.write("sale_line", hand.sale_line(booking, PHONE, serial=OTHER_SERIAL))
    twin = hand.movement(booking, "sold", PHONE, "SHELF-1", "CUSTOMER", serial=OTHER_SERIAL)
    hand.write("movement", twin | {"sale_line_id": hand.last("sale_line")["id"]})


def test_a_unit_and_its_product(hand: Hand, session: Session) -> None:
    """Only products with serials have units; a serial is unique as printed for its product."""
    phone, cable = shops.goods(session, PHONE), shops.goods(session, CABLE)
    lot, other = shops.batch(session, PHONE, ""), shops.batch(session, CABLE, "")
    row = {"product_id": phone.id, "lot_id": lot.id, "serial": "1-23", "serial_key": "123"}
    for wrong, rule in (
        ({"product_id": cable.id, "lot_id": other.id}, "foreign_key"),
        ({"product_id": cable.id, "lot_id": other.id, "tracking": "none"}, "check"),
        ({"lot_id": other.id}, "foreign_key"),
        ({"serial": ""}, "check"),
        ({"held": 2}, "check"),
        ({"attributes": "[]"}, "attributes"),
        ({"attributes": "{"}, "attributes"),
    ):
        with refused(session, rule):
            hand.write("unit", row | wrong)
    hand.write("unit", row)
    with refused(session, "unique"):
        hand.write("unit", row)
    hand.write("unit", row | {"serial": "12-3"})


@pytest.mark.parametrize(
    ("table", "where", "values", "rule"),
    [
        ("unit_at", "true", {"place_id": 1}, "chain"),
        ("unit_at", "true", {"seq": 3}, "chain"),
        ("unit_at", "true", {"seq": 1}, "chain"),
        ("unit_at", "true", {"movement_id": 1}, "chain"),
        ("unit_at", "true", {"unit_id": 2}, "chain"),
        ("unit", "id = 1", {"serial": "OTHER"}, "frozen"),
        ("unit", "id = 1", {"lot_id": 2}, "foreign_key"),
        ("unit", "id = 1", {"product_id": 2}, "foreign_key"),
        ("unit", "id = 1", {"tracking": "none"}, "check"),
        ("unit", "id = 1", {"id": 77}, "foreign_key"),
    ],
)
def test_whereabouts_are_not_edited(
    raw: Hand, session: Session, table: str, where: str, values: dict[str, Any], rule: str
) -> None:
    shops.take_in_serials(session, SERIAL)
    shops.sell_serial(session, SERIAL)
    for conflict in ("", "REPLACE", "FAIL"):
        with refused(session, rule):
            raw.change(table, where, conflict, **values)
    raw.change("unit", "id = 1", held=1, held_because="asked for")
    assert shops.unit(session, SERIAL).held == 1


def test_whereabouts_are_not_written_by_hand(hand: Hand, session: Session, any_triggers: None) -> None:
    shops.take_in_serials(session, SERIAL)
    row = hand.last("unit_at")
    for conflict in ("", "REPLACE", "FAIL"):
        with refused(session, "chain"):
            hand.write("unit_at", row | {"place_id": 2}, conflict)
    with refused(session, "chain"):
        hand.run("DELETE FROM unit_at")
    with refused(session, "chain"):
        hand.run(
            "INSERT INTO unit_at SELECT * FROM unit_at WHERE true ON CONFLICT (unit_id) DO UPDATE SET place_id = 2"
        )
    with refused(session, "foreign_key"):
        hand.run("DELETE FROM unit")
    shops.sell_serial(session, SERIAL)


@pytest.mark.sqlite
def test_a_connection_without_foreign_keys(raw: Hand, session: Session) -> None:
    """Another program may open the file without that pragma: the chain and the quantities hold even so."""
    shops.take_in_serials(session, SERIAL, OTHER_SERIAL)
    shops.sell_serial(session, SERIAL)
    session.store.db.execute_sql("PRAGMA foreign_keys = 0")
    row = raw.sold(PHONE, serial=SERIAL)  # from the shelf, where only the other piece is
    with refused(session, "chain"):
        raw.write("movement", row)
    with refused(session, "balance"):
        raw.write("movement", row | {"from_place_id": 2})
    with refused(session, "written_once"):
        raw.run("DELETE FROM booking")
    raw.write("movement", raw.sold(PHONE, serial=OTHER_SERIAL))
