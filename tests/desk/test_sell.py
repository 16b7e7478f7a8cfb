"""Sell: what a code adds, what is refused or asked, and how that is answered."""

from __future__ import annotations

import pytest

from shopstock.jobs import item
from shopstock.jobs.hold import hold_lot, hold_unit
from shopstock.jobs.session import Session, new_request_id
from tests import shops
from tests.desk.counter import Counter, ledger


def test_each_kind_of_goods_is_one_scan(stocked: Counter) -> None:
    assert stocked(shops.SERIAL).text == "OK   Aria X2 added, serial ..3809, warranty to 22 Nov 2028"
    assert stocked(shops.OAT_BARCODE).text == "OK   Oat milk 1 l added, lot 24B06, best by 24 Nov"
    assert (
        stocked("24b07").text == "OK   lot 24B07 added. Older first: lot 24B06, best by 24 Nov, 4 at SHELF-2"
    )
    assert stocked("Cable").text == "OK   Cable USB-C added"
    assert stocked("1,25*GOUDA").text == "OK   1.250 Gouda, young added"
    assert stocked.lines()[-1] == ("Gouda, young", "1.250", "16.00")


def test_the_same_serial_counts_once(stocked: Counter) -> None:
    stocked(shops.SERIAL)
    answer = stocked("356938-035643809")
    assert answer.id == "sell.already_in_basket"
    assert answer.text == "OK   ..3809 is already line 1. Counted once"
    assert len(stocked.lines()) == 1


def test_a_serial_product_asks_which_one(stocked: Counter) -> None:
    asked = stocked(shops.PHONE_BARCODE)
    assert asked.text.splitlines()[0] == "ASK  Aria X2 needs its serial. Scan it, or ? to list 2 in stock."
    assert stocked.states() == ["ask"]
    listed = stocked("?")
    assert listed.id == "sell.which_serial"
    assert [c["code"] for c in listed.view.as_json()["choices"]] == [shops.SERIAL, shops.OTHER_SERIAL]
    assert stocked("2").text.startswith("OK   Aria X2 added, serial ..1209")
    assert stocked.states() == ["ok"]


def test_units_in_the_basket_are_no_choice_any_more(stocked: Counter) -> None:
    stocked(shops.SERIAL)
    asked = stocked(shops.PHONE_BARCODE)
    assert asked.sentence == "Aria X2 needs its serial. Scan it, or ? to list 1 in stock."
    assert [c["code"] for c in asked.view.as_json()["open_questions"][0]["choices"]] == [shops.OTHER_SERIAL]
    stocked("1")
    assert stocked("-", "?" + shops.OTHER_SERIAL).id == "find.unit"
    stocked(shops.OTHER_SERIAL)
    assert stocked(shops.PHONE_BARCODE).sentence.endswith("or None is in stock.")


def test_three_phones_need_three_serials(session: Session) -> None:
    serials = ("356938035643700", "356938035643718", "356938035643726")
    shops.take_in_serials(session, *serials)
    counter = Counter(session)
    counter(f"3*{shops.PHONE_BARCODE}", serials[0], serials[1])
    assert counter.states() == ["ok", "ok", "ask"]
    assert counter(":finish").id == "sell.lines_open"
    counter(serials[2])
    assert counter.states() == ["ok", "ok", "ok"]


def test_times_before_a_serial_is_no_sale(stocked: Counter) -> None:
    stocked("3*")
    answer = stocked(shops.SERIAL)
    assert answer.text == "STOP ..3809 is one piece, 3 of it cannot be  - remove"
    assert stocked.states() == ["stop"]
    assert stocked(shops.SERIAL).id == "sell.added", "the same scan again is one piece"
    assert stocked.states() == ["ok"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1.5*CAB", '"1.5" is no whole quantity'),
        ("0*CAB", "a quantity of nothing cannot be sold"),
        ("1.2345*GOUDA", '"1.2345" has more than 3 decimals'),
    ],
)
def test_quantities_that_cannot_be(stocked: Counter, typed: str, said: str) -> None:
    answer = stocked(typed)
    assert answer.state == "STOP"
    assert answer.sentence == said
    assert "ok" not in stocked.states()


def test_a_pending_times_is_taken_back(stocked: Counter) -> None:
    stocked("5*", "-", "CAB")
    assert stocked.lines() == [("Cable USB-C", "1", "9.90")]
    stocked("2*", "?CAB", "CAB")
    assert stocked.lines()[1] == ("Cable USB-C", "2", "19.80")


@pytest.mark.parametrize(
    ("percent", "amount"), [("10", "8.91"), ("0", "9.90"), ("100", "0.00"), ("12,5", "8.66")]
)
def test_percent_off_the_last_line(stocked: Counter, percent: str, amount: str) -> None:
    stocked("GOUDA", "CAB")
    assert stocked(f"/{percent}").id == "sell.discounted"
    assert [line[2] for line in stocked.lines()] == ["12.80", amount]


