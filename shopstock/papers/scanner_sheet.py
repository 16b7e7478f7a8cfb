"""The test sheet of a scanner: known codes, and what must arrive when each is scanned.

On paper and on the screen the same. The scanner page knows from `TEST_CODES` what is wrong with what came.
"""

from __future__ import annotations

from typing import NamedTuple

from shopstock.papers.drawing import PAPERS, Pages
from shopstock.papers.symbols import NAMES, Kind, Symbol, drawn
from shopstock.papers.terminal_code import COLUMNS, ROWS, lines
from shopstock.refusal import BadInput

_GTIN = "09501101530003"  # 950 is GS1's own prefix for examples: no shop sells it
_MARGIN, _TOP, _TALL = 15.0, 30.0, 40.0


class KnownCode(NamedTuple):
    """A code to scan: its name, its symbol, what `symbols.drawn` draws, and exactly what must arrive without the
    AIM prefix that a scanner may put before it and the suffix after it (0x1D is the separator of GS1)."""

    name: str
    kind: Kind
    payload: str
    arrives: str
    finds: str


TEST_CODES: tuple[KnownCode, ...] = (
    KnownCode("Product", "ean13", _GTIN[1:], _GTIN[1:], "whether it scans at all, and its suffix"),
    KnownCode("Plain", "code128", "TEST-1234", "TEST-1234", "whether the codes of your own labels come"),
    KnownCode(
        "Keyboard", "code128", "yqam-_/Z", "yqam-_/Z", "small letters and signs: the keyboard's country"
    ),
    KnownCode(
        "GS1 bars",
        "gs1_128",
        "(10)1234(21)56",
        "101234\x1d2156",
        "whether the separator comes between lot and serial",
    ),
    KnownCode(
        "GS1 matrix",
        "gs1_datamatrix",
        f"(01){_GTIN}(17)300131(10)Lot-7(21)SN/1",
        f"01{_GTIN}1730013110Lot-7\x1d21SN/1",
        "whether it reads a matrix, with its separator",
    ),
    KnownCode(
        "Link",
        "qr_link",
        f"https://id.gs1.org/01/{_GTIN}",
        f"https://id.gs1.org/01/{_GTIN}",
        "whether it reads a QR code, with its signs",
    ),
)


def symbol_of(code: KnownCode) -> Symbol:
    """The drawn symbol of a test code."""
    return drawn(code.kind, code.payload)


def shown(payload: str) -> str:
    """What must arrive as people read it: the separator is `<GS>`."""
    return payload.replace("\x1d", "<GS>")


def on_screen(code: KnownCode, columns: int = COLUMNS, rows: int = ROWS) -> tuple[str, ...]:
    """The lines of a test code, to be painted dark on light; raises DoesNotFit."""
    return lines(symbol_of(code), columns, rows)


def sheet(paper: str = "A4") -> bytes:
    """One page with all test codes as PDF. `paper` is A4 or Letter; raises BadInput for another."""
    if paper not in PAPERS:
        raise BadInput(f'"{paper[:12]}" is no paper here: {", ".join(PAPERS)}')
    width, height = PAPERS[paper]
    pages = Pages(width, height, "Scanner test")
    pages.text("Scan these codes, one after the other", _MARGIN, _MARGIN, 6, bold=True)
    pages.text("Above each stands what must arrive. Cover the others with a hand.", _MARGIN, 23, 3.5)
    for n, code in enumerate(TEST_CODES):
        _draw(pages, code, n)
    return pages.finished()


def _draw(pages: Pages, code: KnownCode, n: int) -> None:
    """One code in its row; matrices stand to the right of bars, so that no scanner sees two in one line."""
    y = _TOP + n * _TALL
    symbol = symbol_of(code)
    pages.text(f"{n + 1}  {code.name}, {NAMES[code.kind]}: {code.finds}", _MARGIN, y, 3.8, bold=True)
    pages.text(shown(code.arrives), _MARGIN + 5, y + 5, 3.4)
    pages.symbol(
        symbol, _MARGIN if symbol.linear else _MARGIN + 120, y + 10, 0.4 if symbol.linear else 0.6, 18
    )
