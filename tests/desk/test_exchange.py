"""Exchange and replacement: the new one on the same ticket, and only the difference is money."""

from __future__ import annotations

import pytest

from shopstock.jobs import item
from shopstock.jobs.verify import verify
from tests import shops
from tests.desk.counter import Counter, ledger
from tests.shops import OTHER_SERIAL, SERIAL
from tests.store import audit

pytestmark = pytest.mark.conversation

MINI = "350000000000019"


@pytest.fixture
def sold(stocked: Counter) -> Counter:
    """A phone to Patel by card, five cables in cash; another phone and a dearer model are on the shelf."""
    session = stocked.desk.session
    item.save_item(
        session,
        {"sku": "MINI", "name": "Aria Mini", "tracking": "serial", "price": "449.00", "tax_rate": "7",
         "warranty": "12 months"},
    )  # fmt: skip
    shops.take_in_serials(session, MINI, sku="MINI")
    stocked("@Patel", SERIAL, ":finish card", "5*CAB", ":finish", ":return")
    return stocked


def sound(counter: Counter) -> None:
    """The books say nothing."""
    assert not audit.findings(counter.desk.session)
    assert not verify(counter.desk.session)


def test_a_faulty_phone_is_replaced_for_nothing(sold: Counter) -> None:
    assert sold(SERIAL, "FQX").text == "OK   scan what goes out for Aria X2  - one step back"
    asked = sold(OTHER_SERIAL)
    assert asked.text == "OK   ..1209 replaces ..3809, nothing to pay  :finish book it  E exchange"
    view = asked.view.as_json()
    assert (view["swap"], view["to_pay"], view["receipt"]) == ("replacement", "0.00", "R1-000001")
    assert [(n["serial"], n["amount"], n["warranty_until"]) for n in view["new"]] == [
        (OTHER_SERIAL, "399.00", "2028-11-22")
    ]
    saved = sold(":finish")
    assert saved.text == "SAVED R1-000003  replaced by ..1209, goods to QUARANTINE  F12 void"
    assert saved.job == "return"
    assert saved.view.as_json()["paper"] == "R1-000003"
    sound(sold)
    assert sold(":clear").id == "desk.nothing_open"


def test_the_warranty_goes_on_and_no_cent_moves(sold: Counter) -> None:
    session = sold.desk.session
    with shops.on("2027-05-05"):
        item.save_item(session, {"sku": "ARX2", "price": "449.00", "tax_rate": "7"})
        sold(SERIAL, "FQX", OTHER_SERIAL, ":finish")
        unit = sold.view("?" + OTHER_SERIAL)
        assert unit["warranty"]["until"] == "2028-11-22"
        assert unit["sale"] == {
            "receipt": "R1-000003",
            "sold_on": "2027-05-05",
            "customer": "Patel",
            "price": "399.00",
        }
        sound(sold)
        back = sold(OTHER_SERIAL, "FQM")
        assert back.sentence == "RT-000001  give back 399.00 card, goods to QUARANTINE"
        sound(sold)


def test_another_model_asks_and_is_exchanged_for_the_difference(sold: Counter) -> None:
    asked = sold(SERIAL, "FQX", MINI)
    assert asked.text == "ASK  Aria Mini is another model  Enter replaces it all the same  E exchange"
    assert sold(":return").id == "return.other_model"
    exchanged = sold("E")
    assert exchanged.sentence == "..0019 for 449.00: 50.00 to pay"
    paid = sold(":finish 60")
    assert (
        paid.text == "SAVED R1-000003  exchanged, 50.00 paid, change 10.00  F12 void\n  goods to QUARANTINE"
    )
    sound(sold)
    assert sold(MINI, "CSM").sentence == "RT-000001  give back 399.00 card and 50.00 cash"
    sound(sold)


def test_another_model_replaces_it_all_the_same(sold: Counter) -> None:
    sold(SERIAL, "FQX", MINI)
    assert sold("").id == "return.replacement"
    assert sold("", "").id == "return.saved", "Enter twice finishes"
    assert sold.view("?" + MINI)["sale"]["price"] == "399.00"
    sound(sold)


