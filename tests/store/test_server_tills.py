"""Several tills on one server: what one does while the other is in the middle of it.

Each till has a thread and a connection of its own. A race is played to the letter: one till stands in an open
transaction until the server says that the other waits for it, then it commits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from threading import Event
from typing import Any, TypeVar

import psycopg
import pytest
import time_machine
from peewee import OperationalError

from shopstock.desk.answer import Answer
from shopstock.jobs import hold, offer, setup
from shopstock.jobs.session import Session, new_request_id
from shopstock.store import postgres
from shopstock.store.address import Server
from shopstock.store.engine import AnotherTillWrites, ServerAway
from shopstock.store.lots import lots_like
from tests import servers, shops
from tests.desk.counter import Counter
from tests.shops import CABLE, OAT, OTHER_SERIAL, SERIAL
from tests.store.audit import findings

pytestmark = pytest.mark.server
NEW_SERIAL = "490154203237518"
PATIENCE = 20  # seconds until a story that hangs is a failure

Result = TypeVar("Result")


class Till:
    """A counter with a thread and a connection of its own."""

    def __init__(self, url: str, name: str, wait_seconds: float = 10) -> None:
        self._thread = ThreadPoolExecutor(1, name)
        self.session, self.counter = self.do(lambda: self._open(url, name, wait_seconds))

    def _open(self, url: str, name: str, wait_seconds: float) -> tuple[Session, Counter]:
        store = postgres.open_existing(Server(url), wait_seconds)
        store.db.connection().cursor_factory = servers.AnyMarks
        session = setup.open_session(store, till=name)
        return session, Counter(session)

    def __call__(self, *entries: str) -> Answer:
        """The answer to the last of the entries."""
        return self.later(*entries).result(PATIENCE)

    def later(self, *entries: str) -> Future[Answer]:
        """The same, not waited for."""
        return self._thread.submit(self.counter, *entries)

    def do(self, act: Callable[[], Result]) -> Result:
        """Anything, in this till's thread."""
        return self._thread.submit(act).result(PATIENCE)

    def run(self, sql: str) -> list[tuple[Any, ...]]:
        """A statement on this till's connection."""
        return self.do(lambda: self.session.store.db.execute_sql(sql).fetchall())

    @property
    def pid(self) -> int:
        """Its process on the server."""
        return int(self.run("SELECT pg_backend_pid()")[0][0])

    @contextmanager
    def amid(self, act: Callable[[], object]) -> Iterator[Future[None]]:
        """In the block this till has done that and not yet committed; it commits at the end of the block."""
        done, go_on = Event(), Event()

        def hold_open() -> None:
            with self.session.store.transaction():
                act()
                done.set()
                assert go_on.wait(PATIENCE)

        held = self._thread.submit(hold_open)
        try:
            assert done.wait(PATIENCE) or held.result(0)
            yield held
        finally:
            go_on.set()
        if not held.exception(PATIENCE):
            held.result()

    def close(self) -> None:
        """Leave the shop."""
        self.do(self.session.store.close)
        self._thread.shutdown()


class Shop:
    """One shop on the server and who looks after the server."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.tills: list[Till] = []
        self.admin = psycopg.connect(servers.url_of("postgres"), autocommit=True)
        self.name = url.partition("?")[0].rpartition("/")[2]

    def till(self, number: int = 1, wait_seconds: float = 10) -> Till:
        """Open one more till."""
        made = Till(self.url, f"Till {number}", wait_seconds)
        self.tills.append(made)
        return made

    def until_one_waits(self) -> None:
        """Go on when the server says that a connection of the shop waits for another's lock."""
        sql = (
            "SELECT count(*), pg_sleep(0.005) FROM pg_stat_activity a JOIN pg_database d ON d.oid = a.datid "
            "WHERE a.wait_event_type = 'Lock' AND d.datname = %s"
        )
        for _ in range(2000):
            row = self.admin.execute(sql, (self.name,)).fetchone()
            if row and row[0]:
                return
        raise AssertionError("nobody waits")

    def kill(self, pid: int) -> None:
        """End a till's process on the server."""
        self.admin.execute("SELECT pg_terminate_backend(%s, 5000)", (pid,))


