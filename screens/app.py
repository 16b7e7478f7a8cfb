"""The program on a terminal. `run(conversation)` opens it and returns the exit code.

The command line imports this module only when it opens the terminal. Textual repaints 60 times a second
unless told otherwise before it is first imported, which would be most of the time a keystroke takes.
"""

from __future__ import annotations

import os

os.environ.setdefault("TEXTUAL_FPS", "240")

import asyncio
import select
import signal
import sys

from rich.console import RenderableType
from rich.text import Text
from textual import events
from textual.app import App

from screens import crash
from screens.conversation import Conversation
from screens.theme import THEME
from screens.workspace import Workspace

LINE_CHECK = 1.0
FAULT_SENTENCE = "Shopstock had to stop. What was saved is safe; start it again."


class ShopstockApp(App[int], inherit_bindings=False):
    """One screen, one field. No palette, no toasts, no mouse, no bindings: the field takes every key."""

    TITLE = "Shopstock"
    CSS = Workspace.CSS
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    ESCAPE_TO_MINIMIZE = False

    def __init__(self, conversation: Conversation) -> None:
        super().__init__()
        self.workspace = Workspace(conversation, self.deliver)
        self._early: list[events.Key | events.Paste] = []
        self.register_theme(THEME)
        self.theme = THEME.name

    def get_default_screen(self) -> Workspace:
        """The workspace, and there is no other."""
        return self.workspace

    def on_mount(self) -> None:
        """A closed terminal or a shutdown ends the program quietly, with everything kept."""
        loop = asyncio.get_running_loop()
        if sys.platform != "win32" and not self.is_headless:
            loop.add_signal_handler(signal.SIGTERM, self.workspace.leave)
            loop.add_signal_handler(signal.SIGINT, self.workspace.leave)
            loop.add_signal_handler(signal.SIGHUP, self._hung_up)
            self._line = select.poll()
            self._line.register(sys.__stdin__ or 0, 0)
            self.set_interval(LINE_CHECK, self._look_at_line)

    async def on_event(self, event: events.Event) -> None:
        """Keys and pastes go to the field whatever has the focus, in order, from the first one on."""
        if isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded:
            self.app_focus = True
            self._early.append(event)
            self.deliver()
            return
        await super().on_event(event)

    def deliver(self) -> None:
        """Hand keys to the field; what is typed before the first picture waits for it."""
        if self.workspace.ready:
            for event in self._early:
                self.workspace.field._forward_event(event)
            self._early.clear()

    def _look_at_line(self) -> None:
        # Without a session of its own a program gets no SIGHUP, and would read an ended line for ever.
        if any(seen & (select.POLLHUP | select.POLLERR) for _fd, seen in self._line.poll(0)):
            self._hung_up()

    def _hung_up(self) -> None:
        # Nobody is there to restore a terminal for, and writing to it could block for ever.
        self.workspace.shut()
        os._exit(0)

    def panic(self, *renderables: RenderableType) -> None:
        """A fault outside the desk: one sentence on the terminal, the traceback in the log."""
        fault = sys.exc_info()[1] or self._exception or RuntimeError(*map(str, renderables))
        path = crash.note(fault, "outside the desk")
        super().panic(Text(FAULT_SENTENCE + (f" Written down in {path}" if path else "")))

    def _fatal_error(self) -> None:
        self.panic()


def run(conversation: Conversation) -> int:
    """Open the terminal on a desk and stay until it is left; 0 when it was closed in good order."""
    app = ShopstockApp(conversation)
    try:
        app.run(mouse=False)
    finally:
        said = app.workspace.shut().text
        if said:
            sys.stdout.write(f"{said}\n")
    return app.return_code or 0
