"""The dates of goods that arrive: defaults, odd ones, few days left, and what expires before the goods on the shelf."""

from __future__ import annotations

import pytest

from shopstock.jobs import item, settings
from shopstock.jobs.session import new_request_id
from shopstock.store.stories import story_of_lot
from tests import shops, staffed
from tests.desk.counter import Counter
from tests.shops import OAT

pytestmark = pytest.mark.conversation

GTIN = shops.OAT_BARCODE.zfill(14)


@pytest.fixture
def delivery(counter: Counter) -> Counter:
    """The counter with an open delivery; of oat milk 30 days must be left."""
    item.save_item(counter.desk.session, {"sku": OAT, "min_days_in": "30"})
    counter(":receive")
    return counter


def told(counter: Counter, code: str, what: str) -> list[str]:
    """The notes of a lot's events of that name."""
    session = counter.desk.session
    story = story_of_lot(session.store, shops.batch(session, OAT, code).id)
    return [each.reason or "" for each in story if each.what == what]


def line_of(counter: Counter, n: int = 1) -> dict[str, object]:
    """A line of the open delivery."""
    found: dict[str, object] = counter.view()["lines"][n - 1]
    return found


def test_few_days_left_are_asked_about_and_taken_for_a_reason(delivery: Counter) -> None:
    asked = delivery("OAT", "L1", "24*", "3.12.2026")
    assert asked.text == "ASK  Oat milk 1 l lot L1: 11 days left, 30 wanted. Why take it?  - refuse"
    assert asked.id == "receive.short_dated"
    assert delivery("").id == "receive.short_dated", "Enter takes nothing"
    assert delivery(":finish").text == "STOP line 1, Oat milk 1 l, lacks a word about its date  -1 remove"
    assert delivery("half price").text == "OK   Oat milk 1 l lot L1, best by 03 Dec, 24"
    assert line_of(delivery)["note"] == "short-dated: half price"
    assert delivery(":finish").id == "receive.saved"
    assert told(delivery, "L1", "short_dated") == ["half price: 11 days left, 30 wanted"]
    paper = delivery("?#GR-1").view.as_json()
    assert paper["lines"][0]["note"] == "short-dated: half price: 11 days left, 30 wanted"


def test_few_days_left_are_refused_with_a_key(delivery: Counter) -> None:
    delivery("OAT", "L1", "3.12.2026")
    assert delivery("-").id == "receive.removed"
    assert delivery.view()["lines"] == []


def test_another_date_answers_what_is_short(delivery: Counter) -> None:
    assert delivery("OAT", "L1", "3.12.2026", "3.12.2027").id == "receive.lot_added"
    assert line_of(delivery)["date"] == "2027-12-03"


def test_a_code_leaves_what_is_short_open(delivery: Counter) -> None:
    assert delivery("OAT", "L1", "3.12.2026", "CAB").id == "receive.product"
    assert [line["state"] for line in delivery.view()["lines"]] == ["ask", "ok"]


def test_serials_with_a_short_date_are_asked_about_too(delivery: Counter) -> None:
    save = {"sku": "TEST", "name": "Test kit", "tracking": "serial", "price": "9", "date_kind": "expiry"}
    item.save_item(delivery.desk.session, {**save, "min_days_in": "90", "barcode": "4006381333948"})
    code = "]C1010400638133394817261203" + "10K1\x1d21"
    assert delivery(f"{code}SN1").id == "receive.serial_added"
    assert line_of(delivery)["state"] == "ask"
    assert delivery("SN2", "no other in town").id == "receive.lot_added", "a serial is no reason"
    assert delivery(":finish").id == "receive.saved"


def test_the_category_says_how_many_days(delivery: Counter) -> None:
    session = delivery.desk.session
    settings.change(session, new_request_id(), "dates.min_in", "pharmacy=90")
    item.save_item(session, {"sku": shops.SALMON, "category": "Pharmacy"})
    assert delivery("SALMON", "L1", "3.12.2026").sentence.startswith("Smoked salmon lot L1: 11 days left, 90")


def test_a_short_lot_that_is_here_is_asked_about_as_well(delivery: Counter) -> None:
    session = delivery.desk.session
    item.save_item(session, {"sku": OAT, "min_days_in": ""})
    shops.take_in(session, OAT, "1", lot="L1", expires="2026-12-03")
    item.save_item(session, {"sku": OAT, "min_days_in": "30"})
    assert delivery("OAT", "L1").id == "receive.short_dated"


def test_the_shelf_life_runs_from_the_day_it_was_made(delivery: Counter) -> None:
    session = delivery.desk.session
    item.save_item(session, {"sku": OAT, "shelf_life_days": "270", "min_days_in": ""})
    asked = delivery(f"]C101{GTIN}11261101" + "10L1")
    assert asked.text.endswith("Enter 29 Jul 2027"), "1 Nov and 270 days"
    assert delivery("").sentence == "Oat milk 1 l lot L1, best by 29 Jul 2027, 1"
    assert delivery("OAT", "L2", ":made 21.11.2026").text.endswith("Enter 18 Aug 2027")
    assert delivery("").sentence.endswith("best by 18 Aug 2027, 1")
    assert delivery("OAT", "L3", "").sentence.endswith("best by 19 Aug 2027, 1"), "else from today"
    assert delivery(f"]C101{GTIN}11261101" + "15261224\x1d10L4").sentence.endswith("24 Dec, 1"), (
        "printed wins"
    )
    assert delivery("OAT", "L5", ":made 24.11.2026").state == "STOP"


