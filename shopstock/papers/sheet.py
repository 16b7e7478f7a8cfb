"""A paper as rows, and the rows as text of 32 to 80 columns: what a printer, a file and a screen share.

A row has a left and a right side and a kind. Nothing is cut: what does not fit beside its figure goes above it.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

NARROWEST, WIDEST = 32, 80
Kind = Literal["title", "head", "line", "total", "note", "seal", "gap"]


class Row(NamedTuple):
    """One row. `title` stands in the middle, `head` begins a section, `total` closes one, `note` is running
    text, `seal` is eight groups of figures to compare by eye."""

    left: str
    right: str = ""
    kind: Kind = "line"


GAP = Row("", kind="gap")


def text(rows: Sequence[Row], width: int) -> str:
    """The paper as text with a newline after each line; a width beyond 32 to 80 is brought into it."""
    wide = min(max(width, NARROWEST), WIDEST)
    return "".join(f"{line.rstrip()}\n" for row in rows for line in lines(row, wide))


def lines(row: Row, width: int) -> Iterator[str]:
    """The lines of one row."""
    if row.kind == "gap":
        yield ""
    elif row.kind == "title":
        for part in _wrapped(row.left, width):
            yield " " * ((width - cells(part)) // 2) + part
    elif row.kind == "head":
        yield row.left.upper()
        yield "-" * width
    elif row.kind == "note":
        yield from _wrapped(row.left, width)
    elif row.kind == "seal":
        yield from _seal(row.left, width)
    else:
        if row.kind == "total":
            yield "-" * width
        yield from _beside(row.left, row.right, width)


def _beside(left: str, right: str, width: int) -> Iterator[str]:
    room = width - cells(right) - (2 if right else 0)
    if cells(left) <= room:
        yield left + " " * (width - cells(left) - cells(right)) + right
        return
    *above, last = _wrapped(left, width)
    yield from above
    if cells(last) <= room:
        yield last + " " * (width - cells(last) - cells(right)) + right
    else:
        yield last
        yield " " * max(0, width - cells(right)) + right


def _seal(groups: str, width: int) -> Iterator[str]:
    """The groups two, four or eight on a line, as many as fit: the eye counts lines of equal length."""
    parts = groups.split()
    a_line = next((n for n in (8, 4, 2) if n * 9 + 1 <= width), 2)
    for start in range(0, len(parts), a_line):
        yield "  " + " ".join(parts[start : start + a_line])


def _wrapped(words: str, width: int) -> list[str]:
    """Broken at blanks; what is wider than the paper is broken where it must be, in cells and not in letters."""
    if cells(words) == len(words):
        return textwrap.wrap(words, width) or [""]
    found = [""]
    for char in words:
        if cells(found[-1] + char) > width:
            found.append("")
        found[-1] += char
    return found


def cells(words: str) -> int:
    """How many columns a text takes: wide letters take two, marks on a letter none."""
    if words.isascii():
        return len(words)
    return sum(
        0 if unicodedata.category(c) in ("Mn", "Me") else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in words
    )
