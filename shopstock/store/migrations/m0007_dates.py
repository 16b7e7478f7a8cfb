"""Dates in full: their kinds, treated goods, markdowns and the record of the morning check.

Each group of tables has a module of its own beside this one.
"""

from __future__ import annotations

from shopstock.store.dialect import Dialect
from shopstock.store.migrations import check_tables, kind_tables, markdown_tables, treat_tables

NAME = "dates"


def statements(dialect: Dialect) -> list[str]:
    """Parents before children."""
    return [
        *kind_tables.statements(dialect),
        *treat_tables.statements(dialect),
        *markdown_tables.statements(dialect),
        *check_tables.statements(dialect),
    ]
