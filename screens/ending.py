"""Ending soon: customers' warranties with whom to write to, and in another colour what suppliers owe us."""

from __future__ import annotations

from typing import cast

from screens.figures import day
from screens.page import BLANK, Column, Line, Page, Piece, Pieces, Row, code, dim, strong, text
from shopstock.desk.views.base import View
from shopstock.desk.views.ending import EndingRow, EndingView
from shopstock.desk.views.frame import Tone
from shopstock.text import NO_SERIAL

WIDE = 100
_NARROW = (
    Column("", 2, right=True, tone="accent"),
    Column("Ends", 6),
    Column("Days", 4, right=True),
    Column("Item", 14, flex=2),
    Column("Serial", 8),
    Column("Whom", 12, flex=1),
    Column("Reach", 15),
)
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


def page(view: View, width: int) -> Page:
    """The list, the earliest first."""
    shown = cast(EndingView, view)
    if not shown.rows:
        said = f"Nothing ends within {shown.days} days."
        return Page((BLANK, Line((Piece(said, "good", bold=True),), indent=4)))
    foot = (
        Line(
            text(
                Piece("+", "good", bold=True), dim(" may be written to   "), Piece("-", "stop", bold=True),
                dim(" wants none   ? nobody asked   "), Piece("! supplier", "ask"), dim(": claim before"),
            )
        ),
    )  # fmt: skip
    wide = width >= WIDE
    rows = tuple(_row(row, wide=wide) for row in shown.rows)
    return Page(rows, foot=foot, columns=_ROWS if wide else _NARROW, start=0)


def _row(row: EndingRow, *, wide: bool) -> Row:
    ours = row.whose == "supplier"
    near: Tone = "stop" if row.days_left <= 7 else "ask" if row.days_left <= 30 else "plain"
    sign, tone = _MAY[row.may_write]
    who: Pieces = (Piece(row.who or "", "ask" if ours else "plain"),)
    term = (Piece("supplier", "ask") if ours else Piece(row.terms),) if wide else ()
    if row.who and not ours:
        who = (Piece(f"{sign} ", tone, bold=True), *who)
    return Row(
        (
            str(row.n),
            Piece(day(row.until), near),
            str(row.days_left),
            strong(row.name),
            dim("none yet") if row.serial == NO_SERIAL else code(row.serial or row.lot),
            *term,
            who,
            row.phone or row.email or (row.place or ""),
        ),
        entry=str(row.n),
        sign="!" if ours else "",
    )
