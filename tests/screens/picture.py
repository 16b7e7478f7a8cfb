"""The picture in the README, drawn by the real program on a demo shop: `python -m tests.screens.picture OUT.png`.

Headless Chromium turns the program's own screenshot into a PNG. With a width, a height and entries it draws anything.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
from pathlib import Path

from screens.app import ShopstockApp
from shopstock import clock
from shopstock.desk.desk import Desk
from shopstock.jobs.demo import build_demo
from shopstock.jobs.setup import open_session
from shopstock.store import engine

SALE = (":sell", "001017205000014", "2*CAB-C1", "WIPES", "@R. Patel", "K5-2531-007")
CHROMIUM = (
    "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--hide-scrollbars",
)  # fmt: skip


async def draw(desk: Desk, width: int, height: int, entries: tuple[str, ...]) -> str:
    """The settled screen as SVG after those entries."""
    app = ShopstockApp(desk)
    async with app.run_test(size=(width, height)) as pilot:
        await pilot.pause(0.1)
        for entry in entries:
            app.workspace.entered(entry)
            await pilot.pause(0.1)
        before, shot = "", "x"
        while before != shot:
            await pilot.pause(0.1)
            before, shot = shot, app.export_screenshot(title="shopstock", simplify=True)
        return shot


def main(out: Path, trade: str, width: int, height: int, entries: tuple[str, ...]) -> None:
    """Draw a demo shop of that trade after those entries."""
    store = engine.in_memory()
    build_demo(store, trade)
    session = open_session(store, staff="Mia")
    with clock.set_to(clock.instant_on(session.today(), 9, 14, session.shop.zone)):
        svg = asyncio.run(draw(Desk(session), width, height, entries))
    # The picture stands alone: no style sheet or font is fetched from anywhere.
    plain = "\n".join(line for line in svg.splitlines() if "url(" not in line or "clip-path" in line)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "shot.svg"
        page.write_text(plain, encoding="utf-8")
        size = f"--window-size={int(width * 12.2) + 20},{int(height * 24.4) + 64}"
        command = [
            *CHROMIUM,
            f"--user-data-dir={folder}/profile",
            size,
            f"--screenshot={out}",
            f"file://{page}",
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)


if __name__ == "__main__":
    _, target, *rest = sys.argv
    shown_trade, wide, high, *typed = rest or ["electronics", "120", "40", *SALE]
    main(Path(target), shown_trade, int(wide), int(high), tuple(typed))
