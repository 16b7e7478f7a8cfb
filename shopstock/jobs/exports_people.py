"""Lists that tell of people: the customers, and whose sales lack a serial."""

from __future__ import annotations

from shopstock.jobs.exports import Asked, Listing
from shopstock.jobs.nameless import all_lacking
from shopstock.jobs.session import Session
from shopstock.store.customers import CONSENTS, CustomerRow, all_customers, consents_of
from shopstock.store.nameless import phone_of

FIELDS = ("name", "phone", "email", "street", "postcode", "town", "country", "note")


def customers(session: Session, asked: Asked) -> Listing:  # noqa: ARG001 - every list is asked the same way
    """Everyone who is here, with what they allowed: `yes`, `no`, or empty where nobody asked."""
    columns = ("number", *FIELDS, *(f"{kind}_contacts" for kind in CONSENTS))
    return Listing(columns, (_customer(session, row) for row in all_customers(session.store)))


def lacking(session: Session, asked: Asked) -> Listing:  # noqa: ARG001 - every list is asked the same way
    """The sales whose serial is still to come, the oldest first."""
    columns = ("sold_on", "paper", "sku", "name", "customer", "phone")
    rows = (
        [row.day, row.paper, row.sku, row.name, row.customer, phone_of(session.store, row.party_id)]
        for row in all_lacking(session)
    )
    return Listing(columns, rows)


def _customer(session: Session, row: CustomerRow) -> list[str | None]:
    said = consents_of(session.store, row.id)
    allowed = [("yes" if said[kind].given else "no") if kind in said else None for kind in CONSENTS]
    return [str(row.id), *(getattr(row, name) for name in FIELDS), *allowed]
