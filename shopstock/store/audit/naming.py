"""Checks of pieces whose serial is asked at the sale."""

from __future__ import annotations

from collections.abc import Iterator

from shopstock.store.audit.finding import Finding, rows
from shopstock.store.engine import Store
from shopstock.store.migrations.people_tables import STAND_IN

_STANDS_IN = f"""
    SELECT u.id, u.serial, coalesce(u.nameless, 0), u.serial_key FROM unit u
    WHERE (coalesce(u.nameless, 0) = 1) <> (substr(u.serial, 1, 1) = '{STAND_IN}')
       OR (u.nameless = 1 AND u.serial_key <> '') ORDER BY u.id"""
# The name that the books gave a piece is the one it bears.
_NAMED = """
    SELECT u.serial, coalesce(max(e.became), ''), count(e.id) FROM unit u
    LEFT JOIN event e ON e.unit_id = u.id AND e.what = 'named'
    WHERE u.nameless = 0 GROUP BY u.id, u.serial
    HAVING count(e.id) <> 1 OR max(e.became) <> u.serial ORDER BY u.id"""
_NEVER = """
    SELECT e.became FROM event e JOIN unit u ON u.id = e.unit_id
    WHERE e.what = 'named' AND coalesce(u.nameless, 2) <> 0 ORDER BY e.id"""


def named(store: Store) -> Iterator[Finding]:
    """What stands in for a serial is never a serial, and each name that was given is in the books once."""
    for unit_id, serial, nameless, _ in rows(store, _STANDS_IN):
        what = "it lacks its serial and bears one" if nameless else "its serial only stands in for one"
        yield Finding("naming", what, f"unit {unit_id} {serial}")
    for serial, became, times in rows(store, _NAMED):
        what = f"the books named it {became}" if times == 1 else f"it was named {times} times"
        yield Finding("naming", what, serial)
    for (became,) in rows(store, _NEVER):
        yield Finding("naming", "the books named it, and it has no name", became)
