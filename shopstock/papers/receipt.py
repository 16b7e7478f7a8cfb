"""The receipt: what a customer gets with a sale, a return, an exchange or a void. A frozen view in, a paper out.

It says what Directive 2006/112/EC asks of a simplified invoice (Article 226b): the day, who sells, what kind of goods,
the tax, and on a paper that changes an earlier one, which one that is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from shopstock.date_kinds import LONG
from shopstock.papers.day_report import TaxLine
from shopstock.papers.sheet import GAP, RULE, Row

Kind = Literal["sale", "return", "exchange", "replacement", "void"]
_CALLED: dict[Kind, str] = {
    "sale": "Receipt", "return": "Return", "exchange": "Exchange", "replacement": "Replacement",
    "void": "Cancellation",
}  # fmt: skip
GIFT_MARK = "/G"  # behind the number in the code of a gift receipt


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who sells: the name, the lines of the address, phone and tax number, the shop's own lines at head and foot."""

    name: str
    address: tuple[str, ...] = ()
    phone: str = ""
    tax_number: str = ""
    head: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()


class Goods(NamedTuple):
    """What a line is about. `date` is as it is printed on the goods, with its precision (`Dec 2026`)."""

    name: str
    serial: str | None = None
    lot: str | None = None
    date: str | None = None
    date_kind: str | None = None


class SoldLine(NamedTuple):
    """A sold line. `quantity` (with its measure) and `price` are what was multiplied, `discount` in percent and `saved`
    what it took off; `labelled` says that the label on the goods says what they cost;
    `terms` what there is to say of its warranty besides its last day."""

    goods: Goods
    quantity: str
    price: str
    amount: str
    discount: str | None = None
    saved: str | None = None
    warranty_until: str | None = None
    return_until: str | None = None
    labelled: bool = False
    terms: tuple[str, ...] = ()


class BackLine(NamedTuple):
    """A line that came back; `paper` and `sold_on` are those of its sale."""

    goods: Goods
    quantity: str
    amount: str
    paper: str
    sold_on: str
    reason: str


class Paid(NamedTuple):
    """A payment: its tender, what it paid (negative: paid back), what was given and the change where that is more."""

    tender: str
    amount: str
    given: str | None = None
    change: str | None = None


