"""What follows a sale: warranty terms, store credit, claims and repairs, and people as customers.

Each group of tables has a module of its own beside this one.
"""

from __future__ import annotations

from peewee import Database

from shopstock.store.dialect import Dialect
from shopstock.store.migrations import bench_tables, claim_tables, cover_tables, credit_tables, people_tables

NAME = "after the sale"


def statements(dialect: Dialect) -> list[str]:
    """Parents before children."""
    return [
        *people_tables.statements(dialect),
        *cover_tables.statements(dialect),
        *credit_tables.statements(dialect),
        *claim_tables.statements(dialect),
        *bench_tables.statements(dialect),
    ]


def fill(db: Database) -> None:
    """What the new tables hold of the rows that are there already."""
    people_tables.fill(db)
