"""The drawer of a till: opening it with a float, money in and out, and closing it by what was counted.

A session is all that the till booked since its last closing, so nobody has to open one before the first sale and
midnight divides none. What should be in the drawer is the float, the cash of those bookings (refunds and voids
taken off), what was put in, less what was taken out. The database makes the same sum again at the closing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar, NamedTuple

from shopstock.amounts import LARGEST, parse_decimal
from shopstock.jobs.park import parked
from shopstock.jobs.session import Session
from shopstock.jobs.setting_change import book_setting
from shopstock.refusal import BadInput, Key, Refusal, State
from shopstock.store import drawers, takings
from shopstock.store.drawers import DrawerStep, PieceDraft, TenderDraft, last_closing, next_step
from shopstock.store.engine import RuleBroken
from shopstock.store.ledger import EventDraft, Posted, booked, post
from shopstock.store.shop import setting
from shopstock.store.takings import Stretch
from shopstock.text import clean_name

TOLERANCE = "cash_tolerance"
TOLERANCE_MINOR = 500
MANAGERS = frozenset({"owner", "manager"})
REASON_LENGTH = 120
CASH, CARD = "cash", "card"
AGAIN = Key("C", "count")
_TO_THE_END = 2**62


class NotOpened(Refusal):
    """The drawer was not opened: its float is not known."""

    id = "cash.not_opened"


class OpenAlready(Refusal):
    """The drawer was opened before."""

    id = "cash.open_already"


class CashMoved(Refusal):
    """Cash went in or out after the count: it must be counted again."""

    id = "cash.moved"


class NeedsReason(Refusal):
    """A difference above the tolerance is explained, or the day is not closed."""

    id = "cash.which_reason"
    state: ClassVar[State] = "ASK"


@dataclass(frozen=True, slots=True)
class DrawerNow:
    """The drawer of this till as it is. `session` is the open one, or the one that an opening would begin;
    `steps` are its own, `before` is the closing it follows."""

    open: bool
    session: int
    steps: tuple[DrawerStep, ...]
    before: DrawerStep | None
    stretch: Stretch

    @property
    def kept_minor(self) -> int | None:
        """The float that the last closing left in the drawer; None before the first."""
        return self.before.kept_minor if self.before else None

    @property
    def float_minor(self) -> int:
        """The float of the open session."""
        return self.steps[0].amount_minor if self.steps else 0

    def sum_of(self, what: str) -> int:
        """All money of one kind of step, such as `in`."""
        return sum(step.amount_minor for step in self.steps if step.what == what)


class Busy(NamedTuple):
    """How much was done since the last closing, and how many baskets are parked in the whole shop."""

    sales: int
    refunds: int
    voids: int
    parked: int


@dataclass(frozen=True, slots=True)
class Count:
    """A finished count: pieces by face (minor units), what the terminals said, and what is done with it.

    `expected_minor` is what the person was shown; `counts` how often the drawer was counted."""

    pieces: tuple[tuple[int, int], ...]
    expected_minor: int
    kept_minor: int
    reason: str = ""
    said: tuple[tuple[str, int], ...] = ()
    counts: int = 1

    @property
    def counted_minor(self) -> int:
        """The sum of the pieces."""
        return sum(face * number for face, number in self.pieces)


def drawer(session: Session) -> DrawerNow:
    """The drawer of this till now."""
    store, till_id = session.store, session.till.id
    last = drawers.last_step(store, till_id)
    is_open = bool(last and last.is_open)
    number = (last.session if is_open else last.session + 1) if last else 1
    before = last_closing(store, till_id, number)
    steps = tuple(drawers.steps_of(store, till_id, number)) if is_open else ()
    stretch = Stretch(till_id, before.till_number if before else 0, _TO_THE_END)
    return DrawerNow(is_open, number, steps, before, stretch)


def sales_since(session: Session, now: DrawerNow) -> int:
    """How many sales this till made since its last closing."""
    return takings.kinds_in(session.store, now.stretch).get("sale", 0)


def busy(session: Session, now: DrawerNow) -> Busy:
    """What this till did since its last closing, in numbers."""
    kinds = takings.kinds_in(session.store, now.stretch)
    voided = takings.voided_in(session.store, now.stretch)
    voids = voided.get("sale", 0) + voided.get("return", 0)
    return Busy(kinds.get("sale", 0), kinds.get("return", 0), voids, len(parked(session)))


def number_of(session: Session) -> int:
    """The number of the last closing of this till; 0 before the first."""
    last = last_closing(session.store, session.till.id)
    return last.session if last else 0


def expected(session: Session, now: DrawerNow) -> int:
    """What should be in the open drawer, in minor units; less than nothing where more was paid out than came in."""
    paid = {row.tender: row.amount_minor for row in takings.by_tender(session.store, now.stretch)}
    return now.float_minor + paid.get(CASH, 0) + now.sum_of("in") - now.sum_of("out")


def other_tenders(session: Session, now: DrawerNow) -> dict[str, int]:
    """What was paid otherwise than in cash, by tender."""
    rows = takings.by_tender(session.store, now.stretch)
    return {row.tender: row.amount_minor for row in rows if row.tender != CASH}


def tolerance(session: Session) -> int:
    """The largest difference, in minor units, that needs no reason."""
    kept = setting(session.store, TOLERANCE, "")
    try:
        return parse_decimal(kept, session.shop.digits) if kept else TOLERANCE_MINOR
    except BadInput:
        return TOLERANCE_MINOR


def set_tolerance(session: Session, request_id: str, minor: int) -> Posted:
    """Set it; booked as an event, so that it is known who did and when."""
    was, became = session.money(tolerance(session)), session.money(minor)
    return book_setting(session, request_id, TOLERANCE, was, became)


def open_drawer(session: Session, request_id: str, float_minor: int) -> Posted:
    """Begin a session with the money that lay in the drawer before its first sale."""
    if not 0 <= float_minor <= LARGEST:
        raise BadInput("a float is nothing or more")
    return _step(session, request_id, "opened", float_minor)


def put_in(session: Session, request_id: str, amount_minor: int, reason: str) -> Posted:
    """Money put into the open drawer, such as change from the bank."""
    return _step(session, request_id, "in", _some(amount_minor), _said(reason, "in"))


def take_out(session: Session, request_id: str, amount_minor: int, reason: str) -> Posted:
    """Money taken out of the open drawer, for something that is named."""
    return _step(session, request_id, "out", _some(amount_minor), _said(reason, "out"))


def _some(amount_minor: int) -> int:
    if not 0 < amount_minor <= LARGEST:
        raise BadInput("an amount of nothing moves nothing")
    return amount_minor


def _said(reason: str, way: str) -> str:
    said, _ = clean_name(reason, REASON_LENGTH)
    if not said:
        raise BadInput(f"money {way} needs its reason: :cash {way} 20.00 window cleaner")
    return said


def _step(
    session: Session, request_id: str, what: str, amount_minor: int, reason: str | None = None
) -> Posted:
    store = session.store
    with store.transaction():
        before = booked(store, request_id)
        if before:
            return before
        last = drawers.last_step(store, session.till.id)
        is_open = bool(last and last.is_open)
        if what == "opened" and is_open:
            raise OpenAlready(f"{session.till.name} is open already", Key(":cash", "look"))
        if what != "opened" and not is_open:
            raise NotOpened(
                f"the drawer of {session.till.name} is not open: its float first", Key(":cash", "open")
            )
        step = next_step(last, session.till.id, what, amount_minor, reason=reason)
        draft = replace(session.draft("cash", request_id), series=slips(session), parts=(step,))
        return post(store, draft)


def slips(session: Session) -> str:
    """The series of this till's openings and of what goes in and out: D1 where its receipts are R1."""
    return f"D{session.till.prefix.removeprefix('R')}"


