"""The pace of sale: what a product sells on an open day, and how sure that is."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopstock.jobs import habits, history, pace
from shopstock.jobs.history import History
from shopstock.jobs.pace import SaleDay, Week, expected, pace_of
from shopstock.jobs.session import Session, new_request_id
from shopstock.jobs.void import void
from tests import shops

MONDAY = date(2026, 8, 3)


def days(*sold: float, ran_out: Sequence[int] = ()) -> list[SaleDay]:
    """A series of days from a Monday on; `ran_out` names those on which nothing was left."""
    return [SaleDay(MONDAY + timedelta(days=n), float(s), n in ran_out) for n, s in enumerate(sold)]


def test_what_sells_three_a_day_sells_three_a_day() -> None:
    found = pace_of(days(*[3] * 60))
    assert found.per_day == pytest.approx(3.0)
    assert expected(found, MONDAY, MONDAY + timedelta(days=3)).units == pytest.approx(12.0)


def test_nothing_is_expected_of_days_gone_by() -> None:
    assert expected(pace_of(days(*[3] * 60)), MONDAY, MONDAY - timedelta(days=1)).units == 0


def test_lumpy_slow_goods_have_the_pace_of_their_mean() -> None:
    """Six in one go every tenth day: 0.6 a day, whatever day it is asked on."""
    for start in range(10):
        series = [6.0 if (n + start) % 10 == 0 else 0.0 for n in range(120)]
        assert pace_of(days(*series)).per_day == pytest.approx(0.6, rel=0.25)


def test_lumpy_goods_are_less_sure_than_calm_ones() -> None:
    calm = pace_of(days(*[1] * 90))
    lumpy = pace_of(days(*([0] * 9 + [10]) * 9))
    week = MONDAY + timedelta(days=6)
    assert expected(lumpy, MONDAY, week).spread > 1.5 * expected(calm, MONDAY, week).spread


def test_what_sold_lately_counts_more_than_last_spring() -> None:
    slowed = pace_of(days(*[4] * 100, *[1] * 50))
    assert 1.0 < slowed.per_day < 2.0


def test_a_day_that_ran_out_says_at_least_so_many_were_wanted() -> None:
    """Two a day were there and gone every second day: more than two were wanted."""
    cut = pace_of(days(*[2] * 60, ran_out=range(0, 60, 2)))
    assert cut.per_day > 2.15
    assert pace_of(days(*[2] * 60)).per_day == pytest.approx(2.0)


def test_running_out_is_allowed_for_about_right() -> None:
    """Poisson 4 a day, never more than 4 there: the plain mean says 3.2."""
    chance = random.Random(7)
    wanted = [sum(chance.random() < 0.04 for _ in range(100)) for _ in range(180)]
    series = [SaleDay(MONDAY + timedelta(days=n), min(w, 4.0), w >= 4) for n, w in enumerate(wanted)]
    plain = sum(d.sold for d in series) / len(series)
    assert plain < 3.4
    assert pace_of(series).per_day == pytest.approx(4.0, rel=0.15)


def test_weekdays_show_once_enough_was_sold() -> None:
    saturdays = pace_of(days(*[10, 10, 10, 10, 10, 30, 10] * 12))
    assert saturdays.on(MONDAY + timedelta(days=5)) > 2.3 * saturdays.on(MONDAY)
    twice = pace_of(days(0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0))
    assert twice.on(MONDAY + timedelta(days=5)) < 1.3 * twice.on(MONDAY)


def test_slow_goods_take_the_week_of_the_shop() -> None:
    week = Week(open=(1, 1, 1, 1, 1, 1, 0), factors=(0.8, 0.8, 0.8, 0.8, 1.0, 1.8, 1.0))
    slow = pace_of(days(*[0, 0, 0, 0, 0, 1] * 4), week)
    assert slow.on(MONDAY + timedelta(days=5)) > 1.7 * slow.on(MONDAY)
    assert slow.on(MONDAY + timedelta(days=6)) == 0


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 40), st.booleans()), max_size=120))
def test_any_history_gives_a_pace_that_can_be_used(history: list[tuple[int, bool]]) -> None:
    found = pace_of([SaleDay(MONDAY + timedelta(days=n), float(s), o) for n, (s, o) in enumerate(history)])
    most = max((s for s, _ in history), default=0)
    assert 0 <= found.per_day <= 12 * most
    assert expected(found, MONDAY, MONDAY + timedelta(days=9)).spread >= 0
    assert found.known == (len(history) >= pace.ENOUGH_DAYS)


# Read from the ledger


def sold_on(session: Session, amounts: dict[str, str]) -> None:
    """Sales of oat milk on days of November (`{"03": "2"}`), with a cable each day so that the shop was open."""
    for day, amount in amounts.items():
        with shops.on(f"2026-11-{day}"):
            shops.sell_some(session, shops.CABLE, "1", anyway=True)
            if amount != "0":
                shops.sell_some(session, shops.OAT, amount)


def oat(session: Session) -> pace.Pace:
    return pace.paces(session)[shops.goods(session, shops.OAT).id]


@pytest.fixture
def shop(sunday: object) -> Session:
    """The corner shop as it is before anything happened in November."""
    del sunday
    return shops.shop_in_memory()


def test_closed_days_and_days_without_stock_do_not_count(shop: Session) -> None:
    with shops.on("2026-11-01"):
        shops.take_in(shop, shops.OAT, "8", lot="L1", expires="2026-12-30")
    sold_on(shop, {"02": "2", "03": "2", "05": "2", "06": "2", "09": "0", "10": "0", "11": "0"})
    found = oat(shop)
    assert found.days == 4
    assert found.per_day > 1.9
    assert found.weekdays[6] <= 0.2


def test_goods_past_their_date_stand_for_sale_to_nobody(shop: Session) -> None:
    with shops.on("2026-11-01"):
        shops.take_in(shop, shops.OAT, "8", lot="L1", expires="2026-11-06")
    sold_on(shop, {"02": "2", "03": "0", "05": "2", "06": "0", "09": "0", "10": "0"})
    assert oat(shop).days == 4


def test_what_was_voided_or_came_back_was_not_sold(shop: Session) -> None:
    with shops.on("2026-11-01"):
        shops.take_in(shop, shops.OAT, "30", lot="L1", expires="2026-12-30")
    sold_on(shop, {"02": "2", "03": "2", "04": "2", "05": "2", "06": "2"})
    with shops.on("2026-11-10", 10):
        sale = shops.sell_some(shop, shops.OAT, "9")
        void(shop, new_request_id(), sale.booking_id)
    with shops.on("2026-11-11"):
        sale = shops.sell_some(shop, shops.OAT, "4")
    assert oat(shop).sold == 14
    with shops.on("2026-11-12"):
        shops.bring_back(shop, shops.sold_line(shop, sale).id, 3)
        assert oat(shop).sold == 11


def test_it_is_read_once_a_day_and_again_the_next(shop: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    with shops.on("2026-11-01"):
        shops.take_in(shop, shops.OAT, "30", lot="L1", expires="2026-12-30")
    sold_on(shop, {"02": "2"})
    asked: list[date] = []
    read = history.read

    def noted(session: Session, last: date, until: date | None = None) -> History:
        asked.append(last)
        return read(session, last, until)

    monkeypatch.setattr(habits, "read", noted)
    with shops.on("2026-11-03"):
        oat(shop)
        shops.sell_some(shop, shops.OAT, "5")
        assert oat(shop).sold == 2
    with shops.on("2026-11-04"):
        assert oat(shop).sold == 7
    assert asked == [date(2026, 11, 2), date(2026, 11, 3)]


def test_only_products_with_something_due_are_asked_about(session: Session) -> None:
    shops.take_in(session, shops.OAT, "3", lot="L1", expires="2026-11-25")
    shops.take_in(session, shops.SALMON, "3", lot="S1", expires="2027-01-25")
    found = pace.paces(session, date(2026, 11, 29))
    assert set(found) == {shops.goods(session, shops.OAT).id}
    assert not found[shops.goods(session, shops.OAT).id].known
