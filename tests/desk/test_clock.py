"""A till whose clock is wrong: it is told once, sales keep their order, nothing expired is sold again."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from shopstock import clock
from shopstock.desk.answer import LINE
from shopstock.desk.desk import Desk
from shopstock.jobs import item, setup
from shopstock.jobs.imports import import_rows
from shopstock.jobs.session import Session
from shopstock.store import engine
from tests import shops
from tests.desk.counter import Counter, ledger
from tests.store.audit import findings

pytestmark = pytest.mark.conversation


def at(hour: int, minute: int, day: int = 22, month: int = 11, year: int = 2026) -> datetime:
    """A moment on the shop's wall clock, Sunday unless another day is said."""
    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo(shops.ZONE))


def chain(session: Session) -> list[tuple[int, str]]:
    """Instant and day of every booking at this till, in the order of its numbers."""
    rows = session.store.db.execute_sql(
        "SELECT at_us, day FROM booking WHERE till_id = ? ORDER BY till_number", (session.till.id,)
    ).fetchall()
    return [(row[0], row[1]) for row in rows]


def in_order(session: Session) -> bool:
    """Whether neither the instants nor the days of this till go back, and all checks pass."""
    rows = chain(session)
    return rows == sorted(rows) and rows == sorted(rows, key=lambda r: r[1]) and not findings(session)


def test_a_clock_that_went_back_is_told_at_the_opening(
    stocked: Counter, sunday: time_machine.Traveller
) -> None:
    stocked("CAB", ":finish")
    sunday.move_to(at(6, 12))
    desk = Desk(stocked.desk.session)
    opened = desk.opening()
    assert (opened.state, opened.id, opened.job) == ("ASK", "clock.went_back", "dates")
    assert opened.first_line == "ASK  clock went back 3 h (09:14 -> 06:12). Sales keep order. Owner sets it"
    assert opened.view.as_json()["rows"], "the morning check is there all the same"
    desk.enter(":sell")
    assert [desk.enter(text).state for text in ("CAB", ":finish")] == ["OK", "SAVED"], "told once"


def test_a_running_till_is_told_before_it_books(stocked: Counter, sunday: time_machine.Traveller) -> None:
    stocked("CAB", ":finish", "CAB")
    sunday.move_to(at(6, 12))
    assert stocked("CAB").id == "sell.added", "scanning books nothing"
    before = ledger(stocked.desk.session)
    told = stocked(":finish")
    assert (told.state, told.id) == ("ASK", "clock.went_back")
    assert ledger(stocked.desk.session) == before
    assert len(stocked.lines()) == 2
    assert stocked("").id == "sell.paid", "Enter goes on with the entry that was asked about"
    assert stocked("CAB", ":finish").id == "sell.paid", "not at every entry"
    assert in_order(stocked.desk.session)


def test_the_same_entry_again_goes_on_too(stocked: Counter, sunday: time_machine.Traveller) -> None:
    stocked("CAB", ":finish", shops.SERIAL)
    sunday.move_to(at(6, 12))
    assert stocked.ids(":finish", ":finish") == ["clock.went_back", "sell.paid"]
    stocked(":return", shops.SERIAL)
    assert stocked("FQM").id == "return.saved"
    assert stocked(":undo").id == "return.voided"
    assert in_order(stocked.desk.session)


def test_what_comes_between_is_an_entry_of_its_own(stocked: Counter, sunday: time_machine.Traveller) -> None:
    stocked("CAB", ":finish", "CAB")
    sunday.move_to(at(6, 12))
    assert stocked(":finish").id == "clock.went_back"
    assert stocked("GOUDA").id == "sell.added"
    assert stocked("").id != "sell.paid", "the question is gone, Enter alone pays nothing"
    assert stocked(":finish").id == "sell.paid"


