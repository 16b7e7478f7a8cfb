"""Receive: serials, lots and dates, line by line, booked whole."""

from __future__ import annotations

import pytest

from shopstock.codes.serial import check_serial
from shopstock.jobs import item
from tests import shops
from tests.desk.counter import Counter, ledger

pytestmark = pytest.mark.conversation

TWENTY = tuple(check_serial(f"3569380356{n:04}", "imei") for n in range(20))
GTIN = shops.OAT_BARCODE.zfill(14)


@pytest.fixture
def delivery(counter: Counter) -> Counter:
    """The counter with an open delivery."""
    counter(":receive")
    return counter


def lines(counter: Counter) -> list[tuple[str, str, str | None, str | None, str]]:
    """SKU, quantity, lot, date and state of every line."""
    return [
        (row["sku"], row["quantity"], row["lot"], row["date"], row["state"])
        for row in counter.desk.modes["receive"].view().as_json()["lines"]
    ]


def test_twenty_serials_one_by_one(delivery: Counter) -> None:
    delivery(shops.PHONE_BARCODE)
    for n, serial in enumerate(TWENTY, 1):
        assert delivery(serial).text == f"OK   {n}  serial {serial} added"
    assert delivery(":finish").text == "SAVED GR-000001  1 line, 20 units at SHELF-1  L labels  F12 void"


@pytest.mark.parametrize("between", ["\n", "\r\n", ", ", ";", "\t", "\r\r"])
def test_twenty_serials_in_one_paste(delivery: Counter, between: str) -> None:
    delivery(shops.PHONE_BARCODE)
    assert delivery(between.join(TWENTY)).text == "OK   20 of 20 serials added, 20 in all"


def test_a_bad_one_is_flagged_singly(delivery: Counter) -> None:
    shops.take_in_serials(delivery.desk.session, TWENTY[0])
    pasted = [*TWENTY[:5], TWENTY[2], "356938035643808", *TWENTY[5:]]
    answer = delivery(shops.PHONE_BARCODE, "\n".join(pasted))
    assert answer.state == "STOP"
    assert answer.sentence.startswith("19 of 22 serials added, 19 in all. ")
    assert len(delivery.view()["troubles"]) == 3
    only_repeats = delivery("\n".join(TWENTY[3:6]))
    assert (only_repeats.state, only_repeats.id) == ("OK", "receive.seen_twice")
    assert delivery(":finish").view.as_json()["units"] == "19"


def test_a_repeat_is_counted_once_and_said(delivery: Counter) -> None:
    delivery(shops.PHONE_BARCODE, *TWENTY[:3])
    answer = delivery("35-693803-560001-" + TWENTY[1][-1])
    assert answer.id == "receive.seen_twice"
    assert answer.text.endswith("came twice in this delivery. Counted once (3)")


def test_a_known_serial_is_no_part_of_the_delivery(delivery: Counter) -> None:
    session = delivery.desk.session
    shops.take_in_serials(session, shops.SERIAL, shops.OTHER_SERIAL)
    shops.sell_serial(session, shops.OTHER_SERIAL)
    delivery(shops.PHONE_BARCODE, TWENTY[0])
    here = delivery(shops.SERIAL)
    assert (
        here.text.splitlines()[0]
        == "STOP ..3809 is in the shop already, at SHELF-1. Not taken in again  V view"
    )
    assert delivery("v").id == "find.unit"
    sold = delivery(shops.OTHER_SERIAL)
    assert sold.sentence == "..1209 was sold 22 Nov, R1-000001, Owner. A return? F5"
    assert lines(delivery) == [(shops.PHONE, "1", None, None, "ok")]
    assert delivery("-").sentence.endswith("is out"), "it takes back the last one that was taken"


@pytest.mark.parametrize("serial", ["356938035643808", "12345", "X" * 65, "V", "Oatmeal"])
def test_serials_that_are_none(delivery: Counter, serial: str) -> None:
    delivery(shops.PHONE_BARCODE)
    answer = delivery(serial)
    assert (answer.state, answer.id) == ("STOP", "receive.bad_serial")
    assert not any(key.key == "-" for key in answer.keys), "there is nothing to remove"


def test_ranges(delivery: Counter) -> None:
    item.save_item(
        delivery.desk.session, {"sku": "LAMP", "name": "Lamp", "tracking": "serial", "price": "20"}
    )
    assert delivery("LAMP", "SN-008..SN-012").text == "OK   5 of 5 serials added, 5 in all"
    for wrong in ("SN-012..SN-008", "SN-1..TN-5", "A..B", "1..99999999", "SN-9..SN-10"):
        assert delivery(wrong).id == "receive.bad_serial", wrong
    assert lines(delivery)[0][1] == "5"


def test_words_with_a_comma_are_no_list_of_serials(delivery: Counter) -> None:
    item.save_item(
        delivery.desk.session, {"sku": "LAMP", "name": "Lamp", "tracking": "serial", "price": "20"}
    )
    delivery("LAMP", "Gouda, young")
    assert lines(delivery)[0][1] == "1", "one serial of that name, as every further code is a serial"


