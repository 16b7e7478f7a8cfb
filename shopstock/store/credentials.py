"""PINs, badges and the rights of roles, as they are kept: hashes only, tries and locks beside them."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from peewee import fn

from shopstock import clock
from shopstock.store.compiled import Compiled, inserted, param, single
from shopstock.store.engine import Store
from shopstock.store.models import Badge, Booking, Credential, Event, RoleRight, Staff
from shopstock.store.people import StaffRow


class CredentialRow(NamedTuple):
    """A person's PIN: salt and hash, wrong tries, locks in a row, and until when it is locked (UTC microseconds)."""

    staff_id: int
    salt: bytes
    hash: bytes
    tries: int
    locks: int
    locked_until_us: int | None


class Held(NamedTuple):
    """What a person has to sign on with."""

    staff_id: int
    pin: bool
    badge: bool


class LockedRow(NamedTuple):
    """A lock-out that was booked: when, whose PIN, and what else was said."""

    at_us: int
    whose: str
    note: str


_COLUMNS = tuple(getattr(Credential, name) for name in CredentialRow._fields)
_ANY: Compiled[int] = Compiled(lambda: Credential.select(Credential.staff_id).limit(1), single)
_OF = Compiled(
    lambda: Credential.select(*_COLUMNS).where(Credential.staff_id == param("staff_id")), CredentialRow
)
_SET: Compiled[int] = Compiled(
    lambda: Credential.insert(
        staff_id=param("staff_id"),
        salt=param("salt"),
        hash=param("hash"),
        tries=0,
        locks=0,
        locked_until_us=None,
    ).on_conflict(
        conflict_target=[Credential.staff_id],
        update={
            Credential.salt: param("salt"),
            Credential.hash: param("hash"),
            Credential.tries: 0,
            Credential.locks: 0,
            Credential.locked_until_us: None,
        },
    ),
    single,
)
_DROP: Compiled[int] = Compiled(
    lambda: Credential.delete().where(Credential.staff_id == param("staff_id")), single
)
_COUNT: Compiled[int] = Compiled(
    lambda: Credential.update(tries=Credential.tries + 1, locked_until_us=None).where(
        Credential.staff_id == param("staff_id"),
        Credential.tries < param("most"),
        Credential.locked_until_us.is_null() | (Credential.locked_until_us <= param("now")),
    ),
    single,
)
_LOCK: Compiled[int] = Compiled(
    lambda: Credential.update(tries=0, locks=Credential.locks + 1, locked_until_us=param("until")).where(
        Credential.staff_id == param("staff_id"), Credential.tries >= param("most")
    ),
    single,
)
_FORGET: Compiled[int] = Compiled(
    lambda: Credential.update(tries=0, locks=0, locked_until_us=None).where(
        Credential.staff_id == param("staff_id")
    ),
    single,
)
_HELD: Compiled[Held] = Compiled(
    lambda: (
        Staff.select(Staff.id, fn.COUNT(Credential.staff_id), fn.COUNT(Badge.staff_id))
        .left_outer_join(Credential, on=(Credential.staff_id == Staff.id))
        .left_outer_join(Badge, on=(Badge.staff_id == Staff.id))
        .where(Staff.active == 1)
        .group_by(Staff.id)
        .order_by(Staff.id)
    ),
    lambda staff_id, pins, badges: Held(staff_id, bool(pins), bool(badges)),
)
_WHOSE = Compiled(
    lambda: (
        Staff.select(Staff.id, Staff.name, Staff.role)
        .join(Badge, on=(Badge.staff_id == Staff.id))
        .where(Badge.code_hash == param("code_hash"), Staff.active == 1)
    ),
    StaffRow,
)
_ADD_BADGE: Compiled[int] = inserted(Badge, "")
_DROP_BADGE: Compiled[int] = Compiled(
    lambda: Badge.delete().where(Badge.staff_id == param("staff_id")), single
)
_RIGHTS: Compiled[tuple[str, str, int]] = Compiled(
    lambda: RoleRight.select(RoleRight.role, RoleRight.action, RoleRight.granted).order_by(
        RoleRight.role, RoleRight.action
    ),
    lambda role, action, granted: (role, action, granted),
)
_SET_RIGHT: Compiled[int] = Compiled(
    lambda: RoleRight.insert(
        role=param("role"), action=param("action"), granted=param("granted")
    ).on_conflict(
        conflict_target=[RoleRight.role, RoleRight.action], update={RoleRight.granted: param("granted")}
    ),
    single,
)
_LOCKS = Compiled(
    lambda: (
        Event.select(Booking.at_us, Event.was, Event.note)
        .join(Booking, on=(Booking.id == Event.booking_id))
        .where(Event.what == "pin_locked", Booking.day >= param("since"))
        .order_by(Booking.at_us.desc(), Event.id.desc())
        .limit(20)
    ),
    LockedRow,
)


