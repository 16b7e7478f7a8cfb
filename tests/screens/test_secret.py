"""A PIN at the terminal: dots in the field, nothing in the log, and Esc leaves the question."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine

from screens import crash
from shopstock.desk.answer import Answer
from shopstock.desk.desk import Desk
from shopstock.jobs.session import Session
from tests import shops, staffed
from tests.screens import all_views as v
from tests.screens.fake_desk import FakeDesk
from tests.screens.scanning import counter


def run(test: Coroutine[Any, Any, None]) -> None:
    """One event loop a test."""
    asyncio.run(test)


@pytest.fixture
def shop(sunday: time_machine.Traveller) -> Iterator[Session]:
    """The staffed and stocked shop with nobody at the till."""
    session = staffed.shop()
    staffed.stock(staffed.at(session, "Owner"))
    yield session
    session.store.close()


class RealDesk(FakeDesk):
    """The real desk, which also writes down what it hears."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.real = Desk(session)

    @property
    def job(self) -> str:
        """Where it is."""
        return self.real.job

    def opening(self) -> Answer:
        """Who is here?"""
        return self.real.opening(checks_dates=False)

    def enter(self, text: str) -> Answer:
        """The real answer."""
        self.heard.append((self.real.job, text))
        return self.real.enter(text)

    def hides(self, text: str) -> bool:
        """Whether it may hold a PIN."""
        return self.real.hides(text)

    def frame(self) -> v.Frame:
        """The real lines."""
        return self.real.frame()

    def aside(self) -> v.Aside:
        """The real side pane."""
        return self.real.aside()


def test_a_pin_is_dots_from_the_first_key_to_the_last(shop: Session) -> None:
    async def body() -> None:
        async with counter(RealDesk(shop)) as c:
            assert "who is here? 1 Owner  2 Bo  3 Mia  4 Ann" in c.text()
            await c.type("2\r")
            for n, digit in enumerate("4711", 1):
                await c.type(digit)
                assert "•" * n in c.lines()[1]
                assert digit not in c.lines()[1]
            await c.type("\r")
            assert "Bo is at Till 1 now" in c.text()
            await c.type("4711")
            assert "4711" in c.lines()[1], "a code is shown again"

    run(body())


def test_all_of_it_in_one_burst(shop: Session) -> None:
    """A person types ahead: name, PIN and the first goods arrive before the first picture."""

    async def body() -> None:
        async with counter(RealDesk(shop)) as c:
            await c.scan("3", "5821", "CAB", "/10", "2", "4711")
            assert c.desk.entries == ["3", "5821", "CAB", "/10", "2", "4711"]
            assert "8.91" in c.text()
            assert not any(pin in c.text() for pin in ("5821", "4711"))

    run(body())


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_nobody_sees_what_is_open(shop: Session, size: tuple[int, int]) -> None:
    async def body() -> None:
        desk = RealDesk(shop)
        desk.real.enter(staffed.badge("Mia"))
        async with counter(desk, size) as c:
            await c.scan(shops.SERIAL, ":signoff")
            assert "who is here?" in c.text()
            await c.press("escape", "escape", "f2", "f3", "f12")
            for shown in ("Aria", "399", "3809"):
                assert shown not in c.text(), c.text()

    run(body())


def test_escape_leaves_the_question_and_a_function_key_takes_no_pin_along(shop: Session) -> None:
    async def body() -> None:
        desk = RealDesk(shop)
        desk.real.enter(staffed.badge("Mia"))
        async with counter(desk) as c:
            await c.scan("CAB", "/10", "2")
            await c.type("4711")
            await c.press("f9")
            assert c.desk.entries[-1] == ":finish", "half a PIN is no cash"
            await c.scan("CAB", "/10")
            await c.press("escape")
            assert c.desk.entries[-1] == "-"
            assert "nothing was done" in c.text()

    run(body())


def test_a_fault_while_a_pin_is_asked_is_written_down_without_it(
    shop: Session, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(crash, "log_file", lambda: tmp_path / "shopstock.log")

    async def body() -> None:
        desk = RealDesk(shop)
        async with counter(desk) as c:
            await c.scan("2")

            def broken(text: str) -> Answer:
                raise RuntimeError("a fault of the program")

            monkeypatch.setattr(desk.real, "enter", broken)
            await c.scan("4711")
            assert "Something went wrong" in c.text()

    run(body())
    log = (tmp_path / "shopstock.log").read_text()
    assert "a fault of the program" in log
    assert "'****'" in log
    assert "4711" not in log
