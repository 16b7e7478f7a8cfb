"""Checks of the claims: each is told by its steps without a gap, and its unit is where its state says."""

from __future__ import annotations

from collections.abc import Iterator

from shopstock.store.audit.finding import Finding, rows
from shopstock.store.engine import Store
from shopstock.store.ledger import paper_name
from shopstock.store.migrations.claim_tables import CLAIM_ROUTES

_PAPER = "LEFT JOIN booking b ON b.id = c.booking_id"
_LAST = """
    s.claim_id = c.booking_id AND NOT EXISTS
    (SELECT 1 FROM claim_step later WHERE later.claim_id = s.claim_id AND later.seq > s.seq)"""

_UNTOLD = f"""
    SELECT b.series, b.number, c.booking_id FROM claim c {_PAPER}
    WHERE NOT EXISTS (SELECT 1 FROM claim_step s WHERE s.claim_id = c.booking_id AND s.seq = 1
                      AND s.booking_id = c.booking_id) ORDER BY c.id"""

_STEPS = f"""
    WITH x AS (
        SELECT s.*, coalesce(lag(s.seq) OVER told, 0) AS before, lag(s.state) OVER told AS was
        FROM claim_step s WINDOW told AS (PARTITION BY s.claim_id ORDER BY s.seq)
    )
    SELECT b.series, b.number, x.claim_id, x.seq, x.what, x.was, x.state
    FROM x LEFT JOIN claim c ON c.booking_id = x.claim_id {_PAPER}
    WHERE x.seq <> x.before + 1 OR coalesce(x.prev_seq, 0) <> x.before
       OR coalesce(x.prev_state, '') <> coalesce(x.was, '')
    ORDER BY x.id"""

_TOLD = f"""
    SELECT b.series, b.number, s.claim_id, s.seq, s.what, s.prev_state, s.state
    FROM claim_step s LEFT JOIN claim c ON c.booking_id = s.claim_id {_PAPER}
    WHERE s.prev_state IS NOT NULL ORDER BY s.id"""

_ELSEWHERE = f"""
    SELECT b.series, b.number, c.booking_id, s.state, p.code
    FROM claim c JOIN claim_step s ON {_LAST}
    JOIN unit_at u ON u.unit_id = c.unit_id JOIN place p ON p.id = u.place_id {_PAPER}
    WHERE s.state <> 'closed'
      AND (CASE WHEN s.state = 'at_supplier' THEN 1 ELSE 0 END) <> (CASE WHEN p.kind = 'repairer' THEN 1 ELSE 0 END)
    ORDER BY c.id"""

_TWICE = f"""
    SELECT b.series, b.number, c.booking_id, c.side
    FROM claim c JOIN claim_step s ON {_LAST} {_PAPER}
    WHERE s.state <> 'closed' AND EXISTS (
        SELECT 1 FROM claim d JOIN claim_step t ON t.claim_id = d.booking_id AND NOT EXISTS
            (SELECT 1 FROM claim_step later WHERE later.claim_id = t.claim_id AND later.seq > t.seq)
        WHERE d.unit_id = c.unit_id AND d.side = c.side AND d.booking_id < c.booking_id AND t.state <> 'closed')
    ORDER BY c.id"""


def claims(store: Store) -> Iterator[Finding]:
    """Steps follow each other by ways that there are; goods are where a claim says; one is open for a unit."""
    for series, number, claim_id in rows(store, _UNTOLD):
        yield Finding("claims", "nothing says how it was opened", _paper(claim_id, series, number))
    for series, number, claim_id, seq, what, was, state in rows(store, _STEPS):
        said = f"step {seq} ({what}) to {state} does not follow {was or 'nothing'}"
        yield Finding("claims", said, _paper(claim_id, series, number))
    for series, number, claim_id, seq, what, was, state in rows(store, _TOLD):
        if (was, state) not in CLAIM_ROUTES.get(what, ()):
            said = f"step {seq}: {what} does not lead from {was} to {state}"
            yield Finding("claims", said, _paper(claim_id, series, number))
    for series, number, claim_id, state, place in rows(store, _ELSEWHERE):
        yield Finding("claims", f"it is {state}, its unit is at {place}", _paper(claim_id, series, number))
    for series, number, claim_id, side in rows(store, _TWICE):
        said = f"another {side}'s claim about the same unit is open"
        yield Finding("claims", said, _paper(claim_id, series, number))


def _paper(claim_id: int, series: str | None, number: int | None) -> str:
    return paper_name(series, number) or f"booking {claim_id}"
