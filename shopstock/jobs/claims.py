"""Claims: opened for a unit with a symptom, then told by their steps; each step is one booking.

A customer's claim (`customer`) may leave the goods at home or take them in; our own (`supplier`) is about a unit that
we own. What a step does to the goods is booked with it, so the state of a claim and the place of its unit agree.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, NoReturn

from shopstock.jobs.names_out import no_names
from shopstock.jobs.session import Session
from shopstock.refusal import BadInput, Key, Refusal
from shopstock.store.catalogue import product
from shopstock.store.claims import (
    SERIES,
    ClaimDraft,
    ClaimRow,
    ProofDraft,
    StepDraft,
    claim,
    claims_of,
    find_claim,
)
from shopstock.store.engine import RuleBroken
from shopstock.store.ledger import Goods, Posted, Step, booked, post
from shopstock.store.lots import UnitRow, lot, unit
from shopstock.store.migrations.claim_tables import CLAIM_ROUTES
from shopstock.store.parts import Part
from shopstock.store.places import PlaceRow, place, place_of_kind
from shopstock.store.tickets import SoldLine, last_sale_of
from shopstock.text import clean_name, short_code

Side = Literal["customer", "supplier"]
NOTE_LENGTH = 200
SYMPTOM_LENGTH = 80

# A state as people read it.
STATE_WORDS = {
    "open": "open",
    "waiting_part": "waiting for part",
    "at_supplier": "at supplier",
    "repaired": "repaired",
    "replaced": "replaced",
    "refused": "refused",
    "credited": "credited",
    "closed": "closed",
}
LEAVE = Key("Esc", "leave")


class NoClaim(Refusal):
    """No claim bears that number, or is open for that unit."""

    id = "claim.none"


class ClaimOpen(Refusal):
    """A claim of that side is open for the unit already."""

    id = "claim.open_already"


class NotNow(Refusal):
    """The claim is in a state, or its goods at a place, where this cannot be."""

    id = "claim.not_now"


class NotOurs(Refusal):
    """No claim can be about this unit: the shop neither sold it nor owns it."""

    id = "claim.not_ours"


@dataclass(frozen=True, slots=True)
class Opening:
    """A claim to be: the unit, what is wrong with it, and what pays.

    `takes_in` brings a customer's unit to the bench for visiting goods; `sends_to` sends it on to that supplier at
    once, with the RMA number where it is known. `proof` is written with it for a unit bought elsewhere."""

    unit_id: int
    symptom: str
    side: Side = "customer"
    basis: str = "none"
    note: str = ""
    takes_in: bool = False
    sends: bool = False
    sends_to: int | None = None
    rma: str = ""
    proof: ProofDraft | None = None


@dataclass(frozen=True, slots=True)
class Next:
    """The next step of a claim: what happens, which state follows, and what is said with it.

    `moves` are what moves which unit to which place, in that order; `steps` what else moves; `parts` other rows of the
    booking, such as a file, warranty terms that got longer, or what was fitted."""

    what: str
    state: str
    party_id: int | None = None
    rma: str = ""
    waits_for: str = ""
    due_on: date | None = None
    other_unit_id: int | None = None
    amount_minor: int | None = None
    note: str = ""
    moves: tuple[tuple[str, int, PlaceRow], ...] = ()
    steps: tuple[Step, ...] = ()
    parts: tuple[Part, ...] = ()


def open_for(session: Session, unit_id: int, side: Side | None = None) -> ClaimRow | None:
    """The open claim of a unit, of either side or of that one."""
    found = [c for c in claims_of(session.store, unit_id) if c.open and side in (None, c.side)]
    return found[0] if found else None


def claim_of(session: Session, claim_id: int) -> ClaimRow:
    """The claim that a booking opened; raises NoClaim."""
    found = find_claim(session.store, claim_id)
    if found is None:
        raise NoClaim("that paper opened no claim", LEAVE)
    return found


def side_of(session: Session, found: UnitRow) -> tuple[Side, SoldLine | None]:
    """Whose claim it would be: the customer's while they own the unit, wherever it is, ours where we own it.

    With the sale it is out on, if we sold it; raises NotOurs for what is with nobody."""
    kind = found.place_kind
    sale = last_sale_of(session.store, found.id)
    out = sale if sale and sale.quantity > sale.back else None
    if kind in ("customer", "visiting") or (kind == "repairer" and out):
        return "customer", out
    if kind in ("shelf", "back", "consignment", "quarantine", "bench", "repairer"):
        return "supplier", None
    raise NotOurs(f"{short_code(found.serial)} is at {found.place_code or 'no place'}: no claim", LEAVE)


def open_claim(session: Session, request_id: str, opening: Opening) -> Posted:
    """Open a claim and book what happens to the goods with it; raises ClaimOpen, NotOurs or NotNow."""
    store = session.store
    with store.transaction():
        before = booked(store, request_id)
        if before:
            return before
        found = unit(store, opening.unit_id)
        symptom = _said(opening.symptom, SYMPTOM_LENGTH)
        if not symptom:
            raise BadInput("a claim needs its symptom")
        side, sale = (opening.side, None) if opening.proof else side_of(session, found)
        if side != opening.side:
            raise NotOurs(
                f"{short_code(found.serial)} is at {found.place_code}: not a {opening.side}'s claim"
            )
        other = open_for(session, found.id)
        if other:
            raise ClaimOpen(
                f"{short_code(found.serial)} has an open claim: {other.paper} since {session.day(other.day)}",
                Key(f"#{other.paper}", "open it"),
            )
        customer_id = _customer_of(session, sale) if opening.side == "customer" else None
        no_names(session, customer_id, symptom, opening.note)
        there = found.place_kind == "repairer"
        sent = opening.sends or there
        first = StepDraft(
            None, 1, None, "opened", "at_supplier" if sent else "open",
            party_id=opening.sends_to, rma=_said(opening.rma, SYMPTOM_LENGTH),
        )  # fmt: skip
        drafted = ClaimDraft(
            found.id, sale.id if sale and side == "customer" else None, side, symptom,
            _said(opening.note, NOTE_LENGTH), opening.basis,
        )  # fmt: skip
        parts = (drafted, first, *([opening.proof] if opening.proof else ()))
        draft = replace(
            session.draft("claim", request_id),
            series=SERIES,
            party_id=_customer_of(session, sale),
            steps=_opening_moves(session, found, opening, there=there),
            parts=parts,
        )
        return post(store, draft)


def _customer_of(session: Session, sale: SoldLine | None) -> int | None:
    from shopstock.store.tickets import ticket

    return ticket(session.store, sale.booking_id).party_id if sale else None


def _opening_moves(session: Session, found: UnitRow, opening: Opening, *, there: bool) -> tuple[Step, ...]:
    """Taken in, and on to the supplier: as far as the opening says and the unit is not there yet."""
    steps: list[Step] = []
    at = found.place_id
    if opening.takes_in and (found.place_kind == "customer" or opening.proof):
        visiting = place_of_kind(session.store, "visiting")
        steps.append(
            move_of(session, "taken_in", found, visiting, origin=place_of_kind(session.store, "customer"))
        )
        at = visiting.id
    if opening.sends and not there:
        if at is None or place(session.store, at).kind == "customer":
            raise NotNow("the goods must be here before they can be sent", LEAVE)
        repairer = place_of_kind(session.store, "repairer")
        steps.append(move_of(session, "to_repair", found, repairer, origin=place(session.store, at)))
    return tuple(steps)


def move_of(
    session: Session, what: str, found: UnitRow, end: PlaceRow, origin: PlaceRow | None = None
) -> Step:
    """One movement of a unit from where it is; one that was nowhere yet comes from the supplier."""
    store = session.store
    of_lot = lot(store, found.lot_id)
    start = origin or (place(store, found.place_id) if found.place_id else place_of_kind(store, "supplier"))
    goods = Goods(found.product_id, "serial", found.lot_id, of_lot.plain, found.id)
    return Step(what, goods, start, end, 1, product(store, found.product_id).cost_minor)


def allowed(of: ClaimRow, what: str) -> tuple[str, ...]:
    """The states that this step may lead to from where the claim is; none where it cannot be taken."""
    return tuple(after for before, after in CLAIM_ROUTES[what] if before == of.state)


def advance(session: Session, request_id: str, claim_id: int, to: Next) -> Posted:
    """Book the next step of a claim with what moves; raises NotNow."""
    store = session.store
    try:
        with store.transaction():
            before = booked(store, request_id)
            if before:
                return before
            of = claim(store, claim_id)
            if to.state not in allowed(of, to.what):
                refuse_step(of, to.what)
            if of.side == "customer":
                no_names(session, of.party_id, to.note, to.waits_for)
            steps = _moves_of(session, to)
            return post(
                store,
                replace(
                    session.draft("claim", request_id),
                    party_id=of.party_id,
                    steps=(*steps, *to.steps),
                    parts=(next_step(of, to), *to.parts),
                ),
            )
    except RuleBroken as broken:
        if broken.rule not in ("claim", "foreign_key", "unique", "chain", "check", "balance"):
            raise
        raise NotNow("another till was quicker with this claim. Look at it again", LEAVE) from broken


def _moves_of(session: Session, to: Next) -> tuple[Step, ...]:
    """The movements of a step, each from where the one before left its unit."""
    left: dict[int, PlaceRow] = {}
    steps: list[Step] = []
    for what, unit_id, end in to.moves:
        steps.append(move_of(session, what, unit(session.store, unit_id), end, left.get(unit_id)))
        left[unit_id] = end
    return tuple(steps)


def next_step(of: ClaimRow, to: Next) -> StepDraft:
    """The step as it is written, behind the claim's last one."""
    return StepDraft(
        of.id, of.seq + 1, of.state, to.what, to.state, to.party_id, _said(to.rma, SYMPTOM_LENGTH),
        _said(to.waits_for, SYMPTOM_LENGTH), to.due_on, to.other_unit_id, to.amount_minor,
        _said(to.note, NOTE_LENGTH),
    )  # fmt: skip


def refuse_step(of: ClaimRow, what: str) -> NoReturn:
    """Say that a claim cannot take this step now."""
    raise NotNow(f"{of.paper} is {STATE_WORDS[of.state]}: {what.replace('_', ' ')} is not next", LEAVE)


def _said(text: str, most: int) -> str | None:
    return clean_name(text, most)[0] or None
