"""Sales that lack a serial: listed oldest first; a number and then the serial gives it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopstock.desk.answer import Answer
from shopstock.desk.entries import Entry
from shopstock.desk.mode import Around, Mode, NotHere, NothingOpen
from shopstock.desk.views.base import Choice
from shopstock.desk.views.lacking import LackingRow, LackingView
from shopstock.jobs import nameless
from shopstock.jobs.session import new_request_id
from shopstock.refusal import Key
from shopstock.store.nameless import Lacking, phone_of
from shopstock.text import fit, short_code

if TYPE_CHECKING:
    from shopstock.desk.desk import Desk


@dataclass(frozen=True, slots=True)
class Listed:
    """The pieces that were listed, by their ids, and the one whose serial is asked."""

    units: tuple[int, ...] = ()
    asked: int | None = None


class LackingMode(Mode[Listed]):
    """Serials that are still to come."""

    job = "lacking"
    hints = (Key("number", "its serial"), Key("Esc", "back"))
    help = (
        ("a number", "asks for the serial of that sale"),
        ("the serial", "scan or type it: it is the piece's from now on"),
        ("Enter", "leaves it for later"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Listed())

    def open(self) -> Answer:
        found = nameless.all_lacking(self.session)
        self.state = Listed(tuple(row.unit_id for row in found))
        if not found:
            return self.ok("lacking.none", "every piece that was sold has its serial")
        more = tuple(f"  {row.n}  {_told(row)}" for row in self.view().rows)
        return self.ok("lacking.listed", f"{_sales(len(found))} a serial. A number picks one", more=more)

    def view(self) -> LackingView:
        rows = [self._row(n, row) for n, row in self._rows()]
        asked = self.state.asked
        return LackingView(rows, next((n for n, row in self._rows() if row.unit_id == asked), None))

    def around(self) -> Around:
        return Around("serials that lack", f"{_sales(len(self._rows()))} a serial")

    def choices(self) -> list[Choice]:
        return [Choice(row.n, _told(row)) for row in self.view().rows] if self.state.asked is None else []

    def asks(self) -> bool:
        return self.state.asked is not None

    def finish(self, rest: str) -> Answer:  # noqa: ARG002 - the shape of a job
        raise NothingOpen("each serial is kept as it is scanned", Key("F2", "sell"))

    def enter(self, entry: Entry) -> Answer:
        if entry.kind == "empty":
            return self.open()
        if entry.kind != "text":
            raise NotHere("here a number picks a sale, and a serial is scanned", Key("F1", "help"))
        if self.state.asked is not None:
            return self._named(self.state.asked, entry.text)
        picked = next((row for n, row in self._rows() if n == entry.number), None)
        if picked is None:
            raise NotHere("the number of a sale first, then its serial", Key("Enter", "list"))
        self.state = Listed(self.state.units, picked.unit_id)
        said = f"{fit(picked.name, 28)}, {picked.paper}: scan its serial"
        return self.say("ASK", "lacking.which_serial", said, Key("Enter", "later"))

    def _named(self, unit_id: int, text: str) -> Answer:
        row = next((row for _, row in self._rows() if row.unit_id == unit_id), None)
        nameless.name(self.session, new_request_id(), unit_id, text)
        self.state, self.final = Listed(tuple(u for u in self.state.units if u != unit_id)), True
        said = f"{fit(row.name if row else 'it', 28)} is {short_code(text)} now"
        return self.say("SAVED", "lacking.named", f"{said}. {_sales(len(self.state.units))} one")

    def _rows(self) -> list[tuple[int, Lacking]]:
        """The listed sales that still lack theirs, by the numbers they were listed under."""
        known = {row.unit_id: row for row in nameless.all_lacking(self.session)}
        return [(n, known[unit]) for n, unit in enumerate(self.state.units, 1) if unit in known]

    def _row(self, n: int, row: Lacking) -> LackingRow:
        phone = phone_of(self.session.store, row.party_id)
        return LackingRow(n, row.day, row.paper, row.sku, row.name, row.customer, phone)


def _sales(count: int) -> str:
    return f"{count} sale{'' if count == 1 else 's'} lack{'s' if count == 1 else ''}"


def _told(row: LackingRow) -> str:
    who = "  ".join(part for part in (row.customer, row.phone if row.phone != row.customer else None) if part)
    return f"{row.day}  {row.paper}  {fit(row.name, 30)}  {who or 'nobody known'}"
