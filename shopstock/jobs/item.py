"""The catalogue: one product from its columns, as typed at the desk or read from a file.

The columns are those of `shopstock import`; an empty value means none. What a product already has stays
where a column is not given.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from shopstock.amounts import parse_decimal, parse_ppm, show_decimal, show_percent
from shopstock.days import Term, parse_term
from shopstock.jobs.rights import Right, require
from shopstock.jobs.sell import below_cost
from shopstock.jobs.session import Session, new_request_id
from shopstock.refusal import BadInput, Refusal
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

MEASURES = ("each", "kg", "g", "m", "l")
DECIMALS_OF = {"each": 0, "kg": 3, "g": 0, "m": 2, "l": 3}


class BadColumn(BadInput):
    """A column that cannot be read; `column` names it."""

    id = "item.bad_value"

    def __init__(self, column: str, text: str) -> None:
        super().__init__(text)
        self.column = column


class ItemFrozen(Refusal):
    """Tracking, measure and decimals stand still once goods have moved."""

    id = "item.frozen"


@dataclass(frozen=True, slots=True)
class Saved:
    """A product that was added or changed; `cut` says that its name was too long and was cut."""

    product: ProductRow
    added: bool
    cut: bool


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the catalogue: its name, the words for it, and how to fill it in."""

    name: str
    label: str
    help: str


COLUMNS: tuple[Column, ...] = (
    Column("sku", "Code", "the shop's own short code"),
    Column("name", "Name", "what people call it"),
    Column("tracking", "Tracking", "none, serial or lot"),
    Column("price", "Price", "with tax, for one whole measure"),
    Column("barcode", "Barcodes", "several separated by ;"),
    Column("cost", "Cost", "what one costs the shop"),
    Column("tax_rate", "Tax", "percent contained in the price"),
    Column("warranty", "Warranty", "24 months, 2 years, 90 days"),
    Column("date_kind", "Date", "best_before or use_by"),
    Column("shelf_life_days", "Shelf life", "days from receiving when no date is printed"),
    Column("measure", "Measure", "each, kg, g, m or l"),
    Column("decimals", "Decimals", "smallest step: 3 is 0.001"),
    Column("reorder_at", "Low at", "warn at this quantity"),
    Column("reorder_quantity", "Order", "how much to order then"),
    Column("supplier", "Supplier", "who delivers it"),
    Column("category", "Category", "where it belongs"),
    Column("return_days", "Return days", "how long it may come back"),
    Column("min_age", "Age", "youngest buyer"),
    Column("serial_kind", "Serial kind", "any, imei, vin or mac"),
    Column("attributes", "Attributes", "colour=blue;size=M"),
)
COLUMN_NAMES = tuple(column.name for column in COLUMNS)
REQUIRED = ("sku", "name", "tracking", "price")


