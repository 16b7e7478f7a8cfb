"""The paper to walk with: what is due in the order of the shelves, boxes to tick, a code to scan each row back in.

A frozen view in; rows for a receipt printer or a text file out, or pages of A4, which need the extra `paper`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from shopstock.papers import fonts
from shopstock.papers.drawing import PAPERS, Pages
from shopstock.papers.sheet import GAP, Row
from shopstock.papers.symbols import drawn

BOX = "[ ]"
_LEFT, _RIGHT, _TOP, _BOTTOM = 12.0, 198.0, 14.0, 283.0
_HEAD, _ROW, _FOOT = 8.0, 13.5, 26.0
_BARS, _MODULE, _HIGH = 150.0, 0.25, 8.0  # two dots of 203 dpi: as fine as every scanner reads


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row to look at; all texts as people read them. `code` is scanned, `mark` is LATE, NEW or empty."""

    place: str
    name: str
    lot: str
    date: str
    left: str
    quantity: str
    price: str
    mark: str
    code: str


@dataclass(frozen=True, slots=True)
class CheckSheet:
    """The sheet of a day; `actions` are letter, what it does, and the code that is scanned for it."""

    shop: str
    day: str
    printed: str
    actions: tuple[tuple[str, str, str], ...]
    rows: tuple[SheetRow, ...]


def rows(sheet: CheckSheet) -> tuple[Row, ...]:
    """The sheet as rows: for a receipt printer or a text file."""
    return tuple(_rows(sheet))


def _rows(sheet: CheckSheet) -> Iterator[Row]:
    yield Row(sheet.shop, kind="title")
    yield Row(f"Morning check {sheet.day}", kind="title")
    yield Row(f"{len(sheet.rows)} rows, printed {sheet.printed}", kind="centre")
    boxes = " ".join(f"{BOX}{letter}" for letter, _, _ in sheet.actions)
    for place, found in groupby(sheet.rows, lambda row: row.place):
        yield GAP
        yield Row(place, kind="head")
        for row in found:
            yield Row(_goods(row), row.quantity, "strong")
            yield Row(f"  {row.date}, {row.left}", f"{row.mark} {row.price}".strip())
            yield Row(f"  {boxes}", kind="note")
            yield Row(f"  code {_typed(row.code)}", kind="note")
            yield Row(row.code, kind="code")
    yield GAP
    yield Row("What was done: scan the row, then", kind="head")
    for letter, label, code in sheet.actions:
        yield Row(f"{letter}  {label}")
        yield Row(code, kind="code")
    yield GAP
    yield Row("Walked by", "." * 20)


def pages(sheet: CheckSheet) -> bytes:
    """The sheet on pages of A4; raises NoPaper where reportlab is not installed."""
    made = _A4(sheet)
    for place, found in groupby(sheet.rows, lambda row: row.place):
        made.place(place, list(found))
    return made.finished()


def _goods(row: SheetRow) -> str:
    return f"{row.name}, lot {row.lot}" if row.lot else row.name


def _typed(code: str) -> str:
    """As it is typed back: without the sign that only tells it from other codes."""
    return code.removeprefix("#")


class _A4:
    """Pages that are being filled from above; the codes of the actions stand at the foot of each."""

    def __init__(self, sheet: CheckSheet) -> None:
        width, height = PAPERS["A4"]
        self._sheet = sheet
        self._pages = Pages(width, height, f"Morning check {sheet.day}")
        self._number = 0
        self._y = _BOTTOM
        self._next()

    def place(self, place: str, found: list[SheetRow]) -> None:
        """A shelf and its rows."""
        self._room(_HEAD + _ROW)
        self._pages.text(place, _LEFT, self._y + 2, 4.2, bold=True)
        self._y += _HEAD
        for row in found:
            if self._room(_ROW):
                self._pages.text(f"{place}, still", _LEFT, self._y + 2, 4.2, bold=True)
                self._y += _HEAD
            self._row(row)

    def finished(self) -> bytes:
        """The whole file."""
        return self._pages.finished()

    def _room(self, need: float) -> bool:
        """Room for so many millimetres above the foot; whether that took a new page."""
        if self._y + need <= _BOTTOM - _FOOT:
            return False
        self._next()
        return True

    def _next(self) -> None:
        if self._number:
            self._pages.next_page()
        self._number += 1
        sheet, pages = self._sheet, self._pages
        pages.text(f"{_cut(sheet.shop, 70, 5)}   Morning check {sheet.day}", _LEFT, _TOP, 5, bold=True)
        pages.text(f"page {self._number}", _RIGHT, _TOP, 3.4, align="right")
        pages.text(
            f"{len(sheet.rows)} rows, printed {sheet.printed}. Walked by ....................",
            _LEFT, _TOP + 7, 3.4,
        )  # fmt: skip
        self._foot()
        self._y = _TOP + 14

    def _row(self, row: SheetRow) -> None:
        y, pages = self._y, self._pages
        pages.line(_LEFT, y, _RIGHT, y, 0.15)
        pages.text(_cut(_goods(row), 92, 3.6), _LEFT, y + 1.2, 3.6, bold=True)
        about = f"{row.date}, {row.left}   {row.quantity} there   {row.price}   {row.mark}".rstrip()
        pages.text(_cut(about, 92, 3.2), _LEFT, y + 6, 3.2)
        for n, (letter, _, _) in enumerate(self._sheet.actions):
            x = 107 + n * 5.3
            _box(pages, x, y + 2.2)
            pages.text(letter, x + 1.7, y + 6.6, 3, align="middle")
        pages.symbol(drawn("code128", row.code), _BARS, y + 0.8, _MODULE, _HIGH)
        pages.text(_typed(row.code), _RIGHT, y + 9.4, 3.2, align="right")
        self._y += _ROW

    def _foot(self) -> None:
        y, pages = _BOTTOM - _FOOT + 2, self._pages
        pages.line(_LEFT, y, _RIGHT, y, 0.3)
        pages.text("Scan the row, then what was done:", _LEFT, y + 1.5, 3.2)
        wide = (_RIGHT - _LEFT) / max(1, len(self._sheet.actions))
        for n, (letter, label, code) in enumerate(self._sheet.actions):
            x = _LEFT + n * wide
            pages.text(_cut(f"{letter} {label}", wide - 1, 2.8), x, y + 6.5, 2.8, bold=True)
            pages.symbol(drawn("datamatrix", code), x, y + 10.5, 0.7)


def _box(pages: Pages, x: float, y: float) -> None:
    side = 3.4
    for ends in ((x, y, x + side, y), (x, y + side, x + side, y + side)):
        pages.line(*ends, 0.2)
    for ends in ((x, y, x, y + side), (x + side, y, x + side, y + side)):
        pages.line(*ends, 0.2)


def _cut(words: str, width: float, size: float) -> str:
    """What has room in that many millimetres; a cut end is said by two dots."""
    if fonts.width(words, size, bold=True) <= width:
        return words
    while words and fonts.width(words + "..", size, bold=True) > width:
        words = words[:-1]
    return words.rstrip() + ".."
