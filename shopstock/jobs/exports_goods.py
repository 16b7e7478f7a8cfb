"""The catalogue and the stock as lists that `import` reads again."""

from __future__ import annotations

from collections.abc import Iterator

from shopstock.amounts import show_decimal
from shopstock.days import iso
from shopstock.jobs.exports import Asked, Listing
from shopstock.jobs.freshness import Dating
from shopstock.jobs.item import shown_values
from shopstock.jobs.item_columns import COLUMN_NAMES
from shopstock.jobs.session import Session
from shopstock.store.catalogue import ProductRow, all_products
from shopstock.store.lots import unit
from shopstock.store.stock import standing, units_of_lot_at

STOCK = ("sku", "quantity", "serial", "lot", "expires_on", "place", "date_state")


def products(session: Session, asked: Asked) -> Listing:  # noqa: ARG001 - every list is asked the same way
    """Every product with the columns of an import."""
    shown = (shown_values(session, row) for row in all_products(session.store))
    return Listing(COLUMN_NAMES, ([values[name] for name in COLUMN_NAMES] for values in shown))


def stock(session: Session, asked: Asked) -> Listing:  # noqa: ARG001 - every list is asked the same way
    """Everything that stands in the shop: a row for each piece with a serial, else for each lot at a place.

    `date_state` is how it stands with its date today (`DateState`); an import reads past it."""
    dating = Dating(session)
    rows = (row for product in all_products(session.store) for row in _of_product(session, product, dating))
    return Listing(STOCK, rows)


def _of_product(session: Session, row: ProductRow, dating: Dating) -> Iterator[list[str | None]]:
    for s in standing(session.store, row.id):
        date = iso(s.expires.day, s.expires.precision) if s.expires else None
        rest = [s.code or None, date, s.place_code, dating.now(row, s.expires).value]
        if row.tracking != "serial":
            yield [row.sku, show_decimal(s.quantity, row.decimals), None, *rest]
            continue
        units = [unit(session.store, one) for one in units_of_lot_at(session.store, s.lot_id, s.place_id)]
        yield from ([row.sku, "1", found.serial, *rest] for found in units if found.nameless != 1)
        nameless = sum(found.nameless == 1 for found in units)
        if nameless:
            yield [row.sku, str(nameless), None, *rest]
