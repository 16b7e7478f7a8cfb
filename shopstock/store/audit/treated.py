"""Checks of what was opened, frozen or thawed: what went in came out, and what is above holds what is below."""

from __future__ import annotations

from collections.abc import Iterator

from shopstock.amounts import show_decimal
from shopstock.store.audit.finding import Finding, rows
from shopstock.store.engine import Store

_PAIRS = """
    WITH through AS (
        SELECT m.booking_id, m.product_id, m.what, m.lot_id AS went, m.quantity,
               coalesce(m.cost_minor, -1) AS cost_minor, m.from_place_id AS place_id, 1 AS sign
        FROM movement m WHERE m.to_kind = 'treated' AND m.what <> 'voided'
        UNION ALL
        SELECT m.booking_id, m.product_id, m.what, l.parent_id, m.quantity, coalesce(m.cost_minor, -1),
               m.to_place_id, -1
        FROM movement m LEFT JOIN lot l ON l.id = m.lot_id
        WHERE m.from_kind = 'treated' AND m.what <> 'voided'
    ), x AS (
        SELECT booking_id, product_id, what, went, cost_minor, place_id, sum(sign * quantity) AS rest
        FROM through GROUP BY booking_id, product_id, what, went, cost_minor, place_id
    )
    SELECT coalesce(p.name, 'no product'), coalesce(l.code, ''), coalesce(p.decimals, 0), x.booking_id, x.rest
    FROM x LEFT JOIN product p ON p.id = x.product_id LEFT JOIN lot l ON l.id = x.went WHERE x.rest <> 0"""

_STANDS = """
    SELECT coalesce(p.name, 'no product'), coalesce(p.decimals, 0), sum(b.quantity)
    FROM balance b JOIN place a ON a.id = b.place_id LEFT JOIN product p ON p.id = b.product_id
    WHERE a.kind = 'treated' GROUP BY b.product_id, p.name, p.decimals HAVING sum(b.quantity) <> 0"""

_LOTS = """
    SELECT l.code, a.code, CASE WHEN a.product_id <> l.product_id THEN 'it is of another product'
        WHEN a.held = 1 AND l.held = 0 THEN 'that one is held and it is not'
        ELSE 'that one is recalled and it is not' END
    FROM lot l JOIN lot a ON a.id = l.parent_id
    WHERE a.product_id <> l.product_id OR (a.held = 1 AND l.held = 0) OR (a.recalled = 1 AND l.recalled = 0)"""


def treated(store: Store) -> Iterator[Finding]:
    """Each quantity that was treated came back as the lot it made, and a lot is held as long as the one above it."""
    for name, lot, decimals, booking_id, rest in rows(store, _PAIRS):
        less = show_decimal(abs(int(rest)), decimals)
        what = "less came out than went in" if rest > 0 else "more came out than went in"
        yield Finding("treated", f"booking {booking_id}: {less} {what}", f"{name} lot {lot}")
    for name, decimals, rest in rows(store, _STANDS):
        yield Finding("treated", f"{show_decimal(int(rest), decimals)} got stuck in a treatment", name)
    for lot, above, what in rows(store, _LOTS):
        yield Finding("treated", f"it came out of {above}: {what}", f"lot {lot}")
