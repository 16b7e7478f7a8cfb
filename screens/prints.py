"""Prints: what waits, since when, and why; what a person must look at stands out."""

from __future__ import annotations

from typing import cast

from screens.figures import day
from screens.page import BLANK, Column, Line, Page, Piece, Row, dim, facts, strong
from shopstock.desk.views.base import View
from shopstock.desk.views.frame import Tone
from shopstock.desk.views.prints import PrintRow, PrintsView

_COLUMNS = (
    Column("", 3, right=True),
    Column("Paper", 12, flex=1),
    Column("What", 10, tone="dim"),
    Column("Since", 12),
    Column("State", 9),
    Column("Why", 26, flex=3, tone="dim"),
)
_STATES: dict[str, tuple[str, Tone]] = {
    "waiting": ("waits", "plain"),
    "sending": ("printing", "good"),
    "unsure": ("unsure", "stop"),
    "held": ("ask", "ask"),
}


def page(view: View, width: int) -> Page:  # noqa: ARG001 - the columns share the width
    """The queue, and the printers of this till below it."""
    shown = cast(PrintsView, view)
    foot = (Line(facts(("Receipts", shown.receipts), ("Labels", shown.labels))),)
    if not shown.rows:
        return Page((BLANK, Line((dim("Nothing waits to be printed."),), indent=4)), foot=foot)
    return Page(tuple(map(_row, shown.rows)), foot=foot, columns=_COLUMNS)


def _row(row: PrintRow) -> Row:
    word, tone = _STATES[row.state]
    what = row.kind if row.copies == 1 else f"{row.copies} {row.kind}"
    since = f"{day(row.since[:10])} {row.since[11:16]}"
    state = Piece(word, tone, bold=tone != "plain")
    return Row((str(row.n), strong(row.paper), what, since, state, row.why))
