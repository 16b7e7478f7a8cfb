"""Two tills in one shop, a full disk, a till that writes, and midnight."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine

from shopstock.desk.desk import Desk
from shopstock.jobs import claim_steps
from shopstock.jobs.claims import NotNow, open_for
from shopstock.jobs.hold import hold_lot, hold_unit, release_unit
from shopstock.jobs.session import new_request_id
from shopstock.store import driver
from shopstock.store.lots import lots_like
from tests import shops
from tests.desk.counter import Counter, ledger
from tests.store.audit import findings


@pytest.fixture
def tills(shop_file: Path) -> Iterator[tuple[Counter, Counter]]:
    """Two counters of one shop with goods."""
    with shops.opened(shop_file) as one, shops.opened(shop_file, till="Till 2") as two:
        shops.take_in_serials(one, shops.SERIAL, shops.OTHER_SERIAL)
        shops.take_in(one, shops.OAT, "5", lot="24B07", expires="2026-12-03")
        shops.take_in(one, shops.CABLE, "10")
        yield Counter(one), Counter(two)


def test_what_the_other_till_sold_becomes_a_line_that_waits(tills: tuple[Counter, Counter]) -> None:
    first, second = tills
    first("CAB", shops.SERIAL, "4*OAT", ":finish 5")
    second(shops.SERIAL, "3*OAT", ":finish")
    before = ledger(first.desk.session)
    refused = first(":finish")
    assert refused.text.splitlines() == [
        "ASK  2 there, 2 short  Enter takes 2  - remove",
        "  ..3809 was sold 22 Nov, R2-000001, Owner",
    ]
    assert first.states() == ["ok", "stop", "ask"]
    assert ledger(first.desk.session) == before
    assert first("").id == "sell.added", "two of the milk are there"
    first("-2")
    paid = first(":finish").view.as_json()
    assert [(line["name"], line["quantity"]) for line in paid["lines"]] == [
        ("Cable USB-C", "1"),
        ("Oat milk 1 l", "2"),
    ]
    assert [p["amount"] for p in paid["payments"]] == ["5.00", "9.20"]


def test_two_lines_that_fit_alone_but_not_together(tills: tuple[Counter, Counter]) -> None:
    first, second = tills
    first("2*OAT", "2*24B07")
    second("3*OAT", ":finish")
    assert first(":finish").id == "sell.not_in_stock"
    assert first.states() == ["ok", "stop"]
    assert first(":finish").id == "sell.lines_open"
    assert first("-", ":finish").id == "sell.paid"


def test_plain_goods_sold_elsewhere_are_asked_about(tills: tuple[Counter, Counter]) -> None:
    first, second = tills
    first("6*CAB")
    second("8*CAB", ":finish")
    asked = first(":finish")
    assert (asked.id, asked.sentence) == ("sell.short_stock", "books say 2 left, you sell 6")
    assert first("").id == "sell.added"
    assert first(":finish").id == "sell.paid"
    assert shops.on_hand(first.desk.session, shops.CABLE) == 0


def test_an_unparked_basket_whose_goods_are_gone(tills: tuple[Counter, Counter]) -> None:
    first, second = tills
    first(shops.SERIAL, ":park")
    second(shops.SERIAL, ":finish")
    first(":park 1")
    assert first(":finish").id == "sell.already_sold"
    assert first.states() == ["stop"]


def test_a_hold_at_one_till_holds_at_the_next_entry_of_the_other(tills: tuple[Counter, Counter]) -> None:
    first, second = tills
    held = shops.unit(first.desk.session, shops.SERIAL).id
    second(shops.SERIAL, shops.OTHER_SERIAL)
    hold_unit(first.desk.session, new_request_id(), held, "cracked")
    assert second(":finish").id == "sell.held"
    assert second.states() == ["stop", "ok"]
    release_unit(first.desk.session, new_request_id(), held)
    assert second(shops.SERIAL).id == "sell.added"
    lot_id = lots_like(first.desk.session.store, "24B07")[0].id
    hold_lot(first.desk.session, new_request_id(), lot_id, "nuts", recalled=True)
    assert second("24B07").id == "sell.recalled"


def test_the_second_till_has_its_own_basket_and_numbers(tills: tuple[Counter, Counter]) -> None:
    first, second = tills
    first("CAB")
    assert second("").id == "sell.ready"
    assert second("CAB", ":finish").view.as_json()["receipt"] == "R2-000001"
    assert first(":finish").view.as_json()["receipt"] == "R1-000001"


def test_another_till_is_writing(shop_file: Path) -> None:
    with shops.opened(shop_file, wait_seconds=0.05) as session:
        shops.take_in(session, shops.CABLE, "10")
        counter = Counter(session)
        counter("CAB")
        other = driver.connect(shop_file)
        other.execute("BEGIN IMMEDIATE")
        try:
            for entry in ("GOUDA", ":finish", ":undo", ":clear", ":park", "nonsense"):
                answer = counter(entry)
                assert (answer.state, answer.id) == ("WAIT", "shop.busy"), entry
                assert answer.sentence == "another till is writing. Nothing is lost, try again"
                assert counter.lines() == [("Cable USB-C", "1", "9.90")]
            assert counter("?CAB").id == "find.product", "looking needs no turn"
            assert counter.desk.frame().saved is True
            assert Desk(session).opening().state == "OK"
        finally:
            other.execute("ROLLBACK")
            other.close()
        assert counter(":finish").id == "sell.paid"


def fill_disk(counter: Counter) -> None:
    """No page more than there are now."""
    db = counter.desk.session.store.db
    db.execute_sql("VACUUM")
    db.execute_sql(f"PRAGMA max_page_count = {db.execute_sql('PRAGMA page_count').fetchone()[0]}")


def test_a_full_disk_while_paying_keeps_the_basket(shop_file: Path) -> None:
    with shops.opened(shop_file) as session:
        shops.take_in(session, shops.CABLE, "500")
        counter = Counter(session)
        counter("@Patel", "CAB")
        sell = counter.desk.modes["sell"]
        sell.state = replace(sell.state, lines=sell.state.lines * 150)
        counter("CAB")
        fill_disk(counter)
        before, kept = ledger(session), counter.lines()
        stuck = counter(":finish")
        assert (stuck.state, stuck.id) == ("STOP", "shop.disk_full")
        assert stuck.text.startswith(
            "STOP disk full: NOT saved, all is kept here. Free space, then  F9 again"
        )
        assert counter.lines() == kept
        assert ledger(session) == before
        assert counter.desk.frame().saved is False
        assert Counter(session).lines() == kept, "a crash now loses nothing either"
        session.store.db.execute_sql("PRAGMA max_page_count = 1000000")
        assert counter(":finish").view.as_json()["customer"] == "Patel"
        assert Counter(session)("").id == "sell.ready"


def test_a_full_disk_while_scanning_keeps_what_was_there(shop_file: Path) -> None:
    with shops.opened(shop_file) as session:
        shops.take_in(session, shops.CABLE, "500")
        counter = Counter(session)
        counter("CAB")
        fill_disk(counter)
        kept, answer = counter.lines(), counter("CAB")
        while answer.id == "sell.added" and len(kept) < 200:
            kept, answer = counter.lines(), counter("CAB")
        assert answer.id == "shop.disk_full"
        assert counter.lines() == kept
        session.store.db.execute_sql("PRAGMA max_page_count = 1000000")
        assert counter("CAB").id == "sell.added"
        assert counter(":undo").id == "desk.undone"
        assert counter.lines() == kept


def moment(hour: int, minute: int, day: int = 22, second: int = 0) -> datetime:
    """A moment on the shop's wall clock in November 2026."""
    return datetime(2026, 11, day, hour, minute, second, tzinfo=ZoneInfo(shops.ZONE))


