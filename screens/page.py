"""What a pane shows, as plain values: a head, a body of rows that scrolls, a foot.

A pane is a function from a desk view to a `Page`; it knows no widget. All text is drawn as it is, never as
markup, and cleaned at the last moment (`screens.paint`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from shopstock.desk.views.frame import Tone


class Piece(NamedTuple):
    """Some text in one tone; `fill` makes it a filled word, `bold` makes it heavier.

    `tail` keeps the end when there is no room for all: the end is what tells one serial from the next.
    """

    text: str
    tone: Tone = "plain"
    fill: bool = False
    bold: bool = False
    tail: bool = False


Pieces = tuple[Piece, ...]
Cell = str | Piece | Pieces


class Column(NamedTuple):
    """A column: a width in cells, and `flex` for its share of the room that is left over."""

    title: str
    width: int
    flex: int = 0
    right: bool = False
    tone: Tone = "plain"


class Row(NamedTuple):
    """Cells under the page's columns.

    `entry` is what Enter on the chosen row enters (None: cannot be chosen), `sign` stands before the row,
    `tone` colours the whole of it.
    """

    cells: tuple[Cell, ...]
    entry: str | None = None
    sign: str = ""
    tone: Tone | None = None


class Line(NamedTuple):
    """A free line: pieces from the left, pieces from the right; `indent` in cells."""

    left: Pieces = ()
    right: Pieces = ()
    entry: str | None = None
    sign: str = ""
    tone: Tone | None = None
    indent: int = 2


class Heads(NamedTuple):
    """The column titles of the rows that follow; a page may change its columns midway."""

    columns: tuple[Column, ...]


Item = Row | Line | Heads
BLANK = Line()


class Page(NamedTuple):
    """A pane's picture. The body scrolls so that `keep` (first, last row index) is seen, its first row surely.

    `chosen` is the row that stands out by itself (the current line) and where the arrows begin; else they begin
    at `start`, such as the first of some choices.
    """

    body: Sequence[Item]
    head: tuple[Item, ...] = ()
    foot: tuple[Item, ...] = ()
    columns: tuple[Column, ...] = ()
    keep: tuple[int, int] | None = None
    chosen: int | None = None
    start: int | None = None


def text(*parts: str | Piece) -> Pieces:
    """Pieces from strings and pieces."""
    return tuple(part if isinstance(part, Piece) else Piece(part) for part in parts)


def dim(words: str) -> Piece:
    """A quiet word, such as a label."""
    return Piece(words, "dim")


def strong(words: str) -> Piece:
    """A name."""
    return Piece(words, "strong")


def code(words: str | None, tone: Tone = "plain") -> Piece:
    """A serial, a lot or a receipt number: shortened from the left."""
    return Piece(words or "", tone, tail=True)


def filled(word: str, tone: Tone) -> Piece:
    """A state as a filled word."""
    return Piece(f" {word} ", tone, fill=True)


def facts(*pairs: tuple[str, str | Piece | None], gap: str = "   ") -> Pieces:
    """`Label value   Label value`, without those that have no value."""
    pieces: list[Piece] = []
    for label, value in pairs:
        if not value or (isinstance(value, Piece) and not value.text):
            continue
        if pieces:
            pieces.append(dim(gap))
        if label:
            pieces.append(dim(f"{label} "))
        pieces.append(value if isinstance(value, Piece) else Piece(value))
    return tuple(pieces)


def keys(pairs: Sequence[tuple[str, str]], gap: str = "   ") -> Pieces:
    """Keys in the accent, their labels dim."""
    pieces: list[Piece] = []
    for key, label in pairs:
        if pieces:
            pieces.append(dim(gap))
        pieces.append(Piece(key, "accent", bold=True))
        pieces.append(dim(f" {label}"))
    return tuple(pieces)
