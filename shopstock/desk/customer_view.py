"""A customer as a view, as lines for plain mode, and as the paper they may ask for."""

from __future__ import annotations

from collections.abc import Iterator

from shopstock.amounts import show_decimal
from shopstock.desk.views.customers import ConsentLine, CustomerCard, CustomerLine, PaperOf
from shopstock.desk.views.find import Owned
from shopstock.jobs.customers import SAID_OF
from shopstock.jobs.session import Session
from shopstock.store.claims import claim
from shopstock.store.credits import credit_coded
from shopstock.store.customer_books import claim_ids_of, credit_codes_of
from shopstock.store.customers import CONSENTS, CustomerRow, consents_of, own_row, rows_of
from shopstock.store.tickets import lines_of, sales_to
from shopstock.text import clean_text, fit


def line_of(n: int, row: CustomerRow) -> CustomerLine:
    """A customer of the list."""
    return CustomerLine(n, row.name, row.phone if row.phone != row.name else None, row.email, row.town)


def card_of(session: Session, row: CustomerRow) -> CustomerCard:
    """All that is known of a customer."""
    owned, papers = [], []
    for sold in sales_to(session.store, row.id):
        lines = lines_of(session.store, sold.id)
        if sold.reversed_by is None:
            total = session.money(sum(line.amount_minor for line in lines))
            papers.append(PaperOf(sold.paper or "", sold.day.isoformat(), total))
        for line in lines:
            if line.quantity > line.back:
                left = show_decimal(line.quantity - line.back, line.decimals)
                day = sold.day.isoformat()
                owned.append(
                    Owned(line.sku, line.name, line.serial, sold.paper or "", day, left, line.warranty_until)
                )
    ids = rows_of(session.store, row.id)
    others = [own_row(session.store, other) for other in ids[1:]]
    claims = [claim(session.store, found) for found in claim_ids_of(session.store, ids)]
    store_credit = [
        found for code in credit_codes_of(session.store, ids) if (found := credit_coded(session.store, code))
    ]
    return CustomerCard(
        row.id, row.name, row.phone, row.email,
        [part for part in (row.street, " ".join(filter(None, (row.postcode, row.town))), row.country) if part],
        row.note,
        session.day_at(row.created_at_us).isoformat(),
        [_consent(session, row, kind) for kind in CONSENTS],
        owned,
        papers,
        [", ".join(filter(None, (o.name, o.phone if o.phone != o.name else None, o.email))) for o in others],
        [f"{each.paper} {each.state}, {each.name}" for each in claims],
        [f"{each.code}  {session.money(each.left_minor)}" for each in store_credit],
    )  # fmt: skip


def _consent(session: Session, row: CustomerRow, kind: str) -> ConsentLine:
    said = consents_of(session.store, row.id).get(kind)
    if said is None:
        return ConsentLine(kind, None, None, None)
    return ConsentLine(kind, bool(said.given), session.day_at(said.at_us).isoformat(), said.staff)


def lines_of_card(card: CustomerCard) -> tuple[str, ...]:
    """The card as plain mode prints it."""
    return tuple(f"  {clean_text(line)}" for line in _lines(card))


def _lines(card: CustomerCard) -> Iterator[str]:
    yield f"{card.name}  number {card.number}  known since {card.since}"
    for label, value in (("phone", card.phone), ("e-mail", card.email), ("note", card.note)):
        if value:
            yield f"{label} {value}"
    if card.address:
        yield "address " + ", ".join(card.address)
    for said in card.consents:
        yield consent_said(said)
    for other in card.also:
        yield f"also known as {other}"
    for owned in card.owned:
        serial = f" serial {owned.serial}" if owned.serial else ""
        until = f", warranty to {owned.warranty_until}" if owned.warranty_until else ""
        yield f"has {owned.quantity} {owned.name}{serial}, {owned.receipt} of {owned.sold_on}{until}"
    for paper in card.papers:
        yield f"receipt {paper.paper} of {paper.day}, {paper.total}"
    for each in card.claims:
        yield f"claim {each}"
    for left in card.credits:
        yield f"store credit {left}"


def consent_said(said: ConsentLine) -> str:
    """`news about safety: yes, since 2026-11-22, Mia`."""
    if said.given is None:
        return f"{SAID_OF[said.kind]}: nobody asked"
    return f"{SAID_OF[said.kind]}: {'yes' if said.given else 'no'}, since {said.on}, {fit(said.by or '', 20)}"
