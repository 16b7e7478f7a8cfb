"""Products and their barcodes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from peewee import fn

from shopstock import clock
from shopstock.codes.gtin import is_gtin, pad
from shopstock.date_kinds import stored_as
from shopstock.store.compiled import Compiled, inserted, inserted_id, param, single
from shopstock.store.engine import Store
from shopstock.store.models import Balance, Barcode, Lot, Product
from shopstock.text import fold, fold_words


class ProductRow(NamedTuple):
    """A product of the catalogue. Money is minor, quantities in steps of `decimals`, tax in ppm.

    `attributes` is a JSON object as text. `serial_kind` is that of its serials, with the pattern and an example of it
    where that is `pattern`. The templates make its own lots and serials; None where the shop's hold.
    `serial_when` is 'sale' where its pieces come without their serials, which are asked at the sale. `service` is 1 for
    work and fees, which are sold and never in stock; `service_number` of `service_unit` is how often a piece wants
    service.

    `warranty_start` is what its warranty begins with (None: the sale), `legal_number` its legal warranty where that
    is not the shop's (0: none), `extends_number` how much warranty it adds to what it is sold for.

    `date_kind` is one of `shopstock.date_kinds.KINDS`. `best_days` before its last day it is at its best, `alert_days`
    before it the morning check lists it, `min_days_sale` and `min_days_in` must be left when it is sold and comes in;
    so many days it keeps once it is opened, frozen or thawed. None where the category or the shop says it."""

    id: int
    sku: str
    name: str
    tracking: str
    price_minor: int
    cost_minor: int | None
    tax_ppm: int
    warranty_number: int | None
    warranty_unit: str | None
    date_kind: str | None
    shelf_life_days: int | None
    measure: str
    decimals: int
    reorder_at: int | None
    reorder_quantity: int | None
    supplier_id: int | None
    category: str | None
    return_days: int | None
    min_age: int | None
    serial_kind: str
    attributes: str
    serial_pattern: str | None = None
    serial_example: str | None = None
    lot_template: str | None = None
    serial_template: str | None = None
    serial_when: str | None = None
    service: int = 0
    service_number: int | None = None
    service_unit: str | None = None
    warranty_start: str | None = None
    warranty_lifetime: int | None = None
    supplier_warranty_number: int | None = None
    supplier_warranty_unit: str | None = None
    legal_number: int | None = None
    legal_unit: str | None = None
    extends_number: int | None = None
    extends_unit: str | None = None
    best_days: int | None = None
    alert_days: int | None = None
    min_days_sale: int | None = None
    min_days_in: int | None = None
    opened_days: int | None = None
    frozen_days: int | None = None
    thawed_days: int | None = None


class WordHit(NamedTuple):
    """A product whose name has all the words."""

    id: int
    sku: str
    name: str


_LATER_KINDS = ("meid", "pattern")  # what the column of the first version cannot say


def date_kind_said() -> Any:
    """The kind of a product's date, as `shopstock.date_kinds` names it."""
    return fn.COALESCE(Product.date_says, Product.date_kind)


_COLUMNS = tuple(
    fn.COALESCE(Product.serial_rule, Product.serial_kind)
    if name == "serial_kind"
    else date_kind_said()
    if name == "date_kind"
    else getattr(Product, name)
    for name in ProductRow._fields
)
_BY_ID = Compiled(lambda: Product.select(*_COLUMNS).where(Product.id == param("id")), ProductRow)
_BY_SKU = Compiled(lambda: Product.select(*_COLUMNS).where(Product.sku == param("sku")), ProductRow)
_BY_SKU_KEY = Compiled(
    lambda: Product.select(*_COLUMNS).where(Product.sku_key == param("key")).order_by(Product.id), ProductRow
)
_BY_BARCODE = Compiled(
    lambda: (
        Product.select(*_COLUMNS)
        .join(Barcode, on=(Barcode.product_id == Product.id))
        .where(Barcode.code == param("code"))
        .order_by(Product.id)
    ),
    ProductRow,
)
_ALL = Compiled(lambda: Product.select(*_COLUMNS).order_by(Product.words, Product.id), ProductRow)
_BARCODES: Compiled[str] = Compiled(
    lambda: Barcode.select(Barcode.printed).where(Barcode.product_id == param("id")).order_by(Barcode.id),
    single,
)
_DROP_BARCODES: Compiled[int] = Compiled(
    lambda: Barcode.delete().where(Barcode.product_id == param("id")), single
)
_ADD_BARCODE: Compiled[int] = inserted(Barcode)
_ADD = inserted_id(Product)
_ADD_PLAIN_LOT: Compiled[int] = Compiled(
    lambda: Lot.insert(product_id=param("id"), code="", code_key="", plain=1, precision="day", held=0), single
)
_CHANGED = tuple(name for name in Product._meta.sorted_field_names if name != "id")
_CHANGE: Compiled[int] = Compiled(
    lambda: Product.update({getattr(Product, name): param(name) for name in _CHANGED}).where(
        Product.id == param("id")
    ),
    single,
)

