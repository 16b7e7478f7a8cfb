"""The catalogue: one product from its columns, as typed at the desk or read from a file.

The columns are those of `shopstock import`; an empty value means none. What a product already has stays
where a column is not given.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from shopstock.amounts import show_decimal, show_percent
from shopstock.days import Term
from shopstock.jobs.item_columns import COLUMN_NAMES as COLUMN_NAMES
from shopstock.jobs.item_columns import COLUMNS as COLUMNS
from shopstock.jobs.item_columns import DATE_DAYS, read, show_attributes, values_of
from shopstock.jobs.item_columns import DECIMALS_OF as DECIMALS_OF
from shopstock.jobs.item_columns import REQUIRED as REQUIRED
from shopstock.jobs.item_columns import BadColumn as BadColumn
from shopstock.jobs.item_columns import parse_attributes as parse_attributes
from shopstock.jobs.item_columns import read_value as read_value
from shopstock.jobs.item_warranty import shown_warranty, warranty_fields
from shopstock.jobs.rights import Right, require
from shopstock.jobs.sell import below_cost
from shopstock.jobs.session import Session, new_request_id
from shopstock.refusal import Refusal
from shopstock.store.catalogue import (
    ProductRow,
    add_product,
    barcodes_of,
    change_product,
    has_moved,
    product_with_sku,
    products_with_barcode,
    set_barcodes,
)
from shopstock.store.ledger import EventDraft, post
from shopstock.store.people import add_party, parties, party
from shopstock.text import clean_code, clean_name, clean_text


class ItemFrozen(Refusal):
    """Tracking, measure, decimals and being a service stand still once it has moved."""

    id = "item.frozen"


@dataclass(frozen=True, slots=True)
class Saved:
    """A product that was added or changed; `cut` says that its name was too long and was cut, `cleared` which days went
    with its kind of date."""

    product: ProductRow
    added: bool
    cut: bool
    cleared: tuple[str, ...] = ()


_BLANK = ProductRow(
    0,
    "",
    "",
    "none",
    0,
    None,
    0,
    None,
    None,
    None,
    None,
    "each",
    0,
    None,
    None,
    None,
    None,
    None,
    None,
    "any",
    "{}",
)


_FIELDS = {"cost": "cost_minor"}  # where a field of the product has another name than its column
_MAY_BE_EMPTY = (
    "cost", "date_kind", "shelf_life_days", "reorder_at", "reorder_quantity", "category", "return_days", "min_age",
    "serial_pattern", "serial_example", "lot_template", "serial_template", "serial_when",
    *DATE_DAYS,
)  # fmt: skip


def build(session: Session, given: Mapping[str, str], old: ProductRow | None) -> tuple[ProductRow, bool]:
    """The product that the columns describe, laid over the old one, and whether its name was cut."""
    _must_be_columns(given, old)
    base = old or _BLANK
    measure, decimals = _measure(session, given, old)
    values = values_of(session, given, decimals)
    name, cut = clean_name(given.get("name", base.name))
    if not name:
        raise BadColumn("name", "is missing")
    fields: dict[str, Any] = {
        "sku": values.get("sku"),
        "name": name,
        "tracking": values.get("tracking"),
        "price_minor": values.get("price"),
        "tax_ppm": (values["tax_rate"] or 0) if "tax_rate" in values else None,
        "measure": measure,
        "decimals": decimals,
        "serial_kind": _kind(given, values),
        "service": (values["service"] or 0) if "service" in given else 1 if values.get("extends") else None,
    }
    row = base._replace(**{k: v for k, v in fields.items() if v is not None})
    row = row._replace(**_that_may_be_empty(given, values))
    gone: dict[str, Any] = dict.fromkeys(_cleared(given, base, row))
    row = row._replace(**gone)
    if row.serial_kind != "pattern" and not values.get("serial_pattern") and not values.get("serial_example"):
        row = row._replace(serial_pattern=None, serial_example=None)
    _check(row)
    _check_numbers(row)
    return row, cut


def _must_be_columns(given: Mapping[str, str], old: ProductRow | None) -> None:
    """Refuse what is no column, and a new product that lacks one it needs."""
    unknown = [name for name in given if name not in COLUMN_NAMES]
    if unknown:
        raise BadColumn(unknown[0], f'"{unknown[0][:20]}" is no column of a product')
    for column in REQUIRED if old is None else ():
        if not clean_text(given.get(column, "")):
            raise BadColumn(column, "is missing")


def _measure(session: Session, given: Mapping[str, str], old: ProductRow | None) -> tuple[str, int]:
    """The measure and its decimals: quantities among the other columns are read with them."""
    base = old or _BLANK
    first = values_of(session, {k: given[k] for k in ("measure", "decimals") if k in given}, 0)
    measure = first.get("measure") or base.measure
    decimals = first.get("decimals")
    if decimals is None:
        decimals = base.decimals if old and measure == old.measure else DECIMALS_OF[measure]
    return measure, decimals


def _that_may_be_empty(given: Mapping[str, str], values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields whose column was given, empty or not: an empty one takes away what was there."""
    fields = {_FIELDS.get(column, column): values.get(column) for column in _MAY_BE_EMPTY if column in given}
    if "attributes" in given:
        fields["attributes"] = json.dumps(values.get("attributes") or {}, sort_keys=True)
    if "service_every" in given:
        every: Term | None = values.get("service_every")
        fields |= {
            "service_number": every.number if every else None,
            "service_unit": every.unit if every else None,
        }
    return fields | warranty_fields(given, values)


