"""Who stands at which till of which shop: what every job is given first."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date

from shopstock import amounts, clock
from shopstock.days import show_day
from shopstock.refusal import Key, Passing, Refusal
from shopstock.store.credentials import has_pins
from shopstock.store.engine import Store
from shopstock.store.ledger import Draft
from shopstock.store.order import latest
from shopstock.store.people import NOBODY, StaffRow, TillRow
from shopstock.store.shop import ShopRow


class NotSignedOn(Passing):
    """The shop has PINs, and nobody has shown one at this till."""

    id = "staff.sign_on_first"


class ReadsOnly(Refusal):
    """An auditor reads everything and changes nothing."""

    id = "staff.reads_only"


@dataclass(frozen=True, slots=True)
class Session:
    """An open shop, one of its tills, and the person at it. `backdating` books deliveries of days gone by.

    `proven` says that the person showed a PIN or a badge; `approver` is who else allows this one act."""

    store: Store
    shop: ShopRow
    till: TillRow
    staff: StaffRow
    backdating: bool = False
    proven: bool = False
    approver: StaffRow | None = None

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

    def must_write(self) -> None:
        """Refuse whoever changes nothing here: an auditor, and nobody. Asks no database."""
        if self.staff == NOBODY:
            raise NotSignedOn("nobody has signed on at this till", Key(":staff", "who"))
        if self.staff.role == "auditor":
            raise ReadsOnly(f"{self.staff.name} only reads here", Key("?CODE", "look"), Key(":staff", "who"))

    def must_be_proven(self) -> None:
        """Refuse a person who showed nothing in a shop where people have PINs, though it had none before."""
        if not self.proven and has_pins(self.store):
            raise NotSignedOn("this shop has PINs now: sign on first", Key(":staff", "who"))

    def draft(self, kind: str, request_id: str) -> Draft:
        """An empty booking of that kind by this person at this till, now; raises NotSignedOn or ReadsOnly."""
        self.must_write()
        self.must_be_proven()
        now = clock.now_us()
        approver = self.approver.id if self.approver and self.approver.id != self.staff.id else None
        return Draft(
            kind, request_id, self.till.id, self.staff.id, now, self.day_at(now),
            approver_id=approver, backdated=self.backdating,
        )  # fmt: skip

    def day_at(self, at_us: int) -> date:
        """The shop's day at an instant."""
        return clock.day_of(at_us, self.shop.zone)


def new_request_id() -> str:
    """A request id; the till makes it and keeps it before it commits."""
    return os.urandom(16).hex()
