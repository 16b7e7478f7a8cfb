"""Services: what is due, overdue first to the eye, and whom to call."""

from __future__ import annotations

from typing import cast

from screens.figures import day
from screens.page import BLANK, Column, Line, Page, Piece, Row, dim, strong
from shopstock.desk.views.base import View
from shopstock.desk.views.frame import Tone
from shopstock.desk.views.services import ServiceRow, ServicesView

_COLUMNS = (
    Column("", 3, right=True, tone="accent"),
    Column("Due", 9),
    Column("", 9),
    Column("Item", 10, flex=3),
    Column("Serial", 9, tone="dim"),
    Column("Customer", 9, flex=2),
    Column("Phone", 14),
)
_WHOLE = 9  # a longer serial is shown by its end


def page(view: View, _width: int) -> Page:
    """The list."""
    found = cast(ServicesView, view)
    if not found.rows:
        said = f"Nothing is due for service within {found.days} days."
        hint = ':item SKU service_every="12 months"  or  :service SERIAL every 6 months'
        return Page((BLANK, Line((strong(said),), indent=4), Line((dim(hint),), indent=4)))
    return Page(tuple(_row(row) for row in found.rows), columns=_COLUMNS)


def _row(row: ServiceRow) -> Row:
    tone: Tone = "stop" if row.days_left < 0 else "ask" if row.days_left <= 30 else "plain"
    left = f"{-row.days_left} d late" if row.days_left < 0 else f"{row.days_left} d"
    return Row(
        (
            str(row.n),
            Piece(day(row.due_on), tone, bold=row.days_left < 0),
            Piece(left, tone),
            strong(row.name),
            row.serial if len(row.serial) <= _WHOLE else f"..{row.serial[-4:]}",
            row.customer or dim("-"),
            row.phone or "",
        ),
        entry=f":find {row.serial}",
    )
