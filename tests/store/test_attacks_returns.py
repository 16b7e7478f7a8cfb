"""No more comes back than was sold, no more is paid back than was paid, and nothing without its sale."""

from __future__ import annotations

from typing import Any

import pytest

from shopstock.jobs.session import Session
from tests import shops
from tests.shops import CABLE, OAT, OTHER_SERIAL, PHONE, SERIAL
from tests.store.hand import Hand, Row, refused


@pytest.fixture
def line(session: Session) -> int:
    """The sale line of three cables for 29.70."""
    shops.take_in(session, CABLE, "10")
    sale = shops.sell_some(session, CABLE, "3")
    return shops.sold_line(session, sale).id


def first_back(hand: Hand, line: int, quantity: int = 1, refund: int = 990) -> Row:
    """A sound first return line of one cable in a return of its own."""
    return hand.came_back(hand.book("return"), line, quantity, refund)


SPOILED: list[tuple[dict[str, Any], tuple[str, ...]]] = [
    ({"quantity": 4, "quantity_after": 4}, ("check",)),  # more than was sold
    ({"quantity": 4, "quantity_after": 4, "quantity_sold": 4}, ("return",)),
    ({"quantity_sold": 2}, ("foreign_key",)),
    ({"quantity": 2}, ("check",)),  # the sum does not add up
    ({"quantity_after": 2}, ("check",)),
    ({"quantity_before": -1, "quantity_after": 0}, ("check",)),
    ({"quantity": 0, "quantity_after": 0}, ("check",)),
    ({"quantity": -1, "quantity_after": -1}, ("mirror",)),
    ({"refund_minor": 2971, "refund_after": 2971}, ("check",)),  # more than was paid
    ({"refund_minor": 2971, "refund_after": 2971, "amount_minor": 2971}, ("foreign_key",)),
    ({"refund_minor": 991}, ("check",)),
    ({"refund_before": -10, "refund_after": 980}, ("check",)),
    ({"refund_minor": -1, "refund_after": -1}, ("mirror",)),
    ({"amount_minor": 9999}, ("foreign_key",)),
    ({"seq": 2}, ("check",)),
    ({"seq": 2, "prev_seq": 1}, ("foreign_key",)),  # a gap
    ({"seq": 0, "prev_seq": -1}, ("check",)),
    ({"prev_seq": 0}, ("check",)),
    ({"sale_line_id": 99}, ("return", "foreign_key")),
    ({"reason": None}, ("check",)),
    ({"reason": ""}, ("check",)),
    ({"destination": ""}, ("check",)),
    ({"outcome": ""}, ("check",)),
]


@pytest.mark.parametrize(("spoil", "rules"), SPOILED, ids=[str(spoil) for spoil, _ in SPOILED])
def test_a_spoiled_return(
    hand: Hand, session: Session, line: int, spoil: dict[str, Any], rules: tuple[str, ...]
) -> None:
    row = first_back(hand, line)
    with refused(session, *rules):
        hand.write("return_line", row | spoil)
    hand.write("return_line", row)


def test_returns_of_a_line_are_a_chain(hand: Hand, session: Session, line: int) -> None:
    hand.write("return_line", first_back(hand, line, 2, 1980))
    second = first_back(hand, line)
    for spoil in (
        {"quantity": 2, "quantity_after": 4},  # four of three
        {"quantity_before": 1, "quantity_after": 2},  # forgets one
        {"quantity_before": 0, "quantity_after": 1, "refund_before": 0, "refund_after": 990},
        {"refund_before": 0, "refund_after": 990},
        {"refund_minor": 991, "refund_after": 2971},
        {"seq": 3, "prev_seq": 2},
        {"seq": 1, "prev_seq": None, "quantity_before": 0, "quantity_after": 1},
    ):
        for conflict in ("", "REPLACE", "FAIL"):
            with refused(session, "check", "foreign_key", "written_once"):
                hand.write("return_line", second | spoil, conflict)
    hand.write("return_line", second)
    fourth = first_back(hand, line)
    with refused(session, "check"):
        hand.write("return_line", fourth)


def test_goods_come_back_by_their_return_line(hand: Hand, session: Session, line: int) -> None:
    back = hand.book("return")
    step = hand.movement(back, "returned", CABLE, "CUSTOMER", "SHELF-1", 1) | {"sale_line_id": line}
    with refused(session, "return"):
        hand.write("movement", step)
    with refused(session, "return"):
        hand.write("movement", step | {"sale_line_id": None})
    hand.write("return_line", hand.came_back(back, line, 1, 990))
    with refused(session, "return"):
        hand.write("movement", step | {"quantity": 2})
    hand.write("movement", step)
    with refused(session, "return"):
        hand.write("movement", step | {"n": 2})
    other = hand.book("return")
    with refused(session, "return"):
        hand.write("movement", step | {"booking_id": other})
    assert shops.on_hand(session, CABLE) == 8


