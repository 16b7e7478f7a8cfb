"""One answer to `is it expired?`: the till, the check, Stock, the passports, the export and the bench, on every day.

The table has each kind of date in each precision at the ends of months, years and a leap day; a Hypothesis property
below asks the jobs the same of any day.
"""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shopstock.date_kinds import KINDS, NEVER_AFTER
from shopstock.days import PrintedDate, iso, parse_iso
from shopstock.jobs import item, offer, parts, setup
from shopstock.jobs.dates import list_due
from shopstock.jobs.exports import Asked, as_csv, listing
from shopstock.jobs.session import Session
from shopstock.jobs.stock import list_stock
from shopstock.refusal import Refusal
from shopstock.store import engine
from shopstock.store.catalogue import change_product
from shopstock.store.lots import set_lot_date
from tests import shops
from tests.desk.counter import Counter

pytestmark = pytest.mark.conversation

SKU, LOT = "DATED", "L1"
PRINTED = (
    ("2028-02-29", "2028-02-29"),  # a leap day
    ("2027-02", "2027-02-28"),
    ("2027", "2027-12-31"),
    ("2028-02", "2028-02-29"),
    ("2027-04-30", "2027-04-30"),
    ("2027-12-31", "2027-12-31"),
    ("2027-12", "2027-12-31"),
    ("2027-03-28", "2027-03-28"),  # an hour is missing in Berlin
    ("2027-10-31", "2027-10-31"),  # and comes twice
)
# Every kind in every precision, and each of the other days with one of the kinds in turn.
CASES = [
    (kind, *printed)
    for n, printed in enumerate(PRINTED)
    for m, kind in enumerate(KINDS)
    if n < 3 or n % len(KINDS) == m
]


def dated_shop(kind: str, printed: str, **columns: str) -> Session:
    """A shop with five pieces of one lot of that kind and date, received on the Sunday."""
    session = shops.shop_in_memory()
    item.save_item(
        session,
        {"sku": SKU, "name": "Dated", "tracking": "lot", "price": "4.00", "date_kind": kind, **columns},
    )
    with session.store.transaction():
        shops.take_in(session, SKU, "5", lot=LOT, expires=printed)
    return session


def at(zone: str, day: date, hour: int, minute: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(zone))


def says_over(here: Counter) -> dict[str, bool]:
    """What each view of an open desk says of the lot at this moment: is it over?"""
    session = here.desk.session
    here(":sell")
    till = here(SKU).id
    here("-")
    scanned = here(LOT).id
    here("-")
    find = here.view(f"?{LOT}")
    goods = here.view(f"?{SKU}")
    (stock,) = [r for r in here(":stock dated").view.as_json()["rows"] if r["sku"] == SKU]
    check = {row["lot"]: row["days_left"] for row in here(":dates").view.as_json()["rows"]}
    here(":sell")
    text, _ = as_csv(listing(session, "stock", Asked()))
    exported = {r["lot"]: r["date_state"] for r in csv.DictReader(io.StringIO(text))}
    try:
        bench = not parts.offered(session, shops.goods(session, SKU), 1)
    except Refusal:
        bench = True
    assert (stock["next_date"] is None) == (stock["over"] == "5"), stock
    return {
        "till": till != "sell.added",
        "scan": scanned != "sell.added",
        "lot": find["state"] == "expired",
        "product": goods["lots"][0]["state"] == "expired",
        "stock": stock["over"] == "5",
        "check": check.get(LOT, 0) < 0,
        "export": exported[LOT] == "over",
        "bench": bench,
    }


