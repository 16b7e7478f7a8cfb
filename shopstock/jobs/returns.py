"""Taking goods back: from the unit where it has a serial, from the receipt otherwise.

A return is always of a line that was sold here and is not back yet, so it never makes stock out of
nothing. What may come back is said in `return_rules`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from shopstock.jobs.return_rules import (
    DESTINATIONS,
    OUTCOMES,
    REASONS,
    STEP_BACK,
    VIEW,
    AlreadyBack,
    Look,
    check_destination,
    check_left,
    destination_place,
    look_line,
    refund_of,
)
from shopstock.jobs.rights import Right, require
from shopstock.jobs.session import Session
from shopstock.refusal import BadInput
from shopstock.store.ledger import Goods, PaymentDraft, Posted, ReturnDraft, Step, booked, post
from shopstock.store.lots import lot, unit
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
    session: Session, request_id: str, backs: tuple[Back, ...], tender: str = "cash", outcome: str = "M"
) -> Posted:
    """Book a return in one transaction; a repeated request answers with the first result.

    Money out needs the right to refund: raises NeedsApproval."""
    store = session.store
    with store.transaction():
        before = booked(store, request_id)
        if before:
            return before
        if not backs:
            raise BadInput("a return needs a line")
        steps: list[Step] = []
        returns: list[ReturnDraft] = []
        lines: dict[int, SoldLine] = {}
        party_id = None
        for back in backs:
            look = look_line(session, lines.get(back.sale_line_id) or sold_line(store, back.sale_line_id))
            check_left(look, back.quantity)
            check_destination(session, look, back.reason, back.destination)
            steps.append(_step(session, look, back))
            returns.append(_draft(look, back, refund_of(look, back.quantity), outcome))
            lines[back.sale_line_id] = stepped(look.line, returns[-1])
            party_id = look.sold.party_id
        refund = sum(r.refund_minor for r in returns)
        if refund:
            require(session, Right.REFUND)
        return post(
            store,
            replace(
                session.draft("return", request_id),
                series="RT",
                party_id=party_id,
                steps=tuple(steps),
                returns=tuple(returns),
                payments=(PaymentDraft(tender, -refund, -refund),),
            ),
        )


def stepped(line: SoldLine, step: ReturnDraft) -> SoldLine:
    """A line as it is after one more step of a return: a booking may hold several of one line."""
    return line._replace(
        back=line.back + step.quantity, refunded=line.refunded + step.refund_minor, seq=step.seq
    )


def _step(session: Session, look: Look, back: Back) -> Step:
    store, line = session.store, look.line
    if line.unit_id is not None and unit(store, line.unit_id).place_kind != "customer":
        raise AlreadyBack(f"{short_code(line.serial or '')} is in the shop already", VIEW, STEP_BACK)
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


def _draft(look: Look, back: Back, refund_minor: int, outcome: str) -> ReturnDraft:
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
        OUTCOMES[outcome],
    )