def _cleared(given: Mapping[str, str], old: ProductRow, new: ProductRow) -> tuple[str, ...]:
    """The days that go with a kind of date which is taken away: they have nothing left to count from."""
    if new.date_kind or not old.date_kind:
        return ()
    return tuple(column for column in DATE_DAYS if getattr(old, column) is not None and not given.get(column))


def _kind(given: Mapping[str, str], values: Mapping[str, Any]) -> str | None:
    """The kind of serials that is given; a pattern alone says it, too."""
    if "serial_kind" in given:
        return values["serial_kind"] or "any"
    return "pattern" if values.get("serial_pattern") else None


def _check(row: ProductRow) -> None:
    if row.tracking == "serial" and (row.measure != "each" or row.decimals):
        raise BadColumn("measure", "goods with serials are counted one by one: measure each, no decimals")
    if row.date_kind and row.tracking == "none":
        raise BadColumn("date_kind", "goods with a date are tracked by lot or serial")
    for column in DATE_DAYS if not row.date_kind else ():
        if getattr(row, column) is not None:
            raise BadColumn(column, "belongs to goods with a kind of date")
    if row.service and (row.tracking != "none" or row.date_kind or row.measure != "each"):
        raise BadColumn("service", "a service has tracking none, measure each and no date")
    if row.extends_number and (row.tracking != "none" or row.measure != "each"):
        raise BadColumn("extends", "an extension has tracking none and is sold one by one")
    if row.service_number and row.tracking != "serial":
        raise BadColumn("service_every", "only goods with serials are due for service one by one")
    if row.tax_ppm > 1_000_000:
        raise BadColumn("tax_rate", "is over 100 percent")
    if row.reorder_quantity == 0:
        raise BadColumn("reorder_quantity", "is nothing")


def _check_numbers(row: ProductRow) -> None:
    """A pattern has its example, and both their kind; a template makes what the goods can bear."""
    if row.serial_kind == "pattern":
        for column, value in (("serial_pattern", row.serial_pattern), ("serial_example", row.serial_example)):
            if not value:
                raise BadColumn(
                    column, "is missing: serial_kind pattern needs a pattern and an example of it"
                )
        from shopstock.codes.pattern import check_pattern  # seldom needed: the counter opens without it

        read(
            "serial_example", "", lambda _: check_pattern(row.serial_pattern or "", row.serial_example or "")
        )
    elif row.serial_pattern or row.serial_example:
        raise BadColumn("serial_kind", "a pattern and its example belong to serial_kind pattern")
    if row.lot_template and row.tracking == "none":
        raise BadColumn("lot_template", "these goods have no lots")
    if row.serial_when and row.tracking != "serial":
        raise BadColumn("serial_when", "these goods have no serials")
    if row.serial_template and row.tracking != "serial":
        raise BadColumn("serial_template", "these goods have no serials")
    if row.serial_template and row.serial_kind not in ("any", "pattern"):
        raise BadColumn("serial_template", f"a number of kind {row.serial_kind} is not made here")


def save_item(session: Session, given: Mapping[str, str]) -> Saved:
    """Add the product of that SKU, or change what is given of it; in one transaction."""
    with session.store.transaction():
        return write_item(session, given)


