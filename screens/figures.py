"""How days, money and bars look; the desk gives plain decimal strings and ISO dates."""

from __future__ import annotations

import re
from collections.abc import Sequence

from screens.page import Piece, Pieces
from shopstock.clock import today
from shopstock.date_kinds import LONG
from shopstock.days import MONTHS, parse_iso
from shopstock.desk.views.frame import Tone
from shopstock.refusal import BadInput

_EIGHTHS = " ▏▎▍▌▋▊▉█"
_LEVELS = "▁▂▃▄▅▆▇█"
_INSTANT = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)")
_NEAR_DAYS = 183


def day(iso: str | None, *, always_year: bool = False) -> str:
    """`03 Dec`, with the year (`03 Dec 28`) when it is more than half a year away; `Dec 2028` for a month."""
    if not iso:
        return ""
    try:
        printed = parse_iso(iso[:10])
    except BadInput:
        return iso
    when = printed.day
    if printed.precision == "year":
        return f"{when.year}"
    if printed.precision == "month":
        return f"{MONTHS[when.month - 1]} {when.year}"
    # The zone decides nothing here: half a year more or less is only whether the year is worth its room.
    far = always_year or abs((when - today("UTC")).days) > _NEAR_DAYS
    return f"{when.day:02} {MONTHS[when.month - 1]}" + (f" {when.year % 100:02}" if far else "")


def printed(iso: str | None, precision: str) -> str | None:
    """The ISO day as far as it was printed: `2026-12` for a month, whose last day it stands for."""
    return iso and iso[: {"month": 7, "year": 4}.get(precision, 10)]


def moment(iso: str | None) -> str:
    """`04 Nov 15:21` of an instant, with the year when it is long ago."""
    match = _INSTANT.match(iso or "")
    return f"{day(match[1])} {match[2]}" if match else day(iso)


def money(amount: str | None) -> str:
    """`9,118.00`; what is no plain amount stays as it is."""
    if not amount:
        return ""
    match = re.fullmatch(r"(-?)([0-9]+)((?:\.[0-9]+)?)", amount, re.ASCII)
    return f"{match[1]}{int(match[2]):,}{match[3]}" if match else amount


def number(amount: str) -> float:
    """For the length of a bar only; 0 for what is none."""
    try:
        return float(amount)
    except ValueError:
        return 0.0


def spark(weeks: Sequence[int]) -> str:
    """A small bar for each figure; none stays a thin line so that the weeks can be counted."""
    most = max(weeks, default=0)
    if most <= 0:
        return _LEVELS[0] * len(weeks)
    return "".join(_LEVELS[min(7, max(0, round(7 * n / most)))] for n in weeks)


def gauge(share: float, width: int, tone: Tone) -> Pieces:
    """A bar filled to `share` of its width."""
    eighths = round(min(max(share, 0.0), 1.0) * width * 8)
    full, part = divmod(eighths, 8)
    bar = "█" * full + (_EIGHTHS[part] if part else "")
    return (Piece(bar, tone), Piece("░" * (width - len(bar)), "dim"))


def date_kind(kind: str | None, short: bool = False) -> str:
    """What a date says: `best before`, `use by`; short `bb`, `ub`."""
    short_words = {"best_before": "bb", "use_by": "ub", "expiry": "ex", "sell_by": "sb"}
    return (short_words if short else LONG).get(kind or "", "")


def dated(kind: str | None, iso: str | None, short: bool = False) -> str:
    """What a date says and the date: `best before 03 Dec`; short in nine cells: `bb 03 Dec`, `bb Feb'28`."""
    shown = day(iso)
    if short and len(shown) > 6 and kind:
        month, _, year = shown.removeprefix(shown[:3] if shown[:2].isdigit() else "").rpartition(" ")
        shown = f"{month.strip()}'{year[-2:]}"
    return f"{date_kind(kind, short)} {shown}".strip()
