"""Pictures of symbols from their modules, and what a scanner reads on them."""

from __future__ import annotations

from collections.abc import Sequence

import zxingcpp

from shopstock.papers.symbols import Symbol

BAR_ROWS = 12


def picture(rows: Sequence[str], scale: int = 3) -> memoryview:
    """Modules (`1` dark) as a grey picture with `scale` pixels each."""
    made = bytearray()
    for row in rows:
        line = b"".join((b"\x00" if module == "1" else b"\xff") * scale for module in row)
        made += line * scale
    return memoryview(bytes(made)).cast("B", shape=(len(rows) * scale, len(rows[0]) * scale))


def scans(image: object) -> list[str]:
    """What a scanner sends for every symbol on a picture: AIM prefix and payload."""
    found = zxingcpp.read_barcodes(image, text_mode=zxingcpp.TextMode.Plain)
    return [each.symbology_identifier + each.text for each in found]


def scan(symbol: Symbol) -> str:
    """What a scanner sends for one drawn symbol."""
    found = scans(picture(symbol.padded(BAR_ROWS)))
    assert len(found) == 1, (symbol.kind, symbol.text, found)
    return found[0]


def from_text(lines: Sequence[str], scale: int = 3) -> memoryview:
    """The picture that half blocks show on a screen that is painted dark on light, cells twice as high as wide."""
    cells = {" ": "0000", "█": "1111", "▀": "1100", "▄": "0011", "▌": "1010", "▐": "0101"}
    rows: list[str] = []
    for line in lines:
        rows.append("".join(cells[sign][:2] for sign in line))
        rows.append("".join(cells[sign][2:] for sign in line))
    # a cell is two half-columns wide and two half-rows high: a half-row is twice a half-column
    return picture([row for row in rows for _ in (0, 1)], scale)
