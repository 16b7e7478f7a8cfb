"""Routine service: which units are due, setting a unit's interval, and booking a service that was done.

An interval is counted once from the last service, or from the sale where there was none yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from shopstock.days import Term, parse_term
from shopstock.jobs.exports import Asked, Listing
from shopstock.jobs.session import Session
from shopstock.refusal import BadInput, Refusal
from shopstock.store.ledger import Posted, post
from shopstock.store.lots import UnitRow
from shopstock.store.people import party
from shopstock.store.service_book import (
    SERIES,
    DoneDraft,
    PlanDraft,
    Wanting,
    service_of,
    wanting_service,
)
from shopstock.store.tickets import last_sale_of, ticket
from shopstock.text import clean_name, clean_text, short_code

AHEAD = 90
NOTE_LENGTH = 200
COLUMNS = ("serial", "sku", "name", "due_on", "days_left", "every", "last_on", "customer", "phone")


class NotDue(Refusal):
    """A unit that no service can be booked for: it is not out with anybody."""

    id = "service.not_out"


class Due(NamedTuple):
    """A unit that is due: when, in how many days (negative: overdue), and whom to call."""

    unit: Wanting
    due_on: date
    days_left: int
    customer: str | None
    phone: str | None


def due(session: Session, days: int = AHEAD) -> list[Due]:
    """What is overdue or falls due within so many days, the longest overdue first."""
    today = session.today()
    until = today + timedelta(days=days)
    found = [(on, unit) for unit in wanting_service(session.store) if (on := unit.next_on) and on <= until]
    found.sort(key=lambda both: (both[0], both[1].serial))
    return [Due(unit, on, (on - today).days, *_whose(session, unit.unit_id)) for on, unit in found]


def _whose(session: Session, unit_id: int) -> tuple[str | None, str | None]:
    """Who has it, as the newest sale says, and their number."""
    sale = last_sale_of(session.store, unit_id)
    who = party(session.store, ticket(session.store, sale.booking_id).party_id) if sale else None
    return (who.name, who.phone) if who else (None, None)


def parse_every(text: str) -> Term | None:
    """`every 6 months` or `6 months`; None for `never`."""
    words = clean_text(text).casefold().removeprefix("every ").strip()
    if words in ("never", "none", "no"):
        return None
    if not words:
        raise BadInput("how often? :service SERIAL every 6 months, or never")
    return parse_term(words)


def set_interval(session: Session, request_id: str, found: UnitRow, every: Term | None) -> Posted:
    """A unit wants service that often from now on, whatever its product says; None: not any more."""
    plan = PlanDraft(found.id, every.number if every else None, every.unit if every else None)
    with session.store.transaction():
        return post(session.store, replace(session.draft("event", request_id), parts=(plan,)))


def serviced(session: Session, request_id: str, found: UnitRow, note: str = "") -> Posted:
    """A service was done today; its paper is SV-000001. Raises NotDue for a unit nobody has bought."""
    if found.place_kind not in ("customer", "visiting", "repairer"):
        where = found.place_code or "no place"
        raise NotDue(f"{short_code(found.serial)} is at {where}: only what a customer has is serviced")
    said = clean_name(note, NOTE_LENGTH)[0] or None
    done = DoneDraft(found.id, session.today().isoformat(), said)
    with session.store.transaction():
        return post(session.store, replace(session.draft("event", request_id), series=SERIES, parts=(done,)))


def next_service(session: Session, unit_id: int) -> date | None:
    """The day a unit is due next; None where it wants no service."""
    wanted = service_of(session.store, unit_id)
    return wanted.next_on if wanted else None


def services(session: Session, asked: Asked) -> Listing:
    """What is due within so many days, as a file."""
    return Listing(COLUMNS, _rows(session, asked.days))


def _rows(session: Session, days: int) -> Iterator[list[str | None]]:
    for row in due(session, days):
        unit = row.unit
        yield [
            unit.serial, unit.sku, unit.name, row.due_on.isoformat(), str(row.days_left), str(unit.every),
            unit.done.isoformat() if unit.done else None, row.customer, row.phone,
        ]  # fmt: skip