def write_item(session: Session, given: Mapping[str, str], request_id: str | None = None) -> Saved:
    """`save_item` inside the caller's transaction: an import writes many."""
    session.must_write()
    store = session.store
    sku = read("sku", given.get("sku", ""), lambda text: clean_code(text, "the code"))
    old = product_with_sku(store, sku)
    row, cut = build(session, given, old)
    if "supplier" in given:
        row = row._replace(supplier_id=_supplier(session, given["supplier"]))
    codes = values_of(session, {"barcode": given["barcode"]}, 0)["barcode"] if "barcode" in given else None
    if old is None:
        require(session, *_rights(session, None, row, codes or []))
        return Saved(add_product(store, row, codes or ()), True, cut)
    if _frozen_part(old) != _frozen_part(row) and has_moved(store, old.id):
        if old.service != row.service:
            raise ItemFrozen(
                "goods stay goods and a service stays a service: it was sold or received already"
            )
        raise ItemFrozen("tracking, measure and decimals stand still: goods of this item have moved")
    require(session, *_rights(session, old, row, codes or []))
    change_product(store, row)
    if codes is not None or "barcode" in given:
        set_barcodes(store, row.id, codes or ())
    _tell(session, request_id or new_request_id(), old, row)
    return Saved(row, False, cut, _cleared(given, old, row))


def _rights(session: Session, old: ProductRow | None, new: ProductRow, codes: list[str]) -> list[Right]:
    """What a change needs: each is a way around a check at the till, were it free.

    A barcode that another product bears would sell that one at this one's price."""
    needed: list[Right] = []
    shared = any(other.id != new.id for code in codes for other in products_with_barcode(session.store, code))
    if shared or (old and (old.price_minor, old.tax_ppm) != (new.price_minor, new.tax_ppm)):
        needed.append(Right.PRICE)
    if old is None:
        return needed
    changed_cost = old.cost_minor is not None and old.cost_minor != new.cost_minor
    cheaper = old.price_minor != new.price_minor and below_cost(new, new.price_minor, 10**new.decimals)
    if changed_cost or cheaper:
        needed.append(Right.BELOW_COST)
    if old.date_kind is not None and old.date_kind != new.date_kind:
        needed.append(Right.BEST_BEFORE)
    return needed


def _supplier(session: Session, text: str) -> int | None:
    name = clean_name(text, 80)[0]
    if not name:
        return None
    known = parties(session.store, "supplier", name)
    return (known[0] if known else add_party(session.store, "supplier", name)).id


def _tell(session: Session, request_id: str, old: ProductRow, new: ProductRow) -> None:
    """A changed price, cost or name is an event of the ledger: who, when, from what to what. Papers of earlier days
    keep the name of their day by it."""
    changed = [
        EventDraft(what, product_id=new.id, was=was, became=became)
        for what, was, became in (
            ("price_changed", _money(session, old.price_minor), _money(session, new.price_minor)),
            ("cost_changed", _money(session, old.cost_minor), _money(session, new.cost_minor)),
            ("name_changed", old.name, new.name),
        )
        if was != became
    ]
    if changed:
        post(
            session.store,
            replace(session.draft("event", request_id),
                events=tuple(changed),
            ),
        )  # fmt: skip


def _money(session: Session, minor: int | None) -> str | None:
    return None if minor is None else session.money(minor)


def shown_values(session: Session, row: ProductRow) -> dict[str, str | None]:
    """A product's columns as they are typed; None where nothing is set."""
    supplier = party(session.store, row.supplier_id)

    def quantity(value: int | None) -> str | None:
        return None if value is None else show_decimal(value, row.decimals)

    return {
        "sku": row.sku,
        "name": row.name,
        "tracking": row.tracking,
        "price": session.money(row.price_minor),
        "barcode": ";".join(barcodes_of(session.store, row.id)) or None,
        "cost": _money(session, row.cost_minor),
        "tax_rate": show_percent(row.tax_ppm),
        "date_kind": row.date_kind,
        "shelf_life_days": _number(row.shelf_life_days),
        "measure": row.measure,
        "decimals": str(row.decimals),
        "reorder_at": quantity(row.reorder_at),
        "reorder_quantity": quantity(row.reorder_quantity),
        "supplier": supplier.name if supplier else None,
        "category": row.category,
        "return_days": _number(row.return_days),
        "min_age": _number(row.min_age),
        "serial_kind": row.serial_kind,
        "serial_pattern": row.serial_pattern,
        "serial_example": row.serial_example,
        "lot_template": row.lot_template,
        "serial_template": row.serial_template,
        "serial_when": row.serial_when,
        "attributes": show_attributes(json.loads(row.attributes)) or None,
        "service": "yes" if row.service else "no",
        "service_every": f"{row.service_number} {row.service_unit}" if row.service_number else None,
        **{column: _number(getattr(row, column)) for column in DATE_DAYS},
        **shown_warranty(row),
    }


def _number(value: int | None) -> str | None:
    return None if value is None else str(value)


def _frozen_part(row: ProductRow) -> tuple[str, str, int, int]:
    return row.tracking, row.measure, row.decimals, row.service
