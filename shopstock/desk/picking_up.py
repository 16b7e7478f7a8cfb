"""A repair that is picked up: `#W-000031` in Sell puts its accepted quote into the basket."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shopstock.desk.answer import Answer
from shopstock.desk.basket import Basket, Line, line_of, priced
from shopstock.desk.entries import Entry
from shopstock.desk.mode import Mode
from shopstock.jobs import find
from shopstock.jobs.session import new_request_id
from shopstock.refusal import Key
from shopstock.store.catalogue import product

if TYPE_CHECKING:
    from shopstock.store.claims import ClaimRow


def pick_up(mode: Mode[Basket], entry: Entry) -> Answer | None:
    """The lines of the quote that the customer accepted; None for any other paper, and for a claim without one."""
    session = mode.session
    paper = find.find_paper(session, entry.arg)
    if paper is None:
        return None
    from shopstock.store.claims import find_claim

    of = find_claim(session.store, paper.id)
    if of is None:
        return None
    from shopstock.jobs.quotes import quote_of

    known = quote_of(session, of.id)
    return _lines(mode, of) if known is not None and known.told == "accepted" else None


def _lines(mode: Mode[Basket], of: ClaimRow) -> Answer:
    from shopstock.jobs.quotes import pick_up as offered

    session, basket = mode.session, mode.state
    if any(line.wanted and line.wanted.repair and line.wanted.repair[0] == of.id for line in basket.lines):
        return mode.ok(
            "sell.repair_in_basket", f"the repair {of.paper} is in this basket already. Counted once"
        )
    lines: list[Line] = []
    for one, quoted, allowed in offered(session, of.id):
        row = product(session.store, one.product_id)
        line = line_of(session, row, one, of.paper, dated="", markdown=False)
        assert line.wanted is not None  # noqa: S101 - a line of goods that were offered
        line = priced(line, row, replace(line.wanted, allowed=allowed))
        lines.append(replace(line, name=quoted.said or line.name, note=f"repair {of.paper}"))
    mode.state = replace(
        basket,
        lines=(*basket.lines, *lines),
        request_id=basket.request_id or new_request_id(),
        customer_id=basket.customer_id or of.party_id,
        customer=basket.customer or of.customer,
        times=None,
    )
    total = session.money(sum(line.amount_minor for line in lines))
    return mode.ok(
        "sell.repair_added", f"{of.paper}: the repair costs {total}. Paying hands it over", Key("F9", "pay")
    )
