"""Goods that were opened, frozen or thawed: a lot that came out of another."""

from __future__ import annotations

from shopstock.store.dialect import Dialect


def statements(dialect: Dialect) -> list[str]:  # noqa: ARG001
    """Nothing yet."""
    return []
