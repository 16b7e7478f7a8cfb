"""Days and terms: month ends, precision, dates as people type them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopstock.days import (
    MONTHS,
    PrintedDate,
    Term,
    days_ago,
    iso,
    month_end,
    parse_iso,
    parse_term,
    parse_typed,
    show_day,
)
from shopstock.refusal import BadInput

TODAY = date(2026, 11, 23)
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("start", "term", "last"),
    [
        (date(2026, 1, 31), "1 month", date(2026, 2, 28)),
        (date(2028, 1, 31), "1 month", date(2028, 2, 29)),
        (date(2028, 2, 29), "1 year", date(2029, 2, 28)),
        (date(2028, 2, 29), "4 years", date(2032, 2, 29)),
        (date(2026, 1, 31), "2 months", date(2026, 3, 31)),
        (date(2026, 8, 31), "6 months", date(2027, 2, 28)),
        (date(2026, 12, 31), "2 months", date(2027, 2, 28)),
        (date(2026, 11, 4), "24 months", date(2028, 11, 4)),
        (date(2026, 12, 31), "1 day", date(2027, 1, 1)),
        (date(2026, 2, 27), "90 days", date(2026, 5, 28)),
        (date(2026, 2, 22), "1 week", date(2026, 3, 1)),
    ],
)
def test_terms_end_on_their_last_day(start: date, term: str, last: date) -> None:
    assert parse_term(term).until(start) == last


@given(DAYS, st.integers(1, 120))
def test_months_are_added_once_from_the_start(start: date, months: int) -> None:
    until = Term(months, "months").until(start)
    assert (until.year - start.year) * 12 + until.month - start.month == months
    assert until.day == min(start.day, month_end(until.year, until.month).day)


def test_a_term_beyond_the_calendar_is_refused() -> None:
    with pytest.raises(BadInput, match="beyond the calendar"):
        Term(1200, "years").until(date(9000, 1, 1))
    with pytest.raises(BadInput, match="beyond the calendar"):
        Term(1, "days").until(date.max)


@pytest.mark.parametrize(
    ("typed", "term"),
    [
        ("24 months", Term(24, "months")),
        ("24", Term(24, "months")),
        ("2 Years", Term(2, "years")),
        ("1y", Term(1, "years")),
        ("90 days", Term(90, "days")),
        ("6 mo", Term(6, "months")),
        ("1 month", Term(1, "months")),
        ("3w", Term(3, "weeks")),
    ],
)
def test_terms(typed: str, term: Term) -> None:
    assert parse_term(typed) == term
    assert parse_term(str(term)) == term


@pytest.mark.parametrize(
    "typed",
    ["", "0", "0 days", "-1 year", "2 decades", "1201 days", "two years", "2.5 years", "٢ years", "y", "1 s"],
)
def test_what_is_no_term(typed: str) -> None:
    with pytest.raises(BadInput, match="is no term"):
        parse_term(typed)


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(2027, 2, 28), (2028, 2, 29), (2000, 2, 29), (2100, 2, 28), (2026, 4, 30), (2026, 12, 31)],
)
def test_month_ends(year: int, month: int, day: int) -> None:
    assert month_end(year, month) == date(year, month, day)


@pytest.mark.parametrize(
    ("typed", "day", "precision"),
    [
        ("2027-03-31", date(2027, 3, 31), "day"),
        ("2027-03", date(2027, 3, 31), "month"),
        ("2028-02", date(2028, 2, 29), "month"),
        ("2027", date(2027, 12, 31), "year"),
        (" 2027-03 ", date(2027, 3, 31), "month"),
    ],
)
def test_iso_dates_keep_their_precision(typed: str, day: date, precision: str) -> None:
    read = parse_iso(typed)
    assert (read.day, read.precision) == (day, precision)
    assert iso(read.day, read.precision) == typed.strip()
    assert parse_typed(typed) == read


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "2027-3",
        "27-03-31",
        "2027-13",
        "2027-00",
        "2027-02-29",
        "2027-04-31",
        "2027-01-00",
        "0000",
        "2027-03-31T00:00",
        "٢٠٢٧",
        "31/01/2026",
    ],
)
def test_what_is_no_iso_date(typed: str) -> None:
    with pytest.raises(BadInput):
        parse_iso(typed)


@pytest.mark.parametrize(
    ("typed", "day", "precision"),
    [
        ("3.12.2026", date(2026, 12, 3), "day"),
        ("03.12.26", date(2026, 12, 3), "day"),
        ("3/12/26", date(2026, 12, 3), "day"),
        ("3 12 26", date(2026, 12, 3), "day"),
        ("3-12-2026", date(2026, 12, 3), "day"),
        ("261203", date(2026, 12, 3), "day"),
        ("261200", date(2026, 12, 31), "month"),
        ("20261203", date(2026, 12, 3), "day"),
        ("20270401", date(2027, 4, 1), "day"),
        ("270331", date(2027, 3, 31), "day"),
        ("20261200", date(2026, 12, 31), "month"),
        ("3 12", date(2012, 3, 31), "month"),
        ("03/27", date(2027, 3, 31), "month"),
        ("12/2026", date(2026, 12, 31), "month"),
        ("Dec 26", date(2026, 12, 31), "month"),
        ("december 2026", date(2026, 12, 31), "month"),
        ("3 Dec 2026", date(2026, 12, 3), "day"),
        ("3. Dec. 2026", date(2026, 12, 3), "day"),
    ],
)
def test_dates_as_people_type_them(typed: str, day: date, precision: str) -> None:
    read = parse_typed(typed)
    assert (read.day, read.precision) == (day, precision)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "13/2026",
        "31.2.2027",
        "0.12.2026",
        "3.0.2026",
        "32.1.2026",
        "271301",
        "20261301",
        "20260230",
        "1 2 3 4",
        "3 Foo 2026",
        "tomorrow",
        "12.2026.3",
        "3.12.202",
        "3.12.20266",
        "٣.١٢.٢٠٢٦",
        "2026/12/03",
        "-3.12.2026",
        "Marmalade 2026",
        "De 26",
    ],
)
def test_what_is_no_typed_date(typed: str) -> None:
    with pytest.raises(BadInput):
        parse_typed(typed)


@given(st.text(st.characters(), max_size=30))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    for parse in (parse_iso, parse_typed, parse_term):
        try:
            parse(text)
        except BadInput as refused:
            assert refused.text  # noqa: PT017


@given(DAYS)
def test_every_way_to_write_a_day_reads_the_same(day: date) -> None:
    month = MONTHS[day.month - 1]
    for typed in (
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day:%d/%m/%y}",
        f"{day.day} {month} {day.year}",
        show_day(day),
    ):
        assert parse_typed(typed) == PrintedDate(day)
    assert parse_typed(f"{month} {day.year}") == PrintedDate(month_end(day.year, day.month), "month")


@given(DAYS, st.sampled_from(["day", "month", "year"]))
def test_iso_reads_back(day: date, precision: str) -> None:
    if precision == "day":
        assert parse_iso(iso(day, "day")) == PrintedDate(day)
    elif precision == "month":
        end = month_end(day.year, day.month)
        assert parse_iso(iso(end, "month")) == PrintedDate(end, "month")
    else:
        end = date(day.year, 12, 31)
        assert parse_iso(iso(end, "year")) == PrintedDate(end, "year")


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (date(2026, 11, 4), "04 Nov"),
        (date(2027, 5, 25), "25 May"),
        (date(2027, 5, 26), "26 May 2027"),
        (date(2026, 5, 24), "24 May"),
        (date(2026, 5, 23), "23 May 2026"),
    ],
)
def test_days_are_shown_with_the_year_when_far(day: date, shown: str) -> None:
    assert show_day(day, TODAY) == shown


def test_days_are_shown_as_precisely_as_printed() -> None:
    assert show_day(date(2028, 11, 30), TODAY, "month") == "Nov 2028"
    assert show_day(date(2028, 12, 31), TODAY, "year") == "2028"
    assert show_day(date(2026, 11, 4)) == "04 Nov 2026"


@pytest.mark.parametrize(
    ("gap", "words"),
    [(0, "today"), (-1, "yesterday"), (1, "tomorrow"), (-18, "18 days ago"), (3, "in 3 days")],
)
def test_how_long_ago(gap: int, words: str) -> None:
    assert days_ago(TODAY + timedelta(days=gap), TODAY) == words