def test_a_changed_mind_is_an_exchange_and_gives_back_to_the_card(sold: Counter) -> None:
    cheap = sold(SERIAL, "CSX", "2*CAB")
    assert cheap.sentence == "Cable USB-C for 19.80: 379.20 to give back"
    assert sold.view()["to_pay"] == "-379.20"
    assert (
        sold(":finish").text
        == "SAVED R1-000003  exchanged, give back 379.20 card  F12 void\n  goods to SHELF-1"
    )
    sound(sold)


def test_the_difference_is_paid_in_parts_and_discounts_count(sold: Counter) -> None:
    sold(SERIAL, "WSX", MINI)
    assert sold("/10").sentence == "..0019 for 404.10: 5.10 to pay"
    assert sold(":finish 2").id == "sell.part_paid"
    assert sold.view()["to_pay"] == "3.10"
    assert sold("+3,10").id == "return.saved"
    sound(sold)


def test_what_goes_out_obeys_the_rules_of_sell(sold: Counter) -> None:
    sold(SERIAL, "FQX")
    before = ledger(sold.desk.session)
    assert sold(SERIAL).id == "sell.already_sold"
    assert sold(":finish").id == "sell.lines_open"
    assert sold("R").state == "STOP", "the return that is open is not left for another"
    assert sold("-", ":finish").id == "return.nothing_new"
    assert sold("5901234123457").id == "sell.which_serial"
    assert sold(OTHER_SERIAL).id == "return.replacement"
    assert sold("CAB").text == "STOP a replacement is one for one  E exchange  :finish book it"
    assert sold("E").sentence == "..1209 for 399.00: 0.00 to pay"
    assert sold("CAB").sentence == "Cable USB-C for 9.90: 9.90 to pay"
    assert sold("-", "-").id == "sell.removed"
    assert sold("-").id == "return.outcome", "X is taken back"
    assert ledger(sold.desk.session) == before


def test_a_crash_and_undo_lose_nothing(sold: Counter) -> None:
    sold(SERIAL, "FQX", OTHER_SERIAL)
    again = Counter(sold.desk.session)
    assert again(":return").id == "return.replacement"
    again(":finish")
    undone = again(":undo")
    assert undone.sentence == "R1-000003 is voided, see VD-000001"
    assert again(SERIAL).id == "return.sold_here", "it is with the customer again"
    assert again.view("?" + OTHER_SERIAL)["state"] == "in_stock"
    sound(again)


def test_plain_goods_are_exchanged_by_the_receipt(sold: Counter) -> None:
    sold("#R1-2", "1*FQX")
    assert sold("2*CAB").id == "return.other_model"
    assert sold("E").sentence == "Cable USB-C for 19.80: 9.90 to pay"
    assert sold(":finish card").id == "return.saved"
    sold("#R1-2", "3*FQX", "3*CAB")
    assert sold(":finish").sentence == "R1-000004  replaced by Cable USB-C, goods to QUARANTINE"
    assert sold("#R1-2").view.as_json()["left"] == "1"
    sound(sold)


def test_credit_pays_the_difference(sold: Counter) -> None:
    sold("#R1-2")
    code = sold("CSC").view.as_json()["credit"]
    sold(SERIAL, "CSX", MINI)
    assert sold(code).sentence == "49.50 credit taken, 0.50 still to pay"
    assert sold(":finish").id == "return.saved"
    assert sold(f"?{code}").sentence == f"{code}: 0.00 of 49.50 left, spent"
    sound(sold)
    assert sold(":undo").id == "return.voided"
    assert sold(f"?{code}").sentence == f"{code}: 49.50 of 49.50 left, never ends"
    sound(sold)


def test_another_tender_gives_it_back(sold: Counter) -> None:
    sold(SERIAL, "CS")
    assert sold(":finish bitcoin").id != "return.saved"
    assert sold(":finish cash").sentence == "RT-000001  give back 399.00, goods to SHELF-1"
    sound(sold)
