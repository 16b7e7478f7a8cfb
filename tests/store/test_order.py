"""The order of a till's chain: whatever its clock says, what is booked later stands later."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from shopstock import clock
from shopstock.jobs import setup
from shopstock.jobs.session import Session
from shopstock.store.order import Latest, in_order
from tests import shops
from tests.store.audit import findings

DAYS = st.dates(date(2025, 1, 1), date(2028, 1, 1))
NOON = clock.instant_on(date(2026, 11, 22), 12, 0, shops.ZONE)


@given(st.integers(0, 2**50), DAYS, st.integers(0, 2**50), DAYS)
def test_neither_instant_nor_day_goes_back(last_us: int, last: date, at_us: int, day: date) -> None:
    given_ = in_order(Latest(last_us, last), at_us, day)
    assert given_.at_us >= last_us
    assert given_.day >= last
    if (at_us, day) >= (last_us, last) and day >= last:
        assert given_ == (at_us, day), "a clock that goes on is believed"


def test_the_first_booking_is_believed() -> None:
    assert in_order(None, 7, shops.SUNDAY) == (7, shops.SUNDAY)


def test_only_an_older_day_can_be_dated_back() -> None:
    last = Latest(NOON, shops.SUNDAY)
    assert in_order(last, 5, date(2026, 11, 1), backdated=True) == (5, date(2026, 11, 1))
    assert in_order(last, 5, date(2026, 11, 1)) == (NOON + 1, shops.SUNDAY)
    assert in_order(last, NOON - 9, shops.SUNDAY, backdated=True) == (NOON + 1, shops.SUNDAY)


def test_a_day_stands_though_the_shop_moved_to_another_zone(session: Session) -> None:
    """Half an hour past midnight in Berlin is still the day before in New York: the day is kept, and it is sound."""
    with shops.on("2026-11-23", 0, 30):
        shops.take_in(session, shops.CABLE, "5")
    moved = session.store.db.execute_sql("UPDATE shop SET zone = 'America/New_York'")
    assert moved.rowcount == 1
    there = setup.open_session(session.store)
    with shops.on("2026-11-23", 0, 40):
        assert clock.today("America/New_York") == date(2026, 11, 22)
        shops.sell_some(there, shops.CABLE)
        assert there.today() == date(2026, 11, 23)
    assert session.store.db.execute_sql("SELECT DISTINCT day FROM booking").fetchall() == [("2026-11-23",)]
    assert findings(session) == []


def test_a_sale_that_was_refused_leaves_no_order_behind(session: Session) -> None:
    shops.take_in(session, shops.CABLE, "5")
    store = session.store
    with clock.set_to(NOON + 10**12):
        try:
            with store.transaction():
                shops.sell_some(session, shops.CABLE)
                raise KeyError
        except KeyError:
            pass
    assert session.today() == shops.SUNDAY
    at_us = shops.sell_some(session, shops.CABLE).at_us
    assert at_us < NOON, "09:14, as the clock says"
