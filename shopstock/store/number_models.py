"""The counters of the shop's own numbers as a model."""

from __future__ import annotations

from peewee import CompositeKey, TextField

from shopstock.store.fields import WholeField
from shopstock.store.table import Table


class OwnNumber(Table):
    """The last number drawn between a head and a tail; the next is one more."""

    kind = TextField()
    head = TextField()
    tail = TextField()
    last_run = WholeField()

    class Meta:
        primary_key = CompositeKey("kind", "head", "tail")
