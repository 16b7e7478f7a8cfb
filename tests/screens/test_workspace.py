"""The workspace: what the field hears, what the picture says, what the keys do."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from screens import crash
from screens.workspace import FAULT
from shopstock.desk.answer import Answer
from shopstock.refusal import Key
from tests.screens import all_views as v
from tests.screens import print_samples, receipt_samples, samples
from tests.screens.fake_desk import FakeDesk, showing
from tests.screens.scanning import counter


def run(test: Coroutine[Any, Any, None]) -> None:
    """One event loop a test."""
    asyncio.run(test)


def test_a_burst_arrives_whole_and_in_order() -> None:
    async def body() -> None:
        async with counter() as c:
            codes = [f"4006381{n:06}" for n in range(100)]
            await c.scan(*codes)
            assert c.desk.entries == codes

    run(body())


def test_a_function_key_takes_the_text_of_the_field() -> None:
    async def body() -> None:
        async with counter() as c:
            await c.type("50")
            await c.press("f9", "f4")
            await c.type(samples.SERIAL)
            await c.press("f3", "f11", "f1", "f12")
            assert c.desk.heard == [
                ("sell", ":finish 50"),
                ("sell", ":receive"),
                ("receive", f":find {samples.SERIAL}"),
                ("find", ":help"),
                ("find", ":undo"),
            ]

    run(body())


@pytest.mark.parametrize("suffix", ["\r", "\n", "\r\n", "\r\r", "\t", "\r\n\r\n"])
def test_a_suffix_ends_one_entry(suffix: str) -> None:
    async def body() -> None:
        async with counter() as c:
            await c.scan("111111", "222222", "333333", suffix=suffix)
            assert c.desk.entries == ["111111", "222222", "333333"]

    run(body())


def test_a_hand_enters_nothing_twice() -> None:
    async def body() -> None:
        async with counter() as c:
            await c.scan("111111", "222222", suffix="\r\r")
            await c.type("\r\r")
            assert c.desk.entries == ["111111", "222222", "", ""]

    run(body())


def test_blanks_are_an_enter_on_its_own() -> None:
    async def body() -> None:
        async with counter() as c:
            await c.type("  \r")
            assert c.desk.entries == [""]

    run(body())


def test_backspace_and_the_middle_of_a_word() -> None:
    async def body() -> None:
        async with counter() as c:
            await c.type("12x")
            await c.press("backspace")
            await c.type("4")
            await c.press("left")
            await c.type("3")
            await c.press("home", "delete", "end", "backspace", "backspace", "backspace", "backspace")
            await c.type("789\r")
            assert c.desk.entries == ["789"]

    run(body())


def test_a_single_pasted_line_waits_in_the_field_and_lines_do_not() -> None:
    async def body() -> None:
        async with counter() as c:
            await c.paste("ABC")
            assert c.desk.entries == []
            assert c.app.workspace.field.text == "ABC"
            await c.paste("D\r\n\n  \nsecond\x1dpart\rthird")
            assert c.desk.entries == ["ABCD", "second\x1dpart", "third"]
            assert c.app.workspace.field.text == ""

    run(body())


def test_keys_reported_as_keys_are_the_same_keys() -> None:
    async def body() -> None:
        async with counter() as c:
            for key in (
                "left_shift",
                "A",
                "left_control",
                "ctrl+right_square_bracket",
                "B",
                "ctrl+shift+6",
                "C",
            ):
                c.post(key, key if len(key) == 1 else None, 0.001)
            for key in ("ctrl+m", "ctrl+j"):
                c.post(key, None, 0.001)
            await c.scan("222222", suffix="\t")
            assert c.desk.entries == ["A\x1dB\x1eC", "222222"]

    run(body())


def test_separators_are_seen_and_kept() -> None:
    async def body() -> None:
        async with counter() as c:
            c.queue("10A\x1d21B")
            await c.settle()
            assert "10A␝21B" in c.lines()[1]
            await c.type("\r")
            assert c.desk.entries == ["10A\x1d21B"]

    run(body())


def test_a_refusal_stays_until_the_next_entry_and_says_its_keys() -> None:
    async def body() -> None:
        async with counter(showing("sell")) as c:
            await c.press("down", "up", "pagedown", "ctrl+c")
            line = c.lines()[2]
            assert line.startswith(" STOP !")
            assert "P pull   W waste   - remove" in line
            await c.scan("4006381333931")
            assert c.lines()[2].startswith(" OK")

    run(body())


def test_a_long_sentence_goes_on_in_row_four() -> None:
    async def body() -> None:
        async with counter(showing("receive asks")) as c:
            shown = c.lines()
            assert shown[2].startswith(" ASK ?   Rye bread lot B7702")
            assert "scan the GS1 code   - remove" in shown[3]

    run(body())


def test_the_arrows_choose_and_enter_enters() -> None:
    async def body() -> None:
        async with counter(showing("sell")) as c:
            await c.press("down", "down")
            await c.type("\r")
            await c.press("up", "down")
            assert c.desk.entries == ["2"]

    run(body())


def test_an_enter_without_a_choice_is_empty() -> None:
    async def body() -> None:
        async with counter(showing("sell")) as c:
            await c.press("down", "escape")
            await c.type("\r")
            assert c.desk.entries == [""]

    run(body())


def test_the_arrows_begin_at_the_current_row() -> None:
    async def body() -> None:
        async with counter(showing("dates")) as c:
            await c.press("down")
            await c.type("\r")
            await c.press("up")
            await c.type("\r")
            await c.type("\r")
            assert c.desk.entries == ["5", "3", ""]

    run(body())


def test_the_first_arrow_goes_to_the_choices() -> None:
    async def body() -> None:
        view = v.SellView(samples.basket().lines, "1.00", None, samples.basket().open_questions[1:])
        async with counter(FakeDesk(Answer("ASK", "x", "x", "sell", view))) as c:
            await c.press("down", "down")
            await c.type("\r")
            assert c.desk.entries == ["2"]

    run(body())


def test_what_is_scanned_wins_over_what_is_chosen() -> None:
    async def body() -> None:
        async with counter(showing("stock")) as c:
            await c.press("down", "down")
            await c.scan("4006381333931")
            assert c.desk.entries == ["4006381333931"]

    run(body())


def test_escape_steps_back_and_destroys_nothing() -> None:
    async def body() -> None:
        desk = showing("sell")
        looks = {"?x": Answer("OK", "find.unit", "a look", "sell", samples.unit())}
        desk.script = looks.get
        async with counter(desk) as c:
            await c.type("?x\r")
            assert "WARRANTY IN" in c.text()
            await c.press("escape")
            assert "Salmon fillet" in c.text()
            await c.type("half")
            await c.press("escape", "escape")
            assert c.app.workspace.field.text == ""
            await c.press("f4", "f3", "escape", "escape", "escape")
            assert c.desk.entries == ["?x", ":receive", ":find", ":receive", ":sell"]

    run(body())


def test_an_empty_view_leaves_the_pane() -> None:
    async def body() -> None:
        async with counter(showing("sell")) as c:
            await c.scan("4006381333931")
            assert "Salmon fillet" in c.text()

    run(body())


@pytest.mark.parametrize(("name", "rings"), [("sell", 3), ("return", 1), ("sell paid", 0)])
def test_it_rings_for_trouble_only(name: str, rings: int, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[int] = []
    monkeypatch.setattr("screens.app.ShopstockApp.bell", lambda _app: heard.append(1))

    async def body() -> None:
        async with counter(showing(name)) as c:
            for _ in range(100):
                if len(heard) >= rings:
                    break
                await c.pilot.pause(0.02)
            await c.pilot.pause(0.2)

    run(body())
    assert len(heard) == rings


def test_the_side_pane_is_asked_for_only_where_it_is_seen() -> None:
    async def body() -> None:
        async with counter(size=(119, 40)) as c:
            await c.scan("1", "2")
            assert c.desk.asides == 0
            assert "LAST SCANNED" not in c.text()
        async with counter(size=(120, 40)) as c:
            assert c.desk.asides > 0
            assert "LAST SCANNED" in c.text()

    run(body())


@pytest.mark.parametrize("size", [(79, 24), (80, 23), (40, 10), (20, 4)])
def test_a_small_window_says_so_and_still_takes_scans(size: tuple[int, int]) -> None:
    async def body() -> None:
        async with counter(size=size) as c:
            await c.scan("4006381333931")
            assert c.desk.entries == ["4006381333931"]
            assert "Shopstock needs 80x24"[: size[0] - 4] in c.lines()[0]
            assert c.lines()[2].startswith(" OK")

    run(body())


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
def test_everything_has_its_row(size: tuple[int, int]) -> None:
    async def body() -> None:
        async with counter(showing("dates"), size) as c:
            shown = c.lines()
            assert len(shown) == size[1]
            assert shown[0].startswith(" DATES ")
            assert "❯" in shown[1]
            assert shown[2].startswith(" OK")
            assert shown[-3].rstrip().endswith("420.95")
            assert "Enter next" in shown[-2]
            assert shown[-1].startswith("F1 Help")
            assert shown[-1][size[0] // 10 * 9 :].startswith("F10 Menu")

    run(body())


def test_a_fault_is_calm_logged_and_survived(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crash, "log_file", lambda: tmp_path / "deep" / "shopstock.log")
    desk = FakeDesk()

    def script(text: str) -> Answer | None:
        if text == "boom":
            raise ZeroDivisionError("no [b]mercy[/]")
        return None

    desk.script = script

    async def body() -> None:
        async with counter(desk) as c:
            await c.scan("boom", "4006381333931", "boom")
            assert FAULT[:50] in c.text()
            await c.scan("4006381333932")
            assert c.desk.entries == ["boom", "4006381333931", "boom", "4006381333932"]
            assert c.lines()[2].startswith(" OK")

    run(body())
    assert (tmp_path / "deep" / "shopstock.log").read_text().count("ZeroDivisionError: no") == 2


def test_a_fault_in_a_picture_does_not_stop_the_counter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crash, "log_file", lambda: tmp_path / "shopstock.log")
    broken = v.SellView([None], "0", None, [])  # type: ignore[list-item]
    desk = FakeDesk(Answer("OK", "x", "x", "sell", broken))

    async def body() -> None:
        async with counter(desk) as c:
            assert FAULT[:50] in c.text()
            await c.scan("4006381333931")
            assert c.desk.entries == ["4006381333931"]

    run(body())


def test_a_fault_outside_the_desk_is_one_sentence_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(crash, "log_file", lambda: tmp_path / "shopstock.log")
    monkeypatch.setattr("screens.scan_input.ScanInput._end", lambda *_: 1 / 0)

    async def body() -> None:
        async with counter() as c:
            await c.scan("4006381333931")

    with pytest.raises(ZeroDivisionError):
        run(body())
    said = capsys.readouterr()
    assert "Traceback" not in said.out + said.err
    assert "ZeroDivisionError" in (tmp_path / "shopstock.log").read_text()


def test_a_log_that_cannot_be_written_is_no_second_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crash, "log_file", lambda: Path("/proc/nowhere/shopstock.log"))
    assert crash.note(ValueError("x"), "y") is None


def test_the_log_does_not_grow_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "shopstock.log"
    path.write_text("x" * 1_100_000)
    monkeypatch.setattr(crash, "log_file", lambda: path)
    assert crash.note(ValueError("x"), "y") == path
    assert path.stat().st_size < 10_000
    assert path.with_suffix(".log.1").stat().st_size == 1_100_000


def test_the_hints_never_break_in_two() -> None:
    class Wordy(FakeDesk):
        def frame(self) -> v.Frame:
            hints = tuple((f"K{n}", "a longer label") for n in range(20))
            return v.Frame(
                "sell", "x" * 300, "t" * 50, "s" * 50, "m" * 50, False, "y" * 300, "TOTAL", "1", "", hints
            )

    async def body() -> None:
        async with counter(Wordy()) as c:
            shown = c.lines()
            assert shown[-2].rstrip().endswith("a longer label")
            assert shown[0].rstrip().endswith("○ open")
            assert shown[-3].rstrip().endswith("TOTAL  1")

    run(body())


def test_what_the_checks_found_stands_in_the_title_and_the_field_keeps_its_text() -> None:
    desk = FakeDesk()
    frame = desk.frame

    async def body() -> None:
        async with counter(desk) as c:
            c.app.workspace._watch()
            assert "finding" not in c.lines()[0]
            await c.type("40063")
            desk.frame = lambda: replace(frame(), alarm="! 2 findings :verify")  # type: ignore[method-assign]
            desk.background = lambda: True  # type: ignore[method-assign]
            c.app.workspace._watch()
            await c.settle()
            assert "! 2 findings :verify" in c.lines()[0]
            assert "Sun 22 Nov 09:14" in c.lines()[0]
            assert "saved" in c.lines()[0]
            c.app.workspace._watch()
            await c.type("81\r")
            assert desk.entries == ["4006381"]

    run(body())


def test_an_open_report_is_drawn_anew_when_the_checks_are_done() -> None:
    desk = FakeDesk(Answer("OK", "verify.running", "being checked", "verify", samples.verified(found=0)))
    desk.background = lambda: True  # type: ignore[method-assign]
    desk.script = lambda _text: Answer("STOP", "verify.found", "30 findings", "verify", samples.verified())

    async def body() -> None:
        async with counter(desk) as c:
            c.app.workspace._watch()
            await c.settle()
            assert "it follows 11" in "\n".join(c.lines())

    run(body())


def test_a_paper_over_the_print_queue_stays_when_the_queue_moves_on() -> None:
    desk = FakeDesk(Answer("OK", "prints.list", "1 paper waits", "prints", print_samples.prints()))
    paper = receipt_samples.paper()
    desk.script = lambda _text: Answer("OK", "receipt.shown", "as it is printed", "prints", paper)

    async def body() -> None:
        async with counter(desk) as c:
            await c.scan(":receipt")
            desk.background = lambda: True  # type: ignore[method-assign]
            c.app.workspace._watch()
            await c.settle()
            assert desk.entries == [":receipt"]

    run(body())


def test_an_alarm_leaves_no_piece_of_a_heading() -> None:
    desk = FakeDesk()
    frame = desk.frame
    alarm = "! 2 to print :prints"
    desk.frame = lambda: replace(frame(), alarm=alarm)  # type: ignore[method-assign]

    async def body() -> None:
        async with counter(desk) as c:
            assert alarm in c.lines()[0]
            assert "Corner" not in c.lines()[0]

    run(body())


def test_what_is_typed_after_leaving_is_not_entered() -> None:
    desk = FakeDesk()

    async def body() -> None:
        async with counter(desk) as c:
            c.app.workspace.leave()
            c.app.workspace.entered("4006381")
            c.app.workspace.pressed("f9", "")
            assert desk.entries == []

    run(body())


def test_an_answer_that_says_quit_leaves() -> None:
    desk = showing("welcome")
    desk.script = lambda text: (
        Answer("OK", "welcome.quit", "Bye", "welcome", v.View()) if text == "Q" else None
    )

    async def body() -> None:
        async with counter(desk) as c:
            await c.type("Q\r")
            assert c.app.return_code == 0
            c.app.workspace.shut()
            c.app.workspace.shut()

    run(body())
    assert desk.closed == 1


def test_what_is_not_found_clears_the_pane_of_find() -> None:
    lost = Answer("STOP", "find.unknown_code", "nothing is not known here", "find", v.View())
    desk = FakeDesk(Answer("OK", "find.place", "SHELF-1", "find", samples.place()))
    desk.script = lambda text: lost if text == "nothing" else None

    async def body() -> None:
        async with counter(desk) as c:
            assert "".join(c.lines()[4:-4]).strip()
            await c.type("nothing\r")
            assert not "".join(c.lines()[4:-4]).strip()

    run(body())


def test_keys_with_long_labels_stay_on_the_line() -> None:
    keys = tuple(Key(f"K{n}", "x" * 30) for n in range(9))
    desk = FakeDesk(Answer("STOP", "x", "漢" * 5000, "sell", samples.nobody(), keys))

    async def body() -> None:
        async with counter(desk) as c:
            assert c.lines()[2].startswith(" STOP !")

    run(body())
