"""Whether this till's clock can be right, told by its own last booking.

A clock that is behind keeps the order of sales all the same (see `store/order`). One that is far ahead would
hold the order at its day for ever once something is booked, so it is told while nothing is.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from shopstock import clock
from shopstock.jobs.session import Session
from shopstock.store.order import latest

_SECOND = 1_000_000
_DAY = 86_400 * _SECOND
BEHIND_US = 60 * _SECOND
AHEAD_US = 400 * _DAY
FAR_AHEAD_US = 3 * 366 * _DAY


class Astray(NamedTuple):
    """A clock that cannot be right: `last_us` is the till's last booking, `now_us` what the clock says.

    `far` is an ahead so wide that a booking would do harm: longer than any warranty the shop looks back on."""

    way: Literal["behind", "ahead"]
    last_us: int
    now_us: int
    far: bool = False


def astray(session: Session) -> Astray | None:
    """A clock more than a minute before the till's last booking, or more than 400 days after it."""
    last = latest(session.store, session.till.id)
    if last is None:
        return None
    now = clock.now_us()
    if last.at_us - now > BEHIND_US:
        return Astray("behind", last.at_us, now)
    if now - last.at_us > AHEAD_US:
        return Astray("ahead", last.at_us, now, far=now - last.at_us > FAR_AHEAD_US)
    return None
