"""The print queue as the counter meets it: a sale never waits for a printer, and no paper comes out twice."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine

from shopstock.jobs import print_worker
from shopstock.jobs.print_worker import Outcome, Task, Worker
from shopstock.jobs.session import Session
from shopstock.store.shop import set_setting
from tests import shops
from tests.desk.counter import Counter
from tests.desk.printing_counter import (
    SECONDS,
    cost,
    printing_at,
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


# A sale and its receipt


def test_a_sale_has_its_receipt_afterwards(counter: Counter, printer: NetPrinter) -> None:
    receipt = sell(counter)
    assert printer.lines == 0, "no printer is touched inside the entry"
    turn(counter)
    assert titles(printer) == [receipt]
    assert "COPY" not in printer.papers[0]
    assert counter(":prints").id == "prints.none"


def test_a_shop_without_a_printer_is_asked_nothing(session: Session, counter: Counter) -> None:
    """Not one statement more for a sale; with a printer exactly one, whatever the printer does."""
    without = Counter(shops.open_session_at(session, "Till 2"))
    without("CAB", ":finish")
    without("CAB")
    plain = cost(without, ":finish")
    counter("CAB", ":finish")
    counter("CAB")
    assert cost(counter, ":finish") == plain + 1
    turn(counter)
    without(":settings printer.receipts never")
    counter.desk.printing.read_setup()
    counter(":sell", "CAB")
    assert cost(counter, ":finish") == plain


@pytest.mark.parametrize("mode", ["works", "off", "full", "torn", "slow", "deaf"])
def test_a_sale_asks_the_same_whatever_the_printer_does(
    counter: Counter, printer: NetPrinter, mode: str
) -> None:
    sell(counter)
    turn(counter)
    counter("CAB")
    usual = cost(counter, ":finish")
    printer.be(mode)
    set_setting(counter.desk.session.store, "printer.timeout@1", "0.2")
    turn(counter)
    for _ in range(3):
        counter("CAB")
        assert cost(counter, ":finish") == usual
        counter.desk.background()


def test_nothing_that_an_entry_does_waits_for_the_thread(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The printing thread stands still in the middle of a paper; sales, looks and all else go on."""
    began, may_end = threading.Event(), threading.Event()

    def stuck(self: Worker, task: Task) -> Outcome:
        began.set()
        assert may_end.wait(SECONDS)
        return Outcome(task.job_id, "done")

    monkeypatch.setattr(Worker, "_tried", stuck)
    first = sell(counter)
    counter.desk.background()
    assert began.wait(SECONDS)
    others = [sell(counter) for _ in range(3)]
    counter.desk.background()
    counter.desk.background()
    assert states(counter) == [(first, "sending"), *((other, "waiting") for other in others)]
    may_end.set()
    settle(counter)
    assert states(counter) == []


def test_what_was_undone_is_not_printed(counter: Counter, printer: NetPrinter) -> None:
    sell(counter)
    kept = sell(counter)
    assert counter("CAB", ":finish", ":undo").id == "sell.voided"
    settle(counter)
    assert titles(printer) == ["R1-000001", kept]


def test_a_repeated_request_has_one_receipt(counter: Counter, printer: NetPrinter) -> None:
    """The till died after the commit and before the answer: the basket comes back and is paid once more."""
    counter("CAB")
    basket = counter.desk.modes["sell"].state
    counter(":finish")
    counter.desk.modes["sell"].state = basket
    counter(":finish")
    settle(counter)
    assert titles(printer) == ["R1-000001"]


# A printer that is off, slow, full or gone


def test_a_printer_that_is_off_is_said_and_tried_again(
    counter: Counter, printer: NetPrinter, sunday: time_machine.Traveller
) -> None:
    printer.be("off")
    first, second = sell(counter), sell(counter)
    assert counter.desk.frame().alarm == ""
    turn(counter)
    assert counter.desk.frame().alarm == "! 2 to print :prints"
    assert states(counter) == [(first, "waiting"), (second, "waiting")]
    answer = counter(":prints")
    assert answer.sentence == "2 papers wait: 127.0.0.1: connection refused"
    printer.be("works")
    turn(counter)
    assert printer.lines == 0, "it waits a little before it tries again"
    sunday.shift(60)
    settle(counter)
    assert titles(printer) == [first, second]
    assert counter.desk.frame().alarm == ""


def test_the_pause_grows_and_ends_where_the_clock_is_set_back(
    counter: Counter, printer: NetPrinter, sunday: time_machine.Traveller
) -> None:
    printer.be("off")
    sell(counter)
    tries = []
    for _ in range(200):
        turn(counter)
        tries.append(counter.desk.printing.jobs[0].tries)
        sunday.shift(1)
    assert tries[-1] == 7, "after 2, 4, 8, 16, 32, 64 seconds, then every two minutes"
    sunday.shift(-86_400)
    turn(counter)
    assert counter.desk.printing.jobs[0].tries == 8