@pytest.fixture
def shop(sunday: time_machine.Traveller, on_engine: str) -> Iterator[Shop]:
    """A shop with goods: two phones, five oat milk of one lot, ten cables; in the end its books are clean."""
    made = shops.shop_on_server()
    assert isinstance(made.store, postgres.ServerStore)
    url = made.store.server.url
    shops.take_in_serials(made, SERIAL, OTHER_SERIAL)
    shops.take_in(made, OAT, "5", lot="24B07", expires="2026-12-03")
    shops.take_in(made, CABLE, "10")
    made.store.close()
    found = Shop(url)
    yield found
    for till in found.tills:
        till.close()
    after = servers.opened(url)
    assert findings(setup.open_session(after)) == []
    after.close()
    found.admin.close()
    servers.drop(url)


@pytest.fixture
def two(shop: Shop) -> tuple[Till, Till]:
    """Two tills of it."""
    return shop.till(1), shop.till(2)


def lot_id(till: Till, code: str = "24B07") -> int:
    """The id of a lot."""
    return till.do(lambda: lots_like(till.session.store, code)[0].id)


def test_one_serial(shop: Shop, two: tuple[Till, Till]) -> None:
    first, second = two
    first(SERIAL)
    second(SERIAL)
    with first.amid(lambda: first.counter(":finish")):
        said = second.later(":finish")
        shop.until_one_waits()
    answer = said.result(PATIENCE)
    assert (answer.state, answer.id) == ("STOP", "sell.already_sold")
    assert "was sold 22 Nov, R1-000001, Owner" in answer.text
    assert second.counter.states() == ["stop"]
    assert second("-", OTHER_SERIAL, ":finish").view.as_json()["receipt"] == "R2-000001"


def test_one_serial_that_the_first_lets_go(shop: Shop, two: tuple[Till, Till]) -> None:
    """What was not committed never was: the second sells it."""
    first, second = two
    first(SERIAL)
    second(SERIAL)

    def in_vain() -> None:
        with suppress(ZeroDivisionError), first.session.store.transaction():
            first.counter(":finish")
            shop_waits.set()
            assert go_on.wait(PATIENCE)
            raise ZeroDivisionError

    shop_waits, go_on = Event(), Event()
    vain = first._thread.submit(in_vain)
    assert shop_waits.wait(PATIENCE)
    said = second.later(":finish")
    shop.until_one_waits()
    go_on.set()
    vain.result(PATIENCE)
    assert said.result(PATIENCE).view.as_json()["receipt"] == "R2-000001"


def test_the_last_of_a_lot(shop: Shop, two: tuple[Till, Till]) -> None:
    first, second = two
    first("4*OAT")
    second("3*OAT")
    with first.amid(lambda: first.counter(":finish")):
        said = second.later(":finish")
        shop.until_one_waits()
    answer = said.result(PATIENCE)
    assert (answer.state, answer.id) == ("ASK", "sell.short_stock"), answer.text
    assert second("", ":finish").view.as_json()["lines"][0]["quantity"] == "1"


def test_the_last_of_plain_goods(shop: Shop, two: tuple[Till, Till]) -> None:
    first, second = two
    first("8*CAB")
    second("6*CAB")
    with first.amid(lambda: first.counter(":finish")):
        said = second.later(":finish")
        shop.until_one_waits()
    answer = said.result(PATIENCE)
    assert (answer.id, answer.sentence) == ("sell.short_stock", "books say 2 left, you sell 6")
    assert second("", ":finish").id == "sell.paid"


def test_one_request_sent_twice_at_once(shop: Shop, two: tuple[Till, Till]) -> None:
    first, second = two
    request = new_request_id()
    booked = []

    def send(till: Till) -> None:
        offered = offer.offer_unit(till.session, shops.unit(till.session, SERIAL))
        booked.append(shops.pay(till.session, offered, request_id=request))

    offered = second.do(lambda: offer.offer_unit(second.session, shops.unit(second.session, SERIAL)))
    with first.amid(lambda: send(first)):
        again = second._thread.submit(lambda: shops.pay(second.session, offered, request_id=request))
        shop.until_one_waits()
    assert again.result(PATIENCE)._replace(repeated=False) == booked[0]
    assert again.result().repeated


