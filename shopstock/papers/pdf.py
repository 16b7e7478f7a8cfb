"""The rows of a paper as PDF: on a roll of 80 mm as one long page, or on pages of A4 or Letter.

All measures are in points (1/72 inch). Nothing is cut: what does not fit beside its figure goes on below, and what
does not fit on a page goes on to the next one, which repeats what paper it is. Needs the extra `paper`.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from shopstock.papers import fonts
from shopstock.papers.fonts import MM
from shopstock.papers.sheet import Row
from shopstock.papers.visual import visual

if TYPE_CHECKING:
    from shopstock.papers.symbols import Symbol

Page = Literal["roll", "a4", "letter"]
PAGES: tuple[str, ...] = get_args(Page)
LACKING_NOTE = "{} stands for a letter that no font of this machine has."

_LEADING = 1.32
_MODULE, _FINEST = (
    0.33,
    0.25,
)  # millimetres of a bar: as wide as it should be, and as fine as two dots of 203 dpi print
_LONGEST_CODE = 64
_LONGEST = 14_000.0  # a page of a PDF may be 14,400 points high (ISO 32000-1, annex C.2)


class Geometry(NamedTuple):
    """A page: its width, its height (None: as long as the paper is), its margins, the size of its letters, and how
    light what is quiet may be: a receipt printer turns grey into dots, so all is black on a roll."""

    width: float
    height: float | None
    side: float
    top: float
    size: float
    grey: float

    @property
    def room(self) -> float:
        """The width between the margins."""
        return self.width - 2 * self.side


GEOMETRY: dict[Page, Geometry] = {
    "roll": Geometry(80 * MM, None, 4 * MM, 5 * MM, 8.6, 0),
    "a4": Geometry(210 * MM, 297 * MM, 35 * MM, 20 * MM, 9.6, 0.35),
    "letter": Geometry(612, 792, 36 * MM, 18 * MM, 9.6, 0.35),
}


class _Bit(NamedTuple):
    """A text at a place of its line: `x` is its left end, or its right end where `right`."""

    x: float
    text: str
    size: float
    bold: bool = False
    right: bool = False
    grey: bool = False


@dataclass(frozen=True, slots=True)
class _Strip:
    """A stretch of a page as high as `height`; `draw` gets the canvas and the strip's upper edge."""

    height: float
    draw: Callable[[Any, float], None]


def rendered(rows: Sequence[Row], page: Page = "roll") -> bytes:
    """The PDF; raises NoPaper where reportlab is not installed."""
    fonts.need_reportlab()
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.setTitle(name_of(rows))
    canvas.setCreator("Shopstock")
    for paper in _cut([*rows, *_lacking(rows)]):
        _draw(canvas, paper, GEOMETRY[page])
    canvas.save()
    return out.getvalue()


