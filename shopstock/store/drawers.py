"""The drawer of a till: its last step, the steps of a session, and what a closing counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

from shopstock.store.compiled import Compiled, param
from shopstock.store.engine import Store
from shopstock.store.models import Booking, Drawer, DrawerPiece, DrawerTender, Staff
from shopstock.store.parts import Flat


@dataclass(frozen=True)
class DrawerDraft(Flat):
    """The next step of a drawer, with the step it follows; `next_step` makes it."""

    part: ClassVar[str] = "drawer"
    till_id: int
    session: int
    seq: int
    prev_seq: int | None
    prev_session: int | None
    prev_open: int | None
    what: str
    is_open: int
    amount_minor: int
    expected_minor: int | None = None
    kept_minor: int | None = None
    reason: str | None = None


@dataclass(frozen=True)
class PieceDraft(Flat):
    """So many notes or coins of one face, counted."""

    part: ClassVar[str] = "pieces"
    face_minor: int
    number: int


@dataclass(frozen=True)
class TenderDraft(Flat):
    """What the books say of a tender that is not cash, and what its terminal said (None: nobody asked)."""

    part: ClassVar[str] = "tenders"
    tender: str
    booked_minor: int
    said_minor: int | None


class DrawerStep(NamedTuple):
    """One thing that happened to a drawer: `what` is opened, in, out or closed. `till_number` is its booking's."""

    booking_id: int
    till_number: int
    at_us: int
    staff: str
    series: str | None
    number: int | None
    session: int
    seq: int
    what: str
    is_open: int
    amount_minor: int
    expected_minor: int | None
    kept_minor: int | None
    reason: str | None


class CountedPiece(NamedTuple):
    """A face and how many of it were counted."""

    face_minor: int
    number: int


class CountedTender(NamedTuple):
    """A tender at a closing: what the books said and what was said."""

    tender: str
    booked_minor: int
    said_minor: int | None


def _steps() -> Any:
    return (
        Drawer.select(
            Drawer.booking_id, Booking.till_number, Booking.at_us, Staff.name, Booking.series, Booking.number,
            Drawer.session, Drawer.seq, Drawer.what, Drawer.is_open, Drawer.amount_minor,
            Drawer.expected_minor, Drawer.kept_minor, Drawer.reason,
        )
        .join(Booking, on=(Booking.id == Drawer.booking_id))
        .join(Staff, on=(Staff.id == Booking.staff_id))
    )  # fmt: skip


_LAST = Compiled(
    lambda: _steps().where(Drawer.till_id == param("till_id")).order_by(Drawer.seq.desc()).limit(1),
    DrawerStep,
)
_LAST_CLOSED = Compiled(
    lambda: (
        _steps()
        .where(Drawer.till_id == param("till_id"), Drawer.what == "closed", Drawer.session < param("before"))
        .order_by(Drawer.seq.desc())
        .limit(1)
    ),
    DrawerStep,
)
_OF_SESSION = Compiled(
    lambda: (
        _steps()
        .where(Drawer.till_id == param("till_id"), Drawer.session == param("session"))
        .order_by(Drawer.seq)
    ),
    DrawerStep,
)
_PIECES = Compiled(
    lambda: (
        DrawerPiece.select(DrawerPiece.face_minor, DrawerPiece.number)
        .where(DrawerPiece.booking_id == param("booking_id"))
        .order_by(DrawerPiece.n)
    ),
    CountedPiece,
)
_TENDERS = Compiled(
    lambda: (
        DrawerTender.select(DrawerTender.tender, DrawerTender.booked_minor, DrawerTender.said_minor)
        .where(DrawerTender.booking_id == param("booking_id"))
        .order_by(DrawerTender.n)
    ),
    CountedTender,
)
_NO_LIMIT = 2**62


def last_step(store: Store, till_id: int) -> DrawerStep | None:
    """What happened last to the drawer of that till."""
    return _LAST.first(store.db, till_id=till_id)


def last_closing(store: Store, till_id: int, before_session: int | None = None) -> DrawerStep | None:
    """The newest closing of that till, or the one before a session."""
    return _LAST_CLOSED.first(store.db, till_id=till_id, before=before_session or _NO_LIMIT)


def steps_of(store: Store, till_id: int, session: int) -> list[DrawerStep]:
    """Everything that happened to the drawer in a session, in order."""
    return _OF_SESSION.all(store.db, till_id=till_id, session=session)


def pieces_of(store: Store, booking_id: int) -> list[CountedPiece]:
    """What a closing counted, as it was counted."""
    return _PIECES.all(store.db, booking_id=booking_id)


def tenders_of(store: Store, booking_id: int) -> list[CountedTender]:
    """The other tenders of a closing."""
    return _TENDERS.all(store.db, booking_id=booking_id)


def next_step(
    last: DrawerStep | None,
    till_id: int,
    what: str,
    amount_minor: int,
    expected_minor: int | None = None,
    kept_minor: int | None = None,
    reason: str | None = None,
) -> DrawerDraft:
    """The step that follows the last one of a till; an opening begins the next session."""
    session = last.session if last else 0
    return DrawerDraft(
        till_id,
        session + 1 if what == "opened" else session,
        last.seq + 1 if last else 1,
        last.seq if last else None,
        last.session if last else None,
        last.is_open if last else None,
        what,
        0 if what == "closed" else 1,
        amount_minor,
        expected_minor,
        kept_minor,
        reason,
    )
