"""Taking goods back: from the unit where it has a serial, from the receipt otherwise.

A return is always of a line that was sold here and is not back yet, so it never makes stock out of
nothing. What may come back is said in `return_rules`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TypedDict

from shopstock.jobs.against_supplier import finish_claims, settle_claims
from shopstock.jobs.credit import CREDIT, issued
from shopstock.jobs.refunds import way_back
from shopstock.jobs.return_rules import (
    DESTINATIONS,
    OUTCOMES,
    REASONS,
    STEP_BACK,
    VIEW,
    AlreadyBack,
    Look,
    NotToShelf,
    check_destination,
    check_left,
    destination_place,
    look_line,
    refund_of,
)
from shopstock.jobs.rights import Right, require
from shopstock.jobs.session import Session
from shopstock.refusal import BadInput, Key
from shopstock.store.ledger import Goods, PaymentDraft, Posted, ReturnDraft, Step, booked, post
from shopstock.store.lots import lot, unit
from shopstock.store.parts import Part
from shopstock.store.places import place_of_kind
from shopstock.store.tickets import SoldLine, sold_line
from shopstock.text import short_code


@dataclass(frozen=True, slots=True)
class Back:
    """One line coming back: how much of it, why, and where it goes; `scan` is what was read from the goods."""

    sale_line_id: int
    quantity: int
    reason: str
    destination: str
    scan: str | None = None


def give_back(
    session: Session, request_id: str, backs: tuple[Back, ...], tender: str | None = None, outcome: str = "M"
) -> Posted:
    """Book a return in one transaction; a repeated request answers with the first result.

    The money goes back by the tenders it came by, or by `tender`; C makes all of it a store credit. What was paid by
    one is one again, whatever the tender. Money out needs the right to refund: raises NeedsApproval."""
    store = session.store
    with store.transaction():
        before = booked(store, request_id)
        if before:
            return before
        settled = settle_claims(session, backs, "credited")
        back = came_back(session, backs, OUTCOMES[outcome])
        if back.refund_minor:
            require(session, Right.REFUND)
        by = CREDIT if outcome == "C" else tender
        out = back.way_back(session, back.refund_minor, by)
        posted = post(
            store,
            replace(
                session.draft("return", request_id),
                series="RT",
                party_id=back.party_id,
                steps=back.steps,
                returns=back.lines,
                **paid_out(session, out, back.parts),
            ),
        )
        finish_claims(session, settled, backs, posted.paper)
        return posted


@dataclass(frozen=True, slots=True)
class CameBack:
    """What came back, ready to be booked: its movements, its return lines, and the money by ticket."""

    steps: tuple[Step, ...]
    lines: tuple[ReturnDraft, ...]
    refunds: dict[int, int]
    party_id: int | None
    parts: tuple[Part, ...] = ()

    @property
    def refund_minor(self) -> int:
        """What it is worth."""
        return sum(self.refunds.values())

    def way_back(self, session: Session, amount_minor: int, tender: str | None = None) -> dict[str, int]:
        """By which tenders so much of it goes back, ticket by ticket; all but store credit by `tender`, if given."""
        found: Counter[str] = Counter()
        for ticket_id, refund in self.refunds.items():
            part = min(refund, amount_minor)
            found.update(way_back(session, ticket_id, part, tender) if part else {})
            amount_minor -= part
        return dict(found)


def came_back(session: Session, backs: tuple[Back, ...], outcome: str) -> CameBack:
    """Every line that comes back, checked once more; a booking may hold several steps of one line."""
    store = session.store
    if not backs:
        raise BadInput("a return needs a line")
    steps: list[Step] = []
    returns: list[ReturnDraft] = []
    lines: dict[int, SoldLine] = {}
    refunds: Counter[int] = Counter()
    parts: list[Part] = []
    party_id = None
    for back in backs:
        look = look_line(session, lines.get(back.sale_line_id) or sold_line(store, back.sale_line_id))
        check_left(look, back.quantity)
        check_destination(session, look, back.reason, back.destination)
        steps += _steps(session, look, back)
        returns.append(line_back(look, back, refund_of(look, back.quantity), outcome))
        lines[back.sale_line_id] = stepped(look.line, returns[-1])
        refunds[look.sold.id] += returns[-1].refund_minor
        party_id = look.sold.party_id
    return CameBack(tuple(steps), tuple(returns), dict(refunds), party_id, tuple(parts))


class PaidOut(TypedDict):
    """What a booking holds for money that goes out."""

    payments: tuple[PaymentDraft, ...]
    parts: tuple[Part, ...]


def paid_out(session: Session, out: dict[str, int], parts: tuple[Part, ...] = ()) -> PaidOut:
    """Payments of minus that by each tender; what goes out as credit is a new one."""
    if out.get(CREDIT):
        parts = (*issued(session, out[CREDIT])[1], *parts)
    return {
        "payments": tuple(PaymentDraft(name, -minor, -minor) for name, minor in out.items() if minor),
        "parts": parts,
    }


def stepped(line: SoldLine, step: ReturnDraft) -> SoldLine:
    """A line as it is after one more step of a return: a booking may hold several of one line."""
    return line._replace(
        back=line.back + step.quantity, refunded=line.refunded + step.refund_minor, seq=step.seq
    )


def _steps(session: Session, look: Look, back: Back) -> tuple[Step, ...]:
    """What moves: what a supplier has kept is the customer's until now, and stays where it is."""
    store, line = session.store, look.line
    step = _step(session, look, back)
    at = unit(store, line.unit_id).place_kind if line.unit_id is not None else "customer"
    if at == "customer":
        return (step,)
    if at != "supplier":
        raise AlreadyBack(f"{short_code(line.serial or '')} is in the shop already", VIEW, STEP_BACK)
    if back.destination != "V":
        raise NotToShelf(f"{short_code(line.serial or '')} stays with the supplier", Key("V", "supplier"))
    supplier = place_of_kind(store, "supplier")
    theirs = Step("handed_back", step.goods, supplier, step.origin, 1, line.cost_minor)
    return theirs, replace(step, end=supplier)


def _step(session: Session, look: Look, back: Back) -> Step:
    store, line = session.store, look.line
    of_lot = lot(store, line.lot_id)
    goods = Goods(line.product_id, line.tracking, line.lot_id, of_lot.plain, line.unit_id)
    return Step(
        "returned",
        goods,
        place_of_kind(store, "customer"),
        destination_place(session, look.product, back.destination),
        back.quantity,
        line.cost_minor,
        sale_line_id=line.id,
        reason=REASONS[back.reason],
        scan=back.scan,
    )


def line_back(look: Look, back: Back, refund_minor: int, outcome: str) -> ReturnDraft:
    """The next step of a line that comes back."""
    line = look.line
    return ReturnDraft(
        line.id,
        line.quantity,
        line.amount_minor,
        line.seq + 1,
        line.back,
        line.refunded,
        back.quantity,
        refund_minor,
        REASONS[back.reason],
        DESTINATIONS[back.destination],
        outcome,
    )
