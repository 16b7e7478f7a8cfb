"""Losses: the report agrees with what was booked, in money, in percent of sales, and without what was undone."""

from __future__ import annotations

import pytest

from shopstock.jobs import item, losses
from shopstock.jobs.exports import Asked, as_csv, listing
from shopstock.jobs.session import Session
from tests import shops
from tests.desk.counter import Counter
from tests.shops import OAT

pytestmark = pytest.mark.conversation


@pytest.fixture
def lived(stocked: Counter) -> Counter:
    """A day: sales of 23.65 and more, waste for two reasons, gifts, and something that was undone."""
    item.save_item(stocked.desk.session, {"sku": OAT, "supplier": "Volta"})
    stocked("CAB", "2*CAB", ":finish")  # 29.70
    stocked(
        ":waste 2*24B07",
        "DW",
        ":waste 24B07",
        "EW",
        ":waste 9F31",
        "EW",
        ":waste CAB",
        "XC",
        ":waste CAB",
        "XT",
    )
    stocked(":waste 3*24B07", "DS", ":waste 5*CAB", "DW", ":undo")
    return stocked


def test_this_month(lived: Counter) -> None:
    answer = lived(":losses")
    assert answer.sentence == "01 Nov to 22 Nov: waste 6.50 (21.9 % of sales), saved by markdown 0.00"
    view = lived.view()
    assert view["sales"] == "29.70"
    assert [(s["what"], s["cost"], s["count"]) for s in view["sums"]] == [
        ("waste", "6.50", 3), ("charity", "2.40", 1), ("staff", "2.40", 1), ("supplier", "3.30", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("letter", "groups"),
    [
        ("P", [("Oat milk 1 l", "3", "3.30"), ("Smoked salmon", "1", "3.20")]),
        ("L", [("lot 24B07, Oat milk 1 l", "3", "3.30"), ("lot 9F31, Smoked salmon", "1", "3.20")]),
        ("V", [("Volta", "3", "3.30"), ("no supplier known", "1", "3.20")]),
        ("R", [("expired", None, "4.30"), ("damaged", "2", "2.20")]),
    ],
)
def test_waste_in_groups(lived: Counter, letter: str, groups: list[tuple[str, str | None, str]]) -> None:
    lived(":losses", letter)
    assert [(row["label"], row["quantity"], row["cost"]) for row in lived.view()["rows"]] == groups


def test_a_number_looks_at_it(lived: Counter) -> None:
    assert lived(":losses", "1").id == "find.product"
    assert lived("L", "1").id == "find.lot"
    assert lived("R", "1").id == "desk.not_here"


def test_goods_without_a_cost_are_counted_and_not_guessed(lived: Counter) -> None:
    item.save_item(lived.desk.session, {"sku": "BREAD", "name": "Bread", "tracking": "none", "price": "3.00"})
    shops.take_in(lived.desk.session, "BREAD", "4")
    lived(":waste 2*BREAD", "EW")
    told = lived(":losses")
    assert "(1 of 4 without a cost)" in told.text
    assert lived.view()["sums"][0] == {
        "what": "waste",
        "cost": "6.50",
        "count": 4,
        "uncosted": 1,
        "percent": "21.9",
    }


def test_periods(lived: Counter) -> None:
    assert lived(":losses 2026-10").sentence.startswith("01 Oct to 31 Oct: waste 0.00, saved")
    assert lived(":losses 1").sentence.startswith("22 Nov: waste 6.50")
    assert lived.view(":losses 2024-02")["last"] == "2024-02-29"
    for wrong in ("2026-13", "0", "-1", "soon", "9999", "2026-1-1", "٣"):
        assert lived(f":losses {wrong}").state == "STOP"


def test_a_month_ends_at_the_shops_midnight(lived: Counter) -> None:
    with shops.on("2026-12-01", 0, 1):
        assert lived(":losses").sentence.startswith("01 Dec: waste 0.00")
        assert lived(":losses 2026-11").sentence.startswith("01 Nov to 30 Nov: waste 6.50")


def test_saved_by_markdown(lived: Counter) -> None:
    lived(":mark 24B06 1.00", ":sell", "2*24B06", "24B07", ":finish")
    lived(":mark 24B06 0.50", ":sell", "24B06", ":finish", "24B06", ":finish", ":undo")
    lived(":return", "#R1-2", "1", "1*", "CSM", ":waste 24B06", "DW")
    view = lived.view(":losses")
    assert (view["saved"], view["saved_list"], view["saved_lines"]) == ("1.50", "4.30", 2)
    assert view["saved_wasted"] == "1.10"
    lived(":mark 24B06 list", ":sell", "24B06", ":finish")
    assert lived.view(":losses")["saved"] == "1.50", "at the list price nothing is saved"


def test_the_figures_of_the_month(lived: Counter) -> None:
    lived(":mark 24B06 1.00", ":sell", "24B06", ":finish")
    figures = losses.month_figures(lived.desk.session)
    assert figures == (650, 0, 3070, 100)
    assert figures.percent == "21.2"
    lived(":dates")
    assert lived.desk.frame().summary.endswith("Waste this month 6.50 (21.2 % of sales)   Saved 1.00")


def test_no_sales_no_percent(counter: Counter) -> None:
    assert losses.month_figures(counter.desk.session).percent is None
    assert counter(":losses").sentence == "01 Nov to 22 Nov: waste 0.00, saved by markdown 0.00"


def test_as_files(lived: Counter) -> None:
    session = lived.desk.session
    lived(":mark 24B06 1.00", ":sell", "2*24B06", ":finish")
    text, count = as_csv(listing(session, "losses", Asked()))
    lines = text.splitlines()
    assert lines[0] == "day,what,sku,name,lot,supplier,reason,quantity,cost"
    assert lines[1] == "2026-11-22,waste,OAT,Oat milk 1 l,24B07,Volta,damaged,2,2.20"
    assert count == 6
    text, count = as_csv(listing(session, "markdowns", Asked()))
    assert text.splitlines()[1:] == ["2026-11-22,OAT,Oat milk 1 l,24B06,2,2.15,1.00,2.00,4.30"]
    assert count == 1


@pytest.mark.sqlite
def test_the_period_is_found_by_the_index_of_days(session: Session) -> None:
    """The bookings of the period come from their index, their rows by their keys: nothing is read from end to end."""
    from shopstock.store import losses as store_losses

    for query in (store_losses._GONE, store_losses._SOLD, store_losses._CAME_BACK):
        text, params = query.sql(session.store.db)
        values = ["2026-11-01" if hasattr(p, "name") else p for p in params]
        plan = session.store.db.execute_sql(f"EXPLAIN QUERY PLAN {text}", values).fetchall()
        steps = [str(step[-1]) for step in plan]
        assert not any(step.startswith("SCAN") for step in steps), steps
