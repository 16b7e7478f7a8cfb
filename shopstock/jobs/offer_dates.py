"""What the counter says of a date: what it refuses, what it asks, and which older lot is left on the shelf.

How goods stand with their date is `jobs/freshness.py`; here are the words, and what an answer covers. An answer holds
for its day and for nothing worse: what was past its best before midnight and is over after it is asked about again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final, NamedTuple

from shopstock.amounts import show_decimal
from shopstock.date_kinds import SHORT
from shopstock.days import PrintedDate, days_ago, iso, show_day
from shopstock.jobs.freshness import DateState, Dating
from shopstock.jobs.session import Session
from shopstock.jobs.wanted import Wanted
from shopstock.refusal import Key, Refusal, State
from shopstock.store.catalogue import ProductRow
from shopstock.store.ledger import EventDraft
from shopstock.store.lots import LotRow
from shopstock.store.stock import Standing, standing, units_standing
from shopstock.text import fit

REMOVE = Key("-", "remove")
# What a person may decide, from the least to the worst; what is over and forbidden is nobody's to decide.
ASKED: Final = (DateState.PAST_BEST, DateState.SHORT, DateState.OVER)
_WAYS = (Key("M", "mark down"), Key("Enter", "sell"), REMOVE)
BESIDE_KEYS = 46  # what fits the line of 76 characters beside the state, `M mark down` and `Enter sell`
_WAS = {"use_by": "use-by was", "expiry": "expired"}


class UseByPassed(Refusal):
    """Its use-by or expiry has passed: it cannot be sold, by nobody. `lot_id` is the lot, None for a pack that bears
    a date of no lot."""

    id = "sell.use_by_passed"

    def __init__(self, text: str, *keys: Key, lot_id: int | None = None) -> None:
        super().__init__(text, *keys)
        self.lot_id = lot_id


class AskedDate(Refusal):
    """A date that a person decides about. `lot_id` is the lot, `answer` what an answer to it covers."""

    state: ClassVar[State] = "ASK"

    def __init__(self, text: str, lot_id: int, answer: str) -> None:
        super().__init__(text, *_WAYS)
        self.lot_id = lot_id
        self.answer = answer


class BestBeforePassed(AskedDate):
    """Its best-before or sell-by has passed: a person decides."""

    id = "sell.best_before_passed"


class PastBest(AskedDate):
    """It is past its best, and its last day is still to come."""

    id = "sell.past_best"


class ShortDated(AskedDate):
    """Fewer days are left than must be left at a sale."""

    id = "sell.short_dated"


class DateDiffers(Refusal):
    """The date on the pack is not the date of its lot."""

    id = "sell.date_differs"


DATE_QUESTIONS: Final = frozenset({BestBeforePassed.id, PastBest.id, ShortDated.id})


def check_date(
    session: Session, row: ProductRow, of_lot: LotRow, answered: str = "", dating: Dating | None = None
) -> None:
    """Goods may be sold through the printed day; after it a use-by and an expiry are refused and the others asked
    about, as is what is past its best or has too few days left. `answered` is what a person said yes to."""
    dating = dating or Dating(session)
    expires, today = of_lot.expires, dating.today
    state = dating.now(row, expires)
    if state not in ASKED or expires is None:
        return
    printed = show_day(expires.day, today, expires.precision)
    if dating.forbidden(row, expires):
        was = _WAS.get(row.date_kind or "", "date was")
        said = f"{fit(row.name, 16)} lot {fit(of_lot.code, 10)}: {was} {printed}, not sold"
        raise UseByPassed(said, REMOVE, lot_id=of_lot.id)
    if _covers(answered, state, today.isoformat()):
        return
    kind = SHORT.get(row.date_kind or "", "date")
    answer = f"{state.value} {today.isoformat()}"
    if state is DateState.OVER:
        ago = days_ago(expires.day, today)
        raise BestBeforePassed(_named(row, f"{kind} {printed}, {ago}"), of_lot.id, answer)
    if state is DateState.SHORT:
        left = _days_left(dating, row, expires)
        raise ShortDated(_named(row, f"{kind} {printed}: {left}"), of_lot.id, answer)
    best = dating.of(row, expires).best_on
    until = show_day(best, today) if best else "before"
    raise PastBest(_named(row, f"best until {until}, {kind} {printed}"), of_lot.id, answer)


def _named(row: ProductRow, rest: str) -> str:
    """The product and what is said of it, the name cut so that the sentence fits beside its keys."""
    return f"{fit(row.name, max(12, BESIDE_KEYS - 1 - len(rest)))} {rest}"


def _days_left(dating: Dating, row: ProductRow, expires: PrintedDate) -> str:
    """`2 of 30 days left`: how many are left of those that a sale wants."""
    until = dating.of(row, expires).sold_until
    wanted = (expires.day - until).days if until else 0
    return f"{(expires.day - dating.today).days} of {wanted} days left"


def _covers(answered: str, state: DateState, today: str) -> bool:
    """Whether an answer of that day, to something as bad, is one to this."""
    said, _, day = answered.partition(" ")
    states = [each.value for each in ASKED]
    return day == today and said in states and states.index(said) >= ASKED.index(state)


def check_printed_date(
    session: Session, row: ProductRow, of_lot: LotRow, printed: PrintedDate | None
) -> None:
    """Refuse a pack whose printed date is not the one its lot was received with: one of the two is wrong."""
    if printed is None or not row.date_kind or printed == of_lot.expires:
        return
    today = session.today()
    pack = show_day(printed.day, today, printed.precision)
    books = show_day(of_lot.expires.day, today, of_lot.expires.precision) if of_lot.expires else "no date"
    raise DateDiffers(f"the pack says {pack}, lot {fit(of_lot.code, 12)} has {books}. Put it aside", REMOVE)


def lot_of_pack(session: Session, row: ProductRow, printed: PrintedDate, taken: dict[int, int]) -> int | None:
    """The lot of a pack that says its date and not its lot: the one with that date of which something is left.

    None where no lot bears that date; such a pack is refused once that date could not be sold."""
    dating = Dating(session)
    room: dict[int, int] = {}
    for s in standing(session.store, row.id):
        if s.sellable and not s.held and s.expires == printed:
            room[s.lot_id] = room.get(s.lot_id, -taken.get(s.lot_id, 0)) + s.quantity
    found = next((lot_id for lot_id, free in room.items() if free > 0), None)
    if found is not None or dating.offered(row, printed):
        return found
    said = (
        f"{SHORT.get(row.date_kind or '', 'date')} {show_day(printed.day, dating.today, printed.precision)}"
    )
    if dating.forbidden(row, printed):
        raise UseByPassed(f"{fit(row.name, 20)}: the pack says {said}, not sold", REMOVE)
    raise DateDiffers(f"the pack says {said}: no lot here has that date. Put it aside", REMOVE)


def nearest(dating: Dating, row: ProductRow, here: Sequence[Standing]) -> list[Standing]:
    """What cannot be offered by itself, what a person may decide most easily first: past its best, then too few
    days, then what is over since the shortest time; of equals, the earliest date; what is held last."""

    def worse(s: Standing) -> tuple[int, int]:
        state = dating.now(row, s.expires)
        rank = len(ASKED) if s.held or state not in ASKED else ASKED.index(state)
        days = s.expires.day.toordinal() if s.expires else 0
        return rank, -days if state is DateState.OVER else days

    return sorted(here, key=worse)


class Older(NamedTuple):
    """An older lot that is still to be sold: how much of it is left where, as it is shown."""

    lot: str
    expires: PrintedDate
    quantity: str
    place: str


def older_than(
    session: Session,
    row: ProductRow,
    of_lot: LotRow,
    taken: dict[int, int],
    serials: frozenset[int] = frozenset(),
) -> Older | None:
    """The earliest lot that may be sold by itself and ends before this one; `taken` of each lot, and these units,
    are in the basket already."""
    if not row.date_kind:
        return None
    dating, left = Dating(session), dict(taken)
    units = None
    for s in standing(session.store, row.id):
        if not s.expires or (of_lot.expires and s.expires.day >= of_lot.expires.day):
            return None  # in the order of their dates
        if not s.sellable or s.held or s.lot_id == of_lot.id or not dating.offered(row, s.expires):
            continue
        if row.tracking == "serial":
            units = units_standing(session.store, row.id) if units is None else units
            free = sum(
                1
                for u in units
                if (u.lot_id, u.place_code, u.held) == (s.lot_id, s.place_code, 0) and u.id not in serials
            )
        else:
            gone = min(left.get(s.lot_id, 0), s.quantity)
            left[s.lot_id] = left.get(s.lot_id, 0) - gone
            free = s.quantity - gone
        if free > 0:
            return Older(s.code, s.expires, show_decimal(free, row.decimals), s.place_code)
    return None


def asked_of(dating: Dating, row: ProductRow, of_lot: LotRow, wanted: Wanted) -> DateState | None:
    """What of its date a person must have decided when a line is sold; None where nothing. A part that was fitted
    in a repair was looked at then, and only what is over by now counts."""
    state = dating.now(row, of_lot.expires)
    if state not in ASKED or (wanted.repair and state is not DateState.OVER):
        return None
    return state


def sold_past(dating: Dating, row: ProductRow, of_lot: LotRow, wanted: Wanted) -> EventDraft | None:
    """What the books keep of a sale that a person decided: the date it bears, the day it was sold, and why it was
    asked about. None where nothing was."""
    state, expires = asked_of(dating, row, of_lot, wanted), of_lot.expires
    if state is None or expires is None:
        return None
    if state is DateState.SHORT:
        note = _days_left(dating, row, expires)
    elif state is DateState.OVER:
        days = (dating.today - expires.day).days
        note = f"{days} day{'s' if days > 1 else ''} over"
    else:
        note = "past its best"
    return EventDraft(
        "sold_past_date",
        product_id=row.id,
        lot_id=of_lot.id,
        unit_id=wanted.unit_id,
        was=iso(expires.day, expires.precision),
        became=dating.today.isoformat(),
        note=note,
    )
