"""Checks of markdowns: the price of a lot is what its newest step says, and each step follows the one before."""

from __future__ import annotations

from collections.abc import Iterator

from shopstock.amounts import show_decimal
from shopstock.store.audit.finding import Finding, rows
from shopstock.store.engine import Store

_NONE = -1
_DIGITS = "coalesce((SELECT digits FROM shop), 0)"
_STEPS = f"""
    WITH x AS (
        SELECT m.lot_id, m.seq, m.prev_seq, coalesce(m.was_minor, {_NONE}) AS was,
               coalesce(lag(m.seq) OVER steps, 0) AS before,
               lag(coalesce(m.became_minor, {_NONE})) OVER steps AS stood
        FROM markdown m WINDOW steps AS (PARTITION BY m.lot_id ORDER BY m.seq)
    )
    SELECT l.code, x.seq, x.before FROM x LEFT JOIN lot l ON l.id = x.lot_id
    WHERE x.seq <> x.before + 1 OR coalesce(x.prev_seq, 0) <> x.before OR coalesce(x.stood, x.was) <> x.was
    ORDER BY x.lot_id, x.seq"""
_PRICE = f"""
    SELECT l.code, coalesce(l.price_minor, {_NONE}), coalesce(m.became_minor, {_NONE}), {_DIGITS}
    FROM lot l JOIN markdown m ON m.lot_id = l.id
    WHERE coalesce(l.price_minor, {_NONE}) <> coalesce(m.became_minor, {_NONE})
      AND NOT EXISTS (SELECT 1 FROM markdown later WHERE later.lot_id = m.lot_id AND later.seq > m.seq)
    ORDER BY l.id"""
# Before there were steps, an event of the morning check said the price.
_UNTOLD = f"""
    SELECT l.code, l.price_minor, {_DIGITS} FROM lot l
    WHERE l.price_minor IS NOT NULL AND NOT EXISTS (SELECT 1 FROM markdown m WHERE m.lot_id = l.id)
      AND NOT EXISTS (SELECT 1 FROM event e WHERE e.lot_id = l.id AND e.what = 'marked_down'
                      AND NOT EXISTS (SELECT 1 FROM booking v WHERE v.reverses_id = e.booking_id))
    ORDER BY l.id"""


def _said(minor: int, digits: int) -> str:
    return "the list price" if minor == _NONE else show_decimal(int(minor), int(digits))


def markdowns(store: Store) -> Iterator[Finding]:
    """Steps follow each other, and a lot costs what its newest step, or an older event, says."""
    for code, seq, before in rows(store, _STEPS):
        yield Finding("markdowns", f"step {seq} does not follow step {before}", f"lot {code or '?'}")
    for code, price, became, digits in rows(store, _PRICE):
        what = f"it costs {_said(price, digits)}, its newest markdown says {_said(became, digits)}"
        yield Finding("markdowns", what, f"lot {code}")
    for code, price, digits in rows(store, _UNTOLD):
        yield Finding("markdowns", f"it costs {_said(price, digits)}, and no markdown says so", f"lot {code}")