class CreditLine(NamedTuple):
    """What a ticket did to a store credit: issued, spent, given_back or withdrawn; what is left, and until when."""

    what: str
    code: str
    left: str
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt, return, exchange or void; money as grouped decimal strings, days as people read them.

    `total` is negative where money goes back; `about` is the paper that a void undoes, `voided_by` the one that undid
    this; `opens_drawer` lets a printer open the cash drawer."""

    kind: Kind
    paper: str
    shop: Letterhead
    currency: str
    day: str
    time: str
    till: str
    staff: str
    customer: str | None
    sold: tuple[SoldLine, ...]
    back: tuple[BackLine, ...]
    total: str
    money_back: bool
    paid: tuple[Paid, ...]
    taxes: tuple[TaxLine, ...]
    terms: tuple[str, ...] = ()
    about: str | None = None
    voided_by: str | None = None
    copy: bool = False
    opens_drawer: bool = False
    credits: tuple[CreditLine, ...] = ()


def rows(receipt: Receipt) -> tuple[Row, ...]:
    """The paper of a receipt."""
    return (
        *(Row("", kind="drawer") for _ in range(receipt.opens_drawer)),
        *_marks(receipt),
        *letterhead(receipt.shop),
        *_which(receipt),
        *_sold(receipt),
        *_back(receipt),
        *_money(receipt),
        *_taxes(receipt),
        *_credits(receipt),
        *_terms(receipt),
        GAP,
        Row(receipt.paper, kind="code"),
        *((GAP,) if receipt.copy or receipt.voided_by else ()),
        *(row for row in _marks(receipt) if row.kind == "big"),
    )


def gift_rows(receipt: Receipt) -> tuple[Row, ...]:
    """The same paper for who gets the goods as a gift: no price, no payment, no customer; its code says what it is."""
    marks = _marks(replace(receipt, copy=False))
    return (
        *marks,
        *letterhead(receipt.shop),
        Row(f"Gift receipt {receipt.paper}", receipt.day, "strong"),
        RULE,
        *(row for line in receipt.sold for row in _gift(line)),
        *_terms(receipt),
        GAP,
        Row(receipt.paper + GIFT_MARK, kind="code"),
    )


def _gift(line: SoldLine) -> Iterator[Row]:
    yield Row(line.goods.name, "" if line.quantity == "1" else line.quantity)
    yield from goods_rows(line.goods)
    if line.warranty_until:
        yield Row(f"  Warranty until {line.warranty_until}")


def letterhead(shop: Letterhead) -> Iterator[Row]:
    """Who sells, in the middle of the paper."""
    yield Row(shop.name, kind="title")
    for line in shop.address:
        yield Row(line, kind="centre")
    if shop.phone:
        yield Row(f"Phone {shop.phone}", kind="centre")
    if shop.tax_number:
        yield Row(f"Tax number {shop.tax_number}", kind="centre")
    for line in shop.head:
        yield Row(line, kind="centre")
    yield GAP


def _marks(receipt: Receipt) -> Iterator[Row]:
    """What nobody may miss: that this is a copy, that it counts no more."""
    if receipt.copy:
        yield Row("COPY", kind="big")
    if receipt.voided_by:
        yield Row("VOID", kind="big")
        yield Row(f"cancelled by {receipt.voided_by}", kind="centre")
    if receipt.copy or receipt.voided_by:
        yield GAP


def _which(receipt: Receipt) -> Iterator[Row]:
    yield Row(f"{_CALLED[receipt.kind]} {receipt.paper}", receipt.day, "strong")
    yield Row(f"{receipt.till}, {receipt.staff}", receipt.time)
    if receipt.customer:
        yield Row("Customer", receipt.customer)
    if receipt.about:
        yield Row("This cancels", receipt.about, "strong")
    yield RULE


def _sold(receipt: Receipt) -> Iterator[Row]:
    one_day = _return_day(receipt)
    for line in receipt.sold:
        yield Row(line.goods.name, line.amount)
        yield from _counted(line)
        yield from goods_rows(line.goods)
        if line.warranty_until:
            yield Row(f"  Warranty until {line.warranty_until}")
        yield from (Row(f"  {term}") for term in line.terms)
        if line.return_until and not one_day:
            yield Row(f"  Return by {line.return_until}")


def _counted(line: SoldLine) -> Iterator[Row]:
    """How the amount of a line came about, where it is not simply its price."""
    less = f", less {line.discount} % ({line.saved})" if line.discount else ""
    if line.labelled:
        yield Row(f"  {line.quantity}, priced on its label{less}")
    elif less:
        yield Row(f"  {line.quantity} x {line.price}{less}")
    elif line.quantity != "1":
        yield Row(f"  {line.quantity} x {line.price}")


def goods_rows(goods: Goods) -> Iterator[Row]:
    """Which piece or batch it is, and until when it is good."""
    if goods.serial:
        yield Row(f"  Serial {goods.serial}")
    if goods.lot:
        yield Row(f"  Lot {goods.lot}")
    if goods.date:
        yield Row(f"  {LONG.get(goods.date_kind or '', 'date').capitalize()} {goods.date}")


def _back(receipt: Receipt) -> Iterator[Row]:
    if receipt.back and receipt.kind != "void":
        if receipt.sold:
            yield GAP
        yield Row("Came back", kind="head")
    for line in receipt.back:
        yield Row(line.goods.name, line.amount)
        if line.quantity != "1":
            yield Row(f"  {line.quantity} of them")
        yield from goods_rows(line.goods)
        if receipt.kind != "void":
            yield Row(f"  bought {line.sold_on}, {line.paper}")
            yield Row(f"  {line.reason}")


def _money(receipt: Receipt) -> Iterator[Row]:
    words = "Money back" if receipt.money_back else "Total"
    total = receipt.total.removeprefix("-") if receipt.money_back else receipt.total
    yield Row(f"{words} {receipt.currency}", total, "total")
    for paid in receipt.paid:
        if paid.amount.startswith("-"):
            yield Row(f"{paid.tender}, paid back", paid.amount.removeprefix("-"))
        elif paid.given is None:
            yield Row(paid.tender, paid.amount)
        else:
            yield Row(f"{paid.tender}, given", paid.given)
            yield Row("change", paid.change or "")


def _credits(receipt: Receipt) -> Iterator[Row]:
    """A credit that was issued, with its code to be scanned; of one that paid only the end of its code."""
    for credit in receipt.credits:
        if credit.what == "issued":
            yield GAP
            yield Row("Store credit", kind="head")
            yield Row(credit.code, credit.left, "strong")
            yield Row(f"  Good until {credit.until}" if credit.until else "  It never ends")
            yield Row("  Whoever has this code has the credit.", kind="note")
            yield Row(credit.code, kind="code")
        elif credit.what == "withdrawn":
            yield Row(f"Store credit {credit.code} counts no more")
        else:
            yield Row(f"credit ..{credit.code[-4:]}, left", credit.left)


def _taxes(receipt: Receipt) -> Iterator[Row]:
    if not receipt.taxes:
        return
    yield GAP
    words = "Money back includes tax" if receipt.money_back else "Total includes tax"
    yield Row(words, kind="note")
    yield Row("Tax", "net\ttax\ttotal", "figures")
    for line in receipt.taxes:
        yield Row(f"{line.rate} %", f"{line.net}\t{line.tax}\t{line.gross}", "figures")


def _return_day(receipt: Receipt) -> str | None:
    """The day until which everything sold may come back, where it is one day for all."""
    days = {line.return_until for line in receipt.sold}
    return days.pop() if len(days) == 1 else None


def _terms(receipt: Receipt) -> Iterator[Row]:
    day = _return_day(receipt)
    said = [f"Return by {day} with this receipt."] if day else []
    said += receipt.terms if receipt.sold else ()
    for n, line in enumerate(said):
        yield from (GAP,) if n == 0 else ()
        yield Row(line, kind="note")
    for n, line in enumerate(receipt.shop.foot):
        yield from (GAP,) if n == 0 else ()
        yield Row(line, kind="centre")
