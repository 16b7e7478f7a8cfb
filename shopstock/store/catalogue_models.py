"""The catalogue as Peewee models; `models.py` lists them among all tables."""

from __future__ import annotations

from peewee import AutoField, TextField

from shopstock.store.fields import InstantField, MinorField, PpmField, QuantityField, WholeField
from shopstock.store.table import Table


class Product(Table):
    """What the catalogue lists. `serial_rule` says what `serial_kind` of the first version cannot, `date_says` what
    `date_kind` cannot.
    `serial_when` is 'sale' where a piece gets its serial when it is sold, None where it comes with it."""

    id = AutoField()
    sku = TextField()
    sku_key = TextField()
    name = TextField()
    words = TextField()
    tracking = TextField()
    price_minor = MinorField()
    cost_minor = MinorField(null=True)
    tax_ppm = PpmField()
    warranty_number = WholeField(null=True)
    warranty_unit = TextField(null=True)
    date_kind = TextField(null=True)
    shelf_life_days = WholeField(null=True)
    measure = TextField()
    decimals = WholeField()
    reorder_at = QuantityField(null=True)
    reorder_quantity = QuantityField(null=True)
    supplier_id = WholeField(null=True)
    category = TextField(null=True)
    return_days = WholeField(null=True)
    min_age = WholeField(null=True)
    serial_kind = TextField()
    attributes = TextField()
    changed_at_us = InstantField()
    serial_rule = TextField(null=True)
    serial_pattern = TextField(null=True)
    serial_example = TextField(null=True)
    lot_template = TextField(null=True)
    serial_template = TextField(null=True)
    serial_when = TextField(null=True)
    warranty_start = TextField(null=True)
    warranty_lifetime = WholeField(null=True)
    supplier_warranty_number = WholeField(null=True)
    supplier_warranty_unit = TextField(null=True)
    legal_number = WholeField(null=True)
    legal_unit = TextField(null=True)
    extends_number = WholeField(null=True)
    extends_unit = TextField(null=True)
    service = WholeField(default=0)
    service_number = WholeField(null=True)
    service_unit = TextField(null=True)
    date_says = TextField(null=True)
    best_days = WholeField(null=True)
    alert_days = WholeField(null=True)
    min_days_sale = WholeField(null=True)
    min_days_in = WholeField(null=True)
    opened_days = WholeField(null=True)
    frozen_days = WholeField(null=True)
    thawed_days = WholeField(null=True)


class Barcode(Table):
    """One barcode of a product: the normal form (14 digits or folded text) and as printed."""

    id = AutoField()
    code = TextField()
    printed = TextField()
    product_id = WholeField()
