"""Signing on: PINs, badges, wrong tries and the lock-out after them.

A PIN is never kept, only its scrypt hash. A try is counted before it is looked at and in a transaction of its
own, so no rollback, restart or other till gives it back. A badge says a hundred random bits; only their
SHA-256 is kept.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
from dataclasses import dataclass, replace

from shopstock import clock
from shopstock.codes.gtin import is_gtin
from shopstock.jobs.rights import require_over
from shopstock.jobs.session import Session, new_request_id
from shopstock.refusal import BadInput, Key, Refusal
from shopstock.store.credentials import (
    CredentialRow,
    badge_of,
    count_try,
    credential,
    drop_badge,
    drop_credential,
    forget_tries,
    has_pins,
    lock_pin,
    set_badge,
    set_credential,
)
from shopstock.store.engine import RuleBroken
from shopstock.store.ledger import EventDraft, Posted, post
from shopstock.store.people import NOBODY, StaffRow, all_staff, staff_with_id
from shopstock.text import fit

SCRYPT_N, SCRYPT_R, SCRYPT_P = 2**14, 8, 5
SCRYPT_MEMORY = 64 * 1024 * 1024  # 128 * n * r is 16 MiB; hashlib's own limit leaves no room for p
MOST_TRIES = 5
FIRST_LOCK_US = 60 * 1_000_000
LONGEST_LOCK_US = 3600 * 1_000_000
BADGE_PREFIX = "SSB-"
BADGE_LETTERS = 20  # base32: a hundred bits
_PIN = re.compile(r"[0-9]{4,12}", re.ASCII)
_BADGE = re.compile(rf"{BADGE_PREFIX}[A-Z2-7]{{{BADGE_LETTERS}}}", re.ASCII | re.IGNORECASE)


class WrongPin(Refusal):
    """Not the PIN of that person; says how many tries are left."""

    id = "staff.wrong_pin"
    state = "ASK"


class Locked(Refusal):
    """Too many wrong PINs: that person's PIN is not looked at for a while. A badge still is."""

    id = "staff.locked"


class NoPin(Refusal):
    """That person has no PIN yet."""

    id = "staff.no_pin"


class BadPin(BadInput):
    """What should be a new PIN cannot be one."""

    id = "staff.bad_pin"


class UnknownBadge(Refusal):
    """A badge of nobody who works here."""

    id = "staff.unknown_badge"


class FirstIsOwners(Refusal):
    """The first PIN must be an owner's, or nobody could give the others theirs."""

    id = "staff.first_is_owners"


class LastOwner(Refusal):
    """The last owner with a PIN stays one, and keeps it while others have one."""

    id = "staff.last_owner"


@dataclass(frozen=True, slots=True)
class Sealed:
    """A PIN as it is kept."""

    salt: bytes
    hash: bytes

    def opens(self, pin: str) -> bool:
        """Whether that is the PIN; takes the same time either way."""
        return hmac.compare_digest(_scrypt(pin, self.salt), self.hash)


def _scrypt(pin: str, salt: bytes) -> bytes:
    return hashlib.scrypt(
        pin.encode(), salt=salt, n=SCRYPT_N, r=SCRYPT_R, p=SCRYPT_P, maxmem=SCRYPT_MEMORY, dklen=32
    )


def is_pin(text: str) -> bool:
    """Whether it could be a PIN: 4 to 12 digits that are no barcode with its check digit, which a scanner sends."""
    return _PIN.fullmatch(text) is not None and not (len(text) >= 8 and is_gtin(text))


def is_badge(text: str) -> bool:
    """Whether it has the form of a badge of ours."""
    return _BADGE.fullmatch(text) is not None


def seal(pin: str) -> Sealed:
    """A new PIN, ready to be kept; raises BadPin for what cannot be one, without repeating it."""
    if not _PIN.fullmatch(pin):
        raise BadPin("a PIN is 4 to 12 digits", Key("-", "leave"))
    if not is_pin(pin):
        raise BadPin("that reads as a barcode, a scan could be it. Another PIN", Key("-", "leave"))
    if len(set(pin)) == 1 or pin in "01234567890123" or pin in "98765432109876":
        raise BadPin("that PIN is the first one anybody tries. Another", Key("-", "leave"))
    salt = os.urandom(16)
    return Sealed(salt, _scrypt(pin, salt))


# Showing who one is


def check_pin(session: Session, staff_id: int, pin: str) -> StaffRow:
    """The person, if that is their PIN. Raises WrongPin, Locked or NoPin; the try stays counted whatever follows.

    Call it outside of any transaction."""
    person, kept = _counted(session, staff_id)
    if not Sealed(bytes(kept.salt), bytes(kept.hash)).opens(pin):
        raise _wrong(session, person)
    with session.store.transaction():
        forget_tries(session.store, staff_id)
    return person


def _counted(session: Session, staff_id: int) -> tuple[StaffRow, CredentialRow]:
    """Count one more try before it is looked at: tills that try at once share the five."""
    store = session.store
    with store.transaction():
        person, kept = staff_with_id(store, staff_id), credential(store, staff_id)
        if person is None or kept is None:
            name = fit(person.name, 30) if person else "that person"
            raise NoPin(f"{name} has no PIN yet. Who may sets one: :staff NAME pin", Key("-", "leave"))
        if kept.locked_until_us is not None and clock.now_us() < kept.locked_until_us:
            raise _locked(session, person, kept.locked_until_us)
        if count_try(store, staff_id, MOST_TRIES):
            return person, kept
        until = _lock(session, person, kept)  # five are being looked at, or a crash left them uncounted
    raise _locked(session, person, until)


