"""A day is closed on the real screen: the count stays blind, the difference is big, the paper is read to its end."""

from __future__ import annotations

import asyncio
from typing import cast

import pytest

from shopstock.desk.desk import Desk
from shopstock.jobs.session import Session
from tests import shops
from tests.screens.fake_desk import FakeDesk
from tests.screens.scanning import counter


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_a_day_is_closed_on_the_screen(session: Session, size: tuple[int, int]) -> None:
    shops.take_in(session, shops.CABLE, "9")
    desk = Desk(session)
    for entry in ("CAB", ":finish", ":cash 200", ":sell"):
        desk.enter(entry)

    async def body() -> None:
        async with counter(cast(FakeDesk, desk), size) as c:
            await c.scan(":cash")
            assert "CASH-UP" in c.text()
            assert "session 1" in c.text()
            await c.scan("C", "", "", "2", "3*2")
            half = c.text()
            assert "206.00" in half
            assert "COUNTED SO FAR" in half
            assert "209.90" not in half, "blind"
            assert "TODAY" not in half, "the side pane tells no takings either"
            await c.press("escape")
            assert "SELL" in c.lines()[0]
            await c.scan(":cash")
            assert "How many 1.00?" in c.text()
            await c.press("f9")
            assert "SHORT" in c.text()
            assert "209.90" in c.text()
            await c.scan("", "")
            assert "Z1-000001" in c.text()
            assert "SAVED" in c.text()
            assert "counted again" not in c.text()
            await c.press(*["pagedown"] * 6)
            assert "R1:" in c.text(), "the seals are at the end of the paper"

    asyncio.run(body())
