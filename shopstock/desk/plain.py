"""Plain mode: the same desk line by line. It draws nothing, so a screen reader and a script can use it."""

from __future__ import annotations

import json
import select
from collections import deque
from collections.abc import Iterable, Iterator
from typing import BinaryIO, TextIO

from shopstock.desk.answer import Answer, Parting
from shopstock.desk.desk import QUIT, Desk
from shopstock.desk.door import HIDDEN

IDLE_SECONDS = 0.2  # between two looks at the print queue while nobody types


class _Lines:
    """The lines of a source, and whether another is there already. It keeps for itself what was read ahead, so that
    the system can be asked about the rest."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self._lines: deque[bytes] = deque()
        self._begun = b""

    def next(self) -> bytes:
        """The next line with its end, waiting for it; empty at the end of the source."""
        while not self._lines:
            part: bytes = self._source.read1(65_536)  # type: ignore[attr-defined]
            if not part:
                last, self._begun = self._begun, b""
                return last
            *whole, self._begun = (self._begun + part).split(b"\n")
            self._lines.extend(line + b"\n" for line in whole)
        return self._lines.popleft()

    def waits(self, seconds: float) -> bool:
        """Whether something is there to be read, at the latest after that many seconds; also where nobody can say."""
        if self._lines:
            return True
        try:
            return bool(select.select([self._source.fileno()], [], [], seconds)[0])
        except (OSError, ValueError):  # no file of the system, or Windows, which asks so for sockets only
            return True


def _read_by(desk: Desk, source: BinaryIO) -> Iterator[bytes]:
    """The lines of a source; a PIN typed at a terminal is not echoed. While none is there, papers are printed."""
    lines = _Lines(source)
    while True:
        while desk.printing.pending and not lines.waits(IDLE_SECONDS):
            desk.background()
        raw = _unseen_line(source, lines) if desk.door.secret and source.isatty() else lines.next()
        if not raw:
            return
        yield raw


def _unseen_line(source: BinaryIO, lines: _Lines) -> bytes:
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
        return lines.next()
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
