"""The one error tree: what the shop refuses, in words a cashier can act on.

A `Refusal` is an answer, not a fault. It carries a stable `id`, a `state` (STOP refuses, ASK wants one
answer), one sentence that names the thing, the day and the person, and the keys that solve it.
"""

from __future__ import annotations

from typing import ClassVar, Literal, NamedTuple

State = Literal["OK", "ASK", "STOP", "SAVED", "WAIT"]


class Key(NamedTuple):
    """One way out: what to press or type, and what it does (`Key("R", "return")`)."""

    key: str
    label: str


class Refusal(Exception):
    """Something the shop will not do as asked. Subclasses set `id`, and `state` where it is a question."""

    id: ClassVar[str] = "refused"
    state: ClassVar[State] = "STOP"

    def __init__(self, text: str, *keys: Key) -> None:
        super().__init__(text)
        self.text = text
        self.keys = keys


class BadInput(Refusal):
    """What was typed cannot be read as what it should be; the text says what and why."""

    id = "input.unreadable"


class Passing(Refusal):
    """No answer to a job's own question: it passes every job, and what was open before the entry still is."""


class ShopTrouble(Passing):
    """The shop file could not be written or read."""

    id = "shop.trouble"


class WrongUse(Refusal):
    """A command line or a shop file that cannot be used: one clear sentence, exit code 2."""

    id = "use.wrong"
