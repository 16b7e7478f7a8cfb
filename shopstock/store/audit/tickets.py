"""Checks of tickets: what was sold, moved, paid, brought back and undone must say the same.

The sums are made by the database; only what does not hold comes back. The SQL is the same on every engine.
"""

from __future__ import annotations

from collections.abc import Iterator

from shopstock.amounts import show_decimal
from shopstock.store.audit.finding import Finding, rows
from shopstock.store.engine import Store
from shopstock.store.ledger import paper_name

_PAYMENTS = """
    WITH said AS (
        SELECT booking_id, amount_minor AS due, 0 AS paid FROM sale_line
        UNION ALL SELECT booking_id, -refund_minor, 0 FROM return_line
        UNION ALL SELECT booking_id, 0, amount_minor FROM payment
    ), x AS (SELECT booking_id, sum(due) AS due, sum(paid) AS paid FROM said GROUP BY booking_id)
    SELECT x.booking_id, b.series, b.number, x.due, x.paid, coalesce((SELECT digits FROM shop), 0)
    FROM x LEFT JOIN booking b ON b.id = x.booking_id
    WHERE x.due <> x.paid"""

_GOODS = """
    WITH went AS (
        SELECT sale_line_id, sum(CASE WHEN what = 'sold' THEN quantity ELSE 0 END) AS sold,
               sum(CASE WHEN to_kind = 'customer' THEN quantity ELSE -quantity END) AS away
        FROM movement WHERE sale_line_id IS NOT NULL AND what IN ('sold', 'returned', 'voided')
        GROUP BY sale_line_id
    ), back AS (SELECT sale_line_id, sum(quantity) AS quantity FROM return_line GROUP BY sale_line_id)
    SELECT l.booking_id, b.series, b.number, l.n, coalesce(p.decimals, 0), l.quantity,
           coalesce(w.sold, 0), coalesce(back.quantity, 0), coalesce(w.away, 0)
    FROM sale_line l
    LEFT JOIN went w ON w.sale_line_id = l.id
    LEFT JOIN back ON back.sale_line_id = l.id
    LEFT JOIN booking b ON b.id = l.booking_id
    LEFT JOIN product p ON p.id = l.product_id
    WHERE coalesce(w.sold, 0) <> l.quantity OR coalesce(w.away, 0) <> l.quantity - coalesce(back.quantity, 0)"""

_EMPTY = """
    SELECT id, series, number, kind FROM booking
    WHERE kind IN ('sale', 'return', 'delivery')
      AND NOT EXISTS (SELECT 1 FROM movement WHERE movement.booking_id = booking.id)"""

_RETURNS = """
    WITH steps AS (
        SELECT r.booking_id, r.n, r.sale_line_id, r.seq, r.prev_seq, r.quantity, r.quantity_before, r.quantity_after,
               r.refund_minor, r.refund_before, r.refund_after, r.quantity_sold, r.amount_minor,
               coalesce(lag(r.seq) OVER line, 0) AS before, coalesce(lag(r.quantity_after) OVER line, 0) AS stood,
               coalesce(lag(r.refund_after) OVER line, 0) AS refunded
        FROM return_line r WINDOW line AS (PARTITION BY r.sale_line_id ORDER BY r.seq)
    )
    SELECT s.booking_id, b.series, b.number, s.n, s.seq, s.before,
           s.quantity_after > l.quantity OR s.refund_after > l.amount_minor
    FROM steps s
    LEFT JOIN sale_line l ON l.id = s.sale_line_id
    LEFT JOIN booking b ON b.id = s.booking_id
    WHERE s.seq <> s.before + 1 OR coalesce(s.prev_seq, 0) <> s.before
       OR s.quantity_before <> s.stood OR s.quantity_after <> s.stood + s.quantity
       OR s.refund_before <> s.refunded OR s.refund_after <> s.refunded + s.refund_minor
       OR l.id IS NULL OR s.quantity_sold <> l.quantity OR s.amount_minor <> l.amount_minor
       OR s.quantity_after NOT BETWEEN 0 AND l.quantity OR s.refund_after NOT BETWEEN 0 AND l.amount_minor"""

_VOIDS = """
    WITH pair AS (
        SELECT id AS void_id, id AS booking_id FROM booking WHERE reverses_id IS NOT NULL
        UNION ALL SELECT id, reverses_id FROM booking WHERE reverses_id IS NOT NULL
    ), goods AS (
        SELECT void_id, product_id, lot_id, unit_id, place_id, sum(quantity) AS rest FROM (
            SELECT pair.void_id, m.product_id, m.lot_id, coalesce(m.unit_id, 0) AS unit_id,
                   m.from_place_id AS place_id, -m.quantity AS quantity
            FROM pair JOIN movement m ON m.booking_id = pair.booking_id
            UNION ALL
            SELECT pair.void_id, m.product_id, m.lot_id, coalesce(m.unit_id, 0), m.to_place_id, m.quantity
            FROM pair JOIN movement m ON m.booking_id = pair.booking_id
        ) AS moved GROUP BY void_id, product_id, lot_id, unit_id, place_id HAVING sum(quantity) <> 0
    ), money AS (
        SELECT pair.void_id, p.tender FROM pair JOIN payment p ON p.booking_id = pair.booking_id
        GROUP BY pair.void_id, p.tender HAVING sum(p.amount_minor) <> 0
    )
    SELECT b.id, b.series, b.number, EXISTS (SELECT 1 FROM goods WHERE goods.void_id = b.id)
    FROM booking b
    WHERE b.id IN (SELECT void_id FROM goods UNION SELECT void_id FROM money)"""


def _paper(booking_id: int, series: str | None, number: int | None) -> str:
    return paper_name(series, number) or f"booking {booking_id}"


def payments(store: Store) -> Iterator[Finding]:
    """What a ticket sells less what it pays back is what was paid on it; a void pays the opposite."""
    for booking_id, series, number, due, paid, digits in rows(store, _PAYMENTS):
        owed, got = show_decimal(int(due), digits), show_decimal(int(paid), digits)
        yield Finding(
            "payments", f"its lines make {owed}, {got} was paid", _paper(booking_id, series, number)
        )


def goods(store: Store) -> Iterator[Finding]:
    """The goods of every sold line left the shop with it and came back as its returns say: no half sale."""
    for booking_id, series, number, n, decimals, quantity, sold, back, away in rows(store, _GOODS):
        said, moved, returned, out = (show_decimal(int(q), decimals) for q in (quantity, sold, back, away))
        what = f"{said} on the ticket, {moved} moved"
        if sold == quantity:
            what = f"{said} went out, {returned} came back, {out} are still out"
        yield Finding("goods", what, f"{_paper(booking_id, series, number)} line {n}")
    for booking_id, series, number, kind in rows(store, _EMPTY):
        yield Finding("goods", f"a {kind} that moves nothing", _paper(booking_id, series, number))


def returns(store: Store) -> Iterator[Finding]:
    """What came back of a sold line is a chain without gaps, never more than was sold, never more than was paid."""
    for booking_id, series, number, n, seq, before, too_much in rows(store, _RETURNS):
        what = f"step {seq} does not follow step {before}"
        if too_much:
            what = "more came back than was sold"
        yield Finding("returns", what, f"{_paper(booking_id, series, number)} line {n}")


def voids(store: Store) -> Iterator[Finding]:
    """A void and what it voids move nothing and pay nothing, together."""
    for booking_id, series, number, moved in rows(store, _VOIDS):
        what = "it does not bring every piece back" if moved else "it does not pay the same back"
        yield Finding("voids", what, _paper(booking_id, series, number))
