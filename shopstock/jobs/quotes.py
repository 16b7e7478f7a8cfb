"""Quotes of repairs: made of parts and work, accepted or declined, and paid when the goods are picked up.

A quote is a step of its claim; whether it was accepted is told by the steps behind it. Sold at the pick-up are its
services and those of its parts that are really in the unit, from the place of fitted parts: nothing leaves stock twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from shopstock.amounts import line_amount
from shopstock.jobs.claims import LEAVE, Next, NotNow, advance, allowed, claim_of, refuse_step
from shopstock.jobs.offer import Offer
from shopstock.jobs.rights import Right, require
from shopstock.jobs.session import Session
from shopstock.jobs.settings import value
from shopstock.refusal import BadInput, Key, Refusal
from shopstock.store.catalogue import ProductRow, product, product_with_sku
from shopstock.store.claims import ClaimRow, steps_of
from shopstock.store.fitted import FittedRow
from shopstock.store.ledger import Posted
from shopstock.store.lots import plain_lot
from shopstock.store.quotes import (
    QuotedLine,
    QuoteDraft,
    QuoteLineDraft,
    QuoteRow,
    newest_quote,
    quote_lines,
    sale_of_claim,
)
from shopstock.text import at_place, clean_name

SAID_LENGTH = 80
MINUTES = 60
Told = Literal["quoted", "accepted", "declined", "expired", "paid"]


class NoQuote(Refusal):
    """There is no quote that could be accepted, declined or paid."""

    id = "quote.none"


class QuoteOver(Refusal):
    """The last day of a quote has passed: it is made anew."""

    id = "quote.over"


class NoWork(Refusal):
    """No service is set as the shop's work by the hour."""

    id = "quote.no_work"


@dataclass(frozen=True, slots=True)
class Quoting:
    """A line of a quote to be; `said` stands on the paper instead of the name."""

    product_id: int
    quantity: int
    price_minor: int
    said: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """The quote of a claim that counts, its lines, and how it stands today."""

    row: QuoteRow
    lines: tuple[QuotedLine, ...]
    told: Told


def work_item(session: Session) -> ProductRow:
    """The service that work is sold as, by the hour: the setting `claims.work`. Raises NoWork."""
    sku = value(session, "claims.work")
    found = product_with_sku(session.store, sku) if sku else None
    if found is None or not found.service:
        raise NoWork("no service is set for work", Key(":settings claims.work HOURS", "sets it"))
    return found


