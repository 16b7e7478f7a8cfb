"""Count: a place scanned piece by piece, blind, then compared with the books, then accepted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from shopstock.amounts import show_decimal
from shopstock.desk.answer import Answer
from shopstock.desk.count_scans import Counting, Scanning
from shopstock.desk.entries import Entry
from shopstock.desk.keeping import from_json
from shopstock.desk.mode import Around, Booked, NotHere, NothingOpen
from shopstock.desk.views.base import Choice
from shopstock.desk.views.count import CountDifference, CountScan, CountView
from shopstock.jobs import count, receive
from shopstock.jobs.count import Counted, Difference
from shopstock.jobs.keep import open_elsewhere
from shopstock.jobs.session import new_request_id
from shopstock.refusal import Key, Refusal
from shopstock.store.catalogue import product
from shopstock.store.lots import lot, unit
from shopstock.store.places import PlaceRow, place_coded, places_inside
from shopstock.text import clean_text, fit

if TYPE_CHECKING:
    from shopstock.desk.desk import Desk

_KINDS = {
    "missing": "missing",
    "extra": "too much",
    "elsewhere": "booked elsewhere",
    "again": "to count again",
}


class CountOpen(Refusal):
    """A count is open; it is finished or dropped before another begins."""

    id = "count.open"


class CountMode(Scanning):
    """Counting one place at a time."""

    job = "count"
    kept = True
    hints = (
        Key("12*", "quantity"),
        Key("-", "take back"),
        Key("=PLACE", "where"),
        Key("F9", "compare, then accept"),
        Key("Esc", "pause"),
    )
    help = (
        ("=SHELF-1", "the place that is counted"),
        ("serial, lot or barcode", "counts it"),
        ("GS1 code", "product, lot, date and serial in one scan"),
        ("12*  or  12*CODE", "twelve of the last one, or of that code"),
        ("-  or  -3", "takes the last scan, or scan 3, back"),
        ("F9, Enter Enter", "compares with the books"),
        ("F9 once more", "accepts: what differs is booked"),
        (":clear", "drops the count"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Counting())
        self._paper: str | None = None

    def open(self) -> Answer:
        state = self.state
        if not state.place:
            self._paper = None
            more = tuple(f"  {choice.n}  {choice.label}" for choice in self.choices())
            return self.say("ASK", "count.which_place", "which place? A number, or scan its label", more=more)
        if state.compared:
            return self._difference()
        return self.ok("count.counting", f"{state.place}: {self.state.pieces} counted. Scan on")

    def command(self, word: str, rest: str) -> Answer:  # noqa: ARG002 - the shape of a job
        """`:count`, `:count SHELF-1`."""
        return self._begin(rest.removeprefix("=")) if rest.strip() else self.open()

    def choices(self) -> list[Choice]:
        if self.state.place:
            return []
        return [Choice(n, p.code, f"={p.code}") for n, p in enumerate(places_inside(self.session.store), 1)]

    def asks(self) -> bool:
        return self.state.compared

    def enter(self, entry: Entry) -> Answer:
        if entry.kind == "empty":
            return self.open()
        if entry.kind == "place":
            return self._begin(entry.arg)
        if not self.state.place:
            picked = next((c.label for c in self.choices() if c.n == entry.number), entry.text)
            return self._begin(picked)
        handlers: dict[str, Callable[[Entry], Answer]] = {
            "times": self._times,
            "take_back": self._take_back,
            "text": lambda e: self._scan(e.text, None),
        }
        handler = handlers.get(entry.kind)
        if handler is None:
            raise NotHere("a count takes codes and quantities", Key("F1", "help"))
        self.state = replace(self.state, compared=False)
        return handler(entry)

    def _begin(self, code: str) -> Answer:
        at = receive.receiving_place(self.session, code)
        if self.state.scans and self.state.place != at.code:
            raise CountOpen(
                f"the count of {self.state.place} is open", Key("F9", "compare"), Key(":clear", "drops it")
            )
        if self.state.place != at.code:
            self._paper = None
            self.state = Counting(at.code, new_request_id(), count.here_now(self.session))
        return self.ok("count.counting", f"{at.code}: {self.state.pieces} counted. {self._with_whom()}")

    def _with_whom(self) -> str:
        """Whether somebody counts this place at another till: what one of them scanned is missing to the other."""
        tills = [row.till for row in open_elsewhere(self.session, self.job) if self._is_here(row.body)]
        if not tills:
            return "Scan what stands there"
        return f"{fit(tills[0], 16)} counts it, too: one of you has to scan all of it"

    def _is_here(self, body: str) -> bool:
        try:
            return from_json(Counting, body).place == self.state.place
        except (ValueError, KeyError, TypeError):
            return False  # kept by another version

    # Comparing and accepting

    def finish(self, rest: str) -> Answer:
        if rest:
            return self.desk.pass_on("count", rest)
        state = self.state
        if not state.place:
            raise NothingOpen("no count is open", Key(":count", "begins"))
        if not state.compared:
            self.state = replace(state, compared=True)
            return self._difference()
        posted = count.accept(self.session, state.request_id, self._at(), self._counted(), state.since)
        self._paper = posted.paper
        said = f"{posted.paper}  {state.place} is counted, {state.pieces} pieces"
        self.state = self.blank
        self.desk.book("count", posted.booking_id, posted.paper or "")
        return self.say("SAVED", "count.saved", said, Key("F12", "void"))

    def undo(self, last: Booked) -> Answer:
        voided = super().undo(last)
        self._paper = None
        return replace(voided, view=self.view())

    def _difference(self) -> Answer:
        found = self._found()
        if not found:
            return self.say(
                "ASK",
                "count.compare",
                f"{self.state.pieces} counted, all as in the books",
                Key("F9", "book it"),
            )
        rows = [self._row(n, each) for n, each in enumerate(found, 1)]
        told = ", ".join(
            f"{sum(r.kind == kind for r in rows)} {label}"
            for kind, label in _KINDS.items()
            if any(r.kind == kind for r in rows)
        )
        value = self.session.money(sum(each.value_minor for each in found))
        more = tuple(_row_line(row) for row in rows)
        keys = (Key("F9", "accept"), Key("scan", "goes on"))
        whom = self._with_whom()
        warned = () if whom.startswith("Scan") else (f"  {whom}",)
        return self.say(
            "ASK", "count.compare", f"{fit(told, 44)}, value {value}", *keys, more=(*warned, *more)
        )

    def _found(self) -> tuple[Difference, ...]:
        return count.compare(self.session, self._at(), self._counted(), self.state.since)

    def _at(self) -> PlaceRow:
        found = place_coded(self.session.store, self.state.place)
        if found is None:
            raise NothingOpen(f"{self.state.place} is no place any more", Key(":clear", "drops the count"))
        return found

    def _counted(self) -> tuple[Counted, ...]:
        return tuple(scan.counted for scan in self.state.scans)

    def _here(self) -> int:
        return self._at().id

    # What is shown

    def around(self) -> Around:
        state = self.state
        heading = (
            f"{state.place}  {'compared' if state.compared else 'blind'}" if state.place else "count a place"
        )
        problems = f"{len(state.problems)} to look at" if state.problems else ""
        if not state.place:
            return Around(heading)
        scans = f"{len(state.scans)} scans" if len(state.scans) != 1 else "1 scan"
        return Around(heading, scans, "COUNTED", str(state.pieces), problems, pieces=True)

    def view(self) -> CountView:
        state = self.state
        found = self._found() if state.compared else ()
        rows = [self._row(n, each) for n, each in enumerate(found, 1)]
        return CountView(
            state.place or None,
            [choice.label for choice in self.choices()],
            str(state.pieces),
            [
                CountScan(n, s.sku, s.name, s.serial, s.lot, show_decimal(s.counted.quantity, s.decimals))
                for n, s in enumerate(state.scans, 1)
            ],
            [clean_text(problem) for problem in state.problems],
            rows if state.compared else None,
            self.session.money(sum(each.value_minor for each in found)) if state.compared else None,
            self._paper,
        )

    def _row(self, n: int, each: Difference) -> CountDifference:
        store = self.session.store
        row = product(store, each.product_id)
        serial = unit(store, each.unit_id).serial if each.unit_id else None
        return CountDifference(
            n, each.kind, row.sku, row.name, serial, lot(store, each.lot_id).code or None,
            show_decimal(each.books, row.decimals), show_decimal(each.counted, row.decimals),
            self.session.money(each.value_minor), each.elsewhere, count.is_booked(self.session, each),
        )  # fmt: skip


def _row_line(row: CountDifference) -> str:
    """`  2  too much  Cable USB-C  books 10, counted 12  4.80`."""
    what = row.serial or (f"lot {row.lot}" if row.lot else "")
    where = f"  booked at {row.elsewhere}" if row.elsewhere else f"  books {row.books}, counted {row.counted}"
    told = "" if row.booked else "  (not booked)"
    return f"  {row.n}  {_KINDS[row.kind]}  {row.name} {what}{where}  {row.value}{told}"
