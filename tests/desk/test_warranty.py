"""Warranties at the desk: one scan says who pays, a piece may have terms of its own, and extensions are sold."""

from __future__ import annotations

import pytest
import time_machine

from shopstock.jobs import item
from shopstock.jobs.session import Session
from tests import shops, staffed
from tests.desk.counter import Counter
from tests.shops import CABLE, OTHER_SERIAL, PHONE, SERIAL

pytestmark = pytest.mark.conversation

DAY = 86_400


@pytest.fixture
def counter(session: Session) -> Counter:
    """Two phones with 12 months of the shop's and 24 of the supplier's, a cable, and an extension to sell."""
    item.save_item(session, {"sku": PHONE, "warranty": "12 months", "supplier_warranty": "24 months"})
    care = {"sku": "CARE", "name": "Care 12", "tracking": "none", "price": "49.00", "extends": "12 months"}
    item.save_item(session, care)
    shops.take_in_serials(session, SERIAL, OTHER_SERIAL)
    shops.take_in(session, CABLE, "9")
    return Counter(session)


def covers(counter: Counter, serial: str = SERIAL) -> dict[str, tuple[str, str | None, str]]:
    """Each term of a piece in its passport: who pays, its last day, what it is today."""
    view = counter(f"?{serial}").view.as_json()
    return {each["kind"]: (each["who"], each["until"], each["status"]) for each in view["covers"]}


def test_one_scan_says_every_term_and_who_pays(counter: Counter) -> None:
    counter(SERIAL, ":finish")
    answer = counter(f":find {SERIAL}")
    assert answer.sentence == "..3809 sold 22 Nov, R1-000001, warranty to 22 Nov 2028, 731 days left"
    assert answer.view.as_json()["warranty"] == {"status": "in", "until": "2028-11-22", "days_left": 731}
    assert answer.view.as_json()["pays"] == ["us", "supplier"]
    assert covers(counter) == {
        "shop": ("us", "2027-11-22", "in"),
        "legal": ("us", "2028-11-22", "in"),
        "supplier": ("supplier", "2028-11-22", "in"),
    }
    answer = counter(f":warranty {SERIAL}")
    assert answer.sentence == "..3809: we pay today, and the supplier pays us"
    assert answer.more == (
        "  shop       we pay        22 Nov 2026 to 22 Nov 2027 365 days left",
        "  legal      we pay        22 Nov 2026 to 22 Nov 2028 731 days left",
        "  supplier   supplier      22 Nov 2026 to 22 Nov 2028 731 days left",
    )


def test_what_covers_it_is_named_when_the_shops_own_is_over(
    counter: Counter, sunday: time_machine.Traveller
) -> None:
    counter(SERIAL, ":finish")
    sunday.shift(400 * DAY)
    assert counter(f":find {SERIAL}").sentence.endswith("legal to 22 Nov 2028, 331 days left")
    sunday.shift(400 * DAY)
    assert counter(f":find {SERIAL}").sentence.endswith("warranty ended 22 Nov, 69 days ago")
    assert counter(":warranty").sentence == "..3809: the customer pays today"


def test_plain_mode_prints_the_terms_of_the_passport(counter: Counter) -> None:
    counter(SERIAL, ":finish")
    more = counter(f":find {SERIAL}").more
    assert "  legal      we pay        22 Nov 2026 to 22 Nov 2028 731 days left" in more


def test_who_returned_it_is_covered_no_longer_and_who_buys_it_next_is(
    counter: Counter, sunday: time_machine.Traveller
) -> None:
    counter(SERIAL, ":finish", ":return", SERIAL, "CSM")
    assert counter(f":find {SERIAL}").sentence == "..3809 in stock at SHELF-1, warranty starts at the sale"
    assert counter(f":find {SERIAL}").view.as_json()["pays"] == []
    sunday.shift(30 * DAY)
    counter(":sell", SERIAL, ":finish")
    assert covers(counter)["legal"] == ("us", "2028-12-22", "in")


# A term of its own


def test_used_goods_have_a_term_of_their_own(counter: Counter) -> None:
    answer = counter(f":warranty {SERIAL} 6 months battery worn")
    assert answer.sentence == "..3809 warranty 6 months, from its sale"
    assert counter(f":warranty {SERIAL} legal 12 months").id == "warranty.agreed"
    counter(":sell", SERIAL, OTHER_SERIAL, ":finish")
    assert covers(counter)["shop"] == ("us", "2027-05-22", "in")
    assert covers(counter)["legal"] == ("us", "2027-11-22", "in")
    assert covers(counter, OTHER_SERIAL)["shop"] == ("us", "2027-11-22", "in")
    story = counter(f"?{SERIAL}").view.as_json()["history"]
    assert [(row["what"], row["to"], row["by"], row["note"]) for row in story[1:3]] == [
        ("warranty", "6 months", "Owner", "battery worn"),
        ("warranty", "12 months", "Owner", "legal"),
    ]


