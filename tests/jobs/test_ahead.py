"""Looking ahead: each lot on its last day, what is over and what is set aside apart, and what will likely be left."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from shopstock.jobs import ahead, hold, item
from shopstock.jobs.exports import Asked, listing
from shopstock.jobs.forecast import Batch, run
from shopstock.jobs.session import Session, new_request_id
from shopstock.refusal import BadInput
from tests import shops
from tests.shops import CABLE, CHEESE, OAT, SALMON, SUNDAY


def by_day(session: Session, weeks: int = 6) -> dict[str, tuple[int, int]]:
    """The days that something ends on: how many lots, and their money at price."""
    seen = ahead.look_ahead(session, weeks)
    return {
        day.day.isoformat(): (day.total.lots, day.total.price_minor) for day in seen.days if day.total.lots
    }


def test_each_lot_counts_on_its_last_day_and_what_is_over_stands_apart(session: Session) -> None:
    shops.take_in(session, OAT, "10", lot="A", expires="2026-11-24")
    shops.take_in(session, OAT, "5", lot="B", expires="2026-11-24")
    shops.take_in(session, SALMON, "2", lot="C", expires="2026-11-22")
    shops.take_in(session, SALMON, "3", lot="D", expires="2026-11-21")
    assert by_day(session) == {"2026-11-22": (1, 1100), "2026-11-24": (2, 3225)}
    seen = ahead.look_ahead(session)
    assert (seen.over.lots, seen.over.price_minor, seen.over.cost_minor) == (1, 1650, 960)
    assert (seen.coming.lots, seen.coming.cost_minor) == (3, 640 + 1650)
    assert seen.coming.quantities == (("each", "17"),)


def test_a_month_counts_on_its_last_day_and_a_year_on_new_years_eve(session: Session) -> None:
    shops.take_in(session, OAT, "1", lot="M", expires="2026-11")
    shops.take_in(session, OAT, "1", lot="Y", expires="2026")
    shops.take_in(session, OAT, "1", lot="LEAP", expires="2028-02")
    assert list(by_day(session)) == ["2026-11-30", "2026-12-31"]
    with shops.on("2028-02-28"):
        assert list(by_day(session)) == ["2028-02-29"]


@pytest.mark.parametrize(("weeks", "listed"), [(1, False), (2, True)])
def test_the_last_day_that_is_looked_at(session: Session, weeks: int, listed: bool) -> None:
    shops.take_in(session, OAT, "1", lot="A", expires=(SUNDAY + timedelta(days=7)).isoformat())
    assert bool(by_day(session, weeks)) == listed
    assert len(ahead.look_ahead(session, weeks).days) == 7 * weeks


@pytest.mark.parametrize("weeks", [0, 53])
def test_no_week_and_more_than_a_year_are_refused(session: Session, weeks: int) -> None:
    with pytest.raises(BadInput):
        ahead.look_ahead(session, weeks)


def test_held_goods_and_quarantine_are_set_aside_and_no_risk(session: Session) -> None:
    shops.take_in(session, OAT, "10", lot="A", expires="2026-11-24")
    shops.take_in(session, OAT, "4", lot="A", expires="2026-11-24", place_code="QUARANTINE")
    shops.take_in(session, SALMON, "2", lot="H", expires="2026-11-24")
    shops.take_in(session, SALMON, "1", lot="OLD", expires="2026-11-20", place_code="QUARANTINE")
    hold.hold_lot(session, new_request_id(), shops.batch(session, SALMON, "H").id, "smells")
    seen = ahead.look_ahead(session)
    assert by_day(session) == {"2026-11-24": (1, 2150)}
    assert seen.over.lots == 0
    assert (seen.set_aside.lots, seen.set_aside.quantities) == (3, (("each", "7"),))


def test_a_lot_at_two_places_is_one_lot_and_empty_lots_do_not_appear(session: Session) -> None:
    shops.take_in(session, OAT, "2", lot="A", expires="2026-11-24")
    shops.take_in(session, OAT, "3", lot="A", expires="2026-11-24", place_code="SHELF-2")
    shops.take_in(session, OAT, "1", lot="E", expires="2026-11-23")
    shops.sell_some(session, OAT, "1")
    assert by_day(session) == {"2026-11-24": (1, 1075)}


def test_goods_without_a_kind_of_date_do_not_appear(session: Session) -> None:
    shops.take_in(session, OAT, "2", lot="A", expires="2026-11-24")
    shops.take_in(session, CABLE, "5")
    item.save_item(session, {"sku": OAT, "date_kind": ""})
    assert by_day(session) == {}


def test_pieces_and_kilograms_make_no_sum(session: Session) -> None:
    item.save_item(
        session,
        {"sku": "BRIE", "name": "Brie", "tracking": "lot", "price": "20", "measure": "kg", "decimals": "3",
         "date_kind": "best_before"},
    )  # fmt: skip
    shops.take_in(session, "BRIE", "1.250", lot="B", expires="2026-11-24")
    shops.take_in(session, OAT, "2", lot="A", expires="2026-11-24")
    assert ahead.look_ahead(session).coming.quantities == (("each", "2"), ("kg", "1.250"))
    assert shops.goods(session, CHEESE).date_kind is None


def test_a_weekday_without_bookings_is_shut_once_it_came_three_times(session: Session) -> None:
    shut: dict[str, set[int]] = {}
    for n in range(27):
        day = SUNDAY + timedelta(days=n)
        with shops.on(day.isoformat()):
            shut[day.isoformat()] = set(ahead.shut_weekdays(session))
            if day.weekday() != 2 and (day.weekday() != 6 or n == 0):
                shops.take_in(session, CABLE, "1")
    assert shut["2026-11-23"] == set()
    assert shut["2026-12-09"] == set()
    assert shut["2026-12-10"] == {2}  # the third Wednesday went by; on a Sunday it was open once
    with shops.on("2026-12-18"):
        days = ahead.look_ahead(session).days
    assert {day.day.weekday() for day in days if day.shut} == {2}


def test_the_list_as_a_file_says_when_and_how_much(session: Session) -> None:
    shops.take_in(session, SALMON, "2", lot="C", expires="2026-11-21")
    shops.take_in(session, OAT, "10", lot="A", expires="2026-11")
    made = listing(session, "ahead", Asked(days=8))
    rows = [dict(zip(made.columns, row, strict=True)) for row in made.rows]
    assert [(r["sku"], r["last_day"], r["weekday"], r["days_left"], r["state"]) for r in rows] == [
        (SALMON, "2026-11-21", "Sat", "-1", "over"),
        (OAT, "2026-11-30", "Mon", "8", "fresh"),
    ]
    assert (rows[1]["date"], rows[1]["quantity"], rows[1]["at_price"], rows[1]["at_cost"]) == (
        "2026-11", "10", "21.50", "11.00",
    )  # fmt: skip
    assert [row[6] for row in listing(session, "ahead", Asked(days=7)).rows] == [SALMON]


# The forecast

TODAY = date(2026, 11, 23)


def one_a_day(_: date) -> float:
    return 1.0


def day(n: int) -> date:
    return TODAY + timedelta(days=n)


def test_five_that_expire_in_five_days_count_on_day_five_and_not_on_day_six() -> None:
    made = run([Batch(1, 5.0, day(5))], lambda _: 0.0, TODAY, 8)
    assert [d.good for d in made.days] == [5, 5, 5, 5, 5, 5, 0, 0]
    assert [(left.until, left.quantity) for left in made.left] == [(day(5), 5.0)]


def test_the_earliest_date_goes_first_and_what_ends_is_left() -> None:
    batches = [Batch(3, 4.0, None), Batch(2, 4.0, day(9)), Batch(1, 5.0, day(2))]
    made = run(batches, one_a_day, TODAY, 14)
    assert [d.good for d in made.days] == [13, 12, 11, 8, 7, 6, 5, 4, 3, 2, 1, 0, 0, 0]
    assert [(left.lot_id, left.until, left.quantity) for left in made.left] == [(1, day(2), 2.0)]
    assert made.runs_out == day(11)


def test_what_is_over_is_no_stock() -> None:
    made = run([Batch(1, 5.0, day(-1))], one_a_day, TODAY, 3)
    assert [d.good for d in made.days] == [0, 0, 0]
    assert (made.runs_out, made.left) == (TODAY, ())


def test_no_stock_that_lasts_never_runs_out() -> None:
    assert run([Batch(1, 90.0, None)], one_a_day, TODAY, 42).runs_out is None


def test_all_that_was_there_was_sold_or_left_or_is_there() -> None:
    batches = [Batch(n, 3.0 + n, day(2 * n)) for n in range(8)] + [Batch(9, 2.5, None)]
    made = run(batches, lambda d: 1.3 if d.weekday() < 5 else 0.0, TODAY, 20)
    there = sum(b.quantity for b in batches)
    gone = 0.0
    for before, after in zip(made.days, made.days[1:], strict=False):
        sold = before.good - before.left - after.good
        assert -1e-9 <= sold <= before.wanted + 1e-9
        gone += sold + before.left
    assert gone + made.days[-1].good == pytest.approx(there)
