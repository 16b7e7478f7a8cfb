"""Customers: as little as wanted, changed, merged, asked for their consent, told what is known, and erased.

A name, a phone number or an e-mail alone is a customer (as little as wanted: Regulation (EU) 2016/679, GDPR, article
5 (1) c). What they may ask for: what is known of them (article 15), and that it is erased (article 17). The ledger
holds their number only, so a booking and its seal stay as they are when a person goes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from shopstock import clock
from shopstock.jobs.rights import Right, require
from shopstock.jobs.session import Session
from shopstock.refusal import BadInput, Key, Refusal
from shopstock.store import customers as rows
from shopstock.store import erasing
from shopstock.store.customers import CONSENTS, FIELDS, ConsentRow, CustomerRow
from shopstock.store.ledger import EventDraft, Posted, booked, post
from shopstock.store.people import add_party, parties, phone_key
from shopstock.store.tickets import Ticket, lines_of, ticket
from shopstock.store.whose import given_to, sales_of_lot
from shopstock.text import clean_name, clean_text, fit

LIMITS = {
    "name": 80,
    "phone": 40,
    "email": 120,
    "street": 120,
    "postcode": 20,
    "town": 80,
    "country": 60,
    "note": 200,
}
LABELS = {
    "name": "Name", "phone": "Phone", "email": "E-mail", "street": "Street", "postcode": "Postcode", "town": "Town",
    "country": "Country", "note": "Note",
}  # fmt: skip
SAID_OF = {"safety": "news about safety", "other": "other news"}
MOST = 50
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class UnknownCustomer(Refusal):
    """No customer is meant by that."""

    id = "customers.unknown"


class Erased(Refusal):
    """Nothing is known of that person any more, and nothing is written down again."""

    id = "customers.erased"


@dataclass(frozen=True, slots=True)
class Gone:
    """What an erasure did: the number that stays in the books, and what it could not reach."""

    party_id: int
    cleaned: int
    remains: tuple[str, ...]


def found(session: Session, text: str) -> list[CustomerRow]:
    """Customers by the beginnings of their names' words, the end of their phone number or their e-mail; without a text
    those who came last."""
    if not clean_text(text):
        return rows.newest_customers(session.store, MOST)
    return rows.customers_found(session.store, text, MOST)


def one(session: Session, party_id: int) -> CustomerRow:
    """The row that stands for that customer now; raises Erased."""
    row = rows.customer(session.store, party_id)
    if row.erased_at_us is not None:
        raise Erased(f"{row.name}: nothing is known of this person any more", Key(":customers", "list"))
    return row


def read(field: str, typed: str) -> str | None:
    """A field as it is kept; None for an empty one. Refuses a phone without digits and an e-mail that is none."""
    text, was_cut = clean_name(typed, LIMITS[field])
    if was_cut:
        raise BadInput(f"{LABELS[field].lower()}: {LIMITS[field]} characters are the most")
    if field == "phone" and text and phone_key(text) is None:
        raise BadInput(f'"{fit(text, 20)}" is no phone number of 7 to 15 digits')
    if field == "email" and text and not _EMAIL.fullmatch(text):
        raise BadInput(f'"{fit(text, 24)}" is no e-mail')
    return text or None


def change(session: Session, party_id: int, given: Mapping[str, str]) -> CustomerRow:
    """Write fields of a customer, empty ones away; who has no name is called by phone or e-mail."""
    session.must_write()
    session.must_be_proven()
    with session.store.transaction():
        row = one(session, party_id)
        values = {name: read(name, text) for name, text in given.items()}
        now = row._replace(**values)  # type: ignore[arg-type]
        now = now._replace(name=now.name or now.phone or now.email or "")
        if not now.name:
            raise BadInput("a customer needs a name, a phone number or an e-mail")
        rows.change_customer(session.store, now)
        return now


def add(session: Session, given: Mapping[str, str]) -> CustomerRow:
    """A new customer with these fields: one of name, phone and e-mail is enough."""
    session.must_write()
    session.must_be_proven()
    called = next((given[name] for name in ("name", "phone", "email") if clean_text(given.get(name, ""))), "")
    if not clean_text(called):
        raise BadInput("a customer needs a name, a phone number or an e-mail")
    with session.store.transaction():
        for name, text in given.items():
            read(name, text)
        made = add_party(session.store, "customer", called)
        return change(session, made.id, {"name": called, **given})


def known_by(session: Session, given: Mapping[str, str]) -> CustomerRow | None:
    """The one customer who has that phone number or e-mail already."""
    for name in ("phone", "email"):
        known = parties(session.store, "customer", given[name]) if given.get(name) else []
        if len(known) == 1:
            return one(session, known[0].id)
    return None


def others_with(session: Session, row: CustomerRow, field: str) -> list[CustomerRow]:
    """Other customers who have the same phone number or e-mail; nobody for any other field."""
    value = getattr(row, field) if field in ("phone", "email") else None
    known = parties(session.store, "customer", value) if value else []
    found = {other.id: other for other in (one(session, each.id) for each in known)}
    return [other for other in found.values() if other.id != row.id]


def consent(session: Session, party_id: int, kind: str, *, given: bool) -> ConsentRow:
    """Write down that a customer allows news of that kind, or takes it back; the newest word counts.

    Consent can be withdrawn at any time (GDPR, article 7 (3)); who wrote it down and when stays."""
    session.must_write()
    session.must_be_proven()
    if kind not in CONSENTS:
        raise BadInput(f'"{fit(kind, 12)}" is no consent: {", ".join(CONSENTS)}')
    with session.store.transaction():
        row = one(session, party_id)
        rows.write_consent(session.store, row.id, kind, int(given), session.staff.id)
        return rows.consents_of(session.store, row.id)[kind]


def merge(session: Session, request_id: str, kept_id: int, gone_id: int) -> Posted:
    """Two rows of one person: from now on `kept` stands for both; each keeps its bookings.

    What the kept one lacks is taken over. Consent is not: it was given for what was known then."""
    store = session.store
    with store.transaction():
        before = booked(store, request_id)
        if before:
            return before
        draft = session.draft("event", request_id)
        kept, gone = one(session, kept_id), one(session, gone_id)
        if kept.id == gone.id:
            raise BadInput("that is the same customer", Key(":customers", "list"))
        lacking = {name: getattr(gone, name) for name in FIELDS if getattr(kept, name) is None}
        rows.change_customer(store, kept._replace(**lacking))
        rows.merge(store, gone.id, kept.id)
        event = EventDraft("customers_merged", was=str(gone.id), became=str(kept.id))
        return post(store, replace(draft, events=(event,)))


def attach(session: Session, request_id: str, sale_id: int, party_id: int | None) -> Posted:
    """Say afterwards whose a sale is, or that it is nobody's (None); the booking of the sale stays as it is."""
    store = session.store
    with store.transaction():
        before = booked(store, request_id)
        if before:
            return before
        draft = session.draft("event", request_id)
        sold = sale_of(session, sale_id)
        to = one(session, party_id).id if party_id is not None else None
        if sold.party_id == to:
            whose = f"of {fit(sold.customer or '', 30)}" if to else "of nobody"
            raise BadInput(f"{sold.paper} is {whose} already")
        return post(store, replace(draft, parts=(given_to(store, sale_id, to),)))


