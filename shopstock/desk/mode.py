"""What every job at the desk is: a mode that takes entries and answers.

A mode's state is a frozen dataclass; the desk keeps it at every entry, restores it when the entry fails, and
steps it back on `:undo`. A mode raises a `Refusal` for what it will not do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Literal, NamedTuple, TypeVar

from shopstock.desk.answer import Answer, numbered
from shopstock.desk.choosing import Option, Question
from shopstock.desk.entries import Entry
from shopstock.desk.views.base import Choice, View
from shopstock.desk.views.choices import ChoicesView
from shopstock.jobs.session import Session, new_request_id
from shopstock.refusal import Key, Refusal, State
from shopstock.text import clean_text

if TYPE_CHECKING:
    from shopstock.desk.desk import Desk
    from shopstock.desk.views.frame import Section

S = TypeVar("S")


class NotHere(Refusal):
    """An entry that this job has no use for."""

    id = "desk.not_here"


class NothingOpen(Refusal):
    """There is nothing to finish, clear or take back."""

    id = "desk.nothing_open"


@dataclass(frozen=True, slots=True)
class Empty:
    """The state of a mode that keeps nothing."""


@dataclass(frozen=True, slots=True)
class Booked:
    """Something done at this desk since it opened that `:undo` can reverse: a booking, or a basket that was
    parked or brought back (then `id` is that of the parked basket and `said` its label). `owed` is the
    money that goes back when it is voided."""

    job: str
    id: int
    said: str
    kind: Literal["booking", "parked", "unparked"] = "booking"
    owed: str = ""


class Around(NamedTuple):
    """What a mode says of itself for the lines around the pane; `pieces` says that its total is no money."""

    heading: str = ""
    summary: str = ""
    total_label: str = ""
    total: str = ""
    notice: str = ""
    pieces: bool = False


class Mode(Generic[S]):
    """One job of the desk. Subclasses set `job`, `hints` and `help`, and answer `enter`."""

    job: ClassVar[str]
    kept: ClassVar[bool] = False
    hints: ClassVar[tuple[Key, ...]] = ()
    help: ClassVar[tuple[tuple[str, str], ...]] = ()
    words: ClassVar[tuple[str, ...]] = ()
    passes_on: ClassVar[bool] = (
        False  # hands what it does not know to the job one came from: it is none itself
    )

    def __init__(self, desk: Desk, blank: S) -> None:
        self.desk = desk
        self.blank = blank
        self.state: S = blank
        self.earlier: list[S] = []
        self.final = False

    @property
    def session(self) -> Session:
        """The session of this desk."""
        return self.desk.session

    def open(self) -> Answer:
        """The job was opened without a first entry."""
        raise NotImplementedError

    def enter(self, entry: Entry) -> Answer:
        """One entry that is no command of the desk itself."""
        raise NotImplementedError

    def prepare(self, entry: Entry) -> None:
        """What an entry will need that takes long: made before its transaction, so that no other till waits for it.
        It refuses nothing, and the entry checks that it is still what is needed."""

    def command(self, word: str, rest: str) -> Answer:  # noqa: ARG002 - the shape of a job
        """A command that belongs to this job (those in `words`)."""
        raise NotHere(f":{word} has no meaning here", Key("F1", "help"))

    def finish(self, rest: str) -> Answer:  # noqa: ARG002 - the shape of a job
        """`:finish`: pay, book, sign."""
        raise NothingOpen("nothing is open here to finish", Key("F2", "sell"))

    def view(self) -> View:
        """What the pane shows now."""
        return View()

    def around(self) -> Around:
        """Heading, summary, total and notice."""
        return Around()

    def ways(self) -> tuple[Key, ...]:
        """This job's keys as they are shown now."""
        return self.hints

    def beside(self) -> tuple[Section, ...] | None:
        """What stands in the side pane instead of the last scan and the day; None for those."""
        return None

    def dropped(self) -> str:
        """What `:clear` says of what it drops."""
        return "all that was open here is dropped"

    def asks(self) -> bool:
        """Whether a question is open that an empty entry would answer."""
        return False

    def as_letters(self, entry: Entry) -> str | None:  # noqa: ARG002 - the shape of a job
        """What the entry says as letters that the job offers now; None when it is none of them."""
        return None

    def letters(self, entry: Entry) -> Answer:
        """The entry as the letters it is."""
        raise NotImplementedError

    def code(self, entry: Entry) -> Answer:
        """The entry as a code or words, where it could be letters, too."""
        raise NotImplementedError

    def undo(self, last: Booked) -> Answer:
        """Reverse what was booked here last, by mirror movements."""
        from shopstock.jobs.void import void  # seldom needed: the counter opens without it

        posted = void(self.session, new_request_id(), last.id)
        self.desk.printing.undone(last.id)
        owed = f", {last.owed}" if last.owed else ""
        return self.say("SAVED", f"{self.job}.voided", f"{last.said} is voided{owed}, see {posted.paper}")

    def ask_which(self, answer_id: str, text: str, *options: Option, keys: tuple[Key, ...] = ()) -> Answer:
        """Open a numbered choice; the next entry answers it or drops it."""
        question = Question(self.desk.job, answer_id, clean_text(text), options, keys)
        self.desk.question = question
        return question.ask()

    def listed(self) -> Answer | None:
        """The numbered list behind what is open, which a `?` alone shows."""
        found = self.choices()
        if not found:
            return None
        text = "a number picks it"
        more = numbered(choice.label for choice in found)
        return self.say("ASK", f"{self.job}.choices", text, more=more, view=ChoicesView(text, found))

    def refused(self, refusal: Refusal, entry: Entry) -> Answer:  # noqa: ARG002 - Sell keeps the entry
        """The answer to a refused entry; Sell adds its line here."""
        return self.say(refusal.state, refusal.id, refusal.text, *refusal.keys)

    def choices(self) -> list[Choice]:
        """The numbered list that is shown now, if any."""
        return []

    def say(
        self,
        state: State,
        answer_id: str,
        sentence: str,
        *keys: Key,
        more: tuple[str, ...] = (),
        view: Any = None,
    ) -> Answer:
        """An answer of this job with its view; what was typed comes back without its control characters."""
        shown = self.view() if view is None else view
        lines = tuple("  " * line.startswith("  ") + clean_text(line) for line in more)
        return Answer(state, answer_id, clean_text(sentence), self.desk.job, shown, keys, lines)

    def ok(
        self, answer_id: str, sentence: str, *keys: Key, more: tuple[str, ...] = (), view: Any = None
    ) -> Answer:
        """Done or added."""
        return self.say("OK", answer_id, sentence, *keys, more=more, view=view)
