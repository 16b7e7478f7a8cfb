"""The dates of goods that arrive: what none printed means, which cannot be right, which are short, which come too soon.

All counted from the day of the shop; goods are here until the end of their last day.
"""

from __future__ import annotations

from datetime import date, timedelta
from statistics import median
from typing import ClassVar, NamedTuple

from shopstock.days import PrintedDate, show_day
from shopstock.jobs.freshness import rules
from shopstock.jobs.session import Session
from shopstock.refusal import BadInput, Key, Refusal, State
from shopstock.store.catalogue import ProductRow
from shopstock.store.lots import lot, lot_coded, usual_lives
from shopstock.store.stock import Standing, standing
from shopstock.text import fit

FARTHEST_YEARS = 10  # where nothing is known of a product
TIMES_USUAL = 3  # a date this many times as far away as usual is asked about
LEAST_LIVES = 2  # so many earlier deliveries say what is usual
_SLACK = 14  # days; goods that keep two days are not odd with seven


class ShortDated(Refusal):
    """Fewer days are left than the shop wants of goods that come in, and nobody said why they are taken."""

    id = "receive.short_dated"
    state: ClassVar[State] = "ASK"


class Short(NamedTuple):
    """How many days are left (0: today is the last), and how many the shop wants."""

    left: int
    wanted: int

    def said(self) -> str:
        """`3 days left, 30 wanted`; `5 days over, 30 wanted`."""
        days = abs(self.left)
        return f"{days} day{'s' * (days != 1)} {'over' if self.left < 0 else 'left'}, {self.wanted} wanted"


def default_date(session: Session, row: ProductRow, made_on: date | None = None) -> PrintedDate | None:
    """The date a product gets when none is printed: its shelf life from the day it was made, else from today."""
    if not row.date_kind or not row.shelf_life_days:
        return None
    return PrintedDate(_ahead(made_on or session.today(), row.shelf_life_days))


def usual_life(session: Session, row: ProductRow) -> int | None:
    """How many days these goods usually have when they come: their shelf life, else what earlier deliveries had.

    None where nothing says it."""
    if row.shelf_life_days:
        return row.shelf_life_days
    lives = usual_lives(session.store, row.id)
    return int(median(lives)) if len(lives) >= LEAST_LIVES else None


def why_odd(
    session: Session, row: ProductRow, printed: PrintedDate, made_on: date | None = None
) -> str | None:
    """Why a date cannot be right, as a sentence; None for one that can. Any day of the week can."""
    today = session.today()
    if made_on is not None and made_on > printed.day:
        return f"It was made {show_day(made_on, today)}"
    if printed.day < today:
        return "That is past"
    life = usual_life(session, row)
    farthest = _ahead(today, 366 * FARTHEST_YEARS)
    if life is not None and life > 0:
        farthest = _ahead(today, max(life * TIMES_USUAL, life + _SLACK))
    if printed.day <= farthest:
        return None
    return f"Usual life of this item is {life_said(life)}" if life else "That is far away"


def life_said(days: int) -> str:
    """A life as people say it: `10 days`, `9 months`, `3 years`."""
    number, unit = days, "day"
    if days >= 730:
        number, unit = round(days / 365.25), "year"
    elif days >= 60:
        number, unit = round(days / 30.44), "month"
    return f"{number} {unit}{'s' * (number != 1)}"


def made_day(session: Session, printed: PrintedDate) -> date:
    """The day goods were made, as typed; refuses one to come."""
    if printed.day > session.today():
        raise BadInput(f"{show_day(printed.day)} is still to come: nothing was made then")
    return printed.day


def short(session: Session, row: ProductRow, expires: PrintedDate | None) -> Short | None:
    """Whether goods with that date have fewer days left than the shop wants when they come in."""
    if expires is None or not row.date_kind:
        return None
    wanted = rules(session).min_in_of(row)
    left = (expires.day - session.today()).days
    return Short(left, wanted) if wanted and left < wanted else None


def must_not_be_short(
    session: Session, row: ProductRow, expires: PrintedDate | None, reason: str
) -> Short | None:
    """What is short about goods that are taken for that reason; raises ShortDated where there is none."""
    found = short(session, row, expires)
    if found and not reason:
        raise ShortDated(f"{fit(row.name, 30)}: {found.said()}", Key("-", "refuse"))
    return found


def later_here(session: Session, row: ProductRow, code: str, expires: PrintedDate | None) -> Standing | None:
    """The lot on the shelves that goods with that date will expire before: of several the one that goes first.

    What was opened, frozen or thawed here is none: its date is not the supplier's."""
    if expires is None or not row.date_kind:
        return None
    known = lot_coded(session.store, row.id, code) if code else None
    for here in standing(session.store, row.id):
        later = here.sellable and here.expires and here.expires.day > expires.day
        if later and here.lot_id != (known and known.id) and not lot(session.store, here.lot_id).treated:
            return here
    return None


def comes_before(session: Session, here: Standing) -> str:
    """`arrives shorter than lot K22 on the shelf, 24 Nov`."""
    last = here.expires
    dated = show_day(last.day, session.today(), last.precision) if last else ""
    return f"arrives shorter than lot {fit(here.code, 12)} on the shelf, {dated}"


def _ahead(day: date, days: int) -> date:
    """That many days later; the calendar's last day where there is none so late."""
    return date.max if days > (date.max - day).days else day + timedelta(days=days)
