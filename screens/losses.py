"""Losses: the ways out of the shop with their share of the sales, what markdowns brought, and waste in groups."""

from __future__ import annotations

from typing import cast

from screens.figures import gauge, money
from screens.page import BLANK, Column, Item, Line, Page, Piece, Row, dim, strong, text
from screens.paint import widened
from shopstock.desk.views.base import View
from shopstock.desk.views.losses import LossesView, LossRow

_ROWS = (
    Column("", 3, right=True, tone="accent"),
    Column("Waste", 24, flex=2),
    Column("Qty", 8, right=True, tone="dim"),
    Column("Cost", 9, right=True),
    Column("%", 5, right=True, tone="dim"),
    Column("", 14, flex=1),
)
_WORDS = {"waste": "Waste", "charity": "Charity", "staff": "Staff", "supplier": "Supplier"}


def page(view: View, _width: int) -> Page:
    """Sums on top, the groups below, the dearest first."""
    shown = cast(LossesView, view)
    head: list[Item] = []
    for each in shown.sums:
        share = f"{each.percent} % of sales" if each.percent and each.what == "waste" else ""
        unknown = f"{each.uncosted} of {each.count} without a cost" if each.uncosted else ""
        left = text(
            dim(f"{_WORDS.get(each.what, each.what):<10}"),
            strong(f"{money(each.cost):>10}"),
            dim(f"   {share}"),
        )
        head.append(Line(left, (Piece(unknown, "ask"),) if unknown else ()))
    saved = (
        dim(f"{'Saved':<10}"),
        Piece(f"{money(shown.saved):>10}", "good", bold=True),
        dim(f"   at list {money(shown.saved_list)}, wasted anyhow {money(shown.saved_wasted)}"),
    )
    head += [Line(saved), BLANK]
    if not shown.rows:
        return Page(
            (Line((Piece("Nothing was wasted in these days.", "good"),), indent=4),), head=tuple(head)
        )
    rows = [_row(row) for row in shown.rows]
    return Page(tuple(rows), head=tuple(head), columns=widened(_ROWS, rows), start=0)


def _row(row: LossRow) -> Row:
    share = float(row.share) / 100 if row.share else 0.0
    return Row(
        (
            str(row.n),
            strong(row.label),
            row.quantity or "",
            money(row.cost),
            row.share or "",
            gauge(share, 12, "ask"),
        ),
        entry=str(row.n) if row.code else None,
        sign="!" if row.uncosted else "",
    )
