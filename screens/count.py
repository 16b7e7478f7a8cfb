"""Count: what was scanned, newest first, and what is to look at; after comparing, where count and books differ."""

from __future__ import annotations

from typing import cast

from screens.figures import money
from screens.page import BLANK, Column, Item, Line, Page, Piece, Row, code, dim, strong, text
from screens.paint import widened
from shopstock.desk.views.base import View
from shopstock.desk.views.count import CountDifference, CountScan, CountView
from shopstock.desk.views.frame import Tone

_SCANS = (
    Column("", 4, right=True, tone="dim"),
    Column("Counted", 30, flex=2),
    Column("Serial or lot", 18, flex=1),
    Column("Qty", 8, right=True),
)
_DIFFERENCES = (
    Column("", 3, right=True, tone="dim"),
    Column("", 10),
    Column("Item", 20, flex=2),
    Column("Serial/lot", 14, flex=1),
    Column("Books", 8, right=True, tone="dim"),
    Column("Count", 8, right=True),
    Column("Value", 9, right=True),
)
_KINDS: dict[str, tuple[str, Tone]] = {
    "missing": ("missing", "stop"),
    "extra": ("too much", "ask"),
    "elsewhere": ("", "ask"),
    "again": ("AGAIN", "stop"),
}


def page(view: View, _width: int) -> Page:
    """Choose a place; scan; compare."""
    shown = cast(CountView, view)
    if shown.paper:
        return Page((BLANK, Line((Piece("SAVED  ", "good", bold=True), strong(shown.paper)), indent=4)))
    if shown.place is None:
        return _places(shown)
    if shown.differences is not None:
        return _compared(shown, shown.differences)
    rows: list[Item] = [_scan(scan) for scan in reversed(shown.scans)]
    rows = rows or [Line((dim("Nothing is counted yet."),))]
    return Page(tuple(rows), head=tuple(_problems(shown)), columns=_SCANS)


def _places(shown: CountView) -> Page:
    lines = tuple(
        Line(text(Piece(f"{n:>3}", "accent", bold=True), "  ", strong(place)), entry=str(n))
        for n, place in enumerate(shown.places, 1)
    )
    return Page(lines, start=0 if lines else None)


def _problems(shown: CountView) -> list[Item]:
    lines: list[Item] = [Line((Piece(problem, "ask"),), sign="!") for problem in shown.problems[-5:]]
    return [*lines, BLANK] if lines else []


def _scan(scan: CountScan) -> Row:
    return Row((str(scan.n), strong(scan.name), code(scan.serial or scan.lot), scan.quantity))


def _compared(shown: CountView, differences: list[CountDifference]) -> Page:
    if not differences:
        said = f"{shown.pieces} counted, all as in the books. Nothing was changed yet."
        return Page((BLANK, Line((Piece(said, "good", bold=True),), indent=4)))
    foot = (
        Line((dim("Nothing is changed until F9 accepts it."),), (dim("value "), strong(money(shown.value)))),
    )
    body: list[Item] = []
    for row in differences:
        body.append(_difference(row))
        if row.elsewhere:
            carried = "" if row.booked else ": carry it there, or see to it"
            body.append(Line((dim(f"booked at {row.elsewhere}{carried}"),), indent=16))
    return Page(tuple(body), head=tuple(_problems(shown)), foot=foot, columns=widened(_DIFFERENCES, body))


def _difference(row: CountDifference) -> Row:
    word, tone = _KINDS[row.kind]
    return Row(
        (
            str(row.n),
            Piece(word or ("moves here" if row.booked else "told"), tone, bold=True),
            strong(row.name),
            code(row.serial or row.lot),
            row.books,
            row.counted,
            money(row.value),
        ),
        tone=None if row.booked else "dim",
    )
