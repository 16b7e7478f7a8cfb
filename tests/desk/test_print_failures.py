"""Whatever fails at whatever moment: each paper comes out once, or a person is asked; none is lost in silence."""

from __future__ import annotations

import collections
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
import time_machine

from shopstock.desk.printing import Printing
from shopstock.jobs.session import Session
from shopstock.store.shop import set_setting
from tests import shops
from tests.desk.counter import Counter
from tests.desk.print_till import STEPS
from tests.desk.printing_counter import SECONDS, restarted, sell, settle, titles, turn
from tests.printers import MODES, NetPrinter, net_printer

pytestmark = pytest.mark.conversation

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def printer() -> Iterator[NetPrinter]:
    """A printer that is about to have a bad day."""
    with net_printer() as made:
        yield made


def connect(counter: Counter, printer: NetPrinter) -> Counter:
    """The till prints there, as text, and has very little patience."""
    store = counter.desk.session.store
    for name, value in (("receipt", printer.address), ("receipt_form", "text"), ("timeout", "0.1")):
        set_setting(store, f"printer.{name}@{counter.desk.session.till.id}", value)
    counter.desk.printing.read_setup()
    return counter


def out_of(printer: NetPrinter) -> collections.Counter[str]:
    """How often each paper came out whole, once all that was sent is read or lost."""
    printer.be("off")
    printer.be("works")
    return collections.Counter(titles(printer))


def every_job(session: Session) -> dict[str, str]:
    """Every paper that was ever queued, with its state."""
    return dict(session.store.db.execute_sql("SELECT title, state FROM print_job ORDER BY id").fetchall())


def ends_well(counter: Counter, printer: NetPrinter, sold: list[str]) -> None:
    """The printer works again. By itself no paper came out twice, and every one is done or asked about; then a person
    looks at each of those, and in the end each came out once."""
    printer.be("works")
    turn(counter)  # the answer to what was sent before
    counter.desk.printing.hurry()
    settle(counter)
    out, jobs = out_of(printer), every_job(counter.desk.session)
    assert list(jobs) == sold, "a sale has its paper in the queue, whatever happened next"
    assert max(out.values(), default=0) <= 1, "one came out twice, and nobody had said so"
    assert set(jobs.values()) <= {"done", "unsure"}
    for paper, state in jobs.items():
        assert state != "done" or out[paper] == 1, f"{paper} is done and came out {out[paper]} times"
    counter(":prints")
    for paper in [paper for paper, state in jobs.items() if state == "unsure"]:
        assert counter("K" if out[paper] else "P").sentence.startswith(paper), (
            "the first that nobody is sure of"
        )
    settle(counter)
    assert out_of(printer) == dict.fromkeys(sold, 1)
    assert set(every_job(counter.desk.session).values()) <= {"done"}


@pytest.mark.parametrize("seed", range(10))
def test_a_printer_that_fails_in_every_way_at_any_time(
    session: Session, printer: NetPrinter, sunday: time_machine.Traveller, seed: int
) -> None:
    """Sales, looks, waits and restarts in any order, while the printer is off, full, torn, slow, deaf or works."""
    random = Random(seed)
    shops.take_in(session, shops.CABLE, "100")
    counter = connect(Counter(session), printer)
    sold: list[str] = []
    gone: list[Printing] = []
    for _ in range(70):
        act = random.choice(("sell", "sell", "look", "look", "look", "wait", "mode", "later", "restart"))
        if act == "sell":
            sold.append(sell(counter))
        elif act == "look":
            counter.desk.background()
        elif act == "wait":
            assert counter.desk.printing.wait(SECONDS)
        elif act == "mode":
            printer.be(random.choice(MODES))
        elif act == "later":
            sunday.shift(random.choice((1, 5, 30, 200)))
        else:
            gone.append(counter.desk.printing)
            counter = restarted(counter)
        assert max(collections.Counter(titles(printer)).values(), default=0) <= 1
    for printing in gone:
        assert printing.wait(SECONDS)
    ends_well(counter, printer, sold)


def killed_at(shop: Path, hour: int, random: Random, printer: NetPrinter) -> str:
    """A till that is killed at a random step; gives the step."""
    step, nth = random.choice(STEPS), random.randrange(1, 6)
    till = subprocess.Popen(
        [sys.executable, "-m", "tests.desk.print_till", str(shop), str(hour)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert till.stdout is not None
    with till, till.stdout as said:
        for line in said:
            if line.strip() == "sold":
                printer.be(random.choice(MODES))
            nth -= line.strip() == step
            if nth == 0 or line.strip() == "end":
                break
        till.kill()
    return step


@pytest.mark.parametrize("seed", range(2))
def test_a_till_that_is_killed_between_any_two_steps(shop_file: Path, printer: NetPrinter, seed: int) -> None:
    """SIGKILL before and after the mark, the sending, the answer; four lives one after the other."""
    random = Random(seed)
    with shops.opened(shop_file) as session:
        shops.take_in(session, shops.CABLE, "100")
        connect(Counter(session), printer)
    for hour in range(10, 14):
        killed_at(shop_file, hour, random, printer)
    with shops.on(shops.SUNDAY.isoformat(), 15), shops.opened(shop_file) as session:
        rows = session.store.db.execute_sql("SELECT number FROM booking WHERE series = 'R1' ORDER BY number")
        sold = [f"R1-{number:06}" for (number,) in rows.fetchall()]
        assert sold
        ends_well(Counter(session), printer, sold)