def test_it_is_told_again_when_it_happens_again(stocked: Counter, sunday: time_machine.Traveller) -> None:
    stocked("CAB", ":finish", "CAB")
    sunday.move_to(at(6, 12))
    assert stocked.ids(":finish", ":finish", "CAB") == ["clock.went_back", "sell.paid", "sell.added"]
    sunday.move_to(at(9, 20))
    assert stocked.ids(":finish", "CAB") == ["sell.paid", "sell.added"]
    sunday.move_to(at(9, 2))
    told = stocked(":finish")
    assert told.first_line == "ASK  clock went back (09:20 -> 09:02). Sales keep order. Owner sets it"


def test_less_than_a_minute_is_said_to_nobody(stocked: Counter, sunday: time_machine.Traveller) -> None:
    stocked("CAB", ":finish", "CAB")
    sunday.move_to(at(9, 13))
    assert stocked.desk.frame().clock == ""
    assert stocked(":finish").id == "sell.paid"
    assert in_order(stocked.desk.session)
    assert chain(stocked.desk.session)[-1][0] == chain(stocked.desk.session)[-2][0] + 1


def test_the_title_says_it_while_it_lasts(stocked: Counter, sunday: time_machine.Traveller) -> None:
    stocked("CAB", ":finish")
    assert stocked.desk.frame().clock == ""
    sunday.move_to(at(6, 12))
    assert stocked.desk.frame().clock == "clock 3 h back"
    stocked("CAB", ":finish", "")
    assert stocked.desk.frame().clock == "clock 3 h back"
    sunday.move_to(at(9, 14))
    assert stocked.desk.frame().clock == ""


@pytest.mark.parametrize(
    ("last", "now", "said"),
    [
        ((9, 14), (9, 12, 22), "clock went back (09:14 -> 09:12)"),
        ((9, 14), (9, 15, 21), "clock went back (22 Nov -> 21 Nov)"),
        ((9, 14), (9, 14, 21), "clock went back (22 Nov -> 21 Nov)"),
        ((9, 14), (9, 14, 1, 6), "clock went back (22 Nov -> 01 Jun)"),
        ((9, 14), (0, 0, 1, 1, 1970), "clock went back (2026 -> 1970)"),
    ],
)  # fmt: skip
def test_how_far_it_went_back_is_said_in_one_line(
    stocked: Counter,
    sunday: time_machine.Traveller,
    last: tuple[int, ...],
    now: tuple[int, ...],
    said: str,
) -> None:
    sunday.move_to(at(*last))
    stocked("CAB", ":finish")
    sunday.move_to(at(*now))
    opened = Desk(stocked.desk.session).opening()
    assert opened.first_line == f"ASK  {said}. Sales keep order. Owner sets it"
    assert len(opened.first_line) <= LINE
    assert opened.sentence in opened.first_line
    assert stocked.ids("CAB", ":finish", "") == ["sell.added", "clock.went_back", "sell.paid"]
    assert in_order(stocked.desk.session)
    assert chain(stocked.desk.session)[-1][1] == "2026-11-22", "no sale on a day before one that was booked"


def test_a_clock_set_back_sells_nothing_that_has_expired(
    stocked: Counter, sunday: time_machine.Traveller
) -> None:
    """Salmon 9F32 may be sold through Sunday. On Monday the owner's nephew sets the clock back."""
    sunday.move_to(at(8, 0, 23))
    stocked("CAB", ":finish")
    sunday.move_to(at(8, 0, 21))
    assert stocked("9F32").id == "sell.use_by_passed"
    stocked("-")
    assert stocked("24B06", ":finish").id == "clock.went_back"
    assert stocked("").id == "sell.paid"
    assert stocked(":dates").view.as_json()["day"] == "2026-11-23"


def test_a_clock_set_back_brings_no_warranty_back(stocked: Counter, sunday: time_machine.Traveller) -> None:
    stocked(shops.SERIAL, ":finish")
    sunday.move_to(at(8, 0, 23, 11, 2028))
    stocked("CAB", ":finish")
    sunday.move_to(at(8, 0, 22, 11, 2028))
    assert stocked(f"?{shops.SERIAL}").view.as_json()["warranty"]["status"] == "over"