@pytest.mark.parametrize(("kind", "printed", "last"), CASES)
def test_all_views_agree_on_the_last_day_and_on_the_day_after(
    sunday: time_machine.Traveller, kind: str, printed: str, last: str
) -> None:
    """One desk, kept open while midnight passes."""
    here = Counter(dated_shop(kind, printed))
    end = date.fromisoformat(last)
    sunday.move_to(at(shops.ZONE, end, 23, 59), tick=False)
    assert set(says_over(here).values()) == {False}, "through all of its last day"
    sunday.move_to(at(shops.ZONE, end + timedelta(days=1), 0, 0), tick=False)
    assert set(says_over(here).values()) == {True}, "from the first moment of the next"
    assert (here(LOT).state == "STOP") == (kind in NEVER_AFTER)


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Pacific/Auckland", "2027-04-04"),  # the hour from 2 comes twice
        ("Pacific/Auckland", "2027-09-26"),
        ("America/New_York", "2027-03-14"),
        ("America/New_York", "2027-11-07"),
        ("America/Santiago", "2027-09-05"),  # midnight itself is missing
        ("Asia/Kathmandu", "2028-02-29"),
    ],
)
def test_the_day_is_that_of_the_shop_wherever_it_is(
    sunday: time_machine.Traveller, zone: str, day: str
) -> None:
    store = engine.in_memory()
    setup.new_shop(store, "Far", "EUR", zone)
    session = setup.open_session(store)
    item.save_item(
        session, {"sku": SKU, "name": "Dated", "tracking": "lot", "price": "4", "date_kind": "expiry"}
    )
    shops.take_in(session, SKU, "5", lot=LOT, expires=day)
    here = Counter(session)
    midnight = at(zone, date.fromisoformat(day) + timedelta(days=1), 0, 0).timestamp()
    sunday.move_to(midnight - 1, tick=False)
    assert set(says_over(here).values()) == {False}
    sunday.move_to(midnight, tick=False)
    assert set(says_over(here).values()) == {True}


def test_a_shelf_life_of_ten_days_with_all_that_hangs_on_it(sunday: time_machine.Traveller) -> None:
    """Best before five days ahead of the last, alert six: all of it moves with the last day, by twenty days."""
    session = dated_shop("best_before", "2026-12-02", shelf_life_days="10", best_days="5", alert_days="6")
    row, lot = shops.goods(session, SKU), shops.batch(session, SKU, LOT)
    assert lot.expires
    assert lot.expires.day == session.today() + timedelta(days=10)
    for moved in (0, 20):
        with session.store.transaction():
            set_lot_date(session.store, lot.id, PrintedDate(date(2026, 12, 2) + timedelta(days=moved)))
        listed, by_itself, sellable = [], [], []
        for n in range(1, 12):
            sunday.move_to(at(shops.ZONE, date(2026, 11, 22) + timedelta(days=moved + n), 9, 0), tick=False)
            listed += [n] if list_due(session) else []
            by_itself += [n] if offer.sellable(session, row) else []
            (stock,) = list_stock(session, "dated")
            sellable += [n] if stock.on_hand - stock.held - stock.over else []
        assert listed == list(range(4, 12)), "from six days before on, until it is gone"
        assert by_itself == list(range(1, 6)), "at its best"
        assert sellable == list(range(1, 11)), "for who asks for it, through its last day"


def test_five_pieces_that_expire_in_five_days_count_on_day_five_and_not_on_day_six(
    sunday: time_machine.Traveller,
) -> None:
    session = dated_shop("expiry", "2026-11-27", reorder_at="2")
    here = Counter(session)
    for n, over, low in ((0, 0, False), (5, 0, False), (6, 5, True)):
        sunday.move_to(at(shops.ZONE, date(2026, 11, 22 + n), 9, 0), tick=False)
        (row,) = list_stock(session, "dated")
        assert (row.on_hand, row.held, row.over) == (5, 0, over)
        (seen,) = here(":stock dated").view.as_json()["rows"]
        assert (seen["over"], seen["low"]) == (str(over), low)
    assert here(":stock dated").text.splitlines()[1] == "  DATED  Dated  5, 0 good  5 over  SHELF-1"
    assert list_stock(session, "", "D"), "what is dated, though nothing is to come"


def test_empty_lots_never_appear(sunday: time_machine.Traveller) -> None:
    session = dated_shop("best_before", "2026-11-27")
    here = Counter(session)
    here("5*DATED", ":finish")
    sunday.move_to(at(shops.ZONE, date(2026, 11, 28), 9, 0), tick=False)
    assert here(":dates").view.as_json()["rows"] == []
    (row,) = list_stock(session, "dated")
    assert (row.on_hand, row.over, row.next_date) == (0, 0, None)
    assert LOT not in as_csv(listing(session, "stock", Asked()))[0]
    assert here.view(f"?{SKU}")["lots"] == []
    here(":sell")
    assert here(LOT).id == "sell.not_in_stock"