def test_papers_of_one_series_have_no_gap(shop: Shop, two: tuple[Till, Till]) -> None:
    """Deliveries of all tills are numbered in one series; the later one waits for its number."""
    first, second = two
    first(":receive", "CAB", "5")
    second(":receive", "GOUDA", "2,5")
    with first.amid(lambda: first.counter(":finish")):
        said = second.later(":finish")
        shop.until_one_waits()
    assert said.result(PATIENCE).state == "SAVED"
    found = first.run("SELECT series, number, till_id FROM booking WHERE series = 'GR' ORDER BY id")
    assert [(series, number) for series, number, _ in found] == [("GR", n) for n in range(1, 6)]
    assert [till for *_, till in found[-2:]] == [1, 2]


@pytest.mark.parametrize(
    ("entries", "known"),
    [
        ((":item sku=NEW name=Kettle price=19 tracking=none",), "product WHERE sku = 'NEW'"),
        ((":receive", shops.PHONE_BARCODE, NEW_SERIAL, ":finish"), f"unit WHERE serial = '{NEW_SERIAL}'"),
        ((":receive", "OAT", "L9", "2", "3.12.2026", ":finish"), "lot WHERE code = 'L9'"),
    ],
    ids=["product", "serial", "lot"],
)
def test_both_bring_the_same_new_thing(
    shop: Shop, two: tuple[Till, Till], entries: tuple[str, ...], known: str
) -> None:
    """There is one of it, and the second till hears something that a person understands."""
    first, second = two
    *before, last = entries
    for till in two:
        if before:
            till(*before)
    with first.amid(lambda: first.counter(last)):
        said = second.later(last)
        shop.until_one_waits()
    answer = said.result(PATIENCE)
    assert answer.id not in ("ledger.refused", "shop.busy"), answer.text
    assert first.run(f"SELECT count(*) FROM {known}") == [(1,)]


def test_a_recall_while_the_other_pays(shop: Shop, two: tuple[Till, Till]) -> None:
    first, second = two
    second("24B07")
    lot = lot_id(first)
    with first.amid(lambda: hold.hold_lot(first.session, new_request_id(), lot, "nuts", recalled=True)):
        said = second.later(":finish")
        shop.until_one_waits()
    assert said.result(PATIENCE).id == "sell.recalled"
    assert second.counter.states() == ["stop"]


def test_a_unit_is_held_while_the_other_pays(shop: Shop, two: tuple[Till, Till]) -> None:
    """The flag is on the unit, which no sale changes: the rule itself waits for it."""
    first, second = two
    second(SERIAL)
    unit = first.do(lambda: shops.unit(first.session, SERIAL).id)
    with first.amid(lambda: hold.hold_unit(first.session, new_request_id(), unit, "cracked")):
        said = second.later(":finish")
        shop.until_one_waits()
    assert said.result(PATIENCE).id == "sell.held"


def test_a_sale_while_the_other_holds(shop: Shop, two: tuple[Till, Till]) -> None:
    """The hold is said to be saved only after the sale that was there first."""
    first, second = two
    first(SERIAL)
    unit = second.do(lambda: shops.unit(second.session, SERIAL).id)
    with first.amid(lambda: first.counter(":finish")):
        held = second._thread.submit(
            lambda: hold.hold_unit(second.session, new_request_id(), unit, "cracked")
        )
        shop.until_one_waits()
    assert held.result(PATIENCE)
    order = first.run("SELECT kind FROM booking ORDER BY id DESC LIMIT 2")
    assert order == [("event",), ("sale",)]


def test_decimals_change_while_the_first_goods_arrive(shop: Shop, two: tuple[Till, Till]) -> None:
    """They stand still from the first movement on, though it is not committed yet."""
    first, second = two
    with first.amid(lambda: shops.take_in(first.session, shops.CHEESE, "1.250")):
        change = second.later(f":item sku={shops.CHEESE} decimals=2")
        shop.until_one_waits()
    answer = change.result(PATIENCE)
    assert answer.state == "STOP"
    assert answer.id != "ledger.refused", answer.text
    assert first.run(f"SELECT decimals FROM product WHERE sku = '{shops.CHEESE}'") == [(3,)]


