"""The workspace: one Textual screen for all jobs. The field stays, the pane changes under it.

Row 1 title, row 2 the one field, row 3 the answer (row 4 its rest, or a rule), then the pane, row 22 summary,
row 23 what needs a person and this job's keys, row 24 the key bar. The same on every job at every size.
"""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Resize
from textual.screen import Screen
from textual.timer import Timer

from screens import crash, panes, side
from screens.bars import WIDE, Answers, Hints, KeyBar, Small, Summary, Title
from screens.conversation import Conversation
from screens.page import Page
from screens.prompt import Prompt
from screens.scan_input import ScanInput
from screens.sheet import Sheet
from screens.theme import PANEL
from shopstock.desk.answer import Answer, Parting
from shopstock.desk.commands import BY_KEY, BY_WORD
from shopstock.desk.views.base import View
from shopstock.refusal import State

BELLS: dict[State, int] = {"ASK": 1, "STOP": 3}
BELL_GAP = 0.13
DRAW_PAUSE = 0.04
CLOCK = 20.0
WATCH = 1.0
QUIT_HINT = "Ctrl+Q closes Shopstock. What is open here is kept."
FAULT = "Something went wrong in the program. What was saved is safe. Look, then go on."


class Workspace(Screen[None]):
    """The one screen. `entered` and `pressed` are what the field calls, in the order things were typed."""

    AUTO_FOCUS = "ScanInput"
    CSS = f"""
    Workspace {{ layout: vertical; overflow: hidden; }}
    #entry {{ height: 1; }}
    Prompt {{ width: 3; }}
    ScanInput, ScanInput:focus {{
        width: 1fr; height: 1; padding: 0; border: none; background: $background; background-tint: 0%;
    }}
    #body {{ height: 1fr; }}
    #aside {{ width: {side.WIDTH}; background: {PANEL}; display: none; }}
    .-wide #aside {{ display: block; }}
    Small {{ display: none; }}
    .-small Small {{ display: block; }}
    .-small Title, .-small #body, .-small Summary, .-small Hints, .-small KeyBar {{ display: none; }}
    """

    def __init__(self, conversation: Conversation, on_ready: Callable[[], None] = lambda: None) -> None:
        super().__init__()
        self.ready = False
        self._shut = self._leaving = False
        self._parting = Parting()
        self._job = self._came_from = "sell"
        self._on_ready = on_ready
        self._desk = conversation
        self._answer: Answer | None = None
        self._view = View()
        self._home = View()
        self._drawn: View | None = None
        self._drawn_width = 0
        self._later: Timer | None = None
        self._bells = 0
        self._bell_timer: Timer | None = None
        self.field = ScanInput(self, id="field")
        self._title, self._small, self._prompt = Title(), Small(), Prompt()
        self._answers, self._summary, self._hints, self._keys = Answers(), Summary(), Hints(), KeyBar()
        self.sheet = Sheet(id="sheet")
        self._aside = Sheet(id="aside", ground=PANEL)

    def compose(self) -> ComposeResult:
        """Nine widgets, mounted once."""
        yield self._title
        yield self._small
        yield Horizontal(self._prompt, self.field, id="entry")
        yield self._answers
        yield Horizontal(self.sheet, self._aside, id="body")
        yield self._summary
        yield self._hints
        yield self._keys

    def on_mount(self) -> None:
        """Show how the desk opens; from here on the field takes keys."""
        self._safely(self._open, "opening")
        self.set_interval(CLOCK, self._tick)
        self.set_interval(WATCH, self._watch)
        self.ready = True
        self._on_ready()

    def on_resize(self, event: Resize) -> None:
        """Too small, ordinary, or wide enough for the side pane."""
        self.set_class(event.size.width < 80 or event.size.height < 24, "-small")
        self.set_class(event.size.width >= WIDE, "-wide")
        self._draw_safely()

    # What the field calls

    def entered(self, text: str) -> None:
        """One entry. An Enter on its own enters the row that was chosen with the arrows."""
        if self._leaving:
            return
        if _is_quit(text):
            self.leave()
            return
        chosen = None if text else self.sheet.entry
        if text and self._job == "scanner":
            self._tell_keys(text)
        self.sheet.leave()
        self._enter(text if chosen is None else chosen)

    def ended(self) -> None:
        """A scanner's second end key: the scanner page shows it, too."""
        if self._job == "scanner" and not self._leaving:
            self._tell_keys("")
            self._enter("")

    def _tell_keys(self, text: str) -> None:
        """The scanner page is told how an entry was sent; nobody is told that of a PIN or a badge."""
        if self._secret or self._desk.hides(text):
            self.field.forget()
            return
        from shopstock.desk.views.scanner import KeySeen  # seldom needed: the counter opens without it

        self._desk.saw([KeySeen(*key) for key in self.field.trace])

    def pressed(self, key: str, text: str) -> None:
        """A function key is its command with the field's text as argument; the others move."""
        if self._leaving:
            return
        command = BY_KEY.get(key.upper())
        if command is not None:
            # What is in the field may be half a PIN: no key takes it along.
            self._enter(f":{command.word} {text}" if text and not self._secret else f":{command.word}")
        elif key == "ctrl+q":
            self.leave()
        elif key == "ctrl+c":
            self._hints.say(QUIT_HINT)
        elif key == "escape":
            self._step_back()
        else:
            self._move(key)

    def leave(self) -> None:
        """Give the terminal back; then `shut` closes the desk, which may take a moment for its backup."""
        self._leaving = True
        self.app.exit(0)

    def shut(self) -> Parting:
        """Close the desk, once, and nothing else; the line that it leaves behind."""
        if not self._shut:
            self._shut = self._leaving = True
            self._safely(self._close, "closing")
        return self._parting

    def _close(self) -> None:
        self._parting = self._desk.close()

    @property
    def _secret(self) -> bool:
        """Is a PIN asked for?"""
        return self._answer is not None and self._answer.secret

    # Entries and answers

    def _open(self) -> None:
        self._take(self._desk.opening())

    def _enter(self, text: str) -> None:
        hidden = self._desk.hides(text)
        if hidden:
            self.field.forget()
        doing = "****" if hidden else text
        self._safely(lambda: self._take(self._desk.enter(text)), doing)

    def _take(self, answer: Answer) -> None:
        self._answer = answer
        self.field.password = answer.secret
        if answer.job != self._job:
            self._came_from, self._job = self._job, answer.job
        if type(answer.view) is not View:
            self._view = answer.view
            if panes.is_home(answer.view, answer.job):
                self._home = answer.view
        elif answer.job == "find":
            # Nothing is shown: neither what was found before nor the job before may stay in its place.
            self._view = self._home = answer.view
        self._ring(BELLS.get(answer.state, 0))
        if answer.id.rpartition(".")[2] == "quit":
            self.leave()
        elif self._busy:
            self._draw_later()
        else:
            self._draw_safely()

    def _safely(self, step: Callable[[], object], doing: str) -> None:
        """The one place that catches everything: the counter goes on, the fault goes to the log."""
        try:
            step()
        except Exception as fault:  # noqa: BLE001 - a cashier must never meet a traceback
            crash.note(fault, doing)
            self._answer = Answer("STOP", "screen.fault", FAULT, self._desk.job, View())
            self._ring(BELLS["STOP"])
            self._answers.show(self._answer)

    def _step_back(self) -> None:
        """Esc: the cursor, then a look over the job, then the job one came from, then Sell. Destroys nothing."""
        if self.sheet.leave():
            return
        if self._answer is not None and self._answer.escape:
            self._enter(self._answer.escape)
            return
        if self._view is not self._home and panes.is_home(self._home, self._job):
            self._view = self._home
            self._draw_safely()
        elif self._job in panes.HOME and self._job != "sell":
            back, self._came_from = self._came_from, "sell"
            self._enter(f":{back}" if back in panes.HOME else ":sell")
            self._came_from = "sell"

    def _move(self, key: str) -> None:
        if key in ("up", "down"):
            self.sheet.move(1 if key == "down" else -1)
        elif key in ("pageup", "pagedown"):
            self.sheet.turn(1 if key == "pagedown" else -1)

    # Drawing

    @property
    def _busy(self) -> bool:
        """Is more typed ahead already? Then the picture may wait a moment; the desk never does."""
        return self.field.message_queue_size > 0

    def _draw_later(self) -> None:
        if self._later is None:
            self._later = self.set_timer(DRAW_PAUSE, self._draw_safely)

    def _draw_safely(self) -> None:
        if self._later is not None:
            self._later.stop()
            self._later = None
        self._safely(self._draw, "drawing")

    def _draw(self) -> None:
        answer = self._answer
        if answer is None:
            return
        wide = self.has_class("-wide")
        width = self.size.width - (side.WIDTH if wide else 0)
        if self.size.width and (self._view is not self._drawn or width != self._drawn_width):
            page = panes.page_of(self._view, answer.job, width)
            self.sheet.show(page if page is not None else Page(()))
            self._drawn, self._drawn_width = self._view, width
        if wide:
            self._aside.show(side.page(self._desk.aside()))
        self._frame()
        self._prompt.show(answer.state)
        # Last, so that whoever reads the answer finds the rest of the picture in step with it.
        self._answers.show(answer)

    def _frame(self) -> None:
        frame = self._desk.frame()
        self._title.show(frame)
        self._summary.show(frame)
        self._hints.show(frame)
        self._keys.show(frame.job)

    def _tick(self) -> None:
        """The clock in the title; never while somebody scans."""
        if not self._busy:
            self._safely(lambda: self._title.show(self._desk.frame()), "the clock")

    def _watch(self) -> None:
        """What runs beside the counter; begun after the first picture, looked at when nobody scans."""
        if not self._busy and not self._leaving:
            self._safely(self._look_after, "the watch")

    def _look_after(self) -> None:
        if not self._desk.background():
            return
        # A list that is shown is drawn anew; a paper or a help that lies over it stays.
        if self._desk.job in ("verify", "prints") and panes.is_home(self._view, self._job):
            self._enter("")
        else:
            self._title.show(self._desk.frame())

    def _ring(self, times: int) -> None:
        """Bells with a pause between, or an ear cannot count them."""
        if times > self._bells:
            self._bells = times
        if self._bells and self._bell_timer is None:
            self._ring_once()

    def _ring_once(self) -> None:
        self._bell_timer = None
        if self._bells:
            self._bells -= 1
            self.app.bell()
            self._bell_timer = self.set_timer(BELL_GAP, self._ring_once)


def _is_quit(text: str) -> bool:
    """Is it a typed twin of Ctrl+Q? Then the door opens even where the desk cannot answer."""
    word = text.strip().lower()
    return word[:1] == ":" and BY_WORD.get(word[1:]) is BY_KEY["Ctrl+Q"]
