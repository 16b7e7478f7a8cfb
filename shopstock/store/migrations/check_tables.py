"""What the morning check keeps beside its rows."""

from __future__ import annotations

from shopstock.store.dialect import Dialect


def statements(dialect: Dialect) -> list[str]:  # noqa: ARG001
    """Nothing yet."""
    return []
