"""Store credit: issued for what came back, paid with by its code, given back by a void.

Whoever has the code has the credit, so a code is random and never tells the next one. What is left is the last step
of the credit's chain and stands nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable

from shopstock.amounts import LARGEST
from shopstock.codes import credit_code
from shopstock.days import Term
from shopstock.jobs.session import Session
from shopstock.jobs.settings import value
from shopstock.refusal import BadInput, Key, Refusal
from shopstock.store.credits import (
    CreditDraft,
    CreditRow,
    CreditStepRow,
    credit_coded,
    credit_steps,
    credit_steps_on,
    first_step,
    hold_credit,
)
from shopstock.store.ledger import paper_name
from shopstock.store.parts import Part
from shopstock.store.tickets import ticket
from shopstock.text import fit

CREDIT = "credit"  # the tender
LOOK = Key("?", "look")


class NoCredit(Refusal):
    """No credit of this shop has that code."""

    id = "credit.unknown"


class CreditOver(Refusal):
    """All of it is spent, or its time is over."""

    id = "credit.over"


class CreditTwice(Refusal):
    """One credit pays once on a ticket."""

    id = "credit.twice"


def credit_named(session: Session, text: str) -> CreditRow:
    """The credit of a typed or scanned code; raises NoCredit."""
    code = credit_code.read(text)
    if code is None:
        raise NoCredit(f"{fit(text.strip(), 20)} is mistyped: a credit is like SC-7K2M-9QXT")
    found = credit_coded(session.store, code)
    if found is None:
        raise NoCredit(f"{code} is no credit of this shop")
    return found


def to_pay_with(session: Session, text: str) -> CreditRow:
    """The same, where something is left on it and its last day is not over; raises NoCredit or CreditOver."""
    found = credit_named(session, text)
    if found.left_minor <= 0:
        raise CreditOver(f"{found.code}: all of it is gone, {last_step(session, found)}", LOOK)
    if found.expires_on and found.expires_on < session.today():
        raise CreditOver(f"{found.code} was good until {session.day(found.expires_on)}", LOOK)
    return found


def last_step(session: Session, found: CreditRow) -> str:
    """`spent 22 Nov, R1-000012, Mia`."""
    return said_of(session, credit_steps(session.store, found.code)[-1])


def said_of(session: Session, step: CreditStepRow) -> str:
    """A step of a credit as it is told: what, when, on which paper, by whom."""
    day = session.day(session.day_at(step.at_us))
    return (
        f"{step.what.replace('_', ' ')} {day}, {paper_name(step.series, step.number)}, {fit(step.staff, 12)}"
    )


def issued(session: Session, amount_minor: int) -> tuple[str, tuple[Part, ...]]:
    """A new credit of that worth: its code, and what the booking must hold besides a payment of minus that."""
    if not 0 < amount_minor <= LARGEST:
        raise BadInput("a credit is worth something")
    code = _new_code(session)
    months = int(value(session, "returns.credit_months"))
    expires = Term(months, "months").until(session.today()).isoformat() if months else None
    return code, (CreditDraft(code, amount_minor, expires), first_step(code, amount_minor))


def _new_code(session: Session) -> str:
    import secrets  # most sales issue none: the counter opens without it

    while True:
        code = credit_code.written(secrets.randbelow(32**credit_code.RANDOM_SIGNS))
        if credit_coded(session.store, code) is None:
            return code


def spent(session: Session, paid: Iterable[tuple[str | None, int]]) -> tuple[Part, ...]:
    """The steps for what is paid with credits, in their order; inside the transaction of the sale.

    Raises CreditOver where another till was faster, and CreditTwice for one code twice."""
    found: dict[str, Part] = {}
    for code, amount_minor in paid:
        if code is None:
            continue
        if code in found:
            raise CreditTwice(f"{code} pays on this ticket already")
        hold_credit(session.store, session.till.id, code)
        row = to_pay_with(session, code)
        if amount_minor > row.left_minor:
            left = session.money(row.left_minor)
            raise CreditOver(f"{code} has {left} left, {last_step(session, row)}", LOOK)
        found[code] = row.step("spent", -amount_minor)
    return tuple(found.values())


def undone(session: Session, booking_id: int) -> tuple[Part, ...]:
    """What the void of a booking does to credits: what was spent is given back, what was issued is withdrawn.

    Raises CreditOver with the paper to undo first where some of what was issued is spent."""
    parts: list[Part] = []
    for step in credit_steps_on(session.store, booking_id):
        hold_credit(session.store, session.till.id, step.code)
        row = credit_named(session, step.code)
        if step.what == "issued" and row.left_minor != row.face_minor:
            raise CreditOver(f"{step.code} {_spent_on(session, step.code)}. Undo that first")
        what = "withdrawn" if step.what == "issued" else "given_back"
        parts.append(row.step(what, -step.amount_minor))
    return tuple(parts)


def _spent_on(session: Session, code: str) -> str:
    """The newest spending that was not undone."""
    spent_on = [
        step
        for step in credit_steps(session.store, code)
        if step.what == "spent" and ticket(session.store, step.booking_id).reversed_by is None
    ]
    return said_of(session, spent_on[-1])
