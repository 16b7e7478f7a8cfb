"""The thread that prints: one for each desk, begun with its first paper. It never touches the shop.

A paper goes in with everything it needs, an outcome comes back. Turning rows into bytes is done here, too, since it may
load a slow library; a paper that cannot be turned into bytes has not touched the printer.
"""

from __future__ import annotations

from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Literal, Protocol

from shopstock.jobs.printer_address import address_of
from shopstock.jobs.printers import Sheet, Unsure, printer_at
from shopstock.refusal import Refusal

Result = Literal["done", "nothing_sent", "unsure"]


class Printable(Protocol):
    """A paper with all that it needs, so that no shop is asked while it is turned into bytes."""

    def rendered(self, form: str) -> tuple[bytes, str]:
        """The bytes in that form, and the suffix of a file that holds them; may load a slow library. Raises a Refusal
        where the form cannot be made, such as an extra that is not installed."""


@dataclass(frozen=True, slots=True)
class Task:
    """One paper for one printer. `printer` is its address as the setting has it, `timeout` in seconds."""

    job_id: int
    title: str
    paper: Printable
    printer: str
    form: str
    answer: str
    timeout: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task, and what the printer said."""

    job_id: int
    result: Result
    text: str = ""


class Worker:
    """One paper after the other; nobody ever waits for it, but at closing."""

    def __init__(self) -> None:
        self._tasks: SimpleQueue[Task] = SimpleQueue()
        self._outcomes: SimpleQueue[Outcome] = SimpleQueue()
        self._thread: Thread | None = None
        self._task: Task | None = None
        self._touched = False

    @property
    def busy(self) -> bool:
        """Whether a task has no outcome yet."""
        return self._task is not None

    def put(self, task: Task) -> None:
        """Hand over a task; the one before must have its outcome."""
        self._task, self._touched = task, False
        if self._thread is None or not self._thread.is_alive():
            self._thread = Thread(target=self._work, name="printing", daemon=True)
            self._thread.start()
        self._tasks.put(task)

    def outcome(self, seconds: float = 0) -> Outcome | None:
        """The outcome of the task, once; None where there is none yet after that many seconds."""
        task = self._task
        if task is None:
            return None
        try:
            found = self._outcomes.get(timeout=seconds) if seconds else self._outcomes.get_nowait()
        except Empty:
            if self._thread is not None and self._thread.is_alive():
                return None
            # A fault of the program ended the thread: what it had not begun waits, the rest is unsure.
            result: Result = "unsure" if self._touched else "nothing_sent"
            found = Outcome(task.job_id, result, "a fault in the program")
        self._task = None
        return found

    def _work(self) -> None:
        while True:
            task = self._tasks.get()
            self._outcomes.put(self._tried(task))

    def _tried(self, task: Task) -> Outcome:
        try:
            data, suffix = task.paper.rendered(task.form)
            printer = printer_at(address_of(task.printer), task.answer)
            self._touched = True
            printer.send(Sheet(task.title, data, suffix), task.timeout)
        except Unsure as unsure:
            return Outcome(task.job_id, "unsure", unsure.text)
        except Refusal as refused:
            return Outcome(task.job_id, "nothing_sent", refused.text)
        return Outcome(task.job_id, "done")
