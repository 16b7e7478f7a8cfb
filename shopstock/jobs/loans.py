"""Lending one of our units to a customer whose own is claimed, and taking it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shopstock.jobs.claim_lists import Loan, loans_out
from shopstock.jobs.claims import LEAVE, Next, NotNow, advance, allowed, claim_of, refuse_step
from shopstock.jobs.session import Session
from shopstock.refusal import Key
from shopstock.store.ledger import Posted
from shopstock.store.lots import unit
from shopstock.store.places import place_coded, place_of_kind
from shopstock.store.stories import last_move_of_unit
from shopstock.text import at_place, short_code


@dataclass(frozen=True, slots=True)
class Lent:
    """What was booked, and the unit it was about."""

    posted: Posted
    serial: str


def lend(session: Session, request_id: str, claim_id: int, unit_id: int, due_on: date | None) -> Lent:
    """Lend a unit of ours for a claim; raises NotNow for one that is not here to lend."""
    of = claim_of(session, claim_id)
    if of.side != "customer" or not allowed(of, "lent"):
        refuse_step(of, "lent")
    found = unit(session.store, unit_id)
    if found.place_kind not in ("shelf", "back", "bench", "quarantine"):
        raise NotNow(
            f"{short_code(found.serial)} is not here to lend: it is {at_place(found.place_code)}", LEAVE
        )
    if found.held or found.stolen:
        raise NotNow(f"{short_code(found.serial)} is held: it is lent to nobody", LEAVE)
    moves = (("lent", found.id, place_of_kind(session.store, "loan")),)
    to = Next("lent", of.state, other_unit_id=found.id, due_on=due_on, moves=moves)
    return Lent(advance(session, request_id, claim_id, to), found.serial)


def loan_of(session: Session, unit_id: int) -> Loan | None:
    """The loan that a unit is out on."""
    return next((loan for loan in loans_out(session) if loan.unit_id == unit_id), None)


def loans_of(session: Session, claim_id: int) -> list[Loan]:
    """The units that are out for a claim."""
    return [loan for loan in loans_out(session) if loan.claim_id == claim_id]


def take_back(session: Session, request_id: str, unit_id: int) -> Lent:
    """The loan is over: the unit goes to where it was lent from; raises NotNow for one that is not lent."""
    found = unit(session.store, unit_id)
    loan = loan_of(session, unit_id)
    if loan is None or found.place_kind != "loan":
        raise NotNow(f"{short_code(found.serial)} is not lent", Key(":claims loans", "what is"), LEAVE)
    of = claim_of(session, loan.claim_id)
    went = last_move_of_unit(session.store, unit_id)
    home = place_coded(session.store, went.origin or "") if went else None
    moves = (("lent_back", unit_id, home or place_of_kind(session.store, "quarantine")),)
    to = Next("lent_back", of.state, other_unit_id=unit_id, moves=moves)
    return Lent(advance(session, request_id, of.id, to), found.serial)
