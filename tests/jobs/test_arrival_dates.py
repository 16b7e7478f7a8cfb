"""What a date that arrives means, by the rules alone: usual lives, month ends, leap days, and stock from a file."""

from __future__ import annotations

from datetime import date

import pytest

from shopstock.days import PrintedDate, parse_iso
from shopstock.jobs import arrivals, item, receive
from shopstock.jobs.imports import import_rows
from shopstock.jobs.lot_dates import correct_date
from shopstock.jobs.session import Session, new_request_id
from shopstock.store.stories import story_of_lot
from tests import shops
from tests.shops import OAT

STOCK = "sku,quantity,lot,made_on,expires_on,received_on\n"


def events(session: Session, code: str) -> list[tuple[str, str | None]]:
    """The events of a lot of oat milk with their notes."""
    story = story_of_lot(session.store, shops.batch(session, OAT, code).id)
    return [(told.what, told.reason) for told in story if told.quantity is None or told.what == "short_dated"]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (1, "1 day"),
        (59, "59 days"),
        (60, "2 months"),
        (270, "9 months"),
        (730, "2 years"),
        (3650, "10 years"),
    ],
)
def test_a_life_as_people_say_it(days: int, said: str) -> None:
    assert arrivals.life_said(days) == said


@pytest.mark.parametrize(
    ("life", "printed", "odd"),
    [
        ("10", "2026-12-21", False),  # 29 days: under three times
        ("10", "2026-12-22", False),
        ("10", "2026-12-23", True),
        ("2", "2026-12-06", False),  # what keeps two days may keep two weeks more
        ("2", "2026-12-09", True),
        ("270", "2029-02-28", True),
        ("270", "2029-01", False),
        ("7300", "2062", False),
        ("", "2036-11-23", False),
        ("", "2037", True),
    ],
)
def test_three_times_as_far_as_usual_is_odd(session: Session, life: str, printed: str, odd: bool) -> None:
    item.save_item(session, {"sku": OAT, "shelf_life_days": life})
    why = arrivals.why_odd(session, shops.goods(session, OAT), parse_iso(printed))
    assert bool(why) is odd, why


def test_today_and_sundays_are_not_odd_and_yesterday_is(session: Session) -> None:
    oat = shops.goods(session, OAT)
    assert arrivals.why_odd(session, oat, parse_iso("2026-11-22")) is None
    assert arrivals.why_odd(session, oat, parse_iso("2026-11")) is None, "a month means its last day"
    assert arrivals.why_odd(session, oat, parse_iso("2026-11-21")) == "That is past"


def test_one_delivery_is_not_what_is_usual(session: Session) -> None:
    shops.take_in(session, OAT, lot="A", expires="2026-12-02")
    assert arrivals.usual_life(session, shops.goods(session, OAT)) is None
    with shops.on("2026-11-23"):
        shops.take_in(session, OAT, lot="A", expires="2026-12-02")
        shops.take_in(session, OAT, lot="B", expires="2026-12-05")
        assert arrivals.usual_life(session, shops.goods(session, OAT)) == 11, (
            "10 of the first, 12 of the next"
        )


def test_a_month_is_as_long_as_it_is_printed(session: Session) -> None:
    with shops.on("2028-01-30"):
        item.save_item(session, {"sku": OAT, "min_days_in": "30"})
        oat = shops.goods(session, OAT)
        assert arrivals.short(session, oat, parse_iso("2028-02")) is None, "30 days until 29 Feb"
        assert arrivals.short(session, oat, parse_iso("2028-02-28")) == (29, 30)
    with shops.on("2027-01-30"):
        assert arrivals.short(session, oat, parse_iso("2027-02")) == (29, 30)


def test_a_delivery_without_a_reason_is_refused_by_the_job_too(session: Session) -> None:
    item.save_item(session, {"sku": OAT, "min_days_in": "30"})
    came = receive.Arrival(shops.goods(session, OAT).id, 5, lot="L1", expires=parse_iso("2026-12-03"))
    with pytest.raises(arrivals.ShortDated, match="11 days left, 30 wanted"):
        receive.receive(session, new_request_id(), (came,))
    assert shops.on_hand(session, OAT) == 0


def test_stock_from_a_file_says_what_is_past_odd_or_short(session: Session) -> None:
    item.save_item(session, {"sku": OAT, "min_days_in": "30", "shelf_life_days": "100"})
    done = import_rows(
        session,
        STOCK + "OAT,5,A,,2026-11-20,\nOAT,5,B,,2027-12,\nOAT,5,C,,2026-12-03,\nOAT,5,D,,2027-02-03,\n",
    )
    assert (done.taken, done.problems) == (4, ())
    assert done.cut == (
        "line 2: expires_on: 20 Nov 2026. That is past",
        "line 3: expires_on: Dec 2027. Usual life of this item is 3 months",
        "line 4: expires_on: 03 Dec 2026: 11 days left, 30 wanted",
    )
    assert events(session, "C") == [("short_dated", "from a file: 11 days left, 30 wanted")]
    assert events(session, "D") == []


def test_a_date_in_a_file_that_cannot_be_is_a_bad_row(session: Session) -> None:
    done = import_rows(session, STOCK + "OAT,5,A,,2062-12-03,\nOAT,5,B,2027-01-01,2026-12-24,\n")
    assert done.problems == (
        "line 2: expires_on: 03 Dec 2062 is more than 10 years away",
        "line 3: made_on: is after expires_on",
    )
    item.save_item(session, {"sku": OAT, "shelf_life_days": "14000"})
    assert import_rows(session, STOCK + "OAT,5,A,,2062-12-03,\n").taken == 1, "salt keeps"


def test_the_shelf_life_in_a_file_runs_from_its_days(session: Session) -> None:
    item.save_item(session, {"sku": OAT, "shelf_life_days": "10"})
    import_rows(
        session,
        STOCK + "OAT,5,A,2026-11-15,,2026-11-20\nOAT,5,B,,,2026-11-20\nOAT,5,C,,,\nOAT,5,D,2026-11-21,,\n",
    )
    days = [
        expires.day.isoformat() for code in "ABCD" if (expires := shops.batch(session, OAT, code).expires)
    ]
    assert days == ["2026-11-25", "2026-11-30", "2026-12-02", "2026-12-01"]


def test_a_corrected_date_is_an_event_and_moves_what_follows(session: Session) -> None:
    shops.take_in(session, OAT, lot="A", expires="2026-12")
    of_lot = shops.batch(session, OAT, "A")
    done = correct_date(session, new_request_id(), of_lot.id, parse_iso("2026-12-24"))
    assert done.was == PrintedDate(date(2026, 12, 31), "month")
    assert shops.batch(session, OAT, "A").expires == PrintedDate(date(2026, 12, 24))
    told = [t for t in story_of_lot(session.store, of_lot.id) if t.what == "lot_dated"]
    assert [(t.origin, t.end) for t in told] == [("2026-12", "2026-12-24")]


def test_the_same_correction_sent_twice_is_booked_once(session: Session) -> None:
    shops.take_in(session, OAT, lot="A", expires="2026-12-03")
    request, of_lot = new_request_id(), shops.batch(session, OAT, "A")
    first = correct_date(session, request, of_lot.id, parse_iso("2026-12-24"))
    assert correct_date(session, request, of_lot.id, parse_iso("2026-12-24")).posted.booking_id == (
        first.posted.booking_id
    )
