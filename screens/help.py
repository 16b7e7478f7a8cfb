"""Help: what can be entered here, and what happens then. It stops nobody: a scan still goes to the job."""

from __future__ import annotations

from typing import cast

from screens.page import BLANK, Column, Line, Page, Piece, Row, dim, strong
from shopstock.desk.views.base import View
from shopstock.desk.views.menu import HelpView

_COLUMNS = (Column("You scan or type", 24, flex=1, tone="accent"), Column("What happens", 40, flex=3))


def page(view: View, _width: int) -> Page:
    """The pairs, under the title."""
    shown = cast(HelpView, view)
    rows = tuple(
        Row((Piece(row[0], "accent", bold=True), " ".join(row[1:]))) if row else BLANK for row in shown.rows
    )
    title = Line((strong(shown.title),), (dim("Esc back   PgDn more"),))
    return Page(rows, head=(title, BLANK), columns=_COLUMNS)
