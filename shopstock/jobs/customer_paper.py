"""All that the shop knows of a person, as they may ask for it (GDPR, article 15): as a list and as a paper."""

from __future__ import annotations

from collections.abc import Iterator

from shopstock.amounts import show_decimal
from shopstock.jobs.customers import LABELS, SAID_OF, UnknownCustomer, found, one
from shopstock.jobs.exports import Asked, Listing
from shopstock.jobs.people import all_known
from shopstock.jobs.session import Session
from shopstock.papers.sheet import GAP, RULE, Row
from shopstock.refusal import BadInput
from shopstock.store.customers import FIELDS, CustomerRow, consent_story, own_row, rows_of
from shopstock.store.tickets import SoldLine, lines_of, sales_to
from shopstock.text import fit

WHY = "Kept to sell, for warranties and as the law asks of the books. A name is erased from all but those on request."


def told(session: Session, row: CustomerRow) -> Iterator[tuple[str, str]]:
    """What is known, as what it is and what it says; days are ISO, money is as it was paid."""
    ids = rows_of(session.store, row.id)
    for row_id in ids:
        known = own_row(session.store, row_id)
        yield "Number", str(row_id)
        yield from ((LABELS[name], getattr(known, name)) for name in FIELDS if getattr(known, name))
        yield "Known since", session.day_at(known.created_at_us).isoformat()
    for said in consent_story(session.store, ids):
        day = session.day_at(said.at_us).isoformat()
        yield (
            SAID_OF[said.kind].capitalize(),
            f"{'allowed' if said.given else 'taken back'} {day}, {said.staff}",
        )
    for sold in sales_to(session.store, row.id):
        voided = ", voided" if sold.reversed_by else ""
        yield "Receipt", f"{sold.paper} of {sold.day.isoformat()}{voided}"
        for line in lines_of(session.store, sold.id):
            yield "Bought", _bought(session, line)


def _bought(session: Session, line: SoldLine) -> str:
    parts = [f"{show_decimal(line.quantity, line.decimals)} {line.name} {session.money(line.amount_minor)}"]
    parts += [f"serial {line.serial}"] if line.serial else []
    parts += [f"lot {line.lot_code}"] if line.lot_code else []
    parts += [f"warranty to {line.warranty_until}"] if line.warranty_until else []
    parts += [f"{show_decimal(line.back, line.decimals)} came back"] if line.back else []
    return ", ".join(parts)


def rows_of_paper(session: Session, row: CustomerRow) -> tuple[Row, ...]:
    """The paper for the receipt printer."""
    body = (Row(label, value) for label, value in told(session, row))
    head = (Row(session.shop.name, kind="big"), Row(f"What is known of {row.name}", kind="strong"), RULE)
    return (*head, *body, GAP, Row(WHY, kind="note"))


def customer(session: Session, asked: Asked) -> Listing:
    """The same as a list, of the one whom `asked.who` names by number, name, phone or e-mail."""
    return Listing(("what", "says"), list(told(session, _named(session, asked.who))))


def _named(session: Session, who: str) -> CustomerRow:
    if not who.strip():
        raise BadInput("of whom? --who NAME, a phone number or an e-mail")
    exactly = [one(session, known.id) for known in all_known(session, "customer", who)]
    close = exactly or found(session, who)
    if len(close) == 1:
        return close[0]
    if not close:
        raise UnknownCustomer(f"{fit(who, 30)}: nobody is found by that")
    told_apart = ", ".join(
        row.phone or row.email or f"known since {session.day_at(row.created_at_us)}" for row in close[:6]
    )
    raise BadInput(f"{len(close)} are found by {fit(who, 24)}. Say it by phone or e-mail: {told_apart}")
