"""Waste: what was scanned, the letters why and where to, and what left today."""

from __future__ import annotations

from typing import cast

from screens.figures import dated, money
from screens.page import BLANK, Column, Item, Line, Page, Piece, Row, code, dim, facts, strong, text
from screens.paint import widened
from shopstock.desk.views.base import View
from shopstock.desk.views.waste import WasteDone, WasteGoods, WasteView

_ROWS = (
    Column("Today", 9, tone="dim"),
    Column("Item", 20, flex=2),
    Column("Lot", 10, flex=1),
    Column("Qty", 8, right=True),
    Column("Why", 12, flex=1, tone="dim"),
    Column("Cost", 9, right=True),
)


def page(view: View, _width: int) -> Page:
    """Goods with their letters on top, today's losses below."""
    shown = cast(WasteView, view)
    head = _goods(shown, shown.goods) if shown.goods else [Line((dim("Scan what is to leave."),)), BLANK]
    rows = [_row(row) for row in shown.today]
    body: tuple[Item, ...] = tuple(rows) or (Line((dim("Nothing left today."),), indent=4),)
    foot = (Line((), (dim("wasted today "), strong(money(shown.wasted_today)))),)
    return Page(body, head=tuple(head), foot=foot, columns=widened(_ROWS, rows) if rows else ())


def _goods(shown: WasteView, goods: WasteGoods) -> list[Item]:
    letters = shown.ends if shown.reason else shown.reasons
    asked = "Where to?" if shown.reason else "Why?"
    return [
        Line(
            text(strong(f"{goods.quantity} x {goods.name}")),
            facts(("cost", money(goods.cost) if goods.cost else "not known")),
        ),
        Line(
            facts(
                ("lot", code(goods.lot) if goods.lot else None),
                ("serial", code(goods.serial) if goods.serial else None),
                ("", dated(goods.date_kind, goods.date, short=True) if goods.date else None),
                ("at", f"{goods.place}, {goods.there} there"),
            )
        ),
        BLANK,
        Line(text(Piece(asked, "ask", bold=True), dim(f"   {shown.reason or ''}"))),
        *(
            Line(text(Piece(f"{letter:>3}", "accent", bold=True), "  ", word), entry=letter)
            for letter, word in letters
        ),
        BLANK,
    ]


def _row(row: WasteDone) -> Row:
    cost = money(row.cost) if row.cost else "?"
    return Row((row.what, strong(row.name), code(row.lot), row.quantity, row.reason, cost))
