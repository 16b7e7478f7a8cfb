"""Dates at the till: the earliest date silently, the older lot named, and what is asked about, refused and kept."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from shopstock.days import parse_iso
from shopstock.jobs import item, receive, setup
from shopstock.jobs.rights import Right
from shopstock.jobs.session import Session, new_request_id
from shopstock.jobs.settings import change
from shopstock.store.credentials import set_role_right
from shopstock.store.lots import set_lot_date
from tests import shops, staffed
from tests.desk.counter import Counter
from tests.store.audit import findings

pytestmark = pytest.mark.conversation

PILLS, PILLS_CODE, BREAD, MILK, FILM = "PILLS", "5012345678900", "BREAD", "MILK", "FILM"


def add(session: Session, sku: str, name: str, **columns: str) -> None:
    item.save_item(
        session, {"sku": sku, "name": name, "tracking": "lot", "price": "4.00", "cost": "2.00", **columns}
    )


def lots(session: Session, sku: str, **expires: str) -> None:
    for code, day in expires.items():
        shops.take_in(session, sku, "4", lot=code, expires=day)


def move_to(sunday: time_machine.Traveller, day: int, hour: int = 9, month: int = 11) -> None:
    sunday.move_to(datetime(2026, month, day, hour, 0, tzinfo=ZoneInfo(shops.ZONE)), tick=False)


@pytest.fixture
def here(session: Session) -> Counter:
    """Pills that want 30 days left, bread that is at its best until 5 days before, milk with a sell-by."""
    add(session, PILLS, "Aspirin 500", date_kind="expiry", min_days_sale="30", barcode=PILLS_CODE)
    add(session, BREAD, "Rye bread", date_kind="best_before", best_days="5")
    add(session, MILK, "Milk 1 l", date_kind="sell_by")
    return Counter(session)


def lots_in(counter: Counter) -> list[str | None]:
    return [line["lot"] for line in counter.view()["lines"]]


# The earliest date, silently


def test_what_is_short_past_its_best_or_over_is_never_offered_by_itself(here: Counter) -> None:
    session = here.desk.session
    lots(session, PILLS, P1="2026-10", P2="2026-12-21", P3="2026-12-22", P4="2027-01")
    lots(session, BREAD, B1="2026-11-21", B2="2026-11-26", B3="2026-11-27")
    lots(session, MILK, M1="2026-11-21", M2="2026-11-22")
    assert here(PILLS).text == "OK   Aspirin 500 added, lot P3, exp 22 Dec"
    assert here(BREAD).text == "OK   Rye bread added, lot B3, best by 27 Nov"
    assert here(MILK).text == "OK   Milk 1 l added, lot M2, sell by 22 Nov"
    here("6*PILLS")
    assert lots_in(here)[3:] == ["P3", "P4"], "three that were left of the first, three of the next"


def test_what_is_short_may_be_sold_by_a_scan_of_its_lot(here: Counter) -> None:
    lots(here.desk.session, BREAD, B2="2026-11-26", B3="2026-11-27", OVER="2026-11-21")
    asked = here("9*BREAD")
    assert (asked.id, asked.sentence) == ("sell.short_stock", "4 there, 5 short; 8 by a scan of the lot only")
    assert here("").id == "sell.added"
    assert here.lines() == [("Rye bread", "4", "16.00")]


def test_a_pack_that_says_its_date_and_no_lot_is_of_the_lot_with_that_date(here: Counter) -> None:
    lots(here.desk.session, PILLS, P3="2027-01-31", P4="2027-02-28", P5="2026-11-30")
    gtin = f"(01)0{PILLS_CODE}"
    assert "lot P3, exp 31 Jan 2027" not in here(f"{gtin}(17)270228").text
    assert lots_in(here) == ["P4"]
    assert here(f"{gtin}(17)261130").id == "sell.short_dated"
    here("-")
    over = here(f"{gtin}(17)261121")
    assert (over.id, over.sentence) == (
        "sell.use_by_passed", "Aspirin 500: the pack says exp 21 Nov, not sold",
    )  # fmt: skip
    here("-")
    assert here(f"{gtin}(17)270630").id == "sell.added", (
        "a date that no lot bears, and far away: the earliest"
    )
    assert lots_in(here) == ["P4", "P3"]


def test_a_pack_of_no_lot_whose_best_before_is_over_is_put_aside(here: Counter) -> None:
    session = here.desk.session
    item.save_item(session, {"sku": BREAD, "barcode": "4006381333962"})
    lots(session, BREAD, B3="2026-11-30")
    assert here("(01)04006381333962(15)261120").id == "sell.date_differs"
    assert here.states() == ["stop"]


# A later lot is taken, the older one named


def test_a_later_lot_is_taken_and_the_older_one_named(stocked: Counter) -> None:
    answer = stocked("24B07")
    assert answer.text == "OK   lot 24B07 added. Older first: lot 24B06, best by 24 Nov, 5 at SHELF-2"
    assert stocked.view()["lines"][0]["older"] == {
        "lot": "24B06", "date": "2026-11-24", "date_kind": "best_before", "date_precision": "day",
        "quantity": "5", "place": "SHELF-2",
    }  # fmt: skip
    stocked("3*24B06", "24B07")
    assert stocked.view()["lines"][2]["older"]["quantity"] == "2"
    stocked("2*24B06")
    assert stocked("24B07").sentence == "Oat milk 1 l added, lot 24B07, best by 03 Dec", "all of it is here"
    assert stocked(":finish").id == "sell.paid"


def test_what_may_not_be_sold_is_no_older_lot(here: Counter) -> None:
    session = here.desk.session
    lots(session, BREAD, B1="2026-11-21", B2="2026-11-26", B3="2026-11-27", B4="2026-12-27")
    assert "Older" not in here("B3").text
    assert here("B4").text == "OK   lot B4 added. Older first: lot B3, best by 27 Nov, 3 at SHELF-1"


def test_an_age_to_check_is_not_lost_for_an_older_lot(here: Counter) -> None:
    session = here.desk.session
    item.save_item(session, {"sku": BREAD, "min_age": "18"})
    lots(session, BREAD, B3="2026-11-27", B4="2026-12-27")
    assert here("B4").sentence == "lot B4 added, check age 18+. Older: lot B3, 4 at SHELF-1"


def test_an_older_piece_is_named_when_a_later_one_is_scanned(here: Counter) -> None:
    session = here.desk.session
    add(session, FILM, "Test kit", tracking="serial", date_kind="expiry")
    shops.take_in_serials(session, "K1", "K2", sku=FILM, lot="OLD1")
    shops.take_in_serials(session, "K3", sku=FILM, lot="NEW1")
    date_of(session, FILM, OLD1="2026-12", NEW1="2027-03")
    assert here("K3").sentence == "K3 added. Older first: lot OLD1, exp Dec 2026, 2 at SHELF-1"
    here("K1")
    assert here.view()["lines"][1]["older"] is None
    here("-2", "-1", "K1", "K2")
    assert "Older" not in here("K3").text


def date_of(session: Session, sku: str, **printed: str) -> None:
    """Give lots that came without a date one, as it is read later."""
    with session.store.transaction():
        for code, text in printed.items():
            set_lot_date(session.store, shops.batch(session, sku, code).id, parse_iso(text))


# What is refused, and what is asked


@pytest.mark.parametrize(
    ("kind", "expires", "said"),
    [
        ("use_by", "2026-11-21", "STOP Rye bread lot B1: use-by was 21 Nov, not sold  P pull  W waste"),
        ("expiry", "2026-10", "STOP Rye bread lot B1: expired Oct 2026, not sold  P pull  W waste  - remove"),
        ("best_before", "2026-10", "ASK  Rye bread best by Oct 2026, 22 days ago  M mark down  Enter sell"),
        ("sell_by", "2026-11-21", "ASK  Rye bread sell by 21 Nov, yesterday  M mark down  Enter sell  - remove"),
    ],
)  # fmt: skip
def test_each_kind_in_its_own_words_once_it_is_over(
    here: Counter, kind: str, expires: str, said: str
) -> None:
    item.save_item(here.desk.session, {"sku": BREAD, "date_kind": kind})
    lots(here.desk.session, BREAD, B1=expires)
    assert here("B1").text == said


def test_past_its_best_is_asked_and_kept_in_the_books(here: Counter) -> None:
    lots(here.desk.session, BREAD, B2="2026-11-26")
    asked = here("B2")
    assert asked.text == "ASK  Rye bread best until 21 Nov, best by 26 Nov  M mark down  Enter sell"
    assert asked.id == "sell.past_best"
    assert here("M").id == "sell.added"
    assert here("B2", "", ":finish").id == "sell.paid"
    story = here.view("?B2")["history"]
    assert [(row["from"], row["to"], row["note"]) for row in story if row["what"] == "sold_past_date"] == [
        ("2026-11-26", "2026-11-22", "past its best")
    ] * 2
    assert findings(here.desk.session) == []


def test_too_few_days_left_are_asked_about_with_how_many(here: Counter) -> None:
    lots(here.desk.session, PILLS, P2="2026-12-21", P1="2026-11-22")
    assert here("P2").text == "ASK  Aspirin 500 exp 21 Dec: 29 of 30 days left  M mark down  Enter sell"
    here("", "P1")
    assert here.desk.mode.open().sentence == "Aspirin 500 exp 22 Nov: 0 of 30 days left"
    assert here("", ":finish").id == "sell.paid"
    notes = [row["note"] for row in here.view("?P2")["history"] if row["what"] == "sold_past_date"]
    assert notes == ["29 of 30 days left"]


def test_a_product_asks_about_its_nearest_lot_and_sells_it(here: Counter) -> None:
    lots(here.desk.session, BREAD, B0="2026-11-01", B1="2026-11-21", B2="2026-11-25", B3="2026-11-26")
    assert here(BREAD).id == "sell.past_best"
    line = here.view()["lines"][0]
    assert (line["lot"], line["date"], line["state"]) == ("B2", "2026-11-25", "ask"), "the earliest of them"
    assert here("").id == "sell.added"
    assert lots_in(here) == ["B2"]
    here("3*B2", "", "4*B3", "")
    assert here(BREAD).sentence == "Rye bread best by 21 Nov, yesterday", "over since the shortest time"
    here("", ":finish")
    assert lots_in(here) == []


def test_nothing_but_expired_goods_says_so_and_pulls_them(here: Counter) -> None:
    session = here.desk.session
    lots(session, PILLS, P0="2026-09", P1="2026-10")
    refused = here(PILLS)
    assert refused.text == "STOP Aspirin 500 lot P1: expired Oct 2026, not sold  P pull  W waste"
    assert here(":finish").id == "sell.lines_open"
    assert here("P").id == "sell.off_shelf"
    assert (here.states(), shops.on_hand(session, PILLS, "QUARANTINE")) == ([], 8)
    assert here(PILLS).sentence == "Aspirin 500: none is on the shelves"


def test_a_piece_past_its_expiry_is_refused_and_one_that_is_short_asked_about(
    here: Counter, sunday: time_machine.Traveller
) -> None:
    session = here.desk.session
    add(session, FILM, "Test kit", tracking="serial", date_kind="expiry", min_days_sale="10")
    shops.take_in_serials(session, "K1", "K2", sku=FILM, lot="L1")
    date_of(session, FILM, L1="2026-11")
    assert here("K1").id == "sell.short_dated"
    assert here("").id == "sell.added"
    assert here(":finish").id == "sell.paid"
    told = [row for row in here.view("?K1")["history"] if row["what"] == "sold_past_date"]
    assert [(row["from"], row["note"]) for row in told] == [("2026-11", "8 of 10 days left")]
    move_to(sunday, 1, month=12)
    assert here("K2").text == "STOP Test kit lot L1: expired Nov 2026, not sold  P pull  W waste  - remove"
    assert here("W").id == "sell.off_shelf"
    assert here.view("?K2")["state"] == "binned"


def test_nameless_pieces_past_their_date_are_not_sold_as_found(here: Counter) -> None:
    """Two kits came by number and are over; the third in hand may well be one of them."""
    session = here.desk.session
    add(session, FILM, "Test kit", tracking="serial", serial_when="sale", date_kind="expiry")

    arrival = receive.Arrival(shops.goods(session, FILM).id, 2, lot="L1", expires=parse_iso("2026-12-31"))
    receive.receive(session, new_request_id(), (arrival,))
    assert here(FILM).id == "sell.serial_asked"
    here("-")
    date_of(session, FILM, L1="2026-10")
    assert here(FILM).id == "sell.use_by_passed"
    assert here("").id == "sell.use_by_passed", "Enter sells nothing"


# Who may


@pytest.fixture
def with_mia(sunday: time_machine.Traveller) -> Counter:
    """Mia the clerk at the till, who may not sell past a date; Bo may."""
    owner = staffed.at(staffed.shop(), "Owner")
    add(owner, BREAD, "Rye bread", date_kind="best_before", best_days="5")
    lots(owner, BREAD, B2="2026-11-26")
    here = Counter(setup.open_session(owner.store))
    here(staffed.badge("Mia"))
    return here


def test_a_date_takes_the_right_when_it_is_answered_and_when_it_is_booked(with_mia: Counter) -> None:
    here, session = with_mia, with_mia.desk.session
    assert here("B2").id == "sell.past_best"
    assert here("").id == "staff.needs_approval"
    assert here(staffed.badge("Bo")).id == "sell.added"
    with session.store.transaction():
        set_role_right(session.store, "manager", Right.BEST_BEFORE.value, granted=False)
    assert here(":finish").id == "staff.needs_approval", "he may no longer"
    assert here(staffed.badge("Owner")).id == "sell.paid"
    assert [note for _, _, note in staffed.events(session, "override")] == ["best_before: Owner"]
    assert [note for _, _, note in staffed.events(session, "sold_past_date")] == ["past its best"]


# Midnight


def test_an_answer_holds_for_its_day(here: Counter, sunday: time_machine.Traveller) -> None:
    lots(here.desk.session, MILK, M1="2026-11-21", M2="2026-11-23")
    here("M1", "", "M2")
    assert here.states() == ["ok", "ok"]
    move_to(sunday, 23)
    assert here(":finish").sentence == "Milk 1 l sell by 21 Nov, 2 days ago", "asked again on another day"
    assert here.states() == ["ask", "ok"]
    here("")
    move_to(sunday, 24)
    assert here(":finish").id == "sell.best_before_passed"
    assert here.states() == ["ask", "ask"]
    assert here("", "", ":finish").id == "sell.paid"


def test_what_became_worse_after_the_question_is_asked_again(
    here: Counter, sunday: time_machine.Traveller
) -> None:
    lots(here.desk.session, PILLS, P1="2026-11-22")
    assert here("P1").id == "sell.short_dated"
    move_to(sunday, 23, hour=0)
    refused = here("")
    assert refused.text == "STOP Aspirin 500 lot P1: expired 22 Nov, not sold  P pull  W waste  - remove"
    assert here.states() == ["stop"]
    assert here("P").id == "sell.off_shelf"


def test_a_parked_basket_is_looked_at_again_when_it_is_paid_another_day(
    here: Counter, sunday: time_machine.Traveller
) -> None:
    lots(here.desk.session, PILLS, P1="2026-12-22")
    lots(here.desk.session, BREAD, B1="2026-11-27")
    lots(here.desk.session, MILK, M1="2026-11-22")
    here("PILLS", "BREAD", "MILK", "CAB", "-", ":park")
    move_to(sunday, 23)
    assert here(":park 1").id == "sell.unparked"
    assert here(":finish").state == "ASK"
    assert [q["id"] for q in here.view()["open_questions"]] == [
        "sell.short_dated", "sell.past_best", "sell.best_before_passed",
    ]  # fmt: skip
    assert here("", "", "", ":finish").id == "sell.paid"
    told = [
        row
        for code in ("P1", "B1", "M1")
        for row in here.view(f"?{code}")["history"]
        if row["what"] == "sold_past_date"
    ]
    assert [row["note"] for row in told] == ["29 of 30 days left", "past its best", "1 day over"]


def test_another_rule_of_the_shop_holds_at_once(here: Counter) -> None:
    session = here.desk.session
    item.save_item(session, {"sku": MILK, "category": "Dairy"})
    lots(session, MILK, M1="2026-11-25")
    assert here(MILK).id == "sell.added"
    change(session, new_request_id(), "dates.min_sale", "dairy=4")
    assert here(":finish").id == "sell.short_dated"
    change(session, new_request_id(), "dates.min_sale", "dairy=3")
    assert here("", ":finish").id == "sell.paid"


def test_what_is_over_and_not_wanted_leaves_the_shelf_from_the_till(here: Counter) -> None:
    session = here.desk.session
    lots(session, MILK, M1="2026-11-20", M2="2026-11-21")
    here("M1")
    assert [key for key, _ in here.view()["open_questions"][0]["keys"]] == ["M", "Enter", "-", "P", "W"]
    assert here("W").id == "sell.off_shelf"
    assert shops.on_hand(session, MILK) == 4, "of the other lot nothing was said"


def test_new_goods_of_an_exchange_are_asked_about_like_any(
    here: Counter, sunday: time_machine.Traveller
) -> None:
    lots(here.desk.session, MILK, M1="2026-11-22", M2="2026-11-24")
    here("M2", ":finish", ":return", "#R1-1", "1", "DQX")
    assert here("M1").id == "return.exchange"
    move_to(sunday, 23)
    assert here(":finish").id == "sell.best_before_passed"
    assert here("").id == "return.exchange"
    assert here(":finish").id == "return.saved"
    told = [row["what"] for row in here.view("?M1")["history"]]
    assert told.count("sold_past_date") == 1


def test_a_lot_still_sells_in_one_scan_and_one_key(here: Counter) -> None:
    lots(here.desk.session, PILLS, P1="2026-10", P2="2027-06")
    assert here.ids(PILLS, ":finish") == ["sell.added", "sell.paid"]
