"""Checks: the mornings of a month with who signed, and one of them with every row."""

from __future__ import annotations

from screens.figures import day
from screens.page import BLANK, Column, Item, Line, Page, Piece, Row, code, dim, filled, strong, text
from shopstock.desk.views.base import View
from shopstock.desk.views.checks import CheckDayRow, CheckRecordRow, CheckRecordView, ChecksView
from shopstock.desk.views.frame import Tone

WIDE = 100
_DAYS = (
    Column("", 3, right=True, tone="accent"),
    Column("Day", 9),
    Column("Rows", 4, right=True),
    Column("Late", 4, right=True),
    Column("Undone", 6, right=True),
    Column("Signed", 15),
    Column("By", 8, flex=1),
    Column("Walked", 8, flex=1, tone="dim"),
)
_ROWS = (
    Column("Item", 14, flex=2),
    Column("Lot", 7),
    Column("Date", 19),
    Column("Qty", 5, right=True),
    Column("Done", 11, flex=1),
    Column("When, who", 10, flex=1),
)
_STANDING: dict[str, tuple[str, Tone]] = {
    "signed": ("signed off", "good"),
    "changed": ("changed since", "ask"),
    "open": ("not signed", "stop"),
    "none": ("nothing done", "dim"),
}


def page(view: View, width: int) -> Page:
    """The list of days, or one day under its shelves."""
    if isinstance(view, CheckRecordView):
        return _record(view, width)
    assert isinstance(view, ChecksView)  # noqa: S101 - the two views of this pane
    if not view.days:
        return Page((BLANK, Line((Piece("The shop was not open on these days.", "dim"),), indent=4)))
    head = Line((dim("from "), Piece(day(view.first)), dim("  to "), Piece(day(view.last))))
    return Page(tuple(_day(row) for row in view.days), head=(head, BLANK), columns=_DAYS, start=0)


def _day(row: CheckDayRow) -> Row:
    said, tone = _STANDING[row.standing]
    cells = (
        str(row.n),
        strong(day(row.day)),
        str(row.rows),
        Piece(str(row.late), "ask") if row.late else dim("-"),
        str(row.undone) if row.undone else dim("-"),
        Piece(said, tone),
        f"{row.signed_by} {row.signed_at}" if row.signed_by else "",
        ", ".join(row.people),
    )
    return Row(cells, entry=str(row.n))


def _record(view: CheckRecordView, width: int) -> Page:
    said, tone = _STANDING[view.standing]
    who = f"  {view.signed_by} {view.signed_at}" if view.signed_by else ""
    counts = f"{view.done} rows done"
    counts += f", {view.late} late" if view.late else ""
    counts += f", {view.undone} taken back" if view.undone else ""
    head = Line(
        (filled(said.upper(), tone), Piece(who), Piece(f"   {counts}", "dim")), (strong(day(view.day)),)
    )
    by_place = {place: initials for place, *initials in view.shelves}
    body: list[Item] = []
    place = None
    for row in view.rows:
        if row.place != place:
            place = row.place
            body.append(Line(text(Piece(place, "accent"), dim("  " + ", ".join(by_place.get(place, []))))))
        body.append(_row(row, width >= WIDE))
    return Page(tuple(body), head=(head, BLANK), columns=_ROWS)


def _row(row: CheckRecordRow, wide: bool) -> Row:
    said = Piece(f"{row.action}, undone" if row.undone else row.action, "dim" if row.undone else "plain")
    done = (Piece("LATE ", "ask"), said) if row.late else (said,)
    who = f"{row.at} {row.by}" if wide else f"{row.at} {row.initials}"
    return Row((strong(row.name), code(row.lot), row.date, row.quantity, done, who))