def _wrong(session: Session, person: StaffRow) -> Refusal:
    """What a wrong PIN leads to: fewer tries, or the lock."""
    with session.store.transaction():
        kept = credential(session.store, person.id)
        if kept is None:
            return NoPin(f"{fit(person.name, 30)} has no PIN any more", Key("-", "leave"))
        if kept.locked_until_us is not None and clock.now_us() < kept.locked_until_us:
            return _locked(session, person, kept.locked_until_us)
        if kept.tries >= MOST_TRIES:
            return _locked(session, person, _lock(session, person, kept))
    left = MOST_TRIES - kept.tries
    tries = f"{left} tries" if left > 1 else "1 try"
    return WrongPin(f"that is not the PIN of {fit(person.name, 20)}, {tries} left", Key("-", "leave"))


def _lock(session: Session, person: StaffRow, kept: CredentialRow) -> int:
    """Lock a PIN for a minute, twice as long each time it happens again, an hour at most; the owner sees it."""
    until = clock.now_us() + min(FIRST_LOCK_US << min(kept.locks, 10), LONGEST_LOCK_US)
    if not lock_pin(session.store, person.id, MOST_TRIES, until):
        return until  # another till did in the same moment
    event = EventDraft(
        "pin_locked",
        was=person.name,
        became=_clock_time(session, until),
        note=f"{MOST_TRIES} wrong PINs at {session.till.name}",
    )
    by = replace(session, staff=_who_stood_there(session, person), proven=True, approver=None)
    post(session.store, replace(by.draft("event", new_request_id()), events=(event,)))
    return until


def _who_stood_there(session: Session, person: StaffRow) -> StaffRow:
    """In whose name a lock is booked: of the person at the till, else of the one whose PIN it is, else the owner's."""
    for one in (session.staff, person):
        now = staff_with_id(session.store, one.id) if one != NOBODY else None
        if now is not None and now.role != "auditor":
            return now
    return next(one for one in all_staff(session.store) if one.role == "owner")


def _locked(session: Session, person: StaffRow, until_us: int) -> Locked:
    said = f"too many wrong PINs: {fit(person.name, 20)} is locked until {_clock_time(session, until_us)}"
    return Locked(said, Key("-", "leave"))


def _clock_time(session: Session, at_us: int) -> str:
    return f"{clock.local(at_us, session.shop.zone):%H:%M:%S}"


def check_badge(session: Session, code: str) -> StaffRow:
    """Whose badge it is; raises UnknownBadge."""
    person = badge_of(session.store, _badge_hash(code))
    if person is None:
        raise UnknownBadge("that badge is nobody's here. It may have been replaced", Key(":staff", "who"))
    return person


def _badge_hash(code: str) -> bytes:
    return hashlib.sha256(code.upper().encode()).digest()


def signed_on(session: Session, person: StaffRow) -> Session:
    """The session with that person at the till, who showed a PIN or a badge."""
    return replace(session, staff=person, proven=True, approver=None)


def signed_off_for_good(session: Session) -> Session:
    """The session in a shop that has no PINs any more: the same person, who proves nothing."""
    return replace(session, proven=False, approver=None)


def sign_on_with_pin(session: Session, pin: str) -> Session:
    """The session with its own person proven by their PIN: for commands that open no desk."""
    return signed_on(session, check_pin(session, session.staff.id, pin))


# Giving PINs and badges


def set_pin(session: Session, person: StaffRow, sealed: Sealed) -> Posted:
    """Give a person a PIN: one's own, or another's with the right to. The first one must be an owner's.

    A person who changes their own has shown the old one; the caller sees to that."""
    store = session.store
    with store.transaction():
        first = not has_pins(store)
        if person.id != session.staff.id:
            require_over(session, person.role)
        if first and person.role != "owner":
            raise FirstIsOwners(
                "the first PIN must be an owner's, who gives the others theirs", Key(":staff", "list")
            )
        posted = _post(session, EventDraft("pin_set", note=person.name))
        set_credential(store, person.id, sealed.salt, sealed.hash)
        return posted


def remove_pin(session: Session, person: StaffRow) -> Posted:
    """Take a person's PIN away; the last owner's only when nobody else has one: then the shop has none again."""
    try:
        with session.store.transaction():
            require_over(session, person.role)
            drop_credential(session.store, person.id)
            drop_badge(session.store, person.id)
            return _post(session, EventDraft("pin_removed", note=person.name))
    except RuleBroken as broken:
        raise last_owner(broken, person) from broken


def last_owner(broken: RuleBroken, person: StaffRow) -> Refusal:
    """What a broken rule means for a person who should go, change or lose their PIN."""
    if broken.rule != "owner":
        return broken
    name = fit(person.name, 24)
    return LastOwner(f"{name} is the last owner who can sign on: another one first", Key(":staff", "list"))


def give_badge(session: Session, person: StaffRow) -> str:
    """A new badge for a person in the place of the one they had; returns its code, which is kept nowhere."""
    store = session.store
    if not has_pins(store):
        raise NoPin("badges come after PINs: :staff NAME pin sets the first", Key(":staff", "list"))
    code = BADGE_PREFIX + base64.b32encode(os.urandom(13)).decode()[:BADGE_LETTERS]
    with store.transaction():
        require_over(session, person.role)
        set_badge(store, person.id, _badge_hash(code))
        _post(session, EventDraft("badge_given", note=person.name))
    return code


def take_badge(session: Session, person: StaffRow) -> Posted:
    """A person's badge opens nothing any more: it was lost, or they left."""
    with session.store.transaction():
        require_over(session, person.role)
        drop_badge(session.store, person.id)
        return _post(session, EventDraft("badge_taken", note=person.name))


def _post(session: Session, event: EventDraft) -> Posted:
    return post(session.store, replace(session.draft("event", new_request_id()), events=(event,)))
