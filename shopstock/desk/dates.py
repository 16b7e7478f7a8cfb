"""Dates: the morning check, one letter a row, in the order of the shelves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from shopstock.amounts import parse_decimal, show_decimal
from shopstock.codes.row_code import RowCode, is_row, looks_like_row, read_action, read_row, row_code
from shopstock.date_kinds import SHORT
from shopstock.days import show_day
from shopstock.desk.advice import Thoughts
from shopstock.desk.answer import Answer
from shopstock.desk.check_papers import print_sheet
from shopstock.desk.entries import Entry
from shopstock.desk.mode import Around, Booked, Mode, NotHere
from shopstock.desk.row_codes import number_of
from shopstock.desk.views.dates import DatesRow, DatesView
from shopstock.jobs import dates
from shopstock.jobs.dates import Act, Due, Morning
from shopstock.jobs.losses import MonthFigures
from shopstock.jobs.session import new_request_id
from shopstock.refusal import BadInput, Key, Passing, Refusal, State
from shopstock.text import fit

if TYPE_CHECKING:
    from shopstock.desk.desk import Desk
    from shopstock.desk.views.frame import Section

_LETTERS = re.compile(rf"([0-9]{{0,4}})([{''.join(dates.ACTIONS)}]{{1,200}})", re.ASCII)

FURTHEST_DAYS = 3660
TOLD = 200  # rows that an answer says in words; the view has all of them
# How goods stand with their date, where a person should know it.
STANDS = {"past_best": "past its best", "short": "too short to sell", "over": "over"}


# what each letter does, as the keys and the sheet say it
LABELS = {
    letter: label
    for letter, label in (
        ("K", "ok"), ("M", "mark down"), ("P", "pull"), ("W", "waste"), ("S", "supplier"), ("C", "charity"),
        ("T", "staff"), ("N", "not there"),
    )
    if letter in dates.ACTIONS
}  # fmt: skip


class NotInList(Refusal):
    """There is no such row, or none is left to act on."""

    id = "dates.no_row"


class RowsLeft(Refusal):
    """The day cannot be signed off while rows are not done."""

    id = "dates.left"


@dataclass(frozen=True, slots=True)
class Checking:
    """How far ahead is looked, where not each row as far as it says itself; and the row that was picked, by its lot
    and its place: its number may be another's by now."""

    horizon_days: int | None = None
    picked: tuple[int, int] | None = None
    part: str | None = None


