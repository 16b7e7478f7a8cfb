"""How goods stand with their date: the rule every view reads."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopstock.days import PrintedDate, parse_iso
from shopstock.jobs.freshness import DateState, Rules, freshness, rules
from shopstock.jobs.session import Session
from shopstock.jobs.settings import change
from shopstock.store.catalogue import ProductRow
from tests import shops

SHOP = Rules(7, {"dairy": 3, "pharmacy": 90}, {"pharmacy": 30}, {"dairy": 5})
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def goods(kind: str | None = "best_before", **columns: object) -> ProductRow:
    base = ProductRow(
        0, "X", "Oats", "lot", 0, None, 0, None, None, kind, None, "each", 0,
        None, None, None, None, None, None, "any", "{}",
    )  # fmt: skip
    return base._replace(**columns)  # type: ignore[arg-type]


def test_best_before_5_and_alert_6_days_before_the_last_day_move_with_it() -> None:
    row = goods(best_days=5, alert_days=6)
    last = date(2026, 12, 2)
    for moved in (0, 20):
        end = last + timedelta(days=moved)
        days = freshness(SHOP, row, PrintedDate(end))
        assert (days.listed_on, days.best_on) == (end - timedelta(days=6), end - timedelta(days=5))
        states = [days.on(end + timedelta(days=n)) for n in (-7, -6, -5, -4, 0, 1)]
        assert states == [
            DateState.FRESH, DateState.DUE, DateState.DUE, DateState.PAST_BEST, DateState.PAST_BEST, DateState.OVER,
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "last"),
    [
        ("2028-02", "2028-02-29"),
        ("2027-02", "2027-02-28"),
        ("2026", "2026-12-31"),
        ("2028-02-29", "2028-02-29"),
    ],
)
def test_a_month_and_a_year_hold_through_their_last_day(printed: str, last: str) -> None:
    days = freshness(SHOP, goods("expiry"), parse_iso(printed))
    end = date.fromisoformat(last)
    assert (days.on(end), days.on(end + timedelta(days=1))) == (DateState.DUE, DateState.OVER)
    assert days.forbidden_on(end + timedelta(days=1))


@pytest.mark.parametrize(
    ("kind", "forbidden"), [("use_by", True), ("expiry", True), ("best_before", False), ("sell_by", False)]
)
def test_what_is_over_is_never_offered_and_some_of_it_never_sold(kind: str, forbidden: bool) -> None:
    over = freshness(SHOP, goods(kind), PrintedDate(date(2026, 11, 21)))
    today = date(2026, 11, 22)
    assert (over.offered_on(today), over.forbidden_on(today)) == (False, forbidden)


def test_goods_without_a_kind_of_date_have_none_whatever_is_printed() -> None:
    days = freshness(SHOP, goods(None), PrintedDate(date(2020, 1, 1)))
    assert days.on(date(2026, 1, 1)) is DateState.UNDATED
    assert days.offered_on(date(2026, 1, 1))


@given(DAYS, DAYS, st.integers(0, 400), st.integers(0, 400), st.integers(0, 400))
def test_a_lot_grows_only_worse(last: date, day: date, best: int, alert: int, left: int) -> None:
    row = goods("use_by", best_days=best, alert_days=alert, min_days_sale=left)
    days = freshness(SHOP, row, PrintedDate(last))
    order = list(DateState)
    assert order.index(days.on(day)) <= order.index(days.on(day + timedelta(days=1)))
    assert days.offered_on(day) or not days.offered_on(day + timedelta(days=1))


def test_a_horizon_longer_than_the_calendar_is_its_first_day() -> None:
    assert freshness(SHOP, goods(alert_days=36_500), PrintedDate(date(1, 1, 5))).listed_on == date.min


def test_the_product_says_it_before_the_category_and_that_before_the_shop(session: Session) -> None:
    change(session, "r-horizon-1", "dates.horizons", "Dairy = 3; pharmacy=90")
    change(session, "r-horizon-2", "dates.min_sale", "pharmacy=30")
    now = rules(session)
    assert now.furthest == 90
    assert now.horizon_of(goods(category="dairy ")) == 3
    assert now.horizon_of(goods(category="dairy", alert_days=1)) == 1
    assert now.horizon_of(goods(category="bread")) == 7
    assert now.min_sale_of(goods(category="Pharmacy")) == 30
    assert now.min_in_of(shops.goods(session, shops.SALMON)) == 0
