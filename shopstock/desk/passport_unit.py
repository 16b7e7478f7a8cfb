"""The passport of one serial: where it is, what covers it, who has it, and its story."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from shopstock.desk.passport_claims import bought_elsewhere, claims_of_unit, with_claims
from shopstock.desk.passport_fitted import parts_of
from shopstock.desk.passport_owners import chain, owners
from shopstock.desk.passport_parts import history
from shopstock.desk.passport_service import book_of
from shopstock.desk.views.base import Warranty
from shopstock.desk.views.find import (
    CoverView,
    UnitSale,
    UnitView,
    VinSays,
)
from shopstock.jobs.session import Session
from shopstock.jobs.warranty import Cover, Covered, covers_of, is_out, summed, who_pays
from shopstock.store.catalogue import ProductRow, attributes_of, product
from shopstock.store.lots import UnitRow, lot, unit
from shopstock.store.stories import story_of_unit
from shopstock.store.tickets import (
    SoldLine,
    last_sale_of,
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
    "fitted": "fitted",
    "bin": "binned",
    "charity": "given_away",
    "staff": "given_to_staff",
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
    return Warranty(found.status, _iso(found.until), found.days_left)


def show_covers(covers: Sequence[Covered]) -> list[CoverView]:
    """Terms as the view has them."""
    return [
        CoverView(
            each.kind, each.who, _iso(each.starts), _iso(each.until), each.days_left, each.status, each.term,
            each.runs_from if each.status == "not_started" and not each.starts else None, each.note,
        )
        for each in covers
    ]  # fmt: skip


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def unit_passport(session: Session, unit_id: int) -> UnitView:
    """Everything about one serial."""
    store = session.store
    found = unit(store, unit_id)
    row = product(store, found.product_id)
    of_lot = lot(store, found.lot_id)
    sale = last_sale_of(store, found.id)
    out = sale if is_out(sale) else None
    covers = covers_of(session, found, row, sale)
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
        show_cover(summed(covers, session.today())),
        _sale_of(session, out) if out else None,
        with_claims(session, found.id, history(session, story)),
        price=session.money(row.price_minor),
        cost=session.money(row.cost_minor) if row.cost_minor is not None else None,
        hold_reason=found.held_because,
        vin=_vin(session, row, found.serial),
        service=book_of(session, found.id),
        covers=show_covers(covers),
        pays=list(who_pays(covers)) if out else [],
        claims=claims_of_unit(session, found.id),
        proof=bought_elsewhere(session, found.id),
        parts=parts_of(session, found.id),
        owners=owners(session, found.id),
        chain=chain(session, found.id),
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