def test_what_one_till_changes_the_other_knows_at_its_next_entry(two: tuple[Till, Till]) -> None:
    first, second = two
    second("CAB")
    first(":item sku=CAB price=12.00")
    assert second("CAB").id == "sell.added"
    assert "12.00" in [second.counter.view()["lines"][-1]["price"]]
    lot = lot_id(first)
    first.do(lambda: hold.hold_lot(first.session, new_request_id(), lot, "nuts"))
    assert second("24B07").id == "sell.held"
    first.do(lambda: hold.release_lot(first.session, new_request_id(), lot))
    assert second("24B07").id == "sell.added"


def test_a_deadlock_ends_with_one_that_waits(shop: Shop, two: tuple[Till, Till]) -> None:
    """Two acts of several bookings each, which take the same lots the other way round: the server ends one."""
    first, second = two
    met = {first: Event(), second: Event()}
    first.do(lambda: shops.take_in(first.session, OAT, "5", lot="24B08", expires="2026-12-04"))
    lots = (lot_id(first), lot_id(first, "24B08"))

    def both(till: Till, other: Till, order: tuple[int, ...]) -> bool:
        store = till.session.store
        store.db.execute_sql("SET deadlock_timeout = '50ms'")
        try:
            with store.transaction():
                for n, lot in enumerate(order):
                    hold.hold_lot(till.session, new_request_id(), lot, "smells")
                    if n == 0:
                        met[till].set()
                        assert met[other].wait(PATIENCE)
        except AnotherTillWrites:
            return False
        return True

    ends = [
        till._thread.submit(both, till, other, order)
        for till, other, order in ((first, second, lots), (second, first, lots[::-1]))
    ]
    assert sorted(end.result(PATIENCE) for end in ends) == [False, True]
    assert first.run("SELECT count(*) FROM event WHERE what = 'held'") == [(2,)]


def test_many_sales_of_the_same_goods_at_once(shop: Shop, two: tuple[Till, Till]) -> None:
    """Without any script: all of them are booked, numbered without a gap, and nothing is sold twice."""
    ends = []
    for till, entries in zip(two, (("CAB", "OAT"), ("OAT", "CAB")), strict=True):
        for _ in range(2):
            ends.append(till.later(*entries, ":finish"))
    assert [end.result(PATIENCE).id for end in ends] == ["sell.paid"] * 4
    numbers = two[0].run("SELECT series, number FROM booking WHERE kind = 'sale' ORDER BY series, number")
    assert numbers == [("R1", 1), ("R1", 2), ("R2", 1), ("R2", 2)]


def test_a_till_that_stands_still_in_the_middle(shop: Shop) -> None:
    """The other waits its time, says so, and keeps its basket; the server ends the one that stands still."""
    first, second = shop.till(1), shop.till(2, wait_seconds=0.1)
    first(SERIAL)
    second(SERIAL)
    with first.amid(lambda: first.counter(":finish")) as stuck:
        answer = second(":finish")
        assert (answer.state, answer.id) == ("WAIT", "shop.busy")
        assert answer.sentence == "another till is writing. Nothing is lost, try again"
        assert second.counter.states() == ["ok"]
        assert second("?CAB").id == "find.product", "looking needs no turn"
        shop.admin.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s "
            "AND state = 'idle in transaction'",
            (shop.name,),
        )
        assert second(":finish").view.as_json()["receipt"] == "R2-000001"
    assert isinstance(stuck.exception(PATIENCE), ServerAway)
    assert first("CAB", ":finish").view.as_json()["receipt"] == "R1-000001", "on a new connection"


def test_the_server_ends_an_idle_transaction_by_itself(shop: Shop, two: tuple[Till, Till]) -> None:
    first, second = two
    (kept,) = first.run("SHOW idle_in_transaction_session_timeout")
    assert kept == ("1min",)
    first(SERIAL)
    second(SERIAL)

    def stands_still() -> None:
        first.counter(":finish")
        first.session.store.db.execute_sql("SET idle_in_transaction_session_timeout = '50ms'")

    with first.amid(stands_still) as stuck:
        assert second(":finish").id == "sell.paid"
    assert isinstance(stuck.exception(PATIENCE), ServerAway)


