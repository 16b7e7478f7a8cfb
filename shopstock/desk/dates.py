"""Dates: the morning check, one letter a row, in the order of the shelves."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from shopstock.amounts import parse_decimal, show_decimal
from shopstock.date_kinds import SHORT
from shopstock.days import show_day
from shopstock.desk.answer import Answer
from shopstock.desk.entries import Entry
from shopstock.desk.mode import Around, Booked, Mode, NotHere
from shopstock.desk.views.dates import DatesRow, DatesView
from shopstock.jobs import dates
from shopstock.jobs.dates import Act, Due
from shopstock.jobs.session import new_request_id
from shopstock.refusal import BadInput, Key, Passing, Refusal
from shopstock.text import fit

if TYPE_CHECKING:
    from shopstock.desk.desk import Desk

_LETTERS = re.compile(rf"([0-9]{{0,4}})([{''.join(dates.ACTIONS)}]{{1,200}})", re.ASCII)


FURTHEST_DAYS = 3660


class NotInList(Refusal):
    """There is no such row, or none is left to act on."""

    id = "dates.no_row"


class RowsLeft(Refusal):
    """The day cannot be signed off while rows are not done."""

    id = "dates.left"


@dataclass(frozen=True, slots=True)
class Checking:
    """How far ahead is looked, and the row that was picked by its number."""

    horizon_days: int = dates.HORIZON_DAYS
    picked: int | None = None
    part: str | None = None


class DatesMode(Mode[Checking]):
    """The morning check."""

    job = "dates"
    words = ("dates",)
    hints = (
        Key("K", "ok"),
        Key("M", "mark down"),
        Key("P", "pull"),
        Key("W", "waste"),
        Key("S", "supplier"),
        Key("C", "charity"),
        Key("N", "not there"),
        Key("2*", "part"),
    )
    help = (
        ("K", "this row is ok for today"),
        ("M", "mark it down to half its price"),
        ("P", "pull it to quarantine"),
        ("W", "waste: into the bin"),
        ("S", "back to the supplier"),
        ("C", "to charity"),
        ("N", "it is not there"),
        ("KKMWP", "one letter for each row, as many as you like"),
        ("3M", "row 3"),
        ("2*W", "two of this row"),
        (":dates 30", "thirty days ahead"),
        ("F9, Enter Enter", "signs the day off"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Checking())

    def rows(self) -> list[Due]:
        """The rows of the check now."""
        return dates.list_due(self.session, self.state.horizon_days)

    def current(self, rows: list[Due]) -> int | None:
        """The index of the row that the next letter acts on."""
        picked = self.state.picked
        if picked is not None and picked <= len(rows) and rows[picked - 1].action is None:
            return picked - 1
        return next((i for i, due in enumerate(rows) if due.action is None), None)

    def open(self) -> Answer:
        rows = self.rows()
        left = sum(1 for due in rows if due.action is None)
        if not rows:
            return self.ok("dates.listed", f"nothing runs out in the next {self.state.horizon_days} days")
        more = tuple(self._row_line(n, due) for n, due in enumerate(rows, 1))
        return self.ok("dates.listed", f"{left} of {len(rows)} rows to do{self._now(rows)}", more=more)

    def _now(self, rows: list[Due]) -> str:
        index = self.current(rows)
        return "" if index is None else f". Now row {index + 1}: {fit(rows[index].row.name, 30)}"

    def _row_line(self, n: int, due: Due) -> str:
        row = due.row
        late = "  LATE" if due.late else ""
        quantity = show_decimal(row.quantity, row.decimals)
        action = due.action or "?"
        return (
            f"  {n}  {row.place_code}  {row.name}  lot {row.code}  {SHORT[row.date_kind]} {self._day(due)}  "
            f"{due.days_left} d  {quantity}  {self.session.money(due.price_minor)}  {action}{late}"
        )

    def _day(self, due: Due) -> str:
        return show_day(due.row.expires_on, self.session.today(), due.row.precision)

    def view(self) -> DatesView:
        rows = self.rows()
        current = self.current(rows)
        walk = list(dict.fromkeys(due.row.place_code for due in rows))
        return DatesView(
            [self._row(n, due) for n, due in enumerate(rows, 1)],
            self.session.today().isoformat(),
            self.state.horizon_days,
            sum(1 for due in rows if due.action is not None),
            None if current is None else current + 1,
            self.session.money(dates.at_risk(rows)),
            dates.is_signed(self.session),
            walk,
            self.session.money(dates.wasted_this_month(self.session)),
        )

    def _row(self, n: int, due: Due) -> DatesRow:
        row = due.row
        return DatesRow(
            n, row.place_code, row.sku, row.name, row.code, row.expires_on.isoformat(), row.date_kind,
            due.days_left, show_decimal(row.quantity, row.decimals), self.session.money(due.price_minor),
            due.action, due.late, row.precision,
        )  # fmt: skip

    def around(self) -> Around:
        rows = self.rows()
        done = sum(1 for due in rows if due.action is not None)
        wasted = self.session.money(dates.wasted_this_month(self.session))
        notice = "signed off" if dates.is_signed(self.session) else ""
        return Around(
            f"morning check  {self.session.day(self.session.today())}",
            f"{done} of {len(rows)} done   Waste this month {wasted}",
            "AT RISK",
            self.session.money(dates.at_risk(rows)),
            notice,
        )

    # Entries

    def enter(self, entry: Entry) -> Answer:
        if entry.kind == "empty":
            return self.open()
        if entry.kind == "times":
            return self._part(entry)
        if entry.kind == "take_back":
            raise NotHere("a row is taken back with", Key("F12", "undo"))
        rows = self.rows()
        if entry.number is not None and 1 <= entry.number <= len(rows):
            return self._pick(rows, entry.number)
        return self.code(entry)

    def as_letters(self, entry: Entry) -> str | None:
        letters = _LETTERS.fullmatch(entry.text.upper()) if entry.text.isascii() else None
        if letters is None:
            return None
        named = ", ".join(dates.ACTIONS[letter][0].replace("_", " ") for letter in letters[2][:4])
        return f"{fit(entry.text.upper(), 12)}  {named}"

    def letters(self, entry: Entry) -> Answer:
        found = _LETTERS.fullmatch(entry.text.upper())
        assert found is not None  # noqa: S101 - `as_letters` said so
        return self._letters(self.rows(), found[1], found[2])

    def code(self, entry: Entry) -> Answer:
        return self.desk.look(entry.text)

    def _pick(self, rows: list[Due], n: int) -> Answer:
        due = rows[n - 1]
        if due.action is not None:
            raise NotInList(f"row {n} is done: {due.action}", Key("F12", "undo"))
        self.state = replace(self.state, picked=n)
        return self.ok(
            "dates.row", f"row {n}: {fit(due.row.name, 30)} lot {fit(due.row.code, 12)}, {self._day(due)}"
        )

    def _part(self, entry: Entry) -> Answer:
        index = self.current(self.rows())
        if index is None:
            raise NotInList("every row is done", Key("F9", "sign off"))
        self.state = replace(self.state, part=entry.arg)
        if not entry.rest:
            return self.ok("dates.part", f"{entry.arg} of row {index + 1}: now its letter")
        try:
            if self.as_letters(Entry("text", entry.rest)) is None:
                raise BadInput(f"{fit(entry.rest, 10)} is no letter of this check", *self.hints[:4])
            return self.letters(Entry("text", entry.rest))
        finally:
            self.state = replace(self.state, part=None)

    def _letters(self, rows: list[Due], number: str, letters: str) -> Answer:
        """One letter for each row that is not done, from the picked row on."""
        if number and not 1 <= int(number) <= len(rows):
            raise NotInList(f"there is no row {number}")
        first = int(number) - 1 if number else self.current(rows)
        if first is None:
            raise NotInList("every row is done", Key("F9", "sign off"))
        after = [i for i in range(first, len(rows)) if rows[i].action is None]
        open_rows = after + [i for i in range(first) if rows[i].action is None]
        if number and first not in open_rows:
            raise NotInList(f"row {number} is done: {rows[first].action}", Key("F12", "undo"))
        if len(letters) > len(open_rows):
            raise NotInList(
                f"{len(letters)} letters, but only {len(open_rows)} rows are left. Nothing was done"
            )
        if self.state.part and len(letters) > 1:
            raise BadInput("a part takes one letter: 2*W")
        return self._act(rows, list(zip(open_rows, letters, strict=False)), self.state.part)

    def _act(self, rows: list[Due], chosen: list[tuple[int, str]], part: str | None) -> Answer:
        acts = []
        for index, letter in chosen:
            row = rows[index].row
            quantity = parse_decimal(part, row.decimals, "quantity") if part else row.quantity
            if quantity <= 0:
                raise BadInput("a part of nothing cannot be moved")
            acts.append(Act(rows[index], letter, quantity))
            try:
                dates.check_act(acts[-1])
            except Passing:
                raise
            except Refusal as refused:
                raise type(refused)(f"row {index + 1}, {refused.text}", *refused.keys) from None
        posted = dates.act(self.session, new_request_id(), tuple(acts))
        self.state = replace(self.state, picked=None, part=None)
        self.desk.book("dates", posted.booking_id, posted.paper or "")
        now = self.rows()
        left = sum(1 for due in now if due.action is None)
        did = ", ".join(f"{i + 1} {dates.ACTIONS[letter][0].replace('_', ' ')}" for i, letter in chosen[:4])
        rest = f"{left} left{self._now(now)}" if left else "all done. F9 signs the day off"
        return self.say("SAVED", "dates.done", f"{did}. {rest}", Key("F12", "undo"))

    def undo(self, last: Booked) -> Answer:
        posted = dates.undo(self.session, new_request_id(), last.id)
        return self.say("SAVED", "dates.voided", f"{last.said} is undone, see {posted.paper}")

    def command(self, word: str, rest: str) -> Answer:
        if word != "dates":
            return super().command(word, rest)
        horizon = parse_decimal(rest, 0, "number of days") if rest else dates.HORIZON_DAYS
        if not 0 <= horizon <= FURTHEST_DAYS:
            raise BadInput(f"{fit(rest, 10)} days is too far to look")
        if horizon != self.state.horizon_days:
            self.state = Checking(horizon)
        return self.open()

    def finish(self, rest: str) -> Answer:
        if rest:
            return self.desk.pass_on("dates", rest)
        rows = self.rows()
        left = sum(1 for due in rows if due.action is None)
        if left:
            raise RowsLeft(
                f"{left} of {len(rows)} rows are not done. Left so, they are tomorrow's first, late"
            )
        if dates.is_signed(self.session):
            return self.ok("dates.signed", "the day is signed off already", Key("F2", "sell"))
        posted = dates.sign(self.session, new_request_id())
        self.desk.book("dates", posted.booking_id, f"the signature {posted.paper}")
        who = self.session.staff.name
        said = f"{posted.paper}  the day is signed off by {who}"
        return self.say("SAVED", "dates.signed", said, Key("F2", "sell"), Key("F12", "undo"))
