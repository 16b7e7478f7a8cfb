"""What the ledger says of how products sold: day by day, at which price, and what stood for sale meanwhile.

A history ends on a day and knows nothing later, so the same functions serve this morning and the back-test. Quantities
are in smallest steps, but for those of `SaleDay` and `Try`, which are whole measures as estimates want them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from shopstock.jobs.session import Session
from shopstock.store import pace as rows

WINDOW_DAYS = 182


class SaleDay(NamedTuple):
    """A day on which the product stood for sale: what was sold of it, and whether it ran out."""

    day: date
    sold: float
    ran_out: bool = False


class Stood(NamedTuple):
    """What was for sale on a day, what stood in the morning and what came, and what was left in the evening."""

    offered: int
    left: int


class Priced(NamedTuple):
    """A stretch of days on which a lot had a lower price, and what was sold of it at that price on each."""

    product_id: int
    lot_id: int
    first: date
    last: date
    off: float
    sold: dict[date, int]


@dataclass(frozen=True, slots=True)
class History:
    """What happened from `first` to `last`, both counted; by product and, where that was asked for, by lot."""

    first: date
    last: date
    open_on: list[date]
    sold: dict[int, list[rows.SoldRow]]
    stock: dict[int, dict[date, Stood]] = field(default_factory=dict)
    lots: dict[int, dict[date, Stood]] = field(default_factory=dict)
    marks: dict[int, list[rows.MarkRow]] = field(default_factory=dict)

    def days_of(self, product_id: int, decimals: int, elasticity: float = 0.0) -> list[SaleDay]:
        """The days on which a product stood for sale, oldest first. What was sold cheaper counts as what would have
        been sold at the list price: at a part x off, (1 - x) ** elasticity of it."""
        sold: dict[date, float] = {}
        for row in self.sold.get(product_id, ()):
            off = self.off_of(row)
            units = row.quantity * (1 - off) ** elasticity if off else row.quantity
            sold[row.day] = sold.get(row.day, 0) + units
        stood = self.stock.get(product_id, {})
        found = []
        for day in self.open_on:
            there = stood.get(day)
            units = max(0.0, sold.get(day, 0)) / 10**decimals
            if units or (there and there.offered > 0):
                found.append(SaleDay(day, units, units > 0 and (there is None or there.left <= 0)))
        return found

    def off_of(self, row: rows.SoldRow) -> float:
        """Which part of the list price a sold lot cost less: 0 where it was not marked down."""
        for mark in reversed(self.marks.get(row.lot_id, ())):
            if mark.day <= row.day and mark.became_minor == row.price_minor:
                return _off(mark)
        return 0.0

    def priced(self) -> Iterator[Priced]:
        """Every stretch of a lower price, lot by lot."""
        for lot_id, marks in self.marks.items():
            stood = self.lots.get(lot_id)
            if not stood:
                continue
            gone = min(max(stood), self.last)
            for mark, after in zip(marks, [*marks[1:], None], strict=True):
                last = gone if after is None else min(gone, after.day - timedelta(days=1))
                if _off(mark) > 0 and last >= mark.day:
                    yield Priced(mark.product_id, lot_id, mark.day, last, _off(mark), self._at(mark, last))

    def _at(self, mark: rows.MarkRow, last: date) -> dict[date, int]:
        sold: dict[date, int] = {}
        for row in self.sold.get(mark.product_id, ()):
            at_it = row.lot_id == mark.lot_id and row.price_minor == mark.became_minor
            if at_it and mark.day <= row.day <= last:
                sold[row.day] = sold.get(row.day, 0) + row.quantity
        return sold


def _off(mark: rows.MarkRow) -> float:
    if mark.became_minor is None or not 0 < mark.became_minor < mark.list_minor:
        return 0.0
    return 1 - mark.became_minor / mark.list_minor


def read(
    session: Session,
    last: date,
    until: date | None = None,
    window_days: int = WINDOW_DAYS,
    *,
    every_lot: bool = False,
) -> History:
    """The history up to `last`; of all products, or of those with a lot dated up to `until`. `every_lot` keeps lot by
    lot what stood, too, and not only of lots that were marked down."""
    store, first = session.store, last - timedelta(days=window_days - 1)
    sold: dict[int, list[rows.SoldRow]] = {}
    for row in rows.sold_rows(store, first, last, until):
        sold.setdefault(row.product_id, []).append(row)
    marks: dict[int, list[rows.MarkRow]] = {}
    for mark in rows.mark_rows(store, first):
        if mark.day <= last:
            marks.setdefault(mark.lot_id, []).append(mark)
    stock: dict[int, dict[date, Stood]] = {}
    lots: dict[int, dict[date, Stood]] = {}
    for lot in _lots(session, first, until):
        own = lots.setdefault(lot.lot_id, {}) if every_lot or lot.lot_id in marks else {}
        by_day = stock.setdefault(lot.product_id, {})
        for day, there in _back_through(lot.quantity, lot.changes, first, last):
            if lot.expires_on is None or day <= lot.expires_on:
                own[day] = there
                before = by_day.get(day)
                by_day[day] = (
                    Stood(before.offered + there.offered, before.left + there.left) if before else there
                )
    return History(first, last, rows.open_days(store, first, last), sold, stock, lots, marks)


@dataclass(slots=True)
class _Lot:
    product_id: int
    lot_id: int
    expires_on: date | None
    quantity: int
    changes: dict[date, tuple[int, int]]


def _lots(session: Session, first: date, until: date | None) -> list[_Lot]:
    """Every lot that stands for sale or did since `first`: what stands now and how it changed."""
    found = {
        row.lot_id: _Lot(row.product_id, row.lot_id, row.expires_on, row.quantity, {})
        for row in rows.stand_rows(session.store, until)
    }
    for row in rows.change_rows(session.store, first, until):
        lot = found.setdefault(row.lot_id, _Lot(row.product_id, row.lot_id, row.expires_on, 0, {}))
        lot.changes[row.day] = (row.came, row.went)
    return list(found.values())


def _back_through(
    left: int, changes: dict[date, tuple[int, int]], first: date, last: date
) -> Iterator[tuple[date, Stood]]:
    """The days on which some of a lot was for sale, newest first, from what is left of it and what came and went."""
    newest_first = sorted(changes, reverse=True)
    day = max([last, *newest_first[:1]])
    for until in [*newest_first, first - timedelta(days=1)]:
        while left and day > until:
            if day <= last:
                yield day, Stood(left, left)
            day -= timedelta(days=1)
        if until in changes:
            came, went = changes[until]
            if until <= last:
                yield until, Stood(left + went, left)
            left, day = left + went - came, until - timedelta(days=1)
