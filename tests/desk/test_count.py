"""Counting a shelf while the shop sells: blind, then compared, then accepted, and nothing is changed before."""

from __future__ import annotations

import pytest

from shopstock.jobs import move, verify
from shopstock.jobs.session import new_request_id
from tests import shops, staffed
from tests.desk.counter import Counter

pytestmark = pytest.mark.conversation

GTIN = shops.OAT_BARCODE.zfill(14)


@pytest.fixture
def counting(stocked: Counter) -> Counter:
    """SHELF-1 is counted: two phones, oat milk 24B07 (10) and OLD (4), salmon 3 and 6, 10 cables, 5 kg of cheese."""
    assert stocked(":count SHELF-1").id == "count.counting"
    return stocked


def scan_all(counter: Counter, *, but: str = "") -> None:
    for entry in (
        shops.SERIAL,
        shops.OTHER_SERIAL,
        "10*24B07",
        "4*OLD",
        "3*9F31",
        "6*9F32",
        "10*CAB",
        "5*GOUDA",
    ):
        if entry != but:
            assert counter(entry).id == "count.counted"


def differences(counter: Counter) -> list[tuple[str, str, str, str]]:
    view = counter.desk.modes["count"].view().as_json()
    return [
        (d["kind"], d["serial"] or d["lot"] or d["sku"], d["books"], d["counted"])
        for d in view["differences"]
    ]


def there(counter: Counter, sku: str, place: str = "SHELF-1") -> int:
    return shops.on_hand(counter.desk.session, sku, place)


def sound(counter: Counter) -> bool:
    return not verify.report_of(counter.desk.session).findings


def test_a_place_is_chosen_by_number_or_by_its_label(stocked: Counter) -> None:
    assert stocked(":count").id == "count.which_place"
    assert stocked("1").id == "count.counting"
    assert stocked.desk.mode.view().as_json()["place"] == "SHELF-1"
    assert stocked("=SHELF-2").id == "count.counting"
    assert stocked("=NOWHERE").state == "STOP"


def test_it_is_blind_until_it_is_compared(counting: Counter) -> None:
    view = counting.view("10*CAB")
    assert view["differences"] is None
    assert "10" not in [row["quantity"] for row in view["scans"] if row["sku"] != "CAB"]


def test_a_shelf_that_agrees_is_booked_as_counted(counting: Counter) -> None:
    scan_all(counting)
    assert counting(":finish").id == "count.compare"
    assert differences(counting) == []
    answer = counting(":finish")
    assert (answer.state, answer.id) == ("SAVED", "count.saved")
    assert "CN-000001" in answer.text
    assert sound(counting)


def test_what_is_missing_is_lost_and_what_is_too_much_is_found(counting: Counter) -> None:
    scan_all(counting, but=shops.SERIAL)
    counting("2*CAB", "-2", ":finish")
    assert differences(counting) == [
        ("missing", shops.SERIAL, "1", "0"),
        ("extra", shops.CABLE, "10", "12"),
        ("missing", "24B07", "10", "0"),
    ]
    before = there(counting, shops.CABLE)
    counting(":finish")
    assert (before, there(counting, shops.CABLE)) == (10, 12)
    assert counting(f":sell {shops.SERIAL}").id == "sell.not_in_stock"
    assert sound(counting)


def test_a_lost_piece_that_turns_up_is_found_again(counting: Counter) -> None:
    scan_all(counting, but=shops.SERIAL)
    counting(":finish", ":finish", ":count SHELF-1")
    scan_all(counting)
    counting(":finish")
    assert differences(counting) == [("extra", shops.SERIAL, "0", "1")]
    counting(":finish")
    assert counting(f":sell {shops.SERIAL}").id == "sell.added"
    assert sound(counting)


def test_a_piece_booked_on_another_shelf_moves_here(stocked: Counter) -> None:
    stocked(":count SHELF-2")
    answer = stocked(shops.SERIAL)
    assert "booked at SHELF-1" in answer.text
    stocked("5*24B06", ":finish")
    assert differences(stocked) == [("elsewhere", shops.SERIAL, "0", "1")]
    stocked(":finish")
    assert shops.unit(stocked.desk.session, shops.SERIAL).place_code == "SHELF-2"
    assert sound(stocked)


