"""Own numbers: a counter only goes up, two tills never draw one, and what is not booked uses none."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopstock.codes.template import Numbered
from shopstock.jobs import item, receive
from shopstock.jobs.session import Session, new_request_id
from shopstock.store.engine import RuleBroken
from shopstock.store.numbering import hold_counter, last_run, move_counter
from shopstock.store.papers import WIDTHS, paper_name, series_of, spellings
from tests import shops
from tests.store.audit import findings
from tests.store.hand import dump
from tests.store.test_server_tills import PATIENCE, Shop, Till
from tests.store.test_server_tills import shop as shop
from tests.store.test_server_tills import two as two

BIKE = {"sku": "BIKE", "name": "Bike", "tracking": "serial", "price": "799", "serial_template": "F{run:3}"}


def own(session: Session, count: int = 1) -> tuple[str, ...]:
    """A delivery of bikes with own serials; gives them."""
    arrival = receive.Arrival(shops.goods(session, "BIKE").id, count, own=count)
    return receive.receive(session, new_request_id(), (arrival,)).arrivals[0].serials


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE own_number SET last_run = 3",
        "UPDATE own_number SET head = 'G'",
        "UPDATE own_number SET kind = 'lot'",
        "DELETE FROM own_number",
        "INSERT INTO own_number (kind, head, tail, last_run) VALUES ('lot', 'X', '', 7)",
        "INSERT INTO own_number (kind, head, tail, last_run) VALUES ('paper', 'X', '', 0)",
    ],
)
def test_a_counter_only_goes_up(session: Session, sql: str) -> None:
    item.save_item(session, BIKE)
    own(session, 4)
    before = dump(session, "own_number")
    with pytest.raises(RuleBroken), session.store.transaction():
        session.store.db.execute_sql(sql)
    assert dump(session, "own_number") == before == {"own_number": [("serial", "F", "", 4)]}


def test_each_head_and_tail_has_a_counter_of_its_own(session: Session) -> None:
    store = session.store
    with store.transaction():
        assert hold_counter(store, "lot", "A", "") == 0
        move_counter(store, "lot", "A", "", 9)
        assert [hold_counter(store, *key) for key in (("lot", "A", ""), ("lot", "A", "X"), ("serial", "A", ""))] == [
            9, 0, 0,
        ]  # fmt: skip
    assert last_run(store, "lot", "A", "") == 9
    assert last_run(store, "lot", "B", "") == 0


def test_a_repeated_request_draws_nothing_more(session: Session) -> None:
    item.save_item(session, BIKE)
    request_id = new_request_id()
    arrival = receive.Arrival(shops.goods(session, "BIKE").id, 2, own=2)
    first = receive.receive(session, request_id, (arrival,))
    again = receive.receive(session, request_id, (arrival,))
    assert (again.repeated, again.paper) == (True, first.paper)
    assert last_run(session.store, "serial", "F", "") == 2


def test_a_delivery_that_fails_gives_its_numbers_back(session: Session) -> None:
    item.save_item(session, BIKE)
    shops.take_in_serials(session, "HERE", sku="BIKE")
    bike = shops.goods(session, "BIKE").id
    with pytest.raises(receive.KnownSerial):
        receive.receive(session, new_request_id(), (receive.Arrival(bike, 3, ("HERE",), own=2),))
    assert dump(session, "own_number") == {"own_number": []}
    assert own(session, 2) == ("F001", "F002")


def test_two_lines_of_one_delivery_share_a_counter(session: Session) -> None:
    item.save_item(session, BIKE)
    bike = shops.goods(session, "BIKE").id
    lines = (
        receive.Arrival(bike, 2, own=2),
        receive.Arrival(bike, 1, ("F003",)),
        receive.Arrival(bike, 2, own=2),
    )
    drawn = receive.receive(session, new_request_id(), lines).arrivals
    assert [line.serials for line in drawn] == [("F001", "F002"), ("F003",), ("F004", "F005")]


DRAWS = """
import sys
from pathlib import Path
from tests import shops
from tests.store.test_numbering import own
with shops.opened(Path(sys.argv[1]), wait_seconds=20, till=sys.argv[2]) as session:
    print("ready", flush=True)
    sys.stdin.readline()
    for n in range(12):
        print(*own(session, 1 + n % 3), flush=True)
"""


def test_two_processes_never_draw_one_number(shop_file: Path) -> None:
    with shops.opened(shop_file) as session:
        item.save_item(session, BIKE)
        shops.take_in_serials(session, "F005", sku="BIKE")
        shops.open_session_at(session, "Till 2")
    tills = [
        subprocess.Popen(
            [sys.executable, "-c", DRAWS, str(shop_file), till],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        for till in ("Till 1", "Till 2")
    ]
    for child in tills:
        assert child.stdout
        assert child.stdout.readline() == "ready\n"
    for child in tills:  # both are let go before either is read
        assert child.stdin
        child.stdin.write("go\n")
        child.stdin.flush()
    drawn = [word for child in tills for word in child.communicate(timeout=60)[0].split()]
    assert sorted(drawn) == [f"F{n:03}" for n in range(1, 50) if n != 5], "each once, none left out"
    with shops.opened(shop_file) as session:
        assert findings(session) == []


@pytest.mark.server
def test_two_tills_on_a_server_never_draw_one_number(shop: Shop, two: tuple[Till, Till]) -> None:
    first, second = two
    first.do(lambda: item.save_item(first.session, BIKE))
    second(":receive", "BIKE", ":new 2")
    with first.amid(lambda: own(first.session, 3)):
        said = second.later(":finish")
        shop.until_one_waits()
    lines = said.result(PATIENCE).view.as_json()["lines"]
    assert lines[0]["serials"] == ["F004", "F005"]


@pytest.mark.server
def test_what_the_other_till_did_not_book_is_free_again(shop: Shop, two: tuple[Till, Till]) -> None:
    first, second = two
    first.do(lambda: item.save_item(first.session, BIKE))
    second(":receive", "BIKE", ":new 2")
    waits, go_on = Event(), Event()

    def in_vain() -> None:
        with suppress(ZeroDivisionError), first.session.store.transaction():
            own(first.session, 3)
            waits.set()
            assert go_on.wait(PATIENCE)
            raise ZeroDivisionError

    vain = first._thread.submit(in_vain)
    assert waits.wait(PATIENCE)
    said = second.later(":finish")
    shop.until_one_waits()
    go_on.set()
    vain.result(PATIENCE)
    assert said.result(PATIENCE).view.as_json()["lines"][0]["serials"] == ["F001", "F002"]


@pytest.mark.server
def test_many_deliveries_at_two_tills_of_a_server(shop: Shop, two: tuple[Till, Till]) -> None:
    for till in two:
        till.do(lambda till=till: item.save_item(till.session, BIKE))  # type: ignore[misc]
    told = [till._thread.submit(lambda s=till.session: [own(s, 2) for _ in range(15)]) for till in two]  # type: ignore[misc]
    drawn = [serial for future in told for serials in future.result(PATIENCE) for serial in serials]
    assert sorted(drawn) == [f"F{n:03}" for n in range(1, 61)]


@given(st.from_regex(r"[A-Z]{1,3}[0-9]{0,8}", fullmatch=True), st.sampled_from(WIDTHS), st.integers(1, 10**9))
def test_a_paper_is_written_as_wide_as_its_series_says(head: str, width: int, number: int) -> None:
    series = series_of(head, width)
    assert paper_name(series, number) == Numbered(f"{head}-", "", width).at(number)
    assert series in spellings(head)
    assert len(set(spellings(head))) == len(WIDTHS)
