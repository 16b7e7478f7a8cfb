"""The back-test: each lot with what was foretold and what came, those that were missed in red."""

from __future__ import annotations

from typing import cast

from screens.figures import day, money
from screens.page import BLANK, Column, Line, Page, Piece, Row, code, dim, facts, strong, text
from shopstock.desk.views.backtest import BacktestRow, BacktestView
from shopstock.desk.views.base import View
from shopstock.desk.views.frame import Tone

_ROWS = (
    Column("#", 3, right=True, tone="accent"),
    Column("Date", 7),
    Column("Item", 14, flex=2),
    Column("Lot", 8, flex=1),
    Column("There", 6, right=True),
    Column("Said", 6, right=True),
    Column("Left", 6, right=True),
    Column("Try", 7, right=True),
    Column("", 9),
)


def page(view: View, width: int) -> Page:  # noqa: ARG001 - every pane is asked the same way
    """The sums, and every lot below them."""
    shown = cast(BacktestView, view)
    if not shown.rows:
        return Page((BLANK, Line((strong("No lot came to its date yet."),), indent=4)))
    sums = facts(
        ("lots", str(shown.lots)), ("right", Piece(str(shown.right), "good")),
        ("missed", Piece(str(shown.missed), "stop" if shown.missed else "plain")),
        ("for nothing", Piece(str(shown.needless), "ask" if shown.needless else "plain")),
        ("off by", f"{shown.error} ({shown.bias})"),
    )  # fmt: skip
    foot = Line(text(dim("Said: units foretold to be left   Try: the price advised")))
    return Page(
        tuple(_row(row) for row in shown.rows),
        head=(Line(sums), BLANK),
        foot=(foot,),
        columns=_ROWS,
        start=0,
    )


def _row(row: BacktestRow) -> Row:
    word, tone = _fate(row)
    cells = (
        str(row.n), day(row.date), strong(row.name), code(row.lot), row.there, row.said_left, row.left,
        money(row.advised) if row.advised else "", Piece(word, tone),
    )  # fmt: skip
    return Row(cells, entry=str(row.n), tone="dim" if row.priced else None)


def _fate(row: BacktestRow) -> tuple[str, Tone]:
    if row.priced:
        return "repriced", "dim"
    if row.right:
        return "right", "good"
    return ("nothing", "ask") if row.advised else ("missed", "stop")
