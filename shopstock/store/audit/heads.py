"""Heads of chains that were seen before: noted by a closing at another till, or printed and kept on paper.

A chain alone cannot show that its newest bookings were cut off or that all of it was written anew. A head that
was seen and is not in the chain any more shows both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from shopstock.store.audit.finding import Finding, rows
from shopstock.store.engine import Store
from shopstock.store.ledger import paper_name

FIGURES = 64
_NOTED = """
    SELECT e.booking_id, b.series, b.number, e.note, e.was, e.became
    FROM event e LEFT JOIN booking b ON b.id = e.booking_id WHERE e.what = 'head_seen'
    ORDER BY e.id"""
_TILLS = """
    SELECT t.id, t.name, t.prefix, coalesce((SELECT max(till_number) FROM booking WHERE till_id = t.id), 0)
    FROM till t ORDER BY t.id"""


class SeenHead(NamedTuple):
    """A head that somebody has on paper: the till's name or the prefix of its receipts, the booking's number at that
    till, and its SHA-256 in figures, from the first on."""

    till: str
    number: int
    hash: str


class _Till(NamedTuple):
    id: int
    name: str
    prefix: str
    newest: int


def _tills(store: Store) -> list[_Till]:
    return [_Till(*found) for found in rows(store, _TILLS)]


def _wrong(store: Store, till: _Till | None, number: int, seal: str) -> str:
    """What is wrong with a head that was seen; empty while it is still in its chain."""
    if till is None:
        return "there is no such till"
    sql = f"SELECT hash FROM booking WHERE till_id = {till.id} AND till_number = {number}"
    stands = next((bytes(found).hex() for (found,) in rows(store, sql)), None)
    if stands is None:
        return f"number {number} is not there, the newest is {till.newest}: the end was cut off"
    return "" if stands.startswith(seal) else f"number {number} bears another seal: it was written anew"


def noted(store: Store) -> Iterator[Finding]:
    """Every head that a closing saw at another till is still in that till's chain."""
    tills = {str(till.id): till for till in _tills(store)}
    for booking_id, series, number, note, was, became in rows(store, _NOTED):
        till = tills.get(str(note))
        figures = str(was)
        wrong = _wrong(store, till, int(figures), str(became)) if figures.isdecimal() else "no number"
        if wrong:
            by = paper_name(series, number) or f"booking {booking_id}"
            yield Finding("heads", f"{wrong}, {by} had seen it", till.name if till else f"till {note}")


def printed(store: Store, heads: Sequence[SeenHead]) -> Iterator[Finding]:
    """Every head that a person has on paper is still in its till's chain."""
    tills = _tills(store)
    for head in heads:
        called = head.till.casefold()
        till = next((t for t in tills if called in (t.prefix.casefold(), t.name.casefold())), None)
        wrong = _wrong(store, till, head.number, head.hash)
        if wrong:
            yield Finding("heads", wrong, till.name if till else head.till)
