"""The one field. Everything typed, scanned or pasted goes through it, in order, and nothing is lost.

Stock Textual inserts printable keys at once but lets Enter, Backspace and the function keys travel to the
app and back; what a scanner typed meanwhile overtakes them. So every key is handled right here, the text is
taken and cleared here, and the field never loses the focus.
"""

from __future__ import annotations

import asyncio
import re
import unicodedata
from collections.abc import Callable
from typing import Protocol

from rich.text import Text
from textual import events
from textual.timer import Timer
from textual.widgets import Input

from screens.suffix import Suffix

SEPARATORS = {
    "ctrl+backslash": "\x1c",
    "ctrl+right_square_bracket": "\x1d",
    "ctrl+circumflex_accent": "\x1e",
    "ctrl+underscore": "\x1f",
    # Terminals that report keys rather than characters send the key as a scanner presses it.
    "ctrl+shift+6": "\x1e",
    "ctrl+shift+minus": "\x1f",
}
_SAME = {"ctrl+m": "enter", "ctrl+i": "tab", "ctrl+h": "backspace", "shift+enter": "enter"}
_BARE = ("_shift", "_control", "_alt", "_super", "_hyper", "_meta", "_lock")
_LINE_END = re.compile(r"\r\n|\r|\n")
_ENDS = frozenset({"enter", "ctrl+j", "tab"})
_FUNCTION_KEYS = frozenset(f"f{n}" for n in range(1, 13))
_PASSED_ON = frozenset({"up", "down", "pageup", "pagedown", "escape", "ctrl+q", "ctrl+c"})
_CONTROL_PICTURES = {chr(code): chr(0x2400 + code) for code in range(0x20)}
DOT = "•"  # a character of a PIN
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_ECHO_PAUSE = 0.006
_LONG, _LONG_PAUSE = 200, 0.2
_TRACED = 400  # keys that the scanner page can show


class Receiver(Protocol):
    """Who gets what the field took."""

    def entered(self, text: str) -> None:
        """One entry; empty for an Enter on its own."""

    def ended(self) -> None:
        """A second key of a scanner's suffix came, which is no entry."""

    def pressed(self, key: str, text: str) -> None:
        """A function key, or one that moves: with the text of the field for a function key."""


