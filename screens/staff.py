"""People and rights: who works here, what they sign on with, and what each role may do."""

from __future__ import annotations

from typing import cast

from screens.page import BLANK, Column, Line, Page, Piece, Row, dim, strong
from shopstock.desk.views.base import View
from shopstock.desk.views.staff import RightRow, RightsView, StaffView

WIDE = 110  # there the whole sentence fits
_PEOPLE = (
    Column("", 2),
    Column("Name", 20, flex=2),
    Column("Role", 9),
    Column("PIN", 5),
    Column("Badge", 6),
    Column("", 20, flex=1),
)
_RIGHTS = (
    Column("Right", 12),
    Column("Owner", 6),
    Column("Manager", 8),
    Column("Clerk", 6),
    Column("What it is", 30, flex=1, tone="dim"),
)


def page(view: View, width: int) -> Page:
    """The people, or the rights."""
    return _rights(view, width) if isinstance(view, RightsView) else _people(cast(StaffView, view))


def _people(view: StaffView) -> Page:
    rows = tuple(
        Row(
            (
                Piece("●", "good") if row.here else "",
                strong(row.name),
                row.role,
                _yes(row.pin),
                _yes(row.badge),
                Piece(f"locked until {row.locked_until}", "stop") if row.locked_until else "",
            ),
            entry=f":staff {row.name}",
        )
        for row in view.rows
    )
    badge = (Line((dim("new badge  "), Piece(view.badge, "accent", bold=True))), BLANK) if view.badge else ()
    locks = tuple(Line((Piece(line, "ask"),)) for line in view.locks[:5])
    return Page(rows, head=badge, foot=locks, columns=_PEOPLE)


def _rights(view: RightsView, width: int) -> Page:
    return Page(tuple(_right(row, wide=width >= WIDE) for row in view.rows), columns=_RIGHTS)


def _right(row: RightRow, *, wide: bool) -> Row:
    what = row.what if wide else row.label
    return Row((strong(row.right), _yes(row.owner), _yes(row.manager), _yes(row.clerk), what))


def _yes(yes: bool) -> Piece:
    return Piece("yes", "good") if yes else dim("-")
