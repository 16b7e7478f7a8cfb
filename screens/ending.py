"""Ending soon: customers' warranties with whom to write to, and in another colour what suppliers owe us."""

from __future__ import annotations

from typing import cast

from screens.figures import day
from screens.page import BLANK, Column, Line, Page, Piece, Pieces, Row, code, dim, strong, text
from shopstock.desk.views.base import View
from shopstock.desk.views.ending import EndingRow, EndingView
from shopstock.desk.views.frame import Tone

_ROWS = (
    Column("", 3, right=True, tone="accent"),
    Column("Ends", 7),
    Column("Days", 4, right=True),
    Column("Item", 14, flex=3),
    Column("Serial/lot", 10, flex=1),
    Column("Term", 8, flex=1, tone="dim"),
    Column("Whom", 10, flex=2),
    Column("Phone or e-mail", 15, flex=2),
)
_MAY: dict[bool | None, tuple[str, Tone]] = {True: ("+", "good"), False: ("-", "stop"), None: ("?", "dim")}


def page(view: View, _width: int) -> Page:
    """The list, the earliest first."""
    shown = cast(EndingView, view)
    if not shown.rows:
        said = f"Nothing ends within {shown.days} days."
        return Page((BLANK, Line((Piece(said, "good", bold=True),), indent=4)))
    foot = (
        Line(
            text(
                Piece("+", "good", bold=True), dim(" may be written to   "), Piece("-", "stop", bold=True),
                dim(" wants no letters   ? nobody asked   "), Piece("supplier", "ask"), dim(": claim before"),
            )
        ),
    )  # fmt: skip
    return Page(tuple(_row(row) for row in shown.rows), foot=foot, columns=_ROWS, start=0)


def _row(row: EndingRow) -> Row:
    ours = row.whose == "supplier"
    near: Tone = "stop" if row.days_left <= 7 else "ask" if row.days_left <= 30 else "plain"
    sign, tone = _MAY[row.may_write]
    who: Pieces = (Piece(row.who or "", "plain"),)
    if row.who and not ours:
        who = (Piece(f"{sign} ", tone, bold=True), *who)
    return Row(
        (
            str(row.n),
            Piece(day(row.until), near),
            str(row.days_left),
            strong(row.name),
            code(row.serial or row.lot),
            Piece("supplier", "ask") if ours else row.terms,
            who,
            row.phone or row.email or (row.place or ""),
        ),
        entry=str(row.n),
        sign="!" if ours else "",
    )
