"""Printing from plain mode, at cash-up, and after a shop was put back or copied."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine

from shopstock.jobs.backups import back_up, restore
from shopstock.jobs.copy import copy_shop
from shopstock.jobs.session import Session
from shopstock.jobs.setup import open_session, open_store
from shopstock.store.address import Server
from shopstock.store.shop import set_setting
from tests import servers, shops
from tests.desk.counter import Counter
from tests.desk.printing_counter import sell, settle, states, titles, turn
from tests.printers import NetPrinter, net_printer

pytestmark = pytest.mark.conversation

PLAIN = [sys.executable, "-m", "shopstock", "--shop"]


@pytest.fixture
def printer() -> Iterator[NetPrinter]:
    """A printer on the network that works."""
    with net_printer() as made:
        yield made


def connect(session: Session, printer: NetPrinter) -> None:
    """This till prints there, as text."""
    set_setting(session.store, f"printer.receipt@{session.till.id}", printer.address)
    set_setting(session.store, f"printer.receipt_form@{session.till.id}", "text")


@pytest.fixture
def shop(shop_file: Path, printer: NetPrinter) -> Path:
    """A shop with cables whose till prints there."""
    with shops.opened(shop_file) as session:
        shops.take_in(session, shops.CABLE, "20")
        connect(session, printer)
    return shop_file


# Plain mode


def test_plain_mode_prints_at_the_end_of_its_input(shop: Path, printer: NetPrinter) -> None:
    done = subprocess.run(
        [*PLAIN, str(shop), "plain", "--json"], input=b"CAB\n:finish\nCAB\n:finish", capture_output=True
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["sell.added", "sell.paid"] * 2
    assert titles(printer) == ["R1-000001", "R1-000002"]


def test_plain_mode_prints_while_nobody_types(shop: Path, printer: NetPrinter) -> None:
    """A person at a terminal, or a program at the other end of a pipe, gets the receipt at once."""
    with subprocess.Popen(
        [*PLAIN, str(shop), "plain"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as plain:
        assert plain.stdin is not None
        assert plain.stdout is not None
        for n in (1, 2):
            plain.stdin.write("CAB\n:finish\n")
            assert plain.stdout.readline().startswith("OK")
            assert "9.90 paid" in plain.stdout.readline()
            printer.has_printed(n)
        plain.stdin.close()
    assert titles(printer) == ["R1-000001", "R1-000002"]


def test_plain_mode_says_what_it_could_not_print(shop: Path, printer: NetPrinter) -> None:
    printer.be("off")
    done = subprocess.run([*PLAIN, str(shop), "plain"], input=b"CAB\n:finish\n", capture_output=True)
    assert (done.returncode, done.stdout.count(b"\n")) == (0, 2)
    assert b"shopstock: 1 paper to print, see :prints" in done.stderr


def test_a_long_input_is_answered_without_a_printer_in_between(shop: Path, printer: NetPrinter) -> None:
    """What was typed ahead is never kept waiting: all is answered while the printer stands still."""
    printer.be("full")
    with shops.opened(shop) as session:
        set_setting(session.store, f"printer.timeout@{session.till.id}", "1")
    sent = b"CAB\n:finish\n" * 10
    done = subprocess.run([*PLAIN, str(shop), "plain"], input=sent, capture_output=True)
    assert done.stdout.count(b"9.90 paid") == 10
    assert printer.lines <= 1, "one was tried, at the end"
    assert b"10 papers to print" in done.stderr


# Cash-up


@pytest.fixture
def counter(session: Session, printer: NetPrinter) -> Counter:
    """A counter with an open drawer and that printer."""
    shops.take_in(session, shops.CABLE, "20")
    connect(session, printer)
    made = Counter(session)
    made(":cash", "100")
    return made


def test_a_day_report_goes_to_the_printer(counter: Counter, printer: NetPrinter) -> None:
    assert counter(":cash report", "P").id == "cash.printed"
    counter(":cash", "C", "1*100", ":finish")
    assert counter("", "").id == "cash.closed"
    assert counter("P").sentence == "Z1-000001 goes to the printer"
    assert counter("P").id == "print.already_waits"
    settle(counter)
    assert counter("P").id == "cash.printed"
    settle(counter)
    assert ["X report" in paper for paper in printer.papers] == [True, False, False]
    assert ["COPY" in paper for paper in printer.papers] == [False, False, True]


# Returns


def test_who_gets_money_back_gets_a_paper(counter: Counter, printer: NetPrinter) -> None:
    shops.take_in_serials(counter.desk.session, shops.SERIAL)
    counter(":sell", shops.SERIAL, ":finish")
    answer = counter(":return", shops.SERIAL, "FQM")
    assert answer.id == "return.saved"
    settle(counter)
    assert len(printer.papers) == 2
    assert answer.sentence.split()[0] in printer.papers[1]


@pytest.mark.parametrize(("minutes", "opens"), [(0, True), (5, False)])
def test_a_receipt_that_comes_out_late_opens_no_drawer(
    counter: Counter, printer: NetPrinter, sunday: time_machine.Traveller, minutes: int, opens: bool
) -> None:
    """The drawer would open in front of whoever stands there when the printer is switched on again."""
    counter(":settings printer.drawer on", ":settings printer.receipt_form escpos")
    sell(counter)
    sunday.shift(minutes * 60)
    settle(counter)
    assert ("\x1bp" in printer.papers[0]) is opens


# A shop that was put back, or copied


def test_what_waited_in_a_backup_is_asked_about(
    shop: Path, printer: NetPrinter, sunday: time_machine.Traveller
) -> None:
    """It was printed after the backup was made: put back, it would come out a second time."""
    printer.be("off")
    with shops.opened(shop) as session:
        counter = Counter(session)
        receipt = sell(counter)
        turn(counter)
        made = back_up(session)
        printer.be("works")
        counter.desk.printing.hurry()
        settle(counter)
    assert titles(printer) == [receipt]
    restore(shop, made.path)
    with shops.opened(shop) as session:
        counter = Counter(session)
        settle(counter)
        assert states(counter) == [(receipt, "unsure")]
        assert "put back to an earlier hour" in counter(":prints").text
    assert titles(printer) == [receipt]


def test_a_copy_of_the_shop_prints_nothing_of_the_first(
    shop: Path, printer: NetPrinter, tmp_path: Path
) -> None:
    printer.be("off")
    with shops.opened(shop) as session:
        receipt = sell(Counter(session))
    copy_shop(shop, tmp_path / "copy.shop")
    printer.be("works")
    for path, left in ((tmp_path / "copy.shop", [(receipt, "unsure")]), (shop, [])):
        with shops.opened(path) as session:
            counter = Counter(session)
            settle(counter)
            assert states(counter) == left
    assert titles(printer) == [receipt]


def test_a_shop_that_moves_to_a_server_goes_on_printing_there(shop: Path, printer: NetPrinter) -> None:
    with shops.opened(shop) as session:
        counter = Counter(session)
        first = sell(counter)
        settle(counter)
        waiting = sell(counter)
    server = Server(servers.copied())
    try:
        copy_shop(shop, server)
        store = open_store(server)
        counter = Counter(open_session(store))
        counter(f":print #{first}")
        new = sell(counter)
        settle(counter)
        assert titles(printer) == [first, first, new]
        assert ["COPY" in paper for paper in printer.papers] == [False, True, False]
        assert states(counter) == [(waiting, "unsure")]
        store.close()
    finally:
        servers.drop(server.url)
