"""No look-up walks through a whole table: every query of the counter is answered from an index."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from shopstock.days import PrintedDate
from shopstock.jobs import dates, item, offer, receive, return_rules, void
from shopstock.jobs.session import Session, new_request_id
from shopstock.store import (
    ahead,
    alike,
    catalogue,
    check_record,
    checks,
    customers,
    endings,
    ledger,
    lots,
    nameless,
    papers,
    stock,
    stock_sums,
    stories,
    tickets,
)
from shopstock.store.people import add_party
from tests import shops
from tests.shops import CABLE, OAT, OAT_BARCODE, PHONE, SERIAL, SUNDAY
from tests.store.tracing import hundreds, statements

FEW = {"place", "place_kind", "staff", "till", "credential"}  # a shop has a dozen of these


def fill(session: Session, size: int) -> Session:
    """That many phones, a third as many lots, and thirty sales."""
    item.save_item(session, {"sku": OAT, "lot_template": "{yy}{week}-{run:3}"})
    shops.take_in_serials(session, SERIAL, *(f"P{n}" for n in range(size)))
    oat = shops.goods(session, OAT).id
    lots_of_oat = tuple(
        receive.Arrival(oat, 3, lot=f"L{n}", expires=PrintedDate(shops.SUNDAY + timedelta(days=n)))
        for n in range(size // 3)
    )
    receive.receive(session, new_request_id(), lots_of_oat)
    shops.take_in(session, CABLE, str(size))
    for n in range(30):
        shops.pay(
            session,
            offer.offer_unit(session, shops.unit(session, f"P{n}")),
            *offer.offer_product(session, shops.goods(session, OAT), 2, {}),
        )
    return session


@pytest.fixture
def busy(session: Session) -> Session:
    """A shop with a thousand phones; ninety on a server, whose plans are asked for without regard to size."""
    return fill(session, 1000 if session.store.dialect.name == "sqlite" else 90)


def walks(session: Session, act: Callable[[], object]) -> dict[str, list[str]]:
    """The SELECTs of the act that walk through a whole table that grows, with the steps that do."""
    with statements(session.store) as seen:
        act()
    scans = _scans_on_server if session.store.dialect.name == "postgres" else _scans
    connection = session.store.db.connection()
    found = {sql: scans(connection, sql) for sql in seen if sql.startswith("SELECT")}
    assert found
    return {sql: steps for sql, steps in found.items() if steps}


def _scans(connection: Any, sql: str) -> list[str]:
    tables = {alias: table for table, alias in re.findall(r'"(\w+)" AS "(t\d+)"', sql)}
    steps = [row[3].split() for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()]
    scanned = [step for step in steps if step[0] == "SCAN" and step[1] != "CONSTANT"]
    return [" ".join(step) for step in scanned if tables.get(step[1], step[1]) not in FEW]


def _scans_on_server(connection: Any, sql: str) -> list[str]:
    """Where the server walks even when told to shun that: no index serves there.

    Left to itself it rightly reads a table as small as a test's from end to end."""
    connection.execute("SET enable_seqscan = off")
    ((plan,),) = connection.execute(f"EXPLAIN (FORMAT JSON) {sql}").fetchall()
    connection.execute("RESET enable_seqscan")
    return [f"Seq Scan {table}" for table in _walked(plan[0]["Plan"])]


def _walked(plan: dict[str, Any]) -> Iterator[str]:
    if plan["Node Type"] == "Seq Scan" and plan["Relation Name"] not in FEW:
        yield plan["Relation Name"]
    for part in plan.get("Plans", ()):
        yield from _walked(part)


