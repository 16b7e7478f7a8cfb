"""The tables of the drawer as Peewee models; `models.py` lists them among all tables."""

from __future__ import annotations

from peewee import AutoField, TextField

from shopstock.store.fields import MinorField, WholeField
from shopstock.store.table import Table


class Drawer(Table):
    """What happened to the drawer of a till: opened with a float, money in or out, counted and closed."""

    id = AutoField()
    booking_id = WholeField()
    n = WholeField()
    till_id = WholeField()
    session = WholeField()
    seq = WholeField()
    prev_seq = WholeField(null=True)
    prev_session = WholeField(null=True)
    prev_open = WholeField(null=True)
    what = TextField()
    is_open = WholeField()
    amount_minor = MinorField()
    expected_minor = MinorField(null=True)
    kept_minor = MinorField(null=True)
    reason = TextField(null=True)


class DrawerPiece(Table):
    """So many notes or coins of one face, counted at a closing."""

    id = AutoField()
    booking_id = WholeField()
    n = WholeField()
    face_minor = MinorField()
    number = WholeField()


class DrawerTender(Table):
    """What was paid otherwise than in cash in a session, and what its own slip or terminal said."""

    id = AutoField()
    booking_id = WholeField()
    n = WholeField()
    tender = TextField()
    booked_minor = MinorField()
    said_minor = MinorField(null=True)
