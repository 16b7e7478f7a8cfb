"""Keys posted in one go, as a scanner sends them; a hand's keys come with a hand's pauses between."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual import events
from textual.pilot import Pilot

from screens.app import ShopstockApp
from tests.screens.fake_desk import FakeDesk

_NAMES = {
    "\r": "enter", "\n": "ctrl+j", "\t": "tab", "\x1c": "ctrl+backslash", "\x1d": "ctrl+right_square_bracket",
    "\x1e": "ctrl+circumflex_accent", "\x1f": "ctrl+underscore",
}  # fmt: skip
HAND = 0.15
MACHINE = 0.001


class Counter:
    """An open workspace with a recording desk."""

    def __init__(self, app: ShopstockApp, desk: FakeDesk, pilot: Pilot[int]) -> None:
        self.app, self.desk, self.pilot = app, desk, pilot
        self._time = 1000.0

    def post(self, key: str, character: str | None, pause: float) -> None:
        """Post one key that comes `pause` seconds after the last one."""
        self._time += pause
        event = events.Key(key, character)
        event.time = self._time
        self.app.post_message(event)

    def queue(self, text: str, pause: float = MACHINE) -> None:
        """Type without waiting."""
        for char in text:
            self.post(_NAMES.get(char, char), char, pause)

    async def settle(self) -> None:
        """Until all is heard and drawn."""
        for _ in range(400):
            await self.pilot.pause()
            field = self.app.workspace.field
            if not self.app.message_queue_size and not field.message_queue_size:
                break
        await self.pilot.pause(0.06)

    async def scan(self, *codes: str, suffix: str = "\r") -> None:
        """Codes in one burst, each with the scanner's suffix."""
        for code in codes:
            self.queue(code + suffix)
        await self.settle()

    async def type(self, text: str) -> None:
        """By hand."""
        self.queue(text, HAND)
        await self.settle()

    async def press(self, *keys: str) -> None:
        """Function and arrow keys, by hand."""
        for key in keys:
            self.post(key, None, HAND)
        await self.settle()

    async def paste(self, text: str) -> None:
        """From the clipboard."""
        self.app.post_message(events.Paste(text))
        await self.settle()

    def lines(self) -> list[str]:
        """The picture as text."""
        return [strip.text for strip in self.app.screen._compositor.render_strips()]

    def text(self) -> str:
        """The picture as one text."""
        return "\n".join(line.rstrip() for line in self.lines())


@asynccontextmanager
async def counter(desk: FakeDesk | None = None, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Counter]:
    """An open workspace."""
    desk = desk or FakeDesk()
    app = ShopstockApp(desk)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield Counter(app, desk, pilot)
