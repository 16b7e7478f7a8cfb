"""What the shop has: one row for each product, filtered by words and by what matters."""

from __future__ import annotations

from collections.abc import Callable

from shopstock.jobs.session import Session
from shopstock.store.catalogue import products_named
from shopstock.store.stock import StockSum, stock_sums

__all__ = ["StockSum", "is_low", "list_stock"]

MOST = 100_000


def is_low(row: StockSum) -> bool:
    """At or under its reorder level."""
    return row.reorder_at is not None and row.on_hand - row.held <= row.reorder_at


_KEEP: dict[str, Callable[[StockSum], bool]] = {
    "S": lambda row: row.tracking == "serial",
    "L": lambda row: row.tracking == "lot",
    "D": lambda row: row.next_date is not None,
    "O": lambda row: row.on_hand == 0,
    "W": is_low,
    "H": lambda row: row.held > 0,
    "A": lambda _: True,
}


def list_stock(session: Session, query: str, letter: str = "A") -> list[StockSum]:
    """The products that have all the words of the query, and are what the letter says."""
    rows = [row for row in stock_sums(session.store) if _KEEP[letter](row)]
    if not query.strip():
        return rows
    wanted = {hit.id for hit in products_named(session.store, query, MOST)}
    return [row for row in rows if row.product_id in wanted]