def test_the_next_date_keeps_its_precision_and_is_never_one_that_is_over(
    sunday: time_machine.Traveller,
) -> None:
    session = dated_shop("expiry", "2026-11-21")
    shops.take_in(session, SKU, "2", lot="L2", expires="2027-03")
    here = Counter(session)
    (row,) = here(":stock dated").view.as_json()["rows"]
    assert (row["next_date"], row["next_precision"], row["over"]) == ("2027-03-31", "month", "5")
    assert here.desk.mode.open().more == ("  DATED  Dated  7  next Mar 2027  5 over  SHELF-1",)
    here.desk.touched(SKU)
    facts = {fact.label: fact.value for section in here.desk.aside().sections for fact in section.facts}
    assert (facts["Next date"], facts["Date over"]) == ("2027-03", "5")


def test_pieces_that_are_held_or_set_aside_are_not_counted_as_over_twice(
    sunday: time_machine.Traveller,
) -> None:
    from shopstock.jobs.hold import hold_lot, hold_unit
    from shopstock.jobs.session import new_request_id

    session = shops.shop_in_memory()
    item.save_item(
        session, {"sku": SKU, "name": "Dated", "tracking": "serial", "price": "4", "date_kind": "expiry"}
    )
    shops.take_in_serials(session, "A", "B", "C", sku=SKU, lot=LOT)
    with session.store.transaction():
        set_lot_date(session.store, shops.batch(session, SKU, LOT).id, parse_iso("2026-11-21"))
    hold_unit(session, new_request_id(), shops.unit(session, "A", SKU).id, "a scratch")
    (row,) = list_stock(session, "dated")
    assert (row.on_hand, row.held, row.over) == (3, 1, 2)
    hold_lot(session, new_request_id(), shops.batch(session, SKU, LOT).id, "a smell")
    assert list_stock(session, "dated")[0].over == 0, "all of it is held"


def test_an_export_is_imported_again_with_what_it_says_of_the_day(sunday: time_machine.Traveller) -> None:
    from shopstock.jobs.imports import import_rows

    session = dated_shop("expiry", "2027-03")
    text, _ = as_csv(listing(session, "stock", Asked()))
    assert text.splitlines()[0].endswith(",date_state")
    other = dated_shop("expiry", "2027-03")
    assert import_rows(other, text).problems == ()
    assert shops.on_hand(other, SKU) == 10


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    kind=st.sampled_from(KINDS),
    day=st.dates(date(2027, 1, 1), date(2032, 12, 31)),
    precision=st.sampled_from(("day", "month", "year")),
    away=st.integers(-2, 2),
    best=st.none() | st.integers(0, 3),
)
def test_the_jobs_agree_on_any_day(
    sunday: time_machine.Traveller, kind: str, day: date, precision: str, away: int, best: int | None
) -> None:
    printed = parse_iso(iso(day, precision))  # type: ignore[arg-type]
    session = _any_shop(kind)
    with session.store.transaction():
        set_lot_date(session.store, shops.batch(session, SKU, LOT).id, printed)
        change_product(session.store, shops.goods(session, SKU)._replace(best_days=best))
    today = printed.day + timedelta(days=away)
    sunday.move_to(at(shops.ZONE, today, 12, 0), tick=False)
    row = shops.goods(session, SKU)
    over = away > 0
    assert (list_stock(session, "dated")[0].over == 5) == over
    assert (list_due(session)[0].days_left < 0) == over
    by_itself = bool(offer.sellable(session, row))
    assert by_itself == (not over and (best is None or today <= printed.day - timedelta(days=best)))
    try:
        offer.offer_lot(session, row, shops.batch(session, SKU, LOT), 1)
        refused = None
    except Refusal as refusal:
        refused = refusal
    assert (refused is None) == by_itself
    assert isinstance(refused, offer.UseByPassed) == (over and kind in NEVER_AFTER)
    session.store.close()


def _any_shop(kind: str) -> Session:
    with shops.on(shops.SUNDAY.isoformat()):
        return dated_shop(kind, "2027-06")
