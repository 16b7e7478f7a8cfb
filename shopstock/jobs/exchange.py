"""Exchange and replacement: old goods back and new goods out on one ticket, and only the difference is money.

A replacement under warranty is an exchange at the price that was paid: the new line costs what the old one still is
worth, with its rate of tax, so nothing is paid, and later returns, taxes and checks hold as they are. Its warranty is
what is left of the old one's (or begins anew, a setting).
"""

from __future__ import annotations

from dataclasses import replace

from shopstock.amounts import line_amount, round_half_up, tax_back
from shopstock.jobs.against_supplier import finish_claims, settle_claims
from shopstock.jobs.credit import CREDIT, spent
from shopstock.jobs.offer import price_of
from shopstock.jobs.return_rules import OUTCOMES, REPLACEMENT, Look, look_line
from shopstock.jobs.returns import Back, CameBack, came_back, paid_out
from shopstock.jobs.rights import Right, require
from shopstock.jobs.sell import Line, Tender, Wanted, amount_of, below_cost, check_paid, draft_of, ready
from shopstock.jobs.session import Session
from shopstock.jobs.warranty import replacement_covers, replacement_until
from shopstock.refusal import BadInput
from shopstock.store.catalogue import ProductRow
from shopstock.store.covers import CoverDraft
from shopstock.store.ledger import Draft, PaymentDraft, Posted, booked, post
from shopstock.store.people import standing_for
from shopstock.store.tickets import sold_line


def one_for_one(row: ProductRow, wanted: Wanted, refund_minor: int) -> Wanted:
    """The new goods at what the old ones still are worth."""
    price = round_half_up(refund_minor * 10**row.decimals, wanted.quantity)
    return replace(wanted, price_minor=price, discount_ppm=0, labelled_minor=refund_minor, marked_down=False)


def exchange(
    session: Session,
    request_id: str,
    back: Back,
    lines: tuple[Wanted, ...],
    tenders: tuple[Tender, ...],
    customer_id: int | None = None,
    *,
    replaces: bool = False,
) -> Posted:
    """Book an exchange in one transaction; a repeated request answers with the first result.

    `tenders` make the difference, negative ones go out; what goes out as credit is issued. `replaces` wants one line,
    made by `one_for_one`, and no payment. Raises what a return and a sale raise; nothing is booked then."""
    store = session.store
    with store.transaction():
        before = booked(store, request_id)
        if before:
            return before
        if not lines or (replaces and len(lines) != 1):
            raise BadInput("an exchange needs what goes out, a replacement one line of it")
        look = look_line(session, sold_line(store, back.sale_line_id))
        settled = settle_claims(session, (back,), "replaced")
        came = came_back(session, (back,), REPLACEMENT if replaces else OUTCOMES["X"])
        goods = ready(session, lines)
        total = sum(amount_of(row, wanted) for row, _, wanted in goods)
        if replaces:
            _check_replacement(session, look, back, goods[0], (came.refund_minor, total))
        check_paid(session, total - came.refund_minor, tenders)
        out: dict[str, int] = {}
        for tender in tenders:
            if tender.amount_minor < 0:
                out[tender.name] = out.get(tender.name, 0) - tender.amount_minor
        if out:
            _check_credit(session, came, out)
            require(session, Right.REFUND)
        draft = draft_of(session, request_id, goods)
        if replaces:
            draft = replacing(session, look, draft, came.refund_minor)
        who = standing_for(store, customer_id or came.party_id)
        posted = post(store, _with_back(session, draft, came, out, tenders, who.id if who else None))
        finish_claims(session, settled, (back,), posted.paper)
        return posted


def _check_replacement(
    session: Session, look: Look, back: Back, goods: Line, money_minor: tuple[int, int]
) -> None:
    """A replacement costs what came back, exactly. One that is worth more than the same goods is a price override."""
    refund_minor, total_minor = money_minor
    if total_minor != refund_minor:
        raise BadInput("a replacement costs what came back: nothing comes off and nothing is paid")
    row, of_lot, wanted = goods
    if row.id == look.product.id and wanted.quantity <= back.quantity:
        return
    if line_amount(price_of(row, of_lot), wanted.quantity, row.decimals) > refund_minor:
        below = below_cost(row, refund_minor, wanted.quantity)
        require(session, Right.PRICE, *((Right.BELOW_COST,) if below else ()))


def _check_credit(session: Session, came: CameBack, out: dict[str, int]) -> None:
    """What was paid by store credit goes back to one."""
    owed = came.way_back(session, sum(out.values())).get(CREDIT, 0)
    if out.get(CREDIT, 0) < owed:
        raise BadInput(f"{session.money(owed)} was paid by credit and goes back to credit")


def _with_back(
    session: Session,
    draft: Draft,
    came: CameBack,
    out: dict[str, int],
    tenders: tuple[Tender, ...],
    party_id: int | None,
) -> Draft:
    """The ticket of the new goods with the old ones on it, which come in before the new ones go out."""
    paid = paid_out(session, out, came.parts)
    ins = tuple(
        PaymentDraft(t.name, t.amount_minor, t.tendered_minor) for t in tenders if t.amount_minor >= 0
    )
    paying = spent(session, ((t.credit, t.amount_minor) for t in tenders))
    return replace(
        draft,
        party_id=party_id,
        steps=(*came.steps, *draft.steps),
        returns=came.lines,
        payments=(*(p for p in ins if p.amount_minor or p.tendered_minor), *paid["payments"]),
        parts=(*paying, *paid["parts"], *draft.parts),
    )


def replacing(session: Session, look: Look, draft: Draft, refund_minor: int) -> Draft:
    """The ticket whose one new line has the old one's money, tax, terms and window."""
    old, today = look.line, session.today()
    warranty = replacement_until(session, old, today)
    line = replace(
        draft.lines[0],
        amount_minor=refund_minor,
        tax_ppm=old.tax_ppm,
        tax_minor=tax_back(old.tax_minor, old.amount_minor, old.refunded, old.refunded + refund_minor),
        warranty_number=warranty.number,
        warranty_unit=warranty.unit,
        warranty_until=warranty.until,
        return_until=look.window_until,
    )
    others = tuple(part for part in draft.parts if not isinstance(part, CoverDraft))
    return replace(draft, lines=(line,), parts=(*others, *replacement_covers(session, old, 1, today)))
