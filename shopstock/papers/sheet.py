"""A paper as rows, and the rows as text of 32 to 80 columns: what a printer, a file and a screen share.

A row has a left and a right side and a kind. Nothing is cut: what does not fit beside its figure goes above it.
Blanks before the left side move the whole row in, also where it goes on below.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple, get_args

NARROWEST, WIDEST = 32, 80
Kind = Literal[
    "title", "head", "line", "total", "note", "seal", "gap", "rule", "big", "strong", "centre", "figures", "code",
    "drawer", "cut",
]  # fmt: skip
KINDS: tuple[str, ...] = get_args(Kind)
_LABEL = 8  # columns for what a row of figures is called
_FIGURE = 15  # the most columns for one figure: what belongs together stands together


class NotRows(ValueError):
    """A text that should hold the rows of a paper and does not."""


class Row(NamedTuple):
    """One row. `title` stands in the middle and stands out, `centre` is quiet there, `head` begins a section, `strong`
    and `total` stand out, a total under a rule; `note` is running text, `seal` is eight groups of figures to compare
    by eye.

    `big` is for one word across the paper, such as COPY. `figures` are columns: their cells stand in `right`,
    divided by tabs, and the first of such rows names them. `code` is a text to be scanned: text has no way to show it.
    `drawer` prints nothing and lets a printer open the cash drawer; `cut` ends one slip, and another begins."""

    left: str
    right: str = ""
    kind: Kind = "line"


GAP = Row("", kind="gap")
RULE = Row("", kind="rule")
CUT = Row("", kind="cut")


def to_json(rows: Sequence[Row]) -> str:
    """The rows as text, to be kept until they are printed."""
    return json.dumps([list(row) for row in rows], ensure_ascii=True, separators=(",", ":"))


def from_json(text: str) -> tuple[Row, ...]:
    """The rows that `to_json` wrote; raises NotRows for anything else."""
    try:
        found = json.loads(text)
    except ValueError as error:
        raise NotRows("these are no rows of a paper") from error
    if not isinstance(found, list) or not all(_is_row(row) for row in found):
        raise NotRows("these are no rows of a paper")
    return tuple(Row(*row) for row in found)


def _is_row(row: object) -> bool:
    return (
        isinstance(row, list)
        and len(row) == 3
        and all(isinstance(part, str) for part in row)
        and row[2] in KINDS
    )


def brought_in(width: int) -> int:
    """A width brought into what can be read: 32 to 80 columns."""
    return min(max(width, NARROWEST), WIDEST)


def text(rows: Sequence[Row], width: int) -> str:
    """The paper as text with a newline after each line; a width beyond 32 to 80 is brought into it."""
    return "".join(f"{line}\n" for line, _ in typeset(rows, width))


def typeset(rows: Sequence[Row], width: int) -> Iterator[tuple[str, Row]]:
    """Each line of the paper without blanks at its end, and the row that it belongs to."""
    wide = brought_in(width)
    for is_table, group in groupby(rows, lambda row: row.kind == "figures"):
        if is_table:
            yield from _table(list(group), wide)
        else:
            yield from ((line.rstrip(), row) for row in group for line in lines(row, wide))


def lines(row: Row, width: int) -> Iterator[str]:
    """The lines of one row."""
    if row.kind == "gap":
        yield ""
    elif row.kind == "rule":
        yield "-" * width
    elif row.kind == "cut":
        yield from ("", "- " * (width // 2), "")
    elif row.kind in ("title", "centre"):
        yield from (_middle(part, width) for part in wrapped(row.left, width))
    elif row.kind == "big":
        yield from (_middle(f"* * *  {part}  * * *", width) for part in wrapped(row.left, width - 14))
    elif row.kind == "head":
        yield from wrapped(row.left.upper(), width)
        yield "-" * width
    elif row.kind == "note":
        yield from wrapped(row.left, width)
    elif row.kind == "seal":
        yield from _seal(row.left, width)
    elif row.kind == "figures":
        yield from (line for line, _ in _table([row], width))
    elif row.kind not in ("code", "drawer"):
        if row.kind == "total":
            yield "-" * width
        yield from _beside(row.left, row.right, width)


def _middle(words: str, width: int) -> str:
    return " " * ((width - cells(words)) // 2) + words


def _beside(left: str, right: str, width: int) -> Iterator[str]:
    room = width - cells(right) - (2 if right else 0)
    if cells(left) <= room:
        yield left + " " * (width - cells(left) - cells(right)) + right
        return
    *above, last = wrapped(left, width)
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


def _table(rows: list[Row], width: int) -> Iterator[tuple[str, Row]]:
    """Rows of figures under each other; one below the other, each with its name, where they are too wide."""
    cut = [row.right.split("\t") for row in rows]
    many = max(map(len, cut))
    column = min((width - _LABEL) // many, _FIGURE)
    if all(cells(cell) < column for row in cut for cell in row) and all(cells(r.left) < _LABEL for r in rows):
        start = width - many * column
        for row, figures in zip(rows, cut, strict=True):
            shown = "".join(" " * (column - cells(cell)) + cell for cell in figures)
            yield row.left + " " * (start - cells(row.left)) + shown, row
        return
    names = cut[0]
    for row, figures in list(zip(rows, cut, strict=True))[1:] or [(rows[0], names)]:
        yield from ((line.rstrip(), row) for line in _beside(row.left, "", width))
        for name, cell in zip(names, figures, strict=False):
            yield from ((line.rstrip(), row) for line in _beside(f"  {name}", cell, width))


def wrapped(words: str, width: int) -> list[str]:
    """Broken at blanks; what is wider than the paper is broken where it must be, in cells and not in letters. Blanks at
    the beginning stand before each line."""
    indent = " " * min(len(words) - len(words.lstrip(" ")), width // 2)
    room = width - len(indent)
    found = [""]
    for word in words.split():
        joined = f"{found[-1]} {word}" if found[-1] else word
        if cells(joined) <= room:
            found[-1] = joined
            continue
        first, *rest = _broken(word, room)
        found[-1:] = [found[-1], first, *rest] if found[-1] else [first, *rest]
    return [indent + part for part in found]


def _broken(word: str, room: int) -> list[str]:
    """A word in pieces that fit; a mark stays with its letter."""
    found = [""]
    for char in word:
        if cells(found[-1] + char) > room:
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
