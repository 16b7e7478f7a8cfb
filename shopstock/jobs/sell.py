"""Selling: booking the ticket, after each of its lines was asked about once more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from shopstock.amounts import line_amount, round_half_up, show_decimal, tax_within, taxes_within
from shopstock.jobs import repairs
from shopstock.jobs.credit import spent
from shopstock.jobs.extensions import Selling, covers_of_ticket
from shopstock.jobs.freshness import Dating
from shopstock.jobs.nameless import chosen, named_at_sale, serial_for, still_there
from shopstock.jobs.numbering import paper_series
from shopstock.jobs.offer import offer_lot, offer_plain, offer_unit, price_of, short_of
from shopstock.jobs.offer_dates import asked_of, check_date, sold_past
from shopstock.jobs.return_windows import windows
from shopstock.jobs.rights import Right, may, require
from shopstock.jobs.session import Session
from shopstock.jobs.settings import value
from shopstock.jobs.sold_goods import leaving
from shopstock.jobs.wanted import Line as Line
from shopstock.jobs.wanted import Wanted as Wanted
from shopstock.jobs.warranty_terms import line_term
from shopstock.refusal import BadInput, Key, Refusal
from shopstock.store.catalogue import ProductRow, product
from shopstock.store.ledger import (
    Draft,
    EventDraft,
    Goods,
    LineDraft,
    PaymentDraft,
    Posted,
    booked,
    post,
)
from shopstock.store.lots import LotRow, lot, unit
from shopstock.store.people import staff_with_id, standing_for
from shopstock.store.stock import lot_places


class NotPaid(Refusal):
    """The payments are not what the ticket costs."""

    id = "sell.part_paid"


@dataclass(frozen=True, slots=True)
class Tender:
    """One payment: its tender, what of the total it pays, and what was handed over. `credit` is the code of a store
    credit."""

    name: str
    amount_minor: int
    tendered_minor: int
    credit: str | None = None


def amount_of(row: ProductRow, wanted: Wanted) -> int:
    """What a line costs after its discount, in minor units."""
    full = _full(row, wanted, wanted.price_minor)
    if wanted.marked_down and wanted.labelled_minor is not None:
        full -= round_half_up(full * wanted.off_ppm, 1_000_000)
    return full - round_half_up(full * wanted.discount_ppm, 1_000_000)


def _full(row: ProductRow, wanted: Wanted, price_minor: int) -> int:
    """What a line costs at that price before anything comes off: what its label says, where it has one."""
    if wanted.labelled_minor is not None:
        return wanted.labelled_minor
    return line_amount(price_minor, wanted.quantity, row.decimals)


def below_cost(row: ProductRow, amount_minor: int, quantity: int) -> bool:
    """Whether that much money for that quantity, without its tax, is less than what the goods cost the shop."""
    if row.cost_minor is None:
        return False
    net = amount_minor - tax_within(amount_minor, row.tax_ppm)
    return net < line_amount(row.cost_minor, quantity, row.decimals)


def rights_for(row: ProductRow, of_lot: LotRow, wanted: Wanted, dating: Dating) -> list[Right]:
    """What selling a line takes now: a price below the list price, below cost, or a date that is asked about."""
    amount = amount_of(row, wanted)
    needed: list[Right] = []
    listed = price_of(row, of_lot)
    if wanted.sticker_minor is not None:
        listed = min(listed, wanted.sticker_minor)
    if amount < _full(row, wanted, listed):
        needed.append(Right.PRICE)
        if below_cost(row, amount, wanted.quantity):
            needed.append(Right.BELOW_COST)
    if asked_of(dating, row, of_lot, wanted):
        needed.append(Right.BEST_BEFORE)
    return needed


def discounted(wanted: Wanted, discount_ppm: int) -> Wanted:
    """The line at another discount; whoever allowed the old price did not allow this one."""
    prices = (Right.PRICE.value, Right.BELOW_COST.value)
    kept = tuple((word, by) for word, by in wanted.allowed if word not in prices)
    return replace(wanted, discount_ppm=discount_ppm, allowed=kept)


def allow(session: Session, *lines: Line) -> list[Line]:
    """The lines with whose rights they take now: of those who allowed them before and still may, of the person at
    the till, or of who approves this act. Raises NeedsApproval for all that is missing at once."""
    dating = Dating(session)
    known = [_known(session, dating, line) for line in lines]
    missing = dict.fromkeys(right for rights in known for right, by in rights.items() if by is None)
    now = require(session, *missing)
    return [
        (row, of_lot, replace(wanted, allowed=_allowed(rights, now)))
        for rights, (row, of_lot, wanted) in zip(known, lines, strict=True)
    ]


def _known(session: Session, dating: Dating, line: Line) -> dict[Right, int | None]:
    """What a line takes, and who allowed it before and still may."""
    row, of_lot, wanted = line
    before = dict(wanted.allowed)
    found: dict[Right, int | None] = {}
    for right in rights_for(row, of_lot, wanted, dating):
        by = before.get(right.value)
        found[right] = by if by is not None and may(session, by, (right,)) else None
    return found


def _allowed(rights: dict[Right, int | None], now: int | None) -> tuple[tuple[str, int], ...]:
    found = ((right.value, by if by is not None else now) for right, by in rights.items())
    return tuple((word, by) for word, by in found if by is not None)


def recheck(session: Session, wanted: Wanted, taken: int = 0) -> None:
    """Whether a line of a basket may still be sold, after the lines before it took `taken` of its lot.

    Another till may have been faster. Raises as the offer did."""
    row, of_lot = product(session.store, wanted.product_id), lot(session.store, wanted.lot_id)
    _recheck(session, row, of_lot, wanted, taken)


def _recheck(session: Session, row: ProductRow, of_lot: LotRow, wanted: Wanted, taken: int) -> None:
    store = session.store
    if row.service or wanted.repair:
        return
    if wanted.unit_id is not None:
        offer_unit(session, unit(store, wanted.unit_id), dated=wanted.dated)
    elif row.tracking == "lot":
        offer_lot(session, row, of_lot, wanted.quantity, taken, dated=wanted.dated)
    elif named_at_sale(row):
        if not wanted.found and not still_there(session, row, of_lot.id, taken):
            raise short_of(row, 0, 1)
        check_date(session, row, of_lot, wanted.dated)
        if wanted.named:
            serial_for(session, row, wanted.named)
    else:
        there = sum(s.quantity for s in lot_places(store, of_lot.id) if s.sellable)
        if wanted.quantity - wanted.found > there - taken:
            offer_plain(session, row, wanted.quantity, {of_lot.id: taken}, take_what_is_there=False)


def sell(
    session: Session,
    request_id: str,
    lines: tuple[Wanted, ...],
    tenders: tuple[Tender, ...],
    customer_id: int | None = None,
) -> Posted:
    """Book a ticket in one transaction; a repeated request answers with the first result.

    Raises what `recheck` raises when a line can no longer be sold; nothing is booked then."""
    store = session.store
    with store.transaction():
        before = booked(store, request_id)
        if before:
            return before
        if not lines:
            raise BadInput("a sale needs a line")
        goods = ready(session, lines)
        paying = repairs.check(session, lines)
        check_paid(session, sum(amount_of(row, wanted) for row, _, wanted in goods), tenders)
        draft = draft_of(session, request_id, goods, paying)
        posted = post(
            store,
            replace(
                draft,
                party_id=who.id if (who := standing_for(store, customer_id)) else None,
                payments=tuple(PaymentDraft(t.name, t.amount_minor, t.tendered_minor) for t in tenders),
                parts=(*draft.parts, *spent(session, ((t.credit, t.amount_minor) for t in tenders))),
            ),
        )
        repairs.hand_over(session, request_id, paying)
        return posted


def ready(session: Session, lines: tuple[Wanted, ...]) -> list[Line]:
    """The lines with what they sell, each asked about once more and allowed; raises what `recheck` and `allow` do."""
    goods = [(product(session.store, w.product_id), lot(session.store, w.lot_id), w) for w in lines]
    used: Counter[int] = Counter()
    for row, of_lot, wanted in goods:
        _recheck(session, row, of_lot, wanted, used[of_lot.id])
        used[of_lot.id] += wanted.quantity - wanted.found
    return allow(session, *goods)


def draft_of(
    session: Session, request_id: str, lines: list[Line], paying: repairs.Paying | None = None
) -> Draft:
    """The ticket but for its money: movements, lines, and what is to be known of them later."""
    lines, named = chosen(session, lines)
    steps, parts = repairs.sealed_with(session, lines, paying)
    events: list[EventDraft] = []
    taken: dict[tuple[int, int], int] = {}
    dating = Dating(session)
    for n, (row, of_lot, wanted) in enumerate(lines, 1):
        steps += leaving(session, (row, of_lot, wanted), n, taken)
        if wanted.found:
            more = show_decimal(wanted.found, row.decimals)
            events.append(EventDraft("recount_due", product_id=row.id, note=f"sold {more} more"))
        events += _overrides(session, row, of_lot, wanted)
        past = sold_past(dating, row, of_lot, wanted)
        events += [past] if past else []
    selling = [Selling(row, wanted.unit_id, wanted.extends_unit_id) for row, _, wanted in lines]
    covers, told = covers_of_ticket(session, selling, session.today())
    draft = session.draft("sale", request_id)
    others = [by for _, _, wanted in lines for _, by in wanted.allowed if by != session.staff.id]
    return replace(
        draft,
        series=paper_series(session),
        approver_id=draft.approver_id or (others[0] if others else None),
        steps=tuple(steps),
        lines=tuple(_lines(session, lines)),
        events=(*events, *named, *told),
        parts=(*covers, *parts),
    )


def _overrides(session: Session, row: ProductRow, of_lot: LotRow, wanted: Wanted) -> list[EventDraft]:
    """Whose right each override of a line was: it may have been allowed long before the ticket is paid."""
    listed = _full(row, wanted, price_of(row, of_lot))
    return [
        EventDraft(
            "override",
            product_id=row.id,
            lot_id=of_lot.id,
            unit_id=wanted.unit_id,
            was=session.money(listed),
            became=session.money(amount_of(row, wanted)),
            note=f"{word}: {person.name}",
        )
        for word, by in wanted.allowed
        if (person := staff_with_id(session.store, by)) is not None
    ]


def check_paid(session: Session, total: int, tenders: tuple[Tender, ...]) -> None:
    """Refuse payments that are not what the ticket costs, in minor units: raises NotPaid."""
    paid = sum(tender.amount_minor for tender in tenders)
    if paid != total:
        raise NotPaid(f"{session.money(paid)} is paid of {session.money(total)}", Key("F9", "pay"))


def _lines(session: Session, lines: list[Line]) -> Iterator[LineDraft]:
    """The sold lines, with the tax within each as the shop rounds it."""
    amounts = [amount_of(row, wanted) for row, _, wanted in lines]
    by_total = value(session, "tax.rounding") == "total"
    may_return = windows(session)
    taxes = taxes_within(
        [(a, row.tax_ppm) for a, (row, _, _) in zip(amounts, lines, strict=True)], by_total=by_total
    )
    for amount, tax, (row, of_lot, wanted) in zip(amounts, taxes, lines, strict=True):
        yield _line(session, row, of_lot, wanted, (amount, tax), may_return.until(row, session.today()))


def _line(
    session: Session, row: ProductRow, of_lot: LotRow, wanted: Wanted, money: tuple[int, int], until: date
) -> LineDraft:
    today = session.today()
    amount_minor, tax_minor = money
    warranty = line_term(session, row, wanted.unit_id, today)
    return LineDraft(
        Goods(row.id, row.tracking, wanted.lot_id, of_lot.plain, wanted.unit_id),
        wanted.quantity,
        wanted.price_minor,
        wanted.discount_ppm,
        amount_minor,
        row.tax_ppm,
        tax_minor,
        row.cost_minor,
        warranty.number,
        warranty.unit,
        warranty.until,
        until,
    )
