"""The back-test: what would have been said, with nothing but what was known then, against what happened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine

from shopstock.jobs import suggest
from shopstock.jobs.backtest import Judged, backtest
from shopstock.jobs.session import Session
from shopstock.jobs.suggest import Suggestion
from tests import shops
from tests.desk.counter import Counter
from tests.jobs.milk import SUNDAY, mark, milk_shop, one_day, take_in


@pytest.fixture
def shop(sunday: time_machine.Traveller) -> Iterator[Session]:
    """Six weeks of oat milk, two cartons a day."""
    del sunday
    made = milk_shop()
    yield made
    made.store.close()


def judged(session: Session, day: date, days: int = 0) -> dict[str, Judged]:
    """The lots of the back-test by their codes, asked on that day."""
    with shops.on(day.isoformat(), 8):
        return {one.code: one for one in backtest(session, days).lots}


def after(days: int) -> date:
    return SUNDAY + timedelta(days=days)


def test_each_lot_is_right_or_not(shop: Session) -> None:
    one_day(shop, "2026-11-23", "GOES", None, "20")
    one_day(shop, "2026-11-24", "STAYS", None, "3")
    with shops.on("2026-11-25", 8):
        take_in(shop, "1", "SMALL", "2026-11-25")
    found = judged(shop, after(4))
    assert (found["GOES"].advised, found["GOES"].left, found["GOES"].right) == (True, 0, False)
    assert (found["STAYS"].advised, found["STAYS"].left, found["STAYS"].right) == (True, 17, True)
    assert (found["SMALL"].advised, found["SMALL"].left, found["SMALL"].right) == (False, 1, False)
    assert found["SMALL"].left_minor == 215


def test_how_far_off_it_was(shop: Session) -> None:
    one_day(shop, "2026-11-23", "A", None, "2")
    one_day(shop, "2026-11-24", "B", None, "6")
    with shops.on("2026-11-25", 8):
        found = backtest(shop, 0)
    ours = [one for one in found.kept if one.code in "AB"]
    assert [one.left for one in ours] == [14, 18]
    assert [one.said.left_units for one in ours] == pytest.approx([18, 18], abs=0.4)


def test_a_price_that_was_changed_later_is_counted_apart(shop: Session) -> None:
    one_day(shop, "2026-11-23", "HALF", 107, "9")
    with shops.on("2026-11-24", 8):
        found = backtest(shop, 0)
    assert [one.priced for one in found.lots if one.code == "HALF"] == [True]
    assert "HALF" not in [one.code for one in found.kept]


def test_it_says_what_was_said_that_morning(shop: Session) -> None:
    """Three weeks of lots, some of them marked down: on no morning did it know more than the shop did."""
    said: dict[str, Suggestion] = {}
    for n in range(1, 22):
        day, code = after(n), f"L{n:02}"
        with shops.on(day.isoformat(), 7):
            take_in(shop, str(2 + n % 7), code, day.isoformat())
        with shops.on(day.isoformat(), 8):
            lot = shops.batch(shop, shops.OAT, code)
            said[code] = suggest.suggestions(shop, day)[lot.id]
            if n % 3 == 0:
                mark(shop, code, 107 if n % 2 else 150)
        with shops.on(day.isoformat(), 18):
            shops.sell_some(shop, shops.OAT, str(min(2 + n % 7, 1 + n % 4 + 3 * (n % 3 == 0))))
    found = judged(shop, after(23))
    assert len(said) == 21
    for code, then in said.items():
        assert found[code].said.verdict == then.verdict, code
        assert found[code].said.price_minor == then.price_minor, code
        assert found[code].said.left_units == pytest.approx(then.left_units, abs=0.05), code


def test_nothing_is_judged_that_nothing_was_known_of(sunday: time_machine.Traveller) -> None:
    del sunday
    new = shops.shop_in_memory()
    one_day(new, "2026-11-20", "FIRST", None, "2")
    with shops.on("2026-11-21", 8):
        found = backtest(new, 0)
    assert (found.lots, found.unknown) == ([], 1)


# At the desk


def test_the_figures_at_the_desk(shop: Session) -> None:
    one_day(shop, "2026-11-23", "GOES", None, "20")
    one_day(shop, "2026-11-24", "HALF", 107, "9")
    with shops.on("2026-11-25", 8):
        take_in(shop, "1", "SMALL", "2026-11-25")
    with shops.on("2026-11-26", 8):
        counter = Counter(shop)
        answer = counter(":backtest 0")
        assert "of 3 lots: 1 right, 1 left over unadvised, 1 marked for nothing" in answer.text
        assert "  1 left over, nothing suggested: 1 units, 2.15" in answer.more
        assert "  1 sold out at their price, though a lower one was suggested" in answer.more
        assert "  1 more had their price changed later and are not counted" in answer.more
        view = counter.view()
        rows = {row["lot"]: row for row in view["rows"]}
        assert (view["lots"], view["right"], view["missed"], view["needless"]) == (3, 1, 1, 1)
        assert rows["GOES"]["advised"] == "1.07"
        assert rows["GOES"]["left"] == "0"
        assert rows["HALF"]["priced"]
        assert counter(str(rows["OLD"]["n"])).view.as_json()["code"] == "OLD"


def test_a_shop_without_a_past(sunday: time_machine.Traveller) -> None:
    del sunday
    counter = Counter(shops.shop_in_memory())
    assert counter(":backtest").id == "backtest.none"
    for wrong in ("x", "-1", "31", "1.5"):
        assert counter(f":backtest {wrong}").state == "STOP"
