"""What is due: every dated lot on the shelves within its own horizon, in the order of the shelves.

A row is new while it is in the check for the first time, and late where it was due on the last open day and was not
done with then. Both follow from the ledger and the horizons as they are now; nothing has to be carried over at night.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from shopstock.amounts import line_amount, lowest
from shopstock.days import PrintedDate
from shopstock.jobs.freshness import DateState, Freshness, Rules, freshness, rules
from shopstock.jobs.session import Session
from shopstock.store.checks import actions_on, done_on, heads, last_open_day, moved_since
from shopstock.store.stock import DueRow, due_until, due_within, later

# After these the goods are still there, and done with for the day.
STAYS = frozenset({"ok", "mark_down"})


@dataclass(frozen=True, slots=True)
class Due:
    """A row of the check; `action` is what was done today, `late` that it was left undone before, `new` that it is in
    the check for the first time. `horizon` is how many days before its date it is in the check by itself."""

    row: DueRow
    days_left: int
    price_minor: int
    action: str | None
    late: bool
    new: bool = False
    state: DateState = DateState.DUE
    horizon: int = 0


def list_due(session: Session, horizon_days: int | None = None) -> list[Due]:
    """Every dated lot on the shelves that is due, and those done today; `horizon_days` instead of each row's own.

    Late rows first, then in the order of the shelves, by date, by name. What was done today stays in its
    place with its action when its stock is gone, so that the numbers of the rows hold all morning."""
    today, store, rule = session.today(), session.store, rules(session)
    found = (
        due_within(store, today, rule.furthest)
        if horizon_days is None
        else due_until(store, later(today, horizon_days))
    )
    standing = {(row.lot_id, row.place_id): row for row in found if row.date_kind}
    done = {(d.row.lot_id, d.row.place_id): d for d in done_on(store, today)}
    eye = _Eye(session, today, rule)
    listed = []
    for key, row in standing.items():
        last = done.get(key)
        # After a part was moved, or when more came, what stands there is still to be looked at.
        action = last.action if last and last.action in STAYS else None
        listed.append(eye.due(row, action, None if last is None else bool(last.late)))
    for key, last in done.items():
        if key not in standing:
            listed.append(eye.due(last.row, last.action, bool(last.late)))
    within = [due for due in listed if _is_within(due, horizon_days)]
    return sorted(within, key=_walked)


def _is_within(due: Due, horizon_days: int | None) -> bool:
    return due.days_left <= (due.horizon if horizon_days is None else horizon_days)


def _walked(due: Due) -> tuple[bool, int, int, date, str, int]:
    row = due.row
    return not due.late, row.walk, row.place_id, row.expires_on, row.words, row.lot_id


class _Eye:
    """Looks at rows as on that day, knowing what was seen on the last open day before it."""

    def __init__(self, session: Session, today: date, rule: Rules) -> None:
        store = session.store
        self._today, self._rule = today, rule
        self._known: dict[tuple[int, date, str], Freshness] = {}
        self._before = last_open_day(store, today)
        self._seen: set[tuple[int, int]] = set()
        self._came: defaultdict[tuple[int, int], int] = defaultdict(int)
        if self._before is None:
            return
        self._seen = {(a.lot_id, a.place_id) for a in actions_on(store, self._before) if a.action in STAYS}
        for moved in moved_since(store, self._before):
            self._came[moved.lot_id, moved.from_place_id] -= moved.quantity
            self._came[moved.lot_id, moved.to_place_id] += moved.quantity

    def due(self, row: DueRow, action: str | None, late: bool | None) -> Due:
        """The row as it is today; `late` where it was done and so is known."""
        fresh = self._fresh(row)
        was, state = self._was_due(row, fresh), fresh.on(self._today)
        price = lowest(row.price_minor, row.lot_price_minor)
        return Due(
            row,
            (row.expires_on - self._today).days,
            price,
            action,
            was and self._was_left(row) if late is None else late,
            not was and fresh.listed_on is not None and fresh.listed_on <= self._today,
            state,
            self._rule.horizon_of(row),
        )

    def _fresh(self, row: DueRow) -> Freshness:
        """Worked out once for each date of a product: a shop may have hundreds of lots of one."""
        key = row.product_id, row.expires_on, row.precision
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = freshness(self._rule, row, PrintedDate(row.expires_on, row.precision))
        return found

    def _was_due(self, row: DueRow, fresh: Freshness) -> bool:
        """Whether it was in the check of the last open day, wherever it stood then."""
        before, listed = self._before, fresh.listed_on
        if before is None or listed is None:
            return False
        return listed <= before and row.first_day <= before.isoformat()

    def _was_left(self, row: DueRow) -> bool:
        """Whether it stood there at the end of the last open day, and nobody was done with it."""
        key = row.lot_id, row.place_id
        return row.quantity > self._came[key] and key not in self._seen


def at_risk(due: Sequence[Due]) -> int:
    """What the undone rows would bring at their price, in minor units."""
    return sum(line_amount(d.price_minor, d.row.quantity, d.row.decimals) for d in due if d.action is None)


class DueCount:
    """How many rows of today's check are not done, counted anew only after something was booked."""

    def __init__(self) -> None:
        self._known: tuple[date, tuple[bytes, ...], int] | None = None

    def __call__(self, session: Session) -> int:
        """The number now."""
        key = session.today(), heads(session.store)
        if self._known is None or self._known[:2] != key:
            self._known = *key, sum(due.action is None for due in list_due(session))
        return self._known[2]


def working_horizon(session: Session) -> int:
    """How many days ahead the check looks where neither a category nor a product says it."""
    return rules(session).horizon
