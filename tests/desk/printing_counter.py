"""A counter that prints, for tests: short words for what happens between entries, and what came out."""

from __future__ import annotations

import re
from itertools import groupby

from shopstock.jobs.session import Session
from tests import shops
from tests.desk.counter import Counter
from tests.printers import NetPrinter
from tests.store.tracing import statements

SECONDS = 10.0  # much longer than anything here takes; reached only by a test that fails


def printing_at(session: Session, printer: NetPrinter) -> Counter:
    """A counter with cables whose till prints there, as text."""
    shops.take_in(session, shops.CABLE, "100")
    made = Counter(session)
    made(f":settings printer.receipt {printer.address}", ":settings printer.receipt_form text", ":sell")
    return made


def sell(counter: Counter) -> str:
    """Sell a cable; gives the number of its receipt."""
    answer = counter(":sell", "CAB", ":finish")
    assert (answer.state, answer.id) == ("SAVED", "sell.paid")
    return answer.sentence.split()[0]


def turn(counter: Counter) -> None:
    """What the workspace does in some seconds: look, let the printer answer, look again."""
    counter.desk.background()
    assert counter.desk.printing.wait(SECONDS)
    counter.desk.background()


def settle(counter: Counter) -> None:
    """The same until nothing is due."""
    for _ in range(50):
        turn(counter)
        if counter.desk.printing._sent is None:
            return
    raise AssertionError("it never ends")


def cost(counter: Counter, entry: str) -> int:
    """The statements of one entry; those that a trigger runs are told under the name of what fired it."""
    with statements(counter.desk.session.store) as ran:
        counter.desk.enter(entry)
    return sum(1 for sql, _ in groupby(ran) if not sql.startswith("--"))


def states(counter: Counter) -> list[tuple[str, str]]:
    """The queue as `:prints` shows it, without leaving the job."""
    job = counter.desk.job
    rows = counter.view(":prints")["rows"]
    counter.desk.job = job
    return [(row["paper"], row["state"]) for row in rows]


def titles(printer: NetPrinter) -> list[str]:
    """What came out, by number."""
    return [found for paper in printer.papers for found in re.findall(r"Receipt (R1-\d+)", paper)]


def restarted(counter: Counter) -> Counter:
    """The same till after its program went away and came back."""
    return Counter(shops.open_session_at(counter.desk.session, counter.desk.session.till.name))