def test_the_piece_that_was_sold_is_the_piece_that_comes_back(hand: Hand, session: Session) -> None:
    shops.take_in_serials(session, SERIAL, OTHER_SERIAL)
    lines = [
        shops.sold_line(session, shops.sell_serial(session, serial)) for serial in (SERIAL, OTHER_SERIAL)
    ]
    back = hand.book("return")
    hand.write("return_line", hand.came_back(back, lines[0].id, 1, 39900))
    step = {"sale_line_id": lines[0].id}
    wrong = hand.movement(back, "returned", PHONE, "CUSTOMER", "SHELF-1", serial=OTHER_SERIAL) | step
    with refused(session, "return"):
        hand.write("movement", wrong)
    with refused(session, "return", "check"):
        hand.write("movement", wrong | {"unit_id": None, "unit_seq": None, "prev_seq": None})
    hand.write(
        "movement", hand.movement(back, "returned", PHONE, "CUSTOMER", "SHELF-1", serial=SERIAL) | step
    )


def test_a_sale_that_moved_nothing_gives_nothing_back(hand: Hand, session: Session, line: int) -> None:
    sale = hand.book("sale")
    hand.write("sale_line", hand.sale_line(sale, CABLE, 2))
    ghost = hand.last("sale_line")["id"]
    moved = hand.movement(sale, "sold", CABLE, "SHELF-1", "CUSTOMER", 1) | {"sale_line_id": ghost}
    hand.write("movement", moved)  # one of two: the line is not whole yet
    too_early = first_back(hand, ghost, 1, 500)
    with refused(session, "return"):
        hand.write("return_line", too_early)
    whole = hand.sold(CABLE, 2)
    hand.write("movement", whole)
    hand.write("return_line", first_back(hand, whole["sale_line_id"], 1, 500))


def test_no_more_money_goes_out_than_the_refunds(hand: Hand, session: Session, line: int) -> None:
    row = first_back(hand, line)
    paid: Row = {"booking_id": row["booking_id"], "n": 1, "tender": "cash", "tendered_minor": -990}
    with refused(session, "payment"):
        hand.write("payment", paid | {"amount_minor": -990})
    hand.write("return_line", row)
    with refused(session, "payment"):
        hand.write("payment", paid | {"amount_minor": -991})
    hand.write("payment", paid | {"amount_minor": -500})
    with refused(session, "payment"):
        hand.write("payment", paid | {"n": 2, "amount_minor": -491})
    hand.write("payment", paid | {"n": 2, "amount_minor": -490})
    with refused(session, "check"):
        hand.write("payment", paid | {"n": 3, "tender": "", "amount_minor": 0})
    sale = hand.book("sale")
    with refused(session, "payment"):
        hand.write("payment", paid | {"booking_id": sale, "amount_minor": -1})


SALE_LINE: list[tuple[dict[str, Any], str]] = [
    ({"quantity": 0}, "check"),
    ({"quantity": -1}, "check"),
    ({"price_minor": -1}, "check"),
    ({"amount_minor": -1}, "check"),
    ({"discount_ppm": -1}, "check"),
    ({"discount_ppm": 1_000_001}, "check"),
    ({"tax_ppm": -1}, "check"),
    ({"tax_minor": 1001}, "check"),
    ({"tax_minor": -1}, "check"),
    ({"tracking": "none"}, "foreign_key"),
    ({"tracking": "serial"}, "check"),
    ({"unit_id": 1}, "check"),
    ({"lot_id": 1}, "foreign_key"),
    ({"product_id": 1}, "foreign_key"),
    ({"warranty_number": 2}, "check"),
    ({"warranty_until": "31.12.2026"}, "day"),
    ({"return_until": "2026-02-30"}, "day"),
    ({"booking_id": 1}, "booking"),
]


@pytest.mark.parametrize(("spoil", "rule"), SALE_LINE, ids=[str(spoil) for spoil, _ in SALE_LINE])
def test_a_spoiled_sale_line(raw: Hand, session: Session, spoil: dict[str, Any], rule: str) -> None:
    shops.take_in(session, OAT, "5", lot="A", expires="2026-12-30")
    row = raw.sale_line(raw.book("sale"), OAT, 2, "A", return_until="2026-12-22")
    with refused(session, rule):
        raw.write("sale_line", row | spoil)
    raw.write("sale_line", row)


def test_a_sale_line_of_a_piece(raw: Hand, session: Session) -> None:
    shops.take_in_serials(session, SERIAL, OTHER_SERIAL)
    shops.take_in(session, CABLE, "5")
    row = raw.sale_line(raw.book("sale"), PHONE, serial=SERIAL)
    for wrong, rule in (
        ({"quantity": 2}, "check"),
        ({"unit_id": None}, "check"),
        ({"unit_id": 99}, "foreign_key"),
        ({"product_id": shops.goods(session, CABLE).id, "tracking": "none"}, "check"),
    ):
        with refused(session, rule):
            raw.write("sale_line", row | wrong)
    raw.write("sale_line", row)
