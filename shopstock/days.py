"""Days and terms: what is printed on goods, what people type, how long a warranty runs.

All days are inclusive: goods may be sold through the printed day, a warranty covers its last day. A printed
date keeps its precision; `2027-03` means the last day of March and stays a month.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, cast

from shopstock.refusal import BadInput

Precision = Literal["day", "month", "year"]
TermUnit = Literal["days", "weeks", "months", "years"]

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_SHORT_SPAN = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as printed on goods: its last valid day and how precisely it was printed."""

    day: date
    precision: Precision = "day"


@dataclass(frozen=True, slots=True)
class Term:
    """A length of time such as `24 months`; `until` adds it once, from the start."""

    number: int
    unit: TermUnit

    def until(self, start: date) -> date:
        """The last day covered when the term starts on `start`: 31 Jan + 1 month is 28 Feb.

        Raises `BadInput` when that day lies beyond the calendar."""
        return last_day(start, (self,))

    def __str__(self) -> str:
        return f"{self.number} {self.unit if self.number != 1 else self.unit[:-1]}"


def last_day(start: date, terms: Sequence[Term], stood_still: int = 0) -> date:
    """The last day covered by these terms together, added once from the start, and then so many days more.

    24 months and 12 after a repair are 36 months from the start: 29 Feb 2028 ends on 28 Feb 2031. Raises `BadInput`
    when that day lies beyond the calendar."""
    from dateutil.relativedelta import relativedelta

    span = dict.fromkeys(("days", "weeks", "months", "years"), 0)
    for term in terms:
        span[term.unit] += term.number
    try:
        added = relativedelta(
            days=span["days"] + stood_still, weeks=span["weeks"], months=span["months"], years=span["years"]
        )
        return start + added
    except (OverflowError, ValueError):
        said = " and ".join(str(term) for term in terms) or f"{stood_still} days"
        raise BadInput(f"{said} from {start.year} is beyond the calendar") from None


def parse_term(text: str) -> Term:
    """`24 months`, `2 years`, `90 days`; a bare number is months."""
    match = re.fullmatch(r"([0-9]{1,4})\s*([a-z]*)", text.strip().casefold(), re.ASCII)
    units = {"": "months", "d": "days", "w": "weeks", "m": "months", "mo": "months", "y": "years"}
    unit = (
        units.get(match[2]) or next((u for u in units.values() if match[2] in (u, u[:-1])), None)
        if match
        else None
    )
    if not match or unit is None or not 0 < int(match[1]) <= 1200:
        raise BadInput(f'"{text.strip()[:20]}" is no term: 24 months, 2 years, 90 days')
    return Term(int(match[1]), cast(TermUnit, unit))


def month_end(year: int, month: int) -> date:
    """The last day of that month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def parse_iso(text: str) -> PrintedDate:
    """`2027-03-31`, `2027-03` or `2027`, nothing else; refuses a day that does not exist."""
    match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", text.strip(), re.ASCII)
    if not match:
        raise BadInput(f'"{text.strip()[:20]}" is no date: 2027-03-31, 2027-03 or 2027')
    year, month, day = (part if part is None else int(part) for part in match.groups())
    return _printed(text, year or 0, month, day)


def parse_typed(text: str) -> PrintedDate:
    """A date as people type it from a package; always read back to them.

    ISO; `3.12.2026`, `3/12/26` and `3 12 26` (day first); `261203` and `20261203` (year first, as scanners
    print it, day 00 is the month); `12/2026`, `Dec 26`, `3 Dec 2026`.
    """
    typed = text.strip().casefold()
    if re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", typed, re.ASCII):
        return parse_iso(typed)
    if re.fullmatch(r"[0-9]{8}", typed, re.ASCII):
        return _printed(text, int(typed[:4]), int(typed[4:6]), int(typed[6:]) or None)
    if re.fullmatch(r"[0-9]{6}", typed, re.ASCII):
        return _printed(text, 2000 + int(typed[:2]), int(typed[2:4]), int(typed[4:]) or None)
    parts = [p for p in re.split(r"[\s./-]+", typed) if p]
    if len(parts) in (2, 3) and typed[0].isalnum():
        month = _month(parts[-2]) if parts[-2].isalpha() else _number(parts[-2])
        year = _year(parts[-1])
        day = _number(parts[0]) if len(parts) == 3 else None
        if month is not None and year is not None and (day is not None) == (len(parts) == 3):
            return _printed(text, year, month, day)
    raise BadInput(f'"{text.strip()[:20]}" is no date. Type it like 03.12.2026 or 2026-12')


def parse_coming(text: str, today: date) -> date:
    """A day to come as people say it: `04 Dec` or `4.12.` is the next one, `14 days` is counted from today, and what
    `parse_typed` reads; refuses a day gone by."""
    typed = text.strip().casefold()
    span = re.fullmatch(r"([0-9]{1,3}) ?(?:days?|d)", typed, re.ASCII)
    if span:
        return today + timedelta(days=int(span[1]))
    parts = [p for p in re.split(r"[\s./-]+", typed) if p]
    if len(parts) == 2 and parts[0].isalnum():
        month = _month(parts[1]) if parts[1].isalpha() else _number(parts[1])
        day = _number(parts[0])
        if month is not None and day is not None:
            year = today.year
            found = _printed(text, year, month, day).day
            return found if found >= today else _printed(text, year + 1, month, day).day
    day_typed = parse_typed(text).day
    if day_typed < today:
        raise BadInput(f"{show_day(day_typed, today)} is gone already")
    return day_typed


def _month(word: str) -> int | None:
    named = (n for n, name in enumerate(_MONTH_NAMES, 1) if len(word) >= 3 and name.startswith(word))
    return next(named, None)


def _number(part: str) -> int | None:
    return int(part) if re.fullmatch(r"[0-9]{1,2}", part, re.ASCII) else None


def _year(part: str) -> int | None:
    if not re.fullmatch(r"[0-9]{2}|[0-9]{4}", part, re.ASCII):
        return None
    return int(part) if len(part) == 4 else 2000 + int(part)


def _printed(text: str, year: int, month: int | None, day: int | None) -> PrintedDate:
    try:
        if month is None:
            return PrintedDate(date(year, 12, 31), "year")
        if day is None:
            return PrintedDate(month_end(year, month), "month")
        return PrintedDate(date(year, month, day), "day")
    except (ValueError, calendar.IllegalMonthError):
        raise BadInput(f'"{text.strip()[:20]}" is no day of the calendar') from None


def show_day(day: date, today: date | None = None, precision: Precision = "day") -> str:
    """`04 Nov`, with the year when it is more than half a year away; `Nov 2028` and `2028` by precision."""
    if precision == "year":
        return f"{day.year:04}"
    if precision == "month":
        return f"{MONTHS[day.month - 1]} {day.year:04}"
    near = today is not None and abs(day - today) <= _SHORT_SPAN
    return f"{day.day:02} {MONTHS[day.month - 1]}" + ("" if near else f" {day.year:04}")


def iso(day: date, precision: Precision = "day") -> str:
    """The ISO form that keeps the precision: `2027-03-31`, `2027-03`, `2027`."""
    return day.isoformat()[: {"day": 10, "month": 7, "year": 4}[precision]]


def days_ago(day: date, today: date) -> str:
    """`today`, `yesterday`, `18 days ago`, `in 3 days`."""
    gap = (today - day).days
    near = {0: "today", 1: "yesterday", -1: "tomorrow"}.get(gap)
    return near or (f"{gap} days ago" if gap > 0 else f"in {-gap} days")
