"""Closing the day at the desk: a float, a blind count, the difference, a paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from shopstock.desk.desk import Desk
from shopstock.jobs.demo import build_demo
from shopstock.jobs.setup import open_session
from shopstock.papers.seals import read_back
from shopstock.store import engine
from tests import shops
from tests.books import unsound
from tests.desk.counter import Counter, ledger

pytestmark = pytest.mark.conversation

COUNT_200 = ("2*100", ":finish")


@pytest.fixture
def opened(stocked: Counter) -> Counter:
    """A counter whose drawer is open with 200.00."""
    stocked(":cash", "200", ":sell")
    return stocked


def result(counter: Counter) -> dict[str, object]:
    """What the finished count shows."""
    found = counter.view()["result"]
    assert isinstance(found, dict)
    return found


def current(counter: Counter) -> object:
    """The face that is asked for."""
    view = counter.view()
    return view["faces"][view["current"]]["face"]


def test_the_day_of_a_till(stocked: Counter) -> None:
    asked = stocked(":cash")
    assert (asked.id, asked.sentence) == ("cash.which_float", "float in the drawer of Till 1?")
    assert stocked("200").text == "SAVED D1-000001  Till 1 is open with 200.00  C count"
    stocked(":sell", "CAB", ":finish 50", "GOUDA", ":finish card")
    assert stocked(":cash in 50 change from the bank").text.startswith(
        "SAVED D1-000002  50.00 put in: change"
    )
    assert stocked(":cash out 20 window cleaner").text.startswith("SAVED D1-000003  20.00 taken out: window")
    assert stocked(":cash").text == (
        "OK   session 1 is open since 09:14, Owner: 2 sales  C count  R report so far"
    )
    assert stocked("C").text == "OK   count the drawer. How many 500.00?  F9 finish"
    stocked("", "", "1", "2")
    assert stocked("1").text == "OK   1 x 20.00 = 20.00. How many 10.00?  F9 finish"
    assert stocked("1", "1", "2", "", "", "", "8").sentence == "8 x 0.10 = 0.80. How many 0.05?"
    assert stocked(":finish").text == "ASK  total of the card terminal?  Enter not at hand  - back"
    said = stocked("12.80")
    assert said.sentence == "expected 239.90, counted 239.80: short 0.10. Float kept?"
    assert stocked("").sentence == "short 0.10, 200.00 stays, 39.80 to the safe"
    done = stocked("")
    assert done.text.splitlines()[0] == "SAVED Z1-000001  Till 1 is closed, short 0.10  P print"
    assert "Z report Z1-000001" in done.text
    assert unsound(stocked.desk.session) == []
    assert stocked(":cash").text == "ASK  float in the drawer of Till 1?  Enter 200.00, as kept"
    assert stocked("").sentence == "D1-000004  Till 1 is open with 200.00"


def test_nobody_has_to_open_a_drawer(stocked: Counter) -> None:
    assert stocked("CAB", ":finish").id == "sell.paid"
    asked = stocked(":cash count")
    assert asked.sentence == "1 sale so far. The float before them?"
    stocked("100", "C", "109*1", "90*0.01", ":finish")
    assert result(stocked)["difference"] == "0.00"


def test_enter_opens_no_first_drawer(stocked: Counter) -> None:
    assert stocked.ids(":cash", "", "", "") == ["cash.which_float"] * 4
    assert ledger(stocked.desk.session)["drawer"] == 0


def test_a_float_that_is_not_what_was_kept_is_said(opened: Counter) -> None:
    opened(":cash", "C", *COUNT_200, "150", "")
    assert (
        opened(":cash", "138").sentence == "D1-000002  Till 1 is open with 138.00, 12.00 less than was kept"
    )


def test_the_count_is_blind(opened: Counter) -> None:
    opened("CAB", ":finish", ":cash", "C", "5")
    view = opened.view()
    assert (view["stage"], view["result"], view["counted"]) == ("count", None, "2500.00")
    for entry in ("R", ":cash report"):
        refused = opened(entry)
        assert (refused.state, refused.id) == ("STOP", "cash.blind")
    shown = str(opened.desk.frame()) + str(opened.desk.aside())
    assert "209.90" not in shown
    assert "9.90" not in shown, "the side pane tells no takings"


def test_the_card_total_is_asked_blind(opened: Counter) -> None:
    opened("CAB", ":finish card", ":cash", "C", *COUNT_200)
    assert opened.view()["result"] is None
    assert opened("9.80").id == "cash.which_float_kept"
    assert {k: v for k, v in result(opened).items() if k.startswith("card")} == {
        "card_taken": "9.90", "card_said": "9.80", "card_difference": "-0.10",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "said"), [("", None), ("-5", "-5.00"), ("-0.50", "-0.50"), ("7,25", "7.25")]
)
def test_a_card_total_that_is_not_at_hand_or_below_nothing(
    opened: Counter, typed: str, said: str | None
) -> None:
    opened("CAB", ":finish card", ":cash", "C", *COUNT_200)
    opened(typed)
    assert result(opened)["card_said"] == said


def test_moving_about_in_the_count(opened: Counter) -> None:
    opened(":cash", "C")
    assert opened("-").id == "desk.nothing_open"
    opened("", "1")
    assert current(opened) == "100.00"
    opened("-")
    assert current(opened) == "200.00"
    opened("3")
    assert opened.view()["counted"] == "600.00", "typed over"
    opened("3*20")
    assert (current(opened), opened.view()["counted"]) == ("10.00", "660.00")
    opened("20.00*4")
    assert (current(opened), opened.view()["counted"]) == ("10.00", "680.00")
    opened("0.05")
    assert current(opened) == "0.05", "a face jumps to itself"
    for nonsense in ("3*7", "3*", "2.5*20"):
        assert opened(nonsense).state == "STOP"
    assert opened("9999999").state != "SAVED"
    assert opened.view()["counted"] == "680.00"


def test_the_last_face_and_the_end(opened: Counter) -> None:
    opened(":cash", "C", "", "", "2")
    asked = opened(*[""] * 12)
    assert (asked.id, asked.sentence) == ("cash.counted", "200.00 counted, all seen")
    assert opened("5").state == "STOP"
    assert opened("").id == "cash.which_float_kept"


def test_enter_enter_skips_and_never_ends_a_count_by_accident(opened: Counter) -> None:
    assert opened.ids(":cash", "C", "", "", "", "") == ["cash.open"] + ["cash.counting"] * 5
    assert opened(":finish").id == "cash.not_counted"
    assert opened("0", ":finish").id == "cash.which_reason", "none of them, said so"


def test_a_scan_while_counting_is_looked_up(opened: Counter) -> None:
    opened(":cash", "C", "1")
    assert opened(shops.OAT_BARCODE).view.as_json()["kind"] == "product"
    assert opened.view()["counted"] == "500.00"


def test_a_reason_above_the_tolerance(opened: Counter) -> None:
    asked = opened(":cash", "C", "190*1", ":finish")
    assert (asked.id, asked.sentence) == (
        "cash.which_reason", "expected 200.00, counted 190.00: short 10.00. Why?",
    )  # fmt: skip
    assert opened("").id == "cash.which_reason", "a reason is not skipped"
    assert opened("a note for the baker").id == "cash.which_float_kept"
    assert opened("190.01").state == "STOP"
    assert opened("").id == "cash.sign"
    assert opened.view()["result"]["kept"] == "190.00"
    assert opened("-", "-").id == "cash.which_reason"
    assert "because: a note for the bank" in opened("a note for the bank", "100", "").text


def test_counting_again_is_allowed_and_told(opened: Counter) -> None:
    opened(":cash", "C", "199*1", ":finish")
    again = opened("C")
    assert (again.id, opened.view()["result"]) == ("cash.counting", None)
    opened("200*1", ":finish")
    assert result(opened)["difference"] == "0.00"
    assert "counted 2 times" in opened("", "").text


def test_a_count_is_kept_while_another_job_is_open_and_over_a_crash(opened: Counter) -> None:
    opened(":cash", "C", "", "", "1", "1")
    opened(":sell", "CAB", ":finish", ":stock")
    assert opened(":cash").sentence == "the count goes on. How many 20.00?"
    restarted = Counter(opened.desk.session)
    assert restarted(":cash").sentence == "the count goes on. How many 20.00?"
    assert restarted.view()["counted"] == "150.00"
    assert restarted.view()["waiting"] == ["9.90 came in while you count: look again"]


def test_a_sale_between_the_count_and_the_signature_asks_for_another_count(opened: Counter) -> None:
    opened(":cash", "C", *COUNT_200, "", ":sell", "CAB", ":finish", ":cash")
    refused = opened("")
    assert (refused.state, refused.id) == ("STOP", "cash.moved")
    assert ledger(opened.desk.session)["drawer"] == 1
    opened("C", "9*1", "9*0.10", ":finish")
    assert result(opened)["difference"] == "0.00"
    assert opened("", "").id == "cash.closed"


def test_clear_drops_a_count_and_undo_brings_it_back(opened: Counter) -> None:
    opened(":cash", "C", "1")
    assert opened(":clear").sentence == "the count is dropped, nothing was closed"
    assert opened.view()["stage"] == "open"
    opened(":undo")
    assert opened.view()["counted"] == "500.00"
    opened(":undo")
    assert opened.view()["counted"] == "0.00"


def test_what_happened_to_the_drawer_is_not_undone(opened: Counter) -> None:
    assert opened(":cash in 5 coins").state == "SAVED"
    refused = opened(":undo")
    assert (refused.id, refused.state) == ("cash.stays", "STOP")
    assert ledger(opened.desk.session)["drawer"] == 2


@pytest.mark.parametrize(
    "entry",
    [
        ":cash in", ":cash in 5", ":cash out 5", ":cash in abc why", ":cash in 0 why", ":cash out -5 why",
        ":cash in 5.555 w", ":cash report 7", ":cash report R1-1", ":cash report x",
    ],
)  # fmt: skip
def test_commands_that_say_too_little(opened: Counter, entry: str) -> None:
    before = ledger(opened.desk.session)
    assert opened(entry).state == "STOP"
    assert ledger(opened.desk.session) == before


def test_money_moves_only_in_an_open_drawer(stocked: Counter) -> None:
    assert stocked(":cash in 5 coins").id == "cash.not_opened"
    assert stocked(":cash report").id == "cash.no_report"


def test_what_should_not_be_forgotten(opened: Counter) -> None:
    opened("CAB", ":park", "GOUDA", ":cash")
    assert opened.view()["waiting"] == [
        "a basket is open at this till: F2",
        "1 parked sale is carried over: F8",
    ]
    paper = opened("C", *COUNT_200, "", "").text
    assert "parked, carried over" in paper


def test_the_tolerance_is_set_here(opened: Counter) -> None:
    assert opened(":cash tolerance").sentence == "a difference up to 5.00 needs no reason"
    assert opened(":cash tolerance 0.50").state == "SAVED"
    assert opened(":cash", "C", "199*1", ":finish").id == "cash.which_reason"


def test_the_report_so_far_closes_nothing(opened: Counter) -> None:
    opened("CAB", ":finish", ":cash")
    report = opened("R")
    assert "X report, nothing is closed" in report.text
    assert report.view.as_json()["kind"] == "X"
    assert opened("").id == "cash.report"
    assert opened(":cash").id == "cash.open"
    assert ledger(opened.desk.session)["drawer"] == 1


def test_an_older_closing_is_shown_again(opened: Counter) -> None:
    first = opened(":cash", "C", *COUNT_200, "", "")
    opened(":cash", "", ":sell", "CAB", ":finish")
    again = opened(":cash report 1")
    assert again.view == first.view
    assert opened(":cash report Z1-000001").view == first.view


def test_a_letter_of_the_job_that_is_a_code_is_a_choice(opened: Counter) -> None:
    from shopstock.jobs.item import save_item

    save_item(opened.desk.session, {"sku": "C", "name": "Candle", "tracking": "none", "price": "1"})
    assert opened(":cash", "C").id == "desk.which_one"
    assert opened("1").id == "cash.counting"


def test_the_menu_opens_it(stocked: Counter) -> None:
    assert stocked(":menu", "X").id == "cash.which_float"


@pytest.fixture
def in_a_file(shop_file: Path) -> Iterator[Counter]:
    """A counter on a shop file, its drawer open with 200.00."""
    with shops.opened(shop_file) as session:
        shops.take_in(session, shops.CABLE, "3")
        counter = Counter(session)
        counter(":cash 200")
        yield counter


def test_a_report_is_printed_into_the_folder_beside_the_shop(in_a_file: Counter, shop_file: Path) -> None:
    done = in_a_file("C", *COUNT_200, "", "")
    assert in_a_file("P").sentence == "Z1-000001.txt is in corner-papers"
    paper = shop_file.with_name("corner-papers") / "Z1-000001.txt"
    text = paper.read_text()
    assert "Z report Z1-000001" in text
    heads = read_back(text)
    assert [head.till for head in heads] == ["R1"]
    assert (
        heads[0].hash
        == in_a_file.desk.session.store.db.execute_sql("SELECT hash FROM booking ORDER BY id DESC LIMIT 1")
        .fetchone()[0]
        .hex()
    )
    in_a_file("P")
    assert [file.name for file in paper.parent.iterdir()] == ["Z1-000001.txt"], "printed twice, written once"
    paper.write_text("somebody wrote here")
    assert in_a_file("P").sentence == "Z1-000001.2.txt is in corner-papers"
    assert paper.read_text() == "somebody wrote here"
    assert done.id == "cash.closed"


def test_a_shop_that_is_no_file_prints_into_the_data_folder(
    opened: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_, **__: tmp_path / "data")
    opened(":cash", "C", *COUNT_200, "", "")
    assert opened("P").sentence == "Z1-000001.txt is in Corner-papers"
    assert (tmp_path / "data" / "Corner-papers" / "Z1-000001.txt").exists()


def test_a_folder_that_cannot_be_written_is_said_and_nothing_is_lost(
    in_a_file: Counter, shop_file: Path
) -> None:
    shop_file.with_name("corner-papers").write_text("a file in the way")
    in_a_file("C", *COUNT_200, "", "")
    assert in_a_file("P").id == "paper.not_printed"
    assert in_a_file(":cash report 1").id == "cash.report"


def test_a_demo_shop_of_every_kind_is_counted_and_closed() -> None:
    store = engine.in_memory()
    build_demo(store, "grocery", shops.SUNDAY)
    with shops.on("2026-11-22"):
        counter = Counter(open_session(store))
        counter(":cash", "300", "C", "1*0.01", ":finish")
        while counter.desk.last_id == "cash.which_card":
            counter("")
        assert counter("ninety days at once", "", "").id == "cash.closed"
        assert unsound(counter.desk.session) == []
    store.close()


def test_plain_mode_prints_the_report(opened: Counter) -> None:
    text = opened(":cash", "C", *COUNT_200, "", "").text
    for words in ("DRAWER", "float at the opening", "THE LAST SEAL OF EVERY TILL", "R1:"):
        assert words in text
    assert isinstance(opened.desk, Desk)
