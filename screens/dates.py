"""Dates: the morning check, in the order of the shelves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast, overload

from screens.figures import dated, gauge, money, printed
from screens.page import BLANK, Column, Item, Line, Page, Piece, Pieces, Row, code, dim, filled, strong, text
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
    Column("Do", 10),
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
# How the goods stand, where nothing is done yet; a mark after it has five cells at most.
_STANDS: dict[str, str] = {"past_best": "? best", "short": "? short"}
WIDE = 100
SOON_DAYS = 2


def page(view: View, width: int) -> Page:
    """The list under its shelves, with what is done gone quiet and the current row marked."""
    check = cast(DatesView, view)
    wide = width >= WIDE
    body = _Body(check.rows, wide)
    at = body.of_row(check.current)
    head = (_progress(check, width), _walk(check), BLANK)
    if not check.rows:
        nothing = Line((strong("Nothing runs out. A good morning."),), indent=4)
        return Page((BLANK, nothing), head=head)
    return Page(
        body,
        head=head,
        columns=_columns(_WIDE if wide else _NARROW, check.rows),
        keep=None if at is None else (max(0, at - 2), min(len(body) - 1, at + 3)),
        chosen=at,
    )


class _Body(Sequence[Item]):
    """The rows under the names of their shelves, each made when it is drawn: a pharmacy has thousands."""

    def __init__(self, rows: Sequence[DatesRow], wide: bool) -> None:
        self._rows, self._wide = rows, wide
        self._plan: list[int | str] = []
        place = None
        for at, row in enumerate(rows):
            if row.place != place:
                place = row.place
                self._plan.append(place)
            self._plan.append(at)

    def of_row(self, n: int | None) -> int | None:
        """Where row `n` stands in the body."""
        if n is None:
            return None
        return next((at for at, what in enumerate(self._plan) if what == n - 1), None)

    def __len__(self) -> int:
        return len(self._plan)

    @overload
    def __getitem__(self, at: int) -> Item: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Item]: ...
    def __getitem__(self, at: int | slice) -> Item | Sequence[Item]:
        if isinstance(at, slice):
            return [self[n] for n in range(*at.indices(len(self)))]
        what = self._plan[at]
        if isinstance(what, str):
            return Line((Piece(what, "accent"),))
        return _row(self._rows[what], self._wide)


def _columns(columns: tuple[Column, ...], rows: Sequence[DatesRow]) -> tuple[Column, ...]:
    """With room for the widest figure: half a figure is a lie. They are plain digits, one cell each."""
    need = {
        "#": len(str(len(rows))),
        "Left": max(len(str(row.days_left)) for row in rows) + 2,
        "Qty": max(len(row.quantity) for row in rows),
        "Price": max(len(money(price)) for price in {row.price for row in rows}),
    }
    return tuple(c._replace(width=max(c.width, need.get(c.title, 0))) for c in columns)


def _progress(check: DatesView, width: int) -> Line:
    total = len(check.rows)
    share = check.done / total if total else 1.0
    bar = gauge(share, min(30, width // 4), "good" if share == 1.0 else "accent")
    done = text(*bar, "  ", strong(f"{check.done} of {total} done"))
    if check.signed:
        done = (filled("SIGNED OFF", "good"), Piece("  "), *done)
    return Line(done, _counts(check))


def _counts(check: DatesView) -> Pieces:
    """How many of what is left are late or new, and how far ahead is looked."""
    left = [row for row in check.rows if row.action is None]
    late, new = sum(row.late for row in left), sum(row.new for row in left)
    said: list[Piece] = []
    if late:
        said.append(Piece(f"{late} late  ", "stop", bold=True))
    if new:
        said.append(Piece(f"{new} new  ", "accent"))
    return (*said, dim(f"next {check.horizon_days} days"))


def _walk(check: DatesView) -> Line:
    return Line((dim("walk  "), Piece("  →  ".join(check.walk)))) if check.walk else BLANK


def _row(row: DatesRow, wide: bool) -> Row:
    done = row.action is not None
    left: Tone = "stop" if row.days_left < 0 else "ask" if row.days_left <= SOON_DAYS else "plain"
    cells = (
        str(row.n),
        strong(row.name),
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


def _action(row: DatesRow) -> Pieces:
    """What was done; or that it is to do, how the goods stand, and whether they are late or new. Here, not after
    the name, where a long name would push the mark out."""
    if row.action is not None:
        return (Piece(row.action.replace("_", " "), _ACTION_TONES.get(row.action, "plain")),)
    mark = Piece(" LATE", "stop", bold=True) if row.late else Piece(" NEW", "accent") if row.new else None
    stands = _STANDS.get(row.state, "?")
    asked = Piece(stands.removeprefix("? ") if mark else stands, _stands_tone(row), bold=True)
    return (asked, mark) if mark else (asked,)


def _stands_tone(row: DatesRow) -> Tone:
    return "ask" if row.state in _STANDS else "accent"
