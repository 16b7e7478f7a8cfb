"""Lots with a date, up to a day: what of each may be sold, what is set aside, and what the shop's rules make of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from shopstock.amounts import line_amount
from shopstock.days import PrintedDate
from shopstock.jobs.freshness import Freshness, freshness, rules
from shopstock.jobs.session import Session
from shopstock.store.ahead import AheadRow, dated_until, newest_booking


@dataclass(frozen=True, slots=True)
class Coming:
    """A lot at a place. Quantities in smallest steps, money minor.

    `quantity` is what may be sold, `aside` what is held or stands where nothing is sold; `likely` is how much of
    `quantity` will likely be left after its last day, None where nobody asked or no pace is known."""

    row: AheadRow
    fresh: Freshness
    quantity: int
    aside: int
    likely: int | None = None

    @property
    def last_day(self) -> date:
        """The last day of it."""
        return self.row.expires_on

    def price_minor(self, quantity: int) -> int:
        """What so much of it would bring."""
        return line_amount(self.row.price_minor, quantity, self.row.decimals)

    def cost_minor(self, quantity: int) -> int:
        """What so much of it cost; nothing where no cost is known."""
        return line_amount(self.row.cost_minor or 0, quantity, self.row.decimals)


class Moment(NamedTuple):
    """Until when what was read of the stock stays right: the day, and the newest booking."""

    today: date
    booking_id: int


def moment(session: Session) -> Moment:
    """The moment now."""
    return Moment(session.today(), newest_booking(session.store))


def coming_until(session: Session, last: date) -> list[Coming]:
    """Every dated lot here up to that last day, those that are over too, the earliest first."""
    days = rules(session)
    found = (
        (row, freshness(days, row, PrintedDate(row.expires_on, row.precision)))
        for row in dated_until(session.store, last)
    )
    return [Coming(row, fresh, row.quantity - row.set_aside, row.set_aside) for row, fresh in found]
