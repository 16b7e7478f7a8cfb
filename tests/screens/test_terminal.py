"""What only a real terminal shows: bursts, suffixes, pastes, a window that is closed."""

from __future__ import annotations

import json
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.pty_driver import KEYS, Terminal, paste

pytestmark = pytest.mark.pty
ROOT = Path(__file__).resolve().parents[2]


class Counter:
    """A terminal with the recording desk."""

    def __init__(self, terminal: Terminal, path: Path) -> None:
        self.terminal = terminal
        self.path = path

    def heard(self) -> list[tuple[str, str]]:
        """Every entry in its job, in order."""
        if not self.path.exists():
            return []
        lines = self.path.read_text(encoding="utf-8").split("\n")[:-1]
        return [(job, text) for job, text in map(json.loads, lines)]

    def entries(self) -> list[str]:
        """The entries without their jobs."""
        return [text for _job, text in self.heard()]

    def wait_for(self, last: str) -> None:
        """Until that entry has arrived."""
        self.terminal.wait_until(lambda: last in self.entries(), f"the entry {last!r}")


Open = Callable[..., Counter]


@pytest.fixture
def open_counter(tmp_path: Path) -> Iterator[Open]:
    """Open the program; the test closes nothing."""
    opened: list[Terminal] = []

    def opening(*, slow: int = 0, wait: bool = True, controls: bool = True, **env: str) -> Counter:
        path = tmp_path / "heard.jsonl"
        terminal = Terminal(
            [sys.executable, "-m", "tests.screens.recorder", str(path), str(slow)],
            cwd=ROOT, controls=controls,
            env={"PYTHONPATH": str(ROOT), "XDG_STATE_HOME": str(tmp_path), **env},
        )  # fmt: skip
        opened.append(terminal.__enter__())
        if wait:
            terminal.wait_for("Ready")
        return Counter(terminal, path)

    yield opening
    for terminal in opened:
        terminal.__exit__(None, None, None)


def codes(count: int) -> list[str]:
    """So many different IMEI-like codes."""
    return [f"3569380{n:08}" for n in range(count)]