def test_a_gs1_code_brings_lot_date_and_count(delivery: Counter) -> None:
    answer = delivery(f"]C101{GTIN}15261203" + "10L1\x1d3724")
    assert answer.text == "OK   Oat milk 1 l lot L1, best by 03 Dec, 24"
    assert delivery(f"]C101{GTIN}15261203" + "10L1\x1d3724").sentence.endswith("48")
    assert delivery(f"]C101{GTIN}15261203" + "10L1").sentence.endswith("49")
    assert delivery(f"(01){GTIN}(15)261200(10)L2").sentence == "Oat milk 1 l lot L2, best by Dec 2026, 1"
    assert delivery("12*", ":cost 1,05").id == "receive.cost"
    saved = delivery(":finish").view.as_json()
    assert [(x["lot"], x["date"], x["quantity"]) for x in saved["lines"]] == [
        ("L1", "2026-12-03", "49"),
        ("L2", "2026-12-31", "12"),
    ]
    assert saved["lines"][1]["cost"] == "1.05"


def test_a_second_barcode_with_lot_and_date_only(delivery: Counter) -> None:
    delivery("OAT")
    assert delivery("]C110L7\x1d15261203").text == "OK   Oat milk 1 l lot L7, best by 03 Dec, 1"


def test_lot_then_date_then_quantity(delivery: Counter) -> None:
    assert delivery.ids("OAT", "L1", "31.2.2026", "hello", "3.12.26", "24*") == [
        "receive.which_lot",
        "receive.which_date",
        "receive.which_date",
        "receive.which_date",
        "receive.lot_added",
        "receive.quantity",
    ]
    assert delivery("2*OAT").id == "receive.which_lot", "the next lot is a line of its own"
    assert lines(delivery) == [
        ("OAT", "24", "L1", "2026-12-03", "ok"),
        ("OAT", "2", None, None, "ask"),
    ]


def test_quantity_before_any_code(delivery: Counter) -> None:
    assert delivery("24*").sentence == "scan the product first, then its quantity"
    assert delivery("24*CAB").text == "OK   24 Cable USB-C"
    assert delivery("CAB").text == "OK   25 Cable USB-C"
    assert delivery("1,5*").sentence == '"1,5" is no whole quantity'
    assert delivery("2,5*GOUDA").text == "OK   2.500 Gouda, young"
    assert delivery("9*nothing like it").id == "receive.unknown_code"
    assert lines(delivery)[1][1] == "2.500", "the quantity of an unknown code changes no line"
    assert delivery(f"3*{shops.PHONE_BARCODE}").sentence == "Aria X2: scan its serials, 0 of 3 so far"


def test_a_known_lot_asks_no_date(delivery: Counter) -> None:
    shops.take_in(delivery.desk.session, shops.OAT, "1", lot="L1", expires="2026-12-03")
    assert delivery("OAT", "L1").text == "OK   Oat milk 1 l lot L1, best by 03 Dec, 1"


def test_one_lot_one_date(delivery: Counter) -> None:
    shops.take_in(delivery.desk.session, shops.OAT, "1", lot="L1", expires="2026-12-03")
    stopped = delivery(f"]C101{GTIN}15261204" + "10L1")
    assert (stopped.state, stopped.id) == ("STOP", "receive.date_conflict")
    assert stopped.text.splitlines()[0].endswith("Enter keep 03 Dec  U 04 Dec")
    assert stopped.sentence == "lot L1 is here with 03 Dec, not 04 Dec. One lot, one date"
    assert delivery(":finish").id == "receive.lines_open"
    assert delivery("").id == "receive.lot_added"
    delivery(f"]C101{GTIN}15261210" + "10L2")
    assert delivery(f"]C101{GTIN}15261211" + "10L2").id == "receive.date_conflict", "in this delivery, too"
    delivery("")
    assert lines(delivery) == [
        ("OAT", "1", "L1", "2026-12-03", "ok"),
        ("OAT", "2", "L2", "2026-12-10", "ok"),
    ]
    assert delivery(":finish").id == "receive.saved"


def test_the_same_lot_typed_again_counts_up(delivery: Counter) -> None:
    delivery("OAT", "L1", "3.12.2026", "5*", "CAB", "OAT", "7*")
    assert delivery("L1").text == "OK   Oat milk 1 l lot L1, best by 03 Dec, 12"
    assert [line[:3] for line in lines(delivery)] == [("OAT", "12", "L1"), ("CAB", "1", None)]


def test_odd_dates_are_asked_about(delivery: Counter) -> None:
    item.save_item(delivery.desk.session, {"sku": shops.OAT, "shelf_life_days": "270"})
    odd = delivery("OAT", "L1", "3.12.2062")
    assert odd.id == "receive.date_odd"
    assert odd.text == "ASK  03 Dec 2062? Usual life of this item is 9 months. Type date or Enter"
    assert delivery("3.12.2006").sentence.startswith("03 Dec 2006? That is past")
    assert delivery("3.12.2026").id == "receive.lot_added"
    assert delivery("OAT", "L2", "2062", "").id == "receive.lot_added"
    assert delivery("OAT", "L3", "").text.startswith("OK   Oat milk 1 l lot L3, best by 19 Aug")


