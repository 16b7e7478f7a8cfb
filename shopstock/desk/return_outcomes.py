"""What the customer gets for what came back: a table of letters and what each of them does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from shopstock.desk.answer import Answer
from shopstock.desk.mode import Mode
from shopstock.desk.return_view import HalfDone, return_view
from shopstock.jobs import return_rules as rules
from shopstock.jobs import returns
from shopstock.jobs.return_rules import Look
from shopstock.jobs.returns import Back
from shopstock.refusal import Key
from shopstock.store.tickets import sold_line

Handler = Callable[[Mode[HalfDone], Look, str], Answer]


def back_of(mode: Mode[HalfDone], look: Look, answered: str) -> Back:
    """The line that comes back, as the letters say it."""
    state = mode.state
    return Back(look.line.id, state.quantity, answered[0], answered[1], state.scan or None)


def money(mode: Mode[HalfDone], look: Look, answered: str) -> Answer:
    """M: the money goes back."""
    session, state = mode.session, mode.state
    refund = session.money(rules.refund_of(look, state.quantity))
    posted = returns.give_back(session, state.request_id, (back_of(mode, look, answered),))
    paper = posted.paper or ""
    after = rules.look_line(session, sold_line(session.store, look.line.id))
    view = return_view(session, replace(state, letters=answered), after, paper, refund)
    mode.state = HalfDone()
    mode.desk.book("return", posted.booking_id, paper)
    mode.desk.printing.sold(posted)
    goes_to = rules.destination_place(session, look.product, answered[1]).code
    said = f"{paper}  give back {refund}, goods to {goes_to}"
    return mode.say("SAVED", "return.saved", said, Key("F12", "void"), view=view)


# The third letter of a return, and what it does; `return_rules.OUTCOMES` has its word.
HANDLERS: dict[str, Handler] = {"M": money}
