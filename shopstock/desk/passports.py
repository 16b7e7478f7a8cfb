"""Passports: the Find views of a unit, lot, product, receipt, place and customer."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import date

from shopstock import clock
from shopstock.amounts import show_decimal, show_percent
from shopstock.desk.views.base import Paid, Warranty
from shopstock.desk.views.find import (
    CustomerView,
    HistoryRow,
    LotView,
    Owned,
    PlaceQuantity,
    PlaceRow,
    PlaceView,
    ProductLot,
    ProductUnit,
    ProductView,
    ReceiptView,
    UnitSale,
    UnitView,
    VinSays,
)
from shopstock.desk.views.sell import SellLine
from shopstock.jobs.session import Session
from shopstock.jobs.trend import sold_by_week
from shopstock.jobs.warranty import Cover, cover
from shopstock.store.catalogue import ProductRow, attributes_of, barcodes_of, product
from shopstock.store.lots import UnitRow, lot, unit
from shopstock.store.people import party
from shopstock.store.places import place
from shopstock.store.stock import Standing, UnitStanding, lot_places, standing, standing_at, units_standing
from shopstock.store.stories import Told, lot_sums, story_of_lot, story_of_unit
from shopstock.store.tickets import (
    PaperLine,
    SoldLine,
    goods_on,
    last_sale_of,
    lines_of,
    payments_of,
    sales_to,
    ticket,
)

_STATES = {
    "shelf": "in_stock",
    "back": "in_stock",
    "consignment": "in_stock",
    "quarantine": "held",
    "customer": "sold",
    "supplier": "at_supplier",
    "repairer": "in_repair",
    "bench": "in_repair",
    "visiting": "in_repair",
    "bin": "binned",
    "charity": "given_away",
    "loan": "on_loan",
    "loss": "missing",
}


def unit_state(found: UnitRow) -> str:
    """The state of a unit in one word: where it is, unless it is stolen or held."""
    if found.stolen:
        return "stolen"
    state = _STATES.get(found.place_kind or "", "expected")
    return "held" if found.held and state == "in_stock" else state


def show_cover(found: Cover) -> Warranty:
    """A warranty as the view has it."""
    return Warranty(found.status, found.until.isoformat() if found.until else None, found.days_left)


def instant(session: Session, at_us: int) -> str:
    """An instant as ISO with offset, to the second."""
    return clock.local(at_us, session.shop.zone).isoformat(timespec="seconds")


def history(session: Session, story: list[Told]) -> list[HistoryRow]:
    """The story of a unit or lot, oldest first."""
    rows = []
    for told in story:
        note = " ".join(part for part in (told.party, told.reason) if part)
        rows.append(
            HistoryRow(
                instant(session, told.at_us),
                told.what,
                told.origin,
                told.end,
                told.paper,
                told.staff,
                note or None,
            )
        )
    return rows


def unit_passport(session: Session, unit_id: int) -> UnitView:
    """Everything about one serial."""
    store = session.store
    found = unit(store, unit_id)
    row = product(store, found.product_id)
    of_lot = lot(store, found.lot_id)
    sale = last_sale_of(store, found.id)
    out = sale if found.place_kind == "customer" else None
    attributes = {**attributes_of(row), **{str(k): str(v) for k, v in json.loads(found.attributes).items()}}
    story = story_of_unit(store, found.id)
    return UnitView(
        found.serial,
        row.sku,
        row.name,
        attributes,
        unit_state(found),
        found.place_code,
        of_lot.code or None,
        show_cover(cover(session, row, found, sale)),
        _sale_of(session, out) if out else None,
        history(session, story),
        price=session.money(row.price_minor),
        cost=session.money(row.cost_minor) if row.cost_minor is not None else None,
        hold_reason=found.held_because,
        vin=_vin(session, row, found.serial),
    )


def _vin(session: Session, row: ProductRow, serial: str) -> VinSays | None:
    """What the serial of a vehicle tells; None for anything else."""
    if row.serial_kind != "vin":
        return None
    from shopstock.codes.vehicle import vehicle  # only a shop with vehicles needs it

    found = vehicle(serial, session.today())
    return VinSays(*found) if found else None


def _sale_of(session: Session, line: SoldLine) -> UnitSale:
    sold = ticket(session.store, line.booking_id)
    return UnitSale(sold.paper or "", sold.day.isoformat(), sold.customer, session.money(line.amount_minor))


def lot_passport(session: Session, lot_id: int) -> LotView:
    """Everything about one lot."""
    store = session.store
    found = lot(store, lot_id)
    row = product(store, found.product_id)
    sums: Counter[str] = Counter()
    for moved in lot_sums(store, lot_id):
        sums[moved.what] += moved.quantity
    here = lot_places(store, lot_id)
    expires = found.expires
    days_left = (expires.day - session.today()).days if expires else None
    story = story_of_lot(store, lot_id)
    state = "recalled" if found.recalled else "held" if found.held else "ok"
    if state == "ok" and row.date_kind and days_left is not None and days_left < 0:
        state = "expired"

    def shown(quantity: int) -> str:
        return show_decimal(quantity, row.decimals)

    return LotView(
        found.code,
        row.sku,
        row.name,
        expires.day.isoformat() if expires else None,
        row.date_kind if expires else None,
        state,
        shown(sum(s.quantity for s in here)),
        shown(sums["sold"]),
        shown(sums["returned"]),
        shown(sums["wasted"]),
        [PlaceQuantity(s.place_code, shown(s.quantity)) for s in here],
        days_left=days_left,
        received=shown(sums["received"]),
        date_precision=expires.precision if expires else "day",
        history=history(session, story[:1] + story[1:][-30:]),
    )


def product_passport(session: Session, product_id: int) -> ProductView:
    """Everything about one product that is on hand."""
    store = session.store
    row = product(store, product_id)
    here = standing(store, row.id)
    places: Counter[str] = Counter()
    for s in here:
        places[s.place_code] += s.quantity
    supplier = party(store, row.supplier_id)
    weeks = sold_by_week(session, row.id)

    def shown(quantity: int) -> str:
        return show_decimal(quantity, row.decimals)

    return ProductView(
        row.sku,
        row.name,
        session.money(row.price_minor),
        shown(sum(s.quantity for s in here)),
        [PlaceQuantity(code, shown(quantity)) for code, quantity in places.items()],
        [_product_lot(s, shown) for s in here if s.code],
        [_product_unit(session, u) for u in units_standing(store, row.id, 200)],
        tracking=row.tracking,
        measure=row.measure,
        barcodes=barcodes_of(store, row.id),
        attributes=attributes_of(row),
        cost=session.money(row.cost_minor) if row.cost_minor is not None else None,
        tax_rate=show_percent(row.tax_ppm),
        warranty=f"{row.warranty_number} {row.warranty_unit}" if row.warranty_number else None,
        date_kind=row.date_kind,
        category=row.category,
        supplier=supplier.name if supplier else None,
        reorder_at=None if row.reorder_at is None else shown(row.reorder_at),
        sold_weeks=list(weeks.pieces),
        sold=shown(weeks.sold),
        returned=shown(weeks.returned),
    )


def _product_lot(here: Standing, shown: Callable[[int], str]) -> ProductLot:
    expires = here.expires
    return ProductLot(
        here.code,
        expires.day.isoformat() if expires else None,
        shown(here.quantity),
        here.place_code,
        expires.precision if expires else "day",
    )


def _product_unit(session: Session, here: UnitStanding) -> ProductUnit:
    state = "held" if here.held or not here.sellable else "ok"
    return ProductUnit(here.serial, here.place_code, session.day_at(here.since_us).isoformat(), state)


def receipt_passport(session: Session, booking_id: int) -> ReceiptView:
    """A paper: a receipt with its lines, or any other booking with what came back or moved.

    The total of a receipt is what it came to, of a return or a voided ticket what was paid back."""
    store = session.store
    found = ticket(store, booking_id)
    lines = lines_of(store, booking_id)
    others = [] if lines else goods_on(store, booking_id)
    refunds = sum(line.refund_minor or 0 for line in others)
    voided = ticket(store, found.reversed_by).paper if found.reversed_by else None
    return ReceiptView(
        found.paper or "",
        instant(session, found.at_us),
        found.staff,
        found.customer,
        [_receipt_line(session, line) for line in lines] or [_paper_line(session, line) for line in others],
        session.money(sum(line.amount_minor for line in lines) or abs(refunds)),
        [Paid(p.tender, session.money(p.amount_minor)) for p in payments_of(store, booking_id)],
        voided_by=voided,
    )


def _paper_line(session: Session, line: PaperLine) -> SellLine:
    return SellLine(
        line.n,
        line.sku,
        line.name,
        line.serial,
        line.lot_code or None,
        line.expires_on,
        line.date_kind if line.expires_on else None,
        show_decimal(abs(line.quantity), line.decimals),
        None,
        None if line.refund_minor is None else session.money(abs(line.refund_minor)),
        "ok",
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
