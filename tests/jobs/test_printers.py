"""Ways to a printer: what it did not take at all waits, what may have come out is unsure, and nothing hangs."""

from __future__ import annotations

import errno
import os
import select
import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from shopstock.jobs.printer_address import PrinterAddress, address_of, printer_text
from shopstock.jobs.printers import Cups, Device, Folder, NothingSent, Sheet, Unsure, file_name, printer_at
from shopstock.jobs.printers_net import Net
from shopstock.refusal import BadInput
from tests.printers import NetPrinter, net_printer

PAPER = Sheet("R1-000123", b"Corner\nCable 9.90\n" * 20)
LONG = Sheet("R1-000124", b"x" * 20_000_000)
SOON = 0.2  # a time-out that is meant to run out
LATE = 20.0  # one that is not


@pytest.fixture
def printer() -> Iterator[NetPrinter]:
    """A printer on the network that works until it is told otherwise."""
    with net_printer() as made:
        yield made


def net(printer: NetPrinter, answer: str = "close") -> Net:
    """The way to it."""
    return Net("127.0.0.1", printer.port, answer)


# Addresses


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("none", "none"),
        (" NONE ", "none"),
        ("file:/home/mia/papers", "file:/home/mia/papers"),
        ("net:192.168.1.50", "net:192.168.1.50"),
        ("net:192.168.1.50:9100", "net:192.168.1.50"),
        ("NET: printer.local:9101", "net:printer.local:9101"),
        ("net:[fe80::1]:9101", "net:[fe80::1]:9101"),
        ("device:/dev/usb/lp0", "device:/dev/usb/lp0"),
        (r"device:\\.\LPT1", r"device:\\.\LPT1"),
        ("cups:Star_TSP100", "cups:Star_TSP100"),
    ],
)
def test_a_printer_has_one_form(typed: str, normal: str) -> None:
    assert printer_text(typed) == normal
    assert printer_text(normal) == normal


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "lp0",
        "file:papers",
        "file:",
        "net:",
        "net:192.168.1.50:99999",
        "net:a b",
        "net:-x",
        "net:host:",
        "device:lp0",
        "cups:-o",
        "cups:a b",
        "cups:a;reboot",
        "fax:1",
    ],
)
def test_what_is_no_printer_is_refused_with_what_would_be(typed: str) -> None:
    with pytest.raises(BadInput) as refused:
        printer_text(typed)
    assert len(refused.value.text) <= 110


def test_each_way_has_its_printer() -> None:
    assert printer_at(address_of("file:/x")) == Folder(Path("/x"))
    assert printer_at(address_of("net:[::1]"), "sent") == Net("::1", 9100, "sent")
    assert printer_at(address_of("device:/dev/lp0")) == Device(Path("/dev/lp0"))
    assert printer_at(address_of("cups:Till")) == Cups("Till")
    with pytest.raises(NothingSent):
        printer_at(PrinterAddress("none"))


# The network


def test_a_paper_comes_out_whole(printer: NetPrinter) -> None:
    net(printer).send(PAPER, LATE)
    assert printer.papers == [PAPER.data.decode()]


def test_a_slow_printer_gets_its_time(printer: NetPrinter) -> None:
    printer.be("slow")
    net(printer).send(PAPER, LATE)
    assert printer.papers == [PAPER.data.decode()]


def test_one_that_is_off_took_nothing(printer: NetPrinter) -> None:
    printer.be("off")
    with pytest.raises(NothingSent, match=r"127.0.0.1: connection refused"):
        net(printer).send(PAPER, LATE)


def test_a_name_that_nobody_has_is_nothing_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(NothingSent, match=r"printer\.local: name or service not known"):
        Net("printer.local", 9100).send(PAPER, LATE)


def test_one_that_never_reads_leaves_nobody_sure(printer: NetPrinter) -> None:
    """A short paper lies whole in the buffers of the system and nothing has come out."""
    printer.be("full")
    with pytest.raises(Unsure, match="took all 360 bytes and gave no word"):
        net(printer).send(PAPER, SOON)
    assert printer.papers == []


def test_nor_does_a_long_paper_hang(printer: NetPrinter) -> None:
    printer.be("full")
    with pytest.raises(Unsure, match="no answer, after"):
        net(printer).send(LONG, SOON)


@pytest.mark.parametrize("sheet", [PAPER, LONG])
def test_one_that_breaks_the_line_leaves_nobody_sure(printer: NetPrinter, sheet: Sheet) -> None:
    printer.be("torn")
    with pytest.raises(Unsure):
        net(printer).send(sheet, LATE)
    assert printer.papers == []


def test_one_that_never_ends_the_line(printer: NetPrinter) -> None:
    """It reads all and says nothing: unsure, unless the shop says that this printer is so."""
    printer.be("deaf")
    with pytest.raises(Unsure):
        net(printer).send(PAPER, SOON)
    net(printer, "sent").send(PAPER, LATE)
    printer.has_printed(2)
    assert printer.papers == [PAPER.data.decode()] * 2


class Asked:
    """The other side of a printer that is asked for its status."""

    def __init__(self, paper: bytes, done: bytes = b"\x00") -> None:
        self.heard = b""
        self._paper, self._done = paper, done
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        line, _ = self._listening.accept()
        with closing(self._listening), line:
            self.heard += line.recv(3)
            line.sendall(self._paper)
            while self._paper and not self.heard.endswith(b"\x1dr\x01"):
                part = line.recv(4096)
                if not part:
                    return
                self.heard += part
            line.sendall(self._done)

    def send(self) -> None:
        """A paper to it."""
        try:
            Net("127.0.0.1", self.port, "status").send(PAPER, LATE)
        finally:
            self._thread.join(5)


