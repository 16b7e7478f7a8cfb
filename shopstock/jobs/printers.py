"""Sending bytes to a printer: into a folder, over the network, to a device, to a queue of CUPS.

`send` returns when the printer has all of it. It raises `NothingSent` while not one byte of the paper has left, so
that the paper may be sent again, and `Unsure` as soon as some may have: then a person looks at the printer. Every way
ends after its time-out; a printer that takes nothing never holds more than its own thread.
"""

from __future__ import annotations

import os
import select
import signal
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from shopstock import clock
from shopstock.jobs.printer_address import PrinterAddress
from shopstock.refusal import Refusal
from shopstock.store.copies import sync_folder
from shopstock.text import fit

_WINDOWS = os.name == "nt"


class NothingSent(Refusal):
    """The printer did not take a single byte: the paper waits and is tried again."""

    id = "print.nothing_sent"


class Unsure(Refusal):
    """Something was sent and then it failed: nobody but a person knows what came out."""

    id = "print.unsure"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper in the form that its printer takes. `name` is its title, `suffix` says the form of the bytes: txt, pdf,
    bin (ESC/POS) or zpl."""

    name: str
    data: bytes
    suffix: str = "txt"


class Printer(Protocol):
    """A way to a printer."""

    def send(self, sheet: Sheet, timeout: float) -> None:
        """Hand it all over within that many seconds; raises NothingSent or Unsure."""


class Deadline:
    """Seconds that run out once for all steps of a sending."""

    def __init__(self, seconds: float) -> None:
        self._until = clock.ticks() + seconds

    @property
    def left(self) -> float:
        """Seconds left, never less than zero."""
        return max(0.0, self._until - clock.ticks())


def printer_at(address: PrinterAddress, answer: str = "close") -> Printer:
    """The printer of that address; `answer` is how one on the network says that it has it all."""
    if address.way == "file":
        return Folder(Path(address.where))
    if address.way == "device":
        return Device(Path(address.where))
    if address.way == "cups":
        return Cups(address.where)
    if address.way == "net":
        from shopstock.jobs.printers_net import Net

        return Net(address.where.strip("[]"), address.port, answer)
    raise NothingSent("no printer is set here")


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that keeps each paper as a file: whole under its name, or not there at all."""

    folder: Path

    def send(self, sheet: Sheet, timeout: float) -> None:  # noqa: ARG002 - the shape of a printer
        """Written aside, then given its name; one that is there is never written over."""
        name = file_name(sheet.name)
        aside = self.folder / f".{name}.{os.getpid()}.part"
        try:
            with aside.open("wb") as file:
                file.write(sheet.data)
                file.flush()
                os.fsync(file.fileno())
            aside.rename(_free(self.folder, name, sheet.suffix))
        except OSError as error:
            with suppress(OSError):
                aside.unlink(missing_ok=True)
            raise NothingSent(f"{fit(str(self.folder), 30)}: {why(error)}") from error
        with suppress(OSError):  # it is there; not every system lets a folder be made sure of
            sync_folder(self.folder)


def file_name(title: str) -> str:
    """A title as the name of a file on every system."""
    return "".join(c if c.isalnum() or c in "-_." else "-" for c in title).strip(".") or "paper"


def _free(folder: Path, name: str, suffix: str) -> Path:
    n = 1
    while True:
        path = folder / (f"{name}.{suffix}" if n == 1 else f"{name}.{n}.{suffix}")
        if not path.exists():
            return path
        n += 1


@dataclass(frozen=True, slots=True)
class Device:
    """A printer's own device, such as `/dev/usb/lp0`. It is opened and written without ever waiting inside the system:
    a buffer that stays full ends after the time-out."""

    path: Path

    def send(self, sheet: Sheet, timeout: float) -> None:
        """Done when the device has taken every byte."""
        deadline, sent = Deadline(timeout), 0
        with self._opened() as fd:
            while sent < len(sheet.data):
                if not _takes(fd, deadline.left):
                    raise failed(sent, f"{self.path.name} takes nothing more")
                try:
                    sent += os.write(fd, sheet.data[sent : sent + 4096])
                except BlockingIOError:
                    if not deadline.left:
                        raise failed(sent, f"{self.path.name} takes nothing more") from None
                except OSError as error:
                    raise failed(sent, f"{self.path.name}: {why(error)}") from error

    @contextmanager
    def _opened(self) -> Iterator[int]:
        flags = os.O_WRONLY
        for flag in ("O_NONBLOCK", "O_NOCTTY", "O_BINARY"):  # what this system has of them
            flags |= getattr(os, flag, 0)
        try:
            kind = 0 if _WINDOWS else self.path.stat().st_mode
            if not (_WINDOWS or stat.S_ISCHR(kind) or stat.S_ISFIFO(kind)):
                raise NothingSent(f"{fit(str(self.path), 30)} is no device")
            fd = os.open(self.path, flags)
        except OSError as error:
            raise NothingSent(f"{fit(str(self.path), 30)}: {why(error)}") from error
        try:
            yield fd
        finally:
            os.close(fd)


def _takes(fd: int, seconds: float) -> bool:
    """Whether a device takes something within that time; Windows cannot be asked, there the thread waits in `write`."""
    return _WINDOWS or bool(select.select([], [fd], [], seconds)[1])


@dataclass(frozen=True, slots=True)
class Cups:
    """A queue of CUPS, through its own command `lp`. What CUPS took is its own to print."""

    queue: str

    def send(self, sheet: Sheet, timeout: float) -> None:
        """Done when `lp` says so. One that fails took nothing; one that hangs is ended, and nobody is sure."""
        raw = () if sheet.suffix == "pdf" else ("-o", "raw")
        command = ["lp", "-d", self.queue, "-t", file_name(sheet.name), *raw]
        with tempfile.TemporaryFile() as paper, tempfile.TemporaryFile() as said:
            paper.write(sheet.data)
            paper.seek(0)
            try:
                process = subprocess.Popen(  # noqa: S603 - a list, and each word of it was checked
                    command, stdin=paper, stdout=said, stderr=subprocess.STDOUT, start_new_session=True
                )
            except FileNotFoundError:
                raise NothingSent("this computer has no lp: CUPS is not installed") from None
            except OSError as error:
                raise NothingSent(f"lp could not be started: {why(error)}") from error
            try:
                code = process.wait(timeout)
            except subprocess.TimeoutExpired:
                _end(process)
                raise Unsure(f"lp did not end within {timeout:g} s") from None
            said.seek(0)
            last = said.read(2000).decode("utf-8", "replace").strip().rpartition("\n")[2]
        if code:
            raise NothingSent(f"lp: {fit(last, 50)}" if last else f"lp ended with {code}")


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a command with all that it started; nothing of it is left to hang."""
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    with suppress(subprocess.TimeoutExpired):
        process.wait(2)


def failed(sent: int, text: str) -> Refusal:
    """The failure of a sending after that many bytes."""
    return Unsure(f"{text}, after {sent:,} bytes") if sent else NothingSent(text)


def why(error: OSError) -> str:
    """What the system says, as part of a sentence."""
    return (error.strerror or str(error)).lower()
