"""What ends soon: warranties that customers have, with whom to write to, and what suppliers owe us.

A customer is written to about an extension or a check-up only if they allowed other news than safety: who did not is
in the list, and it says so. A claim against a supplier must be made before their cover to us ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from shopstock.jobs.exports import Asked, Listing
from shopstock.jobs.session import Session
from shopstock.jobs.warranty import covers_of_sale
from shopstock.refusal import BadInput
from shopstock.store.catalogue import product
from shopstock.store.covers import supplier_covers_of
from shopstock.store.customers import consents_of, customer
from shopstock.store.endings import brought_by, lines_ending, units_ending
from shopstock.store.ledger import paper_name
from shopstock.store.lots import unit
from shopstock.store.tickets import SoldLine, sold_line, ticket

SPANS = (30, 60, 90)
MOST_DAYS = 3660
COLUMNS = (
    "ends_on", "days_left", "whose", "terms", "covered_until", "sku", "name", "serial", "lot", "place", "paper", "who",
    "phone", "email", "other_news",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ending:
    """One end: `whose` customer (they have it) or supplier (they owe us). `terms` are the covers that end on that day;
    `covered_until` is the last day of what goes on beyond it, None where nothing does. `may_write` is what the customer
    said of other news, None where nobody asked; `place` is where a piece of ours is."""

    until: date
    days_left: int
    whose: Literal["customer", "supplier"]
    terms: tuple[str, ...]
    covered_until: date | None
    sku: str
    name: str
    serial: str | None
    lot: str | None
    place: str | None
    paper: str
    who: str | None
    phone: str | None
    email: str | None
    may_write: bool | None


def ending(session: Session, days: int) -> list[Ending]:
    """All that ends within so many days from today, both included, the earliest first."""
    if not 0 <= days <= MOST_DAYS:
        raise BadInput(f"{days} is no number of days up to {MOST_DAYS}")
    today = session.today()
    last = today + timedelta(days=days)
    first_iso, last_iso = today.isoformat(), last.isoformat()
    store = session.store
    lines = (sold_line(store, line) for line in lines_ending(store, first_iso, last_iso))
    found = [each for line in lines if line.quantity > line.back for each in _of_line(session, line, last)]
    for unit_id in units_ending(store, first_iso, last_iso):
        found += _of_unit(session, unit_id, last)
    return sorted(found, key=lambda each: (each.until, each.whose, each.name, each.serial or "", each.paper))


def _of_line(session: Session, line: SoldLine, last: date) -> Iterator[Ending]:
    today = session.today()
    covers = [each for each in covers_of_sale(session, line) if each.until or each.status == "lifetime"]
    ends = sorted({each.until for each in covers if each.until and today <= each.until <= last})
    if not ends:
        return
    beyond = max((each.until for each in covers if each.until), default=None)
    sold = ticket(session.store, line.booking_id)
    who = customer(session.store, sold.party_id) if sold.party_id else None
    said = consents_of(session.store, who.id).get("other") if who else None
    here = who if who and who.erased_at_us is None else None
    for until in ends:
        yield Ending(
            until, (until - today).days, "customer",
            tuple(dict.fromkeys(each.kind for each in covers if each.until == until)),
            beyond if beyond and beyond > until else None,
            line.sku, line.name, line.serial, line.lot_code or None, None, sold.paper or "",
            here.name if here else None, here.phone if here else None, here.email if here else None,
            bool(said.given) if said and here else None,
        )  # fmt: skip


def _of_unit(session: Session, unit_id: int, last: date) -> Iterator[Ending]:
    store, today = session.store, session.today()
    until = max((each.until for each in supplier_covers_of(store, unit_id) if each.until), default=None)
    if until is None or not today <= until <= last:
        return
    found, brought = unit(store, unit_id), brought_by(store, unit_id)
    row = product(store, found.product_id)
    paper = paper_name(brought.series, brought.number) if brought else None
    yield Ending(
        until, (until - today).days, "supplier", ("supplier",), None, row.sku, row.name, found.serial, None,
        found.place_code, paper or "", brought and brought.supplier, brought and brought.phone,
        brought and brought.email, None,
    )  # fmt: skip


def export(session: Session, asked: Asked) -> Listing:
    """The same as a list; `other_news` is yes, no, or empty where nobody asked."""
    return Listing(COLUMNS, (_cells(each) for each in ending(session, asked.days)))


def _cells(each: Ending) -> list[str | None]:
    said = None if each.may_write is None else "yes" if each.may_write else "no"
    beyond = each.covered_until.isoformat() if each.covered_until else None
    return [
        each.until.isoformat(), str(each.days_left), each.whose, " ".join(each.terms), beyond, each.sku, each.name,
        each.serial, each.lot, each.place, each.paper, each.who, each.phone, each.email, said,
    ]  # fmt: skip