def test_used_goods_have_a_year_by_law(counter: Counter) -> None:
    answer = counter(f":warranty {SERIAL} legal 11 months")
    assert (answer.state, answer.id) == ("STOP", "warranty.too_short")
    counter(":settings shop.country US")
    assert counter(f":warranty {SERIAL} legal 3 months").id == "warranty.agreed"


def test_goodwill_begins_when_all_else_has_ended(counter: Counter, sunday: time_machine.Traveller) -> None:
    counter(SERIAL, ":finish")
    assert counter(f":warranty {SERIAL} 6 months regular").sentence == (
        "..3809 goodwill 6 months, 23 Nov 2028 to 23 May 2029"
    )
    assert counter(f":find {SERIAL}").sentence.endswith("warranty to 23 May 2029, 913 days left")
    sunday.shift(1000 * DAY)
    assert counter(f":warranty {SERIAL} 1 month").sentence == (
        "..3809 goodwill 1 month, 18 Aug 2029 to 18 Sep 2029"
    )
    assert counter(f":warranty {SERIAL} none").sentence == "..3809 goodwill none"
    assert counter(f":find {SERIAL}").sentence.endswith("warranty ended 22 Nov 2028")


def test_goodwill_needs_someone_who_may(sunday: time_machine.Traveller) -> None:
    session = staffed.shop()
    staffed.stock(staffed.at(session, "Owner"))
    till = staffed.counter(session, "Mia")
    till(SERIAL, ":finish")
    assert till(f":warranty {SERIAL} 6 months").id == "staff.needs_approval"
    session.store.close()


def test_nobody_agrees_on_what_is_not_here(counter: Counter) -> None:
    assert counter(":warranty NOPE").id == "warranty.unknown"
    assert counter(f":warranty {SERIAL} soon").state == "STOP"
    assert counter(":find Aria", ":warranty").state == "STOP"
    counter(":return", ":sell", SERIAL, ":finish", ":return", SERIAL, "FBM")
    assert counter(f":warranty {SERIAL} 6 months").id == "warranty.not_here"


# Terms that begin later


@pytest.mark.parametrize(("start", "word"), [("delivery", "delivered"), ("activation", "activated")])
def test_a_term_begins_on_its_day(
    counter: Counter, sunday: time_machine.Traveller, start: str, word: str
) -> None:
    counter(f":item sku={PHONE} warranty_start={start}", f":sell {SERIAL}", "CARE", ":finish")
    assert counter(f":find {SERIAL}").view.as_json()["covers"][0]["status"] == "not_started"
    sunday.shift(9 * DAY)
    answer = counter(f":{word} {SERIAL} 2026-11-30")
    assert answer.state == "SAVED"
    assert answer.sentence.startswith(f"..3809 was {word} 30 Nov, warranty to ")
    found = covers(counter)
    assert found["shop"] == ("us", "2027-11-30", "in")
    legal = "2028-11-30" if start == "delivery" else "2028-11-22"
    assert found["legal"] == ("us", legal, "in")
    assert found["extension"][1] == f"2029-11-{legal[-2:]}"
    assert counter(f"?{SERIAL}").view.as_json()["history"][-1]["what"] == word


def test_a_term_begins_on_no_impossible_day(counter: Counter) -> None:
    counter(SERIAL, ":finish")
    assert counter(f":delivered {SERIAL}").id == "warranty.nothing_waits"
    counter(f":item sku={PHONE} warranty_start=delivery", f":sell {OTHER_SERIAL}", ":finish")
    assert counter(f":delivered {OTHER_SERIAL} 2026-11-21").id == "warranty.wrong_day"
    assert counter(f":delivered {OTHER_SERIAL} 2026-11-23").id == "warranty.wrong_day"
    assert counter(f":activated {OTHER_SERIAL}").id == "warranty.nothing_waits"
    assert counter(f":delivered {OTHER_SERIAL}").id == "warranty.delivered"


def test_goods_without_a_serial_begin_by_their_receipt(counter: Counter) -> None:
    counter(f":item sku={CABLE} warranty=2years warranty_start=delivery", f":sell {CABLE}", ":finish")
    assert "begins with its delivery" in counter(":warranty #R1-000001").more[-1]
    assert counter(":delivered #R1-000001 2026-11-22").sentence == (
        "R1-000001 was delivered 22 Nov, warranty to 22 Nov 2028"
    )
    assert counter(":warranty #R1-000001").more[1].endswith("731 days left")


# Extensions


def test_an_extension_is_for_the_piece_before_it(counter: Counter) -> None:
    assert counter(SERIAL, "CARE").sentence == "Care 12 added, for ..3809, 23 Nov 2028 to 22 Nov 2029"
    assert counter(":finish").state == "SAVED"
    assert covers(counter)["extension"] == ("extension", "2029-11-22", "not_started")
    assert counter(f":find {SERIAL}").sentence.endswith("warranty to 22 Nov 2029, 1096 days left")


