"""The only source of time.

Instants are integers: microseconds since 1970 in UTC (`at_us`). Days are `datetime.date`: the shop's own
local day in its IANA zone. Nothing else in the program asks the operating system what time it is.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_set_to: ContextVar[int | None] = ContextVar("clock_set_to", default=None)


def now_us() -> int:
    """This instant in microseconds since 1970, UTC."""
    fixed = _set_to.get()
    return time.time_ns() // 1000 if fixed is None else fixed


def ticks() -> float:
    """Seconds of a watch that nobody can set, for time-outs; the number itself means nothing."""
    return time.monotonic()


@contextmanager
def set_to(at_us: int) -> Iterator[None]:
    """Let the clock stand at `at_us` inside the block: a demo shop lives through its past this way."""
    token = _set_to.set(at_us)
    try:
        yield
    finally:
        _set_to.reset(token)


@lru_cache(maxsize=8)
def zone_info(zone: str) -> ZoneInfo:
    """The zone of that IANA name; raises `ZoneInfoNotFoundError` or `ValueError` for a wrong one."""
    return ZoneInfo(zone)


def local(at_us: int, zone: str) -> datetime:
    """The instant as the clock on the shop's wall shows it, with its offset."""
    return (_EPOCH + timedelta(microseconds=at_us)).astimezone(zone_info(zone))


def day_of(at_us: int, zone: str) -> date:
    """The shop's local day at that instant."""
    return local(at_us, zone).date()


def today(zone: str) -> date:
    """The shop's local day now."""
    return day_of(now_us(), zone)


def instant(moment: datetime) -> int:
    """Microseconds of a zone-aware datetime; exact, no float in between."""
    if moment.tzinfo is None:
        raise ValueError("an instant needs a zone")
    since = moment - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def instant_on(day: date, hour: int, minute: int, zone: str, second: int = 0) -> int:
    """The instant at which the shop's wall clock shows that time on that day."""
    return instant(datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=zone_info(zone)))
