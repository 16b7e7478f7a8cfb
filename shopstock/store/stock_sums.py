"""What the shop has of each product in one figure: on hand, held, over, and the next date to come."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple, cast

from peewee import JOIN, SQL, Case, fn

from shopstock.days import Precision
from shopstock.store.compiled import Compiled, param
from shopstock.store.engine import Store
from shopstock.store.models import Balance, Lot, Place, Product, Unit, UnitAt
from shopstock.store.stock import VISITING


class StockSum(NamedTuple):
    """What the shop has of one product; `held` counts what is held or stands where nothing is sold, `over` what else
    cannot be sold because its last day has passed. `next_date` is the earliest date still to come of what may be sold
    (ISO), and `next_precision` how it was printed. `spoils`, which the jobs add, is what of the rest is no good stock
    because of its date, with what is over."""

    product_id: int
    sku: str
    name: str
    tracking: str
    decimals: int
    on_hand: int
    held: int
    reorder_at: int | None
    next_date: str | None
    cost_minor: int | None
    place_code: str | None
    over: int
    next_precision: Precision = "day"
    spoils: int = 0


def _stock_sum(*columns: Any) -> StockSum:
    """A row of sums; its next date comes with its precision behind it."""
    row = StockSum(*columns)
    if row.next_date is None:
        return row
    printed, _, precision = row.next_date.partition(" ")
    return row._replace(next_date=printed, next_precision=cast(Precision, precision))


def _sums() -> Any:
    # What `DateState.OVER` of jobs/freshness.py says of a lot, for sums over all of them.
    dated = Product.date_kind.is_null(False) & Lot.expires_on.is_null(False)
    past = Lot.expires_on < param("today")
    counted = Case(None, ((Place.sellable == 1, Balance.quantity),), 0)
    free = Case(None, ((Lot.held == 0, counted),), 0)
    set_aside = (
        UnitAt.select(fn.COUNT(UnitAt.unit_id))
        .join(Unit, on=(Unit.id == UnitAt.unit_id))
        .join(Place, on=(Place.id == UnitAt.place_id))
        .where(UnitAt.product_id == Product.id, Place.sellable == 1, Unit.held == 1)
    )
    over = fn.SUM(Case(None, ((dated & past, free),), 0))
    held_and_over = (
        UnitAt.select(fn.COUNT(UnitAt.unit_id))
        .join(Unit, on=(Unit.id == UnitAt.unit_id))
        .join(Place, on=(Place.id == UnitAt.place_id))
        .join(Lot, on=(Lot.id == UnitAt.lot_id))
        .where(
            UnitAt.product_id == Product.id, Place.sellable == 1, Unit.held == 1, Lot.held == 0, dated, past
        )
    )
    printed = Lot.expires_on.concat(SQL("' '")).concat(Lot.precision)
    to_come = Case(
        None, ((dated & (Lot.expires_on >= param("today")) & (Place.sellable == 1), printed),), None
    )
    best = Balance.alias()
    main = Place.alias()
    visiting = Place.alias()
    theirs = visiting.select(visiting.id).where(visiting.kind == VISITING)
    most = (
        best.select(main.code)
        .join(main, on=(main.id == best.place_id))
        .where(best.product_id == Product.id, best.physical == 1, best.quantity > 0, main.kind != VISITING)
        .order_by(main.sellable.desc(), best.quantity.desc(), main.walk)
        .limit(1)
    )
    return (
        Product.select(
            Product.id, Product.sku, Product.name, Product.tracking, Product.decimals,
            fn.COALESCE(fn.SUM(Balance.quantity), 0),
            fn.COALESCE(fn.SUM(Balance.quantity - free), 0) + set_aside,
            Product.reorder_at, fn.MIN(to_come), Product.cost_minor, most,
            fn.COALESCE(over, 0) - held_and_over,
        )
        .join(
            Balance,
            JOIN.LEFT_OUTER,
            on=(
                (Balance.product_id == Product.id)
                & (Balance.physical == 1)
                & (Balance.quantity > 0)
                & Balance.place_id.not_in(theirs)
            ),
        )
        .join(Lot, JOIN.LEFT_OUTER, on=(Lot.id == Balance.lot_id))
        .join(Place, JOIN.LEFT_OUTER, on=(Place.id == Balance.place_id))
        .group_by(Product.id)
        .order_by(Product.words, Product.id)
    )  # fmt: skip


_SUMS = Compiled(lambda: _sums().where(Product.service == 0), _stock_sum)
_SUM_OF = Compiled(lambda: _sums().where(Product.id == param("id")), _stock_sum)


def stock_sums(store: Store, today: date) -> list[StockSum]:
    """What the shop has of every product that can be in stock that day, in the order of their names."""
    return _SUMS.all(store.db, today=today.isoformat())


def stock_sum(store: Store, product_id: int, today: date) -> StockSum:
    """What the shop has of one product that day."""
    found = _SUM_OF.first(store.db, id=product_id, today=today.isoformat())
    if found is None:
        raise LookupError(f"no product {product_id}")
    return found
