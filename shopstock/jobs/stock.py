"""What the shop has: one row for each product, filtered by words and by what matters."""

from __future__ import annotations

from collections.abc import Callable

from shopstock.jobs.good_stock import spoiling
from shopstock.jobs.session import Session
from shopstock.store.catalogue import products_named
from shopstock.store.stock_sums import StockSum, stock_sums

__all__ = ["StockSum", "is_low", "list_stock"]

MOST = 100_000


def good(row: StockSum) -> int:
    """What of it is good stock: neither held nor spoiled by its date (`jobs.good_stock`)."""
    return row.on_hand - row.held - max(row.spoils, row.over)


def is_low(row: StockSum) -> bool:
    """At or under its reorder level with what is good."""
    return row.reorder_at is not None and good(row) <= row.reorder_at


_KEEP: dict[str, Callable[[StockSum], bool]] = {
    "S": lambda row: row.tracking == "serial",
    "L": lambda row: row.tracking == "lot",
    "D": lambda row: row.next_date is not None or row.over > 0,
    "O": lambda row: row.on_hand == 0,
    "W": is_low,
    "H": lambda row: row.held > 0,
    "A": lambda _: True,
}


def with_spoiling(session: Session) -> list[StockSum]:
    """The stock of every product, with what of it is no good stock because of its date."""
    rows = stock_sums(session.store, session.today())
    found = spoiling(session, rows)
    if not found:
        return rows
    return [
        row._replace(spoils=sum(found[row.product_id])) if row.product_id in found else row for row in rows
    ]


def list_stock(session: Session, query: str, letter: str = "A") -> list[StockSum]:
    """The products that have all the words of the query, and are what the letter says."""
    rows = [row for row in with_spoiling(session) if _KEEP[letter](row)]
    if not query.strip():
        return rows
    wanted = {hit.id for hit in products_named(session.store, query, MOST)}
    return [row for row in rows if row.product_id in wanted]
