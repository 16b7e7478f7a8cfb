"""The passports of a lot and of a product."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from shopstock.amounts import show_decimal, show_percent
from shopstock.desk.passport_parts import history
from shopstock.desk.views.find import (
    LotPart,
    LotView,
    PlaceQuantity,
    ProductLot,
    ProductUnit,
    ProductView,
)
from shopstock.jobs.freshness import DateState, Dating, freshness, rules
from shopstock.jobs.item_warranty import shown_warranty
from shopstock.jobs.session import Session
from shopstock.jobs.trend import sold_by_week
from shopstock.store.catalogue import ProductRow, attributes_of, barcodes_of, product
from shopstock.store.lots import LotRow, lot, lots_out_of
from shopstock.store.people import party
from shopstock.store.stock import Standing, UnitStanding, lot_places, standing, units_standing
from shopstock.store.stories import Told, lot_sums, story_of_lot


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
    state = _state_of(session, row, found)

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
        treated=found.treated,
        parent=lot(store, found.parent_id).code if found.parent_id else None,
        made=shown(_made_of(story, found.treated)) if found.treated else None,
        parts=[_lot_part(session, row, one) for one in lots_out_of(store, lot_id)],
    )


def _state_of(session: Session, row: ProductRow, found: LotRow) -> str:
    if found.held:
        return "recalled" if found.recalled else "held"
    over = freshness(rules(session), row, found.expires).on(session.today()) is DateState.OVER
    return "expired" if over else "ok"


def _made_of(story: list[Told], treated: str) -> int:
    """How much came into a lot by its treatment, less what was undone."""
    came = sum(t.quantity or 0 for t in story if t.what == treated and t.origin_kind == "treated")
    return came - sum(t.quantity or 0 for t in story if t.what == "voided" and t.end_kind == "treated")


def _lot_part(session: Session, row: ProductRow, one: LotRow) -> LotPart:
    here = sum(s.quantity for s in lot_places(session.store, one.id))
    return LotPart(
        one.code,
        one.treated or "",
        one.expires.day.isoformat() if one.expires else None,
        show_decimal(here, row.decimals),
        _state_of(session, row, one),
        one.expires.precision if one.expires else "day",
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
    dating = Dating(session)

    def shown(quantity: int) -> str:
        return show_decimal(quantity, row.decimals)

    return ProductView(
        row.sku,
        row.name,
        session.money(row.price_minor),
        shown(sum(s.quantity for s in here)),
        [PlaceQuantity(code, shown(quantity)) for code, quantity in places.items()],
        [_product_lot(s, shown, dating.over(row, s.expires)) for s in here if s.code],
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
        date_rules=_date_rules(session, row),
    )


def _date_rules(session: Session, row: ProductRow) -> dict[str, str]:
    """What holds for the dates of a product, by the names of its columns; what the shop or its category says, too."""
    if not row.date_kind:
        return {}
    of_shop = rules(session)
    days = {
        "shelf_life_days": row.shelf_life_days,
        "best_days": row.best_days,
        "alert_days": of_shop.horizon_of(row),
        "min_days_sale": of_shop.min_sale_of(row) or None,
        "min_days_in": of_shop.min_in_of(row) or None,
        "opened_days": row.opened_days,
        "frozen_days": row.frozen_days,
        "thawed_days": row.thawed_days,
    }
    return {name: str(number) for name, number in days.items() if number is not None}


def _product_lot(here: Standing, shown: Callable[[int], str], over: bool) -> ProductLot:
    expires = here.expires
    return ProductLot(
        here.code,
        expires.day.isoformat() if expires else None,
        shown(here.quantity),
        here.place_code,
        expires.precision if expires else "day",
        "held" if here.held or not here.sellable else "expired" if over else "ok",
    )


def _product_unit(session: Session, here: UnitStanding) -> ProductUnit:
    state = "held" if here.held or not here.sellable else "ok"
    return ProductUnit(here.serial, here.place_code, session.day_at(here.since_us).isoformat(), state)
