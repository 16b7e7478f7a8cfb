"""A chart of upright bars: a column for each figure, in eighths of a row, under a scale."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from screens.page import Line, Piece, Pieces, dim
from shopstock.desk.views.frame import Tone

_EIGHTHS = " ▁▂▃▄▅▆▇█"


class Bar(NamedTuple):
    """One figure: how high, in which tone, what stands below it; `gap` leaves a blank before it. `quiet` draws a dot
    where there is nothing, instead of a thin line."""

    share: float
    tone: Tone
    sign: Piece
    gap: bool = False
    quiet: bool = False


def chart(bars: Sequence[Bar], height: int, wide: int, scale: str) -> list[Line]:
    """The bars, `wide` cells each, and their signs below; `scale` is what the highest stands for, at most 8 cells."""
    lines = [
        Line(
            (
                dim(f"{scale if level == height - 1 else '0' if level == 0 else '':>8} "),
                *_level(bars, level, height, wide),
            )
        )
        for level in reversed(range(height))
    ]
    signs = [piece for bar in bars for piece in _under(bar, wide)]
    return [*lines, Line((Piece(" " * 9), *signs))]


def _level(bars: Sequence[Bar], level: int, height: int, wide: int) -> Pieces:
    pieces: list[Piece] = []
    for bar in bars:
        eighths = round(min(max(bar.share, 0.0), 1.0) * height * 8)
        if bar.share > 0:
            eighths = max(eighths, 2)
        char = _EIGHTHS[min(8, max(0, eighths - 8 * level))]
        tone = bar.tone
        if bar.share <= 0 and level == 0:
            char, tone = ("·" if bar.quiet else "▁"), "dim"
        pieces.append(Piece(f"{' ' * bar.gap}{_filled(char, wide)}", tone))
    return tuple(pieces)


def _filled(char: str, wide: int) -> str:
    """A column of two cells or more leaves the last one free, so that neighbours stay apart."""
    return char if wide == 1 else char * (wide - 1) + " "


def _under(bar: Bar, wide: int) -> Pieces:
    return (Piece(" " * bar.gap), bar.sign._replace(text=bar.sign.text[:wide].ljust(wide)))
