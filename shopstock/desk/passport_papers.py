"""The passports of a paper, a place and a customer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from shopstock.amounts import show_decimal, show_percent
from shopstock.desk.passport_parts import instant
from shopstock.desk.views.base import Paid
from shopstock.desk.views.find import (
    CustomerView,
    Owned,
    PlaceRow,
    PlaceView,
    ReceiptView,
)
from shopstock.desk.views.sell import SellLine
from shopstock.jobs.receive import SHORT_DATED, SOONER
from shopstock.jobs.session import Session
from shopstock.store.catalogue import product
from shopstock.store.lots import lot
from shopstock.store.people import party
from shopstock.store.places import place
from shopstock.store.stock import standing_at
from shopstock.store.tickets import (
    PaperLine,
    SoldLine,
    came_back_on,
    events_of,
    goods_on,
    lines_of,
    payments_of,
    sales_to,
    ticket,
)


def receipt_passport(session: Session, booking_id: int) -> ReceiptView:
    """A paper: a receipt with its lines, or any other booking with what came back or moved.

    The total of a receipt is what it came to, of a return or a voided ticket what was paid back."""
    store = session.store
    found = ticket(store, booking_id)
    lines = lines_of(store, booking_id)
    others = came_back_on(store, booking_id) if lines else goods_on(store, booking_id)
    refunds = sum(line.refund_minor or 0 for line in others)
    total = sum(line.amount_minor for line in lines)
    total = total - refunds if total and found.kind == "sale" else total or refunds
    voided = ticket(store, found.reversed_by).paper if found.reversed_by else None
    notes = _notes_of(session, booking_id) if found.kind == "delivery" else {}
    return ReceiptView(
        found.paper or "",
        instant(session, found.at_us),
        found.staff,
        found.customer,
        [
            *(_receipt_line(session, line) for line in lines),
            *(_paper_line(session, line, len(lines), notes) for line in others),
        ],
        session.money(abs(total)),
        [Paid(p.tender, session.money(p.amount_minor)) for p in payments_of(store, booking_id)],
        voided_by=voided,
        whom="supplier" if found.kind == "delivery" else "customer",
    )


def _notes_of(session: Session, booking_id: int) -> dict[tuple[str, str], str]:
    """What a delivery's events say of its lots, by code of the product and of the lot."""
    store = session.store
    notes: dict[tuple[str, str], str] = {}
    for event in events_of(store, booking_id):
        if event.what in (SHORT_DATED, SOONER) and event.lot_id is not None and event.note:
            of_lot = lot(store, event.lot_id)
            key = (product(store, of_lot.product_id).sku, of_lot.code)
            said = f"short-dated: {event.note}" if event.what == SHORT_DATED else event.note
            notes[key] = "; ".join(filter(None, (notes.get(key), said)))
    return notes


def _paper_line(
    session: Session, line: PaperLine, sold: int, notes: Mapping[tuple[str, str], str]
) -> SellLine:
    """A line that came back or moved, behind the `sold` lines of an exchange."""
    return SellLine(
        sold + line.n,
        line.sku,
        line.name,
        line.serial,
        line.lot_code or None,
        line.expires_on,
        line.date_kind if line.expires_on else None,
        show_decimal(abs(line.quantity), line.decimals),
        None,
        None
        if line.refund_minor is None
        else session.money(-line.refund_minor if sold else abs(line.refund_minor)),
        "ok",
        note="came back" if sold else notes.get((line.sku, line.lot_code)),
        date_precision=line.precision,
    )


def _receipt_line(session: Session, line: SoldLine) -> SellLine:
    back = f"{show_decimal(line.back, line.decimals)} came back" if line.back else None
    return SellLine(
        line.n,
        line.sku,
        line.name,
        line.serial,
        line.lot_code or None,
        line.expires_on,
        line.date_kind if line.expires_on else None,
        show_decimal(line.quantity, line.decimals),
        session.money(line.price_minor),
        session.money(line.amount_minor),
        "ok",
        show_percent(line.discount_ppm) if line.discount_ppm else None,
        line.warranty_until,
        back,
    )


def place_passport(session: Session, place_id: int) -> PlaceView:
    """What stands at a place."""
    found = place(session.store, place_id)
    rows = standing_at(session.store, place_id) if found.physical else []
    return PlaceView(
        found.code,
        found.name,
        found.kind,
        [PlaceRow(r.sku, r.name, r.lot_code or None, show_decimal(r.quantity, r.decimals)) for r in rows],
    )


def customer_passport(session: Session, party_id: int) -> CustomerView:
    """What a customer bought and still has, newest first."""
    who = party(session.store, party_id)
    owned = []
    for sold in sales_to(session.store, party_id):
        for line in lines_of(session.store, sold.id):
            left = line.quantity - line.back
            if left > 0:
                owned.append(_owned(line, sold.paper or "", sold.day, left))
    return CustomerView(who.name if who else "", who.phone if who else None, owned)


def _owned(line: SoldLine, paper: str, day: date, left: int) -> Owned:
    quantity = show_decimal(left, line.decimals)
    return Owned(line.sku, line.name, line.serial, paper, day.isoformat(), quantity, line.warranty_until)
