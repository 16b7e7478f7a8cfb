"""Label lists for samples."""

from __future__ import annotations

from shopstock.papers.symbols import drawn
from shopstock.papers.terminal_code import lines
from tests.screens import all_views as v

MATRIX = "(01)09501101530003(17)270331(10)K22"


def labels(name: str = "Oat milk 1 l", *, bars: bool = False, note: str = "") -> v.LabelsView:
    """A unit, a lot, a price, a place and a markdown; the code of the second, or bars, or a note."""
    rows = [
        v.LabelLine(1, "unit", name, "356938035643809", 1),
        v.LabelLine(2, "lot", name, "K22", 24),
        v.LabelLine(3, "shelf", name, "2.15", 1),
        v.LabelLine(4, "place", name, "SHELF-1", 1),
        v.LabelLine(5, "markdown", name, "1.10", 3),
    ]
    symbol = drawn("ean13", "9501101530003") if bars else drawn("gs1_datamatrix", MATRIX)
    code = [] if note else list(lines(symbol))
    return v.LabelsView(
        rows,
        3 if bars else 2,
        30,
        "A4-24, 70 x 37 mm",
        5,
        2,
        code,
        "" if note else "a code",
        symbol.text,
        note,
    )


def many(current: int = 40) -> v.LabelsView:
    """More lines than the pane has, one of them current."""
    rows = [v.LabelLine(n, "unit", f"Thing {n}", f"SN-{n:05}", 1) for n in range(1, 41)]
    code = list(lines(drawn("gs1_datamatrix", MATRIX)))
    return v.LabelsView(rows, current, 40, "A4-65, 38.1 x 21.2 mm", 1, 1, code, "GS1 DataMatrix", MATRIX)


NOTHING = v.LabelsView([], None, 0, "A4-24, 70 x 37 mm", 7)
PRINTED = v.LabelsView([], None, 0, "A4-24, 70 x 37 mm", 7, saved="labels-20261122.pdf")
