"""`shopstock plain`: the same desk through a real process, line by line."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from shopstock.jobs.session import Session
from shopstock.store.openjobs import open_job, parked
from tests import shops

PLAIN = [sys.executable, "-m", "shopstock"]


def run(shop: Path, sent: bytes, *options: str) -> subprocess.CompletedProcess[bytes]:
    """Send bytes to `plain` and wait for its end."""
    command = [*PLAIN, "--shop", str(shop), "plain", *options]
    return subprocess.run(command, input=sent, capture_output=True, timeout=60, check=False)


def answers(shop: Path, sent: bytes) -> list[dict[str, Any]]:
    """The answers of `plain --json`, one for each line, in ASCII."""
    done = run(shop, sent, "--json")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.isascii()
    found = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert all(list(a) == ["entry", "job", "state", "id", "text", "view"] for a in found)
    return found


@pytest.fixture
def stocked_file(shop_file: Path) -> Path:
    """The corner shop as a file with a phone, milk and cables."""
    with shops.opened(shop_file) as session:
        stock(session)
    return shop_file


def stock(session: Session) -> None:
    """A phone, a lot of milk that lasts, cables."""
    shops.take_in_serials(session, shops.SERIAL)
    shops.take_in(session, shops.OAT, "10", lot="L1", expires="2028-12-03")
    shops.take_in(session, shops.CABLE, "10")


def test_one_object_for_each_entry_whatever_ends_it(stocked_file: Path) -> None:
    sent = f"CAB\r\n{shops.SERIAL}\n\r\n\nL\u00e4mp \u202e\U0001f4a1\n:finish 500".encode()
    found = answers(stocked_file, sent)
    assert [a["entry"] for a in found] == [
        "CAB", shops.SERIAL, "", "", "L\u00e4mp \u202e\U0001f4a1", ":finish 500",
    ]  # fmt: skip
    assert [a["id"] for a in found] == [
        "sell.added", "sell.added", "sell.open", "sell.open", "sell.unknown_code", "sell.lines_open",
    ]  # fmt: skip
    assert {a["job"] for a in found} == {"sell"}


def test_separators_of_gs1_pass_through(stocked_file: Path) -> None:
    scan = f"]C101{shops.OAT_BARCODE.zfill(14)}10L1\x1d15281203"
    sent = f"\ufeff:sell\n{scan}\n\x1c\n:receive\n".encode()
    found = answers(stocked_file, sent)
    assert [a["entry"] for a in found] == [":sell", scan, "\x1c", ":receive"]
    assert found[1]["id"] == "sell.added"
    assert found[1]["view"]["lines"][0]["lot"] == "L1"


def test_bytes_that_are_no_text(stocked_file: Path) -> None:
    found = answers(stocked_file, b"caf\xe9\n\xff\xfe\n-\n-\nCAB\n")
    assert [a["id"] for a in found][:2] == ["sell.unknown_code"] * 2
    assert found[-1]["id"] == "sell.added"


def test_nothing_in_nothing_out(stocked_file: Path) -> None:
    assert answers(stocked_file, b"") == []
    assert run(stocked_file, b"").stdout == b""


def test_the_end_of_input_parks_the_basket(stocked_file: Path) -> None:
    assert len(answers(stocked_file, b"CAB\nOAT")) == 2
    with shops.opened(stocked_file) as session:
        assert [p.label for p in parked(session.store)] == ["Cable USB-C  2 lines  12.05"]
        assert open_job(session.store, session.till.id, "sell") is None
    assert answers(stocked_file, b":park 1\n:finish\n")[1]["id"] == "sell.paid"


def test_quit_ends_plain_mode_as_the_end_of_its_input_does(stocked_file: Path) -> None:
    found = answers(stocked_file, b"CAB\nOAT\n:quit\nGOUDA\n")
    assert [a["id"] for a in found] == ["sell.added", "sell.added", "desk.quit"]
    with shops.opened(stocked_file) as session:
        assert [p.label for p in parked(session.store)] == ["Cable USB-C  2 lines  12.05"]
        assert open_job(session.store, session.till.id, "sell") is None


def test_a_kill_leaves_the_basket_open(stocked_file: Path) -> None:
    command = [*PLAIN, "--shop", str(stocked_file), "plain", "--json"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(b"CAB\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == "sell.added"
        process.kill()
        process.wait(timeout=20)
    time.sleep(0.05)
    found = answers(stocked_file, b"\n:finish\n")
    assert [a["id"] for a in found] == ["sell.resumed", "sell.paid"]


def test_without_json_the_text_is_printed(stocked_file: Path) -> None:
    done = run(stocked_file, b"CAB\n?CAB\n:finish\n")
    assert done.returncode == 0
    assert done.stdout.decode().splitlines() == [
        "OK   Cable USB-C added",
        "OK   Cable USB-C  9.90  10 here",
        "  SHELF-1  10",
        "SAVED R1-000001  9.90 paid  F12 void",
    ]


@pytest.mark.parametrize("what", ["missing", "foreign", "folder", "empty"])
def test_a_shop_that_is_none_is_one_sentence(tmp_path: Path, what: str) -> None:
    path = tmp_path / "x.shop"
    if what == "foreign":
        path.write_bytes(b"SQLite format 3\x00" + b"x" * 200)
    elif what == "folder":
        path.mkdir()
    elif what == "empty":
        path.touch()
    done = run(path, b"CAB\n", "--json")
    assert (done.returncode, done.stdout) == (2, b"")
    said = done.stderr.decode()
    assert said.startswith("shopstock: ")
    assert said.count("\n") == 1
    assert "Traceback" not in said


def test_another_till_and_person(stocked_file: Path) -> None:
    done = run(stocked_file, b"")
    assert done.returncode == 0
    command = [*PLAIN, "--shop", str(stocked_file), "--till", "Till 2", "--staff", "owner", "plain", "--json"]
    second = subprocess.run(command, input=b"CAB\n:finish\n", capture_output=True, timeout=60, check=False)
    assert json.loads(second.stdout.splitlines()[1])["view"]["receipt"] == "R2-000001"
    wrong = subprocess.run(
        [*PLAIN, "--shop", str(stocked_file), "--staff", "nobody", "plain"],
        input=b"", capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert wrong.returncode == 2
    assert wrong.stderr.decode() == "shopstock: nobody here is called nobody. Known: Owner\n"
