"""Parking, taking back, dropping and voiding: nothing is lost and nothing is paid twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from shopstock.desk.desk import Desk
from shopstock.desk.keeping import to_json
from shopstock.jobs.session import Session
from tests import shops
from tests.desk.counter import Counter, ledger

pytestmark = pytest.mark.conversation


def test_park_list_and_bring_back(stocked: Counter) -> None:
    assert stocked("CAB", ":park").text == "SAVED parked: Cable USB-C  1 line  9.90  F8 lists"
    assert stocked("GOUDA", ":park red coat").sentence == "parked: red coat  1 line  12.80"
    listed = stocked(":park")
    assert (listed.id, listed.state) == ("sell.parked_list", "ASK")
    labels = [row["label"] for row in listed.view.as_json()["parked"]]
    assert labels == ["09:14  red coat  1 line  12.80", "09:14  Cable USB-C  1 line  9.90"], "newest first"
    assert stocked("?").view.as_json()["choices"][0]["label"] == labels[0]
    assert stocked("2").id == "sell.unparked"
    assert stocked.lines() == [("Cable USB-C", "1", "9.90")]
    assert stocked(":finish", ":park 1").id == "sell.unparked"
    assert stocked.lines() == [("Gouda, young", "1.000", "12.80")]


def test_the_list_is_gone_with_the_next_entry(stocked: Counter) -> None:
    stocked("CAB", ":park", ":park", "GOUDA")
    assert stocked("1").id == "sell.unknown_code", "a number is a code again"


def test_what_park_refuses(stocked: Counter) -> None:
    assert stocked(":park").sentence == "nothing is parked, and the basket is empty"
    assert stocked(":park 3").id == "sell.not_parked"
    assert stocked(":park red").sentence == '"red" is no number of a parked basket'
    stocked("CAB", ":park", "GOUDA")
    assert stocked(":park 1").sentence == "the basket is not empty. Pay or park it first"
    assert stocked.lines() == [("Gouda, young", "1.000", "12.80")]


def test_parking_from_another_job_parks_the_basket(stocked: Counter) -> None:
    stocked("CAB", ":find")
    parked = stocked(":park")
    assert (parked.id, parked.job) == ("sell.parked", "sell")


def test_a_parked_basket_keeps_its_customer_its_questions_and_its_payment(stocked: Counter) -> None:
    stocked("@Patel", "CAB", "GOUDA", ":finish 5", shops.PHONE_BARCODE)
    before = stocked.desk.modes["sell"].state
    stocked(":park", ":park 1")
    assert stocked.desk.modes["sell"].state == before


def test_undo_of_parking_brings_it_back_and_of_bringing_back_parks_it(stocked: Counter) -> None:
    stocked("CAB", ":finish", "GOUDA", ":park")
    undone = stocked(":undo")
    assert undone.id == "sell.unparked", "the sale before it is not voided"
    assert stocked.lines() == [("Gouda, young", "1.000", "12.80")]
    assert stocked(":clear", ":park").id == "desk.nothing_open", "it is in one place only"
    stocked(":undo", ":park", ":park 1")
    assert stocked(":undo").id == "sell.parked"
    assert stocked.lines() == []
    assert stocked(":park 1").id == "sell.unparked"
    assert stocked(":finish").view.as_json()["receipt"] == "R1-000002"
    assert stocked(":undo").id == "sell.voided"
    assert stocked(":undo").id == "sell.voided"
    assert stocked(":undo").id == "desk.nothing_open"


def test_another_till_took_the_parked_basket(shop_file: Path) -> None:
    with shops.opened(shop_file) as one, shops.opened(shop_file, till="Till 2") as two:
        shops.take_in(one, shops.CABLE, "10")
        first, second = Counter(one), Counter(two)
        first("CAB", ":park", ":park")
        assert second(":park 1").id == "sell.unparked"
        assert first("1").id == "sell.not_parked"
        second(":finish")
        assert first(":undo").id in ("desk.undone", "sell.not_parked")
        assert first.lines() == []


@pytest.fixture
def two_tills(shop_file: Path) -> Iterator[tuple[Counter, Counter]]:
    """Two counters of one shop that has cables."""
    with shops.opened(shop_file) as one, shops.opened(shop_file, till="Till 2") as two:
        shops.take_in(one, shops.CABLE, "10")
        shops.take_in(one, shops.OAT, "5", lot="24B07", expires="2026-12-03")
        yield Counter(one), Counter(two)


@pytest.mark.parametrize("number", ["1", ":park 1"])
def test_a_number_means_the_list_that_was_shown(two_tills: tuple[Counter, Counter], number: str) -> None:
    first, second = two_tills
    first("CAB", ":park aaa", ":park")
    second("OAT", ":park bbb")
    assert first(number).sentence == "back from 09:14: aaa  1 line  9.90"
    assert first.lines() == [("Cable USB-C", "1", "9.90")]


@pytest.mark.parametrize("number", ["1", ":park 1"])
def test_a_listed_basket_that_is_gone_is_never_another_one(
    two_tills: tuple[Counter, Counter], number: str
) -> None:
    first, second = two_tills
    first("CAB", ":park aaa", ":park")
    second(":park 1", ":finish", "OAT", ":park bbb")
    gone = first(number)
    assert (gone.state, gone.id) == ("STOP", "sell.not_parked")
    assert first.lines() == [], "a number of a list is no code"
    assert first(":park", "1").sentence == "back from 09:14: bbb  1 line  2.15"


def test_undo_of_a_park_never_takes_the_basket_of_another_till(two_tills: tuple[Counter, Counter]) -> None:
    first, second = two_tills
    first("CAB", ":park aaa")
    second(":park 1", ":finish", "OAT", ":park bbb")
    assert first(":undo").id == "sell.not_parked"
    assert first.lines() == []
    assert second(":undo").id == "sell.unparked"
    assert second.lines() == [("Oat milk 1 l", "1", "2.15")]


def test_undo_takes_back_one_entry_at_a_time(stocked: Counter) -> None:
    stocked("CAB", "/10", "nonsense", "2*", "GOUDA")
    seen = []
    for _ in range(5):
        stocked(":undo")
        seen.append(len(stocked.lines()))
    assert seen == [2, 2, 1, 1, 0]
    assert stocked(":undo").id == "desk.nothing_open"


def test_undo_voids_the_last_sales_of_this_till_by_mirrors(stocked: Counter) -> None:
    session = stocked.desk.session
    stocked("CAB", ":finish", shops.SERIAL, "OAT", ":finish")
    assert shops.on_hand(session, shops.OAT) == 18
    voided = stocked(":undo")
    assert voided.text == "SAVED R1-000002 is voided, give back 401.15 cash, see VD-000001"
    assert shops.on_hand(session, shops.OAT) == 19
    assert stocked(":undo").id == "sell.voided"
    assert stocked(":undo").sentence == "nothing was done here since this till opened"
    assert stocked("?#R1-2").view.as_json()["voided_by"] == "VD-000001"
    assert stocked(shops.SERIAL).id == "sell.added"


def test_undo_stops_at_what_later_rests_on(stocked: Counter) -> None:
    stocked(shops.SERIAL, ":finish", ":return", shops.SERIAL, "CSM", ":sell")
    refused = stocked(":undo")
    assert refused.sentence == "R1-000001: some of it came back (RT-000001, 22 Nov, Owner). Undo that first"
    assert stocked(":return", ":undo").id == "return.voided"
    assert stocked(":sell", ":undo").id == "sell.voided"


def test_undo_belongs_to_the_till_since_it_opened(stocked: Counter) -> None:
    stocked("CAB", ":finish")
    again = Counter(stocked.desk.session)
    assert again(":undo").id == "desk.nothing_open"


def test_clear_and_undo_in_every_job_that_keeps_something(stocked: Counter) -> None:
    shops.sell_serial(stocked.desk.session, shops.SERIAL)
    opened = {
        "sell": ("CAB", "nonsense"),
        "receive": ("@Volta", "OAT", "L1"),
        "return": (shops.SERIAL, "F"),
        "item": ("Kettle", "none"),
        "stock": ("cab milk",),
        "find": ("24B07",),
    }
    for job, entries in opened.items():
        stocked(f":{job}", *entries)
        before = stocked.desk.modes[job].state
        assert stocked(":clear").id == "desk.cleared", job
        assert stocked.desk.modes[job].state == stocked.desk.modes[job].blank
        assert stocked(":clear").id == "desk.nothing_open", job
        assert stocked(":undo").id == "desk.undone", job
        assert stocked.desk.modes[job].state == before


def test_undo_in_receive_dates_and_item(stocked: Counter) -> None:
    session = stocked.desk.session
    stocked(":receive", "CAB", "5*", ":finish")
    assert shops.on_hand(session, shops.CABLE) == 15
    assert stocked(":undo").id == "receive.voided"
    assert shops.on_hand(session, shops.CABLE) == 10
    stocked(":dates")
    assert stocked("W").id == "dates.done"
    assert stocked(":undo").id == "dates.voided"
    assert stocked(":dates").view.as_json()["done"] == 0
    stocked(":item", ":item sku=NEW name=New tracking=none price=1")
    assert stocked(":undo").id == "desk.nothing_open", "an item that was saved is changed, not undone"


def test_undo_of_a_markdown_gives_the_price_back(stocked: Counter) -> None:
    stocked(":dates")
    rows = stocked.view()["rows"]
    n = next(row["n"] for row in rows if row["lot"] == "24B06")
    stocked(f"{n}M")
    assert stocked.view()["rows"][n - 1]["price"] == "1.07"
    stocked(":undo")
    assert stocked.view()["rows"][n - 1]["price"] == "2.15"
    assert stocked(":sell", "24B06").view.as_json()["total"] == "2.15"


def test_undo_after_the_menu_is_for_the_job_one_came_from(stocked: Counter) -> None:
    stocked("CAB", ":menu")
    undone = stocked(":undo")
    assert (undone.id, undone.job) == ("desk.undone", "sell")
    stocked("CAB", ":menu")
    assert stocked(":finish").id == "sell.paid"


def test_the_undo_list_is_long_and_ends(stocked: Counter) -> None:
    stocked(*["nonsense", "-"] * 120)
    count = 0
    while stocked(":undo").id == "desk.undone":
        count += 1
    assert count == 201


def test_what_is_open_survives_a_crash(session: Session) -> None:
    shops.take_in_serials(session, shops.SERIAL)
    shops.take_in(session, shops.CABLE, "9")
    shops.sell_serial(session, shops.SERIAL)
    counter = Counter(session)
    counter("@Patel", "2*CAB", "nonsense", ":receive @Volta", "OAT", "L1", ":return", shops.SERIAL, "FQ")
    jobs = ("sell", "receive", "return")
    states = {job: to_json(counter.desk.modes[job].state) for job in jobs}
    again = Counter(session)
    assert {job: to_json(again.desk.modes[job].state) for job in jobs} == states
    opening = again.desk.opening()
    assert opening.text == "OK   the open basket is back: 2 lines, 19.80"
    assert again("-", ":finish").view.as_json()["customer"] == "Patel"
    assert again(":return", "M").id == "return.saved"
    assert again(":receive", "", ":finish").id == "receive.saved"
    before = ledger(session)
    assert Desk(session).resumed is False
    assert ledger(session) == before


def test_a_basket_kept_by_another_version_opens_an_empty_counter(session: Session) -> None:
    counter = Counter(session)
    counter("nonsense")
    for body in ("[]", "{", '{"lines": 3}', '{"lines": [{"odd": 1}]}', "null", '"x"', '{"lines": [[1]]}'):
        session.store.db.execute_sql("UPDATE open_job SET body = ?", (body,))
        assert Counter(session)("").id == "sell.ready"