def has_pins(store: Store) -> bool:
    """Whether anybody has a PIN: then everyone signs on."""
    return _ANY.first(store.db) is not None


def credential(store: Store, staff_id: int) -> CredentialRow | None:
    """A person's PIN as it is kept."""
    return _OF.first(store.db, staff_id=staff_id)


def set_credential(store: Store, staff_id: int, salt: bytes, hashed: bytes) -> None:
    """Give a person a PIN; tries and locks begin anew."""
    _SET.run(store.db, staff_id=staff_id, salt=salt, hash=hashed)


def drop_credential(store: Store, staff_id: int) -> None:
    """A person has no PIN any more."""
    _DROP.run(store.db, staff_id=staff_id)


def count_try(store: Store, staff_id: int, most: int) -> bool:
    """Count one more try in one statement, which tills at once share; False when none is left or it is locked."""
    return bool(_COUNT.run(store.db, staff_id=staff_id, most=most, now=clock.now_us()).rowcount)


def lock_pin(store: Store, staff_id: int, most: int, until_us: int) -> bool:
    """Lock a PIN whose tries are used up; False when another till did already."""
    return bool(_LOCK.run(store.db, staff_id=staff_id, most=most, until=until_us).rowcount)


def forget_tries(store: Store, staff_id: int) -> None:
    """The right PIN came: tries and locks begin anew."""
    _FORGET.run(store.db, staff_id=staff_id)


def held_by_staff(store: Store) -> dict[int, Held]:
    """What each person who works here has to sign on with."""
    return {held.staff_id: held for held in _HELD.all(store.db)}


def badge_of(store: Store, code_hash: bytes) -> StaffRow | None:
    """Whose badge it is, if they still work here."""
    return _WHOSE.first(store.db, code_hash=code_hash)


def set_badge(store: Store, staff_id: int, code_hash: bytes) -> None:
    """Give a person a badge in the place of the one they had."""
    drop_badge(store, staff_id)
    _ADD_BADGE.run(store.db, staff_id=staff_id, code_hash=code_hash, given_at_us=clock.now_us())


def drop_badge(store: Store, staff_id: int) -> None:
    """A person has no badge any more."""
    _DROP_BADGE.run(store.db, staff_id=staff_id)


def role_rights(store: Store) -> dict[tuple[str, str], bool]:
    """What differs from the defaults: role and action, and whether it is granted."""
    return {(role, action): bool(granted) for role, action, granted in _RIGHTS.all(store.db)}


def set_role_right(store: Store, role: str, action: str, *, granted: bool) -> None:
    """Grant or refuse an action to a role."""
    _SET_RIGHT.run(store.db, role=role, action=action, granted=int(granted))


def locks_since(store: Store, since: date) -> list[LockedRow]:
    """The lock-outs since that day, newest first, twenty at most."""
    return _LOCKS.all(store.db, since=since.isoformat())
