"""An auditor changes nothing, and a PIN is nobody's to read: not in an answer, not in what is kept."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
import time_machine

from shopstock.desk.answer import Answer
from shopstock.desk.desk import Desk
from shopstock.jobs import signing
from shopstock.jobs.session import NotSignedOn, Session
from tests import shops, staffed
from tests.desk.counter import Counter, ledger

pytestmark = pytest.mark.conversation


@pytest.fixture
def shop(sunday: time_machine.Traveller) -> Iterator[Session]:
    """The staffed and stocked shop with nobody at the till."""
    session = staffed.shop()
    staffed.stock(staffed.at(session, "Owner"))
    yield session
    session.store.close()


def till(session: Session, name: str | None = None) -> Counter:
    """A counter with that person signed on."""
    return staffed.counter(session, name)


# An auditor


@pytest.mark.parametrize("entry", [shops.SERIAL, "CAB", "24B07"])
@pytest.mark.parametrize("job", [":sell", ":receive", ":return", ":find"])
def test_an_auditors_scan_is_a_look(shop: Session, job: str, entry: str) -> None:
    here = till(shop, "Ann")
    here(job)
    before, kept = ledger(shop), _kept(shop)
    assert here(entry).id.startswith("find."), job
    assert (ledger(shop), _kept(shop)) == (before, kept)


@pytest.mark.parametrize(
    "entries",
    [("@Patel",), ("3*CAB",), (":receive @Volta",), (":item sku=Q name=Q tracking=none price=1",), (":park",),
     (":receive CAB", ":finish"), (":dates", "1P"), (":dates", "1K"), (":undo",), (":clear",), (":park 1",),
     (":rights clerk +void",), (":staff add Eve clerk",), (":staff Ann pin",), (":find " + shops.SERIAL, "R")],
)  # fmt: skip
def test_an_auditor_changes_nothing(shop: Session, entries: tuple[str, ...]) -> None:
    seller = till(shop, "Mia")
    seller("CAB", ":park", shops.SERIAL, ":finish", "CAB", ":signoff")
    before = _everything(shop)
    here = till(shop, "Ann")
    here(*entries)
    assert _everything(shop) == before


# PINs are nobody's to read


def test_a_pin_is_in_no_answer_and_nothing_that_is_kept(shop: Session) -> None:
    here = till(shop)
    answers: list[Answer] = []
    entries = [
        "4711", "Bo", "4711", ":staff Bo pin", "4711", "7350", "7350", "CAB", ":signoff", "Mia", "5821", "/10",
        "7350", "2", "73 50", "7350x", ":finish 7350", ":sell 7350", "7350", ":finish", ":staff Bo 7350", "CAB", "/10",
        "73500000000000",
    ]  # fmt: skip
    for entry in entries:
        hidden = here.desk.hides(entry)
        answers.append(here(entry))
        if any(pin in entry for pin in ("4711", "7350", "5821")):
            assert hidden, entry
    for answer in answers:
        shown = answer.text + json.dumps(answer.view.as_json())
        assert not any(pin in shown for pin in ("4711", "7350", "5821")), shown
    kept = re.sub("[0-9a-fA-F]{32,}", "", str(_everything(shop)))  # hashes and request ids hold any digits
    assert not any(pin in kept for pin in ("'4711'", "7350", "'5821'"))
    assert not any(b in kept for b in map(staffed.badge, staffed.PINS))


def test_what_is_hidden_and_what_is_not(shop: Session) -> None:
    here = till(shop, "Mia")
    assert here.desk.hides(staffed.badge("Bo"))
    assert not here.desk.hides("4711"), "a code is a code while nothing is asked"
    here("CAB", "/10", "2")
    assert here.desk.hides("4711")
    assert not here.desk.hides("-")
    assert not here.desk.hides(":quit")


def test_one_changes_ones_own_pin_after_the_old_one(shop: Session) -> None:
    here = till(shop, "Mia")
    assert here(":staff Mia pin").sentence == "PIN of Mia as it is now"
    assert here("4711").id == "staff.wrong_pin"
    assert here("5821").id == "staff.new_pin"
    assert here("6402", "6402").id == "staff.pin_set"
    assert signing.check_pin(shop, staffed.person(shop, "Mia").id, "6402").name == "Mia"


def test_an_ordinary_scan_costs_no_statement_more_for_badges(shop: Session) -> None:
    from tests.desk.test_counts import cost

    here = till(shop, "Mia")
    here("CAB")
    proven = cost(here, "CAB")
    here(":clear", "CAB")
    assert cost(here, "CAB") == proven
    asked: list[str] = []
    connection = shop.store.db.connection()
    connection.set_trace_callback(asked.append)
    here("CAB", shops.SERIAL)
    connection.set_trace_callback(None)
    assert not [sql for sql in asked if "badge" in sql or "credential" in sql or "role_right" in sql]


def test_nobody_is_a_refusal_of_the_jobs_too(shop: Session) -> None:
    with pytest.raises(NotSignedOn):
        shops.sell_some(shop, shops.CABLE)


def test_the_desk_outlives_a_shop_whose_last_pin_went(shop: Session) -> None:
    here = till(shop, "Owner")
    here(":staff Bo pin off", ":staff Mia pin off", ":staff Ann pin off")
    assert "nothing is asked now" in here(":staff Owner pin off").sentence
    assert here("CAB", ":finish").id == "sell.paid"
    assert Desk(shop).opening().id != "staff.who"


def _kept(session: Session) -> list[tuple[object, ...]]:
    return session.store.db.execute_sql("SELECT job, body FROM open_job ORDER BY job").fetchall()  # type: ignore[no-any-return]


def _everything(session: Session) -> list[str]:
    """The whole shop as text."""
    return [line for line in session.store.db.connection().iterdump() if "opened_on" not in line]
