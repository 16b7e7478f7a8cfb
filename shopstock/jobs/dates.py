"""The morning check: what must leave the shelf, in the order of the shelves.

A row that was due on the last open day and was not looked at since is late. Everything is derived from the
ledger; nothing has to be carried over at night.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from shopstock.amounts import line_amount, show_decimal
from shopstock.date_kinds import never_after
from shopstock.jobs.move import Shift, shift_step
from shopstock.jobs.offer import marked_down
from shopstock.jobs.rights import Right, require
from shopstock.jobs.sell import below_cost
from shopstock.jobs.session import Session
from shopstock.jobs.void import void
from shopstock.refusal import Key, Refusal
from shopstock.store.catalogue import product
from shopstock.store.checks import (
    actions_on,
    done_on,
    last_open_day,
    signed_on,
    wasted_between,
)
from shopstock.store.ledger import CheckDraft, EventDraft, Posted, Step, booked, post
from shopstock.store.lots import set_lot_price
from shopstock.store.places import place, place_of_kind
from shopstock.store.stock import DueRow, due_until, units_of_lot_at
from shopstock.text import fit, fold_words

HORIZON_DAYS = 7

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


class WholeRow(Refusal):
    """A letter that is for all of a row, not for a part of it."""

    id = "dates.whole_row"


# After these the goods are still there, and done with for the day.
_STAYS = frozenset({"ok", "mark_down"})


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

    Late rows first, then in the order of the shelves, by date, by name. What was done today stays in its
    place with its action when its stock is gone, so that the numbers of the rows hold all morning."""
    today = session.today()
    until = today + timedelta(days=horizon_days)
    standing = {(r.lot_id, r.place_id): r for r in due_until(session.store, until) if r.date_kind}
    done = {(d.row.lot_id, d.row.place_id): d for d in done_on(session.store, today)}
    is_late = _lateness(session)
    listed = []
    for key, row in standing.items():
        last = done.get(key)
        # After a part was moved, or when more came, what stands there is still to be looked at.
        action = last.action if last and last.action in _STAYS else None
        listed.append(_due(row, today, action, bool(last.late) if last else is_late(row)))
    for key, last in done.items():
        if key not in standing and last.row.expires_on <= until:
            listed.append(_due(last.row, today, last.action, bool(last.late)))
    return sorted(listed, key=_walked)


def _due(row: DueRow, today: date, action: str | None, late: bool) -> Due:
    price = row.price_minor if row.lot_price_minor is None else row.lot_price_minor
    return Due(row, (row.expires_on - today).days, price, action, late)


def _walked(due: Due) -> tuple[bool, int, int, date, str, int]:
    row = due.row
    return not due.late, row.walk, row.place_id, row.expires_on, fold_words(row.name), row.lot_id


def _lateness(session: Session) -> Callable[[DueRow], bool]:
    """Whether a row was in the check of the last open day and was not done with then."""
    before = last_open_day(session.store, session.today())
    if before is None:
        return lambda _: False
    seen = {(a.lot_id, a.place_id) for a in actions_on(session.store, before) if a.action in _STAYS}
    listed_until = before + timedelta(days=HORIZON_DAYS)
    opened = before.isoformat()

    def is_late(row: DueRow) -> bool:
        was_due = row.expires_on <= listed_until and row.first_day <= opened
        return was_due and (row.lot_id, row.place_id) not in seen

    return is_late


def at_risk(due: list[Due]) -> int:
    """What the undone rows would bring at their price, in minor units."""
    return sum(line_amount(d.price_minor, d.row.quantity, d.row.decimals) for d in due if d.action is None)


def check_act(act: Act) -> None:
    """Refuse what the date forbids and what is not there."""
    row = act.due.row
    over = never_after(row.date_kind) and act.due.days_left < 0
    if over and act.letter in "KMC":
        raise UseByOver(
            f"{fit(row.name, 24)} lot {fit(row.code, 12)}: use-by has passed",
            Key("P", "pull"),
            Key("W", "waste"),
        )
    if act.quantity != row.quantity and act.letter in "KM":
        raise WholeRow("ok and a markdown are for all of a row", Key("P", "pull"), Key("W", "waste"))
    if act.quantity != row.quantity and row.tracking == "serial":
        raise WholeRow("goods with serials go all at once here", Key("P", "pull"), Key("W", "waste"))
    if act.quantity > row.quantity:
        there = show_decimal(row.quantity, row.decimals)
        raise TooMuch(f"only {there} there, at {row.place_code}: {fit(row.name, 24)}", Key("N", "not there"))


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
        require(session, *_rights(session, acts))
        for one in acts:
            check_act(one)
            what = ACTIONS[one.letter][1]
            if what:
                steps += _steps(session, one, what)
            elif one.letter == "M":
                events.append(_mark_down(session, one))
        return post(
            store,
            replace(
                session.draft("check", request_id),
                series="CK",
                steps=tuple(steps),
                events=tuple(events),
                checks=tuple(_check(one, today) for one in acts),
            ),
        )


def _rights(session: Session, acts: tuple[Act, ...]) -> list[Right]:
    """What the letters need: a price below the list price, and stock that is not there."""
    needed: list[Right] = []
    if any(one.letter == "N" for one in acts):
        needed.append(Right.STOCK)
    marked = [product(session.store, one.due.row.product_id) for one in acts if one.letter == "M"]
    if marked:
        needed.append(Right.PRICE)
    if any(below_cost(row, marked_down(row.price_minor), 10**row.decimals) for row in marked):
        needed.append(Right.BELOW_COST)
    return needed


def _steps(session: Session, one: Act, what: str) -> list[Step]:
    """The movements of a letter: of the quantity, or of every unit where the goods have serials."""
    row = one.due.row
    origin = place(session.store, row.place_id)
    end = place_of_kind(session.store, "quarantine") if what == "moved" else None
    shift = Shift(row.lot_id, one.quantity, origin, reason="morning check")
    if row.tracking != "serial":
        return [shift_step(session, shift, what, end)]
    units = units_of_lot_at(session.store, row.lot_id, row.place_id)
    return [shift_step(session, replace(shift, quantity=1, unit_id=u), what, end) for u in units]


def _check(one: Act, today: date) -> CheckDraft:
    action = ACTIONS[one.letter][0]
    return CheckDraft(
        today, one.due.row.lot_id, one.due.row.place_id, action, one.quantity, int(one.due.late)
    )


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


def undo(session: Session, request_id: str, booking_id: int) -> Posted:
    """Undo a row or several: the goods go back, and a lot that was marked down has its price again."""
    return void(session, request_id, booking_id)


def sign(session: Session, request_id: str) -> Posted:
    """Sign the day's check off; the person and the instant are in the booking."""
    with session.store.transaction():
        return post(
            session.store,
            replace(
                session.draft("check", request_id),
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
