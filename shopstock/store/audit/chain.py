"""Checks of the ledger's order and its seals: numbers without gaps, and the hash chain of each till.

The chain is recomputed from the rows as they stand, one booking after the other, so a row that was edited
behind the triggers shows at its own booking. A cut tail does not show here: the printed head does that.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from shopstock.store.audit.finding import Finding, rows
from shopstock.store.engine import Store
from shopstock.store.ledger import link, paper_name
from shopstock.store.models import (
    Booking,
    CheckRow,
    Event,
    Movement,
    Payment,
    ReturnLine,
    SaleLine,
    Table,
)
from shopstock.store.parts import PARTS

# the parts of a booking as `link` names them, their tables, and which columns are not sealed
_PARTS: dict[str, tuple[type[Table], frozenset[str]]] = {
    "lines": (SaleLine, frozenset({"booking_id"})),
    "movements": (Movement, frozenset({"id", "booking_id"})),
    "payments": (Payment, frozenset({"id", "booking_id"})),
    "returns": (ReturnLine, frozenset({"id", "booking_id"})),
    "events": (Event, frozenset({"id", "booking_id"})),
    "checks": (CheckRow, frozenset({"id", "booking_id"})),
    **{name: (model, frozenset({"id", "booking_id"})) for name, model in PARTS.items()},
}

_TILL_GAPS = """
    WITH x AS (
        SELECT till_id, till_number, coalesce(lag(till_number) OVER till, 0) AS before
        FROM booking WINDOW till AS (PARTITION BY till_id ORDER BY till_number)
    )
    SELECT coalesce(t.name, 'till ' || x.till_id), x.till_number, x.before
    FROM x LEFT JOIN till t ON t.id = x.till_id WHERE x.till_number <> x.before + 1"""

_PAPER_GAPS = """
    WITH x AS (
        SELECT series, number, coalesce(lag(number) OVER paper, 0) AS before
        FROM booking WHERE series IS NOT NULL WINDOW paper AS (PARTITION BY series ORDER BY number)
    )
    SELECT series, number, before FROM x WHERE number <> before + 1"""


class _Stream:
    """The rows of one table handed out booking by booking; never more than one booking in memory."""

    def __init__(self, store: Store, model: type[Table], without: frozenset[str]) -> None:
        self._names = sorted(set(model._meta.sorted_field_names) - without)
        columns = ", ".join(self._names)
        table = model._meta.table_name
        found = rows(store, f"SELECT booking_id, {columns} FROM {table} ORDER BY booking_id, n")
        self._groups = groupby(found, key=itemgetter(0))
        self._at: tuple[int, Iterator[tuple[Any, ...]]] | None = next(self._groups, None)

    def of(self, booking_id: int) -> list[dict[str, Any]]:
        """The rows of that booking as columns; bookings are asked for in rising order."""
        while self._at and self._at[0] < booking_id:
            self._at = next(self._groups, None)
        if not self._at or self._at[0] != booking_id:
            return []
        found = [dict(zip(self._names, row[1:], strict=True)) for row in self._at[1]]
        self._at = next(self._groups, None)
        return found


def chain(store: Store) -> Iterator[Finding]:
    """Every booking bears the hash of its rows and of the booking before it at its till."""
    names = Booking._meta.sorted_field_names
    tills = dict(rows(store, "SELECT id, name FROM till"))
    streams = {part: _Stream(store, model, without) for part, (model, without) in _PARTS.items()}
    heads: dict[tuple[int, int], bytes] = {}
    for values in rows(store, f"SELECT {', '.join(names)} FROM booking ORDER BY id"):
        row = dict(zip(names, values, strict=True))
        booking_id, kept = row.pop("id"), bytes(row.pop("hash"))
        row["prev_hash"] = bytes(row["prev_hash"]) if row["prev_hash"] is not None else None
        till_id, number = row["till_id"], row["till_number"]
        where = f"{tills.get(till_id, f'till {till_id}')} number {number}"
        if paper := paper_name(row["series"], row["number"]):
            where += f" ({paper})"
        parts = {part: stream.of(booking_id) for part, stream in streams.items()}
        if not _sealed(row, parts, kept):
            yield Finding("chain", "its rows are not as they were booked", where)
        if row["prev_hash"] != heads.pop((till_id, number - 1), None):
            yield Finding("chain", "it does not follow the booking before it", where)
        heads[till_id, number] = kept


def _sealed(row: dict[str, Any], parts: dict[str, list[dict[str, Any]]], kept: bytes) -> bool:
    try:
        return link(row, parts) == kept
    except TypeError:  # a value of a kind that no booking is made of
        return False


def numbers(store: Store) -> Iterator[Finding]:
    """The bookings of a till and the papers of a series are numbered from 1 without gaps."""
    for till, number, before in rows(store, _TILL_GAPS):
        yield Finding("numbers", f"booking {number} follows {before}", till)
    for series, number, before in rows(store, _PAPER_GAPS):
        yield Finding("numbers", f"paper {number} follows {before}", series)
