"""The stock of a product in the weeks to come: bars of what is good each day, and the days below."""

from __future__ import annotations

from typing import cast

from screens.columns import Bar, chart
from screens.figures import day, number
from screens.page import BLANK, Column, Item, Line, Page, Piece, Row, dim, facts, strong
from shopstock.desk.views.base import View
from shopstock.desk.views.forecast import ForecastRow, ForecastView
from shopstock.desk.views.frame import Tone

_COLUMNS = (
    Column("Day", 10),
    Column("Good", 8, right=True),
    Column("Sells", 7, right=True, tone="dim"),
    Column("Left over", 9, right=True),
    Column("", 8, flex=1),
)
_BESIDE = 80


def page(view: View, width: int) -> Page:
    """The product, its bars, its days."""
    shown = cast(ForecastView, view)
    head: list[Item] = [
        Line(
            (strong(shown.name), dim(f"  {shown.sku}")),
            facts(
                ("good", shown.good),
                ("of", shown.on_hand),
                ("a week", shown.per_week or "not known yet"),
                ("gone", day(shown.runs_out) if shown.runs_out else None),
            ),
        ),
        *_chart(shown, width),
        BLANK,
    ]
    body = tuple(_row(row) for row in shown.days)
    return Page(body, head=tuple(head), columns=_COLUMNS)


def _chart(shown: ForecastView, width: int) -> list[Line]:
    most = max((number(row.good) for row in shown.days), default=0)
    room = width - 12
    days = shown.days[:room]
    bars = [
        Bar(
            number(row.good) / most if most else 0.0,
            _tone(row),
            dim(row.weekday[0]),
            gap=n > 0 and row.weekday == "Mon",
        )
        for n, row in enumerate(days)
        if n + n // 7 < room
    ]
    return chart(bars, 6 if width > _BESIDE else 3, 1, f"{most:g}")


def _tone(row: ForecastRow) -> Tone:
    return "stop" if row.left else "accent"


def _row(row: ForecastRow) -> Row:
    left = Piece(f"{row.left} left", "stop", bold=True) if row.left else dim("")
    good: Tone = "stop" if number(row.good) <= 0 else "plain"
    return Row((f"{row.weekday} {day(row.date)}", Piece(row.good, good), row.wanted, left, ""))
