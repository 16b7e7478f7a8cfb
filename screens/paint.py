"""From pieces of text to strips of exactly so many cells.

The last gate before the terminal: control, format and bidirectional characters are dropped here once more,
whatever the desk let through, and every cut is made in cells, so that wide characters keep the columns.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.strip import Strip

from screens.page import Cell, Column, Heads, Item, Line, Piece, Pieces, Row
from screens.theme import CHOSEN, GROUND, ZEBRA, style
from shopstock.desk.views.frame import Tone

GUTTER = 2
GAP = 2
LEAST = 8
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_MARKS = frozenset({"Mn", "Me"})
_MARKS_MAX = 3


def safe(words: str) -> str:
    """The text without anything that could move the cursor, turn the line around or pile up marks."""
    if words.isascii() and words.isprintable():
        return words
    kept: list[str] = []
    marks = 0
    for char in words:
        category = unicodedata.category(char)
        if category in _DROPPED:
            if char in "\t\n\r":
                kept.append(" ")
            continue
        marks = marks + 1 if category in _MARKS else 0
        if marks <= _MARKS_MAX:
            kept.append(char)
    return "".join(kept)


def cut(words: str, width: int) -> str:
    """Safe text in at most `width` cells, with two dots as the sign that something is missing."""
    # A name may be ten thousand characters long: never look at more of it than could be seen.
    shown = safe(words[: 8 * max(width, 1)])
    if len(words) <= 8 * max(width, 1) and cell_len(shown) <= width:
        return shown
    if width <= 2:
        return set_cell_size(shown, max(width, 0))
    return set_cell_size(shown, width - 2).rstrip() + ".."


def cut_left(words: str, width: int) -> str:
    """The same, keeping the end: `..3809`."""
    shown = safe(words[-8 * max(width, 1) :])
    if len(words) <= 8 * max(width, 1) and cell_len(shown) <= width:
        return shown
    while shown and cell_len(shown) > width - 2:
        shown = shown[1:]
    return cut(f"..{shown}", width)


def pieces_of(cell: Cell, tone: Tone) -> Pieces:
    """A cell as pieces; bare text takes the column's tone."""
    if isinstance(cell, str):
        return (Piece(cell, tone),)
    if isinstance(cell, Piece):
        return (cell,)
    return cell


class Pen:
    """Writes segments from the left and knows how many cells it has used."""

    def __init__(self, ground: str, tone: Tone | None = None) -> None:
        self.segments: list[Segment] = []
        self.used = 0
        self._ground = ground
        self._tone = tone

    def blank_to(self, x: int) -> None:
        """Move to column x with blanks."""
        if x > self.used:
            self.segments.append(Segment(" " * (x - self.used), style("plain", self._ground)))
            self.used = x

    def write(self, pieces: Iterable[Piece], limit: int) -> None:
        """Write pieces up to column `limit`."""
        for piece in pieces:
            shown = (cut_left if piece.tail else cut)(piece.text, limit - self.used)
            if not shown:
                continue
            tone = self._tone if self._tone and not piece.fill else piece.tone
            look = style(tone, self._ground, piece.fill, piece.bold or piece.tone == "strong")
            self.segments.append(Segment(shown, look))
            self.used += cell_len(shown)

    def strip(self, width: int) -> Strip:
        """The finished line."""
        self.blank_to(width)
        return Strip(self.segments, width)


def width_of(pieces: Iterable[Piece]) -> int:
    """Cells the pieces take when nothing is cut."""
    return sum(cell_len(safe(piece.text[:1000])) for piece in pieces)


def spread(left: Pieces, right: Pieces, width: int, ground: str = GROUND, indent: int = 1) -> Strip:
    """Pieces from the left and from the right on one line; the right side stays whole."""
    pen = Pen(ground)
    _spread(pen, left, right, width, indent)
    return pen.strip(width)


def _spread(pen: Pen, left: Pieces, right: Pieces, width: int, indent: int) -> None:
    from_right = min(width_of(right), width - indent - 1) if right else 0
    stop = width - from_right - (GAP + 1 if right else 0)
    pen.blank_to(indent)
    pen.write(left, max(indent, stop))
    if right:
        pen.blank_to(width - from_right - 1)
        pen.write(right, width - 1)


def places(columns: tuple[Column, ...], width: int) -> list[tuple[int, int]]:
    """Where each column starts and how wide it is; what is left over goes to the flexible ones."""
    taken = GUTTER + sum(column.width for column in columns) + GAP * (len(columns) - 1) + 1
    spare = width - taken
    shares = sum(column.flex for column in columns) or 1
    laid: list[tuple[int, int]] = []
    x = GUTTER
    for column in columns:
        wide = column.width + spare * column.flex // shares
        if column.flex:
            wide = max(wide, LEAST)
        laid.append((x, wide))
        x += wide + GAP
    return laid


def widened(columns: tuple[Column, ...], rows: Iterable[Item]) -> tuple[Column, ...]:
    """The columns with room for the widest figure: half a figure is a lie. Names give way to figures."""
    need = [column.width for column in columns]
    figures = [at for at, column in enumerate(columns) if column.right]
    for row in rows:
        if isinstance(row, Row):
            for at in figures:
                need[at] = max(need[at], width_of(pieces_of(row.cells[at], "plain")))
    return tuple(column._replace(width=wide) for column, wide in zip(columns, need, strict=True))


def row_strip(row: Row, columns: tuple[Column, ...], width: int, ground: str, marked: bool) -> Strip:
    """One row under its columns."""
    pen = Pen(ground, row.tone)
    _sign(pen, row.sign, row.tone, marked)
    for (x, wide), column, cell in zip(places(columns, width), columns, row.cells, strict=False):
        pieces = pieces_of(cell, column.tone)
        end = min(x + wide, width - 1)
        if column.right:
            x = max(end - width_of(pieces), x)
        pen.blank_to(min(x, end))
        pen.write(pieces, end)
    return pen.strip(width)


def heads_strip(columns: tuple[Column, ...], width: int, ground: str = GROUND) -> Strip:
    """The titles over the columns, quiet."""
    cells = tuple(Piece(column.title, "dim") for column in columns)
    return row_strip(Row(cells), columns, width, ground, marked=False)


def line_strip(line: Line, width: int, ground: str = GROUND, marked: bool = False) -> Strip:
    """A free line."""
    pen = Pen(ground, line.tone)
    _sign(pen, line.sign, line.tone, marked)
    _spread(pen, line.left, line.right, width, line.indent)
    return pen.strip(width)


def _sign(pen: Pen, sign: str, tone: Tone | None, marked: bool) -> None:
    if marked:
        pen.write((Piece("▸", "accent", bold=True),), GUTTER)
    elif sign:
        pen.write((Piece(sign[:1], tone or ("ask" if sign == "!" else "accent"), bold=True),), GUTTER)


class Paper(NamedTuple):
    """Where a page is drawn: how wide, on which ground."""

    width: int
    ground: str = GROUND


def item_strip(
    item: Item, columns: tuple[Column, ...], paper: Paper, nth: int = 1, marked: bool = False
) -> Strip:
    """Any item of a page; `nth` decides the zebra, `marked` that the cursor is on it."""
    width, ground = paper
    if isinstance(item, Heads):
        return heads_strip(item.columns, width, ground)
    if marked:
        ground = CHOSEN
    elif isinstance(item, Row) and nth % 2 and ground == GROUND:
        ground = ZEBRA
    if isinstance(item, Row):
        return row_strip(item, columns, width, ground, marked)
    return line_strip(item, width, ground, marked)
