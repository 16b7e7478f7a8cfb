"""Menu: all commands; those of a later version stay visible and say why they do nothing yet."""

from __future__ import annotations

from typing import cast

from screens.page import Column, Page, Piece, Row, dim, strong
from shopstock.desk.views.base import View
from shopstock.desk.views.menu import MenuRow, MenuView

_COLUMNS = (
    Column("Key", 6),
    Column("", 11),
    Column("What it does", 30, flex=1),
    Column("Typed", 11, tone="dim"),
)


def page(view: View, _width: int) -> Page:
    """The list; arrows and Enter choose as well as the key."""
    return Page(tuple(_row(row) for row in cast(MenuView, view).rows), columns=_COLUMNS)


def _row(row: MenuRow) -> Row:
    if row.why_not:
        return Row((row.key, row.label, row.why_not, row.typed), tone="dim")
    return Row(
        (Piece(row.key, "accent", bold=True), strong(row.label), Piece(row.help), dim(row.typed)),
        entry=row.typed,
    )
