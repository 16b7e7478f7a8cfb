"""What to order, and what not: by good stock, the pace of sale, and how long fresh goods keep.

An item is low as Stock says it (`jobs.stock.is_low`). Of what is low, less than usual is ordered where fresh goods
would end before they sell, and nothing where what is there lasts long enough. Nothing is ordered of what will be left.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Literal

from shopstock.amounts import line_amount, show_decimal
from shopstock.jobs.coming import coming_until
from shopstock.jobs.exports import Asked, Listing
from shopstock.jobs.forecast import likely_left
from shopstock.jobs.good_stock import SPAN
from shopstock.jobs.pace import UNKNOWN, Pace, expected, paces
from shopstock.jobs.session import Session
from shopstock.jobs.settings import value
from shopstock.jobs.stock import good, is_low, with_spoiling
from shopstock.papers.sheet import GAP, Row
from shopstock.store.ahead import lives_of
from shopstock.store.catalogue import ProductRow, all_products
from shopstock.store.people import party
from shopstock.store.stock_sums import StockSum

Kind = Literal["order", "less", "enough", "left"]
_FURTHEST = 180
COLUMNS = (
    "supplier", "sku", "name", "advice", "order", "usual", "on_hand", "good", "low_at", "per_week", "lasts_until",
    "cost", "reason",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do about an item. `kind` is order, less (than usual), enough (none, though it is low) or left (none: some
    of it will be left). Quantities in smallest steps; `usual` is what would be ordered by rule, None where nobody
    said it; `per_week` None where no pace is known; `lasts` the day on which the good stock runs out."""

    kind: Kind
    sku: str
    name: str
    supplier: str
    decimals: int
    quantity: int
    usual: int | None
    on_hand: int
    good: int
    reorder_at: int | None
    per_week: float | None
    lasts: date | None
    cost_minor: int
    reason: str


def reorder(session: Session) -> list[Advice]:
    """All advice: what to order by supplier and name, then what not to."""
    products = {row.id: row for row in all_products(session.store)}
    known = paces(session)
    names: dict[int | None, str] = {}
    left = _left(session)
    days = int(value(session, "reorder.days"))
    found: list[Advice] = []
    for row in with_spoiling(session):
        product = products[row.product_id]
        if product.supplier_id not in names:
            supplier = party(session.store, product.supplier_id)
            names[product.supplier_id] = supplier.name if supplier else ""
        one = _Item(
            session, row, product, known.get(row.product_id, UNKNOWN), names[product.supplier_id], days
        )
        if is_low(row):
            found.append(one.ordered())
        elif left[row.product_id]:
            found.append(one.left_over(left[row.product_id]))
    return sorted(
        found, key=lambda a: (a.kind in ("enough", "left"), a.supplier.casefold(), a.name.casefold())
    )


def _left(session: Session) -> Counter[int]:
    """By product, how much of what is still offered will likely be left within four weeks, in smallest steps."""
    today = session.today()
    last = today + timedelta(days=SPAN)
    offered = [c for c in coming_until(session, last) if c.quantity and c.fresh.offered_on(today)]
    rows = {c.row.lot_id: c.row for c in offered}
    found: Counter[int] = Counter()
    for lot_id, units in likely_left(session, offered, last).items():
        found[rows[lot_id].product_id] += round(units * 10 ** rows[lot_id].decimals)
    return found