def _one_of(*allowed: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        value = text.strip().casefold().replace(" ", "_").replace("-", "_")
        if value not in allowed:
            raise BadInput(f'"{text.strip()[:20]}" is none of {", ".join(allowed)}')
        return value

    return read


def _days(text: str) -> int:
    value = parse_decimal(text, 0, "number of days")
    if not 0 < value <= 36_500:
        raise BadInput(f'"{text.strip()[:20]}" is no number of days')
    return value


def _age(text: str) -> int:
    value = parse_decimal(text, 0, "age")
    if value > 150:
        raise BadInput(f'"{text.strip()[:20]}" is no age')
    return value


def _decimals(text: str) -> int:
    value = parse_decimal(text, 0, "number of decimals")
    if value > 6:
        raise BadInput(f'"{text.strip()[:20]}" decimals are more than 6')
    return value


def parse_attributes(text: str) -> dict[str, str]:
    """`colour=blue;size=M` as a dict; refuses a part without a name or a value."""
    found: dict[str, str] = {}
    for part in (p for p in text.split(";") if p.strip()):
        name, sign, value = (clean_text(p) for p in part.partition("="))
        if not sign or not name or not value:
            raise BadInput(f'"{part.strip()[:30]}" is no attribute such as colour=blue')
        found[name[:64]] = value[:200]
    return found


def show_attributes(attributes: Mapping[str, str]) -> str:
    """The attributes as they are typed."""
    return ";".join(f"{name}={value}" for name, value in attributes.items())


_READERS: dict[str, Callable[[str], Any]] = {
    "tracking": _one_of("none", "serial", "lot"),
    "date_kind": _one_of("best_before", "use_by"),
    "measure": _one_of(*MEASURES),
    "serial_kind": _one_of("any", "imei", "vin", "mac"),
    "tax_rate": parse_ppm,
    "warranty": parse_term,
    "shelf_life_days": _days,
    "decimals": _decimals,
    "return_days": lambda text: parse_decimal(text, 0, "number of days"),
    "min_age": _age,
    "attributes": parse_attributes,
    "sku": lambda text: clean_code(text, "the code"),
    "category": lambda text: clean_name(text, 80)[0],
    "barcode": lambda text: [clean_code(c, "a barcode") for c in text.split(";") if c.strip()],
}


def _read(column: str, text: str, reader: Callable[[str], Any]) -> Any:
    try:
        return reader(text)
    except BadInput as refused:
        raise BadColumn(column, refused.text) from None


def _values(session: Session, given: Mapping[str, str], decimals: int) -> dict[str, Any]:
    """Every given column read; empty ones are None. Raises `BadColumn` for the first that cannot be read."""
    digits = session.shop.digits
    money = {"price": "amount", "cost": "amount"}
    quantities = {"reorder_at": "quantity", "reorder_quantity": "quantity"}
    values: dict[str, Any] = {}
    for column, raw in given.items():
        text = clean_text(raw)
        if not text:
            values[column] = None
        elif column in money:
            values[column] = _read(column, text, lambda t, c=column: parse_decimal(t, digits, money[c]))  # type: ignore[misc]
        elif column in quantities:
            values[column] = _read(column, text, lambda t: parse_decimal(t, decimals, "quantity"))
        elif column in _READERS:
            values[column] = _read(column, text, _READERS[column])
        else:
            values[column] = text
    return values


def read_value(session: Session, column: str, text: str, decimals: int = 0) -> None:
    """Check one column as typed; raises `BadColumn` with what is wrong."""
    _values(session, {column: text}, decimals)


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


def build(session: Session, given: Mapping[str, str], old: ProductRow | None) -> tuple[ProductRow, bool]:
    """The product that the columns describe, laid over the old one, and whether its name was cut."""
    unknown = [name for name in given if name not in COLUMN_NAMES]
    if unknown:
        raise BadColumn(unknown[0], f'"{unknown[0][:20]}" is no column of a product')
    for column in REQUIRED if old is None else ():
        if not clean_text(given.get(column, "")):
            raise BadColumn(column, "is missing")
    base = old or _BLANK
    first = _values(session, {k: given[k] for k in ("measure", "decimals") if k in given}, 0)
    measure = first.get("measure") or base.measure
    decimals = first.get("decimals")
    if decimals is None:
        decimals = base.decimals if old and measure == old.measure else DECIMALS_OF[measure]
    values = _values(session, given, decimals)
    name, cut = clean_name(given.get("name", base.name))
    if not name:
        raise BadColumn("name", "is missing")
    term: Term | None = values.get("warranty")
    fields: dict[str, Any] = {
        "sku": values.get("sku"),
        "name": name,
        "tracking": values.get("tracking"),
        "price_minor": values.get("price"),
        "tax_ppm": (values["tax_rate"] or 0) if "tax_rate" in values else None,
        "measure": measure,
        "decimals": decimals,
        "serial_kind": (values["serial_kind"] or "any") if "serial_kind" in values else None,
    }
    row = base._replace(**{k: v for k, v in fields.items() if v is not None})
    optional: dict[str, Any] = {
        "cost": ("cost_minor", values.get("cost")),
        "date_kind": ("date_kind", values.get("date_kind")),
        "shelf_life_days": ("shelf_life_days", values.get("shelf_life_days")),
        "reorder_at": ("reorder_at", values.get("reorder_at")),
        "reorder_quantity": ("reorder_quantity", values.get("reorder_quantity")),
        "category": ("category", values.get("category")),
        "return_days": ("return_days", values.get("return_days")),
        "min_age": ("min_age", values.get("min_age")),
        "attributes": ("attributes", json.dumps(values.get("attributes") or {}, sort_keys=True)),
    }
    row = row._replace(**{field: value for column, (field, value) in optional.items() if column in given})
    if "warranty" in given:
        row = row._replace(
            warranty_number=term.number if term else None, warranty_unit=term.unit if term else None
        )
    _check(row)
    return row, cut


def _check(row: ProductRow) -> None:
    if row.tracking == "serial" and (row.measure != "each" or row.decimals):
        raise BadColumn("measure", "goods with serials are counted one by one: measure each, no decimals")
    if row.date_kind and row.tracking == "none":
        raise BadColumn("date_kind", "goods with a date are tracked by lot or serial")
    if row.tax_ppm > 1_000_000:
        raise BadColumn("tax_rate", "is over 100 percent")
    if row.reorder_quantity == 0:
        raise BadColumn("reorder_quantity", "is nothing")


def save_item(session: Session, given: Mapping[str, str]) -> Saved:
    """Add the product of that SKU, or change what is given of it; in one transaction."""
    with session.store.transaction():
        return write_item(session, given)


def write_item(session: Session, given: Mapping[str, str], request_id: str | None = None) -> Saved:
    """`save_item` inside the caller's transaction: an import writes many."""
    session.must_write()
    store = session.store
    sku = _read("sku", given.get("sku", ""), lambda text: clean_code(text, "the code"))
    old = product_with_sku(store, sku)
    row, cut = build(session, given, old)
    if "supplier" in given:
        row = row._replace(supplier_id=_supplier(session, given["supplier"]))
    codes = _values(session, {"barcode": given["barcode"]}, 0)["barcode"] if "barcode" in given else None
    if old is None:
        require(session, *_rights(session, None, row, codes or []))
        return Saved(add_product(store, row, codes or ()), True, cut)
    if _frozen_part(old) != _frozen_part(row) and has_moved(store, old.id):
        raise ItemFrozen("tracking, measure and decimals stand still: goods of this item have moved")
    require(session, *_rights(session, old, row, codes or []))
    change_product(store, row)
    if codes is not None or "barcode" in given:
        set_barcodes(store, row.id, codes or ())
    _tell(session, request_id or new_request_id(), old, row)
    return Saved(row, False, cut)


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
    """A changed price or cost is an event of the ledger: who, when, from what to what."""
    changed = [
        EventDraft(what, product_id=new.id, was=_money(session, was), became=_money(session, became))
        for what, was, became in (
            ("price_changed", old.price_minor, new.price_minor),
            ("cost_changed", old.cost_minor, new.cost_minor),
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
    term = f"{row.warranty_number} {row.warranty_unit}" if row.warranty_number else None

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
        "warranty": term,
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
        "attributes": show_attributes(json.loads(row.attributes)) or None,
    }


def _number(value: int | None) -> str | None:
    return None if value is None else str(value)


def _frozen_part(row: ProductRow) -> tuple[str, str, int]:
    return row.tracking, row.measure, row.decimals