def test_goods_made_so_long_ago_that_they_are_over_are_asked_about(delivery: Counter) -> None:
    item.save_item(delivery.desk.session, {"sku": OAT, "shelf_life_days": "10", "min_days_in": ""})
    assert delivery(f"]C101{GTIN}11261101" + "10L1", "").text.startswith("ASK  11 Nov 2026? That is past.")


def test_a_date_before_the_goods_were_made_is_asked_about(delivery: Counter) -> None:
    odd = delivery(f"]C101{GTIN}11261120" + "15261119\x1d10L1")
    assert odd.text == "ASK  19 Nov 2026? It was made 20 Nov. Type date or Enter"


def test_what_is_usual_is_learned_from_earlier_deliveries(delivery: Counter) -> None:
    session = delivery.desk.session
    item.save_item(session, {"sku": OAT, "min_days_in": ""})
    assert delivery("OAT", "A", "3.12.2033").id == "receive.lot_added", "nothing says what is usual yet"
    delivery(":clear")
    for n, expires in enumerate(("2027-02-20", "2027-03-01", "2027-02-24")):
        shops.take_in(session, OAT, "1", lot=f"K{n}", expires=expires)
    odd = delivery("OAT", "B", "3.12.2033")
    assert odd.text == "ASK  03 Dec 2033? Usual life of this item is 3 months. Type date or Enter"
    assert delivery("").id == "receive.lot_added", "Enter takes it as it is"
    assert delivery("OAT", "C", "6.6.2027").id == "receive.lot_added", "twice as long is nothing odd"


def test_what_expires_before_the_goods_on_the_shelf_is_said(delivery: Counter) -> None:
    session = delivery.desk.session
    item.save_item(session, {"sku": OAT, "min_days_in": ""})
    shops.take_in(session, OAT, "5", lot="K22", expires="2026-12-24")
    said = delivery("OAT", "K30", "20.12.2026", "24*")
    assert delivery("-", "OAT", "24*", "K30", "20.12.2026").text == (
        "OK   lot K30, 20 Dec, 24: arrives shorter than lot K22 on the shelf, 24 Dec"
    )
    assert said.id == "receive.quantity"
    assert line_of(delivery)["note"] == "arrives shorter than lot K22 on the shelf, 24 Dec"
    assert delivery("OAT", "K31", "24.12.2026").sentence.startswith("Oat milk"), "the same day is no shorter"


def test_goods_in_quarantine_are_not_on_the_shelf(delivery: Counter) -> None:
    session = delivery.desk.session
    item.save_item(session, {"sku": OAT, "min_days_in": ""})
    shops.take_in(session, OAT, "5", lot="K22", expires="2026-12-24", place_code="QUARANTINE")
    assert delivery("OAT", "K30", "20.12.2026").sentence.startswith("Oat milk")


def test_the_lot_gets_the_other_date_with_u(delivery: Counter) -> None:
    session = delivery.desk.session
    item.save_item(session, {"sku": OAT, "min_days_in": ""})
    shops.take_in(session, OAT, "1", lot="L1", expires="2026-12-03")
    delivery(f"]C101{GTIN}15270104" + "10L1")
    assert delivery("u").id == "receive.lot_added"
    assert line_of(delivery)["date"] == "2027-01-04"
    expires = shops.batch(session, OAT, "L1").expires
    assert expires
    assert expires.day.isoformat() == "2027-01-04"
    assert delivery(":finish").id == "receive.saved"


def test_whoever_may_not_correct_stock_asks_someone_who_may() -> None:
    with shops.on("2026-11-22"):
        shop = staffed.shop()
        shops.take_in(staffed.at(shop, "Owner"), OAT, "1", lot="L1", expires="2026-12-03")
        mia = staffed.counter(shop, "Mia")
        mia(":receive", f"]C101{GTIN}15270104" + "10L1")
        asked = mia("U")
        assert (asked.state, asked.id) == ("ASK", "staff.needs_approval")
        assert asked.text.startswith("ASK  Stock correction needs someone who may")
        mia(staffed.badge("Owner"))
        assert line_of(mia)["date"] == "2027-01-04"
        shop.store.close()


def test_a_date_that_was_corrected_is_said_though_the_line_asks_on(delivery: Counter) -> None:
    shops.take_in(delivery.desk.session, OAT, "1", lot="L1", expires="2027-03-03")
    delivery(":item OAT min_days_in=30", ":receive", f"]C101{GTIN}15261201" + "10L1")
    told = delivery("U")
    assert (told.state, told.id) == ("SAVED", "receive.lot_dated")
    assert told.sentence == "lot L1 has 01 Dec now"
    assert "9 days left, 30 wanted. Why take it?" in told.more[0]
    assert delivery("half price").id == "receive.lot_added"


def test_u_is_no_letter_while_both_dates_are_of_this_delivery(delivery: Counter) -> None:
    delivery(f"]C101{GTIN}15270110" + "10L2", f"]C101{GTIN}15270111" + "10L2")
    assert not any(key.key == "U" for key in delivery("").keys)
