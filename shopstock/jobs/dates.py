"""The morning check: what must leave the shelf, in the order of the shelves.

A row that was due on the last open day and was not looked at since is late. Everything is derived from the
ledger; nothing has to be carried over at night.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from shopstock import clock
from shopstock.amounts import line_amount, round_half_up
from shopstock.jobs.move import Shift, shift_step
from shopstock.jobs.session import Session
from shopstock.refusal import Key, Refusal
from shopstock.store.checks import actions_on, last_open_day, signed_on, wasted_between
from shopstock.store.ledger import CheckDraft, Draft, EventDraft, Posted, Step, booked, post
from shopstock.store.lots import set_lot_price
from shopstock.store.places import place, place_of_kind
from shopstock.store.stock import DueRow, due_until
from shopstock.text import fit

HORIZON_DAYS = 7
MARKDOWN_PPM = 500_000

# letter -> (action as the view names it, what the ledger books, or None)
ACTIONS: dict[str, tuple[str, str | None]] = {
    "K": ("ok", None),
    "M": ("mark_down", None),
    "P": ("pull", "moved"),
    "W": ("waste", "wasted"),
    "S": ("supplier", "sent_back"),
    "C": ("charity", "given_away"),
    "N": ("gone", "lost"),
}


class UseByOver(Refusal):
    """Goods past their use-by are never ok, never cheaper, never given away."""

    id = "dates.use_by_passed"


class TooMuch(Refusal):
    """More than stands there."""

    id = "dates.too_many"


@dataclass(frozen=True, slots=True)
class Due:
    """A row of the check; `action` is what was done today, `late` that it was left undone before."""

    row: DueRow
    days_left: int
    price_minor: int
    action: str | None
    late: bool


@dataclass(frozen=True, slots=True)
class Act:
    """One letter on one row, on all of it or a part."""

    due: Due
    letter: str
    quantity: int


def list_due(session: Session, horizon_days: int = HORIZON_DAYS) -> list[Due]:
    """Every dated lot on the shelves with up to that many days left, and those done today.

    Late rows first, then in the order of the shelves, by date, by name."""
    today = session.today()
    before = last_open_day(session.store, today)
    done = {(a.lot_id, a.place_id): a.action for a in actions_on(session.store, today)}
    seen = {(a.lot_id, a.place_id) for a in actions_on(session.store, before)} if before else set()
    listed = []
    for row in due_until(session.store, today + timedelta(days=horizon_days)):
        key = (row.lot_id, row.place_id)
        was_due = before is not None and row.expires_on <= before + timedelta(days=horizon_days)
        late = bool(was_due and before and row.first_day <= before.isoformat() and key not in seen)
        price = row.price_minor if row.lot_price_minor is None else row.lot_price_minor
        listed.append(Due(row, (row.expires_on - today).days, price, done.get(key), late))
    return sorted(listed, key=lambda due: not due.late)


def at_risk(due: list[Due]) -> int:
    """What the undone rows would bring at their price, in minor units."""
    return sum(line_amount(d.price_minor, d.row.quantity, d.row.decimals) for d in due if d.action is None)


def check_act(act: Act) -> None:
    """Refuse what the date forbids and what is not there."""
    row = act.due.row
    over = row.date_kind == "use_by" and act.due.days_left < 0
    if over and act.letter in "KMC":
        raise UseByOver(
            f"{fit(row.name, 24)} lot {fit(row.code, 12)}: use-by has passed",
            Key("P", "pull"),
            Key("W", "waste"),
        )
    if act.quantity > row.quantity:
        raise TooMuch(f"only that many stand at {row.place_code}: {fit(row.name, 30)}", Key("N", "not there"))


def act(session: Session, request_id: str, acts: tuple[Act, ...]) -> Posted:
    """Book what was done with the rows, all of them in one transaction."""
    store = session.store
    today = session.today()
    steps: list[Step] = []
    events: list[EventDraft] = []
    with store.transaction():
        before = booked(store, request_id)
        if before:
            return before
        for one in acts:
            check_act(one)
            what = ACTIONS[one.letter][1]
            if what:
                steps.append(_step(session, one, what))
            elif one.letter == "M":
                events.append(_mark_down(session, one))
        return post(
            store,
            Draft(
                "check",
                request_id,
                session.till.id,
                session.staff.id,
                clock.now_us(),
                today,
                series="CK",
                steps=tuple(steps),
                events=tuple(events),
                checks=tuple(_check(one, today) for one in acts),
            ),
        )


def _step(session: Session, one: Act, what: str) -> Step:
    origin = place(session.store, one.due.row.place_id)
    end = place_of_kind(session.store, "quarantine") if what == "moved" else None
    shift = Shift(one.due.row.lot_id, one.quantity, origin, reason="morning check")
    return shift_step(session, shift, what, end)


def _check(one: Act, today: date) -> CheckDraft:
    action = ACTIONS[one.letter][0]
    return CheckDraft(
        today, one.due.row.lot_id, one.due.row.place_id, action, one.quantity, int(one.due.late)
    )


def marked_down(price_minor: int) -> int:
    """A price after the shop's markdown."""
    return price_minor - round_half_up(price_minor * MARKDOWN_PPM, 1_000_000)


def _mark_down(session: Session, one: Act) -> EventDraft:
    price = marked_down(one.due.row.price_minor)
    set_lot_price(session.store, one.due.row.lot_id, price)
    return EventDraft(
        "marked_down",
        product_id=one.due.row.product_id,
        lot_id=one.due.row.lot_id,
        was=session.money(one.due.price_minor),
        became=session.money(price),
    )


def sign(session: Session, request_id: str) -> Posted:
    """Sign the day's check off; the person and the instant are in the booking."""
    with session.store.transaction():
        return post(
            session.store,
            Draft(
                "check",
                request_id,
                session.till.id,
                session.staff.id,
                clock.now_us(),
                session.today(),
                series="CK",
                events=(EventDraft("dates_signed", became=session.today().isoformat()),),
            ),
        )


def is_signed(session: Session) -> bool:
    """Whether today's check is signed off."""
    return signed_on(session.store, session.today())


def wasted_this_month(session: Session) -> int:
    """What was thrown away since the first of the month, at cost, in minor units."""
    today = session.today()
    return wasted_between(session.store, today.replace(day=1), today)