def test_what_is_in_quarantine_or_sold_is_told_and_not_booked(counting: Counter) -> None:
    session = counting.desk.session
    shops.sell_serial(session, shops.SERIAL)
    found = shops.unit(session, shops.OTHER_SERIAL)
    shift = move.Shift(found.lot_id, 1, shops.place(session, "SHELF-1"), found.id)
    move.move(session, new_request_id(), (shift,), end=shops.place(session, "QUARANTINE"))
    scan_all(counting)
    assert len(counting.desk.mode.view().as_json()["problems"]) == 2
    counting(":finish")
    booked = [d["booked"] for d in counting.desk.mode.view().as_json()["differences"]]
    assert booked == [False, False]
    counting(":finish")
    assert shops.unit(session, shops.OTHER_SERIAL).place_code == "QUARANTINE"
    assert shops.unit(session, shops.SERIAL).place_kind == "customer"
    assert sound(counting)


def test_sales_after_a_scan_are_taken_off(counting: Counter) -> None:
    scan_all(counting)
    session = counting.desk.session
    shops.sell_some(session, shops.CABLE, "3")
    shops.sell_serial(session, shops.SERIAL)
    shops.take_in(session, shops.CABLE, "20")
    counting(":finish")
    assert differences(counting) == []
    counting(":finish")
    assert there(counting, shops.CABLE) == 27
    assert sound(counting)


def test_sales_before_a_scan_are_seen_on_the_shelf(counting: Counter) -> None:
    shops.sell_some(counting.desk.session, shops.CABLE, "3")
    scan_all(counting, but="10*CAB")
    counting("7*CAB", ":finish")
    assert differences(counting) == []


def test_goods_that_came_while_counting_are_not_missing(counting: Counter) -> None:
    scan_all(counting)
    shops.take_in_serials(counting.desk.session, "356938035643700")
    shops.take_in(counting.desk.session, shops.OAT, "6", lot="NEW", expires="2026-12-24")
    counting(":finish")
    assert differences(counting) == []


def test_what_never_was_scanned_and_sold_meanwhile_was_there(counting: Counter) -> None:
    scan_all(counting, but="10*CAB")
    shops.sell_some(counting.desk.session, shops.CABLE, "4")
    counting(":finish")
    assert differences(counting) == [("missing", shops.CABLE, "6", "0")]
    counting(":finish")
    assert there(counting, shops.CABLE) == 0
    assert sound(counting)


def test_more_sold_than_was_counted_is_counted_again(counting: Counter) -> None:
    scan_all(counting, but="10*CAB")
    counting("2*CAB")
    shops.sell_some(counting.desk.session, shops.CABLE, "5")
    counting(":finish")
    assert differences(counting) == [("again", shops.CABLE, "10", "2")]
    answer = counting(":finish")
    assert (answer.state, answer.id) == ("STOP", "count.again")
    counting("-", "5*CAB", ":finish")
    assert differences(counting) == []


def test_one_gs1_code_counts_product_lot_and_serial(counting: Counter) -> None:
    assert counting(f"]C101{GTIN}1526120310{'24B07'}").id == "count.counted"
    assert counting(f"]d201{shops.PHONE_BARCODE.zfill(14)}21{shops.SERIAL}").id == "count.counted"
    rows = counting.desk.mode.view().as_json()["scans"]
    assert [(row["name"], row["serial"], row["lot"]) for row in rows] == [
        ("Oat milk 1 l", None, "24B07"),
        ("Aria X2", shops.SERIAL, None),
    ]
    assert counting(f"]C101{GTIN}10UNKNOWN").id == "count.not_in_books"


def test_a_serial_counts_once_and_a_barcode_without_its_serial_not_at_all(counting: Counter) -> None:
    assert counting.ids(shops.SERIAL, shops.SERIAL) == ["count.counted", "count.seen_twice"]
    assert counting(shops.PHONE_BARCODE).state == "STOP"
    assert counting(f"3*{shops.SERIAL}").state == "STOP"
    assert counting("99999").id == "count.not_in_books"
    assert counting.desk.mode.view().as_json()["pieces"] == "1"


