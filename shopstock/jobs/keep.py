"""What is open in a job at this till, kept as text at every entry."""

from __future__ import annotations

from shopstock.jobs.session import Session
from shopstock.store import openjobs


def kept_open(session: Session, job: str) -> str | None:
    """What was open in that job when the till went away."""
    return openjobs.open_job(session.store, session.till.id, job)


def open_elsewhere(session: Session, job: str) -> list[openjobs.OpenRow]:
    """What is open in that job at the other tills of the shop."""
    return openjobs.open_elsewhere(session.store, session.till.id, job)


def keep_open(session: Session, job: str, body: str) -> None:
    """Keep what is open, inside the entry's transaction."""
    session.must_write()
    openjobs.keep_open(session.store, session.till.id, job, body)


def drop_open(session: Session, job: str) -> None:
    """Nothing is open in that job any more."""
    session.must_write()
    openjobs.close_job(session.store, session.till.id, job)
