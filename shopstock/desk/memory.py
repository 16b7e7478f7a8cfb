"""How nothing is lost: what was open before an entry, and keeping what is open after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shopstock.desk.choosing import Question
from shopstock.desk.entries import Entry
from shopstock.desk.jobs import Modes
from shopstock.desk.keeping import from_json, to_json
from shopstock.desk.mode import Booked, Mode
from shopstock.jobs.keep import drop_open, keep_open, kept_open
from shopstock.jobs.session import Session

if TYPE_CHECKING:
    from shopstock.desk.door import Door

UNDO_DEPTH = 200


@dataclass(frozen=True, slots=True)
class Before:
    """Everything that was open before an entry."""

    job: str
    came_from: str
    states: dict[str, Any]
    earlier: dict[str, list[Any]]
    booked: tuple[Booked, ...]
    session: Session
    question: Question | None
    empties: int

    def of(self, job: str, modes: Modes) -> tuple[Any, list[Any]]:
        """A job's state and its earlier ones; one that was first opened meanwhile began as it was kept."""
        first_state, first_earlier = modes.first(job)
        return self.states.get(job, first_state), self.earlier.get(job, first_earlier)


class Memory:
    """The part of the desk that steps back and keeps."""

    session: Session
    job: str
    came_from: str
    booked: tuple[Booked, ...]
    question: Question | None
    modes: Modes
    door: Door
    _empties: int
    _undone: bool

    def finishes(self, entry: Entry) -> bool:
        """Whether an entry will finish what is open, by its command or as the second empty one."""
        return (
            entry.arg in ("finish", "pay")
            if entry.kind == "command"
            else entry.kind == "empty" and self._empties > 0
        )

    def snapshot(self) -> Before:
        """What is open now."""
        states = {job: mode.state for job, mode in self.modes.made()}
        earlier = {job: mode.earlier for job, mode in self.modes.made()}
        return Before(
            self.job, self.came_from, states, earlier, self.booked, self.session, self.question, self._empties
        )

    def is_as(self, before: Before) -> bool:
        """Whether what is open is what was open then, so that an entry would mean the same."""
        now = self.snapshot()
        return (
            (now.job, now.came_from, now.booked, now.empties)
            == (before.job, before.came_from, before.booked, before.empties)
            and now.question is before.question
            and now.session == before.session
            and all(state == before.of(job, self.modes)[0] for job, state in now.states.items())
        )

    def restore(self, before: Before, question: Question | None = None) -> None:
        """Open again what was open then; an open choice goes, unless it is given."""
        self.job, self.came_from, self.booked = before.job, before.came_from, before.booked
        self.session, self.question, self._empties = before.session, question, before.empties
        for job, mode in self.modes.made():
            mode.state, mode.earlier = before.of(job, self.modes)

    def keep(self, before: Before) -> None:
        """Keep what changed. A booking cannot be stepped back, so nothing before it can be."""
        booked = {b.job for b in set(self.booked) ^ set(before.booked)}
        for job, mode in self.modes.made():
            was, earlier = before.of(job, self.modes)
            if mode.final or (job in booked and job == self.job):
                mode.earlier, mode.final = [], False
            if mode.state is was or mode.state == was:
                continue
            if job in booked:
                mode.earlier = []
            elif not self._undone and mode.earlier is earlier:
                mode.earlier = [*mode.earlier[-UNDO_DEPTH:], was]
            if mode.kept and mode.state == mode.blank:
                drop_open(self.session, job)
            elif mode.kept:
                keep_open(self.session, job, to_json(mode.state))

    def bring_back(self, mode: Mode[Any]) -> None:
        """What was open in a job when this till went away."""
        body = kept_open(self.session, mode.job) if mode.kept else None
        if body is None:
            return
        try:
            mode.state = from_json(type(mode.blank), body)
        except (ValueError, KeyError, TypeError):
            # Kept by another version: better an empty job than a till that does not open.
            mode.state = mode.blank
