"""The tables of store credit as Peewee models; `models.py` lists them among all tables."""

from __future__ import annotations

from peewee import AutoField, TextField

from shopstock.store.fields import DayField, MinorField, WholeField
from shopstock.store.table import Table


class Credit(Table):
    """What a customer may spend here, known by its code."""

    id = AutoField()
    booking_id = WholeField()
    n = WholeField()
    code = TextField()
    face_minor = MinorField()
    expires_on = DayField(null=True)


class CreditStep(Table):
    """One step of a credit: issued, spent, given back by a void, withdrawn by the void of what issued it."""

    id = AutoField()
    booking_id = WholeField()
    n = WholeField()
    code = TextField()
    face_minor = MinorField()
    seq = WholeField()
    prev_seq = WholeField(null=True)
    what = TextField()
    amount_minor = MinorField()
    before_minor = MinorField()
    after_minor = MinorField()
