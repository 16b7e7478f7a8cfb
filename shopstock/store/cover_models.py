"""The table of warranty terms as a Peewee model; `models.py` lists it among all tables."""

from __future__ import annotations

from peewee import AutoField, TextField

from shopstock.store.fields import WholeField
from shopstock.store.table import Table


class Cover(Table):
    """One term that was agreed: of a sale line, of a unit before its sale, or of a product of a delivery."""

    id = AutoField()
    booking_id = WholeField()
    n = WholeField()
    kind = TextField()
    sale_line_id = WholeField(null=True)
    unit_id = WholeField(null=True)
    product_id = WholeField(null=True)
    paid_line_id = WholeField(null=True)
    runs_from = TextField()
    starts_on = TextField(null=True)
    number = WholeField(null=True)
    unit = TextField(null=True)
    lifetime = WholeField()
    extra_number = WholeField(null=True)
    extra_unit = TextField(null=True)
    extra_days = WholeField()
    until = TextField(null=True)
    note = TextField(null=True)
