"""Find: a paper, a place, a customer, and a choice between several."""

from __future__ import annotations

from screens import sell
from screens.figures import day, moment, money
from screens.page import (
    BLANK,
    Column,
    Item,
    Line,
    Page,
    Piece,
    Pieces,
    Row,
    code,
    dim,
    facts,
    filled,
    strong,
    text,
)
from screens.paint import widened
from shopstock.desk.views.base import View
from shopstock.desk.views.choices import ChoicesView
from shopstock.desk.views.find import CustomerView, PlaceView, ReceiptView
from shopstock.text import NO_SERIAL

_PLACE = (
    Column("Item", 24, flex=2),
    Column("SKU", 14, flex=1, tone="dim"),
    Column("Lot", 14),
    Column("Quantity", 9, right=True),
)
_OWNED = (
    Column("Bought", 9, tone="dim"),
    Column("Item", 18, flex=2),
    Column("Serial", 15),
    Column("Qty", 3, right=True),
    Column("Receipt", 10, flex=1),
    Column("Warranty", 9),
)


def page(view: View, width: int) -> Page:
    """Any of the four."""
    if isinstance(view, ReceiptView):
        return _receipt(view, width)
    if isinstance(view, PlaceView):
        return _place(view)
    if isinstance(view, CustomerView):
        return _customer(view)
    assert isinstance(view, ChoicesView)  # noqa: S101 - the registry of panes says so
    return choices_page(view)


def _receipt(receipt: ReceiptView, width: int) -> Page:
    void: Pieces = ()
    if receipt.voided_by:
        void = text("  ", filled("VOIDED", "stop"), f" by {receipt.voided_by}")
    paid = ", ".join(f"{payment.tender} {money(payment.amount)}" for payment in receipt.payments)
    # A delivery moves goods and no money.
    total = (dim("TOTAL  "), Piece(money(receipt.total), "good", bold=True)) if receipt.payments else ()
    rows = tuple(sell.ticket_row(line, width) for line in receipt.lines)
    return Page(
        rows,
        head=(
            Line((strong(receipt.number), *void), facts(("", moment(receipt.at)), ("by", receipt.by))),
            Line(facts((receipt.whom, receipt.customer or dim("none")))),
            BLANK,
        ),
        foot=(BLANK, Line((dim(paid),), total)),
        columns=widened(sell.columns(width), rows),
    )


def _place(place: PlaceView) -> Page:
    rows = tuple(
        Row((strong(row.name), row.sku, code(row.lot), row.quantity), entry=f":find {row.lot or row.sku}")
        for row in place.rows
    )
    head = (Line((strong(place.code), Piece(f"  {place.name}")), (dim(place.place_kind),)), BLANK)
    return Page(
        rows or (Line((dim("Nothing stands here."),)),),
        head=head,
        columns=widened(_PLACE, rows) if rows else (),
    )


def _customer(customer: CustomerView) -> Page:
    rows = tuple(
        Row(
            (
                day(owned.sold_on),
                strong(owned.name),
                code(owned.serial),
                owned.quantity,
                code(owned.receipt),
                day(owned.warranty_until, always_year=True),
            ),
            entry=f":find #{owned.receipt}" if owned.serial in (None, NO_SERIAL) else f":find {owned.serial}",
        )
        for owned in customer.owned
    )
    head = (Line((strong(customer.name),), facts(("phone", customer.phone))), BLANK)
    return Page(
        rows or (Line((dim("Nothing bought yet."),)),),
        head=head,
        columns=widened(_OWNED, rows) if rows else (),
    )


def choices_page(view: ChoicesView) -> Page:
    """A numbered list; arrows and Enter pick as well as the number."""
    body: list[Item] = [
        Line(
            text(Piece(f"{choice.n:>3}", "accent", bold=True), "  ", strong(choice.label)),
            () if not choice.code or choice.code in choice.label else (code(choice.code, "dim"),),
            entry=str(choice.n),
        )
        for choice in view.choices
    ]
    if not body:
        body = [Line((dim("Scan or type a serial, a lot, a name, #receipt, =place or @customer."),))]
    question = (Line((Piece(view.question, "strong"),)), BLANK) if view.question else ()
    return Page(tuple(body), head=(BLANK, *question))
