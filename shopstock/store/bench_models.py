"""The tables of the bench as Peewee models; `models.py` lists them among all tables."""

from __future__ import annotations

from peewee import AutoField, TextField

from shopstock.store.fields import DayField, MinorField, PpmField, QuantityField, WholeField
from shopstock.store.table import Table


class Fit(Table):
    """A part that fits a model, of any version (version '') or of one."""

    id = AutoField()
    part_id = WholeField()
    model_id = WholeField()
    version = TextField()
    note = TextField()


class Fitted(Table):
    """A step of a part in a unit: put in, taken out, sold with it, or given with it."""

    id = AutoField()
    booking_id = WholeField()
    n = WholeField()
    claim_id = WholeField()
    host_id = WholeField()
    line = WholeField()
    seq = WholeField()
    prev_seq = WholeField(null=True)
    what = TextField()
    product_id = WholeField()
    tracking = TextField()
    lot_id = WholeField()
    unit_id = WholeField(null=True)
    quantity = QuantityField()
    inside_before = QuantityField()
    inside_after = QuantityField()
    here_before = QuantityField()
    here_after = QuantityField()
    note = TextField(null=True)


class QuoteLine(Table):
    """A line of a quote: work or a part, its price, and what is said of it."""

    id = AutoField()
    booking_id = WholeField()
    n = WholeField()
    product_id = WholeField()
    quantity = QuantityField()
    price_minor = MinorField()
    amount_minor = MinorField()
    tax_ppm = PpmField()
    said = TextField(null=True)


class Quote(Table):
    """What a repair will cost, and until when that holds."""

    id = AutoField()
    booking_id = WholeField()
    n = WholeField()
    claim_id = WholeField()
    valid_until = DayField()
    total_minor = MinorField()


class ClaimSale(Table):
    """The ticket that paid a repair."""

    id = AutoField()
    booking_id = WholeField()
    n = WholeField()
    claim_id = WholeField()
    quote_id = WholeField()


class ServicePlan(Table):
    """How often a unit wants service; without a number it wants none."""

    id = AutoField()
    booking_id = WholeField()
    n = WholeField()
    unit_id = WholeField()
    number = WholeField(null=True)
    term_unit = TextField(null=True)


class ServiceDone(Table):
    """A service that was done."""

    id = AutoField()
    booking_id = WholeField()
    n = WholeField()
    unit_id = WholeField()
    day = DayField()
    note = TextField(null=True)
