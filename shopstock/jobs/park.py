"""Parked baskets, and the first start of the day."""

from __future__ import annotations

from dataclasses import dataclass

from shopstock import clock
from shopstock.jobs.session import Session
from shopstock.refusal import Key, Refusal
from shopstock.store import openjobs
from shopstock.store.shop import set_setting, setting


class NotParked(Refusal):
    """No parked basket of that number, or another till took it first."""

    id = "sell.not_parked"


@dataclass(frozen=True, slots=True)
class ParkedBasket:
    """A parked basket: when it was parked, what it is called, and its kept state."""

    id: int
    time: str
    label: str
    body: str


def parked(session: Session) -> list[ParkedBasket]:
    """Every parked basket of the shop, newest first."""
    zone = session.shop.zone
    return [
        ParkedBasket(row.id, f"{clock.local(row.at_us, zone):%H:%M}", row.label, row.body)
        for row in openjobs.parked(session.store)
    ]


def park(session: Session, label: str, body: str) -> int:
    """Park a basket under a label people recognise; returns the id it is parked under."""
    session.must_write()
    with session.store.transaction():
        return openjobs.park(session.store, session.till.id, session.staff.id, label, body)


def bring_back(session: Session, n: int) -> ParkedBasket:
    """Take the n-th parked basket (newest is 1) off the list."""
    session.must_write()
    with session.store.transaction():
        listed = parked(session)
        if not 1 <= n <= len(listed):
            raise NotParked(f"there is no parked basket {n}", Key("F8", "list"))
        openjobs.unpark(session.store, listed[n - 1].id)
        return listed[n - 1]


def take_parked(session: Session, parked_id: int) -> ParkedBasket:
    """Take the parked basket of that id off the list; raises NotParked when it is gone."""
    session.must_write()
    with session.store.transaction():
        found = next((p for p in parked(session) if p.id == parked_id), None)
        if found is None or not openjobs.unpark(session.store, parked_id):
            raise NotParked("that basket is not parked any more, it was brought back", Key("F8", "list"))
        return found


def first_start_today(session: Session) -> bool:
    """Whether this is the shop's first start on this day; asking makes it so."""
    today = session.today().isoformat()
    with session.store.transaction():
        if setting(session.store, "opened_on", "") == today:
            return False
        set_setting(session.store, "opened_on", today)
    return True
