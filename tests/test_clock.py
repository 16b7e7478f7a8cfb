"""The one source of time: the shop's wall clock over daylight saving and midnight."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopstock import clock

BERLIN = "Europe/Berlin"
HOUR = 3_600_000_000


def at(*parts: int) -> int:
    """Microseconds of that UTC time: year, month, day, hour, minute."""
    year, month, day, hour, minute = parts
    return clock.instant(datetime(year, month, day, hour, minute, tzinfo=UTC))


@pytest.mark.parametrize(
    ("at_us", "zone", "day", "wall"),
    [
        (at(2026, 11, 22, 22, 59), BERLIN, date(2026, 11, 22), "23:59"),
        (at(2026, 11, 22, 23, 0), BERLIN, date(2026, 11, 23), "00:00"),
        (at(2026, 7, 1, 21, 59), BERLIN, date(2026, 7, 1), "23:59"),
        (at(2026, 7, 1, 22, 0), BERLIN, date(2026, 7, 2), "00:00"),
        (at(2026, 3, 29, 0, 59), BERLIN, date(2026, 3, 29), "01:59"),
        (at(2026, 3, 29, 1, 0), BERLIN, date(2026, 3, 29), "03:00"),
        (at(2026, 10, 25, 0, 30), BERLIN, date(2026, 10, 25), "02:30"),
        (at(2026, 10, 25, 1, 30), BERLIN, date(2026, 10, 25), "02:30"),
        (at(2026, 11, 22, 10, 0), "Pacific/Auckland", date(2026, 11, 22), "23:00"),
        (at(2026, 11, 22, 11, 0), "Pacific/Auckland", date(2026, 11, 23), "00:00"),
        (at(2026, 11, 22, 18, 15), "Asia/Kathmandu", date(2026, 11, 23), "00:00"),
    ],
)
def test_the_wall_clock(at_us: int, zone: str, day: date, wall: str) -> None:
    assert clock.day_of(at_us, zone) == day
    assert f"{clock.local(at_us, zone):%H:%M}" == wall


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 11, 23), 24)]
)
def test_how_long_a_day_is(day: date, hours: int) -> None:
    begin = clock.instant_on(day, 0, 0, BERLIN)
    end = clock.instant_on(day + timedelta(days=1), 0, 0, BERLIN)
    assert end - begin == hours * HOUR
    assert clock.day_of(begin, BERLIN) == clock.day_of(end - 1, BERLIN) == day


def test_the_clock_can_be_set() -> None:
    midnight = clock.instant_on(date(2026, 11, 23), 0, 0, BERLIN)
    with clock.set_to(midnight):
        assert clock.now_us() == midnight
        assert clock.today(BERLIN) == date(2026, 11, 23)
        assert clock.today("UTC") == date(2026, 11, 22)
        with clock.set_to(midnight - 1):
            assert clock.today(BERLIN) == date(2026, 11, 22)
        assert clock.now_us() == midnight
    assert clock.now_us() != midnight


def test_the_set_clock_is_put_back_after_an_error() -> None:
    with pytest.raises(RuntimeError), clock.set_to(0):
        raise RuntimeError
    assert clock.now_us() > at(2020, 1, 1, 0, 0)


def test_another_thread_keeps_its_own_time() -> None:
    seen: list[int] = []
    with clock.set_to(0):
        thread = threading.Thread(target=lambda: seen.append(clock.now_us()))
        thread.start()
        thread.join()
    assert seen[0] > 0


def test_time_goes_on() -> None:
    first = clock.now_us()
    assert isinstance(first, int)
    assert clock.now_us() >= first


@given(
    st.integers(0, 230 * 366 * 24 * HOUR),
    st.sampled_from([BERLIN, "UTC", "America/St_Johns", "Asia/Kathmandu"]),
)
def test_an_instant_is_exact(at_us: int, zone: str) -> None:
    shown = clock.local(at_us, zone)
    assert clock.instant(shown) == at_us
    assert clock.local(at_us, "UTC") == shown
    assert clock.instant_on(shown.date(), 12, 0, zone) != at_us or shown.hour == 12


def test_offsets_do_not_change_an_instant() -> None:
    moment = datetime(2026, 11, 23, 9, 14, 7, 123456, tzinfo=UTC)
    assert clock.instant(moment) == clock.instant(moment.astimezone(timezone(timedelta(hours=5, minutes=45))))
    assert clock.instant(datetime(1970, 1, 1, tzinfo=UTC)) == 0
    assert clock.instant(datetime(1969, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)) == -1


def test_a_time_without_a_zone_is_no_instant() -> None:
    with pytest.raises(ValueError, match="zone"):
        clock.instant(datetime(2026, 11, 23))  # noqa: DTZ001


@pytest.mark.parametrize("zone", ["Europe/Nowhere", "", "../etc/passwd", "Europe/Berlin\x00"])
def test_wrong_zones(zone: str) -> None:
    with pytest.raises((ZoneInfoNotFoundError, ValueError, OSError)):
        clock.zone_info(zone)


def test_zones_are_kept() -> None:
    assert clock.zone_info(BERLIN) is clock.zone_info(BERLIN)
    assert clock.zone_info(BERLIN) == ZoneInfo(BERLIN)
