"""What the panes of a unit and of a lot have in common: a state as a word, and the story."""

from __future__ import annotations

from screens.figures import moment
from screens.page import (
    Column,
    Item,
    Piece,
    Pieces,
    Row,
    code,
    dim,
    filled,
)
from shopstock.desk.views.find import HistoryRow
from shopstock.desk.views.frame import Tone

STATE_TONES: dict[str, Tone] = {
    "in_stock": "accent",
    "sold": "plain",
    "held": "ask",
    "recalled": "stop",
    "stolen": "stop",
    "binned": "dim",
    "in_repair": "ask",
    "at_supplier": "dim",
}


HISTORY = (
    Column("When", 13, tone="dim"),
    Column("What", 15),
    Column("Where / who", 16, flex=2),
    Column("Paper", 10, flex=1),
    Column("Note", 10, flex=3, tone="dim"),
)


_STEP_TONES: dict[str, Tone] = {
    "sold": "strong",
    "returned": "ask",
    "held": "ask",
    "recalled": "stop",
    "stolen": "stop",
    "wasted": "stop",
    "voided": "ask",
}


def state_word(state: str) -> Piece:
    """A state as a filled word."""
    return filled(state.replace("_", " ").upper(), STATE_TONES.get(state, "dim"))


def history(rows: list[HistoryRow]) -> list[Item]:
    """The story of a unit or a lot, one step a row; Enter on a row opens its paper."""
    return [
        Row(
            (
                moment(row.at),
                Piece(row.what.replace("_", " "), _STEP_TONES.get(row.what, "plain")),
                _where(row),
                code(row.paper),
                row.note or "",
            ),
            entry=f":find #{row.paper}" if row.paper else None,
            sign="●" if n == 0 else "│",
        )
        for n, row in enumerate(rows)
    ]


def _where(row: HistoryRow) -> Pieces:
    place = row.to or row.from_
    by = (dim(f"  {row.by}"),) if row.by else ()
    return (Piece(place or ""), *by)