def _cut(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """The papers between the cuts; at least one, if it is empty."""
    papers = [list(found) for is_cut, found in groupby(rows, lambda row: row.kind == "cut") if not is_cut]
    yield from papers or [[]]


def _draw(canvas: Any, paper: list[Row], shape: Geometry) -> None:
    """One paper on its pages; each says which it is where there are several."""
    groups = [[strip for strip in group if strip.height > 0] for group in _groups(paper, shape)]
    pages, small = _pages(groups, shape), shape.size * 0.85
    for n, strips in enumerate(pages, 1):
        height = shape.height or sum(s.height for s in strips) + 2 * shape.top
        canvas.setPageSize((shape.width, height))
        y = height - shape.top
        for strip in strips:
            strip.draw(canvas, y)
            y -= strip.height
        if len(pages) > 1:
            which = _Bit(shape.room, f"page {n} of {len(pages)}", small, right=True, grey=True)
            foot = _text_line(_Set(small, 0, shape), [_Bit(0, name_of(paper), small, grey=True), which])
            foot.draw(canvas, shape.top * 0.75)
        canvas.showPage()


def name_of(rows: Sequence[Row]) -> str:
    """What a paper is called on its next page: the number it can be found by, or else its title."""
    codes = [row.left for row in rows if row.kind == "code"]
    titles = [row.left for row in rows if row.kind == "title"]
    return (codes or titles[1:] or titles or [""])[0]


def _lacking(rows: Sequence[Row]) -> list[Row]:
    """Said once at the end of the paper: letters that cannot be printed here."""
    letters = dict.fromkeys(letter for row in rows for letter in row.left + row.right)
    signs = {shown for letter in letters for _, shown in fonts.pieces(letter) if shown not in ("", letter)}
    if not signs:
        return []
    return [Row("", kind="gap"), Row(LACKING_NOTE.format(" or ".join(sorted(signs))), kind="note")]


def _pages(groups: list[list[_Strip]], shape: Geometry) -> list[list[_Strip]]:
    """The groups on pages: one that fits on a page is not divided."""
    room = (shape.height or _LONGEST) - 2 * shape.top
    found: list[list[_Strip]] = [[]]
    used = 0.0
    for group in groups:
        high = sum(strip.height for strip in group)
        if used and used + high > room and high <= room:
            found.append([])
            used = 0.0
        for strip in group:
            if used and used + strip.height > room:
                found.append([])
                used = 0.0
            found[-1].append(strip)
            used += strip.height
    return found


def _groups(rows: Sequence[Row], shape: Geometry) -> Iterator[list[_Strip]]:
    """What stays together: a row with those moved in below it, a head with the first row of its section, a table."""
    open_: list[_Strip] = []
    glued = moved_in = False
    for is_table, found in groupby(rows, lambda row: row.kind == "figures"):
        if is_table:
            yield [*open_, *_table(list(found), shape)]
            open_, glued = [], False
            continue
        for row in found:
            if open_ and not glued and not row.left.startswith(" ") and row.kind != "seal":
                yield open_
                open_ = []
            if moved_in and not row.left.startswith(" ") and row.kind in ("line", "strong"):
                open_ = [*open_, _Strip(shape.size * 0.35, lambda _canvas, _y: None)]
            moved_in = row.left.startswith(" ")
            open_ = [*open_, *_strips(row, shape)]
            glued = row.kind in ("head", "rule", "gap")
    if open_:
        yield open_


@lru_cache(maxsize=4096)
def _width(text: str, size: float, bold: bool = False) -> float:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return float(sum(stringWidth(shown, font, size) for font, shown in fonts.pieces(_seen(text), bold=bold)))


@lru_cache(maxsize=4096)
def _seen(text: str) -> str:
    """The letters of a line from left to right; Arabic ones joined where a font here has their forms."""
    shown = visual(text)
    here = shown == text or all(fonts.pieces(letter)[0].text == letter for letter in set(shown))
    return shown if here else visual(text, joined=False)


class _Set(NamedTuple):
    """How a line is set: the size that makes its height, how far it is moved in, and the page."""

    size: float
    indent: float
    shape: Geometry


def _strips(row: Row, shape: Geometry) -> Iterator[_Strip]:
    """One row of any kind but figures."""
    size = shape.size
    if row.kind == "gap":
        yield _Strip(size * 0.7, lambda _canvas, _y: None)
    elif row.kind == "rule":
        yield _rule(shape, size * 0.7)
    elif row.kind == "total":
        yield _rule(shape, size * 0.7)
        yield from _beside(row, shape, size * 1.2, True)
    elif row.kind == "note":
        yield from _beside(Row(row.left), shape, size * 0.94, False)
    elif row.kind in ("line", "strong"):
        yield from _beside(row, shape, size, row.kind == "strong")
    else:
        yield from _SET_BY[row.kind](row.left, shape)


def _middle(words: str, shape: Geometry, size: float, bold: bool) -> Iterator[_Strip]:
    for part in _wrapped(words, shape.room, size, bold):
        at = (shape.room - _width(part, size, bold)) / 2
        yield _text_line(_Set(size, 0, shape), [_Bit(at, part, size, bold)])


def _head(words: str, shape: Geometry) -> Iterator[_Strip]:
    size = shape.size * 0.88
    for part in _wrapped(words.upper(), shape.room, size, True):
        yield _text_line(_Set(size, 0, shape), [_Bit(0, part, size, True)])
    yield _rule(shape, shape.size * 0.45)


def _text_line(how: _Set, bits: Sequence[_Bit]) -> _Strip:
    height = how.size * _LEADING

    def draw(canvas: Any, y: float) -> None:
        base = y - how.size * 1.02
        for bit in bits:
            at = how.shape.side + how.indent + bit.x
            if bit.right:
                at -= how.indent + _width(bit.text, bit.size, bit.bold)
            canvas.setFillGray(how.shape.grey if bit.grey else 0)
            for font, shown in fonts.pieces(_seen(bit.text), bold=bit.bold):
                canvas.setFont(font, bit.size)
                canvas.drawString(at, base, shown)
                at += canvas.stringWidth(shown, font, bit.size)

    return _Strip(height, draw)


def _rule(shape: Geometry, height: float) -> _Strip:
    def draw(canvas: Any, y: float) -> None:
        canvas.setStrokeGray(shape.grey)
        canvas.setLineWidth(0.6)
        canvas.line(shape.side, y - height / 2, shape.width - shape.side, y - height / 2)

    return _Strip(height, draw)


def _beside(row: Row, shape: Geometry, size: float, bold: bool) -> Iterator[_Strip]:
    """A row with its figure at the right of its last line, or below where it has no room there."""
    said = row.left.lstrip(" ")
    moved_in = len(row.left) - len(said)
    indent = min(moved_in * size * 0.55, shape.room / 2)
    quiet = moved_in > 0
    own = size * 0.94 if quiet else size
    how = _Set(own, indent, shape)
    figure = _width(row.right, own, bold)
    gap = size if row.right else 0
    *above, last = _wrapped(said, shape.room - indent, own, bold)
    if _width(last, own, bold) + figure + gap > shape.room - indent:
        *more, last = _wrapped(last, max(shape.room - indent - figure - gap, shape.room / 3), own, bold)
        above += more
    for part in above:
        yield _text_line(how, [_Bit(0, part, own, bold, grey=quiet)])
    right = _Bit(shape.room, row.right, own, bold, right=True, grey=quiet)
    if _width(last, own, bold) + figure + gap <= shape.room - indent:
        yield _text_line(how, [_Bit(0, last, own, bold, grey=quiet), right])
    else:
        yield _text_line(how, [_Bit(0, last, own, bold, grey=quiet)])
        yield _text_line(how, [right])


def _table(rows: list[Row], shape: Geometry) -> Iterator[_Strip]:
    """Rows of figures in columns as wide as their widest figure; smaller letters where they need more room."""
    cut = [(row.left, *row.right.split("\t")) for row in rows]
    many = max(map(len, cut))
    table = [line + ("",) * (many - len(line)) for line in cut]
    size = shape.size * 0.94
    while size > 4:
        wide = [max(_width(line[n], size) for line in table) for n in range(many)]
        if sum(wide) + (many - 1) * size <= shape.room:
            break
        size *= 0.94
    free = min((shape.room - sum(wide)) / max(1, many - 1), 6 * size)
    first = shape.room - sum(wide[1:]) - free * (many - 1)
    for n, line in enumerate(table):
        at, bits = first, [_Bit(0, line[0], size, grey=n == 0)]
        for cell, column in zip(line[1:], wide[1:], strict=True):
            at += free + column
            bits.append(_Bit(at, cell, size, right=True, grey=n == 0))
        yield _text_line(_Set(size, 0, shape), bits)


def _big(word: str, shape: Geometry) -> Iterator[_Strip]:
    size = shape.size * 2.2
    while _width(word, size, bold=True) > shape.room and size > shape.size:
        size *= 0.9
    return _middle(word, shape, size, True)


def _seal(groups: str, shape: Geometry) -> Iterator[_Strip]:
    """The groups two, four or eight on a line, letter under letter."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    font, size = "Courier", shape.size * 0.95
    parts = groups.split()
    a_line = next((n for n in (8, 4) if stringWidth("0" * (9 * n + 1), font, size) <= shape.room), 2)
    for start in range(0, len(parts), a_line):
        shown = " ".join(parts[start : start + a_line])

        def draw(canvas: Any, y: float, shown: str = shown) -> None:
            canvas.setFillGray(0)
            canvas.setFont(font, size)
            canvas.drawString(shape.side + 2 * size * 0.55, y - size * 1.02, shown)

        yield _Strip(size * _LEADING, draw)


def _code(text: str, shape: Geometry) -> Iterator[_Strip]:
    """The text as bars (Code 128) to scan, as a DataMatrix where the bars would be too fine, and below it to read."""
    from shopstock.papers.symbols import drawn

    if not text:
        return
    if text.isascii() and text.isprintable() and len(text) <= _LONGEST_CODE:
        symbol = drawn("code128", text)
        if shape.room / symbol.width < _FINEST * MM:
            symbol = drawn("datamatrix", text)
        yield _symbol(symbol, shape)
    yield from _middle(text, shape, shape.size, False)


def _symbol(symbol: Symbol, shape: Geometry) -> _Strip:
    from shopstock.papers.drawing import runs

    module = _MODULE * MM if symbol.linear else 2 * _MODULE * MM
    module = min(module, shape.room / symbol.width)
    high = 12 * MM if symbol.linear else module
    rows = symbol.padded()
    left = shape.side + (shape.room - module * symbol.width) / 2

    def draw(canvas: Any, y: float) -> None:
        canvas.setFillGray(0)
        for n, row in enumerate(rows, 1):
            for start, end in runs(row):
                canvas.rect(
                    left + start * module, y - n * high, (end - start) * module, high, stroke=0, fill=1
                )

    return _Strip(high * len(rows) + 0.5 * MM, draw)


def _wrapped(words: str, room: float, size: float, bold: bool) -> list[str]:
    """Broken at blanks; a word wider than the room is broken where it must be."""
    found = [""]
    for word in words.split():
        joined = f"{found[-1]} {word}" if found[-1] else word
        if _width(joined, size, bold) <= room:
            found[-1] = joined
            continue
        if found[-1]:
            found.append("")
        for char in word:
            if found[-1] and _width(found[-1] + char, size, bold) > room:
                found.append("")
            found[-1] += char
    return found


_SET_BY: dict[str, Callable[[str, Geometry], Iterator[_Strip]]] = {
    "title": lambda words, shape: _middle(words, shape, shape.size * 1.3, True),
    "centre": lambda words, shape: _middle(words, shape, shape.size, False),
    "big": _big,
    "head": _head,
    "seal": _seal,
    "code": _code,
    "drawer": lambda _words, _shape: iter(()),
}
