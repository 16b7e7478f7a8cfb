"""Random entries, shorter than `make fuzz`: at the desk, in plain mode, and what a failing run tells."""

from __future__ import annotations

import io
import json
from collections import Counter as Tally

import pytest

from shopstock import clock
from shopstock.desk.answer import Answer
from shopstock.desk.commands import BY_WORD
from shopstock.desk.desk import QUIT, Desk
from shopstock.desk.plain import entries_of, run_plain
from tests.desk import fuzz
from tests.desk.fuzz_entries import CODES, Typed, entries
from tests.desk.fuzz_shop import small_shop


@pytest.mark.parametrize("seed", [1, 3, 4])
def test_random_entries_break_nothing(seed: int) -> None:
    said: list[str] = []
    seen = fuzz.run(1000, seed, said.append)
    assert (seen.entries, said) == (1000, [])
    jobs = {job for job, _ in seen.states}
    assert jobs >= {"sell", "find", "receive", "return"}
    assert len(jobs) > 10
    assert {state for _, state in seen.states} >= {"OK", "ASK", "STOP", "SAVED"}
    assert seen.booked
    assert len(seen.ids) > 50


def test_entries_follow_from_the_seed() -> None:
    assert list(entries("1:1", 200)) == list(entries("1:1", 200))
    assert list(entries("1:1", 200)) != list(entries("1:2", 200))
    assert list(entries("1:1", 100)) == list(entries("1:1", 200))[:100]


def test_every_command_and_every_control_byte_comes() -> None:
    made = list(entries("all", 30_000))
    typed = [one.text for one in made]
    words = {text[1:].split(" ")[0] for text in typed if text.startswith(":")}
    assert words >= set(BY_WORD)
    assert {chr(n) for n in range(0x20)} <= set("".join(typed))
    assert set(CODES) <= set(typed)
    assert any(one.later < 0 for one in made)
    kinds = Tally(text[:1] for text in typed)
    assert all(kinds[sign] > 100 for sign in ":?#@=/+-")


def test_a_failing_run_is_told_by_the_few_entries_that_suffice(monkeypatch: pytest.MonkeyPatch) -> None:
    """A desk that breaks at a customer after a park: two entries of hundreds."""
    whole = Desk.enter

    def breaks(self: Desk, text: str) -> Answer:
        done = [*getattr(self, "done", []), text]
        vars(self)["done"] = done
        parked = done.index(":park") if ":park" in done else len(done)
        if text.startswith("@") and parked < len(done):
            raise KeyError(text)
        return whole(self, text)

    monkeypatch.setattr(Desk, "enter", breaks)
    said: list[str] = []
    with pytest.raises(KeyError):
        fuzz.run(2000, 4, said.append)
    assert said[0].startswith("round 1 of seed 4: KeyError")
    left = [line.strip() for line in said[1:]]
    assert len(left) == 2
    assert left[0].startswith("Typed(':park'")
    assert left[1].startswith("Typed('@")


def test_a_broken_invariant_is_found() -> None:
    """A desk whose ledger loses a balance behind its back."""
    with clock.set_to(fuzz.START_US):
        round_ = fuzz.Round(fuzz.Seen())
    round_.enter(Typed("CAB"))
    round_.session.store.db.execute_sql("DROP TRIGGER movement_counted")
    round_.enter(Typed(":finish"))
    with pytest.raises(fuzz.Broken, match="balances"):
        round_.check()
    round_.close()


@pytest.mark.parametrize(
    "text",
    [
        "A1..A1000000000001",
        "1..999999999999999999999999999999",
        "A..B",
        "SN-0..SN-1000000000000",
        "0001..9999999999999",
    ],
)
@pytest.mark.parametrize("opened", [":receive", ":sell", ":return", ":find"])
def test_a_giant_range_is_refused_at_once(text: str, opened: str) -> None:
    with clock.set_to(fuzz.START_US):
        desk = Desk(small_shop())
        ran: list[str] = []
        desk.enter(opened)
        if opened == ":receive":
            desk.enter("ARX2")
        desk.session.store.db.connection().set_trace_callback(ran.append)
        assert desk.enter(text).state in ("STOP", "ASK")
        assert len(ran) < 60, "no piece of it was looked up"
        desk.session.store.close()


def test_plain_mode_answers_every_line_of_random_bytes_with_one_line_of_json() -> None:
    """Whatever bytes come: LF ends an entry, nothing else does, and only `:quit` ends the conversation."""
    typed = [one.text for one in entries("plain", 600)]
    raw = [text.encode("utf-8", "surrogatepass").replace(b"\n", b"\x0b") for text in typed]
    source = b"\n".join([*raw, b"\xff\xfe\x00", b"\xc3", bytes(range(11, 256)), b""])
    asked = [
        e for e in entries_of(io.BytesIO(source)) if not e.strip().lower().startswith((":quit", ":exit"))
    ]
    source = b"".join(entry.encode("utf-8", "surrogatepass") + b"\n" for entry in asked)
    out = io.StringIO()
    with clock.set_to(fuzz.START_US):
        run_plain(Desk(small_shop()), io.BytesIO(source), out, json_lines=True)
    lines = out.getvalue().split("\n")
    assert lines.pop() == ""
    assert len(lines) == len(asked)
    for entry, line in zip(asked, lines, strict=True):
        assert line.isascii()
        said = json.loads(line)
        assert set(said) == {"entry", "job", "state", "id", "text", "view"}
        assert said["entry"] == entry
        assert said["id"] != QUIT
