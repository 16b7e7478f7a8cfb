"""The passports of a lot and of a product."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from shopstock.amounts import show_decimal, show_percent
from shopstock.desk.passport_parts import history
from shopstock.desk.views.find import (
    LotView,
    PlaceQuantity,
    ProductLot,
    ProductUnit,
    ProductView,
)
from shopstock.jobs.item_warranty import shown_warranty
from shopstock.jobs.session import Session
from shopstock.jobs.trend import sold_by_week
from shopstock.store.catalogue import attributes_of, barcodes_of, product
from shopstock.store.lots import lot
from shopstock.store.people import party
from shopstock.store.stock import Standing, UnitStanding, lot_places, standing, units_standing
from shopstock.store.stories import lot_sums, story_of_lot


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
        warranty=shown_warranty(row)["warranty"],
        date_kind=row.date_kind,
        category=row.category,
        supplier=supplier.name if supplier else None,
        reorder_at=None if row.reorder_at is None else shown(row.reorder_at),
        sold_weeks=list(weeks.pieces),
        sold=shown(weeks.sold),
        returned=shown(weeks.returned),
        service=bool(row.service),
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
