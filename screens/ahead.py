"""Looking ahead: the coming weeks as a chart, the days that something ends on below it, or the lots of a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import cast

from screens.columns import Bar, chart
from screens.figures import dated, day, money, number, printed
from screens.page import BLANK, Cell, Column, Item, Line, Page, Piece, Row, code, dim, strong
from screens.paint import widened
from shopstock.days import MONTHS
from shopstock.desk.views.ahead import AheadDayRow, AheadLot, AheadSum, AheadView, AheadWeek
from shopstock.desk.views.base import View
from shopstock.desk.views.frame import Tone

_DAYS = (
    Column("#", 2, right=True, tone="accent"),
    Column("Last day", 10),
    Column("Goods", 12, flex=1),
    Column("Lots", 4, right=True, tone="dim"),
    Column("Pieces", 6, right=True),
    Column("At price", 8, right=True),
    Column("At cost", 8, right=True, tone="dim"),
)
_LOTS = (
    Column("#", 2, right=True, tone="accent"),
    Column("Item", 14, flex=2),
    Column("Lot", 8, flex=1),
    Column("Place", 8, tone="dim"),
    Column("Date", 9),
    Column("Qty", 4, right=True),
    Column("Price", 6, right=True, tone="dim"),
    Column("Sum", 7, right=True),
)
_SCALE = 9  # cells for what the highest bar stands for
_BESIDE = 80  # a pane that is wider stands on a terminal with more rows, too
SOON, NEAR = 2, 7


def page(view: View, width: int) -> Page:
    """The calendar, or the day that was picked."""
    shown = cast(AheadView, view)
    if shown.picked:
        return _picked(shown)
    body = list(_body(shown))
    foot: tuple[Item, ...] = ()
    if shown.set_aside.lots:
        said = Piece(_told(shown.set_aside), "ask")
        foot = (Line((dim("set aside, not counted: "), said, dim(_sum(shown.set_aside)))),)
    head = (*_chart(shown, width), BLANK)
    if not body:
        return Page((Line((strong("Nothing reaches its last day."),), indent=4),), head=head, foot=foot)
    return Page(tuple(body), head=head, foot=foot, columns=widened(_DAYS, body))


def _sum(total: AheadSum) -> str:
    return f"  {money(total.at_price)} at price, {money(total.at_cost)} at cost"


# The chart


def _chart(shown: AheadView, width: int) -> list[Item]:
    room = width - 2 - _SCALE - 1
    weeks = [list(days) for _, days in groupby(shown.days, _week_of)]
    gaps = len(weeks) - 1
    wide = min(3, (room - gaps) // max(1, len(shown.days)))
    height = 7 if width > _BESIDE else 4
    if wide < 1:
        return _by_week(weeks, height, room)
    most = max((number(row.sum.at_price) for row in shown.days), default=0)
    bars = [_bar(n, row, most) for n, row in enumerate(shown.days)]
    lines = chart(bars, height, wide, money(f"{most:.0f}"))
    return [*lines, _mondays(shown.days, bars, wide)]


def _bar(n: int, row: AheadDayRow, most: float) -> Bar:
    share = number(row.sum.at_price) / most if most else 0.0
    sign = (
        Piece(row.weekday[0], "accent", fill=True)
        if row.today
        else Piece(row.weekday[0], "dim" if row.shut else "plain")
    )
    return Bar(share, _tone(n), sign, gap=n > 0 and row.weekday == "Mon", quiet=row.shut)


def _tone(days_left: int) -> Tone:
    return "stop" if days_left <= SOON else "ask" if days_left <= NEAR else "accent"


def _mondays(days: list[AheadDayRow], bars: list[Bar], wide: int) -> Line:
    """The dates of the Mondays, each where its week begins, as far as they do not touch."""
    under, at = "", 0
    for row, bar in zip(days, bars, strict=True):
        at += bar.gap
        if (row.weekday == "Mon" or row.today) and len(under) <= at - bool(under):
            under = under.ljust(at) + ("today" if row.today else day(row.date))
        at += wide
    return Line((dim(" " * _SCALE + under),))


def _by_week(weeks: list[list[AheadDayRow]], height: int, room: int) -> list[Item]:
    sums = [sum(number(row.sum.at_price) for row in week) for week in weeks]
    most, wide = max(sums, default=0), max(1, min(8, room // len(weeks)))
    bars = [
        Bar(worth / most if most else 0.0, _tone(7 * n), _month(week, n))
        for n, (week, worth) in enumerate(zip(weeks, sums, strict=True))
    ]
    lines = chart(bars, height, wide, money(f"{most:.0f}"))
    return [*lines, Line((dim(" " * _SCALE + "a bar for each week, under the days of its Monday"),))]


def _month(week: list[AheadDayRow], n: int) -> Piece:
    first = date.fromisoformat(week[0].date)
    begins = n == 0 or first.day <= 7
    return Piece(MONTHS[first.month - 1] if begins else f"{first.day:02}", "accent" if begins else "dim")


# The list


def _body(shown: AheadView) -> Iterator[Row]:
    if shown.over.lots:
        yield Row(
            ("1", Piece("over", "stop", bold=True), _goods(shown.over_goods), *_figures(shown.over)),
            entry="1",
            sign="!",
        )
    totals = {week.number: week for week in shown.totals}
    for (_, number_of), week in groupby(shown.days, _week_of):
        if totals[number_of].days > 1:
            yield _week(totals[number_of])
        yield from (_day(shown, row) for row in week if row.n is not None)


def _week_of(row: AheadDayRow) -> tuple[int, int]:
    return date.fromisoformat(row.date).isocalendar()[:2]


def _week(week: AheadWeek) -> Row:
    return Row(("", dim(f"week {week.number}"), "", *_figures(week.sum)), tone="dim")


def _day(shown: AheadView, row: AheadDayRow) -> Row:
    left = _days_left(shown, row)
    tone: Tone = "stop" if left <= SOON else "ask" if left <= NEAR else "plain"
    when = Piece("today", tone, bold=True) if row.today else Piece(f"{row.weekday} {day(row.date)}", tone)
    shut = (dim("shut  "),) if row.shut else ()
    return Row((str(row.n), when, (*shut, _goods(row.goods)), *_figures(row.sum)), entry=str(row.n))


def _goods(names: list[str]) -> Piece:
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return Piece((names[0] if names else "") + more, "strong")


def _figures(total: AheadSum) -> tuple[Cell, ...]:
    return str(total.lots), _pieces(total), strong(money(total.at_price)), money(total.at_cost)


def _pieces(total: AheadSum) -> str:
    return " ".join(
        amount if measure == "each" else f"{amount} {measure}" for measure, amount in total.quantities.items()
    )


def _told(total: AheadSum) -> str:
    return f"{total.lots} lot{'s' * (total.lots != 1)}, {_pieces(total)}"


# A day


def _picked(shown: AheadView) -> Page:
    if shown.picked == "over":
        title, left = "Over already", ""
    else:
        row = next(row for row in shown.days if row.date == shown.picked)
        title = f"{row.weekday} {day(row.date)}{', shut' if row.shut else ''}"
        days = _days_left(shown, row)
        left = "today" if not days else f"in {days} day{'s' * (days != 1)}"
    total = shown.picked_sum
    figures = (
        (strong(money(total.at_price)), dim(f" at price   {money(total.at_cost)} at cost")) if total else ()
    )
    head = Line((Piece(title, "strong"), dim(f"   {left}")), figures)
    body = tuple(_lot(lot) for lot in shown.lots)
    return Page(body, head=(head, BLANK), columns=widened(_LOTS, body), start=0)


def _days_left(shown: AheadView, row: AheadDayRow) -> int:
    return (date.fromisoformat(row.date) - date.fromisoformat(shown.first)).days


def _lot(lot: AheadLot) -> Row:
    shown = dated(lot.date_kind, printed(lot.date, lot.date_precision), short=True)
    tone: Tone = "stop" if lot.days_left < 0 else "ask" if lot.days_left <= SOON else "plain"
    quantity = lot.quantity if not number(lot.set_aside) else f"{lot.quantity} +{lot.set_aside}"
    name: Cell = strong(lot.name)
    if lot.state in ("past_best", "short"):
        name = (
            strong(lot.name),
            Piece("  past its best" if lot.state == "past_best" else "  too short to sell", "ask"),
        )
    cells: tuple[Cell, ...] = (
        str(lot.n), name, code(lot.lot), lot.place, Piece(shown, tone), quantity, money(lot.price),
        strong(money(lot.at_price)),
    )  # fmt: skip
    return Row(cells, entry=str(lot.n))
