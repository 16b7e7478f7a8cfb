"""Ending soon: warranties of customers and covers of suppliers that end within 30, 60 or 90 days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopstock.desk.answer import Answer
from shopstock.desk.entries import Entry
from shopstock.desk.mode import Around, Mode, NotHere, NothingOpen
from shopstock.desk.views.ending import EndingRow, EndingView
from shopstock.jobs.ending import SPANS, Ending, ending
from shopstock.refusal import BadInput, Key
from shopstock.text import NO_SERIAL, fit, short_code

if TYPE_CHECKING:
    from shopstock.desk.desk import Desk

WRITE = {True: "may be written to", False: "wants no letters", None: "nobody asked"}


@dataclass(frozen=True, slots=True)
class Span:
    """How many days ahead."""

    days: int = SPANS[0]


class EndingMode(Mode[Span]):
    """Looks ahead; changes nothing."""

    job = "ending"
    hints = (*(Key(f":ending {days}", f"{days} days") for days in SPANS[1:]), Key("number", "shows it"))
    help = (
        (":ending 60", "what ends within 60 days; 30 where nothing is said"),
        ("a number", "the piece or receipt of that row"),
        ("customer", "a warranty ends: with whom to write to, and whether they allow it"),
        ("supplier", "their cover to us ends: a claim must be made before"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Span())

    def open(self) -> Answer:
        rows = self.view().rows
        days = self.state.days
        if not rows:
            return self.ok("ending.none", f"nothing ends within {days} days", Key(":ending 90", "90 days"))
        ours = sum(row.whose == "supplier" for row in rows)
        said = f"{len(rows) - ours} warranties end within {days} days, {ours} covers of suppliers"
        more = tuple(_told(row) for row in rows)
        return self.ok("ending.listed", said, more=more)

    def command(self, word: str, rest: str) -> Answer:  # noqa: ARG002 - the shape of a job
        """`:ending`, `:ending 60`."""
        self.state = Span(_days(rest) if rest else self.state.days)
        return self.open()

    def view(self) -> EndingView:
        found = ending(self.session, self.state.days)
        rows = [_row(n, each) for n, each in enumerate(found, 1)]
        return EndingView(rows, self.state.days, sum(each.whose == "supplier" for each in found))

    def around(self) -> Around:
        return Around(f"within {self.state.days} days", "customers, and marked: covers of suppliers to us")

    def finish(self, rest: str) -> Answer:  # noqa: ARG002 - the shape of a job
        raise NothingOpen("nothing is open here to finish", Key("F2", "sell"))

    def enter(self, entry: Entry) -> Answer:
        if entry.kind == "empty":
            return self.open()
        row = next((row for row in self.view().rows if row.n == entry.number), None)
        if row is not None:
            return self.desk.look(row.serial if row.serial and row.serial != NO_SERIAL else f"#{row.paper}")
        if entry.kind == "text" and entry.number is None:
            return self.desk.look(entry.text)
        raise NotHere("the number of a row shows it", Key(":ending 60", "60 days"))


def _days(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 4:
        raise BadInput(f'"{fit(text, 12)}" is no number of days: 30, 60 or 90', Key(":ending 60", "60 days"))
    return int(text)


def _row(n: int, each: Ending) -> EndingRow:
    return EndingRow(
        n, each.until.isoformat(), each.days_left, each.whose, ", ".join(each.terms),
        each.covered_until.isoformat() if each.covered_until else None, each.name, each.serial, each.lot, each.place,
        each.paper, each.who, each.phone if each.phone != each.who else None, each.email, each.may_write,
    )  # fmt: skip


def _told(row: EndingRow) -> str:
    """`  3  2026-12-20  28 days  Aria X2 ..3809  shop, legal  R. Patel 5550199, nobody asked`."""
    what = f"{fit(row.name, 26)} {short_code(row.serial or row.lot or '')}".rstrip()
    who = " ".join(part for part in (row.who, row.phone, row.email) if part) or "nobody known"
    told = f", {WRITE[row.may_write]}" if row.whose == "customer" and row.who else ""
    beyond = f", then to {row.covered_until}" if row.covered_until else ""
    mark = "SUPPLIER" if row.whose == "supplier" else row.terms
    where = f" at {row.place}" if row.place else ""
    return f"  {row.n}  {row.until}  {row.days_left} days  {what}{where}  {mark}{beyond}  {who}{told}"
