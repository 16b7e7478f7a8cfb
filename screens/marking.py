"""Marked down: every lot on the shelves that costs less than its product."""

from __future__ import annotations

from typing import cast

from screens.figures import dated, money
from screens.page import BLANK, Column, Line, Page, Piece, Row, code, dim, strong
from screens.paint import widened
from shopstock.desk.views.base import View
from shopstock.desk.views.marking import MarkRow, MarkView

_ROWS = (
    Column("", 3, right=True, tone="accent"),
    Column("Item", 18, flex=2),
    Column("Lot", 8, flex=1),
    Column("Date", 13, tone="dim"),
    Column("List", 8, right=True, tone="dim"),
    Column("Now", 8, right=True),
    Column("Left", 7, right=True),
)


def page(view: View, _width: int) -> Page:
    """The list; the row of the last change stands out."""
    shown = cast(MarkView, view)
    if not shown.rows:
        return Page(
            (
                BLANK,
                Line((dim("Nothing is marked down. :mark LOT 30%, or M in the morning check"),), indent=4),
            )
        )
    rows = [_row(row) for row in shown.rows]
    chosen = None if shown.current is None else shown.current - 1
    return Page(tuple(rows), columns=widened(_ROWS, rows), chosen=chosen, start=0)


def _row(row: MarkRow) -> Row:
    return Row(
        (
            str(row.n),
            strong(row.name),
            code(row.lot),
            dated(row.date_kind, row.date, short=True) if row.date else "",
            money(row.list_price),
            Piece(money(row.price), "good", bold=True),
            row.left,
        ),
        entry=str(row.n),
    )
