"""Symbols and texts on a PDF page; all places and lengths are millimetres from the upper left corner."""

from __future__ import annotations

from io import BytesIO
from typing import Any, Literal

from shopstock.papers import fonts
from shopstock.papers.fonts import MM
from shopstock.papers.symbols import Symbol

PAPERS: dict[str, tuple[float, float]] = {"A4": (210.0, 297.0), "Letter": (215.9, 279.4)}
Align = Literal["left", "middle", "right"]
_BASELINE = 0.8  # of the letter size, from the top of a line


class Pages:
    """A PDF being drawn: pages of one size. The same drawing gives the same bytes."""

    def __init__(self, width: float, height: float, title: str) -> None:
        fonts.need_reportlab()
        from reportlab.pdfgen.canvas import Canvas

        self._height = height
        self._file = BytesIO()
        self._canvas: Any = Canvas(self._file, pagesize=(width * MM, height * MM), invariant=1)
        self._canvas.setTitle(title)
        self._canvas.setCreator("Shopstock")

    def symbol(self, symbol: Symbol, x: float, y: float, module: float, bar_height: float = 10.0) -> None:
        """A symbol with its quiet zone; `module` is the width of one, bars are `bar_height` high."""
        from reportlab.pdfgen.pathobject import PDFPathObject

        high = bar_height if symbol.linear else module
        left, top, wide, tall = x * MM, (self._height - y) * MM, module * MM, high * MM
        # One path, written here: reportlab takes longer over each of these numbers than over all the rest.
        path = PDFPathObject(
            [
                f"{left + start * wide:.4f} {top - (n + 1) * tall:.4f} {(end - start) * wide:.4f} {tall:.4f} re"
                for n, row in enumerate(symbol.padded())
                for start, end in runs(row)
            ]
        )
        self._canvas.drawPath(path, stroke=0, fill=1)

    def text(
        self, text: str, x: float, y: float, size: float, *, bold: bool = False, align: Align = "left"
    ) -> None:
        """One line of text; `y` is its top, `x` its left, its middle or its right side."""
        font, shown = fonts.written(text, bold=bold)
        self._canvas.setFont(font, size * MM)
        at = {"left": x, "middle": x - fonts.width(text, size, bold=bold) / 2}.get(
            align, x - fonts.width(text, size, bold=bold)
        )
        self._canvas.drawString(at * MM, (self._height - y - size * _BASELINE) * MM, shown)

    def line(self, x: float, y: float, to_x: float, to_y: float, width: float = 0.3) -> None:
        """A straight line, such as the one through an old price."""
        self._canvas.setLineWidth(width * MM)
        self._canvas.line(x * MM, (self._height - y) * MM, to_x * MM, (self._height - to_y) * MM)

    def next_page(self) -> None:
        """Go on with an empty page."""
        self._canvas.showPage()

    def finished(self) -> bytes:
        """The whole file."""
        self._canvas.showPage()
        self._canvas.save()
        return self._file.getvalue()


def runs(row: str) -> list[tuple[int, int]]:
    """Where the dark modules of a row begin and end: `0110` is one run from 1 to 3."""
    found: list[tuple[int, int]] = []
    at = row.find("1")
    while at >= 0:
        end = row.find("0", at)
        end = len(row) if end < 0 else end
        found.append((at, end))
        at = row.find("1", end)
    return found
