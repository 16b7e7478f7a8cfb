"""The print queue later: another till, another day, another life of the program, and a paper once more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine

from shopstock import clock
from shopstock.desk.answer import Parting
from shopstock.desk.desk import Desk
from shopstock.jobs import printing
from shopstock.jobs.print_worker import Outcome, Task, Worker
from shopstock.jobs.session import Session
from shopstock.store.engine import ServerAway
from tests import shops
from tests.desk.counter import Counter
from tests.desk.printing_counter import (
    SECONDS,
    printing_at,
    restarted,
    sell,
    settle,
    states,
    titles,
    turn,
)
from tests.printers import NetPrinter, net_printer

pytestmark = pytest.mark.conversation


@pytest.fixture
def printer() -> Iterator[NetPrinter]:
    """A printer on the network that works."""
    with net_printer() as made:
        yield made


@pytest.fixture
def counter(session: Session, printer: NetPrinter) -> Counter:
    """A counter with cables and that printer."""
    return printing_at(session, printer)


# Another till, another day, another life


def test_each_till_prints_its_own(session: Session, counter: Counter, printer: NetPrinter) -> None:
    with net_printer() as other_printer:
        other = Counter(shops.open_session_at(session, "Till 2"))
        other(f":settings printer.receipt {other_printer.address}", ":settings printer.receipt_form text")
        mine, theirs = sell(counter), sell(other)
        settle(counter)
        assert (titles(printer), other_printer.papers) == ([mine], [])
        assert states(other) == [(theirs, "waiting")]
        settle(other)
        assert (len(printer.papers), len(other_printer.papers)) == (1, 1)


def test_a_restart_prints_what_waits_and_asks_what_was_being_sent(
    counter: Counter, printer: NetPrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Worker, "put", lambda _self, _task: None)  # the program dies right after the mark
    first, second = sell(counter), sell(counter)
    counter.desk.background()
    monkeypatch.undo()
    again = restarted(counter)
    settle(again)
    assert titles(printer) == [second]
    assert states(again) == [(first, "unsure")]
    assert "the program broke off while it was printed" in again(":prints").text


def test_a_program_that_was_taken_for_dead_knows_better(counter: Counter, printer: NetPrinter) -> None:
    receipt = sell(counter)
    counter.desk.background()
    other = restarted(counter)
    other.desk.background()
    assert states(other) == [(receipt, "unsure")]
    settle(counter)
    assert (states(other), titles(printer)) == ([], [receipt])


def test_a_mark_whose_commit_was_not_heard_of_is_asked_about(
    counter: Counter, printer: NetPrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server goes away in the middle of the commit: nobody knows whether it was made, and nothing was sent."""
    mark = printing.mark_sending

    def unheard(*given: Any) -> bool:
        mark(*given)
        raise ServerAway("the server does not answer")

    receipt = sell(counter)
    monkeypatch.setattr(printing, "mark_sending", unheard)
    counter.desk.background()
    monkeypatch.undo()
    assert counter.desk.background() is False, "a server that is away is left alone"
    other = sell(counter)
    settle(counter)
    assert titles(printer) == [other]
    assert states(counter) == [(receipt, "unsure")]