def test_an_extension_asks_which_piece(counter: Counter) -> None:
    counter(SERIAL, ":finish")
    assert counter("CARE").id == "sell.which_piece"
    assert counter(":finish").id == "sell.lines_open"
    assert counter(SERIAL).sentence == "Care 12 added, for ..3809, 23 Nov 2028 to 22 Nov 2029"
    assert counter(":finish").state == "SAVED"
    assert covers(counter)["extension"][1] == "2029-11-22"
    assert counter(f"?{SERIAL}").view.as_json()["history"][-1]["paper"] == "R1-000002"


def test_an_extension_before_its_piece(counter: Counter) -> None:
    counter("CARE")
    assert counter(SERIAL).sentence.startswith("Care 12 added, for ..3809")
    assert counter(":finish").state == "SAVED"
    assert covers(counter)["extension"][1] == "2029-11-22"


def test_two_extensions_follow_each_other(counter: Counter) -> None:
    counter(SERIAL, "CARE", ":finish", "CARE", SERIAL)
    assert counter(":finish").state == "SAVED"
    view = counter(f"?{SERIAL}").view.as_json()
    found = [(each["starts"], each["until"]) for each in view["covers"] if each["kind"] == "extension"]
    assert found == [("2028-11-23", "2029-11-22"), ("2029-11-23", "2030-11-22")]


def test_an_extension_goes_with_its_piece(counter: Counter) -> None:
    counter(SERIAL, "CARE")
    assert counter("-1").sentence == "line 1 is out: Aria X2 and its extension"
    assert counter(":finish").state == "STOP"


def test_the_money_back_ends_an_extension(counter: Counter) -> None:
    counter(SERIAL, "CARE", ":finish")
    counter(":return", "#R1-000001", "2", "CSM")
    assert "extension" not in covers(counter)
    assert counter(f":find {SERIAL}").sentence.endswith("warranty to 22 Nov 2028, 731 days left")


def test_a_sale_is_not_undone_under_its_extension(counter: Counter) -> None:
    counter(SERIAL, ":finish")
    other = Counter(shops.open_session_at(counter.desk.session, "Till 2"))
    other("CARE", SERIAL, ":finish")
    answer = counter(":undo")
    assert answer.sentence == "R1-000001: its warranty was extended by R2-000001. Undo that first"
    assert other(":undo").state == "SAVED"
    assert counter(":undo").state == "SAVED"


def test_nothing_is_extended_that_has_no_end(counter: Counter) -> None:
    counter(f":item sku={PHONE} warranty=lifetime", f":sell {SERIAL}")
    assert counter("CARE").id == "sell.nothing_to_extend"


def test_a_stock_piece_alone_is_sold_with_its_extension(counter: Counter) -> None:
    counter("CARE", OTHER_SERIAL)
    assert counter(":finish").state == "SAVED"
    assert covers(counter, OTHER_SERIAL)["extension"][1] == "2029-11-22"


# Papers


def test_the_receipt_and_the_slip_tell_of_the_extension(counter: Counter) -> None:
    counter(SERIAL, "CARE", ":finish")
    lines = [line.strip() for line in counter(":receipt").more]
    at = lines.index("Warranty of 356938035643809")
    assert lines[at + 1] == "23 Nov 2028 to 22 Nov 2029"
    slip = [" ".join(line.split()) for line in counter(":receipt slip").more]
    assert "Covered until 22 Nov 2027" in slip
    assert "Extended to 22 Nov 2029" in slip


def test_an_extension_bought_later_has_a_slip_of_its_own(counter: Counter) -> None:
    counter(SERIAL, ":finish", "CARE", SERIAL, ":finish")
    counter(f":item sku={PHONE} name=Renamed", ":sell")
    slip = [" ".join(line.split()) for line in counter(":receipt slip").more]
    assert {"Aria X2", "Serial 356938035643809", "Covered until 22 Nov 2029"} <= set(slip)


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ("warranty=lifetime", "Warranty for its lifetime"),
        ("warranty_start=delivery", "Warranty 12 months, from its delivery"),
        ("warranty_start=activation", "Warranty 12 months, from its activation"),
    ],
)
def test_a_warranty_without_a_last_day_stands_on_the_receipt(
    counter: Counter, columns: str, said: str
) -> None:
    counter(f":item sku={PHONE} {columns}", f":sell {SERIAL}", ":finish")
    assert f"  {said}" in counter(":receipt").more or said in [x.strip() for x in counter(":receipt").more]
    slip = [" ".join(line.split()) for line in counter(":receipt slip").more]
    assert f"Covered {said.removeprefix('Warranty ')}" in slip


def test_a_reprint_says_what_the_first_one_said(counter: Counter) -> None:
    counter(f":item sku={PHONE} warranty_start=delivery", f":sell {SERIAL}", ":finish")
    first = counter(":receipt").more
    counter(f":delivered {SERIAL}", f":item sku={PHONE} warranty=lifetime")
    assert counter(":receipt #R1-000001").more == first
