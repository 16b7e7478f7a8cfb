"""Who stands at which till of which shop: what every job is given first."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date

from shopstock import amounts, clock
from shopstock.days import show_day
from shopstock.store.engine import Store
from shopstock.store.ledger import Draft
from shopstock.store.order import latest
from shopstock.store.people import StaffRow, TillRow
from shopstock.store.shop import ShopRow


@dataclass(frozen=True, slots=True)
class Session:
    """An open shop, one of its tills, and the person at it. `backdating` books deliveries of days gone by."""

    store: Store
    shop: ShopRow
    till: TillRow
    staff: StaffRow
    backdating: bool = False

    def today(self) -> date:
        """The shop's local day now, and never a day before one this till booked on: a clock that went back
        makes nothing sellable again. It moves on at midnight in a running process."""
        today = clock.today(self.shop.zone)
        last = None if self.backdating else latest(self.store, self.till.id)
        return today if last is None else max(today, last.day)

    def money(self, minor: int) -> str:
        """Money as a decimal string in the shop's currency."""
        return amounts.show_decimal(minor, self.shop.digits)

    def day(self, day: date) -> str:
        """A day as people say it today."""
        return show_day(day, self.today())

    def draft(self, kind: str, request_id: str) -> Draft:
        """An empty booking of that kind by this person at this till, now."""
        now = clock.now_us()
        day = self.day_at(now)
        return Draft(kind, request_id, self.till.id, self.staff.id, now, day, backdated=self.backdating)

    def day_at(self, at_us: int) -> date:
        """The shop's day at an instant."""
        return clock.day_of(at_us, self.shop.zone)


def new_request_id() -> str:
    """A request id; the till makes it and keeps it before it commits."""
    return os.urandom(16).hex()