_MOVED: Compiled[int] = Compiled(
    lambda: Balance.select(Balance.product_id).where(Balance.product_id == param("id")).limit(1), single
)


def barcode_key(printed: str) -> str:
    """The look-up form of a barcode: a GTIN padded to 14 digits, anything else folded."""
    return pad(printed) if is_gtin(printed) else fold(printed)


def product(store: Store, product_id: int) -> ProductRow:
    """The product of that id, which must exist."""
    found = _BY_ID.first(store.db, id=product_id)
    if found is None:
        raise LookupError(f"no product {product_id}")
    return found


def product_with_sku(store: Store, sku: str) -> ProductRow | None:
    """The product with exactly that SKU."""
    return _BY_SKU.first(store.db, sku=sku)


def products_like_sku(store: Store, sku: str) -> list[ProductRow]:
    """Products whose SKU is equal after folding case, dashes and spaces."""
    return _BY_SKU_KEY.all(store.db, key=fold(sku))


def products_with_barcode(store: Store, code: str) -> list[ProductRow]:
    """Products that bear that barcode; GTINs are equal after zero padding."""
    return _BY_BARCODE.all(store.db, code=barcode_key(code))


def all_products(store: Store) -> list[ProductRow]:
    """The whole catalogue in the order of its names."""
    return _ALL.all(store.db)


def products_named(store: Store, text: str, limit: int) -> list[WordHit]:
    """Products whose name has every word of the text as the beginning of one of its words."""
    words = ["".join(c if c.isalnum() else " " for c in word).split() for word in fold_words(text).split()]
    flat = [part for parts in words for part in parts][:8]
    if not flat:
        return []
    condition, values = store.dialect.words_match(flat)
    rows = store.db.execute_sql(
        f"SELECT id, sku, name FROM product WHERE {condition} ORDER BY words, id LIMIT {limit:d}", values
    ).fetchall()
    return [WordHit(*row) for row in rows]


def barcodes_of(store: Store, product_id: int) -> list[str]:
    """The barcodes of a product as printed."""
    return _BARCODES.all(store.db, id=product_id)


def add_product(store: Store, new: ProductRow, barcodes: Iterable[str]) -> ProductRow:
    """Write a new product (its `id` is ignored) with its plain lot; the SKU must be new."""
    product_id = _ADD.one(store.db, **_values(new))
    _ADD_PLAIN_LOT.run(store.db, id=product_id)
    set_barcodes(store, product_id, barcodes)
    return new._replace(id=product_id)


def change_product(store: Store, changed: ProductRow) -> None:
    """Overwrite a product; tracking, measure and decimals are frozen once it has moved."""
    _CHANGE.run(store.db, **_values(changed), id=changed.id)


def set_barcodes(store: Store, product_id: int, barcodes: Iterable[str]) -> None:
    """Give a product exactly these barcodes."""
    _DROP_BARCODES.run(store.db, id=product_id)
    for printed in dict.fromkeys(barcodes):
        _ADD_BARCODE.run(store.db, code=barcode_key(printed), printed=printed, product_id=product_id)


def has_moved(store: Store, product_id: int) -> bool:
    """Whether goods of this product were ever booked."""
    return _MOVED.first(store.db, id=product_id) is not None


def _values(row: ProductRow) -> dict[str, Any]:
    values = row._asdict()
    values.pop("id")
    later = row.serial_kind in _LATER_KINDS
    date_kind, date_says = stored_as(row.date_kind)
    searchable = f"{row.name} {row.sku} {row.category or ''} {' '.join(attributes_of(row).values())}"
    return values | {
        "serial_kind": "any" if later else row.serial_kind,
        "serial_rule": row.serial_kind if later else None,
        "date_kind": date_kind,
        "date_says": date_says,
        "sku_key": fold(row.sku),
        "words": fold_words(searchable),
        "changed_at_us": clock.now_us(),
    }


def attributes_of(row: ProductRow) -> dict[str, str]:
    """The free attributes of a product."""
    return {str(k): str(v) for k, v in json.loads(row.attributes).items()}
