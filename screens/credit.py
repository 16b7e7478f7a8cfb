"""Find: a store credit, what is left on it and what became of the rest."""

from __future__ import annotations

from typing import cast

from screens.figures import day, moment, money
from screens.page import BLANK, Column, Item, Line, Page, Piece, Row, code, facts, filled, strong
from shopstock.desk.views.base import View
from shopstock.desk.views.credit import CreditMove, CreditView
from shopstock.desk.views.frame import Tone

_MOVES = (
    Column("When", 13, tone="dim"),
    Column("What", 11),
    Column("Amount", 9, right=True),
    Column("Left", 9, right=True),
    Column("Paper", 10),
    Column("Who", 15, flex=2),
)
_TONES: dict[str, Tone] = {"open": "good", "spent": "dim", "over": "ask", "withdrawn": "stop"}


def page(view: View, _width: int) -> Page:
    """What it was worth, what is left, and its story, the oldest step first."""
    credit = cast(CreditView, view)
    until = day(credit.expires_on, always_year=True) if credit.expires_on else "never ends"
    head: tuple[Item, ...] = (
        Line(
            (strong("Store credit "), strong(credit.code)),
            (filled(credit.state.upper(), _TONES[credit.state]),),
        ),
        Line(
            facts(("worth", money(credit.worth)), ("good until" if credit.expires_on else "", until)),
            facts(
                ("left", Piece(money(credit.left), "good" if credit.state == "open" else "dim", bold=True))
            ),
        ),
        BLANK,
    )
    return Page(tuple(_move(move) for move in credit.moves), head=head, columns=_MOVES)


def _move(move: CreditMove) -> Row:
    return Row(
        (
            moment(move.at),
            move.what.replace("_", " "),
            money(move.amount),
            money(move.left),
            code(move.paper),
            ", ".join(name for name in (move.by, move.customer) if name),
        ),
        entry=f":find #{move.paper}" if move.paper else None,
    )
