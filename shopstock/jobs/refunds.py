"""Money goes back the way it came: by the tenders a ticket was paid with, less what went back to each before.

The card comes first, then other tenders, cash last. What an exchange did not pay back stays in its new goods, by the
tenders it once came from, so a later return of these finds them again. All of it is worked out from payments and return
lines; nothing is kept beside them.
"""

from __future__ import annotations

from collections import Counter

from shopstock.jobs.credit import CREDIT
from shopstock.jobs.session import Session
from shopstock.store.engine import Store
from shopstock.store.refunds import refunded_by, refunders_of
from shopstock.store.tickets import payments_of

Pool = Counter[str]  # minor units by tender


def way_back(
    session: Session, ticket_id: int, amount_minor: int, tender: str | None = None
) -> dict[str, int]:
    """By which tenders so much of a ticket goes back now, in the order in which it is said.

    `tender` stands in for every other one but store credit, which never becomes money."""
    found = _taken(_left(session.store, ticket_id, None), amount_minor)
    if tender is not None:
        found = +Counter({CREDIT: found[CREDIT]}) + Counter({tender: found.total() - found[CREDIT]})
    return dict(found)


def _rank(tender: str) -> tuple[bool, bool, str]:
    return tender == "cash", tender != "card", tender


def _taken(pool: Pool, amount: int) -> Pool:
    """So much out of a pool; what it lacks is cash."""
    found: Pool = Counter()
    for tender in sorted(pool, key=_rank):
        part = min(pool[tender], amount)
        if part > 0:
            found[tender] += part
            amount -= part
    if amount:
        found["cash"] += amount
    return found


def _less(pool: Pool, taken: Pool) -> Pool:
    """The pool after so much went back; what went back by another tender comes off those it was paid with."""
    left: Pool = Counter(pool)
    left.subtract(taken)
    short = -sum(amount for amount in left.values() if amount < 0)
    left = +left
    if short:
        left.subtract(_taken(left, short))
    return +left


def _left(store: Store, ticket_id: int, before: int | None) -> Pool:
    """What is left of a ticket's payments before that booking, or now."""
    pool = _paid_with(store, ticket_id)
    for booking_id in refunders_of(store, ticket_id):
        if before is None or booking_id < before:
            out, carried = _moved(store, booking_id)[ticket_id]
            pool = _less(_less(pool, out), carried)
    return pool


def _paid_with(store: Store, ticket_id: int) -> Pool:
    """The tenders behind the goods sold on a ticket: what was paid on it, and what goods that came back on it paid."""
    paid = payments_of(store, ticket_id)
    carried = _moved(store, ticket_id).values()
    if not carried:
        ins: Pool = Counter()
        outs: Pool = Counter()
        for payment in paid:
            (ins if payment.amount_minor > 0 else outs)[payment.tender] += abs(payment.amount_minor)
        return _less(ins, outs)
    pool: Pool = Counter()
    for payment in paid:
        pool[payment.tender] += max(0, payment.amount_minor)
    for _, stays in carried:
        pool += stays
    return +pool


def _moved(store: Store, booking_id: int) -> dict[int, tuple[Pool, Pool]]:
    """Of each ticket that came back on a booking: what went out by which tender, and what stayed in the new goods."""
    out_of = Counter[str]()
    for payment in payments_of(store, booking_id):
        out_of[payment.tender] += max(0, -payment.amount_minor)
    found: dict[int, tuple[Pool, Pool]] = {}
    for ticket_id, refund in refunded_by(store, booking_id):
        out: Pool = Counter()
        for tender in sorted(out_of, key=_rank):
            part = min(out_of[tender], refund - out.total())
            out[tender] += part
            out_of[tender] -= part
        rest = refund - out.total()
        pool = _less(_left(store, ticket_id, booking_id), +out)
        found[ticket_id] = (+out, _taken(pool, rest) if rest else Counter())
    return found