def sale_of(session: Session, sale_id: int) -> Ticket:
    """The sale of that id; refuses any other paper, and a voided sale."""
    sold = ticket(session.store, sale_id)
    if sold.kind != "sale":
        raise BadInput(f"{sold.paper or 'that'} is no sale")
    if sold.reversed_by is not None:
        raise BadInput(f"{sold.paper} was voided")
    return sold


def erase(session: Session, request_id: str, party_id: int) -> Gone:
    """Empty all that is known of a person (GDPR, article 17), under every row of theirs; takes the right `personal`.

    The name becomes `erased 17`, consent is closed, what waits with the name in it is cleaned or dropped. The books
    keep the number 17 and nothing else."""
    store = session.store
    with store.transaction():
        require(session, Right.PERSONAL)
        draft = session.draft("event", request_id)
        before = booked(store, request_id)
        ids = rows.rows_of(store, party_id)
        if before:
            return Gone(ids[0], 0, ())
        one(session, party_id)
        known = [rows.own_row(store, row_id) for row_id in ids]
        for row in known:
            for kind, said in rows.consents_of(store, row.id).items():
                if said.given:
                    rows.write_consent(store, row.id, kind, 0, session.staff.id)
            rows.erase(store, row.id, clock.now_us())
        cleaned = erasing.clean(store, erasing.needles(known), ids)
        event = EventDraft("customer_erased", became=str(ids[0]))
        post(store, replace(draft, party_id=ids[0], events=(event,)))
    return Gone(ids[0], cleaned, REMAINS)


@dataclass(frozen=True, slots=True)
class Contact:
    """Who bought goods that may not be safe. `allowed` is what they said of news about safety, None for nothing."""

    who: CustomerRow
    sales: tuple[str, ...]
    allowed: bool | None


def safety_contacts(
    session: Session, *, lot_id: int | None = None, sale_id: int | None = None
) -> list[Contact]:
    """Everyone known who still has goods of a lot, or of a sale, in the order in which they bought.

    Consumers that a shop can identify are told of a danger directly (Regulation (EU) 2023/988, article 35); whether
    one gave these contacts for it stands with each, so that whoever writes can choose."""
    store = session.store
    ids = sales_of_lot(store, lot_id) if lot_id is not None else [sale_id or 0]
    bought: dict[int, list[str]] = {}
    for found_id in ids:
        sold = ticket(store, found_id)
        left = any(x.quantity > x.back and lot_id in (None, x.lot_id) for x in lines_of(store, found_id))
        if sold.party_id is not None and left:
            bought.setdefault(sold.party_id, []).append(sold.paper or "")
    contacts = []
    for party_id, papers in bought.items():
        who = rows.customer(store, party_id)
        if who.erased_at_us is None:
            said = rows.consents_of(store, who.id).get("safety")
            contacts.append(Contact(who, tuple(papers), bool(said.given) if said else None))
    return contacts


REMAINS = (
    "backups made before today still hold it, until the last of them is gone",
    "papers and lists that were printed or written as files",
    "what another till has open this moment, until its basket is done",
)
