"""Stock: what the shop has, low and missing things first to the eye."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast, overload

from screens.figures import day, number, printed
from screens.page import BLANK, Column, Item, Line, Page, Piece, Row, dim, strong
from shopstock.desk.views.base import View
from shopstock.desk.views.frame import Tone
from shopstock.desk.views.stock import StockRow, StockView

_KINDS = {"serial": "serial", "lot": "lot", "none": "count"}
_COLUMNS = (
    Column("Item", 20, flex=3),
    Column("Kind", 6, tone="dim"),
    Column("Have", 5, right=True),
    Column("Held", 4, right=True),
    Column("Low", 4, right=True, tone="dim"),
    Column("", 3),
    Column("Next date", 9),
    Column("Place", 8, flex=1, tone="dim"),
)


class Rows(Sequence[Item]):
    """Makes a row when it is looked at: a shop may have a hundred thousand products."""

    def __init__(self, rows: Sequence[StockRow]) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> Item: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Item]: ...
    def __getitem__(self, at: int | slice) -> Item | Sequence[Item]:
        if isinstance(at, slice):
            return Rows(self._rows[at])
        return _row(self._rows[at])


def page(view: View, _width: int) -> Page:
    """The list."""
    stock = cast(StockView, view)
    if not stock.rows:
        return Page((BLANK, Line((dim("Nothing fits these words. Enter :stock to see all."),), indent=4)))
    more = stock.matches - len(stock.rows)
    foot = (Line((dim(f"and {more:,} more: type a word to narrow it down"),)),) if more > 0 else ()
    return Page(Rows(stock.rows), foot=foot, columns=_columns(stock.rows))


def _columns(rows: Sequence[StockRow]) -> tuple[Column, ...]:
    """With room for the longest figure: half a figure is a lie. No row is drawn for it, there may be very many."""
    longest = {
        "Have": max(len(_have(row)) for row in rows),
        "Held": max(len(row.held) if number(row.held) else 0 for row in rows),
        "Low": max(len(row.reorder_at or "") for row in rows),
    }
    return tuple(
        column._replace(width=max(column.width, longest.get(column.title, 0))) for column in _COLUMNS
    )


def _have(row: StockRow) -> str:
    """`1/17` where one of 17 is good."""
    return f"{row.good}/{row.on_hand}" if row.good is not None else row.on_hand


def _dated(row: StockRow) -> Piece:
    """What is over comes first: it must go."""
    if number(row.over) > 0:
        return Piece(f"{row.over} over", "stop")
    return Piece(day(printed(row.next_date, row.next_precision)) if row.next_date else "")


def _row(row: StockRow) -> Row:
    out = number(row.on_hand) <= 0
    mark = Piece("OUT", "stop", bold=True) if out else Piece("LOW", "ask", bold=True) if row.low else dim("")
    tone: Tone = "stop" if out else "ask" if row.low else "strong"
    return Row(
        (
            strong(row.name),
            _KINDS.get(row.tracking, row.tracking),
            Piece(_have(row), tone, bold=True),
            dim("") if number(row.held) == 0 else Piece(row.held, "ask"),
            row.reorder_at or "",
            mark,
            _dated(row),
            row.place or "",
        ),
        entry=f":find {row.sku}",
    )
