"""The morning check: what is done with the rows that are due, and the signature under it.

What is due stands in `due`, what was done on earlier days in `check_record`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from shopstock.amounts import show_decimal
from shopstock.date_kinds import never_after
from shopstock.jobs.due import Due as Due
from shopstock.jobs.due import at_risk as at_risk
from shopstock.jobs.due import list_due as list_due
from shopstock.jobs.due import working_horizon as working_horizon
from shopstock.jobs.losses import NO_FIGURES, MonthFigures, month_figures
from shopstock.jobs.markdowns import drafts_of, marked_in_check, rights_for
from shopstock.jobs.move import Shift, shift_step
from shopstock.jobs.reasons import of_check
from shopstock.jobs.rights import Right, require
from shopstock.jobs.session import Session
from shopstock.jobs.void import void
from shopstock.refusal import Key, Refusal
from shopstock.store.checks import heads, signed_on, wasted_between
from shopstock.store.ledger import CheckDraft, EventDraft, Posted, Step, booked, post
from shopstock.store.markdowns import carry_out
from shopstock.store.places import place, place_of_kind
from shopstock.store.stock import units_of_lot_at
from shopstock.text import fit

# letter -> (action as the view names it, what the ledger books, or None)
ACTIONS: dict[str, tuple[str, str | None]] = {
    "K": ("ok", None),
    "M": ("mark_down", None),
    "P": ("pull", "moved"),
    "W": ("waste", "wasted"),
    "S": ("supplier", "sent_back"),
    "C": ("charity", "given_away"),
    "T": ("staff", "given_to_staff"),
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


@dataclass(frozen=True, slots=True)
class Act:
    """One letter on one row, on all of it or a part."""

    due: Due
    letter: str
    quantity: int


def check_act(act: Act) -> None:
    """Refuse what the date forbids and what is not there."""
    row = act.due.row
    over = never_after(row.date_kind) and act.due.days_left < 0
    if over and act.letter in "KMCT":
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
        marked = marked_in_check(session, _marked_lots(acts))
        events, prices = drafts_of(session, marked)
        posted = post(
            store,
            replace(
                session.draft("check", request_id),
                series="CK",
                steps=tuple(steps),
                events=events,
                checks=tuple(_check(one, today) for one in acts),
                parts=prices,
            ),
        )
        carry_out(store, prices)
        return posted


def _rights(session: Session, acts: tuple[Act, ...]) -> list[Right]:
    """What the letters need: a price below the list price, stock that is not there, and goods for staff."""
    needed: list[Right] = []
    if any(one.letter in "NT" for one in acts):
        needed.append(Right.STOCK)
    return needed + rights_for(session, marked_in_check(session, _marked_lots(acts)))


def _marked_lots(acts: tuple[Act, ...]) -> list[int]:
    return [one.due.row.lot_id for one in acts if one.letter == "M"]


def _steps(session: Session, one: Act, what: str) -> list[Step]:
    """The movements of a letter: of the quantity, or of every unit where the goods have serials."""
    row = one.due.row
    origin = place(session.store, row.place_id)
    end = place_of_kind(session.store, "quarantine") if what == "moved" else None
    shift = Shift(row.lot_id, one.quantity, origin, reason=of_check(over=one.due.days_left < 0))
    if row.tracking != "serial":
        return [shift_step(session, shift, what, end)]
    units = units_of_lot_at(session.store, row.lot_id, row.place_id)
    return [shift_step(session, replace(shift, quantity=1, unit_id=u), what, end) for u in units]


def _check(one: Act, today: date) -> CheckDraft:
    action = ACTIONS[one.letter][0]
    return CheckDraft(
        today, one.due.row.lot_id, one.due.row.place_id, action, one.quantity, int(one.due.late)
    )


@dataclass(frozen=True, slots=True)
class Morning:
    """The check as it stands, read once: its rows, whether it is signed, what was wasted since the first of the month
    (at cost, in minor units), how many days ahead is looked where nothing else is set, and the month's losses."""

    day: date
    rows: tuple[Due, ...]
    signed: bool
    wasted_minor: int
    horizon_days: int
    heads: tuple[bytes, ...] = ()
    month: MonthFigures = NO_FIGURES

    @property
    def left(self) -> int:
        """How many rows are not done."""
        return sum(due.action is None for due in self.rows)

    @property
    def done(self) -> int:
        """How many rows are done."""
        return len(self.rows) - self.left


def morning(session: Session, horizon_days: int | None = None) -> Morning:
    """The check of today; `horizon_days` instead of each row's own."""
    rows = tuple(list_due(session, horizon_days))
    ahead = working_horizon(session) if horizon_days is None else horizon_days
    month = month_figures(session)
    return Morning(
        session.today(), rows, is_signed(session), month.wasted_minor, ahead, heads(session.store), month
    )


def still_so(session: Session, seen: Morning) -> bool:
    """Whether nothing was booked in the shop since that was read, on any till."""
    return seen.day == session.today() and seen.heads == heads(session.store)


def waits(session: Session) -> bool:
    """Whether there is something to do in today's check, and nobody has signed it."""
    return not is_signed(session) and any(due.action is None for due in list_due(session))


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
