"""Tax rounded by line or by the total of each rate: what is printed is what is booked, and nothing is lost on the way
back."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopstock.amounts import parse_decimal, tax_within
from shopstock.jobs import cash, cash_report, item, receipts, returns, sell, void
from shopstock.jobs import settings as known
from shopstock.jobs.session import Session, new_request_id
from shopstock.papers.day_report import TaxLine
from shopstock.papers.receipt import Receipt
from shopstock.store.ledger import Posted
from shopstock.store.receipts import SoldOn, sold_on
from shopstock.store.tickets import lines_of
from tests import shops
from tests.store.audit import findings

RATES = ("0", "5.5", "7", "19", "25")
DAY = "2026-11-22"
ticket_lines = st.lists(
    st.tuples(st.sampled_from(RATES), st.integers(0, 2000), st.integers(1, 4), st.sampled_from([0, 100_000, 333_333])),
    min_size=1,
    max_size=12,
)  # fmt: skip


def sell_at_rates(session: Session, lines: list[tuple[str, int, int, int]]) -> Posted:
    """A ticket of lines given as rate, price in cents, quantity and discount in ppm."""
    wanted, total = [], 0
    for rate, price, quantity, discount in lines:
        row = shops.goods(session, f"T{rate}")
        line = sell.Wanted(row.id, shops.batch(session, row.sku, "").id, None, quantity, price, discount)
        wanted.append(line)
        total += sell.amount_of(row, line)
    return sell.sell(session, new_request_id(), tuple(wanted), (sell.Tender("cash", total, total),))


def shop_with_rates(rounding: str) -> Session:
    """The corner shop in memory with an item for each rate."""
    session = shops.shop_in_memory()
    known.change(session, new_request_id(), "tax.rounding", rounding)
    for rate in RATES:
        item.save_item(
            session, {"sku": f"T{rate}", "name": rate, "tracking": "none", "price": "0", "tax_rate": rate}
        )
        shops.take_in(session, f"T{rate}", "99")
    return session


def minor(shown: str) -> int:
    """Grouped money as an integer."""
    figures = shown.replace(",", "")
    return -parse_decimal(figures[1:], 2) if figures.startswith("-") else parse_decimal(figures, 2)


def booked(lines: list[SoldOn]) -> dict[int, tuple[int, int]]:
    """Gross and tax of each rate as the ledger has them."""
    gross: Counter[int] = Counter()
    tax: Counter[int] = Counter()
    for line in lines:
        gross[line.tax_ppm] += line.amount_minor
        tax[line.tax_ppm] += line.tax_minor
    return {ppm: (gross[ppm], tax[ppm]) for ppm in gross}


def printed(taxes: tuple[TaxLine, ...]) -> dict[int, tuple[int, int]]:
    """The same from a paper; net and tax make the gross."""
    for line in taxes:
        assert minor(line.net) + minor(line.tax) == minor(line.gross)
    return {parse_decimal(line.rate, 4): (minor(line.gross), minor(line.tax)) for line in taxes}


def report(session: Session) -> dict[int, tuple[int, int]]:
    """The same from the open session's report."""
    return {ppm: both for ppm, both in printed(cash_report.x_report(session).taxes).items() if any(both)}


@pytest.mark.parametrize("rounding", ["line", "total"])
@settings(max_examples=10, deadline=None)
@given(lines=ticket_lines, parts=st.lists(st.integers(1, 3), max_size=6))
def test_booked_printed_and_reported_tax_are_one(
    rounding: str, lines: list[tuple[str, int, int, int]], parts: list[int]
) -> None:
    with shops.on(DAY):
        session = shop_with_rates(rounding)
        cash.open_drawer(session, new_request_id(), 0)
        sold = sell_at_rates(session, lines)
        rows = sold_on(session.store, sold.booking_id)
        for line in rows:
            assert abs(line.tax_minor - tax_within(line.amount_minor, line.tax_ppm)) <= (rounding == "total")
        sums = booked(rows)
        if rounding == "total":
            assert all(tax == tax_within(gross, ppm) for ppm, (gross, tax) in sums.items())
        paper = printed(receipts.receipt_of(session, sold.booking_id).taxes)
        assert paper == (sums if any(tax for _, tax in sums.values()) else {})
        assert report(session) == {ppm: both for ppm, both in sums.items() if any(both)}
        left = dict(sums)
        for came in give_all_back(session, sold, parts):
            for ppm, (gross, tax) in printed(came.taxes).items():
                left[ppm] = (left[ppm][0] - gross, left[ppm][1] - tax)
        assert all(tax == 0 for _, tax in left.values())
        assert report(session) == {}
        assert findings(session) == []


def give_all_back(session: Session, sold: Posted, parts: list[int]) -> list[Receipt]:
    """Bring everything back in parts, one return for each; their papers."""
    papers = []
    ahead = list(parts)
    for line in lines_of(session.store, sold.booking_id):
        left = line.quantity
        while left:
            part = min(left, ahead.pop() if ahead else left)
            back = returns.Back(line.id, part, "C", "S")
            came = returns.give_back(session, new_request_id(), (back,))
            papers.append(receipts.receipt_of(session, came.booking_id))
            left -= part
    return papers


def test_three_cheap_things_pay_the_tax_of_their_sum_only_where_the_shop_says_so() -> None:
    """Three at 0.10 with 19 percent: 0.02 each by line, 0.05 by total."""
    with shops.on(DAY):
        for rounding, taxes in (("line", [2, 2, 2]), ("total", [2, 1, 2])):
            session = shop_with_rates(rounding)
            sold = sell_at_rates(session, [("19", 10, 1, 0)] * 3)
            assert [line.tax_minor for line in sold_on(session.store, sold.booking_id)] == taxes
            (line,) = receipts.receipt_of(session, sold.booking_id).taxes
            assert (line.tax, line.gross) == (f"0.0{sum(taxes)}", "0.30")


def test_a_void_takes_back_all_of_the_tax(session: Session) -> None:
    known.change(session, new_request_id(), "tax.rounding", "total")
    shops.take_in(session, shops.CABLE, "9")
    cash.open_drawer(session, new_request_id(), 0)
    sold = shops.sell_some(session, shops.CABLE, "3")
    void.void(session, new_request_id(), sold.booking_id)
    assert cash_report.x_report(session).taxes == ()
    assert findings(session) == []


def test_what_was_sold_keeps_its_rounding_when_the_shop_changes_it(session: Session) -> None:
    shops.take_in(session, shops.CABLE, "9")
    sold = shops.sell_some(session, shops.CABLE)
    before = receipts.receipt_of(session, sold.booking_id).taxes
    known.change(session, new_request_id(), "tax.rounding", "total")
    assert receipts.receipt_of(session, sold.booking_id).taxes == before