def closings(session: Session) -> str:
    """The series of this till's closings: Z1 where its receipts are R1."""
    return f"Z{session.till.prefix.removeprefix('R')}"


def close(session: Session, request_id: str, count: Count) -> Posted:
    """Close the session in one transaction; a repeated request answers with the first result.

    Raises CashMoved when cash went in or out since the person was shown what is expected, and NeedsReason for
    a difference above the tolerance without one. The closing also notes the head of every other till's chain:
    whoever cuts one of them short must rewrite this one, too."""
    try:
        with session.store.transaction():
            return booked(session.store, request_id) or _closed(session, request_id, count)
    except RuleBroken as broken:
        if broken.rule != "drawer":
            raise
        raise CashMoved("cash moved at this till since you counted. Count again", AGAIN) from broken


def _closed(session: Session, request_id: str, count: Count) -> Posted:
    store, now = session.store, drawer(session)
    _check(session, now, count)
    step = next_step(
        drawers.last_step(store, session.till.id),
        session.till.id,
        "closed",
        count.counted_minor,
        count.expected_minor,
        count.kept_minor,
        clean_name(count.reason, REASON_LENGTH)[0] or None,
    )
    said = dict(count.said)
    others = other_tenders(session, now).items()
    draft = replace(
        session.draft("cash", request_id),
        series=closings(session),
        parts=(
            *(PieceDraft(face, number) for face, number in count.pieces if number),
            *(TenderDraft(name, taken, said.get(name)) for name, taken in others),
            step,
        ),
        events=(*_noted(session, count), *_heads(session)),
    )
    return post(store, draft)


def _check(session: Session, now: DrawerNow, count: Count) -> None:
    if not now.open:
        raise NotOpened(f"the drawer of {session.till.name} is not open", Key(":cash", "open"))
    should = expected(session, now)
    if should != count.expected_minor:
        more = session.money(abs(should - count.expected_minor))
        way = "came in" if should > count.expected_minor else "went out"
        raise CashMoved(f"{more} {way} since you counted. Count again", AGAIN)
    if not 0 <= count.kept_minor <= count.counted_minor:
        raise BadInput(f"{session.money(count.counted_minor)} is there, no more can be kept")
    if needs_reason(session, now, count) and not count.reason.strip():
        raise NeedsReason("what is the difference? A word or two")


def needs_reason(session: Session, now: DrawerNow, count: Count) -> bool:
    """Whether the drawer or a terminal is off by more than the tolerance."""
    taken = other_tenders(session, now)
    off = [said - taken.get(tender, 0) for tender, said in count.said]
    return any(
        abs(minor) > tolerance(session) for minor in (count.counted_minor - count.expected_minor, *off)
    )


def _noted(session: Session, count: Count) -> list[EventDraft]:
    noted = []
    waiting = len(parked(session))
    if waiting:
        noted.append(EventDraft("parked_over", became=str(waiting)))
    if count.counts > 1:
        noted.append(EventDraft("counted_again", became=str(count.counts)))
    return noted


def _heads(session: Session) -> list[EventDraft]:
    return [
        EventDraft("head_seen", was=str(head.number), became=head.hash.hex(), note=str(head.till_id))
        for head in takings.heads(session.store)
        if head.till_id != session.till.id
    ]
