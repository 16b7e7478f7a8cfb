"""A full disk on the screen: the answer row says it, the title says that it is not saved, F9 goes on later."""

from __future__ import annotations

import asyncio
from pathlib import Path

from screens.app import ShopstockApp
from shopstock.desk.desk import Desk
from tests import shops
from tests.disks import Disk, few_pages
from tests.screens.scanning import Counter


def test_a_full_disk_is_said_in_the_answer_and_in_the_title(shop_file: Path, tmp_path: Path) -> None:
    with few_pages(tmp_path) as disk, shops.opened(shop_file) as session:
        shops.take_in(session, shops.CABLE, "500")
        asyncio.run(_sells_on_a_full_disk(Desk(session), disk))


async def _sells_on_a_full_disk(desk: Desk, disk: Disk) -> None:
    app = ShopstockApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        counter = Counter(app, desk, pilot)  # type: ignore[arg-type]
        await counter.scan(*["CAB"] * 120)
        disk.fill(desk.session)
        lines = len(desk.mode.state.lines)
        await counter.press("f9")
        title, _, answer, *_ = counter.lines()
        assert "disk full: NOT saved, all is kept here. Free space, then" in answer
        assert "F9" in counter.lines()[2] + counter.lines()[3]
        assert "○ open" in title
        assert "saved" not in title
        assert "SAVED" not in counter.text()
        assert len(desk.mode.state.lines) == lines
        disk.free(desk.session)
        await counter.press("f9")
        title, _, answer, *_ = counter.lines()
        assert "SAVED" in answer
        assert "● saved" in title
        assert not desk.mode.state.lines
