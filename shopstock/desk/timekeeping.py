"""What the desk says of a till's clock that went back or is far ahead: once, and a notice while it lasts.

At the opening it is said at once. In a running desk the next entry that would book is asked about first; Enter
or the same entry again books it, in the order of sales.
"""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, Literal

from shopstock import clock
from shopstock.days import MONTHS
from shopstock.desk.answer import GO_ON, Answer
from shopstock.desk.entries import Entry, parse
from shopstock.jobs.session import Session
from shopstock.jobs.timekeeping import Astray, astray
from shopstock.refusal import Refusal, State
from shopstock.store.order import Latest, latest

_UNITS = (
    (365 * 86_400, "year", "years"),
    (30 * 86_400, "month", "months"),
    (86_400, "day", "days"),
    (3_600, "h", "h"),
    (60, "min", "min"),
)


class ClockWentBack(Refusal):
    """The clock is before the till's last booking; what is booked keeps the order all the same."""

    id = "clock.went_back"
    state: ClassVar[State] = "ASK"


class ClockFarAhead(Refusal):
    """The clock is more than a year after the till's last booking."""

    id = "clock.far_ahead"
    state: ClassVar[State] = "ASK"


class Timekeeper:
    """Remembers what was said of the clock, and the entry that waits for an answer."""

    def __init__(self) -> None:
        self._told: Literal["behind", "ahead"] | None = None
        self._waits: str | None = None
        self._found: Astray | None = None
        self._before: Latest | None = None

    def taken_up(self, entry: Entry) -> Entry:
        """The entry, or the one that waited where Enter goes on with it."""
        waits, self._waits = self._waits, None
        return parse(waits) if waits is not None and entry.kind == "empty" else entry

    def begin(self, session: Session) -> None:
        """Before an entry is answered: look at the clock and at the order of the till."""
        self._found, self._before = astray(session), latest(session.store, session.till.id)
        if self._found is None or self._found.way != self._told:
            self._told = None

    def settle(self, session: Session, entry: Entry) -> None:
        """After it was answered and before it is committed: raises the question when it would book now."""
        found = self._found
        if found is None or self._told or (found.way == "ahead" and not found.far):
            return
        if latest(session.store, session.till.id) != self._before:
            self._told, self._waits = found.way, entry.text
            raise told(session, found)

    def opening(self, session: Session, answer: Answer) -> Answer:
        """The opening answer, which says first that the clock is astray; its view stays."""
        found = self._look(session)
        if found is None:
            return answer
        if found.way == "behind":
            self._told = "behind"
        said = told(session, found)
        return replace(answer, state=said.state, id=said.id, sentence=said.text, keys=())

    def notice(self, session: Session) -> str:
        """What the title bar says instead of the moment, empty while the clock may be right."""
        found = self._look(session)
        if found is None:
            return ""
        span = _span(abs(found.now_us - found.last_us))
        return f"clock {span} back" if found.way == "behind" else f"clock {span} ahead"

    def _look(self, session: Session) -> Astray | None:
        try:
            with session.store.reading():
                return astray(session)
        except Refusal:
            return None  # a file that cannot be read says so at the entry


def told(session: Session, found: Astray) -> Refusal:
    """The sentence for it."""
    span = _span(abs(found.now_us - found.last_us))
    if found.way == "behind":
        went = _moments(found, session.shop.zone, span)
        return ClockWentBack(f"clock went back {went}. Sales keep order. Owner sets it", GO_ON)
    return ClockFarAhead(
        f"clock is {span} ahead of the last sale ({_day(found, session.shop.zone)}). Owner sets it", GO_ON
    )


def _span(length_us: int) -> str:
    """A length of time in its largest whole unit."""
    seconds = length_us // 1_000_000
    size, one, many = next((u for u in _UNITS if seconds >= u[0]), _UNITS[-1])
    number = max(1, seconds // size)
    return f"{number} {one if number == 1 else many}"


def _moments(found: Astray, zone: str, span: str) -> str:
    """How far, from when to when, as far as both differ: times of one day, days of a year, or years."""
    was, now = clock.local(found.last_us, zone), clock.local(found.now_us, zone)
    if was.date() == now.date():
        far = f"{span} " if span.endswith("h") else ""  # one line has no room for more
        return f"{far}({was:%H:%M} -> {now:%H:%M})"
    if (was - now).days < 365:
        return f"({was.day:02} {MONTHS[was.month - 1]} -> {now.day:02} {MONTHS[now.month - 1]})"
    return f"({was.year} -> {now.year})"


def _day(found: Astray, zone: str) -> str:
    day = clock.local(found.last_us, zone)
    return f"{day.day:02} {MONTHS[day.month - 1]} {day.year}"