LOOK_UPS: dict[str, Callable[[Session], object]] = {
    "a serial": lambda s: lots.units_like(s.store, SERIAL),
    "a serial of a product": lambda s: lots.unit_of(s.store, 1, SERIAL),
    "a lot code": lambda s: lots.lots_like(s.store, "L77"),
    "a barcode": lambda s: catalogue.products_with_barcode(s.store, OAT_BARCODE),
    "a SKU": lambda s: catalogue.products_like_sku(s.store, "oat"),
    "a receipt": lambda s: tickets.ticket_numbered(s.store, "R1", 7),
    "its lines": lambda s: tickets.lines_of(s.store, 50),
    "the last sale of a unit": lambda s: tickets.last_sale_of(s.store, 5),
    "the story of a unit": lambda s: stories.story_of_unit(s.store, 5),
    "the story of a lot": lambda s: stories.story_of_lot(s.store, 200),
    "the sums of a lot": lambda s: stories.lot_sums(s.store, 200),
    "earliest date first": lambda s: offer.sellable(s, shops.goods(s, OAT)),
    "where a lot is": lambda s: stock.lot_places(s.store, 200),
    "units in stock": lambda s: stock.units_standing(s.store, shops.goods(s, PHONE).id, 50),
    "what is due": lambda s: dates.list_due(s, 30),
    "what is due by its own horizon": dates.list_due,
    "what was done in the morning checks": lambda s: check_record.checked_between(s.store, SUNDAY, SUNDAY),
    "its record": lambda s: check_record.record_between(s.store, SUNDAY, SUNDAY),
    "who signed": lambda s: check_record.signed_between(s.store, SUNDAY, SUNDAY),
    "open days": lambda s: check_record.open_days(s.store, SUNDAY, SUNDAY),
    "whether it is signed": lambda s: checks.signed_on(s.store, SUNDAY),
    "what was wasted": lambda s: checks.wasted_between(s.store, SUNDAY, SUNDAY),
    "the newest seals": lambda s: checks.heads(s.store),
    "what is coming": lambda s: ahead.dated_until(s.store, shops.SUNDAY + timedelta(days=20)),
    "the days something was booked on": lambda s: ahead.days_booked(s.store, shops.SUNDAY, shops.SUNDAY),
    "a repeated request": lambda s: ledger.booked(s.store, "0" * 32),
    "a sale of a phone": lambda s: shops.sell_serial(s, SERIAL),
    "a sale of oat milk": lambda s: shops.sell_some(s, OAT, "4"),
    "a return": lambda s: return_rules.look_unit(s, shops.unit(s, "P3")),
    "a booked return": lambda s: shops.bring_back(s, shops.line_of_serial(s, "P3").id),
    "an undone sale": lambda s: void.void(s, new_request_id(), shops.sell_some(s, CABLE).booking_id),
    "a delivery": lambda s: shops.take_in_serials(s, "NEW"),
    "a number that is unknown and looks like one": lambda s: alike.codes_alike(s.store, "P1O"),
    "a series that began": lambda s: papers.begun(s.store, "R1"),
    "an own lot": lambda s: receive.receive(
        s, new_request_id(), (receive.Arrival(shops.goods(s, OAT).id, 1, own_lot=True),)
    ),
    "customers by a word": lambda s: customers.customers_found(s.store, "pat 0199", 50),
    "a customer's sales": lambda s: tickets.sales_to(s.store, add_party(s.store, "customer", "R. Patel").id),
    "warranties that end": lambda s: endings.lines_ending(s.store, "2028-11-01", "2028-11-30"),
    "supplier's covers that end": lambda s: endings.units_ending(s.store, "2028-11-01", "2028-11-30"),
    "pieces without a serial": lambda s: nameless.free_pieces(s.store, 1),
    "sales without a serial": lambda s: nameless.lacking(s.store, 100),
    "one product's stock": lambda s: stock_sums.stock_sum(s.store, 2, s.today()),
}


def test_no_query_of_the_counter_walks_through_a_table(busy: Session) -> None:
    for name, act in LOOK_UPS.items():
        assert not walks(busy, partial(act, busy)), name


def test_the_check_of_the_day_after_walks_through_no_table(busy: Session) -> None:
    """Then it asks what moved since the last open day, too."""
    with shops.on("2026-11-23"):
        shops.sell_some(busy, OAT)
        assert not walks(busy, lambda: dates.list_due(busy))


def test_a_walk_would_be_seen(session: Session) -> None:
    sql = "SELECT count(*) FROM unit WHERE attributes = 'x'"
    found = walks(session, lambda: session.store.db.execute_sql(sql))
    assert found == {sql: ["SCAN unit" if session.store.dialect.name == "sqlite" else "Seq Scan unit"]}


def work(session: Session, act: Callable[[], object]) -> int:
    """How many hundreds of its own instructions SQLite runs for the act, triggers and keys included."""
    with hundreds(session.store) as steps:
        act()
    return steps()


@pytest.mark.sqlite
def test_an_act_costs_the_same_in_a_large_shop(busy: Session) -> None:
    """Not in time, which depends on the machine, but in what the database has to do."""
    small = fill(shops.shop_in_memory(), 60)
    acts: dict[str, Callable[[Session], object]] = {
        "a sale": lambda s: shops.sell_serial(s, SERIAL),
        "a return": lambda s: shops.bring_back(s, shops.line_of_serial(s, SERIAL).id),
        "an undone sale": lambda s: void.void(s, new_request_id(), shops.sell_some(s, CABLE).booking_id),
        "a delivery": lambda s: shops.take_in_serials(s, *(f"N{n}" for n in range(20))),
    }
    for name, act in acts.items():
        assert work(busy, partial(act, busy)) <= 1.3 * work(small, partial(act, small)), name
    small.store.close()
