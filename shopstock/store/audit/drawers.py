"""Checks of the drawers: each closing counted what it says and expected what the books of its session say."""

from __future__ import annotations

from collections.abc import Iterator

from shopstock.amounts import show_decimal
from shopstock.store.audit.finding import Finding, rows
from shopstock.store.engine import Store
from shopstock.store.ledger import paper_name

# each closing with the till's numbers that its session lies between
_CLOSING = """
    closing AS (
        SELECT d.booking_id, d.till_id, d.session, d.amount_minor, d.expected_minor, b.till_number AS upto,
               coalesce((SELECT max(c.till_number) FROM drawer e JOIN booking c ON c.id = e.booking_id
                         WHERE e.till_id = d.till_id AND e.what = 'closed' AND e.session < d.session), 0) AS since
        FROM drawer d JOIN booking b ON b.id = d.booking_id WHERE d.what = 'closed'
    )"""

_SUMS = f"""
    WITH {_CLOSING}, said AS (
        SELECT c.booking_id, p.amount_minor AS books, 0 AS pieces
        FROM closing c JOIN booking b ON b.till_id = c.till_id AND b.till_number > c.since AND b.till_number < c.upto
        JOIN payment p ON p.booking_id = b.id WHERE p.tender = 'cash'
        UNION ALL
        SELECT c.booking_id, CASE d.what WHEN 'closed' THEN 0 WHEN 'out' THEN -d.amount_minor ELSE d.amount_minor END, 0
        FROM closing c JOIN drawer d ON d.till_id = c.till_id AND d.session = c.session
        UNION ALL
        SELECT c.booking_id, 0, q.face_minor * q.number
        FROM closing c JOIN drawer_piece q ON q.booking_id = c.booking_id
    ), x AS (SELECT booking_id, sum(books) AS books, sum(pieces) AS pieces FROM said GROUP BY booking_id)
    SELECT c.booking_id, b.series, b.number, c.expected_minor, coalesce(x.books, 0), c.amount_minor,
           coalesce(x.pieces, 0), coalesce((SELECT digits FROM shop), 0)
    FROM closing c LEFT JOIN x ON x.booking_id = c.booking_id LEFT JOIN booking b ON b.id = c.booking_id
    WHERE c.expected_minor <> coalesce(x.books, 0) OR c.amount_minor <> coalesce(x.pieces, 0)"""

_TENDERS = f"""
    WITH {_CLOSING}, said AS (
        SELECT c.booking_id, p.tender, p.amount_minor AS books, 0 AS named, 0 AS written
        FROM closing c JOIN booking b ON b.till_id = c.till_id AND b.till_number > c.since AND b.till_number < c.upto
        JOIN payment p ON p.booking_id = b.id WHERE p.tender <> 'cash'
        UNION ALL
        SELECT t.booking_id, t.tender, 0, t.booked_minor, 1 FROM drawer_tender t
    ), x AS (
        SELECT booking_id, tender, sum(books) AS books, sum(named) AS named, sum(written) AS written
        FROM said GROUP BY booking_id, tender
    )
    SELECT x.booking_id, b.series, b.number, x.tender, x.books, x.named, coalesce((SELECT digits FROM shop), 0)
    FROM x LEFT JOIN booking b ON b.id = x.booking_id WHERE x.books <> x.named OR x.written <> 1"""

_STEPS = """
    WITH x AS (
        SELECT d.*, coalesce(lag(d.seq) OVER till, 0) AS before, lag(d.session) OVER till AS was,
               coalesce(lag(d.is_open) OVER till, 0) AS stood
        FROM drawer d WINDOW till AS (PARTITION BY d.till_id ORDER BY d.seq)
    )
    SELECT x.booking_id, b.series, b.number, x.seq, x.before
    FROM x LEFT JOIN booking b ON b.id = x.booking_id
    WHERE x.seq <> x.before + 1 OR coalesce(x.prev_seq, 0) <> x.before
       OR (x.what = 'opened' AND (x.stood <> 0 OR x.session <> coalesce(x.was, 0) + 1))
       OR (x.what <> 'opened' AND (x.stood <> 1 OR x.session <> coalesce(x.was, 0)))
       OR coalesce(b.till_id, 0) <> x.till_id"""

_LOOSE = """
    SELECT b.id, b.series, b.number, 'it says nothing of a drawer' FROM booking b
    WHERE b.kind = 'cash' AND NOT EXISTS (SELECT 1 FROM drawer d WHERE d.booking_id = b.id)
    UNION ALL
    SELECT d.booking_id, b.series, b.number, 'it is no cash booking' FROM drawer d
    LEFT JOIN booking b ON b.id = d.booking_id WHERE coalesce(b.kind, '') <> 'cash'
    UNION ALL
    SELECT q.booking_id, b.series, b.number, 'pieces are counted, nothing is closed'
    FROM (SELECT DISTINCT booking_id FROM drawer_piece) q LEFT JOIN booking b ON b.id = q.booking_id
    WHERE NOT EXISTS (SELECT 1 FROM drawer d WHERE d.booking_id = q.booking_id AND d.what = 'closed')"""


def _paper(booking_id: int, series: str | None, number: int | None) -> str:
    return paper_name(series, number) or f"booking {booking_id}"


def drawers(store: Store) -> Iterator[Finding]:
    """Drawers are opened, used and closed in turn; a closing is the sum of its pieces, expects float, cash payments
    and what was put in less what was taken out, and names what was paid by every other tender."""
    for booking_id, series, number, *sums, digits in rows(store, _SUMS):
        should, books, counted, pieces = (show_decimal(int(minor), digits) for minor in sums)
        what = f"it expected {should}, its session makes {books}"
        if counted != pieces:
            what = f"it counted {counted}, its pieces make {pieces}"
        yield Finding("drawers", what, _paper(booking_id, series, number))
    for booking_id, series, number, tender, books, named, digits in rows(store, _TENDERS):
        taken, said = show_decimal(int(books), digits), show_decimal(int(named), digits)
        what = f"{taken} was paid by {tender}, it names {said}"
        yield Finding("drawers", what, _paper(booking_id, series, number))
    for booking_id, series, number, seq, before in rows(store, _STEPS):
        what = f"step {seq} of the drawer does not follow step {before}"
        yield Finding("drawers", what, _paper(booking_id, series, number))
    for booking_id, series, number, what in rows(store, _LOOSE):
        yield Finding("drawers", what, _paper(booking_id, series, number))
