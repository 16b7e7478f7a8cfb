"""What waits to be printed: rows that are written with a sale, and step on as the printer answers.

Every function is one statement inside the caller's transaction. `day` is the day on which a job may be printed
without asking; `made_at_us` never changes.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from shopstock import clock
from shopstock.store.compiled import Compiled, inserted, param, single
from shopstock.store.engine import Store
from shopstock.store.print_models import PrintedPaper, PrintJob

Role = Literal["receipt", "labels"]
OPEN = ("waiting", "sending", "unsure")
OVER = ("done", "dropped")


class JobRow(NamedTuple):
    """A job as it stands, without its body. `title` is the number or name of the paper, `trouble` what the printer
    said last; `day` is ISO text."""

    id: int
    made_at_us: int
    day: str
    kind: str
    title: str
    booking_id: int | None
    printer: Role
    copies: int
    state: str
    tries: int
    trouble: str | None
    changed_at_us: int


_COLUMNS = tuple(getattr(PrintJob, name) for name in JobRow._fields)
_ADD = inserted(PrintJob)
_OPEN = Compiled(
    lambda: (
        PrintJob.select(*_COLUMNS)
        .where(PrintJob.till_id == param("till_id"), PrintJob.state.in_(OPEN))
        .order_by(PrintJob.id)
    ),
    JobRow,
)
_BODY: Compiled[str | None] = Compiled(
    lambda: PrintJob.select(PrintJob.body).where(PrintJob.id == param("id")), single
)
_SENDING: Compiled[int] = Compiled(
    lambda: PrintJob.update(
        {
            PrintJob.state: "sending",
            PrintJob.tries: PrintJob.tries + 1,
            PrintJob.changed_at_us: param("at_us"),
        }
    ).where(PrintJob.id == param("id"), PrintJob.state == "waiting"),
    single,
)
_STEP: Compiled[int] = Compiled(
    lambda: PrintJob.update(
        {
            PrintJob.state: param("state"),
            PrintJob.trouble: param("trouble"),
            PrintJob.changed_at_us: param("at_us"),
        }
    ).where(PrintJob.id == param("id"), PrintJob.state == param("was")),
    single,
)
_RELEASE: Compiled[int] = Compiled(
    lambda: PrintJob.update(
        {
            PrintJob.state: "waiting",
            PrintJob.day: param("day"),
            PrintJob.trouble: None,
            PrintJob.changed_at_us: param("at_us"),
        }
    ).where(PrintJob.id == param("id"), PrintJob.state.in_(("waiting", "unsure"))),
    single,
)
_DROP_OF: Compiled[int] = Compiled(
    lambda: PrintJob.update(
        {
            PrintJob.state: "dropped",
            PrintJob.trouble: param("trouble"),
            PrintJob.changed_at_us: param("at_us"),
        }
    ).where(
        PrintJob.till_id == param("till_id"),
        PrintJob.state == "waiting",
        PrintJob.booking_id == param("booking_id"),
    ),
    single,
)
_DOUBT: Compiled[int] = Compiled(
    lambda: PrintJob.update(
        {PrintJob.state: "unsure", PrintJob.trouble: param("trouble"), PrintJob.changed_at_us: param("at_us")}
    ).where(PrintJob.state.in_(("waiting", "sending"))),
    single,
)
_OLD: Compiled[int] = Compiled(
    lambda: (
        PrintJob.select(PrintJob.id)
        .where(
            PrintJob.till_id == param("till_id"),
            PrintJob.state.in_(OVER),
            PrintJob.changed_at_us < param("before_us"),
        )
        .limit(1)
    ),
    single,
)
_FORGET: Compiled[int] = Compiled(
    lambda: PrintJob.delete().where(
        PrintJob.till_id == param("till_id"),
        PrintJob.state.in_(OVER),
        PrintJob.changed_at_us < param("before_us"),
    ),
    single,
)
_PRINTED: Compiled[int] = Compiled(
    lambda: PrintedPaper.select(PrintedPaper.at_us).where(
        PrintedPaper.booking_id == param("booking_id"), PrintedPaper.kind == param("kind")
    ),
    single,
)
_NOTE: Compiled[int] = Compiled(
    lambda: PrintedPaper.insert(
        booking_id=param("booking_id"), kind=param("kind"), at_us=param("at_us")
    ).on_conflict(conflict_target=[PrintedPaper.booking_id, PrintedPaper.kind], action="NOTHING"),
    single,
)


def add(
    store: Store,
    till_id: int,
    day: str,
    kind: str,
    title: str,
    *,
    booking_id: int | None = None,
    body: str | None = None,
    printer: Role = "receipt",
    copies: int = 1,
) -> None:
    """A paper waits from now on; without a body it is made from its booking when its turn comes."""
    now = clock.now_us()
    _ADD.run(
        store.db,
        till_id=till_id,
        made_at_us=now,
        day=day,
        kind=kind,
        title=title,
        booking_id=booking_id,
        body=body,
        printer=printer,
        copies=copies,
        state="waiting",
        tries=0,
        trouble=None,
        changed_at_us=now,
    )


def open_jobs(store: Store, till_id: int) -> list[JobRow]:
    """What waits, is being sent or is unsure at that till, oldest first."""
    return _OPEN.all(store.db, till_id=till_id)


def body_of(store: Store, job_id: int) -> str | None:
    """The paper as it was given with the job."""
    return _BODY.first(store.db, id=job_id)


def begin_sending(store: Store, job_id: int) -> bool:
    """Say that its bytes are about to be sent; False where it no longer waits."""
    return bool(_SENDING.run(store.db, id=job_id, at_us=clock.now_us()).rowcount)


def step(store: Store, job_id: int, was: str, state: str, trouble: str | None = None) -> bool:
    """One step of a job; False where it is no longer what it was."""
    values = {"was": was, "state": state, "trouble": trouble, "at_us": clock.now_us()}
    return bool(_STEP.run(store.db, id=job_id, **values).rowcount)


def release(store: Store, job_id: int, day: str) -> bool:
    """Let a job that waits or is unsure be printed on that day without asking; False where it is neither."""
    return bool(_RELEASE.run(store.db, id=job_id, day=day, at_us=clock.now_us()).rowcount)


def drop_of(store: Store, till_id: int, booking_id: int, why: str) -> int:
    """Drop what waits for a booking at that till; returns how many papers that are."""
    values = {"till_id": till_id, "booking_id": booking_id, "trouble": why}
    return int(_DROP_OF.run(store.db, at_us=clock.now_us(), **values).rowcount)


def doubt_all(store: Store, why: str) -> int:
    """Nobody is sure of what waits at any till: the shop was put back to an earlier hour, or copied."""
    return int(_DOUBT.run(store.db, trouble=why, at_us=clock.now_us()).rowcount)


def any_over_before(store: Store, till_id: int, before_us: int) -> bool:
    """Whether that till has jobs that ended before an instant."""
    return _OLD.first(store.db, till_id=till_id, before_us=before_us) is not None


def forget(store: Store, till_id: int, before_us: int) -> int:
    """Remove what ended at that till before an instant; returns how many."""
    return int(_FORGET.run(store.db, till_id=till_id, before_us=before_us).rowcount)


def was_printed(store: Store, booking_id: int, kind: str) -> bool:
    """Whether that paper of a booking went to a printer before: then the next one is a copy."""
    return _PRINTED.first(store.db, booking_id=booking_id, kind=kind) is not None


def note_printed(store: Store, booking_id: int, kind: str) -> None:
    """Remember that a paper went out; once is enough."""
    _NOTE.run(store.db, booking_id=booking_id, kind=kind, at_us=clock.now_us())
