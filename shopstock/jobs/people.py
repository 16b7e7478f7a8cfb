"""Customers and suppliers by name or phone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from shopstock.jobs.session import Session
from shopstock.refusal import BadInput
from shopstock.store.people import PartyRow, add_party, parties, party
from shopstock.text import clean_text


@dataclass(frozen=True, slots=True)
class Met:
    """A supplier or customer, and whether they were new to the shop."""

    who: PartyRow
    new: bool


def all_known(session: Session, kind: Literal["supplier", "customer"], known_by: str) -> list[PartyRow]:
    """Everyone of exactly that name, phone number or e-mail: several of one name are several people."""
    return parties(session.store, kind, clean_text(known_by))


def meet(session: Session, kind: Literal["supplier", "customer"], name_or_phone: str) -> Met:
    """The supplier or customer of that name, phone or e-mail; an unknown one is created, which must be said.

    Of several it is the first: who must not guess asks `all_known` before."""
    shown = clean_text(name_or_phone)
    if not shown:
        raise BadInput(f"the {kind} needs a name or a phone number")
    known = parties(session.store, kind, shown)
    if known:
        return Met(known[0], False)
    session.must_write()
    with session.store.transaction():
        return Met(add_party(session.store, kind, shown), True)


def known(session: Session, party_id: int | None) -> PartyRow | None:
    """The supplier or customer of that id."""
    return party(session.store, party_id)
