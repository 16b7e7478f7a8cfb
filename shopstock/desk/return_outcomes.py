"""What the customer gets for what came back: a table of letters and what each of them does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from shopstock.desk.answer import Answer
from shopstock.desk.mode import Booked, Mode
from shopstock.desk.return_view import HalfDone, return_view
from shopstock.desk.views.returns import ReturnView
from shopstock.jobs import return_rules as rules
from shopstock.jobs import returns
from shopstock.jobs.return_refusal import refuse
from shopstock.jobs.return_rules import Look
from shopstock.jobs.returns import Back
from shopstock.jobs.session import Session, new_request_id
from shopstock.refusal import Key, Refusal
from shopstock.store.credits import credit_steps_on
from shopstock.store.ledger import Posted
from shopstock.store.tickets import lines_of, payments_of, sold_line
from shopstock.text import clean_text, fit, short_code


class NotToRepair(Refusal):
    """What cannot be repaired under its warranty, or not there."""

    id = "return.not_to_repair"


Handler = Callable[[Mode[HalfDone], Look, str], Answer]


def back_of(mode: Mode[HalfDone], look: Look, answered: str) -> Back:
    """The line that comes back, as the letters say it."""
    state = mode.state
    return Back(look.line.id, state.quantity, answered[0], answered[1], state.scan or None)


def money(mode: Mode[HalfDone], look: Look, answered: str, tender: str | None = None) -> Answer:
    """M: the money goes back the way it came, or by that tender."""
    rules.check_gift(mode.session, gift=mode.state.gift)
    back = back_of(mode, look, answered)
    posted = returns.give_back(mode.session, mode.state.request_id, (back,), tender)
    return _given_back(mode, look, answered, posted)


def credit_note(mode: Mode[HalfDone], look: Look, answered: str) -> Answer:
    """C: a store credit for it."""
    back = back_of(mode, look, answered)
    posted = returns.give_back(mode.session, mode.state.request_id, (back,), outcome="C")
    return _given_back(mode, look, answered, posted)


def another_one(mode: Mode[HalfDone], look: Look, answered: str) -> Answer:
    """X: the new goods are asked for, and `:finish` books both."""
    from shopstock.desk.exchange import Exchange  # it is a whole counter: a return for money does without it

    mode.state = replace(mode.state, letters=answered)
    return Exchange(mode).begin(look)


def repair(mode: Mode[HalfDone], look: Look, answered: str) -> Answer:
    """W: a warranty repair is no return: the piece stays the customer's, and its claim opens."""
    if look.line.unit_id is None:
        raise NotToRepair("a repair is of one piece with a serial: M, X or C", Key("-", "one step back"))
    if answered[1] not in "RV":
        raise NotToRepair("for a repair it goes to R repair or V supplier", Key("-", "one step back"))
    mode.state = after_one(mode.session, mode.state)
    claims = mode.desk.switch("claim")
    return claims.take(look.line.unit_id, takes_in=True, sends=answered[1] == "V")  # type: ignore[attr-defined, no-any-return]


def nothing(mode: Mode[HalfDone], look: Look, answered: str) -> Answer:  # noqa: ARG001 - a handler's shape
    """N: it is refused, and the next entry says why."""
    mode.state = replace(mode.state, letters=answered, asked="refusal")
    return why_refused(mode)


def why_refused(mode: Mode[HalfDone]) -> Answer:
    """The question for the reason of a refusal."""
    return mode.say("ASK", "return.why_refused", "why is it refused? In words", Key("-", "one step back"))


def refused(mode: Mode[HalfDone], look: Look, words: str) -> Answer:
    """The reason was given: it is noted with the goods, and nothing moves."""
    state = mode.state
    refuse(mode.session, state.request_id, look, state.letters[0], words)
    view = return_view(mode.session, state, look)
    mode.state = after_one(mode.session, state)
    what = short_code(look.line.serial) if look.line.serial else fit(look.product.name, 24)
    return mode.say(
        "SAVED", "return.refused", f"{what} is not taken back: {fit(clean_text(words), 30)}", view=view
    )


def _given_back(mode: Mode[HalfDone], look: Look, answered: str, posted: Posted) -> Answer:
    session, paper = mode.session, posted.paper or ""
    said = f"{paper}  {way_out(session, posted.booking_id)}"
    refund = -sum(p.amount_minor for p in payments_of(session.store, posted.booking_id))
    after = rules.look_line(session, sold_line(session.store, look.line.id))
    view = return_view(
        session, replace(mode.state, letters=answered), after, paper, session.money(refund),
        credit=credit_of(session, posted.booking_id),
    )  # fmt: skip
    return settled(mode, posted, look, Booked("return", posted.booking_id, paper), said, view)


def credit_of(session: Session, booking_id: int) -> str | None:
    """The code of the credit that a booking issued."""
    steps = credit_steps_on(session.store, booking_id)
    return next((step.code for step in steps if step.what == "issued"), None)


def way_out(session: Session, booking_id: int) -> str:
    """`give back 399.00`, `give back 10.00 card and 9.80 cash`, `29.70 on credit SC-7K2M-9QXT`."""
    paid: Counter[str] = Counter()
    for payment in payments_of(session.store, booking_id):
        paid[payment.tender] += max(0, -payment.amount_minor)
    paid = +paid
    code = credit_of(session, booking_id)
    if code and len(paid) == 1:
        return f"{session.money(paid['credit'])} on credit {code}"
    if set(paid) <= {"cash"}:
        return f"give back {session.money(paid['cash'])}"
    parts = (f"{session.money(minor)} {code if name == 'credit' else name}" for name, minor in paid.items())
    return f"give back {' and '.join(parts)}"


ROOM = 60  # what a sentence has beside the state and one key


def settled(
    mode: Mode[HalfDone], posted: Posted, look: Look, done: Booked, said: str, view: ReturnView
) -> Answer:
    """It is booked: the answer, and the receipt open again where more of it may come back."""
    session, state = mode.session, mode.state
    where = f"goods to {rules.destination_place(session, look.product, destination_of(view)).code}"
    more: tuple[str, ...] = ()
    if len(said) + len(where) + 2 <= ROOM:
        said = f"{said}, {where}"
    elif len(said) <= ROOM:
        more = (f"  {where}",)
    else:  # several tenders: each amount must be read, so none of them is cut
        paper, _, ways = said.partition("  ")
        said, more = f"{paper}  give it back as said below, {where}", (f"  {ways}",)
    mode.state = after_one(session, state)
    mode.desk.remember(done)
    mode.desk.printing.sold(posted)
    return mode.say("SAVED", "return.saved", said, Key("F12", "void"), view=view, more=more)


def destination_of(view: ReturnView) -> str:
    """The second letter that was answered."""
    return view.steps[1].answer or "S"


def after_one(session: Session, state: HalfDone) -> HalfDone:
    """What is open after a line came back: its receipt, where more of that may come back, or nothing."""
    if state.receipt_id is None or not any(
        line.quantity > line.back for line in lines_of(session.store, state.receipt_id)
    ):
        return HalfDone()
    return HalfDone(
        receipt_id=state.receipt_id,
        request_id=new_request_id(),
        customer_id=state.customer_id,
        customer=state.customer,
        gift=state.gift,
    )


# The third letter of a return, and what it does; `return_rules.OUTCOMES` has its word.
HANDLERS: dict[str, Handler] = {"M": money, "X": another_one, "C": credit_note, "W": repair, "N": nothing}
