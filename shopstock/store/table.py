"""The base of all models."""

from __future__ import annotations

from peewee import Model


class Table(Model):
    """Base of all tables; bound to no database, since a process may hold several shops."""

    class Meta:
        legacy_table_names = False