@pytest.mark.parametrize("percent", ["/101", "/1000", "/100,01"])
def test_more_than_all_of_it(stocked: Counter, percent: str) -> None:
    stocked("CAB")
    answer = stocked(percent)
    assert answer.sentence == f"{percent[1:]} percent is more than all of it"
    assert stocked.lines() == [("Cable USB-C", "1", "9.90")]


def test_percent_goes_to_the_last_counted_line(stocked: Counter) -> None:
    assert stocked("/10").id == "desk.nothing_open"
    stocked("CAB", "nonsense", "/50")
    assert stocked.lines()[0][2] == "4.95"


def test_an_unknown_code_blocks_paying_until_it_is_gone(stocked: Counter) -> None:
    stocked("CAB")
    answer = stocked("4006381333999")
    assert answer.text == "ASK  that code has a wrong check digit. Scan again or type the number"
    assert stocked("5012345678900").id == "sell.unknown_code"
    stocked("5012345678900")
    assert stocked.states() == ["ok", "ask", "ask"], "the same code again makes no second line"
    refused = stocked(":finish")
    assert refused.text == "STOP line 2, 3 need you before Pay  -3 remove"
    stocked("-3", "-2")
    assert stocked(":finish").id == "sell.paid"


def test_unknown_then_added_then_back_in_sell(stocked: Counter) -> None:
    before = ledger(stocked.desk.session)
    stocked("2*5012345678900")
    assert stocked("").id == "item.ask_name"
    stocked("Kettle", "3", "19.90", "")
    saved = stocked(":finish")
    assert (saved.id, saved.job) == ("item.saved", "item")
    back = stocked(":sell")
    assert back.id == "sell.short_stock", "two are wanted, the books have none"
    assert stocked("").id == "sell.added"
    assert stocked.lines() == [("Kettle", "2", "39.80")]
    assert ledger(stocked.desk.session) == before


def test_a_typed_word_becomes_the_name_of_the_new_item(stocked: Counter) -> None:
    stocked("Lamp")
    asked = stocked("")
    assert asked.id == "item.ask_tracking"
    assert asked.view.as_json()["name"] == "Lamp"


def test_a_barcode_of_two_products_is_a_numbered_choice(stocked: Counter) -> None:
    session = stocked.desk.session
    item.save_item(session, {"sku": shops.CHEESE, "barcode": "4006381333986"})
    item.save_item(session, {"sku": shops.CABLE, "barcode": "4006381333986"})
    asked = stocked("3*4006381333986")
    assert asked.id == "sell.which_one"
    assert [c["label"] for c in asked.view.as_json()["open_questions"][0]["choices"]] == [
        "Cable USB-C  CAB",
        "Gouda, young  GOUDA",
    ]
    stocked("1")
    assert stocked.lines() == [("Cable USB-C", "3", "29.70")]


def test_a_letter_that_is_a_code_is_a_numbered_choice(stocked: Counter) -> None:
    session = stocked.desk.session
    item.save_item(session, {"sku": "M", "name": "Magnet", "tracking": "none", "price": "1"})
    stocked("OLD")
    asked = stocked("m")
    assert [c["label"] for c in asked.view.as_json()["choices"]] == ["M  mark down", "Magnet  M"]
    assert stocked("1").id == "sell.added"
    assert [line[2] for line in stocked.lines()] == ["1.07"]
    stocked("OLD", "M", "2")
    assert stocked.states() == ["ok", "ask", "ask"], "Magnet asks about its stock, the milk still waits"


def test_an_open_question_stays_when_another_code_comes(stocked: Counter) -> None:
    stocked(shops.PHONE_BARCODE, "CAB", "GOUDA")
    assert stocked.states() == ["ask", "ok", "ok"]
    stocked(shops.SERIAL)
    assert stocked.states() == ["ok", "ok", "ok"]


def test_best_before_asks_and_is_marked_down(stocked: Counter) -> None:
    asked = stocked("OLD")
    assert asked.text == "ASK  Oat milk 1 l best by 20 Nov, 2 days ago  M mark down  Enter sell"
    assert stocked("M").id == "sell.added"
    assert stocked("OLD", "").id == "sell.added"
    assert [line[2] for line in stocked.lines()] == ["1.07", "2.15"]
    assert stocked(":finish").id == "sell.paid"


def test_more_than_there_is_of_a_lot_past_its_date(stocked: Counter) -> None:
    assert stocked("6*OLD").id == "sell.best_before_passed"
    short = stocked("M")
    assert (short.id, short.sentence) == ("sell.short_stock", "4 there, 2 short")
    assert stocked("").id == "sell.added"
    assert stocked.lines() == [("Oat milk 1 l", "4", "4.28")]
    assert stocked(":finish").id == "sell.paid"


