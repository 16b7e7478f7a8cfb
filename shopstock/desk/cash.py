"""Cash-up: the drawer of this till opened, used, counted blind, closed and reported."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from shopstock import clock
from shopstock.amounts import parse_decimal
from shopstock.desk.answer import Answer
from shopstock.desk.cash_count import Counting, Counts
from shopstock.desk.cash_view import blind_aside, cash_view, report_view
from shopstock.desk.entries import Entry
from shopstock.desk.mode import Around, Booked, NothingOpen
from shopstock.desk.views.base import View
from shopstock.desk.views.frame import Section
from shopstock.jobs import cash
from shopstock.jobs.cash_report import closing_of, x_report, z_report
from shopstock.jobs.paper_files import WIDTH, print_paper
from shopstock.jobs.printing import NONE, queue_rows
from shopstock.jobs.session import new_request_id
from shopstock.papers import day_report, sheet
from shopstock.papers.day_report import DayReport
from shopstock.refusal import BadInput, Key, Refusal, State
from shopstock.text import clean_text, fit

if TYPE_CHECKING:
    from shopstock.desk.desk import Desk

COUNT, REPORT, PRINT = Key("C", "count"), Key("R", "report so far"), Key("P", "print")
COUNTING = (
    Key("Enter", "next"),
    Key("-", "back"),
    Key("3*20", "jump"),
    Key("F9", "finish"),
    Key("Esc", "later"),
)
LETTERS = {"C": "count the drawer", "R": "the report so far"}
X = 0


class Blind(Refusal):
    """What was taken is not told while somebody counts."""

    id = "cash.blind"


class Stays(Refusal):
    """What happened to a drawer is not undone; money goes back by a booking of its own."""

    id = "cash.stays"


class CashMode(Counts):
    """The drawer."""

    job = "cash"
    kept = True
    words = ("cash",)
    hints = (COUNT, Key("R", "report"), Key(":cash in 50", "put in"), Key(":cash out 20", "take out"))
    help = (
        ("C", "counts the drawer, face by face; nobody sees what is expected before"),
        ("14", "fourteen of the face that is asked for"),
        ("Enter", "none of it, next"),
        ("-", "one face back"),
        ("3*20", "three of 20.00, wherever the count is"),
        ("F9", "ends the count: what was not counted is not there"),
        (":cash in 50 change", "money put into the drawer"),
        (":cash out 20 cleaner", "money taken out of it"),
        ("R, :cash report", "the report so far; nothing is closed"),
        (":cash report 3", "closing 3 of this till once more"),
        ("P", "prints the report that is shown"),
        (":cash tolerance 5", "the difference that needs no reason"),
        ("F2, Esc", "the count is kept: go on with :cash"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Counting())

    # What is shown

    def open(self) -> Answer:
        if self.state.shown is not None:
            self.state = replace(self.state, shown=None)
        if self.state.stage:
            return self.ask("the count goes on")
        now = cash.drawer(self.session)
        if not now.open:
            return self._ask_float(now)
        opened = now.steps[0]
        since = f"{self._time(opened.at_us)}, {fit(opened.staff, 12)}"
        sales = cash.sales_since(self.session, now)
        said = f"session {now.session} is open since {since}: {sales} {'sale' if sales == 1 else 'sales'}"
        return self.ok("cash.open", said, COUNT, REPORT)

    def _time(self, at_us: int) -> str:
        local = clock.local(at_us, self.session.shop.zone)
        day = local.date()
        return f"{local:%H:%M}" if day == self.session.today() else f"{self.session.day(day)} {local:%H:%M}"

    def _ask_float(self, now: cash.DrawerNow) -> Answer:
        sales = cash.sales_since(self.session, now)
        said = f"float in the drawer of {fit(self.session.till.name, 16)}?"
        if sales:
            since = "since the last closing" if now.before else "so far"
            said = f"{sales} {'sale' if sales == 1 else 'sales'} {since}. The float before them?"
        keys = (
            ()
            if now.kept_minor is None
            else (Key("Enter", f"{self.session.money(now.kept_minor)}, as kept"),)
        )
        return self.say("ASK", "cash.which_float", said, *keys)

    def view(self) -> View:
        if self.state.shown is not None:
            return report_view(self._report(self.state.shown))
        return cash_view(self)

    def around(self) -> Around:
        if self.state.shown is not None:
            paper = f"Z {self.state.shown}" if self.state.shown else "X"
            return Around(f"report {paper}", "Keep a closing on paper: its seals show what was cut off")
        now = cash.drawer(self.session)
        busy = cash.busy(self.session, now)
        word = (
            "blind count" if self.state.stage in ("count", "card") else "drawer" if now.open else "not open"
        )
        summary = f"Refunds {busy.refunds}   Voids {busy.voids}   Parked {busy.parked}"
        total = self.session.money(self.state.counted_minor) if self.state.stage else ""
        notice = self.waiting()[0] if self.waiting() else ""
        return Around(f"session {now.session}  {word}", summary, "COUNTED" if total else "", total, notice)

    def waiting(self) -> list[str]:
        """What a person should know before the day is closed."""
        said = []
        sell = self.desk.modes["sell"]
        if sell.state != sell.blank:
            said.append("a basket is open at this till: F2")
        parked = cash.busy(self.session, cash.drawer(self.session)).parked
        if parked:
            said.append(f"{parked} parked {'sale is' if parked == 1 else 'sales are'} carried over: F8")
        if self.state.stage == "count" and self._moved():
            said.append(f"{self._moved()} while you count: look again")
        return said

    def _moved(self) -> str:
        moved = cash.expected(self.session, cash.drawer(self.session)) - self.state.began_minor
        return f"{self.session.money(abs(moved))} {'came in' if moved > 0 else 'went out'}" if moved else ""

    def ways(self) -> tuple[Key, ...]:
        if self.state.shown is not None:
            return (PRINT, Key("PgDn", "more"), Key(":cash", "goes on"), Key("F2", "sell"))
        return COUNTING if self.state.stage else self.hints

    def beside(self) -> tuple[Section, ...]:
        return blind_aside(self)

    def dropped(self) -> str:
        return "the count is dropped, nothing was closed"

    def asks(self) -> bool:
        if self.state.shown is not None:
            return False
        return bool(self.state.stage) or not cash.drawer(self.session).open

    # Entries

    def enter(self, entry: Entry) -> Answer:
        if self.state.shown is not None:
            return self._at_report(entry)
        if self.state.stage:
            return self.counting(entry)
        now = cash.drawer(self.session)
        if not now.open:
            return self._float(now, entry)
        return self.open() if entry.kind == "empty" else self.code(entry)

    def _at_report(self, entry: Entry) -> Answer:
        if entry.kind != "empty":
            return self.code(entry)
        return self.ok("cash.report", "this is the report", PRINT, Key(":cash", "goes on"))

    def _float(self, now: cash.DrawerNow, entry: Entry) -> Answer:
        if entry.kind == "empty":
            if now.kept_minor is None:
                return self._ask_float(now)
            return self._opened(now, now.kept_minor)
        if entry.kind != "text" or not entry.text[:1].isdigit():
            return self.code(entry)
        return self._opened(now, parse_decimal(entry.text, self.session.shop.digits))

    def _opened(self, now: cash.DrawerNow, float_minor: int) -> Answer:
        posted = cash.open_drawer(self.session, new_request_id(), float_minor)
        self._booked(posted.booking_id, posted.paper)
        said = f"{posted.paper}  {self.session.till.name} is open with {self.session.money(float_minor)}"
        off = 0 if now.kept_minor is None else float_minor - now.kept_minor
        if off:
            said += f", {self.session.money(abs(off))} {'more' if off > 0 else 'less'} than was kept"
        return self.say("SAVED", "cash.opened", said, COUNT)

    def _booked(self, booking_id: int, paper: str | None) -> None:
        self.desk.book("cash", booking_id, paper or "")
        self.final = True

    def as_letters(self, entry: Entry) -> str | None:
        letter = entry.text.upper()
        if self.state.shown is not None:
            return "P  print this report" if letter == "P" else None
        offered = LETTERS if not self.state.stage and cash.drawer(self.session).open else {}
        if self.state.stage in ("keep", "sign"):
            offered = {"C": "count again"}
        elif self.state.stage in ("count", "card"):
            offered = {"R": LETTERS["R"]}
        return f"{letter}  {offered[letter]}" if letter in offered else None

    def letters(self, entry: Entry) -> Answer:
        letter = entry.text.upper()
        if letter == "P":
            return self._print()
        if letter == "R":
            return self.show_report(X)
        return self.count_again() if self.state.stage else self.begin(cash.drawer(self.session))

    def code(self, entry: Entry) -> Answer:
        return self.desk.look(entry.text)

    # Commands

    def command(self, word: str, rest: str) -> Answer:
        if word != "cash":
            return super().command(word, rest)
        name, _, more = rest.partition(" ")
        ways: dict[str, Callable[[str], Answer]] = {
            "": lambda _: self.open(),
            "in": lambda said: self._move("in", said),
            "out": lambda said: self._move("out", said),
            "count": lambda _: self._count_or_open(),
            "report": self._report_called,
            "tolerance": self._tolerance,
        }
        way = ways.get(name.casefold())
        if way is None:
            return self.enter(Entry("text", rest))
        return way(more.strip())

    def _count_or_open(self) -> Answer:
        now = cash.drawer(self.session)
        return self.begin(now) if now.open else self._ask_float(now)

    def _move(self, way: str, said: str) -> Answer:
        typed, _, reason = said.partition(" ")
        if not typed:
            raise BadInput(f"how much, and why? :cash {way} 20.00 window cleaner")
        minor = parse_decimal(typed, self.session.shop.digits)
        book = cash.put_in if way == "in" else cash.take_out
        posted = book(self.session, new_request_id(), minor, clean_text(reason))
        self._booked(posted.booking_id, posted.paper)
        moved = "put in" if way == "in" else "taken out"
        said = f"{posted.paper}  {self.session.money(minor)} {moved}: {fit(clean_text(reason), 32)}"
        return self.say("SAVED", f"cash.{way}", said)

    def _tolerance(self, typed: str) -> Answer:
        if not typed:
            now = self.session.money(cash.tolerance(self.session))
            return self.ok("cash.tolerance", f"a difference up to {now} needs no reason")
        minor = parse_decimal(typed, self.session.shop.digits)
        cash.set_tolerance(self.session, new_request_id(), minor)
        said = f"a difference up to {self.session.money(minor)} needs no reason now"
        return self.say("SAVED", "cash.tolerance", said)

    def undo(self, last: Booked) -> Answer:
        raise Stays(f"{last.said} stays as it is written. :cash in and :cash out mend it", Key("F2", "sell"))

    # Closing and reports

    def finish(self, rest: str) -> Answer:
        state = self.state
        if rest:
            return self.enter(Entry("text", rest))
        if state.shown is None and state.stage == "count":
            return self.end_count()
        if state.shown is None and state.stage:
            return self.counting(Entry("empty", ""))
        raise NothingOpen("nothing is counted here now", COUNT)

    def close(self) -> Answer:
        state, till = self.state, self.session.till.name
        said = self.difference()
        posted = cash.close(self.session, state.request_id or new_request_id(), state.as_count())
        number = cash.number_of(self.session)
        self.state = Counting(shown=number)
        self._booked(posted.booking_id, posted.paper)
        return self._shown("SAVED", "cash.closed", f"{posted.paper}  {till} is closed, {said}", number)

    def _report_called(self, number: str) -> Answer:
        if not number:
            return self.show_report(X)
        typed = number.rpartition("-")[2]
        if not (typed.isascii() and typed.isdigit() and len(typed) <= 9):
            raise BadInput(f'"{fit(number, 16)}" is no number of a closing, such as 3')
        return self.show_report(int(typed))

    def show_report(self, number: int) -> Answer:
        """The report of a closing, or of the session so far (0)."""
        if number == X and self.state.stage in ("count", "card"):
            raise Blind("the count is blind: finish it first", Key("F9", "finish"), Key(":clear", "drop"))
        report = self._report(number)
        self.state = replace(self.state, shown=number)
        said = f"{report.paper}, {report.until}" if report.paper else f"session {report.session} so far"
        return self._shown("OK", "cash.report", said, number)

    def _shown(self, state: State, answer_id: str, said: str, number: int) -> Answer:
        report = self._report(number)
        more = tuple(sheet.text(day_report.rows(report), WIDTH).splitlines())
        return self.say(state, answer_id, said, PRINT, more=more, view=report_view(report))

    def _report(self, number: int) -> DayReport:
        return x_report(self.session) if number == X else z_report(self.session, number)

    def _print(self) -> Answer:
        report = self._report(self.state.shown or X)
        name = (
            report.paper
            or f"X-{cash.slips(self.session)}-{clock.local(clock.now_us(), self.session.shop.zone):%Y%m%d-%H%M%S}"
        )
        if self.desk.printing.setup.printer != NONE:
            closing = closing_of(self.session, self.state.shown) if self.state.shown else None
            queue_rows(self.session, "report", name, day_report.rows(report), closing)
            return self.ok("cash.printed", f"{name} goes to the printer", view=report_view(report))
        path = print_paper(self.session, name, sheet.text(day_report.rows(report), WIDTH))
        said = f"{path.name} is in {path.parent.name}"
        return self.ok("cash.printed", said, view=report_view(report, str(path)))
