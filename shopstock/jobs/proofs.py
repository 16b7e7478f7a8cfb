"""Units bought elsewhere, taken in with a proof of purchase: the maker's term runs from that day; no money was paid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import cast

from shopstock.days import Term, TermUnit
from shopstock.jobs.claims import NotOurs, Opening, open_claim
from shopstock.jobs.find import meanings
from shopstock.jobs.session import Session
from shopstock.refusal import BadInput, Key
from shopstock.store.catalogue import product
from shopstock.store.claims import ProofDraft
from shopstock.store.ledger import Posted, booked
from shopstock.store.lots import add_unit, plain_lot
from shopstock.text import clean_code, clean_name, fit

SELLER_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Proven:
    """What the proof says: which product, bought on which day from whom, on which receipt if it names one."""

    product_id: int
    serial: str
    bought_on: date
    seller: str
    receipt: str = ""


def proof_draft(session: Session, unit_id: int, proven: Proven) -> ProofDraft:
    """The proof as it is written, with the maker's term as our catalogue has it today."""
    row = product(session.store, proven.product_id)
    until = None
    if row.warranty_number and row.warranty_unit:
        until = Term(row.warranty_number, cast("TermUnit", row.warranty_unit)).until(proven.bought_on)
    seller, _ = clean_name(proven.seller, SELLER_LENGTH)
    if not seller:
        raise BadInput("who sold it? The name on the proof")
    if proven.bought_on > session.today():
        raise BadInput(f"{session.day(proven.bought_on)} has not come yet: when was it bought?")
    return ProofDraft(
        unit_id, proven.bought_on, seller, clean_name(proven.receipt, SELLER_LENGTH)[0] or None,
        row.warranty_number if until else None, row.warranty_unit if until else None, until,
    )  # fmt: skip


def take_in_proven(
    session: Session, request_id: str, proven: Proven, symptom: str, basis: str, note: str = ""
) -> Posted:
    """Make the unit, keep its proof and open its claim, all in one booking; the goods stay here."""
    store = session.store
    with store.transaction():
        before = booked(store, request_id)
        if before:
            return before
        row = product(store, proven.product_id)
        if row.tracking != "serial":
            raise NotOurs(f"{fit(row.name, 30)} has no serials here: no claim", Key("Esc", "leave"))
        serial = clean_code(proven.serial, "serial")
        if any(m.kind == "unit" for m in meanings(session, serial)):
            raise NotOurs(f"{fit(serial, 24)} is known here: no proof needed", Key("Esc", "leave"))
        made = add_unit(store, row.id, plain_lot(store, row.id).id, serial, {})
        draft = proof_draft(session, made.id, proven)
        opening = Opening(made.id, symptom, basis=basis, note=note, takes_in=True, proof=draft)
        return open_claim(session, request_id, opening)