def work_line(session: Session, minutes: int) -> Quoting:
    """So many minutes of work; at least the smallest step of its service."""
    row = work_item(session)
    if not 0 < minutes <= 60 * 24 * 30:
        raise BadInput(f"{minutes} minutes is no time for a repair")
    quantity = max(1, -(-minutes * 10**row.decimals // MINUTES))
    return Quoting(row.id, quantity, row.price_minor, f"{row.name}, {minutes} min"[:SAID_LENGTH])


def free_line(session: Session, price_minor: int, said: str) -> Quoting:
    """Words with a price; sold as work."""
    row = work_item(session)
    text = clean_name(said, SAID_LENGTH)[0]
    if not text:
        raise BadInput("what is it for? :line 25.00 clean the board")
    return Quoting(row.id, 10**row.decimals, price_minor, text)


def amount_of_line(session: Session, line: Quoting) -> int:
    """What a line comes to, in minor units, with its tax."""
    return line_amount(line.price_minor, line.quantity, product(session.store, line.product_id).decimals)


def quote(session: Session, request_id: str, claim_id: int, lines: tuple[Quoting, ...]) -> Posted:
    """Make a quote; it holds for `claims.quote_days`. A price below the list price takes the right to it."""
    of = claim_of(session, claim_id)
    if not allowed(of, "quoted"):
        refuse_step(of, "quoted")
    if not lines:
        raise BadInput("a quote needs a line")
    rows = [product(session.store, line.product_id) for line in lines]
    if any(
        line.price_minor < row.price_minor and not line.said for line, row in zip(lines, rows, strict=True)
    ):
        require(session, Right.PRICE)
    drafts = tuple(
        QuoteLineDraft(
            row.id,
            line.quantity,
            line.price_minor,
            line_amount(line.price_minor, line.quantity, row.decimals),
            row.tax_ppm,
            line.said or None,
        )
        for line, row in zip(lines, rows, strict=True)
    )
    total = sum(draft.amount_minor for draft in drafts)
    until = session.today() + timedelta(days=int(value(session, "claims.quote_days")))
    whole = QuoteDraft(of.id, until.isoformat(), total)
    to = Next("quoted", of.state, amount_minor=total, parts=(*drafts, whole))
    return advance(session, request_id, claim_id, to)


def quote_of(session: Session, claim_id: int) -> Known | None:
    """The quote of a claim that counts."""
    row = newest_quote(session.store, claim_id)
    if row is None:
        return None
    told: Told = "quoted"
    for step in steps_of(session.store, claim_id):
        if step.what == "quoted":
            told = "quoted"
        elif step.what == "agreed":
            told = "accepted"
        elif step.what == "refused" and told == "quoted":
            told = "declined"
    if sale_of_claim(session.store, claim_id) is not None:
        told = "paid"
    elif told == "quoted" and session.today() > row.valid_until:
        told = "expired"
    return Known(row, tuple(quote_lines(session.store, row.id)), told)


def _open_quote(session: Session, claim_id: int) -> tuple[ClaimRow, Known]:
    of, known = claim_of(session, claim_id), quote_of(session, claim_id)
    if known is None or known.told in ("declined", "paid", "accepted"):
        said = "no quote yet" if known is None else f"its quote is {known.told}"
        raise NoQuote(f"{of.paper}: {said}", Key("Q", "quote"), LEAVE)
    return of, known


def accept(session: Session, request_id: str, claim_id: int) -> Posted:
    """The customer agrees; raises QuoteOver after its last day."""
    of, known = _open_quote(session, claim_id)
    if known.told == "expired":
        raise QuoteOver(
            f"the quote ended {session.day(known.row.valid_until)}", Key("Q", "quote anew"), LEAVE
        )
    if not allowed(of, "agreed"):
        refuse_step(of, "agreed")
    return advance(
        session, request_id, claim_id, Next("agreed", of.state, amount_minor=known.row.total_minor)
    )


def decline(session: Session, request_id: str, claim_id: int, fee_minor: int = 0) -> Posted:
    """The customer declines: handed back as it came, with a fee for looking at it where there is one."""
    of, _ = _open_quote(session, claim_id)
    with session.store.transaction():
        if fee_minor:
            fee = free_line(session, fee_minor, "Looked at, not repaired")
            quote(session, f"{request_id}-fee", claim_id, (fee,))
            accept(session, f"{request_id}-yes", claim_id)
        of = claim_of(session, claim_id)
        if not allowed(of, "refused"):
            refuse_step(of, "refused")
        return advance(session, request_id, claim_id, Next("refused", "refused", note="quote declined"))


def pick_up(session: Session, claim_id: int) -> list[tuple[Offer, QuotedLine, tuple[tuple[str, int], ...]]]:
    """What the customer pays at the pick-up: the services of the accepted quote, and its parts that are in the unit.

    With whose right each price was given. Raises NoQuote and NotNow."""
    from shopstock.jobs.parts import check_given, ours_in

    of, known = claim_of(session, claim_id), quote_of(session, claim_id)
    if known is None or known.told != "accepted":
        said = "no quote yet" if known is None else f"its quote is {known.told}"
        raise NoQuote(f"{of.paper}: {said}", LEAVE)
    if of.place_kind != "visiting" or of.state not in ("open", "repaired", "refused"):
        raise NotNow(f"{of.paper} cannot be picked up now: it is {at_place(of.place_code)}", LEAVE)
    check_given(session, ours_in(session, of.unit_id))
    left = {part.line: part.here for part in ours_in(session, of.unit_id) if part.claim_id == of.id}
    rows = {part.line: part for part in ours_in(session, of.unit_id) if part.claim_id == of.id}
    allowed_by = tuple((right.value, known.row.staff_id) for right in (Right.PRICE, Right.BELOW_COST))
    found: list[tuple[Offer, QuotedLine, tuple[tuple[str, int], ...]]] = []
    for line in known.lines:
        for one in _offers(session, of, line, rows, left):
            found.append((one, line, allowed_by))
    return found


def _offers(
    session: Session, of: ClaimRow, line: QuotedLine, rows: dict[int, FittedRow], left: dict[int, int]
) -> list[Offer]:
    plain = plain_lot(session.store, line.product_id)
    if line.service:
        return [Offer(line.product_id, plain.id, None, line.quantity, line.price_minor, repair=(of.id, 0))]
    offers, wanted = [], line.quantity
    for n, part in rows.items():
        taken = min(left[n], wanted) if part.product_id == line.product_id else 0
        if taken:
            offers.append(
                Offer(part.product_id, part.lot_id, part.unit_id, taken, line.price_minor, repair=(of.id, n))
            )
            left[n] -= taken
            wanted -= taken
    return offers


def picked_up(session: Session, request_id: str, claim_id: int) -> None:
    """After the ticket, in its transaction: repaired, and handed back with what else is in it."""
    from shopstock.jobs.claim_steps import hand_back, repaired

    of = claim_of(session, claim_id)
    if of.state == "open":
        repaired(session, f"{request_id}-done", claim_id)
    hand_back(session, f"{request_id}-back", claim_id)


def said_total(session: Session, known: Known) -> str:
    """`120.00, valid to 06 Dec`."""
    return f"{session.money(known.row.total_minor)}, valid to {session.day(known.row.valid_until)}"


def new_quote_of(session: Session, lines: tuple[QuotedLine, ...]) -> tuple[Quoting, ...]:
    """The lines of an old quote as the beginning of a new one, at today's prices where they had no words."""
    return tuple(
        Quoting(
            line.product_id,
            line.quantity,
            line.price_minor if line.said else product(session.store, line.product_id).price_minor,
            line.said or "",
        )
        for line in lines
    )
