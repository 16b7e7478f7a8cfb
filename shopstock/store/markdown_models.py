"""The table of markdowns as a Peewee model; `models.py` lists it among all tables."""

from __future__ import annotations

from peewee import AutoField

from shopstock.store.fields import MinorField, QuantityField, WholeField
from shopstock.store.table import Table


class Markdown(Table):
    """One step of the price of a lot: what it was and became; None stands for the list price."""

    id = AutoField()
    booking_id = WholeField()
    n = WholeField()
    lot_id = WholeField()
    seq = WholeField()
    prev_seq = WholeField(null=True)
    list_minor = MinorField()
    was_minor = MinorField(null=True)
    became_minor = MinorField(null=True)
    quantity = QuantityField()
    suggested_minor = MinorField(null=True)
