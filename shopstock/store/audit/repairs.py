"""Checks of repairs: what the chains of fitted parts say is what stands at the place of fitted parts and what moved."""

from __future__ import annotations

from collections.abc import Iterator

from shopstock.amounts import show_decimal
from shopstock.store.audit.finding import Finding, rows
from shopstock.store.engine import Store

_HERE = """
    WITH said AS (
        SELECT f.lot_id, f.here_after AS written, 0 AS stands FROM fitted f
        WHERE NOT EXISTS (SELECT 1 FROM fitted later WHERE later.claim_id = f.claim_id AND later.line = f.line
                          AND later.seq > f.seq)
        UNION ALL
        SELECT b.lot_id, 0, b.quantity FROM balance b JOIN place a ON a.id = b.place_id WHERE a.kind = 'fitted'
    ), x AS (SELECT lot_id, sum(written) AS written, sum(stands) AS stands FROM said GROUP BY lot_id)
    SELECT coalesce(p.name, 'no product'), coalesce(l.code, ''), coalesce(p.decimals, 0), x.written, x.stands
    FROM x LEFT JOIN lot l ON l.id = x.lot_id LEFT JOIN product p ON p.id = l.product_id
    WHERE x.written <> x.stands"""

_MOVED = """
    WITH said AS (
        SELECT f.booking_id, f.lot_id, coalesce(f.unit_id, 0) AS unit_id, f.quantity AS written, 0 AS moved
        FROM fitted f
        UNION ALL
        SELECT m.booking_id, m.lot_id, coalesce(m.unit_id, 0), 0, m.quantity FROM movement m
        WHERE m.from_kind = 'fitted' OR m.to_kind = 'fitted' OR m.what = 'taken_out'
    ), x AS (
        SELECT booking_id, lot_id, unit_id, sum(written) AS written, sum(moved) AS moved FROM said
        GROUP BY booking_id, lot_id, unit_id
    )
    SELECT coalesce(p.name, 'no product'), coalesce(p.decimals, 0), x.booking_id, x.written, x.moved
    FROM x LEFT JOIN lot l ON l.id = x.lot_id LEFT JOIN product p ON p.id = l.product_id
    WHERE x.written <> x.moved"""

_QUOTES = """
    SELECT q.booking_id, q.total_minor, coalesce((SELECT sum(l.amount_minor) FROM quote_line l
           WHERE l.booking_id = q.booking_id), 0), coalesce((SELECT digits FROM shop), 0)
    FROM quote q
    WHERE q.total_minor <> coalesce((SELECT sum(l.amount_minor) FROM quote_line l
           WHERE l.booking_id = q.booking_id), 0)"""


def repairs(store: Store) -> Iterator[Finding]:
    """Each fitted part is where its chain says, each of its steps moved, and each quote is the sum of its lines."""
    for name, lot, decimals, written, stands in rows(store, _HERE):
        said = f"{show_decimal(int(stands), decimals)} stand in repairs"
        yield Finding(
            "repairs", f"{said}, {show_decimal(int(written), decimals)} are written", f"{name} {lot}".strip()
        )
    for name, decimals, booking_id, written, moved in rows(store, _MOVED):
        said = (
            f"{show_decimal(int(moved), decimals)} moved, {show_decimal(int(written), decimals)} are written"
        )
        yield Finding("repairs", said, f"{name} in booking {booking_id}")
    for booking_id, total, lines, digits in rows(store, _QUOTES):
        said = f"{show_decimal(total, digits)} quoted, its lines make {show_decimal(int(lines), digits)}"
        yield Finding("repairs", said, f"booking {booking_id}")
