"""A real terminal for tests: a pseudo-terminal with the program on one side and pyte reading the picture.

    with Terminal([sys.executable, "-m", "shopstock"], rows=24, columns=80, env={...}) as t:
        t.wait_for("scan or type")
        t.send("356938035643809\\r")
        t.wait_for("SOLD")
        print(t.text())

A thread empties the terminal all the time, as a terminal does: a program that writes into a full one stops.
`bells` counts what rang.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType

import pyte

KEYS = {
    "F1": "\x1bOP", "F2": "\x1bOQ", "F3": "\x1bOR", "F4": "\x1bOS", "F5": "\x1b[15~", "F6": "\x1b[17~",
    "F7": "\x1b[18~", "F8": "\x1b[19~", "F9": "\x1b[20~", "F10": "\x1b[21~", "F12": "\x1b[24~",
    "UP": "\x1b[A", "DOWN": "\x1b[B", "PGUP": "\x1b[5~", "PGDN": "\x1b[6~", "ESC": "\x1b",
    "CTRL+Q": "\x11", "CTRL+C": "\x03", "GS": "\x1d", "RS": "\x1e",
}  # fmt: skip
PATIENCE = 30.0
# What the terminal of whoever runs the tests says of itself must not reach the one under test.
_OWN = frozenset({"COLUMNS", "LINES", "NO_COLOR", "TEXTUAL", "TEXTUAL_DRIVER", "TERM_PROGRAM"})


def paste(text: str) -> str:
    """The text as a terminal pastes it."""
    return f"\x1b[200~{text}\x1b[201~"


class Terminal:
    """The program runs while the context is open; leaving it hangs up and, if need be, kills.

    Without `controls` the terminal does not control the program's session, so that no SIGHUP comes.
    """

    def __init__(
        self,
        argv: Sequence[str],
        *,
        rows: int = 24,
        columns: int = 80,
        env: Mapping[str, str] | None = None,
        cwd: str | Path | None = None,
        controls: bool = True,
    ) -> None:
        self._argv, self._cwd, self._controls = list(argv), cwd, controls
        inherited = {name: value for name, value in os.environ.items() if name not in _OWN}
        self._env = {**inherited, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(env or {})}
        self._size = (rows, columns)
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._lock = threading.Lock()
        self._hung_up = threading.Event()
        self._master = -1
        self.process: subprocess.Popen[bytes] | None = None
        self.raw = bytearray()

    def __enter__(self) -> Terminal:
        self._master, slave = pty.openpty()
        rows, columns = self._size
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.process = subprocess.Popen(
            self._argv, stdin=slave, stdout=slave, stderr=slave, env=self._env, cwd=self._cwd,
            start_new_session=True, preexec_fn=_take_terminal if self._controls else None,
        )  # fmt: skip
        os.close(slave)
        self._reader = threading.Thread(target=self._read, args=(self._master,), daemon=True)
        self._reader.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.hang_up()
        process = self._process
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    @property
    def _process(self) -> subprocess.Popen[bytes]:
        assert self.process is not None, "open the terminal with `with`"
        return self.process

    def _read(self, master: int) -> None:
        while not self._hung_up.is_set():
            try:
                if not select.select([master], [], [], 0.05)[0]:
                    continue
                got = os.read(master, 65536)
            except OSError:
                return
            if not got:
                return
            with self._lock:
                self.raw += got
                # The stand-in terminal knows less than a real one; what it cannot read is no fault of ours.
                with contextlib.suppress(Exception):
                    self._stream.feed(got.replace(b"\x1b[>", b"\x1b[?").replace(b"\x1b[<u", b""))

    def send(self, text: str) -> None:
        """Type, all in one go; a real terminal takes a lot at once, a pseudo one 4 KB at a time."""
        data = text.encode()
        while data:
            sent = os.write(self._master, data[:1024])
            data = data[sent:]

    def press(self, *names: str) -> None:
        """Press keys by name, such as `F9` or `DOWN`."""
        self.send("".join(KEYS[name] for name in names))

    def screen(self) -> list[str]:
        """The lines of the picture as they are now."""
        with self._lock:
            return list(self._screen.display)

    def text(self) -> str:
        """The picture as one text."""
        return "\n".join(line.rstrip() for line in self.screen())

    @property
    def bells(self) -> int:
        """How often it rang."""
        with self._lock:
            # A title sequence ends with the same character.
            return self.raw.count(b"\x07") - self.raw.count(b"\x1b]")

    def resize(self, rows: int, columns: int) -> None:
        """Change the window."""
        with self._lock:
            self._screen.resize(rows, columns)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self._process.send_signal(signal.SIGWINCH)

    def wait_for(self, text: str, timeout: float = PATIENCE) -> None:
        """Wait until the picture shows the text."""
        self.wait_until(lambda: text in self.text(), f"the picture to show {text!r}", timeout)

    def wait_until(self, holds: Callable[[], bool], what: str, timeout: float = PATIENCE) -> None:
        """Wait for a condition; says what was on the screen when it never came."""
        end = time.monotonic() + timeout
        while not holds():
            if time.monotonic() > end:
                raise AssertionError(f"waited {timeout:.0f} s for {what}; the picture:\n{self.text()}")
            time.sleep(0.01)

    def wait_end(self, timeout: float = PATIENCE) -> int:
        """Wait for the program to end; its exit code."""
        return self._process.wait(timeout)

    def hang_up(self) -> None:
        """Close the terminal, as when its window is closed."""
        if self._master >= 0:
            # A read that waits would keep the terminal open behind our back.
            self._hung_up.set()
            self._reader.join()
            master, self._master = self._master, -1
            os.close(master)


def _take_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