@dataclass(frozen=True, slots=True)
class _Item:
    session: Session
    row: StockSum
    product: ProductRow
    pace: Pace
    supplier: str
    days: int

    def ordered(self) -> Advice:
        """What to order of an item that is low."""
        lasts = self._lasts()
        usual = self.product.reorder_quantity or self._by_pace()
        quantity = usual or max(1, (self.row.reorder_at or 0) - good(self.row))
        if lasts is not None and (lasts - self.session.today()).days > max(2 * self.days, SPAN):
            return self._advice(
                "enough", 0, usual, lasts, f"its {self._shown(good(self.row))} last until {self._day(lasts)}"
            )
        most = self._sells_in_life()
        if most is not None and quantity > most[0]:
            sells = f"in which about {self._shown(most[0])} more sell"
            why = f"not {self._shown(quantity)}: fresh it keeps {most[1]} days, {sells}"
            return self._advice("less" if most[0] else "enough", most[0], usual, lasts, why)
        return self._advice("order", quantity, usual, lasts, self._why(lasts))

    def left_over(self, left: int) -> Advice:
        """An item of which some will likely be left: none is ordered."""
        why = f"about {self._shown(left)} of {self._shown(good(self.row))} will not be sold by their date"
        return self._advice("left", 0, self.product.reorder_quantity, self._lasts(), why)

    def _why(self, lasts: date | None) -> str:
        spoils = (
            f"{self._shown(self.row.spoils)} of {self._shown(self.row.on_hand)} end unsold; "
            if self.row.spoils
            else ""
        )
        if not good(self.row):
            return f"{spoils}none is left"
        gone = f", gone {self._day(lasts)}" if lasts else ""
        return f"{spoils}{self._shown(good(self.row))} good, low at {self._shown(self.row.reorder_at or 0)}{gone}"

    def _by_pace(self) -> int | None:
        """So many days of sales."""
        if not self.pace.known:
            return None
        today = self.session.today()
        return (
            math.ceil(expected(self.pace, today, today + timedelta(days=self.days - 1)).units * self._step())
            or None
        )

    def _rounded(self, steps: float) -> int:
        """Up to whole pieces, and to tenths of what is weighed or measured."""
        tenth = int(10 ** max(0, self.row.decimals - 1))
        return max(0, math.ceil(steps / tenth - 1e-9) * tenth)

    def _lasts(self) -> date | None:
        """The day on which the good stock runs out; None without a pace, or where that is further than half a year."""
        if not self.pace.known:
            return None
        left, today = good(self.row) / self._step(), self.session.today()
        for day in (today + timedelta(days=n) for n in range(_FURTHEST)):
            left -= self.pace.on(day)
            if left < 0:
                return day
        return today + timedelta(days=_FURTHEST) if self.pace.per_day > 0 else None

    def _sells_in_life(self) -> tuple[int, int] | None:
        """How much of a fresh delivery will sell before its date, after what is there, and how long it keeps."""
        life = self.product.shelf_life_days if self.product.date_kind else None
        if life is None and self.product.date_kind:
            lives = [days for days in lives_of(self.session.store, self.product.id) if days > 0]
            life = round(median(lives)) if lives else None
        if life is None or not self.pace.known or self.pace.per_day <= 0:
            return None
        today = self.session.today()
        sells = expected(self.pace, today, today + timedelta(days=life)).units * self._step() - good(self.row)
        return self._rounded(sells), life

    def _advice(self, kind: Kind, quantity: int, usual: int | None, lasts: date | None, why: str) -> Advice:
        row = self.row
        per_week = self.pace.per_day * sum(self.pace.weekdays) if self.pace.known else None
        return Advice(
            kind, row.sku, row.name, self.supplier, row.decimals, quantity, usual, row.on_hand, good(row),
            row.reorder_at, per_week, lasts, line_amount(row.cost_minor or 0, quantity, row.decimals), why,
        )  # fmt: skip

    def _step(self) -> int:
        return int(10**self.row.decimals)

    def _shown(self, quantity: int) -> str:
        return show_decimal(quantity, self.row.decimals)

    def _day(self, day: date) -> str:
        return self.session.day(day)


def order_paper(session: Session) -> list[Row]:
    """What to order, by supplier, as a paper to be taken along."""
    rows = [Row("What to order", kind="title"), Row(session.day(session.today()), kind="centre")]
    supplier = None
    for each in reorder(session):
        if each.quantity:
            if each.supplier != supplier:
                supplier = each.supplier
                rows += [GAP, Row(supplier or "no supplier", kind="head")]
            rows.append(Row(f"{each.name}  {each.sku}", show_decimal(each.quantity, each.decimals)))
    return rows


def export(session: Session, asked: Asked) -> Listing:  # noqa: ARG001 - every list is asked the same way
    """The same as a list: what to order by supplier, then what not to."""
    return Listing(COLUMNS, (_cells(session, each) for each in reorder(session)))


def _cells(session: Session, each: Advice) -> list[str | None]:
    def shown(quantity: int | None) -> str | None:
        return None if quantity is None else show_decimal(quantity, each.decimals)

    return [
        each.supplier, each.sku, each.name, each.kind, shown(each.quantity), shown(each.usual), shown(each.on_hand),
        shown(each.good), shown(each.reorder_at), None if each.per_week is None else f"{each.per_week:.1f}",
        each.lasts.isoformat() if each.lasts else None, session.money(each.cost_minor), each.reason,
    ]  # fmt: skip
