"""What a return does to claims: the customer's open one is settled by it; goods that go to a supplier open ours.

The settling is booked before the return, since until then nothing but a claim moves its unit; the rest after it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopstock.jobs.claim_steps import settled_by_return
from shopstock.jobs.claims import Next, Opening, advance, open_claim, open_for
from shopstock.jobs.return_rules import REASONS
from shopstock.jobs.session import Session, new_request_id
from shopstock.store.catalogue import product
from shopstock.store.lots import unit
from shopstock.store.tickets import sold_line

if TYPE_CHECKING:
    from shopstock.jobs.returns import Back


def settle_claims(session: Session, backs: tuple[Back, ...], what: str) -> tuple[int, ...]:
    """Settle the open claims of customers about what comes back: `credited` or `replaced`. Gives their ids."""
    settled = []
    for unit_id in _units(session, backs):
        of = open_for(session, unit_id, "customer")
        if of is not None:
            if of.state != what:
                settled_by_return(session, new_request_id(), of.id, what)
            settled.append(of.id)
    return tuple(settled)


def finish_claims(
    session: Session, settled: tuple[int, ...], backs: tuple[Back, ...], paper: str | None
) -> None:
    """Close what was settled, with the paper of the return, and claim from the supplier what goes there."""
    for claim_id in settled:
        advance(
            session, new_request_id(), claim_id, Next("closed", "closed", note=f"by {paper or 'a return'}")
        )
    for back in backs:
        unit_id = sold_line(session.store, back.sale_line_id).unit_id
        if back.destination == "V" and unit_id is not None and _sent(session, unit_id):
            supplier = product(session.store, unit(session.store, unit_id).product_id).supplier_id
            opening = Opening(
                unit_id, REASONS[back.reason], "supplier", "supplier", sends=True, sends_to=supplier
            )
            open_claim(session, new_request_id(), opening)


def _sent(session: Session, unit_id: int) -> bool:
    """Whether it waits at a supplier: what one has credited already is claimed from nobody."""
    return unit(session.store, unit_id).place_kind == "repairer"


def _units(session: Session, backs: tuple[Back, ...]) -> list[int]:
    found = (sold_line(session.store, back.sale_line_id).unit_id for back in backs)
    return [unit_id for unit_id in found if unit_id is not None]
