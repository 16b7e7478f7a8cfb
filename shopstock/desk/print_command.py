"""`:print`: the last paper of this desk once more, another paper by its number, or its warranty slip.

Where the till has no printer the paper is shown on the screen, and nothing is written anywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopstock.desk.answer import Answer
from shopstock.desk.receipts import paper_view
from shopstock.jobs import print_papers, printing
from shopstock.jobs.print_papers import Paper
from shopstock.refusal import BadInput, Key
from shopstock.text import clean_text, fit

if TYPE_CHECKING:
    from shopstock.desk.desk import Desk

PRINTED = ("sell", "return")  # the jobs whose bookings have a paper that is made from the ledger


def print_paper(desk: Desk, rest: str) -> Answer:
    """The answer to `:print`, `:print #R1-000123`, `:print slip`, `:print slip #R1-000123`, `:print check DAY`."""
    of_check = _of_check(desk, rest)
    if of_check is not None:
        return of_check
    paper = _named(desk, rest)
    if desk.printing.setup.printer == printing.NONE:
        return _shown(desk, paper)
    printing.queue_again(desk.session, paper.kind, paper.title, paper.booking_id)
    desk.printing.hurry()
    said = "waits for the printer" if desk.printing.jobs else "goes to the printer"
    return desk.mode.ok("print.queued", f"{paper.called} {said}", Key(":prints", "the queue"))


def _of_check(desk: Desk, rest: str) -> Answer | None:
    """The record of a morning check, where that is meant: the day that is shown, or the one that is named."""
    word, _, day = clean_text(rest).partition(" ")
    shown = desk.mode.state.day if desk.job == "checks" and not rest else ""
    if word.casefold() != "check" and not shown:
        return None
    from shopstock.desk.check_papers import print_check  # seldom needed

    return print_check(desk, shown or day.strip())


def _named(desk: Desk, rest: str) -> Paper:
    words = clean_text(rest).split()
    kind = words.pop(0).casefold() if words and words[0].casefold() in print_papers.KINDS else "receipt"
    if len(words) > 1:
        raise BadInput(f'"{fit(clean_text(rest), 24)}": :print, :print slip, :print #R1-000123')
    if words:
        return print_papers.paper_numbered(desk.session, kind, words[0])
    mine = next((b for b in reversed(desk.booked) if b.kind == "booking" and b.job in PRINTED), None)
    if mine is not None:
        return print_papers.paper_of_booking(desk.session, kind, mine.id)
    return print_papers.last_paper(desk.session, kind)


def _shown(desk: Desk, paper: Paper) -> Answer:
    view = paper_view(desk.session, paper.booking_id, paper.kind)
    said = f"{paper.called} is shown here: no printer"
    return desk.mode.ok(
        "print.shown", said, Key(":settings printer", "set one"), more=tuple(view.lines), view=view
    )
