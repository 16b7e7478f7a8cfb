"""Staff at the till, customers and suppliers by name or phone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from shopstock.jobs.session import Session
from shopstock.refusal import BadInput, Key, Refusal
from shopstock.store.people import PartyRow, add_party, all_staff, parties, party, staff_named
from shopstock.text import clean_text, fit


class UnknownStaff(Refusal):
    """Nobody here bears that name."""

    id = "staff.unknown"


@dataclass(frozen=True, slots=True)
class Met:
    """A supplier or customer, and whether they were new to the shop."""

    who: PartyRow
    new: bool


def everyone(session: Session) -> list[str]:
    """The names of all who work here."""
    return [person.name for person in all_staff(session.store)]


def sign_on(session: Session, name: str) -> Session:
    """The session with that person at the till."""
    person = staff_named(session.store, name)
    if person is None:
        raise UnknownStaff(f"nobody here is called {fit(clean_text(name), 30)}", Key(":staff", "list"))
    return replace(session, staff=person)


def meet(session: Session, kind: Literal["supplier", "customer"], name_or_phone: str) -> Met:
    """The supplier or customer of that name or phone; an unknown one is created, which must be said."""
    shown = clean_text(name_or_phone)
    if not shown:
        raise BadInput(f"the {kind} needs a name or a phone number")
    known = parties(session.store, kind, shown)
    if known:
        return Met(known[0], False)
    with session.store.transaction():
        return Met(add_party(session.store, kind, shown), True)


def known(session: Session, party_id: int | None) -> PartyRow | None:
    """The supplier or customer of that id."""
    return party(session.store, party_id)