def test_use_by_stops_and_can_be_pulled_from_here(stocked: Counter) -> None:
    stopped = stocked("9F31")
    assert stopped.text.splitlines()[0].startswith("STOP Smoked salmon lot 9F31: use-by was 21 Nov")
    assert "P pull  W waste" in stopped.text
    assert stocked("").id == "sell.use_by_passed", "Enter sells nothing past its use-by"
    pulled = stocked("P")
    assert pulled.id == "sell.off_shelf"
    assert stocked.lines() == []
    assert shops.on_hand(stocked.desk.session, shops.SALMON, "QUARANTINE") == 3


def test_short_stock_of_lots_takes_what_is_there(session: Session) -> None:
    shops.take_in(session, shops.OAT, "30", lot="A", expires="2026-11-30")
    shops.take_in(session, shops.OAT, "15", lot="B", expires="2026-11-29")
    counter = Counter(session)
    asked = counter("50*OAT")
    assert asked.text == "ASK  45 there, 5 short  Enter takes 45  - remove"
    assert counter("").text == "OK   Oat milk 1 l added, from 2 lots"
    assert [(line["lot"], line["quantity"]) for line in counter.desk.mode.view().as_json()["lines"]] == [
        ("B", "15"),
        ("A", "30"),
    ]


def test_short_stock_of_plain_goods_is_found_and_recounted(stocked: Counter) -> None:
    session = stocked.desk.session
    assert stocked("12*CAB").sentence == "books say 10 left, you sell 12"
    stocked("", ":finish")
    assert shops.on_hand(session, shops.CABLE) == 0
    what = session.store.db.execute_sql("SELECT what FROM event").fetchall()
    assert ("recount_due",) in what


def test_a_lot_that_is_not_there_is_never_invented(stocked: Counter) -> None:
    stocked("5*24B06", "24B06")
    assert stocked.states() == ["ok", "stop"]
    assert stocked("").id == "sell.not_in_stock"
    never = stocked(f"]d201{shops.OAT_BARCODE.zfill(14)}10NEVER")
    assert (never.id, never.state) == ("sell.not_in_stock", "STOP")


def test_held_recalled_and_stolen(stocked: Counter) -> None:
    session = stocked.desk.session
    hold_unit(session, new_request_id(), shops.unit(session, shops.SERIAL).id, "faulty return")
    assert stocked(shops.SERIAL).text.startswith("STOP ..3809 is held: faulty return 22 Nov, Owner")
    oat = shops.goods(session, shops.OAT)
    lot_id = session.store.db.execute_sql(
        "SELECT id FROM lot WHERE product_id = ? AND code = '24B07'", (oat.id,)
    ).fetchone()[0]
    hold_lot(session, new_request_id(), lot_id, "nuts", recalled=True)
    assert stocked("24B07").text.splitlines()[0] == (
        "STOP lot 24B07 is recalled (nuts) 22 Nov, Owner. Red box  - remove"
    )
    session.store.db.execute_sql("UPDATE unit SET stolen = 1 WHERE serial = ?", (shops.OTHER_SERIAL,))
    assert stocked(shops.OTHER_SERIAL).id == "sell.stolen"
    assert stocked.states() == ["stop"] * 3


def test_the_customer_by_name_by_phone_and_by_their_number(stocked: Counter) -> None:
    assert stocked("@Patel").text == "OK   Patel is new here, and buys this"
    stocked(":clear")
    assert stocked("@patel").text == "OK   Patel is known, and buys this"
    assert stocked("@555 0102 33").id == "sell.customer"
    assert stocked("555010233").sentence == "555 0102 33 is known, and buys this"
    assert stocked.view()["customer"] == "555 0102 33"
    assert stocked("@").sentence == "the customer needs a name or a phone number"


def test_looking_changes_nothing(stocked: Counter) -> None:
    before = ledger(stocked.desk.session)
    stocked("CAB")
    for code, found in ((shops.SERIAL, "unit"), ("CAB", "product"), ("24B07", "lot"), ("=SHELF-1", "place")):
        looked = stocked(f"?{code}")
        assert (looked.job, looked.view.as_json()["kind"]) == ("sell", found)
    assert stocked("?nothing like it").id == "find.unknown_code"
    assert stocked.states() == ["ok"]
    assert ledger(stocked.desk.session) == before


def test_a_look_at_several_things_is_a_numbered_choice(stocked: Counter) -> None:
    shops.take_in(stocked.desk.session, shops.SALMON, "1", lot="24B07", expires="2026-12-01")
    asked = stocked("?24B07")
    assert (asked.id, asked.job) == ("find.which_one", "sell")
    assert stocked("2").view.as_json()["sku"] == shops.SALMON
    assert stocked.lines() == []


def test_sums_that_cannot_be_counted_are_refused(stocked: Counter) -> None:
    item.save_item(
        stocked.desk.session, {"sku": "X", "name": "Moon", "tracking": "none", "price": "9999999999999"}
    )
    assert stocked("999999999*X").id == "sell.short_stock"
    assert stocked("").sentence.endswith("cost too much")
    assert stocked(":finish").id == "sell.lines_open"
