"""Printers for tests, on this machine only: one on the network that behaves as it is told, and counts what came out."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

MODES = ("works", "off", "full", "torn", "slow", "deaf")


class NetPrinter:
    """A printer at a port of its own. `papers` is what it read whole, `torn` what it read in part and dropped.

    works: reads everything, then ends the line. off: nobody listens. full: takes the line and never reads; what it
    holds is dropped when it is told otherwise. torn: reads a few bytes and breaks the line. slow: reads a byte at a
    time through a buffer as small as can be. deaf: reads everything and never ends the line by itself.
    """

    def __init__(self) -> None:
        self.papers: list[str] = []
        self.torn: list[str] = []
        self.lines = 0
        self._news = threading.Condition()
        self._mode = "off"
        self._held: list[socket.socket] = []
        self._listening: socket.socket | None = None
        self._thread: threading.Thread | None = None
        with socket.create_server(("127.0.0.1", 0)) as found:
            self.port: int = found.getsockname()[1]

    @property
    def address(self) -> str:
        """As a setting says it."""
        return f"net:127.0.0.1:{self.port}"

    def be(self, mode: str) -> None:
        """Behave so from the next line on."""
        assert mode in MODES
        for line in self._held:
            _break(line)
        self._held.clear()
        self._mode = mode
        if mode == "off":
            self._stop()
        elif self._listening is None:
            self._listening = socket.create_server(("127.0.0.1", self.port))
            self._thread = threading.Thread(target=self._serve, args=(self._listening,), daemon=True)
            self._thread.start()

    def has_printed(self, number: int, seconds: float = 10.0) -> None:
        """Wait until so many papers are out: the sender may be content before they are."""
        with self._news:
            assert self._news.wait_for(lambda: len(self.papers) >= number, seconds)

    def _stop(self) -> None:
        listening, self._listening = self._listening, None
        if listening is not None:
            with suppress(OSError):
                listening.shutdown(socket.SHUT_RDWR)  # wakes the thread that waits for a line
            if self._thread is not None:
                self._thread.join(5)
            listening.close()

    def _serve(self, listening: socket.socket) -> None:
        while True:
            try:
                line, _ = listening.accept()
            except OSError:
                return
            self.lines += 1
            with suppress(OSError):
                self._take(line)

    def _take(self, line: socket.socket) -> None:
        ways: dict[str, Callable[[socket.socket], None]] = {"full": self._hold, "torn": self._tear}
        way = ways.get(self._mode)
        if way is not None:
            way(line)
            return
        data = b"".join(_read(line, 1 if self._mode == "slow" else 4096))
        with self._news:
            self.papers.append(data.decode("utf-8", "replace"))
            self._news.notify_all()
        if self._mode == "deaf":
            self._held.append(line)
        else:
            line.close()

    def _hold(self, line: socket.socket) -> None:
        self._held.append(line)

    def _tear(self, line: socket.socket) -> None:
        self.torn.append(line.recv(20).decode("utf-8", "replace"))
        _break(line)


def _read(line: socket.socket, size: int) -> Iterator[bytes]:
    if size == 1:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
    while part := line.recv(size):
        yield part


def _break(line: socket.socket) -> None:
    """End a line at once and roughly, as a printer that loses its power."""
    with suppress(OSError):
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        line.close()


@contextmanager
def net_printer(mode: str = "works") -> Iterator[NetPrinter]:
    """A printer that begins so."""
    printer = NetPrinter()
    printer.be(mode)
    try:
        yield printer
    finally:
        printer.be("off")