def test_a_barcode_without_its_lot_asks_which(counting: Counter) -> None:
    answer = counting(f"4*{shops.OAT_BARCODE}")
    assert answer.id == "count.which_lot"
    labels = [c["label"] for c in answer.view.as_json()["choices"]]
    assert labels == ["lot OLD  20 Nov  SHELF-1", "lot 24B07  03 Dec  SHELF-1", "lot 24B06  24 Nov  SHELF-2"]
    n = next(c["n"] for c in answer.view.as_json()["choices"] if "OLD" in c["label"])
    assert counting(str(n)).id == "count.counted"
    assert counting.desk.mode.view().as_json()["scans"][-1]["quantity"] == "4"


def test_a_quantity_belongs_to_the_last_scan(counting: Counter) -> None:
    counting("CAB", "12*", ":finish")
    assert ("extra", shops.CABLE, "10", "12") in differences(counting)
    assert counting("0*").state == "STOP"


def test_two_enters_compare_and_never_book(counting: Counter) -> None:
    scan_all(counting)
    assert counting("", "").id == "count.compare"
    assert counting.ids("", "", "", "") == ["count.compare"] * 4


def test_a_scan_after_comparing_goes_on(counting: Counter) -> None:
    counting("CAB", ":finish")
    assert counting("CAB").id == "count.counted"
    assert counting.desk.mode.view().as_json()["differences"] is None


def test_another_place_waits_until_this_one_is_done(counting: Counter) -> None:
    counting("CAB")
    assert counting("=SHELF-2").id == "count.open"
    counting(":clear")
    assert counting("=SHELF-2").id == "count.counting"


def test_a_crash_costs_no_scan(counting: Counter) -> None:
    counting("CAB", "2*24B07")
    again = Counter(counting.desk.session)
    again(":count")
    assert again.desk.mode.view().as_json()["pieces"] == "3"


def test_a_count_is_voided_by_its_mirror(counting: Counter) -> None:
    scan_all(counting, but="10*CAB")
    counting(":finish", ":finish")
    assert there(counting, shops.CABLE) == 0
    assert counting(":undo").id == "count.voided"
    assert there(counting, shops.CABLE) == 10
    assert sound(counting)


def test_what_was_booked_is_shown_no_longer_than_it_is_so(counting: Counter) -> None:
    scan_all(counting)
    assert counting(":finish", ":finish").view.as_json()["paper"] == "CN-000001"
    voided = counting(":undo")
    assert voided.id == "count.voided"
    assert voided.view.as_json()["paper"] is None


def test_the_places_are_listed_again_after_a_count(counting: Counter) -> None:
    scan_all(counting)
    assert counting(":finish", ":finish").view.as_json()["paper"] == "CN-000001"
    asked = counting(":count")
    assert asked.id == "count.which_place"
    assert asked.view.as_json()["paper"] is None
    assert "SHELF-1" in asked.view.as_json()["places"]


@pytest.mark.sqlite
def test_a_clerk_counts_and_someone_who_may_accepts() -> None:
    session = staffed.stock(staffed.at(staffed.shop(), "Owner"))
    counter = Counter(session)
    assert counter(staffed.badge("Mia"), ":count SHELF-1", "3*CAB", ":finish").id == "count.compare"
    assert counter(":finish").id == "staff.needs_approval"
    assert counter(staffed.badge("Bo")).id == "count.saved"


def test_the_figure_beside_is_pieces_and_no_money(counting: Counter) -> None:
    counting("CAB", "12*")
    beside = counting.desk.aside()
    assert (beside.big_label, beside.big, beside.unit) == ("COUNTED", "12", "")
    counting(":sell", "CAB")
    assert counting.desk.aside().unit == "EUR"


def test_who_counts_the_same_shelf_at_another_till_is_said(counting: Counter) -> None:
    other = Counter(shops.open_session_at(counting.desk.session, "Till 2"))
    counting("CAB")
    assert "Till 1 counts it, too" in other(":count SHELF-1").text
    assert "Till 1 counts it, too" in other("CAB", ":finish").text
    assert "counts it, too" not in other(":clear", ":count SHELF-2").text
