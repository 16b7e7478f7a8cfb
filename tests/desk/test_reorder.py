"""`:reorder`: good stock alone counts, each advice has its reason, and Stock says low by the same rule."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from shopstock.jobs import hold
from shopstock.jobs.exports import Asked, listing
from shopstock.jobs.reorder import Advice, reorder
from shopstock.jobs.session import Session, new_request_id
from shopstock.jobs.stock import is_low, list_stock
from tests import shops
from tests.desk.counter import Counter
from tests.shops import CABLE, OAT, SALMON, SUNDAY

pytestmark = pytest.mark.conversation


def advice(session: Session) -> dict[str, Advice]:
    return {each.sku: each for each in reorder(session)}


def low(session: Session) -> set[str]:
    return {row.sku for row in list_stock(session, "", "W")}


LATER = "2026-12-23"


def days_of_sales(counter: Counter, sku: str, each_day: int) -> None:
    """So many sold on each of the thirty days before LATER, from a delivery that ends the day before it."""
    session = counter.desk.session
    shops.take_in(session, sku, str(each_day * 30 + 1), lot="USED", expires="2026-12-22")
    for n in range(1, 31):
        with shops.on((SUNDAY + timedelta(days=n)).isoformat(), 10):
            shops.sell_some(session, sku, str(each_day))


@pytest.mark.parametrize(("sold", "listed"), [(6, False), (7, True)])
def test_at_its_level_it_is_low_here_and_in_stock(stocked: Counter, sold: int, listed: bool) -> None:
    session = stocked.desk.session
    shops.sell_some(session, CABLE, str(sold))  # 10 there, low at 3
    assert (CABLE in advice(session)) == listed
    assert (CABLE in low(session)) == listed


@pytest.mark.parametrize(("day", "listed"), [("2026-11-24", False), ("2026-11-25", True)])
def test_what_is_over_is_no_good_stock(stocked: Counter, day: str, listed: bool) -> None:
    """10 until 3 December and 5 until the 24th: good on that day, and not on the day after."""
    stocked(f":item sku={OAT} reorder_at=10 reorder_quantity=24")
    with shops.on(day):
        session = stocked.desk.session
        assert (OAT in low(session)) == listed
        found = advice(session).get(OAT)
        assert (found and (found.kind, found.quantity, found.good, found.on_hand)) == (
            ("order", 24, 10, 19) if listed else None
        )
        rows = {row["sku"]: row for row in stocked.view(":stock")["rows"]}
        assert (rows[OAT]["good"], rows[OAT]["low"]) == ("10" if listed else "15", listed)


def test_held_goods_are_no_good_stock(stocked: Counter) -> None:
    session = stocked.desk.session
    stocked(f":item sku={OAT} reorder_at=9")
    assert OAT not in low(session)
    hold.hold_lot(session, new_request_id(), shops.batch(session, OAT, "24B07").id, "smells")
    assert OAT in low(session)
    assert advice(session)[OAT].good == 5


def test_days_that_must_be_left_at_the_sale_count(stocked: Counter) -> None:
    session = stocked.desk.session
    stocked(f":item sku={OAT} reorder_at=9")
    stocked(f":item sku={OAT} min_days_sale=12")
    assert OAT in low(session)
    assert advice(session)[OAT].good == 0


@shops.on(LATER)
def left_of_thirty(counter: Counter) -> None:
    session = counter.desk.session
    shops.take_in(session, SALMON, "30", lot="NEW", expires="2026-12-26")
    assert advice(session)[SALMON].kind == "left"
    counter(f":item sku={SALMON} reorder_at=20 reorder_quantity=40")
    found = advice(session)[SALMON]
    assert (found.kind, SALMON in low(session)) == ("less", True)
    assert 0 < found.good < 10
    assert found.quantity < 40
    assert "not 40" in found.reason


def test_what_will_not_be_sold_in_time_is_no_good_stock(counter: Counter) -> None:
    """One a day is sold; of 30 that end in three days most are left."""
    days_of_sales(counter, SALMON, 1)
    left_of_thirty(counter)


def test_what_lasts_long_enough_is_not_ordered(counter: Counter) -> None:
    session = counter.desk.session
    days_of_sales(counter, OAT, 1)
    with shops.on(LATER):
        shops.take_in(session, OAT, "60", lot="LATE", expires="2027-06-30")
        counter(f":item sku={OAT} reorder_at=90 reorder_quantity=24")
        found = advice(session)[OAT]
    assert (found.kind, found.quantity) == ("enough", 0)
    assert found.lasts
    assert date(2027, 2, 1) < found.lasts < date(2027, 4, 10)
    assert "last until" in found.reason


def test_without_a_quantity_it_is_the_sales_of_some_days(counter: Counter) -> None:
    session = counter.desk.session
    days_of_sales(counter, SALMON, 2)
    with shops.on(LATER):
        counter(":settings reorder.days 14", f":item sku={SALMON} reorder_at=20 shelf_life_days=90")
        found = advice(session)[SALMON]
    assert found.kind == "order"
    assert 22 <= found.quantity <= 34


def test_the_desk_lists_by_supplier_with_reasons_and_shows_rows(stocked: Counter) -> None:
    stocked(":item sku=CAB reorder_at=20 reorder_quantity=50 supplier=Volta", ":item sku=OAT reorder_at=40")
    said = stocked(":reorder")
    assert said.sentence.startswith("2 to order, ")
    assert said.more[1] == "  2  Volta  Cable USB-C  order 50; 10 good, low at 20"
    assert said.more[0].startswith(
        "  1  no supplier  Oat milk 1 l  order 25; 4 of 19 end unsold; 15 good, low at 40"
    )
    assert stocked("2").view.as_json()["sku"] == CABLE
    assert stocked("9F31").id == "find.lot"
    told = stocked("P")
    assert (told.state, "Cable USB-C  CAB" in "".join(told.more)) == ("OK", True)


def test_nothing_is_low(counter: Counter) -> None:
    counter(":item sku=CAB reorder_at=0")
    shops.take_in(counter.desk.session, CABLE, "5")
    assert counter(":reorder").id == "reorder.none"


def test_the_file_has_the_same(stocked: Counter) -> None:
    stocked(":item sku=CAB reorder_at=20 reorder_quantity=50 supplier=Volta")
    made = listing(stocked.desk.session, "reorder", Asked())
    (row,) = [dict(zip(made.columns, cells, strict=True)) for cells in made.rows]
    assert (row["supplier"], row["sku"], row["advice"], row["order"], row["cost"]) == (
        "Volta", CABLE, "order", "50", "120.00",
    )  # fmt: skip
    assert is_low(list_stock(stocked.desk.session, "Cable")[0])
