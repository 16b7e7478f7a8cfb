"""What is due: each lot by its own horizon, alerted once, late only where it was left, and never an empty one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shopstock.days import iso
from shopstock.jobs import dates, item
from shopstock.jobs.due import Due, list_due
from shopstock.jobs.freshness import DateState
from shopstock.jobs.session import Session, new_request_id
from shopstock.jobs.settings import change
from tests import shops
from tests.shops import OAT, SALMON, SUNDAY
from tests.store.tracing import statements

SYRUP = "SYRUP"


def found(session: Session, horizon: int | None = None) -> dict[str, Due]:
    """What is due, by lot."""
    return {due.row.code: due for due in list_due(session, horizon)}


def new_and_late(session: Session) -> tuple[set[str], set[str]]:
    """The lots that are in the check for the first time, and those that were left."""
    listed = list_due(session)
    return {d.row.code for d in listed if d.new}, {d.row.code for d in listed if d.late}


def in_days(days: int) -> str:
    """The day so many days after the Sunday."""
    return iso(SUNDAY + timedelta(days=days), "day")


def ok(session: Session, *codes: str) -> None:
    """Those rows are ok for today."""
    rows = found(session)
    acts = tuple(dates.Act(rows[code], "K", rows[code].row.quantity) for code in codes)
    dates.act(session, new_request_id(), acts)


@pytest.fixture
def pharmacy(session: Session) -> Session:
    """Oat milk three days ahead as dairy, syrup ninety as pharmacy, salmon as the shop says: seven."""
    change(session, new_request_id(), "dates.horizons", "dairy=3; pharmacy=90")
    item.save_item(session, {"sku": OAT, "category": " Dairy "})
    item.save_item(
        session,
        {"sku": SYRUP, "name": "Cough syrup", "tracking": "lot", "price": "5.80", "date_kind": "expiry",
         "category": "PHARMACY"},
    )  # fmt: skip
    for sku, lot, days in (
        (OAT, "O3", 3), (OAT, "O4", 4), (SALMON, "S7", 7), (SALMON, "S8", 8), (SYRUP, "Y90", 90), (SYRUP, "Y91", 91),
    ):  # fmt: skip
        shops.take_in(session, sku, "2", lot=lot, expires=in_days(days))
    return session


def test_each_lot_by_the_horizon_of_its_product_its_category_or_the_shop(pharmacy: Session) -> None:
    assert set(found(pharmacy)) == {"O3", "S7", "Y90"}
    assert [found(pharmacy)[code].horizon for code in ("O3", "S7", "Y90")] == [3, 7, 90]
    item.save_item(pharmacy, {"sku": OAT, "alert_days": "4"})
    item.save_item(pharmacy, {"sku": SYRUP, "alert_days": "0"})
    assert set(found(pharmacy)) == {"O3", "O4", "S7"}
    item.save_item(pharmacy, {"sku": SYRUP, "alert_days": "400"})
    assert set(found(pharmacy)) == {"O3", "O4", "S7", "Y90", "Y91"}
    change(pharmacy, new_request_id(), "dates.horizon", "8")
    assert "S8" in found(pharmacy)


def test_a_number_of_days_is_for_all_of_them(pharmacy: Session) -> None:
    item.save_item(pharmacy, {"sku": SYRUP, "alert_days": "0"})
    assert set(found(pharmacy, 90)) == {"O3", "O4", "S7", "S8", "Y90"}
    assert set(found(pharmacy, 3)) == {"O3"}
    more = found(pharmacy, 91)["Y91"]
    assert (more.state, more.new, more.late) == (DateState.FRESH, False, False)


def test_shelf_life_ten_best_five_alert_six(session: Session) -> None:
    """The story of a lot that keeps ten days, is at its best until the fifth before and alerts six days before."""
    item.save_item(session, {"sku": OAT, "shelf_life_days": "10", "best_days": "5", "alert_days": "6"})
    shops.take_in(session, OAT, "5", lot="A", expires=in_days(10))
    for day, state in (
        (3, None), (4, DateState.DUE), (5, DateState.DUE), (6, DateState.PAST_BEST), (10, DateState.PAST_BEST),
        (11, DateState.OVER),
    ):  # fmt: skip
        with shops.on(in_days(day)):
            due = found(session).get("A")
            assert (due.state if due else None) == state, day
    moved = in_days(30)
    session.store.db.execute_sql(f"UPDATE lot SET expires_on = '{moved}' WHERE code = 'A'")
    for day, listed in ((11, False), (23, False), (24, True)):
        with shops.on(in_days(day)):
            assert ("A" in found(session)) is listed, "twenty days later, all of it"


def test_a_lot_is_alerted_once(session: Session) -> None:
    item.save_item(session, {"sku": OAT, "alert_days": "6"})
    shops.take_in(session, OAT, "5", lot="A", expires=in_days(7))
    assert found(session) == {}
    with shops.on(in_days(1)):
        assert new_and_late(session) == ({"A"}, set())
        ok(session, "A")
        assert new_and_late(session) == ({"A"}, set()), "all day, done or not"
    with shops.on(in_days(2)):
        assert new_and_late(session) == (set(), set())
        shops.sell_some(session, OAT, "4")
    with shops.on(in_days(4)):
        assert new_and_late(session) == (set(), {"A"}), "nobody looked at it on the last open day"
        shops.sell_some(session, OAT)
        assert found(session) == {}, "an empty lot is on no list"


def test_what_came_near_its_date_is_new_when_it_came(session: Session) -> None:
    shops.take_in(session, OAT, "5", lot="A", expires=in_days(2))
    ok(session, "A")
    with shops.on(in_days(1)):
        shops.take_in(session, OAT, "5", lot="B", expires=in_days(2))
        assert new_and_late(session) == ({"B"}, set())


def test_only_what_stood_there_can_be_late(session: Session) -> None:
    """Pulled yesterday and brought back today, or moved to another shelf: no row of that place was left."""
    shops.take_in(session, OAT, "5", lot="A", expires=in_days(2))
    rows = found(session)
    dates.act(session, new_request_id(), (dates.Act(rows["A"], "P", 5),))
    pulled = session.store.db.execute_sql("SELECT max(id) FROM booking").fetchone()[0]
    with shops.on(in_days(1)):
        assert found(session) == {}
        dates.undo(session, new_request_id(), pulled)
        assert new_and_late(session) == (set(), set()), "it was seen, and it is no news"


def test_late_by_the_horizons_as_they_are(pharmacy: Session) -> None:
    ok(pharmacy, "O3", "S7")
    with shops.on(in_days(1)):
        assert new_and_late(pharmacy) == ({"O4", "S8", "Y91"}, {"Y90"})
        item.save_item(pharmacy, {"sku": SALMON, "alert_days": "30"})
        assert new_and_late(pharmacy) == ({"O4", "Y91"}, {"Y90", "S8"})


def test_the_list_costs_the_same_statements_however_long_it_is(session: Session) -> None:
    shops.take_in(session, OAT, "1", lot="FIRST", expires=in_days(0))
    counts = []
    for more in (0, 40):
        for n in range(more):
            shops.take_in(session, OAT, "1", lot=f"L{n}", expires=in_days(n % 7))
        with shops.on(in_days(1)), statements(session.store) as seen:
            assert list_due(session)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 12
