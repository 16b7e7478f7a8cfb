"""Dates: the morning check, in the order of the shelves."""

from __future__ import annotations

from typing import cast

from screens.figures import dated, gauge, money, printed
from screens.page import BLANK, Column, Item, Line, Page, Piece, Row, code, dim, filled, strong, text
from screens.paint import widened
from shopstock.desk.views.base import View
from shopstock.desk.views.dates import DatesRow, DatesView
from shopstock.desk.views.frame import Tone

_NARROW = (
    Column("#", 2, right=True, tone="dim"),
    Column("Item", 16, flex=1),
    Column("Lot", 8),
    Column("Date", 9),
    Column("Left", 5, right=True),
    Column("Qty", 5, right=True),
    Column("Price", 6, right=True, tone="dim"),
    Column("Do", 9),
)
_WIDE = (
    Column("#", 3, right=True, tone="dim"),
    Column("Item", 20, flex=2),
    Column("Lot", 10, flex=1),
    Column("Date", 21),
    Column("Left", 6, right=True),
    Column("Qty", 6, right=True),
    Column("Price", 8, right=True, tone="dim"),
    Column("Do", 10),
)
_ACTION_TONES: dict[str, Tone] = {"ok": "good", "waste": "stop", "mark_down": "ask", "pull": "ask"}
WIDE = 100
SOON_DAYS = 2


def page(view: View, width: int) -> Page:
    """The list under its shelves, with what is done gone quiet and the current row marked."""
    check = cast(DatesView, view)
    wide = width >= WIDE
    body: list[Item] = []
    at, place = None, None
    for row in check.rows:
        if row.place != place:
            place = row.place
            body.append(Line((Piece(place, "accent"),)))
        if row.n == check.current:
            at = len(body)
        body.append(_row(row, wide))
    if not body:
        body = [BLANK, Line((strong("Nothing runs out. A good morning."),), indent=4)]
    return Page(
        tuple(body),
        head=(_progress(check, width), _walk(check), BLANK),
        columns=widened(_WIDE if wide else _NARROW, body) if check.rows else (),
        keep=None if at is None else (max(0, at - 2), min(len(body) - 1, at + 3)),
        chosen=at,
    )


def _progress(check: DatesView, width: int) -> Line:
    total = len(check.rows)
    share = check.done / total if total else 1.0
    bar = gauge(share, min(30, width // 4), "good" if share == 1.0 else "accent")
    done = text(*bar, "  ", strong(f"{check.done} of {total} done"))
    if check.signed:
        done = (filled("SIGNED OFF", "good"), Piece("  "), *done)
    return Line(done, (dim(f"next {check.horizon_days} days"),))


def _walk(check: DatesView) -> Line:
    return Line((dim("walk  "), Piece("  →  ".join(check.walk)))) if check.walk else BLANK


def _row(row: DatesRow, wide: bool) -> Row:
    done = row.action is not None
    left: Tone = "stop" if row.days_left < 0 else "ask" if row.days_left <= SOON_DAYS else "plain"
    name = (
        (strong(row.name), Piece("  LATE", "stop", bold=True))
        if row.late and not done
        else (strong(row.name),)
    )
    cells = (
        str(row.n),
        name,
        code(row.lot),
        Piece(_printed(row, short=not wide), left),
        Piece(f"{row.days_left} d", left),
        row.quantity,
        money(row.price),
        _action(row),
    )
    return Row(cells, entry=str(row.n), sign="✓" if done else "", tone="dim" if done else None)


def _printed(row: DatesRow, short: bool) -> str:
    return dated(row.date_kind, printed(row.date, row.date_precision), short)


def _action(row: DatesRow) -> Piece:
    if row.action is None:
        return Piece("?", "accent", bold=True)
    return Piece(row.action.replace("_", " "), _ACTION_TONES.get(row.action, "plain"))
