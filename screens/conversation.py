"""What the screens need of the desk. The real desk, the first run and the tests all satisfy it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from shopstock.desk.answer import Answer, Parting
from shopstock.desk.views.frame import Aside, Frame

if TYPE_CHECKING:
    from shopstock.desk.views.scanner import KeySeen


class Conversation(Protocol):
    """One entry in, one answer out; synchronous, a few milliseconds each."""

    @property
    def job(self) -> str:
        """The job the desk is in: sell, find, receive, return, dates, stock, item, menu, welcome."""
        ...

    def opening(self) -> Answer:
        """What to show before anything was typed: a resumed basket, the morning check, the first run."""
        ...

    def enter(self, text: str) -> Answer:
        """Take one entry, typed or scanned, or a command such as `:finish 50`."""
        ...

    def saw(self, keys: Sequence[KeySeen]) -> None:
        """The keys of the entry that comes next; asked for by the scanner page only."""
        ...

    def hides(self, text: str) -> bool:
        """May that entry, made now, hold a PIN or a badge? Then it is repeated nowhere, not even in the log."""
        ...

    def frame(self) -> Frame:
        """Title, summary and hints of the current job."""
        ...

    def aside(self) -> Aside:
        """The side pane; asked for only while it is visible."""
        ...

    def background(self) -> bool:
        """Look after what runs beside the counter, in a millisecond; whether there is something new to show."""
        ...

    def close(self) -> Parting:
        """Let go of the shop, in which what is open is kept; the line to leave on the terminal."""
        ...
