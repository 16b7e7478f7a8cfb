"""Sales that lack a serial, oldest first, with whom to ring up."""

from __future__ import annotations

from typing import cast

from screens.figures import day
from screens.page import BLANK, Column, Line, Page, Piece, Row, code, dim, strong
from shopstock.desk.views.base import View
from shopstock.desk.views.lacking import LackingRow, LackingView

_ROWS = (
    Column("", 3, right=True, tone="accent"),
    Column("Sold", 9, tone="dim"),
    Column("Receipt", 10),
    Column("Item", 20, flex=2),
    Column("Customer", 16, flex=1),
    Column("Phone", 13),
)


def page(view: View, _width: int) -> Page:
    """The list; the row whose serial is asked stands out."""
    shown = cast(LackingView, view)
    if not shown.rows:
        said = "Every piece that was sold has its serial."
        return Page((BLANK, Line((Piece(said, "good", bold=True),), indent=4)))
    rows = tuple(_row(row, asked=row.n == shown.asked) for row in shown.rows)
    head = (Line((dim("A number picks a sale, then its serial is scanned."),)), BLANK)
    return Page(rows, head=head, columns=_ROWS, start=None if shown.asked else 0)


def _row(row: LackingRow, *, asked: bool) -> Row:
    cells = (str(row.n), day(row.day), code(row.paper), strong(row.name), row.customer or "", row.phone or "")
    return Row(cells, entry=str(row.n), sign="?" if asked else "", tone="ask" if asked else None)
