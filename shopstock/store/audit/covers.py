"""Checks of the warranty terms: each ends when its length, added once from its start, says it does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import cast

from shopstock.days import Term, TermUnit, last_day
from shopstock.refusal import BadInput
from shopstock.store.audit.finding import Finding, rows
from shopstock.store.engine import Store
from shopstock.store.ledger import paper_name

_TERMS = """
    SELECT b.series, b.number, c.booking_id, c.kind, c.starts_on, c.number, c.unit, c.extra_number, c.extra_unit,
           c.extra_days, c.until
    FROM cover c LEFT JOIN booking b ON b.id = c.booking_id
    WHERE c.kind <> 'extension' AND c.starts_on IS NOT NULL AND c.number IS NOT NULL ORDER BY c.id"""

_AGREED = """
    SELECT b.series, b.number, c.booking_id, l.n, l.warranty_until, c.until
    FROM cover c JOIN sale_line l ON l.id = c.sale_line_id AND l.booking_id = c.booking_id
    LEFT JOIN booking b ON b.id = c.booking_id
    WHERE c.kind = 'shop' AND coalesce(l.warranty_until, '') <> coalesce(c.until, '') ORDER BY c.id"""

_ELSEWHERE = """
    SELECT b.series, b.number, c.booking_id, p.sku
    FROM cover c JOIN product p ON p.id = c.product_id LEFT JOIN booking b ON b.id = c.booking_id
    WHERE NOT EXISTS (SELECT 1 FROM movement m WHERE m.booking_id = c.booking_id AND m.product_id = c.product_id)
    ORDER BY c.id"""


@lru_cache(maxsize=4096)
def _ends(starts_on: str, terms: tuple[tuple[int, str], ...], days: int) -> str:
    together = tuple(Term(number, cast(TermUnit, unit)) for number, unit in terms)
    try:
        return last_day(date.fromisoformat(starts_on), together, days).isoformat()
    except (BadInput, ValueError):  # a damaged file may hold a day that is none
        return "no day"


def covers(store: Store) -> Iterator[Finding]:
    """A term ends as its length says, a sold line says the same as its term, a supplier's came with its goods."""
    for series, number, booking_id, kind, starts_on, *length, days, until in rows(store, _TERMS):
        terms = tuple((length[at], length[at + 1]) for at in (0, 2) if length[at] is not None)
        ends = _ends(starts_on, terms, days)
        if ends != until:
            what = f"a {kind} warranty ends {until}, from {starts_on} it would be {ends}"
            yield Finding("covers", what, paper_name(series, number) or f"booking {booking_id}")
    for series, number, booking_id, n, on_line, until in rows(store, _AGREED):
        what = f"line {n} says {on_line or 'no end'}, its warranty {until or 'no end'}"
        yield Finding("covers", what, paper_name(series, number) or f"booking {booking_id}")
    for series, number, booking_id, sku in rows(store, _ELSEWHERE):
        what = f"a supplier's warranty on {sku}, none of which came"
        yield Finding("covers", what, paper_name(series, number) or f"booking {booking_id}")
