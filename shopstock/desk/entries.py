"""What an entry is by its form alone, before anyone asks what its code means.

Only CR, LF, tabs and blanks are trimmed: 0x1C to 0x1F are part of codes, so no bare `strip` here.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

EntryKind = Literal[
    "empty", "command", "times", "take_back", "percent", "cash", "person", "paper", "place", "look", "text"
]
_TIMES = re.compile(r"([0-9]{1,9}(?:[.,][0-9]{1,6})?)\*(.*)", re.ASCII | re.DOTALL)
_TAKE_BACK = re.compile(r"-([0-9]{0,4})", re.ASCII)
_PERCENT = re.compile(r"/([0-9]{1,9}(?:[.,][0-9]{1,4})?)%?", re.ASCII)
_CASH = re.compile(r"\+([0-9]{1,9}(?:[.,][0-9]{1,4})?)", re.ASCII)
_COMMAND = re.compile(r":([A-Za-z]+)(?:[ \t]+(.*))?", re.DOTALL)
# A label or a receipt of the shop's own, read by a scanner that says which symbol it was.
_OWN_LABEL = re.compile(r"\][A-Za-z][0-9A-F]([=#].+)", re.ASCII | re.DOTALL)
_SIGNS: dict[str, EntryKind] = {"@": "person", "#": "paper", "=": "place", "?": "look"}
LONGEST = 10_000


class Entry(NamedTuple):
    """An entry: its kind, the text as it came, and its argument (`rest` for commands and times)."""

    kind: EntryKind
    text: str
    arg: str = ""
    rest: str = ""

    @property
    def number(self) -> int | None:
        """The whole number that was typed, if that is all of it."""
        return int(self.text) if self.kind == "text" and _is_number(self.text) else None

    @property
    def picked(self) -> int | None:
        """The number of a choice: `2`, or `2!` that keeps it for this code from now on."""
        bare = self.text.removesuffix("!") if self.kind == "text" else ""
        return int(bare) if _is_number(bare) else None

    @property
    def keeps(self) -> bool:
        """Whether it is a number that is kept: `2!`."""
        return self.picked is not None and self.text.endswith("!")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 4


def parse(raw: str) -> Entry:
    """The form of an entry; whatever is none of the others is text."""
    text = raw.strip(" \t\r\n")
    if not text:
        return Entry("empty", text)
    own = _OWN_LABEL.fullmatch(text)
    if own:
        return parse(own[1])
    command = _COMMAND.fullmatch(text)
    if command:
        return Entry("command", text, command[1].casefold(), (command[2] or "").strip(" \t\r\n"))
    if text[0] == ":":
        return Entry("command", text, text[1:])
    times = _TIMES.fullmatch(text)
    if times:
        return Entry("times", text, times[1], times[2].strip(" \t"))
    for kind, pattern in (("take_back", _TAKE_BACK), ("percent", _PERCENT), ("cash", _CASH)):
        match = pattern.fullmatch(text)
        if match:
            return Entry(kind, text, match[1])  # type: ignore[arg-type]
    sign = _SIGNS.get(text[0])
    if sign:
        return Entry(sign, text, text[1:].strip(" \t"))
    return Entry("text", text)
