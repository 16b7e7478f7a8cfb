"""What the passport of a unit tells of its people: who had it in which order, and what replaced what."""

from __future__ import annotations

from shopstock.desk.views.find import ChainLink, Owner
from shopstock.jobs.session import Session
from shopstock.store.ledger import paper_name
from shopstock.store.owners import chain_of, owners_of, piece
from shopstock.store.tickets import returned_of


def owners(session: Session, unit_id: int) -> list[Owner]:
    """Everyone who bought the unit, in order; who has no name is known by the receipt."""
    found: list[Owner] = []
    for sale in owners_of(session.store, unit_id):
        back = returned_of(session.store, sale.sale_line_id)
        last = back[-1] if back else None
        found.append(
            Owner(
                sale.customer, sale.paper, sale.day, last.day if last else None,
                paper_name(last.series, last.number) if last else None,
            )
        )  # fmt: skip
    return found


def chain(session: Session, unit_id: int) -> list[ChainLink]:
    """Every piece of a chain of replacements, the first one first; empty for a piece that is in none."""
    links = chain_of(session.store, unit_id)
    if not links:
        return []
    first = piece(session.store, links[0].old_id)
    rows = [ChainLink(1, first.serial, first.sku, first.name, None, None, first.id == unit_id)]
    for n, link in enumerate(links, 2):
        new = piece(session.store, link.new_id)
        rows.append(ChainLink(n, new.serial, new.sku, new.name, link.paper, link.day, new.id == unit_id))
    return rows
