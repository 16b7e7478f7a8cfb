"""What the desk says: one answer for one entry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from shopstock.desk.views.base import View
from shopstock.refusal import Key, State
from shopstock.text import fit

LINE = 76
LEAST = 24
REMOVE = Key("-", "remove")
GO_ON = Key("Enter", "go on")


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: a state, a stable id, a sentence, the keys that help, the job the desk is in and its view.

    `more` are further lines (a numbered list, a passport) that plain mode prints and the screen draws from
    the view instead. `secret` says that the next entry is a PIN, which is shown and kept nowhere; `escape` is what
    Esc enters while a question about a person is open.
    """

    state: State
    id: str
    sentence: str
    job: str
    view: View
    keys: tuple[Key, ...] = ()
    more: tuple[str, ...] = ()
    secret: bool = False
    escape: str = ""

    @property
    def first_line(self) -> str:
        """State, sentence and keys in at most 76 characters; the keys stay whole, the sentence is cut.

        A key that would leave less than `LEAST` characters of the sentence is left out, and so is `- remove`
        where the sentence would be cut for it, and `Enter go on`: they are the next thing one tries."""
        room = LINE - len(self.state.ljust(4)) - 1
        needed = min(LEAST, len(self.sentence))
        keys = ""
        for key in self.keys:
            if key == GO_ON or (key == REMOVE and len(self.keys) > 1):
                needed = len(self.sentence)
            shown = f"  {key.key} {key.label}".rstrip()
            if len(keys) + len(shown) + needed <= room:
                keys += shown
        return f"{self.state:<4} {fit(self.sentence, room - len(keys))}{keys}"

    @property
    def text(self) -> str:
        """The first line, then the whole sentence if it had to be cut, then the further lines."""
        first = self.first_line
        whole = () if self.sentence in first else (self.sentence,)
        return "\n".join((first, *whole, *self.more))


class Parting(NamedTuple):
    """The line that a desk leaves behind when it closes, empty for none, and whether it tells of trouble."""

    text: str = ""
    trouble: bool = False

    def and_then(self, other: Parting) -> Parting:
        """Both in one line."""
        return Parting("; ".join(filter(None, (self.text, other.text))), self.trouble or other.trouble)


def numbered(labels: Iterable[str]) -> tuple[str, ...]:
    """Lines of a numbered choice as plain mode prints them."""
    return tuple(f"  {n} {label}" for n, label in enumerate(labels, 1))
