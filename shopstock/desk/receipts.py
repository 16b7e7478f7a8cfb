"""`:receipt`: the paper of a customer on the screen, whatever is open; nothing is changed and nothing is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopstock.desk.answer import Answer
from shopstock.desk.choosing import Question
from shopstock.desk.views.receipts import ReceiptPaperView
from shopstock.jobs import receipts, settings
from shopstock.jobs.find import find_paper
from shopstock.jobs.print_papers import rows_of_booking
from shopstock.jobs.session import Session
from shopstock.papers import sheet
from shopstock.refusal import Key
from shopstock.store.claims import claim
from shopstock.text import clean_text, fit

if TYPE_CHECKING:
    from shopstock.desk.desk import Desk

WIDEST = 64  # columns that a pane has room for on the smallest screen
KINDS = ("receipt", "slip", "gift")
CALLED = {"slip": "warranty slips", "gift": "gift receipt"}


def show(desk: Desk, rest: str, open_question: Question | None) -> Answer:
    """The newest paper of this till, or the one of that number; `slip` before it shows its warranty slips.

    What is open stays open, a question, too. Raises NoReceipt."""
    desk.question = open_question
    session = desk.session
    first, _, number = clean_text(rest).partition(" ")
    kind = first.casefold() if first.casefold() in KINDS else "receipt"
    typed = (number if kind != "receipt" else clean_text(rest)).strip().removeprefix("#")
    if typed:
        found = find_paper(session, typed)
        if found is None:
            raise receipts.NoReceipt(f"{fit(typed, 24)} is no paper of this shop")
        booking_id = found.id
    else:
        booking_id = receipts.last_paper(session)
    view = paper_view(session, booking_id, kind)
    what = f"{CALLED[kind]} of {view.paper}" if kind in CALLED else f"{view.paper} as it is printed"
    way = Key(f":print {kind if kind in CALLED else ''}".strip() + f" #{view.paper}", "print")
    return desk.mode.ok("receipt.shown", what, way, more=tuple(view.lines), view=view)


def paper_view(session: Session, booking_id: int, kind: str = "receipt") -> ReceiptPaperView:
    """The receipt, gift receipt or warranty slips of a booking as the screen draws them; raises NoReceipt."""
    claimed = kind == "claim"
    paper = claim(session.store, booking_id).paper if claimed else receipts.paper_of(session, booking_id)
    width = min(int(settings.value(session, "receipt.width")), WIDEST)
    rows = rows_of_booking(session, kind, booking_id, copy=False)
    lines = list(sheet.typeset(rows, width))
    return ReceiptPaperView(
        paper, kind == "slip", width, [clean_line(line) for line, _ in lines], [row.kind for _, row in lines]
    )


def clean_line(line: str) -> str:
    """A line without control characters; the blanks before it stay, they place it on the paper."""
    return " " * (len(line) - len(line.lstrip(" "))) + clean_text(line)
