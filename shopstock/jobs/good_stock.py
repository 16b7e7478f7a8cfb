"""Good stock: not held, still offered by the till, and likely to be sold before its date.

The one rule behind `low` in Stock and behind the list of what to order. The pace of sale is asked for only where it
could make the difference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from shopstock.jobs.coming import Coming, coming_until
from shopstock.jobs.forecast import likely_left
from shopstock.jobs.session import Session
from shopstock.store.stock_sums import StockSum

SPAN = 28  # days ahead in which goods may reach their date unsold
_READ = 92  # days ahead in which a date may keep goods from being offered today


class Spoiling(NamedTuple):
    """Of what stands for sale, in smallest steps: what is not offered any more, and what will likely be left."""

    gone: int = 0
    left: int = 0


def spoiling(session: Session, rows: Sequence[StockSum]) -> dict[int, Spoiling]:
    """By product, what of it is no good stock though it stands for sale; of the products that have a reorder level."""
    levels = {row.product_id: row for row in rows if row.reorder_at is not None}
    return _read(session, levels) if levels else {}


def _read(session: Session, levels: dict[int, StockSum]) -> dict[int, Spoiling]:
    today = session.today()
    last = today + timedelta(days=SPAN)
    coming = [
        each
        for each in coming_until(session, today + timedelta(days=_READ))
        if each.quantity and each.row.product_id in levels
    ]
    gone: Counter[int] = Counter()
    ending: Counter[int] = Counter()
    for each in coming:
        if not each.fresh.offered_on(today):
            gone[each.row.product_id] += each.quantity
        elif each.last_day <= last:
            ending[each.row.product_id] += each.quantity
    asked = {
        product_id
        for product_id, quantity in ending.items()
        if _level(levels[product_id]) < (good := _free(levels[product_id]) - gone[product_id])
        and good - quantity <= _level(levels[product_id])
    }
    left = _left(session, [each for each in coming if each.row.product_id in asked and each.last_day <= last])
    return {each: Spoiling(gone[each], left[each]) for each in gone.keys() | left.keys()}


def _left(session: Session, coming: Sequence[Coming]) -> Counter[int]:
    """What will likely be left of what is still offered."""
    today = session.today()
    offered = [each for each in coming if each.fresh.offered_on(today)]
    found: Counter[int] = Counter()
    if not offered:
        return found
    by_lot = likely_left(session, offered, today + timedelta(days=SPAN))
    of = {each.row.lot_id: each.row for each in offered}
    for lot_id, units in by_lot.items():
        found[of[lot_id].product_id] += round(units * 10 ** of[lot_id].decimals)
    return found


def _free(row: StockSum) -> int:
    return row.on_hand - row.held


def _level(row: StockSum) -> int:
    return row.reorder_at or 0
