"""Whatever is typed or scanned, in whatever job and as whatever argument, gets one answer and loses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st

from shopstock.desk.commands import BY_WORD, COMMANDS
from shopstock.jobs.session import Session
from shopstock.store.postgres import ServerStore
from tests import servers, shops
from tests.conftest import SUNDAY_MORNING
from tests.desk.counter import Counter, ledger

pytestmark = pytest.mark.conversation

OPENED = (
    ("sell", "OLD"),
    ("sell", shops.PHONE_BARCODE),
    ("sell", "50*CAB"),
    ("receive", shops.PHONE_BARCODE),
    ("receive", shops.OAT_BARCODE),
    ("return", shops.SERIAL),
    ("item", ""),
    ("item", "Kettle"),
    ("find", shops.OTHER_SERIAL),
    ("dates", ""),
    ("stock", ""),
    ("labels", "24*OAT"),
    ("menu", ""),
)
HOSTILE = (
    "tin [/] lid", "Bolt [M8]", "[@click=app.quit]x[/]", "\u202egnp.exe", "\x1b[2J\x1b[31m", "%s %d %n",
    "'; DROP TABLE booking; --", '"', "'", "`", "\\", "\x00", "\x1d", "\x1d\x1d", "]C1", "]d2\x1d", "]E0",
    "(01)", "(01)09501101530003", "(10)", "ß", "ſ", "ﬃ", "²", "١٢٣", "-0", "--", "- ", "-9999", "0*", "1.*",
    "3*", "3*3*CAB", "1,5*CAB", "999999999*CAB", "1,2345678*GOUDA", "/0", "/100", "/101", "/999999999",
    "+0", "+0,001", "+999999999", "@", "#", "=", "?", ":", "::", ":1", ":ä", "@@", "##", "?#", "?@", "?=",
    "#0", "#R1-0", "#999999999", "..", "A..", "..B", "A..B", "1..99999999", "a=b", "=", "name=", "sku=\x00",
    "name='", "price=1e9", "barcode=;;;", "attributes=;=;", "\ud800", "a\nb\nc", "a,b;c", "\u2028", " ",
    "K" * 200, "9" * 64, "9" * 65, "X" * 10_000, "X" * 10_001, "N/A", "null", "None", "..3809", "12:30",
    "https://id.gs1.org/01/09501101530003/10/ABC", "30.02.2026", "2026-13", "99999999", "00000000",
)  # fmt: skip
FORMS = ("{}", ":{}", "3*{}", "?{}", "@{}", "#{}", "={}", ":item {}", ":item name={} price=1", ":find {}")
COMMAND_FORMS = tuple(f":{word} {{}}" for word in BY_WORD)


def stock_up(session: Session) -> None:
    """Something of every tracking, some of it past its date, one phone sold."""
    shops.take_in_serials(session, shops.SERIAL, shops.OTHER_SERIAL)
    shops.sell_serial(session, shops.SERIAL)
    shops.take_in(session, shops.OAT, "10", lot="24B07", expires="2026-12-03")
    shops.take_in(session, shops.OAT, "4", lot="OLD", expires="2026-11-20")
    shops.take_in(session, shops.SALMON, "3", lot="9F31", expires="2026-11-21")
    shops.take_in(session, shops.CABLE, "10")
    shops.take_in(session, shops.CHEESE, "5.000")


@contextmanager
def used(on_server: bool) -> Iterator[Counter]:
    """A counter of its own for each example, with goods; on a server it is a copy of one made before."""
    with time_machine.travel(SUNDAY_MORNING, tick=False):
        session = shops.shop_on_server() if on_server else shops.shop_in_memory()
        stock_up(session)
        try:
            yield Counter(session)
        finally:
            session.store.close()
            if isinstance(session.store, ServerStore):
                servers.drop(session.store.server.url)


@pytest.mark.parametrize(("job", "opened"), OPENED)
def test_hostile_text_in_every_job(session: Session, job: str, opened: str) -> None:
    stock_up(session)
    counter = Counter(session)
    for text in HOSTILE:
        counter(f":{job}")
        if opened:
            counter(opened)
        counter(text)
        counter(":clear")


@pytest.mark.parametrize("form", sorted({*FORMS, *COMMAND_FORMS}))
def test_hostile_text_as_every_argument(session: Session, form: str) -> None:
    counter = Counter(session)
    for text in HOSTILE if form in FORMS else HOSTILE[::3]:
        counter(form.format(text))
        counter(":clear")
        counter(":sell")


CODES = st.sampled_from(
    (*HOSTILE, "CAB", "OAT", "OLD", shops.SERIAL, shops.OTHER_SERIAL, shops.PHONE_BARCODE, shops.SALMON,
     shops.CHEESE, "R1-1", "#R1-1", "SHELF-1", "Cable", "1", "2", "", "", "C", "F", "S", "Q", "M", "K", "W",
     "V", "R", "G", "FQM", "CSM", "2*", "+50", "/10", "-", "?", "24B08", "3.12.2026", "3.12.2006",
     "3,25*GOUDA", "@Patel", "@Volta", "=BACK")
)  # fmt: skip
ENTRIES = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="0123456789*+-/.,=@#?:KMWFQS \x1d\x1b", max_size=12),
    CODES,
    st.sampled_from([f":{c.word}" for c in COMMANDS] + [":park 1", ":finish card", ":finish 5", ":dates 30"]),
    st.builds(str.format, st.sampled_from((*FORMS, *COMMAND_FORMS)), st.one_of(CODES, st.text(max_size=20))),
)


SOME = st.lists(ENTRIES, min_size=1, max_size=14)


@settings(max_examples=50, deadline=None)
@given(entries=SOME)
def test_any_entries_in_any_order_are_answered(entries: list[str]) -> None:
    enter_all(entries, on_server=False)


@settings(max_examples=3, deadline=None)
@given(entries=SOME)
def test_any_entries_in_any_order_are_answered_on_a_server(entries: list[str]) -> None:
    enter_all(entries, on_server=True)


def enter_all(entries: list[str], on_server: bool) -> None:
    """Enter them at a counter of their own: what is refused changed nothing, and what is open is kept."""
    with used(on_server) as counter:
        session = counter.desk.session
        for entry in entries:
            before = ledger(session)
            answer = counter(entry)
            if answer.state in ("STOP", "ASK", "WAIT"):
                assert ledger(session) == before, f"{entry!r} was refused and booked: {answer.text}"
        again = Counter(session)
        for job in ("sell", "receive", "return", "item"):
            assert again.desk.modes[job].state == counter.desk.modes[job].state


def test_the_sign_over_ten_thousand_characters(counter: Counter) -> None:
    answer = counter("X" * 10_001)
    assert answer.id == "desk.too_long"
    assert answer.text == "STOP 10001 characters came at once. Nothing was taken  F1 help"
    assert counter("X" * 10_000).id == "sell.unknown_code"