def test_parked_baskets_stay_in_their_order(stocked: Counter, sunday: time_machine.Traveller) -> None:
    stocked("CAB", ":park")
    sunday.move_to(at(6, 12))
    stocked("GOUDA", ":park", ":park 1")
    assert stocked.lines()[0][0] == "Gouda, young", "newest first"


def test_a_year_of_winter_is_told_and_stops_no_sale(stocked: Counter, sunday: time_machine.Traveller) -> None:
    stocked("CAB", ":finish")
    sunday.move_to(at(9, 14, 22, 10, 2027))
    assert Desk(stocked.desk.session).opening().state == "OK", "a shop that opens once a year"
    sunday.move_to(at(9, 14, 30, 12, 2027))
    opened = Desk(stocked.desk.session).opening()
    assert opened.id == "clock.far_ahead"
    assert opened.first_line == "ASK  clock is 1 year ahead of the last sale (22 Nov 2026). Owner sets it"
    assert stocked.desk.frame().clock == "clock 1 year ahead"
    assert stocked("CAB", ":finish").id == "sell.paid"


def test_a_clock_in_another_age_is_asked_about_before_it_holds_the_order_there(
    stocked: Counter, sunday: time_machine.Traveller
) -> None:
    stocked("CAB", ":finish")
    sunday.move_to(at(9, 14, 3, 12, 2062))
    desk = Desk(stocked.desk.session)
    assert desk.opening().id == "clock.far_ahead"
    desk.enter(":sell")
    before = ledger(desk.session)
    asked = [desk.enter(text) for text in ("CAB", ":finish")][-1]
    assert (asked.id, asked.state) == ("clock.far_ahead", "ASK")
    assert ledger(desk.session) == before
    sunday.move_to(at(9, 20))
    assert desk.enter("").id == "sell.paid", "the owner has set it"
    assert in_order(desk.session)
    assert chain(desk.session)[-1][1] == "2026-11-22"


def test_a_till_that_booked_in_another_age_is_left_for_a_new_one(
    stocked: Counter, sunday: time_machine.Traveller
) -> None:
    """Its own order holds for ever; another till of the same shop goes by its own clock."""
    stocked("CAB", ":finish")
    sunday.move_to(at(9, 14, 3, 12, 2062))
    assert stocked.ids("CAB", ":finish", "")[-1] == "sell.paid"
    sunday.move_to(at(9, 20))
    assert stocked("CAB", ":finish").id == "clock.went_back"
    other = Counter(setup.open_session(stocked.desk.session.store, till="Till 2"))
    assert other.desk.opening(checks_dates=False).state == "OK"
    assert other("24B06", ":finish").id == "sell.paid"
    assert chain(other.desk.session)[-1][1] == "2026-11-22"
    assert findings(other.desk.session) == []


def test_two_tills_are_not_compared(stocked: Counter, sunday: time_machine.Traveller) -> None:
    stocked("CAB", ":finish")
    other = Counter(setup.open_session(stocked.desk.session.store, till="Till 2"))
    sunday.move_to(at(9, 4))
    assert other("CAB", ":finish").id == "sell.paid"
    assert chain(other.desk.session)[0][0] < chain(stocked.desk.session)[-1][0]


def test_a_delivery_of_last_month_keeps_its_day_and_disturbs_no_order(
    stocked: Counter, sunday: time_machine.Traveller
) -> None:
    session = stocked.desk.session
    stocked("CAB", ":finish")
    import_rows(session, "sku,quantity,received_on\nCAB,5,2026-10-01\nCAB,5,2026-09-01\n")
    assert [day for _, day in chain(session)[-2:]] == ["2026-09-01", "2026-10-01"]
    assert stocked.desk.frame().clock == "", "the clock is not judged by a day that a person wrote"
    sunday.move_to(at(6, 12))
    assert stocked.ids("CAB", ":finish", "") == ["sell.added", "clock.went_back", "sell.paid"]
    assert session.today() == shops.SUNDAY
    assert chain(session)[-1][1] == "2026-11-22"
    assert findings(session) == []


