"""Where everything stands on a label: the same for a sheet and for a roll. All lengths are millimetres.

The texts get the largest letters that have room beside or above the symbol. A name may be cut, with two dots to
show it; a price, a date, a lot and a serial never are: without room for them there is no label.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from shopstock.codes.writing import DOMAIN
from shopstock.papers.label import DoesNotFit, Label
from shopstock.papers.symbols import Kind, Preference, Symbol, Unsaid, candidates, drawn
from shopstock.refusal import Key
from shopstock.text import fit

Measure = Callable[[str, float, bool], float]  # text, letter size, bold -> width
SMALLEST = 1.6  # letters of 4.5 points
LEADING = 1.15
_GAP = 0.8
_MODULE_LEAST: dict[Kind, float] = {"ean13": 0.264, "ean8": 0.264, "upca": 0.264}
_MODULE_MOST = {True: 0.5, False: 0.7}  # bars, matrix
_LEAST = 0.25
_BARS_LEAST = 5.0
_STEPS = (6.0, 5.0, 4.2, 3.6, 3.1, 2.7, 2.4, 2.1, 1.9, 1.7)


class TextAt(NamedTuple):
    """A line of text: its left side, its top, its letter size; `struck` has a line through it."""

    text: str
    x: float
    y: float
    size: float
    bold: bool = False
    struck: bool = False


class SymbolAt(NamedTuple):
    """A symbol by the corner of its quiet zone, the width of a module and the height of its bars."""

    symbol: Symbol
    x: float
    y: float
    module: float
    bar_height: float

    @property
    def width(self) -> float:
        """With the quiet zone."""
        return self.symbol.width * self.module

    @property
    def height(self) -> float:
        """With the quiet zone."""
        return self.bar_height if self.symbol.linear else self.symbol.height * self.module


class Laid(NamedTuple):
    """A label with everything in its place."""

    texts: tuple[TextAt, ...]
    symbol: SymbolAt


class Spot(NamedTuple):
    """The room that a label has, and how it is measured. `dot` is the size of a printer's dot: a module is a whole
    number of them (0 where there are none)."""

    width: float
    height: float
    inner: float
    measure: Measure
    dot: float = 0.0


class _Piece(NamedTuple):
    """A text to place: how large beside the others, the smallest and the largest it may be. Words of a `whole` one
    are never broken."""

    text: str
    weight: float = 0.85
    least: float = SMALLEST
    most: float = 4.0
    bold: bool = False
    struck: bool = False
    name: bool = False
    whole: bool = False


class _Room(NamedTuple):
    x: float
    y: float
    width: float
    height: float


def laid_out(label: Label, spot: Spot, wanted: Preference = "auto", domain: str = DOMAIN) -> Laid:
    """The label in that room, with the first symbol that fits beside its texts; raises DoesNotFit."""
    pieces = tuple(_pieces(label))
    for kind, content in _symbols(label, wanted, domain):
        symbol = drawn(kind, content)
        for at, room in _places(symbol, spot):
            texts = _set(pieces, room, spot.measure)
            if texts is not None:
                return Laid((*texts, *_beneath(at, spot)), at)
    size = f"{spot.width:g} x {spot.height:g} mm"
    raise DoesNotFit(f"{fit(label.name, 24)}: no room for its label on {size}", Key(":sheet", "another"))


def _symbols(label: Label, wanted: Preference, domain: str) -> list[tuple[Kind, str]]:
    try:
        return list(candidates(label.coded, wanted, domain))
    except Unsaid as unsaid:
        called = label.serial or label.lot or label.sku
        raise DoesNotFit(
            f"{fit(label.name, 18)} {fit(called, 14)} means another entry: no code says it"
        ) from unsaid


def _pieces(label: Label) -> Iterator[_Piece]:
    price = f"{label.price} {label.currency}{f'/{label.per}' if label.per else ''}".strip()
    if label.kind == "place":
        yield _Piece(label.place, 2.0, 2.5, 14.0, bold=True)
        yield _Piece(label.name, name=True)
        return
    yield _Piece(label.name, 1.0, most=5.0, bold=True, name=True)
    if label.was:
        yield _Piece(f"was {label.was}", 0.9, struck=True, whole=True)
    if label.price:
        big = label.kind in ("shelf", "markdown")
        said = f"now {price}" if label.was else price
        size = (2.2, 2.4, 14.0) if big else (1.0, SMALLEST, 4.5)
        yield _Piece(said, *size, bold=True, whole=True)
    for text in (
        f"S/N {label.serial}" if label.serial else "",
        f"Lot {label.lot}" if label.lot else "",
        f"{label.date_kind} {label.date}".strip() if label.date else "",
        f"made {label.made}" if label.made else "",
        label.sku if label.kind == "shelf" else "",
    ):
        if text:
            yield _Piece(text)


def _places(symbol: Symbol, spot: Spot) -> Iterator[tuple[SymbolAt, _Room]]:
    """Where the symbol may stand, the largest first, and the room that is left for the texts."""
    wide, high = spot.width - 2 * spot.inner, spot.height - 2 * spot.inner
    for module in _modules(symbol, spot, wide, high):
        across = symbol.width * module
        if symbol.linear:
            for bars in (max(_BARS_LEAST, high * 0.4), _BARS_LEAST):
                used = bars + SMALLEST * LEADING + _GAP
                top = spot.height - spot.inner - used + _GAP
                at = SymbolAt(symbol, spot.inner + (wide - across) / 2, top, module, bars - _GAP)
                yield at, _Room(spot.inner, spot.inner, wide, high - used)
        elif spot.width >= spot.height * 1.15:
            at = SymbolAt(
                symbol, spot.width - spot.inner - across, spot.inner + (high - across) / 2, module, 0
            )
            yield at, _Room(spot.inner, spot.inner, wide - across - _GAP, high)
        else:
            at = SymbolAt(
                symbol, spot.inner + (wide - across) / 2, spot.height - spot.inner - across, module, 0
            )
            yield at, _Room(spot.inner, spot.inner, wide, high - across - _GAP)


def _modules(symbol: Symbol, spot: Spot, wide: float, high: float) -> Iterator[float]:
    """Widths of a module from the largest that has room down to the smallest that scanners read."""
    least = _MODULE_LEAST.get(symbol.kind, _LEAST)
    room = wide if symbol.linear else min(high, wide, max(wide, high) * 0.5)
    most = min(_MODULE_MOST[symbol.linear], room / symbol.width)
    if spot.dot:
        for dots in range(int(most / spot.dot + 1e-6), 0, -1):
            if dots * spot.dot >= least - spot.dot / 10:
                yield dots * spot.dot
        return
    if most < least:
        return
    yield from (most - (most - least) * part for part in (0, 0.25, 0.5, 0.75, 1))


def _beneath(at: SymbolAt, spot: Spot) -> Iterator[TextAt]:
    """What stands under bars for people; a long one that has no room in one line is left to the texts above."""
    text = at.symbol.text
    if at.symbol.linear and spot.measure(text, SMALLEST, False) <= spot.width - 2 * spot.inner:
        x = at.x + (at.width - spot.measure(text, SMALLEST, False)) / 2
        yield TextAt(text, max(x, spot.inner), at.y + at.bar_height + 0.2, SMALLEST)


def _set(pieces: tuple[_Piece, ...], room: _Room, measure: Measure) -> tuple[TextAt, ...] | None:
    """The pieces one beneath the other in the largest letters that fit; None where not even the smallest do."""
    if room.width <= 0 or room.height <= 0:
        return None
    for size in (step for step in _STEPS if step <= max(room.height / 2, _STEPS[-1])):
        texts = _stacked(pieces, room, measure, size)
        if texts is not None:
            return texts
    for most in range(8, 0, -1):
        for size in _STEPS[-4:]:
            texts = _stacked(pieces, room, measure, size, most)
            if texts is not None:
                return texts
    return None


def _stacked(
    pieces: tuple[_Piece, ...], room: _Room, measure: Measure, size: float, name_lines: int = 0
) -> tuple[TextAt, ...] | None:
    """The pieces in letters of that size; words are broken, and a name cut, only where `name_lines` says so."""
    found: list[TextAt] = []
    y = room.y
    for piece in pieces:
        letters = min(piece.most, max(piece.least, piece.weight * size))
        measured = partial(_measured, measure, letters, piece.bold)
        lines = wrapped(piece.text, room.width, measured)
        broken = any(measured(word) > room.width for word in piece.text.split())
        if broken and (piece.whole or not name_lines):
            return None
        if name_lines and piece.name:
            lines = _cut(lines, name_lines, room.width, measured)
        for line in lines:
            found.append(TextAt(line, room.x, y, letters, piece.bold, piece.struck))
            y += letters * LEADING
    return tuple(found) if y <= room.y + room.height + 1e-6 else None


def _measured(measure: Measure, size: float, bold: bool, text: str) -> float:
    return measure(text, size, bold)


def wrapped(text: str, width: float, measured: Callable[[str], float]) -> list[str]:
    """The lines of a text: broken at blanks, a word that is wider than the room where it must be."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        wider = f"{line} {word}" if line else word
        if measured(wider) <= width:
            line = wider
            continue
        if line:
            lines.append(line)
        line = word
        while len(line) > 1 and measured(line) > width:
            fits = next((n for n in range(len(line) - 1, 1, -1) if measured(line[:n]) <= width), 1)
            lines.append(line[:fits])
            line = line[fits:]
    return [*lines, line] if line else lines


def _cut(lines: list[str], most: int, width: float, measured: Callable[[str], float]) -> list[str]:
    """At most so many lines, the last one ending in two dots where something is missing."""
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and measured(f"{last}..") > width:
        last = last[:-1].rstrip()
    return [*lines[: most - 1], f"{last}.."]
