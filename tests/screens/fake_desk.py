"""A desk that writes down what it hears and answers from a script."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from shopstock.desk.answer import Answer, Parting
from shopstock.desk.commands import BY_WORD
from tests.screens import all_views as v
from tests.screens import samples

HINTS = {
    "sell": (("3*", "times"), ("-", "remove"), ("/10", "% off"), ("@", "customer"), ("?", "look")),
    "receive": (("A..B", "range"), ("24*", "quantity"), ("-", "undo"), ("Enter Enter", "finish")),
}


class FakeDesk:
    """Satisfies `screens.conversation.Conversation`; `heard` is every entry in its job, in order."""

    def __init__(self, opening: Answer | None = None, job: str = "sell") -> None:
        self.heard: list[tuple[str, str]] = []
        self.script: Callable[[str], Answer | None] = lambda _text: None
        self.closed = 0
        self.keys: tuple[v.KeySeen, ...] = ()
        self.asides = 0
        self._job = job
        self._opening = opening or Answer("OK", "sell.ready", "Ready", job, samples.nobody())

    @property
    def job(self) -> str:
        """Where it is."""
        return self._job

    @property
    def entries(self) -> list[str]:
        """What was entered, without the jobs."""
        return [text for _job, text in self.heard]

    def opening(self) -> Answer:
        """The first answer."""
        self._job = self._opening.job
        return self._opening

    def enter(self, text: str) -> Answer:
        """Write it down; a job's command changes the job, anything else is repeated."""
        self.heard.append((self._job, text))
        command = BY_WORD.get(text[1:].partition(" ")[0]) if text.startswith(":") else None
        if command is not None and command.opens_job:
            self._job = command.word
        answer = self.script(text)
        if answer is None:
            answer = Answer("OK", f"{self._job}.heard", f"heard {text!r}", self._job, v.View())
        self._job = answer.job
        return answer

    def saw(self, keys: Sequence[v.KeySeen]) -> None:
        """Write down the keys of the next entry."""
        self.keys = tuple(keys)

    def hides(self, text: str) -> bool:
        """Nothing is secret."""
        return False

    def frame(self) -> v.Frame:
        """An ordinary morning."""
        return v.Frame(
            self._job, "Corner Electronics", "Till 1", "Mia", "Sun 22 Nov 09:14", True,
            "Customer none  @name", "TOTAL", "420.95",
            "1 line needs you before Pay" if self._job == "sell" else "",
            HINTS.get(self._job, (("Enter", "next"), ("Esc", "back"))),
        )  # fmt: skip

    def aside(self) -> v.Aside:
        """The story of the last scan."""
        self.asides += 1
        last = v.Section(
            "Last scanned",
            (
                v.Fact("", samples.PHONE, "strong"),
                v.Fact("IMEI", f"{samples.SERIAL} ✓"),
                v.Fact("From", "Volta, GR-000099, 12 Oct"),
                v.Fact("Warranty", "24 months, 22 Nov 2028", "good"),
            ),
        )
        weeks = v.Section(
            "Sold, last 12 weeks",
            (v.Fact("Returns", "7 %  shop 4 %", "ask"),),
            (2, 3, 1, 4, 3, 5, 2, 4, 8, 3, 4, 3),
        )
        parked = v.Section("Parked", (v.Fact("", "1  09:02  R. Blue jacket   84.00"),))
        today = v.Section("Today", (v.Fact("", "31 sales   1,204.10"), v.Fact("", "3 lots due   F6", "ask")))
        return v.Aside("To pay", "420.95", "EUR", (last, weeks, parked, today))

    def background(self) -> bool:
        """Nothing runs beside it."""
        return False

    def close(self) -> Parting:
        """Count."""
        self.closed += 1
        return Parting()


def showing(name: str) -> FakeDesk:
    """A desk that opens with a sample view."""
    answer = samples.answer(name)
    return FakeDesk(answer, answer.job)
