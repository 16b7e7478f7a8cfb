"""Take pictures of panes: `python -m tests.screens.shoot OUT [NAME ...]` writes an SVG for each size."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from screens.app import ShopstockApp
from tests.screens import samples
from tests.screens.fake_desk import FakeDesk, showing

SIZES = ((80, 24), (120, 40))


async def picture(desk: FakeDesk, size: tuple[int, int]) -> str:
    """The settled screen as SVG: shot until two in a row are equal."""
    app = ShopstockApp(desk)
    async with app.run_test(size=size) as pilot:
        before, shot = "", "x"
        while before != shot:
            await pilot.pause(0.02)
            before, shot = shot, app.export_screenshot(title="shopstock", simplify=True)
        return shot


def main(folder: Path, names: list[str]) -> None:
    """Write the pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names or list(samples.VIEWS):
        for width, height in SIZES:
            path = folder / f"{name.replace(' ', '-')}-{width}x{height}.svg"
            path.write_text(asyncio.run(picture(showing(name), (width, height))), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
