"""A symbol as lines of text, to scan it from the screen.

A full block is a dark module: whoever shows it paints dark on light. A matrix has two rows of modules in each line,
bars have two modules in each column, so both are as wide as they are on paper.
"""

from __future__ import annotations

from shopstock.papers.label import DoesNotFit
from shopstock.papers.symbols import Kind, Symbol
from shopstock.refusal import Key

COLUMNS, ROWS = 76, 17  # the pane of 80 x 24
BAR_LINES = 7
_HALVES = {"00": " ", "10": "▀", "01": "▄", "11": "█"}
_SIDES = {"00": " ", "10": "▌", "01": "▐", "11": "█"}
# What the standards ask for at least (ISO/IEC 16022: 1); QR asks for 4, and is read with 2.
_NARROW: dict[Kind, int] = {"gs1_datamatrix": 1, "datamatrix": 1, "qr_link": 2}


def lines(symbol: Symbol, columns: int = COLUMNS, rows: int = ROWS) -> tuple[str, ...]:
    """The lines of a symbol with its quiet zone, all of one length. Raises DoesNotFit and says what it needs."""
    drawn = _bars(symbol) if symbol.linear else _matrix(symbol.padded())
    if len(drawn) > rows and not symbol.linear:
        drawn = _matrix(_with_quiet(symbol, _NARROW[symbol.kind]))
    if len(drawn) > rows or len(drawn[0]) > columns:
        needed = f"{len(drawn[0])} columns and {len(drawn)} lines"
        raise DoesNotFit(
            f"this code needs {needed} on the screen, there are {columns} and {rows}", Key("F9", "print")
        )
    return drawn


def _bars(symbol: Symbol) -> tuple[str, ...]:
    row = symbol.padded()[0]
    row += "0" * (len(row) % 2)
    line = "".join(_SIDES[row[n : n + 2]] for n in range(0, len(row), 2))
    return (line,) * BAR_LINES


def _matrix(rows: tuple[str, ...]) -> tuple[str, ...]:
    even = (*rows, "0" * len(rows[0])) if len(rows) % 2 else rows
    return tuple(
        "".join(_HALVES[above + below] for above, below in zip(even[n], even[n + 1], strict=True))
        for n in range(0, len(even), 2)
    )


def _with_quiet(symbol: Symbol, quiet: int) -> tuple[str, ...]:
    blank = ("0" * (len(symbol.rows[0]) + 2 * quiet),) * quiet
    return (*blank, *("0" * quiet + row + "0" * quiet for row in symbol.rows), *blank)
