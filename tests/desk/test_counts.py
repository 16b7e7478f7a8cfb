"""Statements, not seconds: what one entry asks of the database does not grow with the shop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import groupby

import pytest

from shopstock.jobs import item
from shopstock.jobs.session import Session
from tests import shops
from tests.desk.counter import Counter
from tests.store.tracing import statements

pytestmark = pytest.mark.conversation


@contextmanager
def counted(session: Session) -> Iterator[Callable[[], int]]:
    """How many statements the connection ran inside the block. SQLite tells one anew for each of its triggers."""
    with statements(session.store) as ran:
        yield lambda: sum(1 for sql, _ in groupby(ran) if not sql.startswith("--"))


def cost(counter: Counter, entry: str) -> int:
    """The statements of one entry."""
    with counted(counter.desk.session) as count:
        counter.desk.enter(entry)
        return count()


def fill(session: Session, products: int) -> None:
    """More products, each with stock and a barcode."""
    for n in range(products):
        sku = f"P{n:04}"
        item.save_item(session, {"sku": sku, "name": f"Part {n}", "tracking": "none", "price": "1"})
        shops.take_in(session, sku, "5")


@pytest.mark.parametrize("entry", ["CAB", shops.OAT_BARCODE, shops.SERIAL, "24B07", "?CAB", "?24B07"])
def test_an_entry_costs_the_same_in_a_fuller_shop(stocked: Counter, entry: str) -> None:
    stocked(entry, ":clear")
    small = cost(stocked, entry)
    stocked(":clear")
    fill(stocked.desk.session, 60)
    assert cost(stocked, entry) == small
    assert small < 40


def test_one_more_line_costs_the_same_in_a_longer_basket(stocked: Counter) -> None:
    stocked("CAB", "GOUDA")
    early = cost(stocked, "CAB")
    stocked(*["GOUDA", "nonsense", "-"] * 15)
    assert cost(stocked, "CAB") == early


def test_paying_grows_with_its_lines_only(stocked: Counter) -> None:
    stocked("CAB")
    one = cost(stocked, ":finish")
    stocked("CAB", "CAB", "CAB")
    three = cost(stocked, ":finish")
    fill(stocked.desk.session, 40)
    stocked("CAB", "CAB", "CAB")
    assert cost(stocked, ":finish") == three
    assert three - one < 25, "two lines more"


def test_twenty_serials_cost_no_more_than_twenty_times_one(counter: Counter) -> None:
    from shopstock.codes.serial import check_serial

    serials = [check_serial(f"3569380356{n:04}", "imei") for n in range(21)]
    counter(":receive", shops.PHONE_BARCODE)
    one = cost(counter, serials[0])
    assert cost(counter, "\n".join(serials[1:])) <= 20 * one


def test_the_morning_list_is_a_handful_of_statements(stocked: Counter) -> None:
    stocked(":dates")
    shops.take_in(stocked.desk.session, shops.OAT, "1", lot="N", expires="2026-11-25")
    few = cost(stocked, "1")
    for n in range(20):
        shops.take_in(stocked.desk.session, shops.OAT, "1", lot=f"N{n}", expires="2026-11-25")
    assert cost(stocked, "2") <= few
