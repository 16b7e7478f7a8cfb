"""What to order: under its supplier, how much of what and why; at the end what needs none."""

from __future__ import annotations

from typing import cast

from screens.figures import day, money, number
from screens.page import BLANK, Cell, Column, Item, Line, Page, Piece, Row, dim, strong
from screens.paint import widened
from shopstock.desk.views.base import View
from shopstock.desk.views.frame import Tone
from shopstock.desk.views.reorder import ReorderRow, ReorderView

_COLUMNS = (
    Column("#", 2, right=True, tone="accent"),
    Column("Item", 16, flex=1),
    Column("Have", 5, right=True, tone="dim"),
    Column("Good", 5, right=True),
    Column("Low", 4, right=True, tone="dim"),
    Column("Week", 5, right=True, tone="dim"),
    Column("Lasts", 6, tone="dim"),
    Column("Order", 6, right=True),
    Column("Cost", 7, right=True, tone="dim"),
)
_TONES: dict[str, Tone] = {"order": "good", "less": "ask", "enough": "dim", "left": "stop"}


def page(view: View, _width: int) -> Page:
    """The list."""
    shown = cast(ReorderView, view)
    if not shown.rows:
        return Page((BLANK, Line((Piece("Nothing is low.", "good", bold=True),), indent=4)))
    body: list[Item] = []
    group = None
    for row in shown.rows:
        title = row.supplier or "no supplier" if row.advice in ("order", "less") else "Order none"
        if title != group:
            body += [BLANK] if body else []
            body.append(Line((Piece(title, "accent", bold=True),)))
            group = title
        body += [_row(row), Line((dim(row.reason),), indent=6)]
    return Page(tuple(body), columns=widened(_COLUMNS, body), start=1)


def _row(row: ReorderRow) -> Row:
    order: Cell = Piece("none", _TONES[row.advice])
    if number(row.quantity):
        order = Piece(row.quantity, _TONES[row.advice], bold=True)
    good: Tone = "ask" if row.good != row.on_hand else "plain"
    cells: tuple[Cell, ...] = (
        str(row.n), strong(row.name), row.on_hand, Piece(row.good, good), row.reorder_at or "", row.per_week or "",
        day(row.lasts), order, money(row.cost) if number(row.cost) else "",
    )  # fmt: skip
    return Row(cells, entry=str(row.n))
