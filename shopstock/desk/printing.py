"""The print queue of a desk: looked after between entries, never inside one.

The workspace asks `look` each second. It writes down what the printer answered, then hands the next paper to the
printing thread; each is a short transaction that waits for no other till. While nothing waits it asks the shop for
nothing, and the thread, the network and what turns papers into bytes are loaded with the first paper.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from shopstock import clock
from shopstock.desk.answer import Answer, Parting
from shopstock.jobs import printing
from shopstock.jobs.printing import NONE, Setup
from shopstock.jobs.session import Session
from shopstock.refusal import Refusal, ShopTrouble
from shopstock.store.engine import AnotherTillWrites
from shopstock.store.ledger import Posted
from shopstock.store.print_jobs import JobRow, Role

if TYPE_CHECKING:
    from shopstock.desk.choosing import Question
    from shopstock.desk.desk import Desk
    from shopstock.jobs.print_worker import Outcome, Worker

SECOND = 1_000_000
FIRST_PAUSE, LONGEST_PAUSE = 2 * SECOND, 120 * SECOND
REFRESH = 60 * SECOND  # what another till changed in the settings is seen after that long
AWAY = 300 * SECOND  # or until an entry is answered: a server that is away is not asked for nothing
CLOSING_SECONDS = 10.0  # no paper is begun later than that, and one that was is waited for
LONGEST_SENDING = 30.0


class Pause:
    """A time to wait that grows with each failure; over as well where the clock was set back."""

    def __init__(self) -> None:
        self.failures = 0
        self._from_us = self._until_us = 0

    def grow(self) -> None:
        """Wait, twice as long as the last time."""
        self.failures += 1
        self.wait(min(FIRST_PAUSE * 2 ** min(self.failures - 1, 10), LONGEST_PAUSE))

    def wait(self, span_us: int) -> None:
        """Wait that long from now."""
        self._from_us = clock.now_us()
        self._until_us = self._from_us + span_us

    def end(self) -> None:
        """Wait no more."""
        self.failures = self._from_us = self._until_us = 0

    @property
    def over(self) -> bool:
        """Whether nothing is waited for."""
        return not self._from_us <= clock.now_us() < self._until_us


class Printing:
    """The queue of one desk's till, as it was last read, and its printing thread."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._opened_us = clock.now_us()
        self._begun = self._closing = False
        self._begins = True
        self._stirred = True
        self._worker: Worker | None = None
        self._sent: JobRow | None = None
        self._outcome: Outcome | None = None
        self._pauses: dict[Role, Pause] = {"receipt": Pause(), "labels": Pause()}
        self._away, self._refresh = Pause(), Pause()
        self.setup = Setup()
        self.jobs: tuple[JobRow, ...] = ()
        self.printers: dict[Role, str] = {}

    @property
    def _session(self) -> Session:
        return self._desk.session

    # What an entry says

    def read_setup(self) -> None:
        """Look up whether this till has a printer, so that no sale has to."""
        self.setup = printing.setup_of(self._session)

    def sold(self, posted: Posted) -> None:
        """A sale or a return was booked in this entry: its paper waits where each has one."""
        if self.setup.always:
            printing.queue_receipt(self._session, posted)

    def undone(self, booking_id: int) -> None:
        """A sale was undone in this entry: what still waits of it is not printed."""
        if self.setup.printer != NONE:
            printing.drop_of_booking(self._session, booking_id)

    def heard(self, answer: Answer) -> None:
        """An entry was answered: it may have queued a paper or changed a printer."""
        if not answer.id.startswith("shop."):
            self._away.end()
        if answer.state != "SAVED" and "print" not in answer.id:
            return
        self._stirred = True
        if answer.id == "settings.saved":
            self.hurry()
            try:
                with self._session.store.reading():
                    self.read_setup()
            except ShopTrouble:
                pass  # the next look reads it

    def hurry(self) -> None:
        """Wait for no printer any longer: a person says that it is there."""
        for pause in self._pauses.values():
            pause.end()

    def command(self, rest: str, open_question: Question | None) -> Answer:
        """The answer to `:print`; what is open stays open, a question, too."""
        from shopstock.desk.print_command import print_paper  # seldom needed: the counter opens without it

        self._desk.question = open_question
        return print_paper(self._desk, rest)

    # What the list shows

    def receipt(self, rest: str, open_question: Question | None) -> Answer:
        """The answer to `:receipt`: the paper on the screen; a question that is open stays so."""
        from shopstock.desk.receipts import show

        return show(self._desk, rest, open_question)

    def refresh(self) -> None:
        """Read the queue of this till anew, and its printers."""
        session = self._session
        self.jobs = tuple(printing.waiting(session))
        self.read_setup()
        self.printers = {role: printing.printer_of(session, role) for role in printing.ROLES}

    def held(self) -> list[JobRow]:
        """What is of an earlier day and waits for a person's word."""
        return [job for job in self.jobs if printing.is_held(self._session, job, self._opened_us)]

    def trouble_of(self, job: JobRow) -> str:
        """Why a paper is not out yet; empty where its turn has simply not come."""
        if job.state == "waiting" and self.printers.get(job.printer, NONE) == NONE:
            return f"no printer: :settings printer.{job.printer}"
        return job.trouble or ""

    @property
    def alarm(self) -> str:
        """What the title says: how much waits, once anything waits for more than its turn."""
        held = self.held()
        troubled = [job for job in self.jobs if job.state == "unsure" or self.trouble_of(job) or job in held]
        return f"! {len(self.jobs)} to print :prints" if troubled else ""

    # Between entries

    def look(self) -> bool:
        """Write down what the printer answered, begin the next paper; whether the title or the list is another now."""
        self._hear()
        if not self._away.over or not (self._outcome or self._stirred or self._due() or self._refresh.over):
            return False
        before = (self.jobs, self.alarm)
        try:
            self._work()
        except AnotherTillWrites:
            self._stirred = True  # at the next look
        except ShopTrouble:
            self._away.wait(AWAY)
        return (self.jobs, self.alarm) != before

    def _hear(self) -> None:
        if self._outcome is None and self._worker is not None:
            self._outcome = self._worker.outcome()

    def _due(self) -> bool:
        return self._sent is None and self._next() is not None

    def _next(self) -> JobRow | None:
        """The next paper that may be sent now."""
        if not any(job.state == "waiting" for job in self.jobs):
            return None
        held = self.held()
        for job in self.jobs:
            there = self.printers.get(job.printer, NONE) != NONE and self._pauses[job.printer].over
            if job.state == "waiting" and there and job not in held:
                return job
        return None

    def _work(self) -> None:
        session, writing = self._session, self._writing
        store = session.store
        if not self._begun:
            with store.reading():
                printing.begin(session, writing)
            self._begun = True
        self._settle()
        with store.reading():
            self.refresh()
            # A mark that was committed while the answer to it got lost: its paper was never handed over.
            if self._sent is None and printing.give_up(session, self.jobs, writing):
                self.refresh()
            self._stirred = False
            job = self._next() if self._begins and self._sent is None else None
            if job is not None:
                self._begin(job)
        self._refresh.wait(REFRESH)

    def _settle(self) -> None:
        job, outcome = self._sent, self._outcome
        if job is None or outcome is None:
            return
        printing.settle(self._session, job, outcome, self._writing)
        pause = self._pauses[job.printer]
        if outcome.result == "done":
            pause.end()
        else:
            pause.grow()
        self._sent = self._outcome = None
        self._stirred = True

    def _begin(self, job: JobRow) -> None:
        session, writing = self._session, self._writing
        try:
            task = printing.task_of(session, job, self.printers[job.printer])
        except ShopTrouble:
            raise
        except Refusal as refused:
            self._pauses[job.printer].grow()
            printing.mark_trouble(session, job, refused.text, writing)
            self._stirred = True
            return
        if not printing.mark_sending(session, job, writing):
            self._stirred = True
            return
        self._sent = job
        self.jobs = tuple(
            j._replace(state="sending", tries=j.tries + 1) if j is job else j for j in self.jobs
        )
        if self._worker is None:
            from shopstock.jobs.print_worker import Worker  # with the first paper: threads, network, devices

            self._worker = Worker()
        self._worker.put(task)

    def _writing(self) -> AbstractContextManager[None]:
        store = self._session.store
        return store.transaction() if self._closing else store.at_once()

    # Waiting for it: only when nobody waits for an answer

    def wait(self, seconds: float) -> bool:
        """Wait at most that long for the answer to the paper that is being sent; whether it is there, or none is."""
        if self._outcome is None and self._worker is not None and self._worker.busy:
            self._outcome = self._worker.outcome(seconds)
        return self._worker is None or not self._worker.busy

    @property
    def pending(self) -> bool:
        """Whether there may be something to do for the queue, now or later."""
        return self._stirred or self._sent is not None or any(job.state == "waiting" for job in self.jobs)

    def drain(self, seconds: float = CLOSING_SECONDS) -> Parting:
        """At closing: send what is due as long as the printer takes it, and say what still waits."""
        until = clock.ticks() + seconds
        self._closing = self._stirred = True
        self._away.end()
        while True:
            self._begins = clock.ticks() < until
            self.look()
            if self._outcome is not None or self._sent is None:
                break  # the shop cannot be written now, or nothing is due
            if not self.wait(LONGEST_SENDING):
                break
        number = len(self.jobs)
        waits = f"{number} {'paper' if number == 1 else 'papers'} to print"
        return Parting(f"{waits}, see :prints", trouble=True) if number else Parting()
