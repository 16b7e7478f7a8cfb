"""Passports say what is so now: nothing that was undone, every paper with its goods, days as people say them."""

from __future__ import annotations

import re

import pytest

from shopstock.jobs.session import Session
from tests import shops
from tests.desk.counter import Counter

pytestmark = pytest.mark.conversation

ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


def test_a_lot_does_not_count_what_was_undone(stocked: Counter) -> None:
    stocked("2*24B07", ":finish", ":undo")
    view = stocked.view("?24B07")
    assert (view["sold"], view["returned"], view["on_hand"]) == ("0", "0", "10")
    assert stocked("?24B07").sentence.endswith("10 here, 0 sold")
    stocked("3*24B07", ":finish")
    assert stocked.view("?24B07")["sold"] == "3"


def test_a_lot_does_not_count_waste_that_was_undone(stocked: Counter) -> None:
    rows = stocked.view(":dates")["rows"]
    n = next(n for n, row in enumerate(rows, 1) if row["lot"] == "OLD")
    stocked(f"{n}W", ":finish")
    assert stocked.view("?OLD")["wasted"] == "4"
    stocked(":dates", ":undo")
    assert stocked.view("?OLD")["wasted"] == "0"


def test_a_return_shows_what_came_back_and_what_was_paid(stocked: Counter) -> None:
    stocked(shops.SERIAL, "24B07", ":finish", ":return", shops.SERIAL, "CSM")
    answer = stocked("?#RT-1")
    view = answer.view.as_json()
    (line,) = view["lines"]
    assert (line["sku"], line["serial"], line["quantity"], line["amount"]) == (
        shops.PHONE,
        shops.SERIAL,
        "1",
        "399.00",
    )
    assert (view["total"], view["payments"]) == ("399.00", [{"tender": "cash", "amount": "-399.00"}])
    assert answer.sentence == "RT-000001 of 22 Nov, 399.00 paid back, by Owner"
    assert answer.more == (f"  1  1 x Aria X2  {shops.SERIAL}  399.00",)


def test_a_void_shows_what_it_undid(stocked: Counter) -> None:
    stocked("2*24B07", ":finish", ":undo")
    answer = stocked("?#VD-1")
    (line,) = answer.view.as_json()["lines"]
    assert (line["lot"], line["quantity"], line["amount"]) == ("24B07", "2", "4.30")
    assert (line["date"], line["date_kind"]) == ("2026-12-03", "best_before")
    assert answer.sentence == "VD-000001 of 22 Nov, 4.30 paid back, by Owner"


def test_a_void_of_a_return_took_the_money_again(stocked: Counter) -> None:
    stocked("2*CAB", ":finish", ":return", "#R1-1", "CSM", ":undo")
    answer = stocked("?#VD-1")
    (line,) = answer.view.as_json()["lines"]
    assert (line["quantity"], line["amount"]) == ("2", "19.80")
    assert answer.sentence == "VD-000001 of 22 Nov, 19.80, by Owner"


def test_a_delivery_shows_its_lines_and_no_money(counter: Counter, session: Session) -> None:
    shops.take_in_serials(session, shops.SERIAL, shops.OTHER_SERIAL)
    shops.take_in(session, shops.OAT, "10", lot="24B07", expires="2027-03")
    answer = counter("?#GR-1")
    assert answer.sentence == "GR-000001 of 22 Nov, 2 lines, by Owner"
    assert [line["serial"] for line in answer.view.as_json()["lines"]] == [shops.SERIAL, shops.OTHER_SERIAL]
    assert answer.view.as_json()["whom"] == "supplier", "who brought it is no customer"
    answer = counter("?#GR-2")
    (line,) = answer.view.as_json()["lines"]
    assert (line["lot"], line["quantity"], line["amount"], line["date_precision"]) == (
        "24B07",
        "10",
        None,
        "month",
    )
    assert answer.sentence == "GR-000002 of 22 Nov, 1 line, by Owner"
    assert answer.more == ("  1  10 x Oat milk 1 l  24B07",)


@pytest.mark.parametrize("entry", [f"?{shops.SERIAL}", "?OAT", "?24B07", "?#R1-1", "?@Patel", ":stock"])
def test_days_are_said_and_only_views_are_iso(stocked: Counter, entry: str) -> None:
    stocked("@Patel", shops.SERIAL, "24B07", ":finish")
    text = stocked(entry).text
    assert not ISO.search(text), text


def test_the_days_of_a_passport(stocked: Counter) -> None:
    stocked("@Patel", shops.SERIAL, ":finish")
    lines = stocked(f"?{shops.SERIAL}").more
    assert "  sold 22 Nov on R1-000001 for 399.00  to Patel" in lines
    assert any(
        line.startswith("  22 Nov 09:14  sold  SHELF-1 to CUSTOMER  R1-000001  Owner") for line in lines
    )
    assert "  lot 24B07  03 Dec  10 at SHELF-1" in stocked("?OAT").more
    assert any("  next 24 Nov  4 over" in line for line in stocked(":stock").more)
    assert stocked("?@Patel").more == (f"  22 Nov  R1-000001  1 x Aria X2  {shops.SERIAL}",)
