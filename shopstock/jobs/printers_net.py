"""A printer on the network that takes raw bytes, usually at port 9100.

That the system took the bytes says nothing: a paper fits into its buffers while the printer stands still. So one of
three answers is waited for. `close`: we end our side, and the printer ends its own when it has read everything, as
CUPS waits for it, too. `status`: an ESC/POS printer is asked for paper before the first byte and for a word after the
last. `sent`: none, for a printer that gives neither.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass

from shopstock.jobs.printers import Deadline, NothingSent, Sheet, Unsure, failed, why

# Epson, ESC/POS command reference: DLE EOT 4 tells the paper sensor at once, GS r 1 in its turn after what was printed.
_ASK_PAPER, _NO_PAPER = b"\x10\x04\x04", 0x60
_ASK_DONE = b"\x1dr\x01"


@dataclass(frozen=True, slots=True)
class Net:
    """One printer by its host and port."""

    host: str
    port: int
    answer: str = "close"

    def send(self, sheet: Sheet, timeout: float) -> None:
        """Done when the printer gave its answer."""
        try:
            line = socket.create_connection((self.host, self.port), timeout)
        except OSError as error:
            raise NothingSent(f"{self.host}: {_said(error)}") from error
        deadline = Deadline(timeout)
        with line:
            if self.answer == "status":
                self._has_paper(line, deadline)
            self._hand_over(line, sheet.data, deadline)
            self._answered(line, len(sheet.data), deadline)

    def _has_paper(self, line: socket.socket, deadline: Deadline) -> None:
        try:
            line.settimeout(_some(deadline))
            line.sendall(_ASK_PAPER)
            said = line.recv(1)
        except OSError as error:
            raise NothingSent(f"{self.host} gives no status: {_said(error)}") from error
        if not said:
            raise NothingSent(f"{self.host} ended the line")
        if said[0] & _NO_PAPER == _NO_PAPER:
            raise NothingSent(f"{self.host} has no paper")

    def _hand_over(self, line: socket.socket, data: bytes, deadline: Deadline) -> None:
        sent = 0
        while sent < len(data):
            line.settimeout(_some(deadline))
            try:
                sent += line.send(data[sent : sent + 4096])
            except OSError as error:
                raise failed(sent, f"{self.host}: {_said(error)}") from error

    def _answered(self, line: socket.socket, size: int, deadline: Deadline) -> None:
        try:
            line.settimeout(_some(deadline))
            if self.answer == "status":
                line.sendall(_ASK_DONE)
                if not line.recv(1):
                    raise Unsure(f"{self.host} ended the line, after {size:,} bytes")
                return
            line.shutdown(socket.SHUT_WR)
            while self.answer == "close" and line.recv(1024):
                line.settimeout(_some(deadline))
        except TimeoutError:
            said = f"{self.host} took all {size:,} bytes and gave no word (see printer.answer)"
            raise Unsure(said) from None
        except OSError as error:
            raise Unsure(f"{self.host}: {_said(error)}, after {size:,} bytes") from error


def _some(deadline: Deadline) -> float:
    """What is left, and never zero: that would mean not to wait at all."""
    return max(deadline.left, 0.001)


def _said(error: OSError) -> str:
    return "no answer" if isinstance(error, TimeoutError) else why(error)
