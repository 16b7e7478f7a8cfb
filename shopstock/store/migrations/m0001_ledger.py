"""The first schema: who, what, where, and the ledger with every rule that stands in the database."""

from __future__ import annotations

from shopstock.store.dialect import Dialect
from shopstock.store.migrations import ledger_tables, plain_tables

NAME = "the ledger"


def statements(dialect: Dialect) -> list[str]:
    """Everything in the order it must be made."""
    return [*plain_tables.statements(dialect), *ledger_tables.statements(dialect)]
