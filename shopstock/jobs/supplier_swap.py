"""A supplier keeps a unit and sends one with another serial: ours comes to the back, a customer's waits here for them.

What was sold here is replaced on one ticket at the price that was paid, as the shop itself replaces: the old line comes
back, the new unit is sold for what the old one still is worth, and nothing is paid. So the new serial is known as sold
to that customer: its warranty goes on, and it comes back for what was paid and no more.
"""

from __future__ import annotations

from dataclasses import replace

from shopstock.jobs.claim_steps import at_supplier, gone_along
from shopstock.jobs.claims import LEAVE, Next, NotNow, advance
from shopstock.jobs.exchange import one_for_one, replacing
from shopstock.jobs.return_rules import REASONS, REPLACEMENT, look_line, refund_of
from shopstock.jobs.returns import Back, line_back
from shopstock.jobs.sell import Wanted, draft_of
from shopstock.jobs.session import Session
from shopstock.jobs.warranty import is_out
from shopstock.store.catalogue import product
from shopstock.store.claims import ClaimRow
from shopstock.store.engine import RuleBroken
from shopstock.store.ledger import Goods, Posted, Step, booked, post
from shopstock.store.lots import UnitRow, add_unit, lot, plain_lot, unit_of
from shopstock.store.people import standing_for
from shopstock.store.places import PlaceRow, place_of_kind
from shopstock.store.tickets import SoldLine, sold_line
from shopstock.text import clean_code, short_code


def replace_by_supplier(
    session: Session, request_id: str, claim_id: int, serial: str, note: str = ""
) -> Posted:
    """The supplier keeps the unit and sends another: raises NotNow for a serial that is known here already."""
    store = session.store
    try:
        with store.transaction():
            before = booked(store, request_id)
            if before:
                return before
            of = at_supplier(session, claim_id, "replaced")
            printed = clean_code(serial, "serial")
            if unit_of(store, of.product_id, printed) is not None:
                raise _known(printed)
            new = add_unit(store, of.product_id, plain_lot(store, of.product_id).id, printed, {})
            moves = _moves(session, f"{request_id}-swap", of, new)
            along, drafts = gone_along(session, of)
            to = Next(
                "replaced",
                "replaced",
                other_unit_id=new.id,
                note=note,
                moves=moves,
                steps=along,
                parts=drafts,
            )
            return advance(session, request_id, claim_id, to)
    except RuleBroken as broken:
        if broken.rule != "unique":
            raise
        raise _known(clean_code(serial, "serial")) from broken


def _known(printed: str) -> NotNow:
    return NotNow(f"{short_code(printed)} is known here already. Scan the new serial", LEAVE)


def _moves(
    session: Session, request_id: str, of: ClaimRow, new: UnitRow
) -> tuple[tuple[str, int, PlaceRow], ...]:
    """What moves with the step itself, after the ticket of what was sold here."""
    store = session.store
    visiting = place_of_kind(store, "visiting")
    line = sold_line(store, of.sale_line_id) if of.sale_line_id is not None else None
    if line is not None and is_out(line):
        _on_one_ticket(session, request_id, line, new)
        return (("taken_in", new.id, visiting),)
    end = visiting if of.side == "customer" else place_of_kind(store, "back")
    return (("sent_back", of.unit_id, place_of_kind(store, "supplier")), ("received", new.id, end))


def _on_one_ticket(session: Session, request_id: str, line: SoldLine, new: UnitRow) -> None:
    """The old line back, which stays where it was sent; the new unit received and sold at what was paid."""
    store = session.store
    look = look_line(session, line)
    refund = refund_of(look, 1)
    of_lot = lot(store, new.lot_id)
    wanted = one_for_one(look.product, Wanted(new.product_id, new.lot_id, new.id, 1, 0), refund)
    draft = replacing(session, look, draft_of(session, request_id, [(look.product, of_lot, wanted)]), refund)
    repairer, supplier, back, customer = (
        place_of_kind(store, kind) for kind in ("repairer", "supplier", "back", "customer")
    )
    old = Goods(line.product_id, line.tracking, line.lot_id, lot(store, line.lot_id).plain, line.unit_id)
    goods = Goods(new.product_id, "serial", new.lot_id, of_lot.plain, new.id)
    cost = product(store, new.product_id).cost_minor
    came = Back(line.id, 1, "F", "V")
    steps = (
        Step("returned", old, repairer, supplier, 1, line.cost_minor, sale_line_id=line.id, reason=REASONS["F"]),
        Step("received", goods, supplier, back, 1, cost),
        Step("sold", goods, back, customer, 1, cost, line=1),
    )  # fmt: skip
    who = standing_for(store, look.sold.party_id)
    returns = (line_back(look, came, refund, REPLACEMENT),)
    post(store, replace(draft, party_id=who.id if who else None, steps=steps, returns=returns))
