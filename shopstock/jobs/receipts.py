"""Receipts and warranty slips, made from the ledger each time: a reprint says what the first one said.

Prices, taxes, dates and terms are those that were booked. What is kept beside the ledger, the names of goods and the
words of the shop, is read as it was on that day, since each change of it is an event. What cannot be had again: a name
that was changed before such changes were events, a customer's or a person's own name, and a product's kind of date.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import cast

from shopstock import clock
from shopstock.amounts import (
    line_amount,
    show_decimal,
    show_grouped,
    show_percent,
    taken_off,
)
from shopstock.days import Precision, Term, TermUnit, show_day
from shopstock.jobs import settings
from shopstock.jobs.cash import CASH
from shopstock.jobs.return_rules import REPLACEMENT
from shopstock.jobs.session import Session
from shopstock.jobs.tax_sums import by_rate
from shopstock.jobs.warranty_papers import extended_to, on_paper, span, waiting_or_lifetime, words_of_line
from shopstock.papers import receipt, warranty_slip
from shopstock.papers.day_report import TaxLine
from shopstock.papers.receipt import BackLine, CreditLine, Goods, Letterhead, Paid, Receipt, SoldLine
from shopstock.papers.sheet import Row
from shopstock.papers.warranty_slip import WarrantySlip
from shopstock.refusal import Key, Refusal
from shopstock.store import receipts as stored
from shopstock.store.covers import OnPaper
from shopstock.store.credits import credit_coded, credit_steps_on
from shopstock.store.ledger import paper_name
from shopstock.store.receipts import BackOn, GoodsRow, SoldOn
from shopstock.store.tickets import Ticket, payments_of, ticket
from shopstock.text import NO_SERIAL

LINE_MARK = "|"  # a setting is one line; this begins the next one on paper


class NoReceipt(Refusal):
    """There is no such paper, or it is none that a customer gets."""

    id = "receipt.none"


def last_paper(session: Session) -> int:
    """The booking of the newest receipt, return or void of this till; raises NoReceipt where it has none."""
    found = stored.last_paper(session.store, session.till.id)
    if found is None:
        raise NoReceipt(f"{session.till.name} has no receipt yet", Key("#R1-000123", "another"))
    return found


def paper_of(session: Session, booking_id: int) -> str:
    """The number of the paper of a booking; raises NoReceipt for one that no customer gets."""
    return _with_paper(session, booking_id).paper or ""


def rows_of(session: Session, booking_id: int, *, copy: bool) -> tuple[Row, ...]:
    """The receipt of a booking as rows; raises NoReceipt."""
    return receipt.rows(receipt_of(session, booking_id, copy=copy))


def gift_rows_of(session: Session, booking_id: int, *, copy: bool) -> tuple[Row, ...]:
    """The gift receipt of a sale as rows, without prices; raises NoReceipt."""
    found = receipt_of(session, booking_id, copy=copy)
    if not found.sold:
        raise NoReceipt(f"{found.paper} sold nothing: no gift receipt")
    return receipt.gift_rows(found)


def slip_rows_of(session: Session, booking_id: int, *, copy: bool) -> tuple[Row, ...]:
    """The warranty slips of a sale as rows; raises NoReceipt where nothing on it has a serial and a warranty."""
    return warranty_slip.rows(slips_of(session, booking_id, copy=copy))


def receipt_of(session: Session, booking_id: int, *, copy: bool = False) -> Receipt:
    """The receipt, return, exchange or void of a booking; raises NoReceipt for any other booking."""
    found = _with_paper(session, booking_id)
    sold = stored.sold_on(session.store, booking_id)
    back = stored.back_on(session.store, booking_id)
    total = sum(line.amount_minor for line in sold) - sum(b.refund_after - b.refund_before for b in back)
    voided = ticket(session.store, found.reversed_by).paper if found.reversed_by else None
    words, terms = _Words(session, booking_id), on_paper(session, booking_id)
    at = clock.local(found.at_us, session.shop.zone)
    kind = cast(receipt.Kind, found.kind)
    if sold and back:
        kind = "replacement" if all(b.outcome == REPLACEMENT for b in back) else "exchange"
    return Receipt(
        kind,
        found.paper or "",
        words.letterhead(),
        session.shop.currency,
        show_day(at.date()),
        f"{at:%H:%M}",
        words.till,
        found.staff,
        found.customer,
        tuple(_sold(session, words, line, terms) for line in sold),
        tuple(_back(session, words, line) for line in back),
        show_grouped(total, session.shop.digits),
        total < 0 or (found.kind == "return" and total <= 0),
        tuple(_paid(session, found)),
        tuple(_taxes(session, sold, back)),
        words.lines("receipt.terms"),
        _about(session, found),
        voided,
        copy,
        opens_drawer(session, found) and not copy and voided is None,
        tuple(_credits(session, booking_id)),
    )


def _credits(session: Session, booking_id: int) -> Iterator[CreditLine]:
    """What the booking did to store credits; what is left is what was left then."""
    for step in credit_steps_on(session.store, booking_id):
        held = credit_coded(session.store, step.code)
        until = show_day(held.expires_on) if held and held.expires_on else None
        yield CreditLine(step.what, step.code, show_grouped(step.after_minor, session.shop.digits), until)


def slips_of(session: Session, booking_id: int, *, copy: bool = False) -> tuple[WarrantySlip, ...]:
    """A slip for each piece of a sale that has a serial and a warranty; raises NoReceipt where there is none.

    The end is the one that was booked: a replacement under warranty keeps that of the first piece."""
    found = _with_paper(session, booking_id)
    words = _Words(session, booking_id)
    terms = on_paper(session, booking_id)
    head = words.letterhead(foot=False)
    slips = tuple(
        WarrantySlip(
            head, found.paper or "", words.name(line.goods), line.goods.serial or "", show_day(found.day),
            _day(line.warranty_until) if line.warranty_until else waiting_or_lifetime(terms, line.n),
            _term(line), found.customer, copy, extended_to(terms, line.n),
        )
        for line in stored.sold_on(session.store, booking_id)
        if line.goods.serial not in (None, NO_SERIAL)
        and (line.warranty_until or waiting_or_lifetime(terms, line.n) or extended_to(terms, line.n))
    )  # fmt: skip
    slips += tuple(
        WarrantySlip(
            head, found.paper or "", words.called(each.product_id, each.product), each.serial or "",
            show_day(found.day), show_day(each.until) if each.until else span(each), f"{each.term} longer",
            found.customer, copy,
        )
        for each in terms
        if each.kind == "extension" and each.n is None and each.paid_n is not None
    )  # fmt: skip
    if not slips:
        raise NoReceipt(f"nothing on {found.paper} has a serial and a warranty")
    return slips


def opens_drawer(session: Session, found: Ticket) -> bool:
    """Whether the printer of this till is to open the cash drawer for that ticket: it took or gave cash."""
    if settings.value(session, "printer.drawer") != "on" or found.till_id != session.till.id:
        return False
    return any(paid.tender == CASH and paid.tendered_minor for paid in payments_of(session.store, found.id))


def _with_paper(session: Session, booking_id: int) -> Ticket:
    found = ticket(session.store, booking_id)
    if found.kind not in stored.PAPERS or found.paper is None:
        raise NoReceipt(f"{found.paper or 'that'} is a {found.kind}: no paper for a customer")
    return found


class _Words:
    """Names and words as they were when a booking was made."""

    def __init__(self, session: Session, booking_id: int) -> None:
        self._session = session
        self._then = stored.words_then(session.store, booking_id)
        self.till = stored.who(session.store, booking_id).till

    def name(self, goods: GoodsRow) -> str:
        """What the goods were called."""
        return self.called(goods.product_id, goods.name)

    def called(self, product_id: int, now: str) -> str:
        """What a product that is called so `now` was called."""
        return self._then.names.get(product_id, now)

    def setting(self, name: str) -> str:
        """What a setting of the shop was."""
        then = self._then.settings.get(name)
        return settings.value(self._session, name) if then is None else then

    def lines(self, name: str) -> tuple[str, ...]:
        """A setting as lines of a paper."""
        return tuple(part.strip() for part in self.setting(name).split(LINE_MARK) if part.strip())

    def letterhead(self, *, foot: bool = True) -> Letterhead:
        """Who sold."""
        return Letterhead(
            self._session.shop.name,
            self.lines("shop.address"),
            self.setting("shop.phone"),
            self.setting("shop.tax_number"),
            self.lines("receipt.head") if foot else (),
            self.lines("receipt.foot") if foot else (),
        )


def letterhead_then(session: Session, booking_id: int) -> Letterhead:
    """Who the shop was when a booking was made, for other papers than receipts."""
    return _Words(session, booking_id).letterhead(foot=False)


def _day(iso: str) -> str:
    return show_day(date.fromisoformat(iso))


def _goods(words: _Words, row: GoodsRow) -> Goods:
    shown = None
    if row.expires_on and row.date_kind:
        shown = show_day(date.fromisoformat(row.expires_on), precision=cast(Precision, row.precision))
    return Goods(words.name(row), row.serial, row.lot or None, shown, row.date_kind)


def _quantity(quantity: int, row: GoodsRow) -> str:
    shown = show_decimal(abs(quantity), row.decimals)
    return shown if row.measure == "each" else f"{shown} {row.measure}"


def _sold(session: Session, words: _Words, line: SoldOn, terms: Sequence[OnPaper]) -> SoldLine:
    full = line_amount(line.price_minor, line.quantity, line.goods.decimals)
    less = taken_off(full, line.discount_ppm, line.amount_minor)
    digits = session.shop.digits
    return SoldLine(
        _goods(words, line.goods),
        _quantity(line.quantity, line.goods),
        show_grouped(line.price_minor, digits),
        show_grouped(line.amount_minor, digits),
        show_percent(line.discount_ppm) if line.discount_ppm else None,
        show_grouped(-less, digits) if line.discount_ppm else None,
        _day(line.warranty_until) if line.warranty_until else None,
        _day(line.return_until) if line.return_until else None,
        labelled=line.amount_minor != full - less,
        terms=words_of_line(terms, line.n),
    )


def _back(session: Session, words: _Words, line: BackOn) -> BackLine:
    return BackLine(
        _goods(words, line.goods),
        _quantity(line.quantity, line.goods),
        show_grouped(line.refund_before - line.refund_after, session.shop.digits),
        paper_name(line.series, line.number) or "",
        _day(line.day),
        line.reason,
    )


def _paid(session: Session, found: Ticket) -> Iterator[Paid]:
    digits = session.shop.digits
    for paid in payments_of(session.store, found.id):
        amount = show_grouped(paid.amount_minor, digits)
        if paid.tendered_minor > paid.amount_minor >= 0:
            change = show_grouped(paid.tendered_minor - paid.amount_minor, digits)
            yield Paid(paid.tender, amount, show_grouped(paid.tendered_minor, digits), change)
        elif paid.amount_minor:
            yield Paid(paid.tender, amount)


def _taxes(session: Session, sold: list[SoldOn], back: list[BackOn]) -> Iterator[TaxLine]:
    """Tax by rate as it was booked, of what was sold less what came back; turned round where money goes back."""
    rates = by_rate(sold, back)
    sign = -1 if sum(of.gross for of in rates.values()) < 0 else 1
    digits = session.shop.digits
    if any(of.tax for of in rates.values()):
        for ppm, of in sorted(rates.items(), reverse=True):
            shown = (show_grouped(sign * minor, digits) for minor in (of.gross - of.tax, of.tax, of.gross))
            yield TaxLine(show_percent(ppm), *shown)


def _about(session: Session, found: Ticket) -> str | None:
    return ticket(session.store, found.reverses_id).paper if found.reverses_id else None


def _term(line: SoldOn) -> str | None:
    if line.warranty_number is None or line.warranty_unit is None:
        return None
    return str(Term(line.warranty_number, cast(TermUnit, line.warranty_unit)))
