"""Paying: exactly, with change, in parts, nothing at all, and when the answer was lost."""

from __future__ import annotations

import pytest

from shopstock.jobs import item
from tests import shops
from tests.desk.counter import Counter, ledger


def test_exactly_with_change_and_by_card(stocked: Counter) -> None:
    stocked("CAB")
    assert stocked(":finish").text == "SAVED R1-000001  9.90 paid  F12 void"
    stocked("CAB")
    change = stocked(":finish 50")
    assert change.text == "SAVED R1-000002  9.90 paid, change 40.10  F12 void"
    view = change.view.as_json()
    assert (view["receipt"], view["tendered"], view["change"]) == ("R1-000002", "50.00", "40.10")
    assert view["payments"] == [{"tender": "cash", "amount": "9.90"}]
    stocked("CAB")
    assert stocked(":pay card").text == "SAVED R1-000003  9.90 paid by card  F12 void"
    stocked("CAB")
    assert stocked("+10").view.as_json()["change"] == "0.10"
    stocked("CAB")
    assert stocked(":finish +20,00").view.as_json()["change"] == "10.10"


def test_nothing_to_pay(stocked: Counter) -> None:
    assert stocked(":finish").text == "STOP the basket is empty, there is nothing to pay"
    assert stocked("", "", "").id == "sell.ready", "Enter twice never pays"
    stocked("CAB")
    assert stocked.ids("", "", "") == ["sell.open"] * 3


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        ("0", "an amount of nothing pays nothing"),
        ("card 20", "card pays 9.90 at the most: change is given for cash only"),
        ("gold", "pay how? cash, card, voucher, transfer, or an amount"),
        ("cash 1 2", "pay how? cash, card, voucher, transfer, or an amount"),
        ("1e3", '"1e3" is no amount'),
        ("-5", '"-5" is no amount'),
        ("9,999", '"9,999" has more than 2 decimals'),
        ("\x1b[31m", '"[31m" is no amount'),
        ("CAB", "pay how? cash, card, voucher, transfer, or an amount"),
    ],
)
def test_amounts_that_are_none(stocked: Counter, rest: str, said: str) -> None:
    stocked("CAB")
    before = ledger(stocked.desk.session)
    answer = stocked(f":finish {rest}")
    assert (answer.state, answer.sentence) == ("STOP", said)
    assert stocked.states() == ["ok"]
    assert ledger(stocked.desk.session) == before


def test_parts_with_several_tenders(stocked: Counter) -> None:
    stocked("CAB", "GOUDA")
    assert stocked(":finish voucher 10").text == "ASK  10.00 voucher taken, 12.70 still to pay"
    assert stocked(":finish 2,70").text == "ASK  2.70 cash taken, 10.00 still to pay"
    view = stocked(":finish card").view.as_json()
    assert view["payments"] == [
        {"tender": "voucher", "amount": "10.00"},
        {"tender": "cash", "amount": "2.70"},
        {"tender": "card", "amount": "10.00"},
    ]
    assert (view["tendered"], view["change"], view["total"]) == ("22.70", "0.00", "22.70")


def test_a_part_payment_is_taken_back_by_undo(stocked: Counter) -> None:
    stocked("CAB", ":finish 5")
    assert stocked(":undo").id == "desk.undone"
    assert stocked.view()["due"] == "9.90"
    assert stocked(":finish").view.as_json()["payments"] == [{"tender": "cash", "amount": "9.90"}]


def test_clearing_after_a_part_payment_says_what_to_give_back(stocked: Counter) -> None:
    stocked("CAB", ":finish 5")
    assert stocked(":clear").sentence == "all that was open here is dropped, give back 5.00"
    assert stocked(":undo", ":finish 4,90").id == "sell.paid"


def test_a_line_taken_off_after_too_much_was_paid(stocked: Counter) -> None:
    stocked("CAB", "GOUDA", ":finish 15", "-")
    assert stocked.view()["due"] == "-5.10"
    assert stocked(":finish 1").state == "STOP"
    paid = stocked(":finish")
    assert paid.text == "SAVED R1-000001  9.90 paid, give back 5.10  F12 void"
    assert paid.view.as_json()["change"] == "5.10"
    sums = stocked.desk.session.store.db.execute_sql("SELECT sum(amount_minor) FROM payment").fetchone()
    assert sums == (990,)


def test_the_last_line_taken_off_after_a_part_payment(stocked: Counter) -> None:
    stocked("CAB", ":finish 5")
    assert stocked("-").sentence == "line 1 is out, give back 5.00"
    assert stocked("GOUDA", ":finish").view.as_json()["payments"] == [{"tender": "cash", "amount": "12.80"}]


def test_paid_in_full_by_parts_and_a_removed_line(stocked: Counter) -> None:
    stocked("CAB", "GOUDA", ":finish 9,90", "-")
    paid = stocked(":finish")
    assert paid.view.as_json()["payments"] == [{"tender": "cash", "amount": "9.90"}]


def test_a_ticket_of_nothing(stocked: Counter) -> None:
    session = stocked.desk.session
    item.save_item(session, {"sku": "GIFT", "name": "Balloon", "tracking": "none", "price": "0"})
    shops.take_in(session, "GIFT", "5")
    stocked("GIFT", "CAB", "/100")
    assert stocked(":finish").text == "SAVED R1-000001  0.00 paid  F12 void"
    stocked("GIFT")
    assert stocked("+5").text == "SAVED R1-000002  0.00 paid, change 5.00  F12 void"


def test_a_lost_answer_is_the_first_receipt_again(stocked: Counter) -> None:
    stocked("CAB", "2*GOUDA")
    basket = stocked.desk.modes["sell"].state
    first = stocked(":finish")
    after = ledger(stocked.desk.session)
    stocked.desk.modes["sell"].state = basket
    again = stocked(":finish")
    assert again.view.as_json()["receipt"] == first.view.as_json()["receipt"] == "R1-000001"
    assert ledger(stocked.desk.session) == after


def test_every_ticket_has_a_request_of_its_own(stocked: Counter) -> None:
    stocked("CAB", ":finish", "CAB", ":finish", ":undo", "CAB", ":finish")
    papers = stocked.desk.session.store.db.execute_sql(
        "SELECT number FROM booking WHERE series = 'R1' ORDER BY id"
    ).fetchall()
    assert papers == [(1,), (2,), (3,)]
