"""The scanner page is told every key; nobody is told those of a PIN, and no other job those of anything."""

from __future__ import annotations

import asyncio

import pytest

from shopstock.desk.answer import Answer
from tests.screens import scanner_samples
from tests.screens.fake_desk import FakeDesk
from tests.screens.scanning import counter

ENDS = {
    "\r": ["enter"],
    "\n": ["ctrl+j"],
    "\t": ["tab"],
    "\r\n": ["enter", "ctrl+j"],
    "\r\r": ["enter", "enter"],
}


class AtScanner(FakeDesk):
    """A desk whose scanner page is open; with `secret` it asks for a PIN there."""

    def __init__(self, *, secret: bool = False) -> None:
        super().__init__(job="scanner")
        self._opening = Answer(
            "OK", "scanner.ready", "scan", "scanner", scanner_samples.nothing(), secret=secret
        )

    def opening(self) -> Answer:
        self._job = "scanner"
        return self._opening


@pytest.mark.parametrize("suffix", ENDS, ids=repr)
def test_every_key_of_a_scan_is_told_with_its_whole_suffix(suffix: str) -> None:
    async def body() -> None:
        desk = AtScanner()
        async with counter(desk) as c:
            await c.scan("]C110LOT\x1d21SN", suffix=suffix)
        text = "".join(key.character or "" for key in desk.keys)
        assert text == "]C110LOT\x1d21SN"
        assert [key.name for key in desk.keys if key.character is None] == ENDS[suffix]
        assert all(later.at >= key.at for key, later in zip(desk.keys, desk.keys[1:], strict=False))
        assert [entry for entry in desk.entries if entry] == ["]C110LOT\x1d21SN"]

    asyncio.run(body())


def test_in_a_burst_each_scan_has_its_own_keys() -> None:
    async def body() -> None:
        desk, told = AtScanner(), []
        desk.script = lambda text: told.append((text, "".join(k.character or "" for k in desk.keys)))
        async with counter(desk) as c:
            await c.scan("4006381333931", "5901234123457", "TEST-1234")
        assert [(text, keys) for text, keys in told if text] == [
            (code, code) for code in ("4006381333931", "5901234123457", "TEST-1234")
        ]

    asyncio.run(body())


def test_another_job_and_a_pin_are_told_of_to_nobody() -> None:
    async def body() -> None:
        for desk in (FakeDesk(), AtScanner(secret=True)):
            async with counter(desk) as c:
                await c.scan("4711", suffix="\r\n")
            assert not any(key.character for key in desk.keys)
            assert "4711" in desk.entries

    asyncio.run(body())


def test_a_code_on_the_screen_is_black_on_white() -> None:
    async def body() -> None:
        desk = AtScanner()
        view = scanner_samples.scanner(picture=("██▀ ",))
        desk.script = lambda _text: Answer("ASK", "scanner.scan_this", "scan this", "scanner", view)
        async with counter(desk) as c:
            await c.scan("3")
            strips = c.app.screen._compositor.render_strips()
            blocks = [s for strip in strips for s in strip if "██▀" in s.text]
            assert blocks
            style = blocks[0].style
            assert style is not None
            assert style.color is not None
            assert style.bgcolor is not None
            assert style.color.triplet == (0, 0, 0)
            assert style.bgcolor.triplet == (255, 255, 255)

    asyncio.run(body())
