"""The tables of claims as Peewee models; `models.py` lists them among all tables."""

from __future__ import annotations

from peewee import AutoField, TextField

from shopstock.store.fields import DayField, MinorField, WholeField
from shopstock.store.table import Table


class Claim(Table):
    """A claim about a unit, opened by a booking whose id is the claim's."""

    id = AutoField()
    booking_id = WholeField()
    n = WholeField()
    unit_id = WholeField()
    sale_line_id = WholeField(null=True)
    side = TextField()
    symptom = TextField()
    note = TextField(null=True)
    basis = TextField()


class ClaimStep(Table):
    """What happened to a claim, one after the other; the last one's state is the claim's."""

    id = AutoField()
    booking_id = WholeField()
    n = WholeField()
    claim_id = WholeField()
    seq = WholeField()
    prev_seq = WholeField(null=True)
    prev_state = TextField(null=True)
    what = TextField()
    state = TextField()
    party_id = WholeField(null=True)
    rma = TextField(null=True)
    waits_for = TextField(null=True)
    due_on = DayField(null=True)
    other_unit_id = WholeField(null=True)
    amount_minor = MinorField(null=True)
    note = TextField(null=True)


class ClaimFile(Table):
    """A photo or paper that belongs to a claim: where it lies and what it was, not its bytes."""

    id = AutoField()
    booking_id = WholeField()
    n = WholeField()
    claim_id = WholeField()
    path = TextField()
    size = WholeField()
    sha256 = TextField()


class Proof(Table):
    """What showed that a unit was bought elsewhere, and the maker's warranty from that day."""

    id = AutoField()
    booking_id = WholeField()
    n = WholeField()
    unit_id = WholeField()
    bought_on = DayField()
    seller = TextField()
    receipt = TextField(null=True)
    warranty_number = WholeField(null=True)
    warranty_unit = TextField(null=True)
    warranty_until = DayField(null=True)
