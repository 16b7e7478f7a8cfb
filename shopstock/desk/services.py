"""Services: what is due for routine service, and booking one that was done."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from shopstock.days import days_ago
from shopstock.desk.answer import Answer
from shopstock.desk.choosing import Option
from shopstock.desk.entries import Entry
from shopstock.desk.mode import Around, Mode
from shopstock.desk.views.base import Choice
from shopstock.desk.views.services import ServiceRow, ServicesView
from shopstock.jobs import find, routine
from shopstock.jobs.routine import Due
from shopstock.jobs.session import new_request_id
from shopstock.refusal import BadInput, Key, Refusal
from shopstock.store.lots import UnitRow, unit
from shopstock.text import clean_text, fit, short_code

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopstock.desk.desk import Desk

LISTED = 50


class NoUnit(Refusal):
    """No unit bears that serial."""

    id = "service.no_unit"


@dataclass(frozen=True, slots=True)
class Ahead:
    """How many days ahead the list looks."""

    days: int = routine.AHEAD


class ServicesMode(Mode[Ahead]):
    """The list of what is due."""

    job = "services"
    words = ("services", "service", "serviced")
    hints = (Key("30 60 90", "days ahead"), Key("1!", "first one done"), Key("SERIAL", "shows it"))
    help = (
        (":services 30", "what is overdue or due within 30 days"),
        ("30  60  90", "looks that many days ahead"),
        ("serial number", "its passport with the service book"),
        (":serviced SERIAL new filter", "a service was done today"),
        (":service SERIAL every 6 months", "how often that one wants it; never: not at all"),
        ("2!", "the service of row 2 was done today"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Ahead())

    def _rows(self) -> list[Due]:
        return routine.due(self.session, self.state.days)

    def open(self) -> Answer:
        rows = self._rows()
        late = sum(1 for row in rows if row.days_left < 0)
        if not rows:
            return self.ok("services.none", f"nothing is due within {self.state.days} days")
        more = tuple(self._line(n, row) for n, row in enumerate(rows[:LISTED], 1))
        if len(rows) > LISTED:
            more = (*more, f"  and {len(rows) - LISTED} more")
        many = "1 service" if len(rows) == 1 else f"{len(rows)} services"
        return self.ok(
            "services.listed", f"{many} due within {self.state.days} days, {late} overdue", more=more
        )

    def _line(self, n: int, row: Due) -> str:
        who = (
            " ".join(dict.fromkeys(part for part in (row.customer, row.phone) if part)) or "no customer known"
        )
        late = (
            f"overdue since {self.session.day(row.due_on)}"
            if row.days_left < 0
            else f"due {days_ago(row.due_on, self.session.today())}"
        )
        return f"  {n} {fit(row.unit.name, 24)} {short_code(row.unit.serial)}  {late}  {who}"

    def view(self) -> ServicesView:
        rows = self._rows()
        return ServicesView(
            self.state.days,
            [_row(n, row) for n, row in enumerate(rows, 1)],
            sum(1 for row in rows if row.days_left < 0),
        )

    def around(self) -> Around:
        rows = self._rows()
        late = sum(1 for row in rows if row.days_left < 0)
        return Around(
            f"within {self.state.days} days",
            f"{len(rows)} due   {late} overdue",
            "DUE",
            str(len(rows)),
            pieces=True,
        )

    def choices(self) -> list[Choice]:
        return [
            Choice(n, f"{row.unit.name} {row.unit.serial}", row.unit.serial)
            for n, row in enumerate(self._rows(), 1)
        ]

    def enter(self, entry: Entry) -> Answer:
        if entry.kind == "empty":
            return self.open()
        if entry.text in ("30", "60", "90"):
            return self._ahead(entry.text)
        if entry.text.endswith("!") and entry.text[:-1].isascii() and entry.text[:-1].isdigit():
            return self._done(self._of_row(int(entry.text[:-1])), "")
        if entry.number is not None and 1 <= entry.number <= len(self._rows()):
            return self.desk.look(self._of_row(entry.number).serial)
        return self.desk.look(entry.text)

    def _of_row(self, n: int) -> UnitRow:
        rows = self._rows()
        if not 1 <= n <= len(rows):
            raise BadInput(f"there is no row {n}")
        return unit(self.session.store, rows[n - 1].unit.unit_id)

    def _ahead(self, days: str) -> Answer:
        if not (days.isascii() and days.isdigit() and 0 < int(days[:5]) <= 3660):
            raise BadInput(f'"{fit(days, 16)}" is no number of days: :services 60')
        self.state = replace(self.state, days=int(days))
        return self.open()

    def command(self, word: str, rest: str) -> Answer:
        typed = clean_text(rest)
        if word == "services":
            return self._ahead(typed) if typed else self.open()
        if not typed:
            said = "every 6 months" if word == "service" else "what was done"
            raise BadInput(f"which one? :{word} SERIAL {said}")
        code, _, more = typed.partition(" ")
        act = self._every if word == "service" else self._done
        return self._for(code, lambda found: act(found, more))

    def _for(self, code: str, act: Callable[[UnitRow], Answer]) -> Answer:
        store = self.session.store
        found = [unit(store, m.id) for m in find.meanings(self.session, code) if m.kind == "unit"]
        if not found:
            raise NoUnit(f"{find.shown(code, 30)} is no serial here", Key("F3", "find"))
        if len(found) == 1:
            return act(found[0])
        options = [Option(f"{u.serial}  {u.place_code}", u.serial, partial(act, u)) for u in found]
        return self.ask_which("services.which_one", f"{find.shown(code, 24)}: which one?", *options)

    def _every(self, found: UnitRow, text: str) -> Answer:
        every = routine.parse_every(text)
        routine.set_interval(self.session, new_request_id(), found, every)
        serial = short_code(found.serial)
        if every is None:
            return self.say("SAVED", "services.never", f"{serial} wants no service any more")
        next_on = routine.next_service(self.session, found.id)
        when = f", next {self.session.day(next_on)}" if next_on else ""
        return self.say("SAVED", "services.every", f"{serial} wants service every {every}{when}")

    def _done(self, found: UnitRow, note: str) -> Answer:
        posted = routine.serviced(self.session, new_request_id(), found, note)
        next_on = routine.next_service(self.session, found.id)
        when = f", next {self.session.day(next_on)}" if next_on else ""
        said = f"{posted.paper}  {short_code(found.serial)} is serviced{when}"
        return self.say("SAVED", "services.done", said, Key(":services", "what is due"))


def _row(n: int, row: Due) -> ServiceRow:
    unit = row.unit
    return ServiceRow(
        n, unit.serial, unit.sku, unit.name, row.due_on.isoformat(), row.days_left, str(unit.every),
        unit.done.isoformat() if unit.done else None, row.customer, row.phone,
    )  # fmt: skip
