"""Warranty arithmetic on the days that matter, as a table: start, term, last day, and why it is that day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from shopstock.days import Term, last_day, parse_term
from shopstock.jobs import item, setup
from shopstock.jobs.session import Session
from shopstock.jobs.warranty import cover_of, covers_of
from shopstock.refusal import BadInput
from shopstock.store import engine
from tests import shops
from tests.shops import OTHER_SERIAL, PHONE, SERIAL


@dataclass(frozen=True)
class Case:
    """Terms that are added together, once, from the start; then the days it stood with us."""

    start: str
    terms: tuple[str, ...]
    until: str
    why: str
    still: int = 0


CASES = (
    Case("2026-11-22", ("24 months",), "2028-11-22", "the same day of the month, which is covered itself"),
    Case("2027-01-31", ("1 month",), "2027-02-28", "February has no 31st: the last day it has"),
    Case("2028-01-31", ("1 month",), "2028-02-29", "a leap year gives February one day more"),
    Case("2027-01-31", ("2 months",), "2027-03-31", "added once: not 28 Feb and then a month more"),
    Case("2027-01-31", ("3 months",), "2027-04-30", "April ends on its 30th"),
    Case("2026-11-30", ("3 months",), "2027-02-28", "from a 30th into February"),
    Case("2026-04-30", ("1 month",), "2026-05-30", "from the last day of April to the 30th, not to the last of May"),
    Case("2026-08-31", ("6 months",), "2027-02-28", "half a year across the new year into a short month"),
    Case("2028-02-29", ("1 year",), "2029-02-28", "no 29 Feb a year later: the 28th"),
    Case("2028-02-29", ("4 years",), "2032-02-29", "four years later there is a 29 Feb again"),
    Case("2028-02-29", ("48 months",), "2032-02-29", "48 months and 4 years are the same"),
    Case("2096-02-29", ("4 years",), "2100-02-28", "2100 is no leap year"),
    Case("2026-02-28", ("24 months",), "2028-02-28", "a 28th stays a 28th, also in a leap year"),
    Case("2026-12-31", ("12 months",), "2027-12-31", "a whole year from the last day of one"),
    Case("2026-11-22", ("2 weeks",), "2026-12-06", "fourteen days later, the last of them covered"),
    Case("2026-12-25", ("1 week",), "2027-01-01", "across the new year"),
    Case("2026-11-22", ("90 days",), "2027-02-20", "days are counted one by one"),
    Case("2028-02-28", ("1 day",), "2028-02-29", "the leap day is a day"),
    Case("2027-02-28", ("1 day",), "2027-03-01", "and is none in other years"),
    Case("2027-03-27", ("1 day",), "2027-03-28", "the night that is an hour short: days, not 24 hours"),
    Case("2027-10-30", ("1 day",), "2027-10-31", "the night that is an hour longer"),
    Case("2026-11-22", ("24 months", "12 months"), "2029-11-22", "after a repair: 36 months from the start"),
    Case("2027-08-31", ("6 months", "12 months"), "2029-02-28", "18 months at once, not 12 after 29 Feb 2028"),
    Case("2028-02-29", ("24 months", "12 months"), "2031-02-28", "36 months at once from a leap day"),
    Case("2028-02-29", ("24 months", "24 months"), "2032-02-29", "not 24 after 28 Feb 2030"),
    Case("2027-01-31", ("1 month", "1 year"), "2028-02-29", "13 months at once reach the leap day"),
    Case("2027-01-31", ("1 month",), "2027-03-02", "two days with us follow the end: 28 Feb, then 1 and 2 Mar", 2),
    Case("2028-01-31", ("1 month",), "2028-03-02", "the same in a leap year: 29 Feb, then 1 and 2 Mar", 2),
    Case("2026-12-30", ("12 months",), "2028-01-04", "five days with us across the end of a year", 5),
    Case("2026-11-22", ("24 months", "12 months"), "2029-12-01", "months first, then nine days with us", 9),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.start} {' + '.join(case.terms)}: {case.why}")
def test_the_last_day(case: Case) -> None:
    terms = tuple(parse_term(text) for text in case.terms)
    assert last_day(date.fromisoformat(case.start), terms, case.still).isoformat() == case.until


def test_no_term_reaches_beyond_the_calendar() -> None:
    with pytest.raises(BadInput, match="beyond the calendar"):
        last_day(date(9990, 1, 1), (Term(20, "years"),))


# A sale at the counter: the day of the shop's own clock counts, wherever the rest of the world is


@dataclass(frozen=True)
class Sale:
    """A sale at a moment in a zone (with its offset, where the clock shows an hour twice), and its last day."""

    zone: str
    at: str
    term: str
    until: str
    why: str
    fold: int = field(default=0)


SALES = (
    Sale("Europe/Berlin", "2026-11-22 23:59", "24 months", "2028-11-22", "a minute to midnight is still that day"),
    Sale("Europe/Berlin", "2026-11-23 00:01", "24 months", "2028-11-23", "the next day, though UTC has the 22nd"),
    Sale("America/New_York", "2026-11-22 23:59", "1 month", "2026-12-22", "UTC has the 23rd already"),
    Sale("America/New_York", "2026-11-23 00:01", "1 month", "2026-12-23", "the shop's midnight has passed"),
    Sale("Pacific/Auckland", "2026-11-22 23:59", "1 month", "2026-12-22", "UTC has the 22nd, 10:59"),
    Sale("Pacific/Auckland", "2026-11-23 00:01", "1 month", "2026-12-23", "UTC still has the 22nd, 11:01"),
    Sale("Pacific/Auckland", "2027-01-31 00:01", "1 month", "2027-02-28", "UTC has 30 Jan, which would end the same"),
    Sale("Pacific/Auckland", "2027-03-01 00:01", "1 month", "2027-04-01", "UTC has 28 Feb, which would end on 28 Mar"),
    Sale("Europe/Berlin", "2027-03-28 01:59", "1 day", "2027-03-29", "a minute before the clock jumps an hour"),
    Sale("Europe/Berlin", "2027-03-28 03:00", "1 day", "2027-03-29", "the minute after"),
    Sale("Europe/Berlin", "2026-10-25 02:30", "1 day", "2026-10-26", "the first 02:30 of the long night"),
    Sale("Europe/Berlin", "2026-10-25 02:30", "1 day", "2026-10-26", "and the second", fold=1),
    Sale("America/New_York", "2026-11-01 01:30", "1 week", "2026-11-08", "the second 01:30 there", fold=1),
)  # fmt: skip


def _moment(text: str, zone: str, fold: int = 0) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=ZoneInfo(zone), fold=fold)


@pytest.mark.parametrize("sale", SALES, ids=lambda sale: f"{sale.zone} {sale.at} {sale.fold}: {sale.why}")
def test_a_sale_counts_from_the_day_of_the_shop(sale: Sale) -> None:
    at = _moment(sale.at, sale.zone, sale.fold)
    with time_machine.travel(at - timedelta(days=3), tick=False) as clock:
        session = _shop(sale.zone)
        item.save_item(session, {"sku": PHONE, "warranty": sale.term})
        shops.take_in_serials(session, SERIAL)
        clock.move_to(at)
        shops.sell_serial(session, SERIAL)
        covered = cover_of(session, shops.line_of_serial(session, SERIAL))
        shop = next(each for each in covers_of(session, shops.unit(session, SERIAL)) if each.kind == "shop")
    assert str(shop.until) == sale.until
    assert covered.status == "in"


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/New_York", "Europe/Berlin"])
def test_the_last_day_is_covered_to_its_last_minute(zone: str) -> None:
    with time_machine.travel(_moment("2026-11-22 12:00", zone), tick=False) as clock:
        session = _shop(zone)
        item.save_item(session, {"sku": PHONE, "warranty": "12 months", "legal_warranty": "none"})
        shops.take_in_serials(session, SERIAL)
        shops.sell_serial(session, SERIAL)
        line = shops.line_of_serial(session, SERIAL)
        clock.move_to(_moment("2027-11-22 23:59", zone))
        last = cover_of(session, line)
        clock.move_to(_moment("2027-11-23 00:00", zone))
        after = cover_of(session, line)
    assert (last.status, last.days_left) == ("in", 0)
    assert (after.status, after.days_left) == ("over", -1)


def _shop(zone: str) -> Session:
    store = engine.in_memory()
    setup.new_shop(store, "Corner", "EUR", zone)
    session = setup.open_session(store)
    for columns in shops.CATALOGUE:
        item.save_item(session, columns)
    return session


def test_lifetime_and_none_have_no_last_day(session: Session) -> None:
    item.save_item(session, {"sku": PHONE, "warranty": "lifetime"})
    shops.take_in_serials(session, SERIAL, OTHER_SERIAL)
    shops.sell_serial(session, SERIAL)
    covered = cover_of(session, shops.line_of_serial(session, SERIAL))
    assert (covered.status, covered.until, covered.days_left) == ("lifetime", None, None)
    item.save_item(session, {"sku": PHONE, "warranty": "none", "legal_warranty": "none"})
    shops.sell_serial(session, OTHER_SERIAL)
    assert cover_of(session, shops.line_of_serial(session, OTHER_SERIAL)).status == "none"
