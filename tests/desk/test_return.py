"""Return: from the unit or the receipt, three letters, and what stands in the way."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from shopstock.jobs import item
from shopstock.jobs.session import Session
from tests import shops
from tests.desk.counter import Counter, ledger

pytestmark = pytest.mark.conversation


@pytest.fixture
def sold(stocked: Counter) -> Counter:
    """A phone to Patel and cables, cheese and milk to nobody, all sold this morning."""
    stocked("@Patel", shops.SERIAL, ":finish")
    stocked("5*CAB", "1,5*GOUDA", "2*24B07", ":finish")
    stocked(":return")
    return stocked


def at(day: int, month: int = 1, year: int = 2027) -> datetime:
    """Nine in the morning of that day."""
    return datetime(year, month, day, 9, 0, tzinfo=ZoneInfo(shops.ZONE))


def test_what_is_shown_of_the_sale(sold: Counter) -> None:
    view = sold(shops.SERIAL).view.as_json()
    assert (view["receipt"], view["sold_on"], view["customer"]) == ("R1-000001", "2026-11-22", "Patel")
    assert (view["price"], view["quantity"], view["left"], view["refund"]) == ("399.00", "1", "1", "399.00")
    assert (view["window_until"], view["window_open"]) == ("2026-12-22", True)
    assert view["warranty"] == {"status": "in", "until": "2028-11-22", "days_left": 731}
    assert [step["answer"] for step in view["steps"]] == [None] * 3


def test_one_letter_at_a_time_and_back(sold: Counter) -> None:
    assert sold.ids(shops.SERIAL, "f", "q") == ["return.sold_here", "return.where", "return.outcome"]
    assert sold("-").id == "return.where"
    assert sold("-").id == "return.why"
    assert sold("CSM").text == "SAVED RT-000001  give back 399.00, goods to SHELF-1  F12 void"
    assert shops.on_hand(sold.desk.session, shops.PHONE, "SHELF-1") == 2


def test_faulty_goods_never_go_to_the_shelf(sold: Counter) -> None:
    before = ledger(sold.desk.session)
    for letters in ("FSM", "DS"):
        refused = sold(shops.SERIAL, letters)
        assert refused.text.endswith("go straight back to the shelf  Q quarantine  B bin")
    assert ledger(sold.desk.session) == before
    assert sold("BM").id == "return.saved"


def test_once_back_it_is_back(sold: Counter) -> None:
    sold(shops.SERIAL, "FQM")
    again = sold(shops.SERIAL)
    assert again.id == "return.already_back"
    assert again.text == "STOP ..3809 came back 22 Nov, it is at QUARANTINE  V view  Esc leave"
    assert sold("V").view.as_json()["state"] == "held"
    assert sold("#R1-1").sentence == "all of R1-000001 came back already"


def test_what_was_never_sold_here(sold: Counter) -> None:
    assert sold(shops.OTHER_SERIAL).id == "return.never_sold_here"
    assert sold("SN-9").text == "ASK  SN-9 was never sold or received here.  P proof of purchase  Esc refuse"
    assert sold("#R1-77").id == "return.never_sold_here"
    assert sold("#GR-1").id == "return.never_sold_here"
    assert sold("CAB").id == "return.needs_receipt"
    assert sold("FQM").id == "return.never_sold_here"


def test_goods_without_a_serial_start_from_the_receipt(sold: Counter) -> None:
    listed = sold("#R1-2")
    assert [(row["n"], row["left"]) for row in listed.view.as_json()["lines"]] == [
        (1, "5"), (2, "1.500"), (3, "2"),
    ]  # fmt: skip
    assert sold("1").id == "return.sold_here"
    assert sold("6*").sentence == "only 5 left of Cable USB-C on R1-000002"
    assert sold("2*CSM").text == "SAVED RT-000001  give back 19.80, goods to SHELF-1  F12 void"
    sold("R1-2", "CAB")
    assert sold.view()["left"] == "3"
    assert sold.view()["earlier"] == [
        {"paper": "RT-000001", "returned_on": "2026-11-22", "quantity": "2", "reason": "changed mind"}
    ]
    assert sold("4*").id == "return.too_many"
    assert sold("0*").state == "STOP"
    assert sold("OSM").text.startswith("SAVED RT-000002  give back 29.70")
    assert sold("#2", "1").id == "return.already_back"
    assert sold("2", "0,5*").id == "return.quantity"
    assert sold("CSM").text.startswith("SAVED RT-000003  give back 6.40")


def test_a_scan_picks_the_line_of_the_open_receipt(sold: Counter) -> None:
    sold("#R1-2")
    assert sold("24B07").sentence.startswith("Oat milk 1 l sold here")
    assert sold("9").id == "return.never_sold_here", "once the line is picked a number is a code"


def test_a_return_of_a_third_gives_back_shares(session: Session) -> None:
    item.save_item(session, {"sku": "SET", "name": "Set", "tracking": "none", "price": "3.33"})
    shops.take_in(session, "SET", "3")
    counter = Counter(session)
    counter("3*SET", "/0", ":finish", ":return")
    given = []
    for _ in range(3):
        counter("#R1-1")
        given.append(counter("1*CSM").sentence.split("give back ")[1].split(",")[0])
    assert sum(float(x) for x in given) == 9.99


def test_the_window_is_asked_about_and_the_letters_behind_it_wait(
    sold: Counter, sunday: time_machine.Traveller
) -> None:
    sunday.move_to(at(22, 12, 2026))
    assert sold(shops.SERIAL, "C").id == "return.where", "the last day of the window"
    sunday.move_to(at(23, 12, 2026))
    asked = sold(shops.SERIAL, "CSM")
    assert asked.text == "ASK  return window ended 22 Dec  Enter take it anyway  Esc leave"
    assert sold("-").id == "return.why"
    sold("CSM")
    assert sold(":return").id == "return.window_over", "it is asked again"
    assert sold(":finish").id == "return.window_over", "F9 is no answer to it"
    assert Counter(sold.desk.session)(":return").id == "return.window_over", "after a crash, too"
    assert sold("").id == "return.saved"


def test_the_window_is_never_asked_about_for_a_fault(sold: Counter, sunday: time_machine.Traveller) -> None:
    sunday.move_to(at(1))
    assert sold(shops.SERIAL, "FQM").id == "return.saved"


def test_after_the_warranty_a_fault_is_goodwill(sold: Counter, sunday: time_machine.Traveller) -> None:
    sunday.move_to(at(22, 11, 2028))
    assert sold(shops.SERIAL, "F").id == "return.where", "its last day"
    sunday.move_to(at(2, 12, 2028))
    over = sold(shops.SERIAL, "FQM")
    assert over.text == "STOP warranty ended 22 Nov, 10 days ago  G goodwill  Esc leave"
    assert sold("").state == "STOP", "Enter is no yes to this"
    assert sold("G").id == "return.saved"


def test_another_customer_brings_it(sold: Counter) -> None:
    assert sold("@patel", shops.SERIAL).id == "return.sold_here"
    sold(":clear")
    asked = sold("@Miller", shops.SERIAL)
    assert asked.id == "return.other_customer"
    assert asked.text.splitlines()[-1] == "R1-000001 was sold to Patel, not to Miller"
    assert sold("CSM").id == "return.other_customer", "the letters do not answer that"
    assert sold("").id == "return.sold_here"
    assert sold("CSM").id == "return.saved"
    assert sold("#R1-2", "1", "@Miller").id == "return.customer", (
        "a sale without a name has no other customer"
    )


def test_a_voided_receipt_gives_nothing_back(sold: Counter) -> None:
    sold(":sell", ":undo", ":return")
    assert sold("#R1-2").sentence == "R1-000002 was voided. Nothing of it is out"
    sold(":sell", ":undo", ":return")
    assert sold(shops.SERIAL).id == "return.already_back"


def test_dates_that_passed_do_not_go_back_to_the_shelf(sold: Counter, sunday: time_machine.Traveller) -> None:
    sunday.move_to(at(4, 12, 2026))
    assert sold("#R1-2", "3", "CS").id == "return.not_to_shelf"
    assert sold("BM").id == "return.saved"


def test_letters_that_are_a_code_are_a_numbered_choice(sold: Counter) -> None:
    session = sold.desk.session
    item.save_item(session, {"sku": "FQM", "name": "Filter", "tracking": "none", "price": "2"})
    asked = sold(shops.SERIAL, "FQM")
    assert [c["label"] for c in asked.view.as_json()["choices"]] == ["FQM  the answers", "Filter  FQM"]
    assert sold("2").id == "return.needs_receipt"
    assert sold("FQM", "1").id == "return.saved"


def test_a_serial_of_two_products_is_a_numbered_choice(sold: Counter) -> None:
    session = sold.desk.session
    item.save_item(session, {"sku": "TAB", "name": "Tablet", "tracking": "serial", "price": "200"})
    shops.take_in_serials(session, shops.SERIAL, sku="TAB")
    assert sold(":sell", shops.SERIAL).id == "sell.which_one", "one here, one sold"
    sold("1", ":finish", ":return")
    asked = sold(shops.SERIAL)
    assert (asked.id, len(asked.view.as_json()["choices"])) == ("return.which_one", 2)
    assert sold("2").view.as_json()["sku"] == "TAB"


def test_an_outcome_that_cannot_be_leaves_the_question_open(sold: Counter) -> None:
    assert sold(shops.SERIAL, "FQW").id == "return.not_to_repair"
    assert sold("M").id == "return.saved"


def test_finish_needs_all_three_and_takes_them(sold: Counter) -> None:
    assert sold(":finish").id == "desk.nothing_open"
    assert sold(shops.SERIAL, ":finish").id == "return.letters_missing"
    assert sold(":finish FQM").id == "return.saved"


def test_sold_again_after_it_came_back(sold: Counter) -> None:
    sold(shops.SERIAL, "CSM", ":sell", shops.SERIAL, ":finish", ":return")
    assert sold(shops.SERIAL).view.as_json()["receipt"] == "R1-000003"
    sold(":find", shops.SERIAL)
    assert sold("R").id == "return.sold_here", "from the passport with one letter"


def test_a_return_that_cannot_be_booked_leaves_its_last_question_open(sold: Counter) -> None:
    """The sale was voided meanwhile: nothing can come back, and the job can still be opened and left."""
    sold(":return", shops.SERIAL, ":sell", ":undo", ":undo")
    assert sold(":return").id == "return.why"
    assert sold("FQM").id == "return.already_back"
    assert sold(":return").id == "return.outcome"
    assert sold("M").id == "return.already_back"
    assert sold("-").id == "return.where"
    assert sold(":clear", ":return").id == "return.ready"
