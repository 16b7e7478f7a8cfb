"""Templates of own numbers: what they mean, what they refuse, and that their numbers are in order and never alike."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopstock.codes.template import DAY_FIELDS, NoValue, parse_template
from shopstock.refusal import BadInput

SUNDAY = date(2026, 11, 22)
WORDS = {"product": "CURD", "supplier": "Volta", "place": "SHELF-1", "shop": "Corner", "prefix": "R1"}


def number(text: str, run: int = 1, **days: date) -> str:
    """The number of that run on that Sunday."""
    return parse_template(text, must_count=False).filled({"today": SUNDAY, **days}, WORDS).at(run)


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("{place}-{year}{week}-{run:3}", "SHELF-1-202647-001"),
        ("{yy}{month}{day}/{run}", "261122/1"),
        ("L{yday}", "L326"),
        ("{run:5}{product}", "00001CURD"),
        ("{shop} {supplier} {prefix} {run:2}", "Corner Volta R1 01"),
        ("{made:day}{made:month}-{expires:yy}{expires:yday}", "0711-26338"),
        ("plain", "plain"),
    ],
)
def test_what_a_template_makes(text: str, made: str) -> None:
    assert number(text, made=date(2026, 11, 7), expires=date(2026, 12, 4)) == made


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 12, 31), "2026-53"),
        (date(2027, 1, 1), "2026-53"),
        (date(2027, 1, 3), "2026-53"),
        (date(2027, 1, 4), "2027-01"),
        (date(2024, 12, 30), "2025-01"),
    ],
)
def test_beside_a_week_the_year_is_that_of_the_week(day: date, said: str) -> None:
    made = parse_template("{year}-{week}", must_count=False).filled({"today": day}, {})
    assert made.head == said
    assert (
        parse_template("{year}{yday}", must_count=False)
        .filled({"today": day}, {})
        .head.startswith(str(day.year))
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "1 to 100 characters"),
        ("x" * 101, "1 to 100 characters"),
        ("{run:2}-{run:3}", "a template counts once"),
        ("{run:0}", "its width is 1 to 12"),
        ("{run:13}", "its width is 1 to 12"),
        ("{run:x}", "its width is 1 to 12"),
        ("{date}", "{date} is no field"),
        ("{made}", "{made} is no field"),
        ("{made:hour}", "{made} is no field"),
        ("{year:2}", "{year} is no field"),
        ("{Year}", "a field is written {year}"),
        ("{yy", "a field is written {year}"),
        ("yy}", "a field is written {year}"),
        ("{{run}}", "a field is written {year}"),
        ("{}", "a field is written {year}"),
    ],
)
def test_what_is_no_template(text: str, why: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_template(text, must_count=False)
    assert why in refused.value.text


def test_a_serial_counts() -> None:
    with pytest.raises(BadInput, match="every number would be the same"):
        parse_template("{yy}{week}", must_count=True)


def test_a_field_that_nothing_is_known_of() -> None:
    with pytest.raises(NoValue) as unknown:
        parse_template("{expires:yy}{run}", must_count=True).filled({"today": SUNDAY, "expires": None}, WORDS)
    assert unknown.value.field == "expires:yy"
    with pytest.raises(NoValue) as unknown:
        parse_template("{supplier}", must_count=False).filled({"today": SUNDAY}, {"supplier": None})
    assert unknown.value.field == "supplier"


TEXTS = st.text("ABXZ-/ 0189", max_size=5)
FIELDS = st.sampled_from([*(f"{{{name}}}" for name in (*DAY_FIELDS, *WORDS)), "{made:week}", "{expires:day}"])
HALVES = st.lists(st.one_of(TEXTS, FIELDS), max_size=4).map("".join)


@given(HALVES, HALVES, st.integers(1, 6), st.integers(0, 3_000), st.integers(1, 10**7))
def test_runs_are_in_order_and_read_back(before: str, after: str, width: int, days: int, run: int) -> None:
    """Any template, any day: a number is its head, its run and its tail; the next is never the same."""
    day = SUNDAY + timedelta(days=days)
    made = parse_template(f"{before}{{run:{width}}}{after}", must_count=True).filled(
        {"today": day, "made": day, "expires": day}, WORDS
    )
    first, second = made.at(run), made.at(run + 1)
    assert first.startswith(made.head)
    assert first.endswith(made.tail)
    digits = first[len(made.head) : len(first) - len(made.tail)]
    assert (int(digits), len(digits)) == (run, max(width, len(str(run)))), "wider, never around"
    assert first != second
    assert (len(first), first) < (len(second), second)
