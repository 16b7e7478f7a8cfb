"""Looking ahead: the coming weeks as a chart, the days that something ends on below it, or the lots of a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    Column("Goods", 10, flex=1),
    Column("Lots", 4, right=True, tone="dim"),
    Column("Pieces", 6, right=True),
    Column("Price", 6, right=True),
    Column("Cost", 6, right=True, tone="dim"),
    Column("Left?", 6, right=True),
)
_LOTS = (
    Column("#", 2, right=True, tone="accent"),
    Column("Item", 8, flex=2),
    Column("Lot", 8, flex=1),
    Column("Place", 8, tone="dim"),
    Column("Date", 9),
    Column("Qty", 4, right=True),
    Column("Price", 7, right=True),
    Column("Left?", 5, right=True),
)
_SCALE = 9  # cells for what the highest bar stands for
_LEGEND = 50  # a line of words that is shorter leaves room for what the colours say
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
        foot = (Line((dim("not counted, set aside: "), said), (dim(_sum(shown.set_aside)),)),)
    head = (*_chart(shown, width), BLANK)
    if not body:
        return Page((Line((strong("Nothing reaches its last day."),), indent=4),), head=head, foot=foot)
    return Page(tuple(body), head=head, foot=foot, columns=widened(_with_days(shown), body))


def _with_days(shown: AheadView) -> tuple[Column, ...]:
    """The columns with room for the year where days are so far away."""
    longest = max((len(day(row.date)) + 4 for row in shown.days if row.n is not None), default=0)
    return tuple(c._replace(width=max(c.width, longest)) if c.title == "Last day" else c for c in _DAYS)


def _sum(total: AheadSum) -> str:
    return f"{money(total.at_price)} at price, {money(total.at_cost)} at cost"


# The chart


def _chart(shown: AheadView, width: int) -> list[Item]:
    room = width - 2 - _SCALE - 1
    gaps = len(shown.totals) - 1
    wide = min(3, (room - gaps) // max(1, len(shown.days)))
    height = 7 if width > _BESIDE else 4
    if wide < 1:
        return _by_week(shown.totals, height, room)
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
    return Bar(share, _left_tone(row.sum), sign, gap=n > 0 and row.weekday == "Mon", quiet=row.shut)


def _mondays(days: list[AheadDayRow], bars: list[Bar], wide: int) -> Line:
    """The dates of the Mondays, each where its week begins, as far as they do not touch."""
    marks = []
    at = 0
    for row, bar in zip(days, bars, strict=True):
        at += bar.gap
        if row.weekday == "Mon" or row.today:
            marks.append((at, "today" if row.today else day(row.date)))
        at += wide
    return _axis(marks)


def _axis(marks: Sequence[tuple[int, str]]) -> Line:
    """Words below the chart, each where it belongs, without those that would touch; then what the colours say."""
    under = ""
    for at, words in marks:
        if len(under) <= at - bool(under):
            under = under.ljust(at) + words
    said = (Piece("█", "stop"), dim(" most left  "), Piece("█", "ask"), dim(" some"))
    return Line((dim(" " * _SCALE + under),), said if len(under) < _LEGEND else ())


def _by_week(totals: list[AheadWeek], height: int, room: int) -> list[Item]:
    worth = [number(week.sum.at_price) for week in totals]
    most = max(worth, default=0)
    wide = max(1, min(6, room // max(1, len(totals))))
    blank = Piece("")
    bars = [
        Bar(each / most if most else 0.0, _left_tone(week.sum), blank)
        for each, week in zip(worth, totals, strict=True)
    ]
    firsts = [date.fromisoformat(week.first) for week in totals]
    months = [
        (n * wide, MONTHS[d.month - 1])
        for n, d in enumerate(firsts)
        if not n or d.month != firsts[n - 1].month
    ]
    return [*chart(bars, height, wide, money(f"{most:.0f}"))[:-1], _axis(months)]


# The list


def _body(shown: AheadView) -> Iterator[Row]:
    if shown.over.lots:
        yield Row(
            ("1", Piece("over", "stop", bold=True), _goods(shown.over_goods), *_figures(shown.over)),
            entry="1",
            sign="!",
        )
    totals = {week.first: week for week in shown.totals}
    for _, days in groupby(shown.days, _week_of):
        rows = list(days)
        total = totals.get(rows[0].date)
        if total and total.days > 1:
            yield _week(total)
        yield from (_day(shown, row) for row in rows if row.n is not None)


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
    return (
        str(total.lots),
        _pieces(total),
        strong(money(total.at_price)),
        money(total.at_cost),
        _likely(total),
    )


def _likely(total: AheadSum) -> Piece:
    return Piece(money(total.likely), _left_tone(total)) if number(total.likely) else dim("")


def _left_tone(total: AheadSum) -> Tone:
    """By how much of it will likely be left: half or more, some, nothing to speak of."""
    share = number(total.likely) / (number(total.at_price) or 1.0)
    return "stop" if share >= 0.5 else "ask" if share >= 0.1 else "accent"


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
            Piece("  past best" if lot.state == "past_best" else "  too short", "ask"),
        )
    cells: tuple[Cell, ...] = (
        str(lot.n), name, code(lot.lot), lot.place, Piece(shown, tone), quantity,
        strong(money(lot.at_price)), Piece(lot.likely or "", "ask") if number(lot.likely or "0") else "",
    )  # fmt: skip
    return Row(cells, entry=str(lot.n))
