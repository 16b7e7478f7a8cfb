"""The tables about people as customers as Peewee models; `models.py` lists them among all tables."""

from __future__ import annotations

from peewee import AutoField, CompositeKey, TextField

from shopstock.store.fields import InstantField, WholeField
from shopstock.store.table import Table


class Party(Table):
    """A supplier or a customer; `merged_into` is the row that stands for the same person."""

    id = AutoField()
    kind = TextField()
    name = TextField()
    name_key = TextField()
    phone = TextField(null=True)
    phone_key = TextField(null=True)
    created_at_us = InstantField()
    email = TextField(null=True)
    email_key = TextField(null=True)
    street = TextField(null=True)
    postcode = TextField(null=True)
    town = TextField(null=True)
    country = TextField(null=True)
    note = TextField(null=True)
    erased_at_us = InstantField(null=True)
    merged_into = WholeField(null=True)


class PartyWord(Table):
    """A word that a customer is found by: of the name, the e-mail, or the digits of the phone from its end."""

    word = TextField()
    party_id = WholeField()

    class Meta:
        primary_key = CompositeKey("word", "party_id")


class Consent(Table):
    """What a customer allowed or took back: news about safety, or anything else; the newest row counts."""

    id = AutoField()
    party_id = WholeField()
    kind = TextField()
    seq = WholeField()
    prev_seq = WholeField(null=True)
    given = WholeField()
    at_us = InstantField()
    staff_id = WholeField()


class SaleCustomer(Table):
    """Whose a sale is said to be, afterwards; None takes it back. The newest row of a sale counts."""

    id = AutoField()
    booking_id = WholeField()
    n = WholeField()
    sale_id = WholeField()
    party_id = WholeField(null=True)
    seq = WholeField()
    prev_seq = WholeField(null=True)