def test_an_open_question_is_left_by_a_product_code(delivery: Counter) -> None:
    delivery("OAT")
    assert delivery("CAB").id == "receive.product"
    assert delivery("OAT").id == "receive.which_lot"
    delivery("L1", "CAB")
    assert [line[4] for line in lines(delivery)] == ["ask", "ok"]
    refused = delivery(":finish")
    assert refused.text == "STOP line 1, Oat milk 1 l, lacks its date  -1 remove"
    assert delivery("", ":finish").id == "receive.saved"


def test_a_date_that_is_also_a_code(delivery: Counter) -> None:
    item.save_item(
        delivery.desk.session, {"sku": "20261203", "name": "Advent", "tracking": "none", "price": "1"}
    )
    asked = delivery("OAT", "L1", "20261203")
    assert [c["label"] for c in asked.view.as_json()["choices"]] == [
        "the date 03 Dec 2026",
        "Advent  20261203",
    ]
    assert delivery("1").id == "receive.lot_added"


def test_the_lot_of_serial_goods(delivery: Counter) -> None:
    session = delivery.desk.session
    item.save_item(
        session,
        {"sku": "K5", "name": "Kettle", "tracking": "serial", "price": "30", "barcode": "9501101530003"},
    )
    delivery("]d20109501101530003" + "10RUN1\x1d21S1", "]d20109501101530003" + "10RUN1\x1d21S2")
    delivery("]d20109501101530003" + "10RUN2\x1d21S3")
    assert [line[:3] for line in lines(delivery)] == [("K5", "2", "RUN1"), ("K5", "1", "RUN2")]
    delivery(":finish")
    assert delivery(":find", "S3").view.as_json()["lot"] == "RUN2"
    assert delivery("L").view.as_json()["kind"] == "lot"


def test_supplier_invoice_place_and_cost(delivery: Counter) -> None:
    assert delivery("@Volta").sentence == "from Volta, new here"
    assert delivery("@volta").sentence == "from Volta"
    assert delivery(":invoice V-8841").sentence == "invoice V-8841"
    assert delivery("=back").sentence == "goods go to BACK"
    assert delivery("=CUSTOMER").id == "receive.unknown_place"
    assert delivery("=nowhere").state == "STOP"
    assert delivery(":cost 2").sentence == "scan the product first, then its cost"
    delivery("10*CAB", ":cost 2.15")
    assert delivery(":cost abc").state == "STOP"
    saved = delivery(":finish").view.as_json()
    assert (saved["supplier"], saved["invoice"], saved["place"]) == ("Volta", "V-8841", "BACK")
    assert (saved["cost"], saved["paper"]) == ("21.50", "GR-000001")
    assert shops.on_hand(delivery.desk.session, shops.CABLE, "BACK") == 10
    assert delivery("?#GR-1").view.as_json()["number"] == "GR-000001"


def test_taking_back(delivery: Counter) -> None:
    delivery(shops.PHONE_BARCODE, *TWENTY[:2], "5*CAB", "OAT")
    assert delivery("-").sentence == "line 3 is out: Oat milk 1 l"
    assert delivery("-1").sentence == "line 1 is out: Aria X2"
    assert delivery(":undo").id == "desk.undone"
    assert delivery("-9").sentence == "there is no such line to take back"
    assert delivery("-", "-", "-", "-").id == "receive.removed"
    assert delivery("-").id == "desk.nothing_open"


def test_an_ambiguous_name_is_a_numbered_choice(delivery: Counter) -> None:
    item.save_item(
        delivery.desk.session, {"sku": "C2", "name": "Cable HDMI", "tracking": "none", "price": "5"}
    )
    asked = delivery("6*cable")
    assert asked.id == "receive.which_one"
    assert delivery("2").text == "OK   1 Cable USB-C"
    assert delivery("6*").sentence == "6 Cable USB-C"


def test_finish_with_the_quantity_still_in_the_field(delivery: Counter) -> None:
    assert (
        delivery("CAB", ":finish 12*").text
        == "SAVED GR-000001  1 line, 12 units at SHELF-1  L labels  F12 void"
    )
    assert delivery(":finish").sentence == "no delivery is open"
    assert delivery("CAB", ":finish nothing like it").id == "receive.unknown_code"


def test_enter_enter_books_and_an_answered_question_does_not_count(delivery: Counter) -> None:
    before = ledger(delivery.desk.session)
    ids = delivery.ids("OAT", "L1", "", "", "")
    assert ids == [
        "receive.which_lot",
        "receive.which_date",
        "receive.lot_added",
        "receive.ready",
        "receive.saved",
    ]
    assert ledger(delivery.desk.session)["booking"] == before["booking"] + 1
