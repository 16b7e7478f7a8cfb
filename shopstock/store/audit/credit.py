"""Checks of store credit: every step follows the one before, and is money of its booking."""

from __future__ import annotations

from collections.abc import Iterator

from shopstock.amounts import show_decimal
from shopstock.store.audit.finding import Finding, rows
from shopstock.store.engine import Store
from shopstock.store.ledger import paper_name

_STEPS = """
    WITH x AS (
        SELECT s.code, s.seq, s.prev_seq, s.what, s.amount_minor, s.before_minor, s.after_minor, c.face_minor,
               coalesce(lag(s.seq) OVER credit, 0) AS before, coalesce(lag(s.after_minor) OVER credit, 0) AS stood
        FROM credit_step s LEFT JOIN credit c ON c.code = s.code
        WINDOW credit AS (PARTITION BY s.code ORDER BY s.seq)
    )
    SELECT x.code, x.seq, x.before FROM x
    WHERE x.seq <> x.before + 1 OR coalesce(x.prev_seq, 0) <> x.before OR x.before_minor <> x.stood
       OR x.after_minor <> x.stood + x.amount_minor OR x.after_minor NOT BETWEEN 0 AND coalesce(x.face_minor, -1)
       OR (x.seq = 1 AND (x.what <> 'issued' OR x.amount_minor <> coalesce(x.face_minor, 0)))"""

_NEVER_ISSUED = """
    SELECT c.code FROM credit c WHERE NOT EXISTS
        (SELECT 1 FROM credit_step s WHERE s.code = c.code AND s.seq = 1 AND s.booking_id = c.booking_id)"""

_PAID = """
    WITH said AS (
        SELECT booking_id, amount_minor AS paid, 0 AS stepped FROM payment WHERE tender = 'credit'
        UNION ALL SELECT booking_id, 0, -amount_minor FROM credit_step
    ), x AS (SELECT booking_id, sum(paid) AS paid, sum(stepped) AS stepped FROM said GROUP BY booking_id)
    SELECT x.booking_id, b.series, b.number, x.paid, x.stepped, coalesce((SELECT digits FROM shop), 0)
    FROM x LEFT JOIN booking b ON b.id = x.booking_id WHERE x.paid <> x.stepped"""


def credits(store: Store) -> Iterator[Finding]:  # noqa: A001 - what it checks
    """What is left on a credit is the sum of its steps, and what was paid by credit is the steps of its booking."""
    for code, seq, before in rows(store, _STEPS):
        yield Finding("credits", f"step {seq} does not follow step {before}", code)
    for (code,) in rows(store, _NEVER_ISSUED):
        yield Finding("credits", "it was never issued", code)
    for booking_id, series, number, paid, stepped, digits in rows(store, _PAID):
        by_credit, steps = show_decimal(int(paid), digits), show_decimal(int(stepped), digits)
        where = paper_name(series, number) or f"booking {booking_id}"
        yield Finding("credits", f"{by_credit} was paid by credit, its credits say {steps}", where)