def test_a_printer_that_tells_its_status_is_asked_before_and_after() -> None:
    other = Asked(b"\x12")
    other.send()
    assert other.heard == b"\x10\x04\x04" + PAPER.data + b"\x1dr\x01"


def test_without_paper_nothing_is_sent() -> None:
    other = Asked(b"\x72")
    with pytest.raises(NothingSent, match="has no paper"):
        other.send()
    assert other.heard == b"\x10\x04\x04"


def test_one_that_goes_before_it_says_done_leaves_nobody_sure() -> None:
    with pytest.raises(Unsure):
        Asked(b"\x12", b"").send()
    with pytest.raises(NothingSent):
        Asked(b"", b"").send()


# A folder


def names(folder: Path) -> list[str]:
    """What is in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_a_folder_keeps_every_paper(tmp_path: Path) -> None:
    for data in (b"one", b"one", b"two"):
        Folder(tmp_path).send(Sheet("R1-000123", data, "txt"), LATE)
    assert names(tmp_path) == ["R1-000123.2.txt", "R1-000123.3.txt", "R1-000123.txt"]
    assert (tmp_path / "R1-000123.3.txt").read_bytes() == b"two"


def test_a_title_is_a_name_everywhere() -> None:
    assert file_name("../etc/passwd") == "-etc-passwd"
    assert file_name("...") == "paper"
    assert file_name('Bolt [M8] "x"') == "Bolt--M8---x-"


def test_a_folder_that_is_gone_or_forbidden_took_nothing(tmp_path: Path) -> None:
    with pytest.raises(NothingSent, match="no such file or directory"):
        Folder(tmp_path / "gone").send(PAPER, LATE)
    (tmp_path / "file").touch()
    with pytest.raises(NothingSent, match="not a directory"):
        Folder(tmp_path / "file").send(PAPER, LATE)


def test_a_full_disk_leaves_no_half_paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NothingSent, match="no space left on device"):
        Folder(tmp_path).send(PAPER, LATE)
    assert names(tmp_path) == []


# A device


@pytest.fixture
def fifo(tmp_path: Path) -> Path:
    """A device as far as opening and writing go."""
    path = tmp_path / "lp0"
    os.mkfifo(path)
    return path


def test_a_device_that_nobody_reads_took_nothing(fifo: Path) -> None:
    with pytest.raises(NothingSent, match="no such device or address"):
        Device(fifo).send(PAPER, LATE)


def test_a_device_takes_it(fifo: Path) -> None:
    reading = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    Device(fifo).send(PAPER, LATE)
    assert os.read(reading, 100_000) == PAPER.data
    os.close(reading)


def test_a_full_buffer_ends_after_the_time_out(fifo: Path) -> None:
    reading = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    with pytest.raises(Unsure, match="takes nothing more, after 65,536 bytes"):
        Device(fifo).send(LONG, SOON)
    with pytest.raises(NothingSent, match="takes nothing more"):
        Device(fifo).send(PAPER, SOON)
    os.close(reading)


def test_a_device_that_is_full_took_nothing() -> None:
    with pytest.raises(NothingSent, match="no space left on device"):
        Device(Path("/dev/full")).send(PAPER, LATE)


def test_a_device_that_is_none_is_not_written_to(tmp_path: Path) -> None:
    plain = tmp_path / "lp0"
    plain.write_text("keep me")
    with pytest.raises(NothingSent, match="is no device"):
        Device(plain).send(PAPER, LATE)
    with pytest.raises(NothingSent, match="no such file"):
        Device(tmp_path / "lp9").send(PAPER, LATE)
    assert plain.read_text() == "keep me"


# CUPS


@pytest.fixture
def lp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for a command `lp` of the test, the first of the path."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    return folder / "lp"


def script(path: Path, text: str) -> None:
    """A command that does that."""
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


def test_a_queue_of_cups_gets_it_raw(lp: Path, tmp_path: Path) -> None:
    script(lp, f'echo "$@" > {tmp_path}/said; cat > {tmp_path}/paper; echo request id is Till-1')
    Cups("Till").send(PAPER, LATE)
    assert (tmp_path / "said").read_text() == "-d Till -t R1-000123 -o raw\n"
    assert (tmp_path / "paper").read_bytes() == PAPER.data
    Cups("Till").send(Sheet("R1-000123", b"%PDF", "pdf"), LATE)
    assert (tmp_path / "said").read_text() == "-d Till -t R1-000123\n", "CUPS knows a PDF"


def test_what_lp_refuses_waits_with_its_words(lp: Path) -> None:
    script(lp, 'echo "lp: The printer or class does not exist." >&2; exit 1')
    with pytest.raises(NothingSent, match="The printer or class does not exist"):
        Cups("Gone").send(PAPER, LATE)
    script(lp, "exit 3")
    with pytest.raises(NothingSent, match="ended with 3"):
        Cups("Gone").send(PAPER, LATE)


def test_an_lp_that_hangs_is_ended_with_all_it_started(lp: Path, tmp_path: Path) -> None:
    alive = tmp_path / "alive"
    os.mkfifo(alive)
    reading = os.open(alive, os.O_RDONLY | os.O_NONBLOCK)
    script(lp, f"exec 3> {alive}; sleep 600 & wait")
    with pytest.raises(Unsure, match=r"did not end within 0.5 s"):
        Cups("Till").send(PAPER, 0.5)
    assert select.select([reading], [], [], LATE)[0]
    assert os.read(reading, 10) == b"", "whoever held the other end is gone"
    os.close(reading)


def test_without_cups_it_is_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NothingSent, match="CUPS is not installed"):
        Cups("Till").send(PAPER, LATE)
