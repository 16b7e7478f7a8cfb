"""Prints: what waits for the printer of this till, and a person's word on what nobody else can know."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, cast

from shopstock import clock
from shopstock.days import show_day
from shopstock.desk.answer import Answer
from shopstock.desk.entries import Entry
from shopstock.desk.mode import Around, Empty, Mode
from shopstock.desk.views.prints import PrintRow, PrintState, PrintsView
from shopstock.jobs import printing
from shopstock.jobs.session import Session
from shopstock.refusal import BadInput, Key
from shopstock.store.print_jobs import JobRow
from shopstock.text import fit

if TYPE_CHECKING:
    from shopstock.desk.desk import Desk

PRINT, CAME_OUT, DROP = Key("P", "print again"), Key("K", "it came out"), Key("D", "drop")
_LETTERS = re.compile(r"([0-9]{0,3})([PKD])")
_WORDS = {"P": "print", "K": "it came out", "D": "drop"}


class WhichRow(BadInput):
    """A letter that several rows could mean, or a row that is not there."""

    id = "prints.which_row"


class PrintsMode(Mode[Empty]):
    """The queue of this till; a scan still goes to the job one came from."""

    job = "prints"
    passes_on = True
    hints = (PRINT, CAME_OUT, DROP, Key("Enter", "how it stands"), Key("Esc", "back"))
    help = (
        ("P  or  2P", "prints it again, or what is of an earlier day, or tries what waits at once"),
        ("K  or  2K", "it came out: nothing more is printed"),
        ("D  or  2D", "drops it"),
        ("Enter", "how it stands now"),
        (":print", "the last paper once more, :print #R1-000123 another"),
        ("a scan", "goes to the job you came from"),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, Empty())

    # What is shown

    def open(self) -> Answer:
        jobs = self._jobs()
        if not jobs:
            return self.ok("prints.none", "nothing waits to be printed", Key(":print", "the last paper"))
        more = tuple(map(_line, self.view().rows))
        held = self.desk.printing.held()
        if held:
            said = f"{_papers(held)} {self._of_day(held)} {_wait(held)}"
            return self.say("ASK", "prints.held", said, *_HELD, more=more)
        unsure = [job for job in jobs if job.state == "unsure"]
        if unsure:
            said = f"{unsure[0].title} may have come out: look"
            return self.say("ASK", "prints.unsure", said, PRINT, CAME_OUT, DROP, more=more)
        why = next((why for job in jobs if (why := self.desk.printing.trouble_of(job))), "")
        said = f"{_papers(jobs)} {_wait(jobs)}" + (f": {why}" if why else "")
        return self.ok("prints.listed", said, Key("P", "try now"), Key("1D", "drop"), more=more)

    def _jobs(self) -> tuple[JobRow, ...]:
        self.desk.printing.refresh()
        return self.desk.printing.jobs

    def _of_day(self, held: Sequence[JobRow]) -> str:
        days = {self.session.day_at(job.made_at_us) for job in held}
        today = self.session.day_at(clock.now_us())
        if len(days) > 1:
            return "of earlier days"
        (day,) = days
        return "of yesterday" if (today - day).days == 1 else f"of {self.session.day(day)}"

    def view(self) -> PrintsView:
        jobs = self._jobs()
        held = self.desk.printing.held()
        receipts, labels = (printing.printer_of(self.session, role) for role in printing.ROLES)
        rows = [self._row(n, job, held=job in held) for n, job in enumerate(jobs, 1)]
        return PrintsView(rows, receipts, labels)

    def _row(self, n: int, job: JobRow, *, held: bool) -> PrintRow:
        since = clock.local(job.made_at_us, self.session.shop.zone).isoformat(timespec="seconds")
        why = self.desk.printing.trouble_of(job)
        printer = self.desk.printing.printers.get(job.printer, printing.NONE)
        state = cast(PrintState, "held" if held else job.state)
        return PrintRow(n, job.title, job.kind, state, since, why, printer, job.copies, job.tries)

    def around(self) -> Around:
        setup = self.desk.printing.setup
        said = "none: papers are shown here" if setup.printer == printing.NONE else setup.printer
        return Around("the print queue", f"Receipt printer  {fit(said, 40)}")

    # Entries

    def enter(self, entry: Entry) -> Answer:
        return self.open() if entry.kind == "empty" else self.code(entry)

    def code(self, entry: Entry) -> Answer:
        return self.desk.pass_on(self.desk.came_from, entry.text)

    def finish(self, rest: str) -> Answer:  # noqa: ARG002 - the shape of a job
        return self.open()

    def as_letters(self, entry: Entry) -> str | None:
        found = _LETTERS.fullmatch(entry.text.upper()) if entry.text.isascii() else None
        return f"{entry.text.upper()}  {_WORDS[found[2]]}" if found else None

    def letters(self, entry: Entry) -> Answer:
        found = _LETTERS.fullmatch(entry.text.upper())
        assert found is not None  # noqa: S101 - `as_letters` said so
        jobs = self._meant(found[1], found[2])
        act: Callable[[Session, JobRow], None] = {
            "P": printing.print_again,
            "K": printing.came_out,
            "D": printing.drop,
        }[found[2]]
        for job in jobs:
            act(self.session, job)
        self.desk.printing.hurry()
        return self._done(found[2], jobs)

    def _meant(self, number: str, letter: str) -> list[JobRow]:
        """The rows a letter is for: the one of its number, else what is asked about, else all that waits."""
        jobs = self._jobs()
        if number:
            if not 1 <= int(number) <= len(jobs):
                raise WhichRow(f"there is no row {number}")
            return [jobs[int(number) - 1]]
        held = self.desk.printing.held()
        if held and letter != "K":
            return held
        unsure = [job for job in jobs if job.state == "unsure"]
        if unsure:
            return unsure[:1]
        idle = [job for job in jobs if job.state == "waiting"]
        if letter == "P" and idle:
            return idle
        if len(jobs) == 1:
            return [jobs[0]]
        raise WhichRow(f"which of {len(jobs)}? 2{letter} is row 2" if jobs else "nothing waits to be printed")

    def _done(self, letter: str, jobs: Sequence[JobRow]) -> Answer:
        one = jobs[0].title if len(jobs) == 1 else _papers(jobs)
        is_ = "is" if len(jobs) == 1 else "are"
        if letter == "D":
            return self.ok("prints.dropped", f"{one} {is_} dropped, nothing of {_it(jobs)} is printed")
        if letter == "K":
            return self.ok("prints.came_out", f"{one} came out, nothing more is printed of {_it(jobs)}")
        copy = ", marked COPY" if jobs[0].state == "unsure" and jobs[0].booking_id else ""
        return self.ok("prints.again", f"{one} {is_} printed now{copy}")


_HELD = (Key("P", "print"), DROP)


def _line(row: PrintRow) -> str:
    """A row as plain mode prints it: `  1 R1-000123  receipt of 22 Nov 09:14  waits for cups:Till: no answer`."""
    day = date.fromisoformat(row.since[:10])
    how = {
        "waiting": "waits for",
        "sending": "is sent to",
        "unsure": "may have come out at",
        "held": "asks about",
    }
    why = f": {row.why}" if row.why else ""
    return (
        f"  {row.n} {row.paper}  {row.kind} of {show_day(day, day)} {row.since[11:16]}  "
        f"{how[row.state]} {row.printer}{why}"
    )


def _papers(jobs: Sequence[JobRow]) -> str:
    return f"{len(jobs)} {'paper' if len(jobs) == 1 else 'papers'}"


def _wait(jobs: Sequence[JobRow]) -> str:
    return "waits" if len(jobs) == 1 else "wait"


def _it(jobs: Sequence[JobRow]) -> str:
    return "it" if len(jobs) == 1 else "them"
