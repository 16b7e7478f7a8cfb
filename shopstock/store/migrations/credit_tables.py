"""Store credit and replacements."""

from __future__ import annotations

from shopstock.store.dialect import Dialect


def statements(dialect: Dialect) -> list[str]:  # noqa: ARG001
    """Tables, then the triggers that keep them what they are."""
    return []
