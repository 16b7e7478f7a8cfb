"""Printing: a paper is queued in the act that makes it, and sent afterwards, once.

A job is marked as being sent, and that is committed, before the printer is touched. So whatever dies at whatever
moment, a paper that may have left is never sent again unasked: it is done, or it waits, or a person is asked. What a
printer did not take at all is tried again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, NamedTuple

from shopstock import clock
from shopstock.jobs import settings
from shopstock.jobs.session import Session
from shopstock.papers.sheet import Row
from shopstock.refusal import Key, Refusal
from shopstock.store import print_jobs
from shopstock.store.ledger import Posted
from shopstock.store.print_jobs import JobRow, Role

if TYPE_CHECKING:
    from shopstock.jobs.print_worker import Outcome, Task

NONE = "none"
ROLES: tuple[Role, ...] = ("receipt", "labels")
KEPT_US = 30 * 86_400_000_000
FRESH_US = 3_600_000_000  # a paper of this evening is printed after midnight, too
DIED = "the program broke off while it was printed"
Writing = Callable[[], AbstractContextManager[None]]


class AlreadyWaits(Refusal):
    """That paper is in the queue already."""

    id = "print.already_waits"


class NotSo(Refusal):
    """A job that is not in a state for that."""

    id = "print.not_so"


class Setup(NamedTuple):
    """What a desk must know in every sale: whether there is a printer, and whether each sale has a receipt."""

    printer: str = NONE
    receipts: str = "never"

    @property
    def always(self) -> bool:
        """Whether each sale is printed."""
        return self.printer != NONE and self.receipts == "always"

    @property
    def asks(self) -> bool:
        """Whether a key is offered after each sale."""
        return self.printer != NONE and self.receipts == "ask"


def setup_of(session: Session) -> Setup:
    """How this till prints: one query where it has no printer, two where it has one."""
    printer = settings.value(session, "printer.receipt")
    return Setup() if printer == NONE else Setup(printer, settings.value(session, "printer.receipts"))


def form_of(session: Session, role: Role, printer: str) -> str:
    """What a printer is sent: text, escpos, pdf or zpl; where nobody said it, a folder keeps text."""
    form = settings.value(session, f"printer.{role}_form")
    if form != "auto":
        return form
    return "text" if printer.startswith("file:") else "escpos"


def printer_of(session: Session, role: Role) -> str:
    """The printer of this till for receipts or labels, as its setting says it."""
    return settings.value(session, f"printer.{role}")


# Queueing, inside the transaction of the act


def queue_receipt(session: Session, posted: Posted, kind: str = "receipt") -> None:
    """The paper of a booking that was made just now waits: one statement. A repeated request queued it before."""
    if posted.repeated or posted.paper is None:
        return
    day = session.day_at(posted.at_us).isoformat()
    print_jobs.add(session.store, session.till.id, day, kind, posted.paper, booking_id=posted.booking_id)


def queue_again(session: Session, kind: str, title: str, booking_id: int) -> None:
    """A paper of an earlier booking waits; raises AlreadyWaits where it does so already."""
    _must_not_wait(session, kind, title)
    print_jobs.add(session.store, session.till.id, _today(session), kind, title, booking_id=booking_id)


def queue_rows(
    session: Session, kind: str, title: str, rows: Sequence[Row], booking_id: int | None = None
) -> None:
    """A paper waits as these rows say it; with a booking, what is printed after the first time is a copy."""
    from shopstock.jobs.print_papers import body_of_rows

    _must_not_wait(session, kind, title)
    body = body_of_rows(rows)
    print_jobs.add(
        session.store, session.till.id, _today(session), kind, title, booking_id=booking_id, body=body
    )


def queue_labels(session: Session, title: str, body: str) -> None:
    """Labels wait for the label printer; `body` is what `papers.label_output.to_json` made of them."""
    session.must_write()
    store, till = session.store, session.till.id
    print_jobs.add(store, till, _today(session), "labels", title, body=body, printer="labels")


def _must_not_wait(session: Session, kind: str, title: str) -> None:
    session.must_write()
    for job in waiting(session):
        if (job.kind, job.title) == (kind, title):
            how = {"sending": "is being printed now", "unsure": "may have come out: look at the printer"}
            said = how.get(job.state, "waits to be printed already")
            raise AlreadyWaits(f"{title} {said}", Key(":prints", "the queue"))


def drop_of_booking(session: Session, booking_id: int) -> None:
    """What waits for a booking that was undone is not printed any more."""
    print_jobs.drop_of(session.store, session.till.id, booking_id, "it was undone")


def _today(session: Session) -> str:
    return session.day_at(clock.now_us()).isoformat()


# The queue as it stands


def waiting(session: Session) -> list[JobRow]:
    """What waits, is being sent or is unsure at this till, oldest first."""
    return print_jobs.open_jobs(session.store, session.till.id)


def is_held(session: Session, job: JobRow, opened_us: int) -> bool:
    """Whether a waiting job is not printed before a person says so: it is of an earlier day, and not of the last hour
    of this very run of the program."""
    now = clock.now_us()
    of_this_run = opened_us <= job.made_at_us and now - job.made_at_us < FRESH_US
    return job.state == "waiting" and job.day < session.day_at(now).isoformat() and not of_this_run


def print_again(session: Session, job: JobRow) -> None:
    """Let it be printed: what nobody was sure of, what is of an earlier day, or what waits, at once."""
    session.must_write()
    if not print_jobs.release(session.store, job.id, _today(session)):
        raise NotSo(f"{job.title} is being printed now")


def came_out(session: Session, job: JobRow) -> None:
    """A person saw that it came out."""
    session.must_write()
    if not print_jobs.step(session.store, job.id, "unsure", "done", "a person said that it came out"):
        raise NotSo(f"{job.title} has not been printed yet", Key("P", "print"), Key("D", "drop"))


def drop(session: Session, job: JobRow) -> None:
    """It is not printed any more."""
    session.must_write()
    store = session.store
    said = "dropped by a person"
    if not any(print_jobs.step(store, job.id, was, "dropped", said) for was in ("waiting", "unsure")):
        raise NotSo(f"{job.title} is being printed now")


# Sending, outside any entry


def begin(session: Session, writing: Writing) -> None:
    """The first look of a desk: what was being sent belongs to a program that died, and what is long over goes."""
    store, till = session.store, session.till.id
    give_up(session, waiting(session), writing)
    before_us = clock.now_us() - KEPT_US
    if print_jobs.any_over_before(store, till, before_us):
        with writing():
            print_jobs.forget(store, till, before_us)


def give_up(session: Session, jobs: Sequence[JobRow], writing: Writing) -> bool:
    """Nobody is sure of those that are being sent, since nobody here sends them; whether there was one."""
    lost = [job for job in jobs if job.state == "sending"]
    if lost:
        with writing():
            for job in lost:
                _unsure(session, job, DIED)
    return bool(lost)


def task_of(session: Session, job: JobRow, printer: str) -> Task:
    """Everything that is needed to print a job; raises NoPaper where its paper cannot be made."""
    from shopstock.jobs.print_papers import paper_of
    from shopstock.jobs.print_worker import Task

    return Task(
        job.id,
        job.title,
        paper_of(session, job),
        printer,
        form_of(session, job.printer, printer),
        settings.value(session, "printer.answer"),
        float(settings.value(session, "printer.timeout")),
    )


def mark_sending(session: Session, job: JobRow, writing: Writing) -> bool:
    """Commit that a job is about to be sent; False where somebody else has taken it meanwhile."""
    with writing():
        return print_jobs.begin_sending(session.store, job.id)


def mark_trouble(session: Session, job: JobRow, text: str, writing: Writing) -> None:
    """Why a waiting job could not be begun."""
    if job.trouble != text:
        with writing():
            print_jobs.step(session.store, job.id, "waiting", "waiting", text)


def settle(session: Session, job: JobRow, outcome: Outcome, writing: Writing) -> None:
    """What the printer answered, as the next step of the job."""
    with writing():
        if outcome.result == "nothing_sent":
            print_jobs.step(session.store, job.id, "sending", "waiting", outcome.text or None)
        elif outcome.result == "unsure":
            _unsure(session, job, outcome.text)
        else:
            # Another program at this till may have taken it for lost meanwhile: this one knows better.
            store = session.store
            any(print_jobs.step(store, job.id, was, "done") for was in ("sending", "unsure"))
            _went_out(session, job)


def _unsure(session: Session, job: JobRow, text: str) -> None:
    if print_jobs.step(session.store, job.id, "sending", "unsure", text or "the printer failed"):
        _went_out(session, job)


def _went_out(session: Session, job: JobRow) -> None:
    """Whatever may have come out counts as the original: there are never two."""
    if job.booking_id is not None:
        print_jobs.note_printed(session.store, job.booking_id, job.kind)