def test_an_outcome_is_kept_until_it_can_be_written(
    counter: Counter, printer: NetPrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise ServerAway("the server does not answer")

    receipt = sell(counter)
    counter.desk.background()
    assert counter.desk.printing.wait(SECONDS)
    with monkeypatch.context() as patched:
        patched.setattr(printing, "settle", away)
        counter.desk.background()
    assert states(counter) == [(receipt, "sending")]
    counter("?CAB")
    settle(counter)
    assert (titles(printer), states(counter)) == ([receipt], [])


def test_yesterdays_papers_are_asked_about(
    counter: Counter, printer: NetPrinter, sunday: time_machine.Traveller
) -> None:
    printer.be("off")
    old = [sell(counter), sell(counter)]
    turn(counter)
    sunday.shift(86_400)
    again = restarted(counter)
    printer.be("works")
    new = sell(again)
    settle(again)
    assert titles(printer) == [new]
    assert again.desk.frame().alarm == "! 2 to print :prints"
    answer = again(":prints")
    assert answer.first_line == "ASK  2 papers of yesterday wait  P print  D drop"
    assert states(again) == [(old[0], "held"), (old[1], "held")]
    again(":prints", "1D")
    assert again("P").sentence == f"{old[1]} is printed now"
    settle(again)
    assert titles(printer) == [new, old[1]]
    assert states(again) == []


def test_a_paper_of_this_evening_is_printed_after_midnight(
    counter: Counter, printer: NetPrinter, sunday: time_machine.Traveller
) -> None:
    sunday.move_to("2026-11-22T22:59:50+00:00")
    night = Counter(counter.desk.session)
    receipt = sell(night)
    sunday.shift(20)
    settle(night)
    assert titles(printer) == [receipt]


def test_a_printer_that_was_off_all_night_asks_in_the_morning(
    counter: Counter, printer: NetPrinter, sunday: time_machine.Traveller
) -> None:
    printer.be("off")
    receipt = sell(counter)
    turn(counter)
    sunday.shift(86_400)
    printer.be("works")
    settle(counter)
    assert (printer.papers, states(counter)) == ([], [(receipt, "held")])


def test_another_till_that_writes_is_not_waited_for(shop_file: Path, printer: NetPrinter) -> None:
    """The queue comes back at the next look; with five seconds of patience the counter would stand still."""
    with shops.opened(shop_file, wait_seconds=60) as session, shops.opened(shop_file, till="Till 2") as other:
        shops.take_in(session, shops.CABLE, "5")
        counter = Counter(session)
        counter(f":settings printer.receipt {printer.address}", ":settings printer.receipt_form text")
        receipt = sell(counter)
        with other.store.transaction():
            counter.desk.background()
            assert states(counter) == [(receipt, "waiting")]
            assert printer.lines == 0
        counter.desk.background()
        assert counter.desk.printing.wait(SECONDS)
        with other.store.transaction():
            counter.desk.background()
        counter.desk.background()
        assert (titles(printer), states(counter)) == ([receipt], [])


# Closing


def test_closing_prints_what_is_due_and_says_what_waits(counter: Counter, printer: NetPrinter) -> None:
    receipts = [sell(counter) for _ in range(3)]
    assert counter.desk.close() == Parting()
    assert titles(printer) == receipts


def test_closing_tries_a_printer_that_is_off_once(
    session: Session, counter: Counter, printer: NetPrinter
) -> None:
    printer.be("off")
    sell(counter)
    sell(counter)
    assert counter.desk.close() == Parting("2 papers to print, see :prints", trouble=True)


def test_closing_begins_nothing_late_and_waits_for_what_it_began(
    counter: Counter, printer: NetPrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = sell(counter), sell(counter)
    tried, ticks = Worker._tried, iter((0.0, 0.0, 99.0))

    def slow(self: Worker, task: Task) -> Outcome:
        monkeypatch.setattr(clock, "ticks", lambda: 99.0)
        return tried(self, task)

    monkeypatch.setattr(clock, "ticks", lambda: next(ticks))
    monkeypatch.setattr(Worker, "_tried", slow)
    assert counter.desk.printing.drain().text == "1 paper to print, see :prints"
    assert titles(printer) == [first]
    assert states(counter) == [(second, "waiting")]


# On the screen, and again


def test_the_last_paper_once_more_is_a_copy(counter: Counter, printer: NetPrinter) -> None:
    first, second = sell(counter), sell(counter)
    settle(counter)
    assert counter(":print").sentence == f"{second} goes to the printer"
    assert counter(f":print #{first}").id == "print.queued"
    assert counter(f":print {first}").id == "print.already_waits"
    settle(counter)
    assert titles(printer) == [first, second, second, first]
    assert ["COPY" in paper for paper in printer.papers] == [False, False, True, True]


def test_what_was_never_printed_is_no_copy(counter: Counter, printer: NetPrinter) -> None:
    """It counts when the bytes go out, not when somebody asks."""
    counter(":settings printer.receipts never")
    receipt = sell(counter)
    settle(counter)
    assert printer.papers == []
    counter(":print")
    settle(counter)
    assert titles(printer) == [receipt]
    assert "COPY" not in printer.papers[0]


def test_without_a_printer_it_is_shown(session: Session) -> None:
    shops.take_in(session, shops.CABLE, "5")
    counter = Counter(session)
    assert counter(":print").id == "print.no_paper"
    receipt = sell(counter)
    answer = counter(":print")
    assert answer.id == "print.shown"
    assert receipt in answer.text
    assert any("Cable USB-C" in line for line in answer.view.as_json()["lines"])
    assert counter(":print #R1-000099").id == "print.no_paper"
    assert counter(":print nonsense of two").id == "input.unreadable"
    assert counter(":prints").id == "prints.none"


def test_after_a_restart_the_last_paper_is_still_known(counter: Counter, printer: NetPrinter) -> None:
    sell(counter)
    last = sell(counter)
    settle(counter)
    assert restarted(counter)(":print").sentence.startswith(last)


def test_ask_offers_a_key_after_the_sale_only(counter: Counter, printer: NetPrinter) -> None:
    counter(":settings printer.receipts ask", ":sell")
    answer = counter("CAB", ":finish")
    assert answer.first_line == "SAVED R1-000001  9.90 paid  P receipt  F12 void"
    settle(counter)
    assert printer.papers == []
    assert counter("p").id == "print.queued"
    assert counter("p").id != "print.queued", "only right after the sale"
    settle(counter)
    assert titles(printer) == ["R1-000001"]


def test_a_product_called_p_is_asked_about(counter: Counter) -> None:
    counter(":item sku=P name=Pencil tracking=none price=1.00", ":settings printer.receipts ask", ":sell")
    assert counter("P").id != "desk.which_one"
    counter(":clear")
    counter("CAB", ":finish")
    answer = counter("P")
    assert (answer.state, answer.id) == ("ASK", "desk.which_one")
    assert counter("1").id == "print.queued"


def test_an_open_question_stays_open(counter: Counter) -> None:
    counter(":item sku=P name=Pencil tracking=none price=1.00", ":settings printer.receipts ask", ":sell")
    counter("CAB", ":finish", "CAB", ":finish")
    assert counter("P").id == "desk.which_one"
    assert counter(":print #R1-000001").id == "print.queued"
    assert counter("1").sentence.startswith("R1-000002")


def test_an_auditor_prints_nothing_and_sees_all(counter: Counter, printer: NetPrinter) -> None:
    printer.be("off")
    sell(counter)
    turn(counter)
    counter(":staff add Ada auditor", ":staff Ada")
    for entry in (":print", "P", "D"):
        counter(":prints")
        assert counter(entry).id == "staff.reads_only"
    assert len(states(counter)) == 1


def test_a_scan_goes_on_where_one_was(counter: Counter) -> None:
    assert counter(":prints", "CAB").id == "sell.added"
    assert counter(":receive", ":prints", "CAB").job == "receive"


def test_a_paper_waits_where_its_printer_was_taken_away(counter: Counter, printer: NetPrinter) -> None:
    receipt = sell(counter)
    counter(":settings printer.receipt none")
    settle(counter)
    assert counter.desk.frame().alarm == "! 1 to print :prints"
    assert counter(":prints").sentence == "1 paper waits: no printer: :settings printer.receipt"
    counter(f":settings printer.receipt {printer.address}")
    settle(counter)
    assert titles(printer) == [receipt]


def test_a_desk_that_printed_nothing_loads_nothing_of_it() -> None:
    from tests.test_architecture import _loaded_by

    selling = (
        "from tests import shops; from shopstock.desk.desk import Desk; session = shops.shop_in_memory(); "
        "shops.take_in(session, 'CAB', '2'); desk = Desk(session); desk.enter('CAB'); desk.enter(':finish'); "
        "desk.background(); assert desk.last_id == 'sell.paid'"
    )
    loaded = _loaded_by(selling)
    assert "shopstock.desk.printing" in loaded
    slow = {"print_worker", "printers", "printers_net", "print_papers"}
    assert not loaded & {f"shopstock.jobs.{name}" for name in slow}


def test_old_papers_go_after_a_month(counter: Counter, sunday: time_machine.Traveller) -> None:
    def rows() -> int:
        return int(counter.desk.session.store.db.execute_sql("SELECT count(*) FROM print_job").fetchone()[0])

    sell(counter)
    settle(counter)
    sunday.shift(29 * 86_400)
    Desk(counter.desk.session).background()
    assert rows() == 1
    sunday.shift(2 * 86_400)
    Desk(counter.desk.session).background()
    assert rows() == 0