class DatesMode(Mode[Checking]):
    """The morning check."""

    job = "dates"
    words = ("dates",)
    hints = (*(Key(letter, label) for letter, label in LABELS.items()), Key("2*", "part"))
    help = (
        ("K", "this row is ok for today"),
        ("M", "mark it down to half its price"),
        ("P", "pull it to quarantine"),
        ("W", "waste: into the bin"),
        ("S", "back to the supplier"),
        ("C", "to charity"),
        ("T", "staff takes it"),
        ("N", "it is not there"),
        ("V, 3", "how the current row, or row 3, sells, and the price that is suggested"),
        ("KKMWP", "one letter for each row, as many as you like"),
        ("3M", "row 3"),
        ("D1042-7K, D1042-7KW", "the row with that code on the sheet, and what was done with it"),
        (":sheet", "prints the list to walk with"),
        ("2*W", "two of this row"),
        (":dates 30", "thirty days ahead"),
        ("F9, Enter Enter", "signs the day off"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Checking())
        self._read: tuple[int | None, Morning] | None = None
        self._sure = False
        self._rows: dict[int, tuple[Due, DatesRow]] = {}
        self._thoughts = Thoughts(self.session)

    # The list is read once for each answer, and not at all while nothing was booked.

    def prepare(self, entry: Entry) -> None:  # noqa: ARG002 - the shape of a job
        self._sure = False

    def now(self) -> Morning:
        """The check as it stands, as far as this entry has to know."""
        horizon = self.state.horizon_days
        read = self._read
        if read is None or read[0] != horizon or not (self._sure or dates.still_so(self.session, read[1])):
            read = self._read = horizon, dates.morning(self.session, horizon)
        self._sure = True
        return read[1]

    def _look_again(self) -> Morning:
        self._read = None
        return self.now()

    def current(self, rows: Sequence[Due]) -> int | None:
        """The index of the row that the next letter acts on."""
        to_do = [i for i, due in enumerate(rows) if due.action is None]
        picked = self.state.picked
        return next((i for i in to_do if _key(rows[i]) == picked), to_do[0] if to_do else None)

    def open(self) -> Answer:
        now = self._look_again()
        if not now.rows:
            return self.ok("dates.listed", f"nothing runs out in the next {now.horizon_days} days")
        told = [self._row_line(n, due) for n, due in enumerate(now.rows[:TOLD], 1)]
        if len(now.rows) > TOLD:
            told.append(f"  and {len(now.rows) - TOLD} more")
        counts = [f"{now.left} of {len(now.rows)} rows to do"]
        to_do = [due for due in now.rows if due.action is None]
        counts += [
            f"{number} {word}"
            for word, number in (("late", sum(d.late for d in to_do)), ("new", sum(d.new for d in to_do)))
            if number
        ]
        return self.ok("dates.listed", f"{', '.join(counts)}{self._next(now.rows)}", more=tuple(told))

    def _next(self, rows: Sequence[Due]) -> str:
        index = self.current(rows)
        return "" if index is None else f". Now row {index + 1}: {fit(rows[index].row.name, 24)}"

    def _row_line(self, n: int, due: Due) -> str:
        row = due.row
        mark = "  LATE" if due.late else "  NEW" if due.new else ""
        stands = f"  {STANDS[due.state.value]}" if due.state.value in STANDS else ""
        quantity = show_decimal(row.quantity, row.decimals)
        action = due.action or "?"
        return (
            f"  {n}  {row.place_code}  {row.name}  lot {row.code}  {SHORT[row.date_kind]} {self._day(due)}  "
            f"{due.days_left} d  {quantity}  {self.session.money(due.price_minor)}  {action}{stands}{mark}"
        )

    def _day(self, due: Due) -> str:
        return show_day(due.row.expires_on, self.session.today(), due.row.precision)

    def view(self) -> DatesView:
        self._look_again()
        return self._shown()

    def _shown(self) -> DatesView:
        now = self.now()
        self._thoughts.read(now)
        current = self.current(now.rows)
        return DatesView(
            [self._row(n, due) for n, due in enumerate(now.rows, 1)],
            now.day.isoformat(),
            now.horizon_days,
            now.done,
            None if current is None else current + 1,
            self.session.money(dates.at_risk(now.rows)),
            now.signed,
            list(dict.fromkeys(due.row.place_code for due in now.rows)),
            self.session.money(now.wasted_minor),
        )

    def say(
        self,
        state: State,
        answer_id: str,
        sentence: str,
        *keys: Key,
        more: tuple[str, ...] = (),
        view: Any = None,
    ) -> Answer:
        """With the list as this entry left it."""
        return super().say(
            state, answer_id, sentence, *keys, more=more, view=self._shown() if view is None else view
        )

    def _row(self, n: int, due: Due) -> DatesRow:
        """A row as it is shown; made anew only where something of it changed."""
        before = self._rows.get(n)
        if before is not None and before[0] == due and self._thoughts.still(before[1], due):
            return before[1]
        made = self._made(n, due)
        self._rows[n] = due, made
        return made

    def _made(self, n: int, due: Due) -> DatesRow:
        row = due.row
        return DatesRow(
            n, row.place_code, row.sku, row.name, row.code, row.expires_on.isoformat(), row.date_kind,
            due.days_left, show_decimal(row.quantity, row.decimals), self.session.money(due.price_minor),
            due.action, due.late, row.precision, due.new, due.horizon, due.state.value,
            row_code(row.lot_id, row.place_id), *self._thoughts.of(due),
        )  # fmt: skip

    def around(self) -> Around:
        now = self.now()
        return Around(
            f"morning check  {self.session.day(now.day)}",
            f"{now.done} of {len(now.rows)} done   {self._month(now.month)}",
            "AT RISK",
            self.session.money(dates.at_risk(now.rows)),
            "signed off" if now.signed else "",
        )

    def _month(self, month: MonthFigures) -> str:
        """`Waste this month 38.20 (1.1 % of sales)   Saved 112.40`: waste at cost, saved by markdowns."""
        share = f" ({month.percent} % of sales)" if month.percent else ""
        saved = f"   Saved {self.session.money(month.saved_minor)}" if month.saved_minor else ""
        return f"Waste this month {self.session.money(month.wasted_minor)}{share}{saved}"

    # Entries

    def enter(self, entry: Entry) -> Answer:
        self._sure = False
        if entry.kind == "empty":
            return self.open()
        if entry.kind == "times":
            return self._part(entry)
        if entry.kind == "take_back":
            raise NotHere("a row is taken back with", Key("F12", "undo"))
        action = read_action(entry.text)
        if action in dates.ACTIONS:
            return self._letters(self.now().rows, "", action)
        if entry.kind == "paper" and looks_like_row(entry.text):
            return self._coded(read_row(entry.text))
        rows = self.now().rows
        if entry.number is not None and 1 <= entry.number <= len(rows):
            return self._pick(rows, entry.number)
        return self.code(entry)

    def as_letters(self, entry: Entry) -> str | None:
        if entry.text.upper() == "V":
            return "V  how it sells"
        letters = _LETTERS.fullmatch(entry.text.upper()) if entry.text.isascii() else None
        if letters is None:
            return f"row {entry.text[:24].upper()}" if is_row(entry.text) else None
        named = ", ".join(dates.ACTIONS[letter][0].replace("_", " ") for letter in letters[2][:4])
        return f"{fit(entry.text.upper(), 12)}  {named}"

    def letters(self, entry: Entry) -> Answer:
        self._sure = False
        if entry.text.upper() == "V":
            return self._think()
        found = _LETTERS.fullmatch(entry.text.upper())
        if found is None:
            return self._coded(read_row(entry.text))
        return self._letters(self.now().rows, found[1], found[2])

    def code(self, entry: Entry) -> Answer:
        if looks_like_row(entry.text) and not self.desk.is_code(entry.text):
            read_row(entry.text)  # says what is wrong with it
        return self.desk.look(entry.text)

    def _coded(self, code: RowCode) -> Answer:
        """A row by its code, with the letter after it where there is one."""
        rows = self.now().rows
        n = number_of(self.session, rows, code)
        if not code.letters:
            return self._pick(rows, n)
        if len(code.letters) > 1 or code.letters not in dates.ACTIONS:
            raise BadInput(f"{fit(code.letters, 10)}: one letter follows a row code", *self.hints[:4])
        return self._letters(rows, str(n), code.letters)

    def _pick(self, rows: Sequence[Due], n: int) -> Answer:
        due = rows[n - 1]
        if due.action is not None:
            raise NotInList(f"row {n} is done: {due.action}", Key("F12", "undo"))
        self.state = replace(self.state, picked=_key(due))
        return self.ok(
            "dates.row",
            f"row {n}: {fit(due.row.name, 30)} lot {fit(due.row.code, 12)}, {self._day(due)}",
            more=self._thoughts.told(due),
        )

    def _think(self) -> Answer:
        """What is thought of the row that the next letter acts on."""
        rows = self.now().rows
        index = self.current(rows)
        if index is None:
            raise NotInList("every row is done", Key("F9", "sign off"))
        self._thoughts.read(self.now())
        return self._pick(rows, index + 1)

    def beside(self) -> tuple[Section, ...] | None:
        now = self.now()
        index = self.current(now.rows)
        self._thoughts.read(now)
        return None if index is None else self._thoughts.pane(now.rows[index]) or None

    def _part(self, entry: Entry) -> Answer:
        index = self.current(self.now().rows)
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

    def _letters(self, rows: Sequence[Due], number: str, letters: str) -> Answer:
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

    def _act(self, rows: Sequence[Due], chosen: list[tuple[int, str]], part: str | None) -> Answer:
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
        self._sure = False
        self.desk.book("dates", posted.booking_id, posted.paper or "")
        now = self.now()
        did = _did(chosen)
        rest = f"{now.left} left{self._next(now.rows)}" if now.left else "all done. F9 signs the day off"
        return self.say("SAVED", "dates.done", f"{did}. {rest}", Key("F12", "undo"))

    def undo(self, last: Booked) -> Answer:
        posted = dates.undo(self.session, new_request_id(), last.id)
        self._sure = False
        return self.say("SAVED", "dates.voided", f"{last.said} is undone, see {posted.paper}")

    def command(self, word: str, rest: str) -> Answer:
        if word == "sheet":
            return print_sheet(self.desk, self._look_again().rows, LABELS)
        if word != "dates":
            return super().command(word, rest)
        horizon = parse_decimal(rest, 0, "number of days") if rest else None
        if horizon is not None and not 0 <= horizon <= FURTHEST_DAYS:
            raise BadInput(f"{fit(rest, 10)} days is too far to look")
        if horizon != self.state.horizon_days:
            self.state = Checking(horizon)
        return self.open()

    def finish(self, rest: str) -> Answer:
        if rest:
            return self.desk.pass_on("dates", rest)
        now = self._look_again()
        if now.left:
            raise RowsLeft(
                f"{now.left} of {len(now.rows)} rows are not done. Left so, they are tomorrow's first, late"
            )
        if now.signed:
            return self.ok("dates.signed", "the day is signed off already", Key("F2", "sell"))
        posted = dates.sign(self.session, new_request_id())
        self._sure = False
        self.desk.book("dates", posted.booking_id, f"the signature {posted.paper}")
        who = self.session.staff.name
        said = f"{posted.paper}  the day is signed off by {who}"
        return self.say("SAVED", "dates.signed", said, Key("F2", "sell"), Key("F12", "undo"))


def _did(chosen: Sequence[tuple[int, str]]) -> str:
    """Each row with what was done, or all the letters of more rows than a line has room for."""
    if len(chosen) > 4:
        return f"{len(chosen)} rows done: {fit(''.join(letter for _, letter in chosen), 16)}"
    return ", ".join(f"{i + 1} {dates.ACTIONS[letter][0].replace('_', ' ')}" for i, letter in chosen)


def _key(due: Due) -> tuple[int, int]:
    return due.row.lot_id, due.row.place_id