def test_three_hundred_scans_in_one_burst_with_keys_between(open_counter: Open) -> None:
    counter = open_counter()
    jobs = [("F2", "sell"), ("F4", "receive"), ("F3", "find"), ("F6", "dates"), ("F7", "stock")]
    typed, expected, job = "", [], "sell"
    for n, code in enumerate(codes(300)):
        if n % 15 == 0:
            key, command = jobs[n // 15 % len(jobs)]
            typed += KEYS[key]
            expected.append((job, f":{command}"))
            job = command
        typed += code + "\r"
        expected.append((job, code))
    counter.terminal.send(typed + "end\r")
    counter.wait_for("end")
    assert counter.heard()[:-1] == expected


@pytest.mark.parametrize(
    "suffix", ["\r", "\n", "\r\n", "\r\r", "\t"], ids=["CR", "LF", "CRLF", "CRCR", "Tab"]
)
def test_every_suffix_ends_exactly_one_entry(open_counter: Open, suffix: str) -> None:
    counter = open_counter()
    counter.terminal.send("".join(code + suffix for code in codes(40)) + "end" + suffix)
    counter.wait_for("end")
    counter.terminal.send("after\r")
    counter.wait_for("after")
    assert counter.entries() == [*codes(40), "end", "after"]


def test_a_slow_desk_loses_nothing(open_counter: Open) -> None:
    counter = open_counter(slow=20)
    counter.terminal.send("".join(f"{code}\r\r" for code in codes(30)) + "end\r")
    counter.wait_for("end")
    assert counter.entries() == [*codes(30), "end"]


def test_what_is_typed_before_the_first_picture_is_kept(open_counter: Open) -> None:
    counter = open_counter(wait=False)
    counter.terminal.send("".join(f"{code}\r" for code in codes(5)))
    counter.wait_for(codes(5)[-1])
    assert counter.entries() == codes(5)


def test_a_hand_finishes_with_two_enters(open_counter: Open) -> None:
    counter = open_counter()
    counter.terminal.send(KEYS["F4"] + "24*\r")
    counter.wait_for("24*")
    for _ in range(2):
        time.sleep(0.12)  # a quick hand; a busy machine only makes it slower, never quicker
        counter.terminal.send("\r")
    counter.terminal.wait_until(lambda: counter.entries()[2:] == ["", ""], "two empty entries")


def test_two_enters_typed_ahead_after_a_scan_still_finish(open_counter: Open) -> None:
    counter = open_counter()
    counter.terminal.send(KEYS["F4"] + "".join(f"{code}\r" for code in codes(20)) + "\r\r" + KEYS["F2"])
    counter.wait_for(":sell")
    assert counter.entries() == [":receive", *codes(20), "", "", ":sell"]


def test_a_paste_is_fed_line_by_line(open_counter: Open) -> None:
    counter = open_counter()
    counter.terminal.send(paste("\r\n".join([*codes(10), "", "  ", *codes(20)[10:]])) + "end\r")
    counter.wait_for("end")
    assert counter.entries() == [*codes(20), "end"]


def test_the_separators_of_gs1_are_kept(open_counter: Open) -> None:
    counter = open_counter()
    code = "]C10109501101530003\x1d10ABC\x1d21S-1\x1e\x1c\x1f9"
    counter.terminal.send(code + "\r" + paste(code + "\r") + "end\r")
    counter.wait_for("end")
    assert counter.entries() == [code, code, "end"]


def test_ten_thousand_characters_do_not_hang(open_counter: Open) -> None:
    counter = open_counter()
    line = "9" * 10_000
    counter.terminal.send(line + "\r" + paste(line + "\r") + "end\r")
    counter.wait_for("end")
    assert counter.entries() == [line, line, "end"]


def test_control_c_says_how_to_leave_and_control_q_leaves(open_counter: Open) -> None:
    counter = open_counter()
    counter.terminal.press("CTRL+C")
    counter.terminal.wait_for("Ctrl+Q closes Shopstock")
    counter.terminal.send("12345\r")
    counter.terminal.press("CTRL+Q")
    assert counter.terminal.wait_end() == 0
    assert counter.entries() == ["12345", "closed"]


@pytest.mark.parametrize("word", [":quit", ":QUIT "])
def test_the_typed_twin_leaves_too(open_counter: Open, word: str) -> None:
    counter = open_counter()
    counter.terminal.send(f"{word}\r")
    assert counter.terminal.wait_end() == 0
    assert counter.entries() == ["closed"]


@pytest.mark.parametrize("controls", [True, False])
def test_a_closed_window_closes_the_desk_and_ends(open_counter: Open, controls: bool) -> None:
    counter = open_counter(controls=controls)
    counter.terminal.send("12345\r")
    counter.wait_for("12345")
    counter.terminal.hang_up()
    assert counter.terminal.wait_end() == 0
    assert counter.entries() == ["12345", "closed"]


def test_a_shutdown_closes_the_desk_and_restores_the_terminal(open_counter: Open) -> None:
    counter = open_counter()
    process = counter.terminal.process
    assert process is not None
    process.send_signal(signal.SIGTERM)
    assert counter.terminal.wait_end() == 0
    assert counter.entries() == ["closed"]
    assert b"\x1b[?1049l" in counter.terminal.raw


def test_a_fault_in_the_desk_is_one_calm_sentence_and_a_line_in_the_log(
    open_counter: Open, tmp_path: Path
) -> None:
    counter = open_counter()
    counter.terminal.send("boom\r")
    counter.terminal.wait_for("Something went wrong in the program")
    assert "Traceback" not in counter.terminal.text()
    counter.terminal.send("12345\r")
    counter.terminal.wait_for("heard '12345'")
    logs = [path.read_text(encoding="utf-8") for path in tmp_path.rglob("shopstock.log")]
    assert len(logs) == 1
    assert "the desk fell over" in logs[0]


def test_the_window_may_change_its_size_while_scanning(open_counter: Open) -> None:
    counter = open_counter()
    counter.terminal.send("".join(f"{code}\r" for code in codes(10)))
    counter.terminal.resize(20, 60)
    counter.terminal.wait_for("needs 80x24")
    counter.terminal.send("small\r")
    counter.wait_for("small")
    counter.terminal.resize(40, 120)
    counter.terminal.wait_for("LAST SCANNED")
    assert counter.entries() == [*codes(10), "small"]


def test_without_colour_the_state_is_a_word(open_counter: Open) -> None:
    counter = open_counter(NO_COLOR="1")
    counter.terminal.send("boom\r")
    counter.terminal.wait_for("STOP !")
