"""Checks: the record of the morning checks, day by day, and its paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from shopstock import clock
from shopstock.desk.answer import Answer
from shopstock.desk.entries import Entry
from shopstock.desk.mode import Around, Mode, NotHere, NothingOpen
from shopstock.desk.views.base import View
from shopstock.desk.views.checks import CheckDayRow, CheckRecordRow, CheckRecordView, ChecksView
from shopstock.jobs.check_record import CheckDay, days_of, record_of, span_of
from shopstock.papers import check_record, sheet
from shopstock.papers.check_record import SIGNED, CheckRecord
from shopstock.refusal import Key
from shopstock.text import fit

if TYPE_CHECKING:
    from shopstock.desk.desk import Desk

WIDTH = 64
STANDING = {**SIGNED, "none": "nothing done"}


@dataclass(frozen=True, slots=True)
class Looked:
    """What is shown: the days that were asked for (ISO, `2026-11`; empty is the last month), or one day of them."""

    span: str = ""
    day: str = ""


class ChecksMode(Mode[Looked]):
    """Looks back; changes nothing."""

    job = "checks"
    words = ("checks",)
    hints = (Key("number", "opens it"), Key(":checks 2026-11", "a month"), Key(":print", "the day"))
    help = (
        (":checks", "the morning checks of the last month"),
        (":checks 2026-11", "those of a month, or of a year"),
        (":checks 2026-11-22, a number", "that day: each row with who, when and what"),
        (":print", "the day that is shown, as its paper; :print check 2026-11-22 from anywhere"),
        ("-", "back to the list"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Looked())

    def open(self) -> Answer:
        return self._record() if self.state.day else self._list()

    def command(self, word: str, rest: str) -> Answer:  # noqa: ARG002 - the shape of a job
        """`:checks`, `:checks 2026-11`, `:checks 2026-11-22`."""
        first, last = span_of(self.session, rest)
        return self._day("", first) if rest and first == last else self._shows(Looked(rest))

    def _day(self, span: str, day: date) -> Answer:
        record_of(self.session, day)  # refused before anything is left
        return self._shows(Looked(span, day.isoformat()))

    def _shows(self, looked: Looked) -> Answer:
        self.state = looked
        return self.open()

    def _list(self) -> Answer:
        days = self._days()
        if not days:
            return self.ok("checks.listed", "the shop was not open on any of these days")
        signed = sum(day.standing == "signed" for day in days)
        more = tuple(self._told(n, day) for n, day in enumerate(days, 1))
        return self.ok("checks.listed", f"{len(days)} open days, {signed} checks signed off", more=more)

    def _record(self) -> Answer:
        record = self.record()
        who = f" by {fit(record.signed_by, 16)} {record.signed_at}" if record.signed_by else ""
        said = f"{record.day}: {record.rows} rows done, {STANDING[record.standing]}{who}"
        more = tuple(sheet.text(check_record.rows(record), WIDTH).splitlines())
        return self.ok("checks.day", said, Key(":print", "its paper"), more=more)

    def record(self) -> CheckRecord:
        """The record of the day that is shown; raises NoCheck."""
        return record_of(self.session, date.fromisoformat(self.state.day))

    def _days(self) -> list[CheckDay]:
        return days_of(self.session, *span_of(self.session, self.state.span))

    def _told(self, n: int, day: CheckDay) -> str:
        late = f", {day.late} late" if day.late else ""
        undone = f", {day.undone} taken back" if day.undone else ""
        signed = f" by {day.signed.staff} {self._time(day.signed.at_us)}" if day.signed else ""
        return (
            f"  {n}  {day.day.isoformat()}  {day.rows} rows{late}{undone}  {STANDING[day.standing]}{signed}"
        )

    def _time(self, at_us: int) -> str:
        return f"{clock.local(at_us, self.session.shop.zone):%H:%M}"

    def view(self) -> View:
        if self.state.day:
            return _record_view(self.record())
        first, last = span_of(self.session, self.state.span)
        days = [self._row(n, day) for n, day in enumerate(self._days(), 1)]
        return ChecksView(days, first.isoformat(), last.isoformat())

    def _row(self, n: int, day: CheckDay) -> CheckDayRow:
        signed = day.signed
        return CheckDayRow(
            n, day.day.isoformat(), day.rows, day.late, day.undone, list(day.people), day.standing,
            signed.staff if signed else None, self._time(signed.at_us) if signed else None,
        )  # fmt: skip

    def around(self) -> Around:
        if self.state.day:
            return Around(
                f"morning check of {self.state.day}", "who, when, what; the ledger keeps it for ever"
            )
        return Around("morning checks", "a number opens a day; the ledger keeps all of them for ever")

    def enter(self, entry: Entry) -> Answer:
        if entry.kind == "empty":
            return self.open()
        if entry.kind == "take_back" and self.state.day:
            return self._shows(Looked(self.state.span))
        days = [] if self.state.day else self._days()
        if entry.number is not None and 1 <= entry.number <= len(days):
            return self._day(self.state.span, days[entry.number - 1].day)
        if entry.kind == "text" and entry.number is None:
            return self.desk.look(entry.text)
        raise NotHere("the number of a day opens it", Key(":checks 2026-11", "a month"))

    def finish(self, rest: str) -> Answer:  # noqa: ARG002 - the shape of a job
        raise NothingOpen("nothing is open here to finish", Key("F6", "today's check"))


def _record_view(record: CheckRecord) -> CheckRecordView:
    rows = [
        CheckRecordRow(
            shelf.place, line.name, line.lot, line.date, line.quantity, line.action, line.time, line.staff,
            line.initials, line.late, line.undone or None,
        )
        for shelf in record.shelves
        for line in shelf.lines
    ]  # fmt: skip
    shelves = [[shelf.place, *shelf.initials] for shelf in record.shelves]
    return CheckRecordView(
        record.iso, rows, shelves, record.rows, record.late, record.undone, record.standing,
        record.signed_by or None, record.signed_at or None, record.paper or None,
    )  # fmt: skip