class ScanInput(Input, inherit_bindings=False):
    """An `Input` that takes every key itself and hands entries to its receiver. With `password` it shows dots."""

    def __init__(self, receiver: Receiver, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(placeholder=" scan or type", id=id, select_on_focus=False, compact=True)
        self.cursor_blink = False
        self._receiver = receiver
        self._suffix = Suffix()
        self._trace: list[tuple[str, str | None, float]] = []
        self._trace_ended = False
        self._typed: list[str] = []
        self._echo: Timer | None = None
        self._after_return = False
        self._edits: dict[str, Callable[[], None]] = {
            "left": self.action_cursor_left,
            "right": self.action_cursor_right,
            "home": self.action_home,
            "ctrl+a": self.action_home,
            "end": self.action_end,
            "ctrl+e": self.action_end,
            "delete": self.action_delete_right,
            "ctrl+u": self.action_delete_left_all,
            "ctrl+k": self.action_delete_right_all,
            "ctrl+w": self.action_delete_left_word,
        }

    @property
    def text(self) -> str:
        """What is in the field, shown already or not."""
        self._flush()
        return self.value

    @property
    def trace(self) -> tuple[tuple[str, str | None, float], ...]:
        """The keys of the newest entry with its suffix: name, character (None for an end), when in seconds."""
        return tuple(self._trace)

    def forget(self) -> None:
        """Keep no keys of what was entered: it was a PIN or a badge."""
        self._trace.clear()

    def take(self) -> str:
        """The text, and the field is empty."""
        if self._typed and not self.value:
            text = "".join(self._typed)
            self._typed.clear()
            return text
        text = self.text
        if text:
            with self.prevent(Input.Changed):
                self.value = ""
        return text

    async def _on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        key, after_return = _SAME.get(event.key, event.key), self._after_return
        if key.endswith(_BARE):
            return
        self._after_return = key == "enter"
        if key in _ENDS:
            self._note(key, None, event.time)
            if key == "ctrl+j" and after_return:
                self._receiver.ended()
            else:
                self._end(key, event.time)
        elif (char := _character(event)) is not None:
            self._note(key, char, event.time)
            self._suffix.key(event.time)
            self._type(char)
        else:
            self._suffix.other()
            self._other(key)

    def _end(self, key: str, at: float) -> None:
        text = self.take()
        if text.strip(" "):
            self._suffix.entry(at)
            self._receiver.entered(text)
        elif key != "tab":
            empties = self._suffix.empties(at)
            for _ in range(empties):
                self._receiver.entered("")
            if not empties:
                self._receiver.ended()

    def _note(self, key: str, char: str | None, at: float) -> None:
        """Keep the keys of the newest entry: a character after an end begins the next one."""
        if char is not None and self._trace_ended:
            self._trace.clear()
        self._trace_ended = char is None
        self._trace.append((key, char, at))
        del self._trace[:-_TRACED]

    def _other(self, key: str) -> None:
        if key in _FUNCTION_KEYS:
            self._receiver.pressed(key, self.take())
        elif key == "escape" and self.text:
            self.take()
        elif key in _PASSED_ON:
            self._receiver.pressed(key, "")
        elif key == "backspace":
            self._backspace()
        elif key in self._edits:
            self._flush()
            with self.prevent(Input.Changed):
                self._edits[key]()

    def _backspace(self) -> None:
        if self._typed:
            self._typed.pop()
        else:
            with self.prevent(Input.Changed):
                self.action_delete_left()

    def _type(self, char: str) -> None:
        """Keep the character; show it at once, unless a scanner is typing: then a few times a second."""
        if not self.cursor_at_end or not self.selection.is_empty:
            self._flush()
            with self.prevent(Input.Changed):
                self.replace(char, *self.selection)
            return
        self._typed.append(char)
        if self._echo is None:
            pause = _ECHO_PAUSE if len(self.value) < _LONG else _LONG_PAUSE
            self._echo = self.set_timer(pause, self._show)

    def _show(self) -> None:
        self._echo = None
        self._flush()

    def _flush(self) -> None:
        if self._typed:
            text = "".join(self._typed)
            self._typed.clear()
            with self.prevent(Input.Changed):
                self.insert_text_at_cursor(text)

    async def on_paste(self, event: events.Paste) -> None:
        """Each line of a paste is an entry; a single line without an end stays in the field to be seen."""
        event.stop()
        event.prevent_default()
        self._suffix.other()
        self._after_return = False
        *lines, rest = _LINE_END.split(event.text)
        if not lines:
            self._flush()
            self.insert_text_at_cursor(rest)
            return
        lines[0] = self.take() + lines[0]
        for line in (*lines, rest):
            if line.strip(" \t"):
                self._receiver.entered(line)
                await asyncio.sleep(0)

    @property
    def _value(self) -> Text:
        """The text as it may be drawn: separators as pictures, invisible characters as dots, a PIN all in dots."""
        shown = DOT * len(self.value) if self.password else _visible(self.value)
        return Text(shown, no_wrap=True, overflow="ignore", end="")

    def _position_to_cell(self, position: int) -> int:
        if self.password:
            return position
        return Text(_visible(self.value[:position]), end="").cell_len


def _character(event: events.Key) -> str | None:
    if event.key in SEPARATORS:
        return SEPARATORS[event.key]
    char = event.character
    if char is None or (not event.is_printable and not (char.isspace() and ord(char) > 0x7F)):
        return None
    return char


def _visible(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        _CONTROL_PICTURES.get(char) or ("·" if unicodedata.category(char) in _HIDDEN else char)
        for char in text
    )
