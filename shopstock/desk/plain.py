"""Plain mode: the same desk line by line. It draws nothing, so a screen reader and a script can use it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import BinaryIO, TextIO

from shopstock.desk.answer import Answer, Parting
from shopstock.desk.desk import QUIT, Desk
from shopstock.desk.door import HIDDEN


def _read_by(desk: Desk, source: BinaryIO) -> Iterator[bytes]:
    """The lines of a source; a PIN that is typed at a terminal is not echoed."""
    while True:
        raw = _unseen_line(source) if desk.door.secret and source.isatty() else source.readline()
        if not raw:
            return
        yield raw


def _unseen_line(source: BinaryIO) -> bytes:
    """One line of a terminal that shows nothing of what is typed meanwhile."""
    try:
        import termios
    except ImportError:  # Windows reads its keyboard itself
        from getpass import getpass

        return f"{getpass('')}\n".encode()
    fd = source.fileno()
    before = termios.tcgetattr(fd)
    hidden = termios.tcgetattr(fd)
    hidden[3] &= ~termios.ECHO
    termios.tcsetattr(fd, termios.TCSADRAIN, hidden)
    try:
        return source.readline()
    finally:
        termios.tcsetattr(fd, termios.TCSADRAIN, before)


def entries_of(stream: Iterable[bytes]) -> Iterator[str]:
    """One entry for each line, ended by LF or CRLF; 0x1C to 0x1F pass through. Bytes that are not UTF-8
    come through as replacement characters, which no code has."""
    for raw in stream:
        yield raw.removesuffix(b"\n").removesuffix(b"\r").decode("utf-8", "replace")


def as_json(entry: str, answer: Answer) -> str:
    """One answer as one line of ASCII JSON."""
    return json.dumps(
        {
            "entry": entry,
            "job": answer.job,
            "state": answer.state,
            "id": answer.id,
            "text": answer.text,
            "view": answer.view.as_json(),
        },
        ensure_ascii=True,
    )


def run_plain(desk: Desk, source: BinaryIO, out: TextIO, *, json_lines: bool) -> Parting:
    """Answer every entry of `source` on `out` up to its end or `:quit`, which parks an open basket.

    Returns what the closing leaves behind."""
    first = True
    if desk.door.asked and source.isatty() and not json_lines:
        print(desk.door.ask().text, file=out, flush=True)
    for entry in entries_of(_read_by(desk, source)):
        text = entry.removeprefix("\ufeff") if first else entry
        first = False
        shown = HIDDEN if desk.hides(text) else text
        answer = desk.enter(text)
        print(as_json(shown, answer) if json_lines else answer.text, file=out, flush=True)
        if answer.id == QUIT:
            break
    return desk.close(park=True)
