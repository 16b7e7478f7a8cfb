"""A serial as people see it, in every query that tells one."""

from __future__ import annotations

from typing import Any

from peewee import Case

from shopstock.store.models import Unit
from shopstock.text import NO_SERIAL


def serial_shown(unit: Any = Unit) -> Any:
    """The column of a serial as people see it."""
    return Case(None, ((unit.nameless == 1, NO_SERIAL),), unit.serial)