# The shop's day

ZONES = (
    "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Santiago", "Africa/Cairo",
)  # fmt: skip


def changes(zone: str) -> list[date]:
    """The days of 2026 and 2027 that are not 24 hours long."""
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(730)]
    starts = [clock.instant_on(day, 12, 0, zone) for day in days]
    return [
        day
        for day, a, b in zip(days[1:], starts, starts[1:], strict=False)
        if b - a != 86_400_000_000
    ]  # fmt: skip


@pytest.mark.parametrize("zone", ZONES)
def test_the_day_follows_the_zone_across_every_change(zone: str) -> None:
    """A till open around the clock sells every ten minutes: its days are those of the wall clock, without a gap."""
    found = changes(zone)
    assert len(found) == (0 if zone == "Asia/Kathmandu" else 4)
    store = engine.in_memory()
    begin = clock.instant_on(date(2026, 1, 1), 12, 0, zone)
    with clock.set_to(begin):
        setup.new_shop(store, "Corner", "EUR", zone)
        session = setup.open_session(store)
        for columns in shops.CATALOGUE:
            item.save_item(session, columns)
        shops.take_in(session, shops.CABLE, "5000")
        counter = Counter(session)
    for day in found or [date(2026, 3, 29)]:
        start = clock.instant_on(day - timedelta(days=1), 20, 0, zone)
        for minutes in range(0, 34 * 60, 20):
            now = start + minutes * 60_000_000
            with clock.set_to(now):
                assert counter("CAB", ":finish").id == "sell.paid"
                booked = chain(session)[-1]
                assert booked == (now, clock.local(now, zone).date().isoformat())
                assert session.today().isoformat() == booked[1]
    days = sorted({day for _, day in chain(session)})
    for day in found:
        around = [(day + timedelta(days=n)).isoformat() for n in (-1, 0, 1)]
        assert [d for d in days if d in around] == around
    assert in_order(session)
    store.close()


@pytest.mark.parametrize(
    ("zone", "day"), [("America/Santiago", date(2026, 9, 6)), ("Africa/Cairo", date(2026, 4, 24))]
)
def test_a_day_that_has_no_midnight_begins_an_hour_later(zone: str, day: date) -> None:
    first = clock.instant_on(day, 1, 0, zone)
    assert clock.local(first, zone).hour == 1
    assert clock.day_of(first, zone) == day
    assert clock.day_of(first - 1, zone) == day - timedelta(days=1)
    assert clock.local(first - 1, zone).hour == 23


def test_goods_are_sold_through_the_last_minute_of_a_longer_day(
    session: Session, sunday: time_machine.Traveller
) -> None:
    """25 October 2026 has 25 hours in Berlin; the repeated one keeps its order and its day."""
    sunday.move_to(datetime(2026, 10, 25, 0, 30, tzinfo=ZoneInfo("UTC")))
    shops.take_in(session, shops.SALMON, "9", lot="S", expires="2026-10-25")
    counter = Counter(session)
    walls = []
    for minute in range(0, 24 * 60 - 90, 60):
        sunday.move_to(datetime(2026, 10, 25, 0, 30, tzinfo=ZoneInfo("UTC")) + timedelta(minutes=minute))
        walls.append(counter.desk.frame().moment[-5:])
        assert counter.desk.frame().clock == "", "an hour that comes twice is no clock that went back"
        if minute < 180:
            assert counter("S", ":finish").id == "sell.paid"
    assert walls[:3] == ["02:30", "02:30", "03:30"]
    sunday.move_to(datetime(2026, 10, 25, 22, 59, tzinfo=ZoneInfo("UTC")))
    assert counter("S", ":finish").id == "sell.paid", "23:59 in Berlin"
    sunday.move_to(datetime(2026, 10, 25, 23, 0, tzinfo=ZoneInfo("UTC")))
    assert counter("S").id == "sell.use_by_passed", "the next day"
    assert {day for _, day in chain(session)} == {"2026-10-25"}
    assert in_order(session)