def test_midnight_passes_while_the_till_is_open(stocked: Counter, sunday: time_machine.Traveller) -> None:
    sunday.move_to(moment(23, 59, second=59))
    assert stocked("9F32").id == "sell.added", "through the printed day"
    assert stocked(":dates").view.as_json()["day"] == "2026-11-22"
    sunday.move_to(moment(0, 0, 23))
    listed = stocked(":dates").view.as_json()
    assert listed["day"] == "2026-11-23"
    assert {row["lot"]: row["days_left"] for row in listed["rows"]}["9F32"] == -1
    assert stocked(":sell", "9F32").id == "sell.use_by_passed", "not the day after"
    stocked("-")
    assert stocked(":finish").id == "sell.use_by_passed", "nor what was scanned before midnight"
    assert stocked.states() == ["stop"]
    assert stocked(":clear", "24B06").id == "sell.added"
    sunday.move_to(moment(0, 0, 25))
    assert stocked(":finish").id == "sell.best_before_passed"
    assert stocked("", ":finish").id == "sell.paid"


def test_the_check_opens_by_itself_once_a_day(stocked: Counter, sunday: time_machine.Traveller) -> None:
    session = stocked.desk.session
    assert Desk(session).opening().job == "dates"
    assert Desk(session).opening().job == "sell"
    sunday.move_to(moment(8, 0, 23))
    assert Desk(session).opening(checks_dates=False).job == "sell"
    assert Desk(session).opening().job == "dates"


def test_both_tills_take_the_same_claim_in(
    tills: tuple[Counter, Counter], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = tills
    first(shops.SERIAL, ":finish", f":claim {shops.SERIAL}", "1")
    seen = open_for(first.desk.session, shops.unit(first.desk.session, shops.SERIAL).id)
    assert seen is not None
    second(f":claim {shops.SERIAL}", "T")
    monkeypatch.setattr(claim_steps, "claim_of", lambda *_: seen)
    with pytest.raises(NotNow, match="another till was quicker"):
        claim_steps.take_in(first.desk.session, new_request_id(), seen.id)
    assert findings(first.desk.session) == []


def test_one_till_hands_back_what_the_other_asks_about(tills: tuple[Counter, Counter]) -> None:
    first, second = tills
    first(shops.SERIAL, ":finish", f":claim {shops.SERIAL}", "1T", "V")
    second(f":claim {shops.SERIAL}", "DH")
    late = first("@Volta, V-8841")
    assert (late.id, late.sentence) == ("claim.not_now", "W-000001 is closed: sent is not next")
    assert first("-").sentence.startswith("W-000001 closed")


def test_both_tills_open_a_claim_for_one_unit(tills: tuple[Counter, Counter]) -> None:
    first, second = tills
    first(shops.SERIAL, ":finish", f":claim {shops.SERIAL}")
    second(f":claim {shops.SERIAL}", "1")
    late = first("1")
    assert (late.id, "W-000001" in late.text) == ("claim.open_already", True)


def test_both_tills_scan_what_the_supplier_sent(tills: tuple[Counter, Counter]) -> None:
    first, second = tills
    first(shops.SERIAL, ":finish", f":claim {shops.SERIAL}", "1", "V", "", "BX")
    second(f":claim {shops.SERIAL}", "BX", "356938035641217", "H")
    assert first("356938035641217").id in ("claim.not_now", "claim.shown")
    assert findings(first.desk.session) == []
    assert second(":return", "356938035641217", "FQM").sentence.startswith("RT-000001  give back 399.00")
