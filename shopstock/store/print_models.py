"""The tables of printing as Peewee models; `models.py` lists them among all tables."""

from __future__ import annotations

from peewee import AutoField, CompositeKey, TextField

from shopstock.store.fields import DayField, InstantField, WholeField
from shopstock.store.table import Table


class PrintJob(Table):
    """A paper that waits for the printer of its till, or did."""

    id = AutoField()
    till_id = WholeField()
    made_at_us = InstantField()
    day = DayField()
    kind = TextField()
    title = TextField()
    booking_id = WholeField(null=True)
    body = TextField(null=True)
    printer = TextField()
    copies = WholeField()
    state = TextField()
    tries = WholeField()
    trouble = TextField(null=True)
    changed_at_us = InstantField()


class PrintedPaper(Table):
    """A paper that went to a printer once."""

    booking_id = WholeField()
    kind = TextField()
    at_us = InstantField()

    class Meta:
        primary_key = CompositeKey("booking_id", "kind")