def test_a_person_who_says_print_is_not_kept_waiting(counter: Counter, printer: NetPrinter) -> None:
    printer.be("off")
    receipt = sell(counter)
    turn(counter)
    printer.be("works")
    assert counter(":prints", "P").id == "prints.again"
    settle(counter)
    assert titles(printer) == [receipt]


@pytest.mark.parametrize("mode", ["full", "torn"])
def test_what_may_have_come_out_is_never_printed_by_itself(
    counter: Counter, printer: NetPrinter, sunday: time_machine.Traveller, mode: str
) -> None:
    set_setting(counter.desk.session.store, "printer.timeout@1", "0.2")
    printer.be(mode)
    receipt = sell(counter)
    turn(counter)
    printer.be("works")
    sunday.shift(3600)
    settle(counter)
    assert (printer.papers, states(counter)) == ([], [(receipt, "unsure")])
    assert counter.desk.frame().alarm == "! 1 to print :prints"
    answer = counter(":prints")
    assert (answer.state, answer.id) == ("ASK", "prints.unsure")
    assert (
        answer.first_line == f"ASK  {receipt} may have come out: look  P print again  K it came out  D drop"
    )
    row = f"  1 {receipt}  receipt of 22 Nov 09:14  may have come out at {printer.address}: 127.0.0.1"
    assert answer.more[0].startswith(row)
    answer = counter("P")
    assert answer.sentence == f"{receipt} is printed now, marked COPY"
    settle(counter)
    assert titles(printer) == [receipt]
    assert "COPY" in printer.papers[0], "there may be an original: there are never two"


def test_a_paper_that_came_out_is_done_with_a_letter(counter: Counter, printer: NetPrinter) -> None:
    set_setting(counter.desk.session.store, "printer.timeout@1", "0.2")
    printer.be("deaf")
    first, second = sell(counter), sell(counter)
    turn(counter)
    counter(":prints", "2P")
    turn(counter)
    assert states(counter) == [(first, "unsure"), (second, "unsure")]
    counter(":prints")
    assert counter("2K").sentence == f"{second} came out, nothing more is printed of it"
    assert counter("K").id == "prints.came_out"
    assert states(counter) == []
    assert titles(printer) == [first, second]


def test_papers_go_on_after_one_that_is_unsure(
    counter: Counter, printer: NetPrinter, sunday: time_machine.Traveller
) -> None:
    printer.be("torn")
    first = sell(counter)
    turn(counter)
    printer.be("works")
    second = sell(counter)
    sunday.shift(60)
    settle(counter)
    assert titles(printer) == [second]
    assert states(counter) == [(first, "unsure")]


def test_what_is_dropped_is_not_printed(counter: Counter, printer: NetPrinter) -> None:
    printer.be("off")
    first, second = sell(counter), sell(counter)
    turn(counter)
    assert counter(":prints", "D").id == "prints.which_row"
    assert counter("1D").sentence == f"{first} is dropped, nothing of it is printed"
    assert counter("2P").id == "prints.which_row"
    printer.be("works")
    counter("P")
    settle(counter)
    assert titles(printer) == [second]


def test_a_letter_that_does_not_fit_the_row_is_refused(counter: Counter, printer: NetPrinter) -> None:
    printer.be("off")
    receipt = sell(counter)
    turn(counter)
    answer = counter(":prints", "K")
    assert answer.sentence == f"{receipt} has not been printed yet"
    assert states(counter) == [(receipt, "waiting")]


def test_the_program_that_meets_a_fault_while_printing_says_so(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thread that ends with a fault leaves no paper behind that nobody knows of."""

    class Fault(Exception):
        """Nothing that anyone foresaw."""

    def fails(*_: object) -> None:
        raise Fault

    monkeypatch.setattr(threading, "excepthook", lambda _: None)
    monkeypatch.setattr(print_worker, "address_of", fails)
    receipt = sell(counter)
    counter.desk.background()
    thread = counter.desk.printing._worker._thread  # type: ignore[union-attr]
    assert thread is not None
    thread.join(SECONDS)
    counter.desk.background()
    assert counter(":prints").sentence == "1 paper waits: a fault in the program"
    assert states(counter) == [(receipt, "waiting")]


def test_a_folder_that_is_gone_is_said_and_filled_when_it_is_back(counter: Counter, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    counter(f":settings printer.receipt file:{folder}")
    first, second = sell(counter), sell(counter)
    turn(counter)
    assert counter(":prints").sentence.endswith("no such file or directory")
    folder.mkdir()
    counter("P")
    settle(counter)
    assert sorted(path.name for path in folder.iterdir()) == [f"{first}.txt", f"{second}.txt"]