def test_a_connection_lost_between_two_entries(shop: Shop) -> None:
    till = shop.till()
    till("CAB")
    shop.kill(till.pid)
    assert till("OAT").id == "sell.added"
    shop.kill(till.pid)
    assert till("?CAB").id == "find.product"
    shop.kill(till.pid)
    assert till(":finish").id == "sell.paid"
    assert till.run("SELECT count(*) FROM sale_line") == [(2,)]
    assert till.run("SHOW lock_timeout") == [("10s",)], "the new connection has the settings, too"


def test_a_connection_lost_while_it_waits(shop: Shop, two: tuple[Till, Till]) -> None:
    first, second = two
    first("OAT")
    second("OAT")
    victim = second.pid
    with first.amid(lambda: first.counter(":finish")):
        said = second.later(":finish")
        shop.until_one_waits()
        shop.kill(victim)
        answer = said.result(PATIENCE)
        assert (answer.state, answer.id) == ("STOP", "shop.server_away")
    assert second.counter.states() == ["ok"]
    assert second(":finish").view.as_json()["receipt"] == "R2-000001"
    assert first.run("SELECT count(*) FROM booking WHERE kind = 'sale'") == [(2,)]


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_connection_lost_at_the_commit(shop: Shop, monkeypatch: pytest.MonkeyPatch, when: str) -> None:
    """The till cannot know whether it was committed: the same request asks, and it is booked exactly once."""
    till = shop.till()
    till(SERIAL, "CAB")
    db = till.session.store.db
    pid, commit = till.pid, db.commit

    def lost() -> None:
        monkeypatch.undo()
        if when == "after":
            commit()
        shop.kill(pid)
        if when == "after":
            raise OperationalError(psycopg.OperationalError("server closed the connection unexpectedly"))
        commit()

    monkeypatch.setattr(db, "commit", lost)
    answer = till(":finish")
    assert (answer.state, answer.id) == ("STOP", "shop.server_away"), answer.text
    again = till(":finish")
    assert again.view.as_json()["receipt"] == "R1-000001", again.text
    assert till.run("SELECT count(*) FROM booking WHERE kind = 'sale'") == [(1,)]
    assert till("CAB", ":finish").view.as_json()["receipt"] == "R1-000002"


def test_a_rule_that_breaks_every_time_is_said_in_a_sentence(shop: Shop) -> None:
    """After an error the transaction is dead: the answer must not need it."""
    till = shop.till()
    till.do(
        lambda: till.session.store.db.execute_sql(
            "CREATE FUNCTION never() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "RAISE EXCEPTION 'rule:balance' USING ERRCODE = '23514'; END $$; "
            "CREATE TRIGGER never BEFORE INSERT ON sale_line FOR EACH ROW EXECUTE FUNCTION never()"
        )
    )
    till("CAB")
    answer = till(":finish")
    assert (answer.state, answer.id) == ("STOP", "ledger.refused"), answer.text
    assert till.counter.states() == ["ok"]
    till.do(lambda: till.session.store.db.execute_sql("DROP TRIGGER never ON sale_line"))
    assert till(":finish").id == "sell.paid"


def test_no_refusal_is_a_driver_error(shop: Shop) -> None:
    """A server that is gone for good: a sentence at every entry, and the basket is kept in the till's memory."""
    till = shop.till()
    till("CAB")
    pid = till.pid
    shop.admin.execute(f"ALTER DATABASE {shop.name} ALLOW_CONNECTIONS false".encode())
    shop.kill(pid)
    try:
        for entry in ("OAT", ":finish", "?CAB"):
            answer = till(entry)
            assert (answer.state, answer.id) == ("STOP", "shop.server_away"), entry
    finally:
        shop.admin.execute(f"ALTER DATABASE {shop.name} ALLOW_CONNECTIONS true".encode())
    assert till(":finish").id == "sell.paid"
