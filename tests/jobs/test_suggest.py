"""What is suggested for dated lots: the stories of a corner shop that sells oat milk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine

from shopstock.desk.advice import sentence
from shopstock.jobs import dates, habits, item, suggest
from shopstock.jobs.dates import Act
from shopstock.jobs.session import Session, new_request_id
from shopstock.jobs.suggest import Suggestion
from shopstock.store import pace
from shopstock.store.engine import Store
from shopstock.store.markdowns import markdowns_of
from tests import shops
from tests.jobs.milk import SUNDAY, mark, milk_shop, one_day, take_in

EUR = 100


@pytest.fixture
def shop(sunday: time_machine.Traveller) -> Iterator[Session]:
    """Two cartons of oat milk a day for six weeks; the shop never closes."""
    del sunday
    made = milk_shop()
    yield made
    made.store.close()


def said(session: Session, code: str = "L1") -> Suggestion:
    found = suggest.suggestions(session, SUNDAY + timedelta(days=60))
    return found[shops.batch(session, shops.OAT, code).id]


def test_what_sells_out_by_itself_keeps_its_price(shop: Session) -> None:
    take_in(shop, "4", "L1", "2026-11-27")
    assert said(shop).verdict == "sells_out"
    assert said(shop).price_minor is None
    assert sentence(shop, said(shop)) == "sells 2.0 a day: sells out by itself"


def test_too_much_on_the_last_day_is_half_the_price(shop: Session) -> None:
    take_in(shop, "9", "L1", "2026-11-22")
    found = said(shop)
    assert (found.verdict, found.percent, found.price_minor) == ("mark_down", 50, 107)
    assert found.left_units == pytest.approx(7.0, abs=0.3)
    assert found.risk_minor == pytest.approx(7 * 215, abs=70)
    assert found.risk_cost_minor == pytest.approx(7 * 110, abs=40)
    assert sentence(shop, found) == (
        "sells 2.0 a day, needs 9.0 to clear 9 by 22 Nov. 50 % was never tried here: 2.8x is taken. "
        "7 likely left, 15.05 at risk. Try 50 %: 1.07"
    )


def test_days_ahead_the_full_price_brings_more_first(shop: Session) -> None:
    """Six cartons may be left on Thursday, and yet today nobody has to pay less."""
    take_in(shop, "12", "L1", "2026-11-25")
    found = said(shop)
    assert found.verdict == "wait"
    assert found.left_units > 3
    assert sentence(shop, found).endswith("at risk. today the price of now brings more")


def test_what_never_sold_says_that_it_knows_nothing(shop: Session) -> None:
    shops.take_in(shop, shops.SALMON, "3", lot="S1", expires="2026-11-23")
    found = suggest.suggestions(shop, SUNDAY + timedelta(days=60))
    new = found[shops.batch(shop, shops.SALMON, "S1").id]
    assert (new.verdict, new.price_minor) == ("unknown", None)


def test_what_is_over_gets_no_price(shop: Session) -> None:
    """The rest of the old lot went over yesterday."""
    take_in(shop, "9", "L1", "2026-11-22")
    assert said(shop, "OLD").verdict == "over"
    assert said(shop, "OLD").price_minor is None
    assert (
        suggest.suggestion_for(shop, shops.batch(shop, shops.OAT, "OLD").id, date(2026, 11, 21)) is not None
    )


def test_days_that_must_be_left_at_a_sale_come_off(shop: Session) -> None:
    item.save_item(shop, {"sku": shops.OAT, "min_days_sale": "3"})
    take_in(shop, "9", "L1", "2026-11-25")
    take_in(shop, "9", "L2", "2026-11-24")
    assert said(shop, "L1").until == SUNDAY
    assert said(shop, "L1").percent == 50
    assert said(shop, "L2").verdict == "over"


def test_the_earlier_lot_takes_the_customers_first(shop: Session) -> None:
    """Alone the later lot would be gone; behind the earlier one nobody is left for it."""
    take_in(shop, "3", "L2", "2026-11-23")
    assert said(shop, "L2").verdict == "sells_out"
    take_in(shop, "8", "L1", "2026-11-22")
    assert said(shop, "L1").verdict == "mark_down"
    assert said(shop, "L2").left_units > 0.9


def test_a_price_goes_down_or_stays(shop: Session) -> None:
    take_in(shop, "9", "L1", "2026-11-22")
    mark(shop, "L1", 64)
    found = said(shop)
    assert found.price_minor is None
    assert found.left_units < 6, "more are bought at the price it has now"


def test_a_held_lot_is_thought_of_by_nobody(shop: Session) -> None:
    from shopstock.store.lots import set_lot_hold

    take_in(shop, "9", "L1", "2026-11-22")
    lot = shops.batch(shop, shops.OAT, "L1")
    with shop.store.transaction():
        set_lot_hold(shop.store, lot.id, "smells")
    assert lot.id not in suggest.suggestions(shop, SUNDAY)


def test_goods_by_weight_are_thought_of_by_weight(sunday: time_machine.Traveller) -> None:
    del sunday
    shop = shops.shop_in_memory()
    item.save_item(
        shop,
        {"sku": "BRIE", "name": "Brie", "tracking": "lot", "price": "20.00", "cost": "12.00", "measure": "kg",
         "decimals": "3", "date_kind": "best_before"},
    )  # fmt: skip
    with shops.on("2026-11-01"):
        shops.take_in(shop, "BRIE", "20", lot="B0", expires="2026-12-24")
    for n in range(1, 21):
        with shops.on(f"2026-11-{n:02d}", 18):
            shops.sell_some(shop, shops.CABLE, anyway=True)
            sell_brie(shop, "0.400")
    shops.take_in(shop, "BRIE", "3", lot="B1", expires="2026-11-22")
    found = suggest.suggestions(shop, SUNDAY)[shops.batch(shop, "BRIE", "B1").id]
    assert found.left_units == pytest.approx(2.6, abs=0.15)
    assert found.risk_minor == pytest.approx(52 * EUR, abs=3 * EUR)
    assert sentence(shop, found).startswith("sells 0.4 a day, needs 3.0 to clear 3.000 by 22 Nov")


def sell_brie(session: Session, amount: str) -> None:
    from shopstock.jobs import offer, sell

    row = shops.goods(session, "BRIE")
    found = offer.offer_product(session, row, shops.quantity(session, "BRIE", amount), {})
    total = sum(o.price_minor * o.quantity // 1000 for o in found)
    lines = tuple(shops.wanted(o) for o in found)
    sell.sell(session, new_request_id(), lines, (sell.Tender("cash", total, total),))


# What was tried


def test_what_was_tried_here_is_said_and_believed(shop: Session) -> None:
    """Nine cartons went at 30 % off where two would have gone, twice."""
    for day, code in (("2026-11-23", "T1"), ("2026-11-26", "T2")):
        one_day(shop, day, code, 150, "9")
    with shops.on("2026-11-27"):
        take_in(shop, "6", "L1", "2026-11-27")
        found = suggest.suggestions(shop, date(2026, 11, 27))[shops.batch(shop, shops.OAT, "L1").id]
        assert found.percent == 30
        assert found.seen is not None
        assert found.seen[0] == 2
        assert found.seen.times == pytest.approx(4.5, abs=0.4)
        assert "30 % sold 4.4x here before (2 times)" in sentence(shop, found)
        answer = habits.habits(shop).responses[shops.goods(shop, shops.OAT).id]
        assert answer.elasticity > 2.2


def test_what_sold_cheaper_is_not_taken_for_the_usual_pace(shop: Session) -> None:
    before = habits.habits(shop).paces[shops.goods(shop, shops.OAT).id].per_day
    for n in range(1, 6):
        one_day(shop, f"2026-11-{22 + n}", f"T{n}", 108, "6")
    with shops.on("2026-11-28"):
        after = habits.habits(shop).paces[shops.goods(shop, shops.OAT).id].per_day
    assert before == pytest.approx(2.0, abs=0.05)
    assert after < 2.3


def test_what_did_not_sell_better_is_not_tried_again(shop: Session) -> None:
    for n in range(1, 7):
        one_day(shop, f"2026-11-{22 + n}", f"T{n}", 108, "2")
    with shops.on("2026-11-29"):
        take_in(shop, "9", "L1", "2026-11-29")
        found = suggest.suggestions(shop, date(2026, 11, 29))[shops.batch(shop, shops.OAT, "L1").id]
    assert found.verdict == "keep"


# The morning check


def test_letter_m_takes_the_suggested_price_and_says_so_in_the_ledger(shop: Session) -> None:
    take_in(shop, "9", "L1", "2026-11-22")
    rows = [due for due in dates.list_due(shop) if due.row.code == "L1"]
    dates.act(shop, new_request_id(), (Act(rows[0], "M", rows[0].row.quantity),))
    (step,) = markdowns_of(shop.store, rows[0].row.lot_id)
    assert (step.became_minor, step.suggested_minor) == (107, 107)


def test_it_is_thought_of_once_until_something_is_booked(
    shop: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(shop, "9", "L1", "2026-11-22")
    asked = 0
    shelf_rows = pace.shelf_rows

    def counted(store: Store, until: date) -> list[pace.ShelfRow]:
        nonlocal asked
        asked += 1
        return shelf_rows(store, until)

    monkeypatch.setattr(pace, "shelf_rows", counted)
    first = suggest.suggestions(shop, SUNDAY)
    assert suggest.suggestions(shop, SUNDAY) is first
    assert asked == 1
    shops.sell_some(shop, shops.OAT, "5")
    assert said(shop).left_units < 3
    assert asked == 2
