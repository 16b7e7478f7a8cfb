"""Random entries through the screens: the desk is asked in the order they came, and no fault is drawn."""

from __future__ import annotations

import asyncio
import unicodedata

import pytest

from screens import crash
from screens.app import ShopstockApp
from shopstock import clock
from shopstock.desk.desk import Desk
from tests.desk.fuzz import START_US, Broken
from tests.desk.fuzz_entries import entries
from tests.desk.fuzz_shop import small_shop
from tests.screens.scanning import Counter


@pytest.mark.parametrize(("seed", "size"), [("small", (80, 24)), ("wide", (132, 40)), ("tiny", (60, 20))])
def test_random_entries_on_the_screen(
    seed: str, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    faults: list[tuple[BaseException, str]] = []
    monkeypatch.setattr(crash, "note", lambda fault, doing: faults.append((fault, doing)))
    with clock.set_to(START_US):
        asyncio.run(_typed(Desk(small_shop()), f"screen {seed}", size))
    assert faults == []


async def _typed(desk: Desk, seed: str, size: tuple[int, int]) -> None:
    app = ShopstockApp(desk)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        counter = Counter(app, desk, pilot)  # type: ignore[arg-type]
        for n, one in enumerate(entries(seed, 250)):
            if one.text.strip().lower().startswith((":quit", ":exit")):
                continue
            app.workspace.entered(one.text)
            if n % 5 == 0:
                await counter.settle()
                _drawn(counter, one.text)
        await counter.settle()


def _drawn(counter: Counter, text: str) -> None:
    """The picture holds no control character, and nothing sticks out of the window."""
    for line in counter.lines():
        if any(unicodedata.category(c) == "Cc" for c in line):
            raise Broken(f"{text!r} drew {line!r}")
