"""Dates inside GS1 codes: two-digit years, day 00, dates with a time."""

from __future__ import annotations

import re
from datetime import date

from shopstock import clock
from shopstock.days import PrintedDate, month_end

# Day parts and time parts of each dated identifier (GS1 General Specifications, sections 3.4 and 3.8).
_DAY = "(?P<d1>[0-9]{6})"
_FORMS = {
    **dict.fromkeys(("11", "12", "13", "15", "16", "17", "4326", "7006"), _DAY),
    **dict.fromkeys(("4324", "4325", "7003"), _DAY + "(?P<t>[0-9]{4})"),
    "7007": _DAY + "(?P<d2>[0-9]{6})?",
    "7011": _DAY + "(?P<t>[0-9]{4})?",
    "8008": _DAY + "(?P<t>[0-9]{2}(?:[0-9]{2}){0,2})",
}
_TIME = re.compile("(?:[01][0-9]|2[0-3])(?:[0-5][0-9]){0,2}", re.ASCII)


def full_year(two_digits: int) -> int:
    """The year meant by two digits: at most 49 years back and 50 ahead of the clock's year.

    Source: GS1 General Specifications, section 7.12.
    """
    this_year = clock.local(clock.now_us(), "UTC").year
    century = this_year - this_year % 100
    gap = two_digits - this_year % 100
    if gap >= 51:
        return century - 100 + two_digits
    return century + two_digits + (100 if gap <= -50 else 0)


def parse_day(digits: str) -> PrintedDate:
    """YYMMDD as a date; day 00 is the last day of that month, printed to the month.

    Raises `ValueError` for a day that does not exist.
    """
    year, month, day = full_year(int(digits[:2])), int(digits[2:4]), int(digits[4:6])
    if not 1 <= month <= 12:
        raise ValueError(f"month {digits[2:4]}")
    if day == 0:
        return PrintedDate(month_end(year, month), "month")
    return PrintedDate(date(year, month, day))


def date_problem(ai: str, value: str) -> str | None:
    """What is wrong with the date or time in the value of a dated identifier; None for all others."""
    form = _FORMS.get(ai)
    match = re.fullmatch(form, value, re.ASCII) if form else None
    if match is None:
        return None
    parts = match.groupdict()
    for digits in (parts["d1"], parts.get("d2")):
        if digits and (problem := _day_problem(digits)):
            return problem
    time = parts.get("t")
    open_time = ai in ("4324", "4325", "7003") and time == "9999"
    if time and not open_time and not _TIME.fullmatch(time):
        return f"has no such time: {time}"
    return None


def _day_problem(digits: str) -> str | None:
    if not 1 <= int(digits[2:4]) <= 12:
        return f"has no such month: {digits[2:4]}"
    try:
        parse_day(digits)
    except ValueError:
        return f"has no such day: {digits[4:6]}"
    return None
