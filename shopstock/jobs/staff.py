"""The people who work here: who they are, what role they have, and what they have to sign on with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from shopstock import clock
from shopstock.jobs.rights import ROLES, require_over
from shopstock.jobs.session import Session, new_request_id
from shopstock.jobs.signing import LastOwner, last_owner
from shopstock.refusal import BadInput, Key, Refusal
from shopstock.store.credentials import (
    credential,
    drop_badge,
    drop_credential,
    has_pins,
    held_by_staff,
    locks_since,
)
from shopstock.store.engine import RuleBroken
from shopstock.store.ledger import EventDraft, Posted, post
from shopstock.store.people import (
    StaffRow,
    add_staff,
    all_staff,
    change_staff,
    staff_named,
    staff_who_left,
)
from shopstock.text import clean_name, clean_text, fit

LOCKS_SHOWN_DAYS = 30


class UnknownStaff(Refusal):
    """Nobody here bears that name."""

    id = "staff.unknown"


class KnownStaff(Refusal):
    """Someone bears that name already."""

    id = "staff.known_name"


@dataclass(frozen=True, slots=True)
class Person:
    """One who works here: role, whether they have a PIN and a badge, and until when the PIN is locked (`HH:MM`)."""

    row: StaffRow
    pin: bool
    badge: bool
    locked_until: str | None


@dataclass(frozen=True, slots=True)
class LockOut:
    """A lock-out of the last days: when, whose PIN, and where."""

    when: str
    whose: str
    note: str


def shop_has_pins(session: Session) -> bool:
    """Whether people sign on here; a shop without PINs works as one owner."""
    return has_pins(session.store)


def everyone(session: Session) -> list[StaffRow]:
    """All who work here, in the order they came."""
    return all_staff(session.store)


def people(session: Session) -> list[Person]:
    """All who work here with what they sign on with."""
    held, now = held_by_staff(session.store), clock.now_us()
    found = []
    for row in all_staff(session.store):
        kept = credential(session.store, row.id) if held[row.id].pin else None
        until = kept.locked_until_us if kept else None
        shown = f"{clock.local(until, session.shop.zone):%H:%M}" if until and until > now else None
        found.append(Person(row, held[row.id].pin, held[row.id].badge, shown))
    return found


def lock_outs(session: Session) -> list[LockOut]:
    """The lock-outs of the last days, newest first."""
    found = locks_since(session.store, session.today() - timedelta(days=LOCKS_SHOWN_DAYS))
    zone = session.shop.zone
    return [
        LockOut(f"{session.day(session.day_at(x.at_us))} {clock.local(x.at_us, zone):%H:%M}", x.whose, x.note)
        for x in found
    ]


def named(session: Session, name: str) -> StaffRow:
    """The person of that name; raises UnknownStaff."""
    person = staff_named(session.store, name)
    if person is None:
        raise UnknownStaff(f"nobody here is called {fit(clean_text(name), 30)}", Key(":staff", "list"))
    return person


def stand_in(session: Session, name: str) -> Session:
    """The session with that person at the till, in a shop where nobody has a PIN to show."""
    return replace(session, staff=named(session, name))


def add(session: Session, name: str, role: str) -> StaffRow:
    """A new person, or one who left and is back; raises KnownStaff."""
    shown, _ = clean_name(name, 40)
    if not shown or shown.isdigit():
        raise BadInput("a person needs a name: :staff add Mia clerk", Key(":staff", "list"))
    check_role(role)
    with session.store.transaction():
        require_over(session, role)
        if staff_named(session.store, shown):
            raise KnownStaff(f"{fit(shown, 30)} works here already", Key(":staff", "list"))
        back = staff_who_left(session.store, shown)
        if back is not None:
            change_staff(session.store, back.id, role)
        person = replace_role(back, role) if back else add_staff(session.store, shown, role)
        _post(session, EventDraft("role", became=role, note=person.name))
        return person


def replace_role(person: StaffRow, role: str) -> StaffRow:
    """The same person with another role."""
    return person._replace(role=role)


def check_role(role: str) -> None:
    """Refuse what is no role."""
    if role not in ROLES:
        raise BadInput(
            f'"{fit(clean_text(role), 16)}" is no role: {", ".join(ROLES)}', Key(":rights", "list")
        )


def change_role(session: Session, person: StaffRow, role: str) -> Posted:
    """Give a person another role; raises LastOwner for the last owner who can sign on."""
    check_role(role)
    try:
        with session.store.transaction():
            require_over(session, person.role, role)
            posted = _post(session, EventDraft("role", was=person.role, became=role, note=person.name))
            change_staff(session.store, person.id, role)
            return posted
    except RuleBroken as broken:
        raise last_owner(broken, person) from broken


def leave(session: Session, person: StaffRow) -> Posted:
    """A person works here no more: their PIN and badge open nothing. What they booked stays theirs."""
    try:
        with session.store.transaction():
            require_over(session, person.role)
            if person.id == session.staff.id:
                raise LastOwner("somebody else lets you leave, not you yourself", Key(":staff", "list"))
            posted = _post(session, EventDraft("role", was=person.role, became="left", note=person.name))
            change_staff(session.store, person.id, person.role, active=False)
            drop_badge(session.store, person.id)
            drop_credential(session.store, person.id)
            return posted
    except RuleBroken as broken:
        raise last_owner(broken, person) from broken


def _post(session: Session, event: EventDraft) -> Posted:
    return post(session.store, replace(session.draft("event", new_request_id()), events=(event,)))
